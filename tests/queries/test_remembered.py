"""Remembered answers: the same question once, and never a stale answer."""

import polars as pl

from queries.remembered import KEPT, remembered

asked: list[object] = []


@remembered
def total(frame: pl.DataFrame, column: str = "n") -> int:
    asked.append((frame, column))
    return int(frame.get_column(column).sum())


def test_the_same_question_is_answered_once():
    asked.clear()
    frame = pl.DataFrame({"n": [1, 2]})
    assert [total(frame), total(frame), total(frame)] == [1 + 2] * 3
    assert len(asked) == 1


def test_another_frame_is_another_question_however_alike():
    asked.clear()
    # Alike in their first and last ten rows, which is all that Streamlit's cache looks at.
    rows = list(range(40))
    changed = [*rows[:20], 1000, *rows[21:]]
    assert total(pl.DataFrame({"n": rows})) == sum(rows)
    assert total(pl.DataFrame({"n": changed})) == sum(rows) - 20 + 1000
    assert len(asked) == 2


def test_another_value_is_another_question():
    frame = pl.DataFrame({"n": [1], "m": [5]})
    assert (total(frame), total(frame, "m"), total(frame, column="m")) == (1, 5, 5)


def test_one_and_true_are_different_questions():
    @remembered
    def kind(value: object) -> str:
        return type(value).__name__

    assert (kind(1), kind(True), kind(1.0)) == ("int", "bool", "float")


def test_only_the_latest_are_kept_and_a_forgotten_frame_never_answers_for_a_new_one():
    for n in range(KEPT * 3):
        # Each frame is dropped at once, so that ids are used again.
        assert total(pl.DataFrame({"n": [n]})) == n
