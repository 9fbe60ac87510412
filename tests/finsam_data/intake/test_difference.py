"""What an import changes: every row of the register that becomes another, told once."""

import polars as pl

from finsam_data.intake.register.difference import compared
from finsam_data.intake.register.register_file import ordered
from tests.builders import frame
from tests.finsam_data.intake.files import woman
from tests.lilla_an import VAGEN

BEFORE = ordered(frame("participation", woman("a", "2024-01-01"), woman("b", "2024-01-01"), woman("c", "2024-01-01")))


def after(*rows, **extra):
    return ordered(frame("participation", *rows).with_columns(**extra))


def test_equal_registers_have_no_difference():
    found = compared(BEFORE, BEFORE)
    assert found.is_empty
    assert not found.touches_what_was
    assert (found.new.height, found.changed.height, found.ended.height, found.removed.height) == (0, 0, 0, 0)


def test_new_ended_changed_and_removed_rows_are_told_apart():
    rows = woman("a", "2024-01-01", "2024-05-01"), woman("b", "2024-01-01", age=41), woman("d", "2024-02-01")
    found = compared(BEFORE, after(*rows))
    assert found.new.get_column("participant_id").to_list() == ["d"]
    assert found.removed.get_column("participant_id").to_list() == ["c"]
    assert [str(value) for value in found.ended.row(0)] == ["a", VAGEN, "2024-01-01", "2024-05-01", "Arbete"]
    assert found.changed.select("participant_id", "column", "old", "new").rows() == [("b", "age", "40", "41")]


def test_one_that_ends_and_is_of_another_age_is_both_ended_and_changed():
    found = compared(BEFORE, after(woman("a", "2024-01-01", "2024-05-01", age=41), *BEFORE[1:].to_dicts()))
    assert found.ended.height == 1
    assert found.changed.get_column("column").to_list() == ["age"]


def test_a_new_end_date_and_an_opened_one_are_changes():
    ended = after(woman("a", "2024-01-01", "2024-05-01"))
    moved = compared(ended, after(woman("a", "2024-01-01", "2024-06-01")))
    assert moved.changed.select("column", "old", "new").rows() == [("end_date", "2024-05-01", "2024-06-01")]
    opened = compared(ended, after(woman("a", "2024-01-01")))
    assert sorted(opened.changed.select("column", "new").rows()) == [("avslutsorsak", None), ("end_date", None)]
    assert opened.ended.is_empty()


def test_an_added_column_that_comes_and_goes_is_a_change():
    more = ordered(BEFORE.with_columns(extra_egenanmalan=pl.Series(["ja", None, None], dtype=pl.String)))
    assert compared(BEFORE, more).changed.select("column", "old", "new").rows() == [("extra_egenanmalan", None, "ja")]
    assert compared(more, BEFORE).changed.select("column", "old", "new").rows() == [("extra_egenanmalan", "ja", None)]


def test_only_new_rows_touch_nothing_that_was():
    found = compared(BEFORE, after(*BEFORE.to_dicts(), woman("d", "2024-02-01")))
    assert not found.is_empty
    assert not found.touches_what_was
