"""The register as base and files laid over each other. Lilla Ån has eleven deltaganden before the first file.

Of Vägen vidare ”hal” started 2024-03-01, ”ida” 2024-01-01 and ”jon” 2024-07-01; the other four before 2024.
"""

from datetime import UTC, datetime
from itertools import count

import polars as pl
import pytest

from finsam_data.intake.register.folding import folded, replaced
from finsam_data.intake.register.import_folder import Import, import_of
from finsam_data.intake.register.register_file import KEY, ordered
from tests.builders import frame
from tests.finsam_data.intake.files import FIRST_HALF, SECOND_HALF, checked, woman
from tests.lilla_an import KAFFE, REGISTER, VAGEN

BASE = ordered(frame("participation", *REGISTER))
WHEN = datetime(2025, 1, 20, tzinfo=UTC)
numbers = count(1)


def taken(*rows, mends: Import | None = None, **file) -> Import:
    return import_of(checked(*rows, **file), f"{next(numbers)}", "kansliet", WHEN, mends.record if mends else None)


def names(register: pl.DataFrame, insats: str = VAGEN) -> set[str]:
    """Participants of the insats who started in 2024."""
    rows = register.filter(insats=insats).filter(pl.col("start_date").dt.year() == 2024)
    return set(rows.get_column("participant_id"))


def one(register: pl.DataFrame, name: str) -> dict:
    return register.filter(participant_id=name, insats=VAGEN).row(0, named=True)


def test_without_files_the_register_is_the_base():
    assert folded(BASE, []).equals(BASE)


def test_a_file_says_who_started_on_its_days_and_nothing_of_others():
    register = folded(BASE, [taken(woman("ny", "2024-02-01"))])
    assert names(register) == {"ny"}  # hal, ida and jon are gone
    assert names(register, KAFFE) == {"ida"}
    assert register.height == 11 - 3 + 1


def test_a_half_year_leaves_the_other_half_alone():
    assert names(folded(BASE, [taken(woman("ny", "2024-02-01"), covers=FIRST_HALF)])) == {"ny", "jon"}
    assert names(folded(BASE, [taken(woman("ny", "2024-08-01"), covers=SECOND_HALF)])) == {"ny", "hal", "ida"}


def test_an_older_row_is_changed_by_the_same_key_and_otherwise_kept():
    register = folded(BASE, [taken(woman("anna", "2022-10-01", "2023-01-01", age=26))])
    assert one(register, "anna")["age"] == 26
    assert {"bo", "carl", "disa"} <= set(register.get_column("participant_id"))


def test_a_rejected_row_keeps_what_the_register_has_of_the_participant():
    register = folded(BASE, [taken(woman("ny", "2024-02-01"), rejected=[{"participant_id": "ida", "age": "400"}])])
    assert names(register) == {"ny", "ida"}


def test_a_file_of_the_same_insatser_and_days_takes_the_place_of_the_earlier():
    wrong = taken(woman("ny", "2024-02-01"), woman("fel", "2023-05-01"))
    right = taken(woman("ny", "2024-02-01", age=41))
    register = folded(BASE, [wrong, right])
    assert names(register) == {"ny"}
    assert one(register, "ny")["age"] == 41
    assert "fel" not in set(register.get_column("participant_id"))  # started before the days of the file


def test_what_the_later_file_rejects_stays_as_the_earlier_had_it():
    first = taken(woman("a", "2024-02-01"), woman("b", "2024-03-01"), woman("c", "2024-04-01"))
    second = taken(woman("b", "2024-03-01"), rejected=[{"participant_id": "a"}])
    assert names(folded(BASE, [first, second])) == {"a", "b"}
    third = taken(woman("b", "2024-03-01"), rejected=[{"participant_id": "a"}], content=b"another")
    assert names(folded(BASE, [first, second, third])) == {"a", "b"}


