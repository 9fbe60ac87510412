"""What the register makes of a file: changed values, missing rows and unusual volume, all as warnings."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from finsam_data.errors import DataError
from finsam_data.intake.meaning import rules
from finsam_data.intake.meaning.covering import parse_cover, periods_before
from tests.builders import Row, frame, row
from tests.finsam_data.intake.sheets import OPEN, checked_rows, places, told, written


def kept(**changes: object) -> Row:
    """What the register holds of the valid row."""
    valid: dict[str, Any] = {
        "participant_id": "D0001", "insats": "Novum", "start_date": date(2025, 2, 3), "end_date": date(2025, 5, 30),
        "avslutsorsak": "Arbete eller studier", "gender": "kvinna", "age": 25, "education": "Gymnasium",
        "time_without_work": "1–2 år", "anmalare": "Försäkringskassan", "stadsdel": "Järva", "consent": True,
    }  # fmt: skip
    return row("participation", **valid | changes)


STILL_OPEN: dict[str, object] = {"end_date": None, "avslutsorsak": None}


def test_a_file_that_says_what_the_register_says_has_no_findings() -> None:
    assert checked_rows(written(), register=frame("participation", kept())).findings == ()


@pytest.mark.parametrize(
    ("before", "column"),
    [
        ({"gender": "man"}, "Kön"), ({"age": 24}, "Ålder"), ({"education": "Grundskola"}, "Utbildning"),
        ({"time_without_work": "2–5 år"}, "Tid utan arbete"), ({"anmalare": "Annan"}, "Anmälande part"),
        ({"stadsdel": "Farsta"}, "Stadsdel"), ({"end_date": date(2025, 5, 29)}, "Slutdatum"),
        ({"avslutsorsak": "Felregistrering"}, "Avslutsorsak"),
    ],
)  # fmt: skip
def test_a_value_that_used_to_be_another_is_told(before: dict[str, object], column: str) -> None:
    checked = checked_rows(written(), register=frame("participation", kept(**before)))
    assert [(found.row, found.column) for found in checked.findings] == [(2, column)]
    assert places(checked, rules.SAME_AS_BEFORE) == [(2, column)]
    assert str(next(iter(before.values()))) in checked.findings[0].message


def test_what_was_unknown_or_open_may_be_filled_in() -> None:
    before = kept(age=None, education=None, **STILL_OPEN)
    assert checked_rows(written(), register=frame("participation", before)).findings == ()


def test_a_value_that_is_taken_away_is_told() -> None:
    checked = checked_rows(written(**OPEN), register=frame("participation", kept()))
    assert places(checked, rules.SAME_AS_BEFORE) == [(2, "Slutdatum"), (2, "Avslutsorsak")]


def test_another_gender_in_an_earlier_deltagande_of_the_same_id_is_told() -> None:
    earlier = kept(start_date=date(2024, 2, 1), end_date=date(2024, 5, 1), gender="man")
    assert places(checked_rows(written(), register=frame("participation", earlier)), rules.SAME_AS_BEFORE) == [
        (2, "Kön")
    ]


def test_a_start_that_has_been_moved_is_told() -> None:
    checked = checked_rows(written(), register=frame("participation", kept(start_date=date(2025, 2, 4))))
    assert places(checked, rules.SAME_START) == [(2, "Startdatum")]


def test_a_start_while_an_older_deltagande_goes_on_is_told() -> None:
    older = kept(start_date=date(2024, 2, 1), **STILL_OPEN)
    assert places(checked_rows(written(), register=frame("participation", older)), rules.NO_OVERLAP_BEFORE) == [
        (2, "Startdatum")
    ]


def test_those_that_were_open_and_are_missing_are_named_once_per_insats() -> None:
    register = frame(
        "participation",
        kept(),
        kept(participant_id="D0002", start_date=date(2024, 9, 1), **STILL_OPEN),
        kept(participant_id="D0003", **STILL_OPEN),
        kept(participant_id="D0004"),
        kept(participant_id="D0005", insats="FINSAM-team", **STILL_OPEN),
        kept(participant_id="D0006", start_date=date(2025, 7, 1), **STILL_OPEN),
    )
    [found] = told(checked_rows(written(), register=register), rules.STILL_THERE)
    # D0004 has ended, D0005 is of an insats that the file is not about, D0006 began after the half-year.
    assert found.message.startswith("2 deltaganden i Novum")
    assert [name for name in ("D0002", "D0003", "D0004", "D0005", "D0006") if name in found.message] == [
        "D0002",
        "D0003",
    ]


def test_a_row_that_is_rejected_is_not_missing() -> None:
    register = frame("participation", kept(**STILL_OPEN))
    checked = checked_rows(written(Ålder="12"), written(Id="D0002"), register=register)
    assert checked.rejected.height == 1
    assert told(checked, rules.STILL_THERE) == []


def started(number: int, first: date, prefix: str) -> list[Row]:
    """So many short deltaganden, one a day."""
    return [
        kept(participant_id=f"{prefix}{n}", start_date=first + timedelta(n), end_date=first + timedelta(n + 20))
        for n in range(number)
    ]


@pytest.mark.parametrize(
    ("now", "before", "is_told"),
    [
        (24, (10, 12), False),  # twice the most
        (25, (10, 12), True),
        (10, (20, 30), False),  # half the least
        (9, (20, 30), True),
        (6, (2, 3), False),  # more than twice as many, but only three more
        (30, (10,), False),  # one period says nothing about what is usual
    ],
)
def test_a_volume_beyond_twice_the_most_or_half_the_least_is_told(
    now: int, before: Sequence[int], is_told: bool
) -> None:
    halves = [date(2024, 7, 1), date(2024, 1, 1)]
    register = frame("participation", *(kept_row for number, first in zip(before, halves, strict=False)
                                        for kept_row in started(number, first, f"F{first.month}-")))  # fmt: skip
    rows = [
        written(Id=f"N-{n}", Startdatum=str(date(2025, 1, 8) + timedelta(n)), Slutdatum="2025-06-30")
        for n in range(now)
    ]
    checked = checked_rows(*rows, register=register)
    assert bool(told(checked, rules.USUAL_VOLUME)) is is_told


def test_the_periods_before_are_of_the_same_length() -> None:
    halves = periods_before((date(2025, 7, 1), date(2025, 12, 31)), 3)
    assert [str(first) for first, _ in halves] == ["2025-01-01", "2024-07-01", "2024-01-01"]
    assert [str(last) for _, last in halves] == ["2025-06-30", "2024-12-31", "2024-06-30"]
    assert periods_before((date(2025, 1, 1), date(2025, 12, 31)), 1) == [(date(2024, 1, 1), date(2024, 12, 31))]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2025", ("2025-01-01", "2025-12-31")),
        ("2025H1", ("2025-01-01", "2025-06-30")),
        ("2025 h2", ("2025-07-01", "2025-12-31")),
    ],
)
def test_a_period_is_a_year_or_a_half_of_it(text: str, days: tuple[str, str]) -> None:
    assert tuple(map(str, parse_cover(text))) == days


@pytest.mark.parametrize("text", ["", "25", "2025H3", "våren"])
def test_any_other_period_is_refused(text: str) -> None:
    with pytest.raises(DataError, match="2025H1"):
        parse_cover(text)