def test_an_older_file_after_a_newer_never_changes_what_the_newer_says():
    newer = taken(woman("a", "2024-02-01", "2024-09-01"), covers=SECOND_HALF)
    older = taken(woman("a", "2024-02-01"), woman("b", "2024-03-01"), covers=FIRST_HALF)
    register = folded(BASE, [newer, older])
    assert register.equals(folded(BASE, [older, newer]))
    assert str(one(register, "a")["end_date"]) == "2024-09-01"
    assert names(register) == {"a", "b"}


@pytest.mark.parametrize("left_out", [0, 1, 2])
def test_the_register_without_one_is_that_of_the_others(left_out):
    files = [
        taken(woman("a", "2024-02-01"), covers=FIRST_HALF),
        taken(woman("a", "2024-02-01", "2024-09-01"), woman("b", "2024-08-01"), covers=SECOND_HALF),
        taken(woman("k", "2024-02-01", insats=KAFFE), insatser=(KAFFE,)),
    ]
    others = [file for number, file in enumerate(files) if number != left_out]
    lone = {0: {"b", "a"}, 1: {"a", "jon"}, 2: {"a", "b"}}[left_out]
    assert names(folded(BASE, others)) - {"hal", "ida"} == lone


def test_an_added_column_stays_where_a_later_file_lacks_it():
    with_column = taken(woman("a", "2024-02-01"), covers=FIRST_HALF, extra={"extra_egenanmalan": ["ja"]})
    without = taken(woman("a", "2024-02-01", "2024-09-01"), woman("b", "2024-08-01"), covers=SECOND_HALF)
    register = folded(BASE, [with_column, without])
    assert one(register, "a")["extra_egenanmalan"] == "ja"
    assert one(register, "b")["extra_egenanmalan"] is None
    assert register.columns[:12] == BASE.columns


def test_mended_rows_are_added_to_their_file_and_go_with_it():
    first = taken(woman("a", "2024-02-01"), rejected=[{"participant_id": "b", "age": "400"}])
    mended = taken(woman("b", "2024-03-01"), mends=first, content=b"rows")
    assert names(folded(BASE, [first, mended])) == {"a", "b"}
    newer = taken(woman("a", "2024-02-01"), content=b"newer")
    assert names(folded(BASE, [first, mended, newer])) == {"a"}
    assert replaced([first.record, mended.record, newer.record]) == {first.record.id, mended.record.id}


def test_mended_rows_neither_bring_older_facts_back_nor_remove_what_came_between():
    first = taken(woman("a", "2024-02-01"), rejected=[{"participant_id": "b", "age": "400"}])
    both = taken(woman("a", "2024-02-01", age=41), woman("k", "2024-02-01", insats=KAFFE), insatser=(KAFFE, VAGEN))
    mended = taken(woman("b", "2024-03-01"), mends=first, content=b"rows")
    register = folded(BASE, [first, both, mended])
    assert one(register, "a")["age"] == 41
    assert (names(register), names(register, KAFFE)) == ({"a", "b"}, {"k"})


def test_rows_mended_after_their_file_was_replaced_are_in_force_until_the_next_one():
    first = taken(woman("a", "2024-02-01"), rejected=[{"participant_id": "b", "age": "400"}])
    newer = taken(woman("a", "2024-02-01"), content=b"newer")
    mended = taken(woman("b", "2024-03-01"), mends=first, content=b"rows")
    assert names(folded(BASE, [first, newer, mended])) == {"a", "b"}
    assert replaced([first.record, newer.record, mended.record]) == {first.record.id}


def test_a_file_without_dates_removes_nothing():
    assert folded(BASE, [taken(rejected=[{"participant_id": "x"}], covers=None)]).equals(BASE)


def test_no_key_stands_twice():
    rows = folded(BASE, [taken(woman("ida", "2024-01-01"), woman("jon", "2024-07-01"))])
    assert rows.select(KEY).is_duplicated().sum() == 0
