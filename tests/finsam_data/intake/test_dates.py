from datetime import date

import pytest

from finsam_data.intake.meaning.dates import read_date

FIFTH_OF_MARCH = date(2024, 3, 5)


@pytest.mark.parametrize(
    "text",
    ["2024-03-05", "2024-3-5", "2024/03/05", "2024.03.05", "2024–03–05", "2024-03-05 00:00:00", "2024-03-05T13:45:00",
     "20240305", "5/3 2024", "05/03 2024", "5 mars 2024", "5 mar. 2024", "den 5 mars 2024", "5:e mars 2024",
     "tis 5 mars 2024", "tisdag den 5 mars 2024", "5-Mar-24", "March 5, 2024", " 2024-03-05 "],
)  # fmt: skip
def test_a_day_is_understood_however_it_is_written(text: str) -> None:
    assert read_date(text).days == (FIFTH_OF_MARCH,)


def test_a_serial_number_counts_days_from_the_end_of_1899() -> None:
    # 124 years of 365 days and 31 leap days (1900 is none) from 1900-01-01 to 2024-01-01, 2 days from 1899-12-30, and
    # 31 + 29 + 4 days to 5 March.
    serial = 124 * 365 + 30 + 2 + 31 + 29 + 4
    assert serial == 45_356
    assert read_date(str(serial)).day == read_date(f"{serial}.75").day == read_date(f"{serial},0").day == FIFTH_OF_MARCH


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("03/04/2024", ("2024-04-03", "2024-03-04")),
        ("3/4-24", ("2024-04-03", "2024-03-04")),
        ("3-4-2024", ("2024-04-03", "2024-03-04")),
        ("240305", ("2024-03-05", "2005-03-24")),
        ("24-03-05", ("2024-03-05", "2005-03-24")),
    ],
)
def test_what_can_be_read_in_two_ways_is_not_guessed(text: str, days: tuple[str, ...]) -> None:
    assert read_date(text).days == tuple(map(date.fromisoformat, days))
    assert read_date(text).day is None


@pytest.mark.parametrize("text", ["25/3/2024", "3/25/2024", "25/3-24", "25.3.2024"])
def test_a_number_too_large_for_a_month_settles_the_order(text: str) -> None:
    assert read_date(text).day == date(2024, 3, 25)


def test_the_same_number_twice_is_one_day_in_either_order() -> None:
    assert read_date("05/05/2024").day == date(2024, 5, 5)


@pytest.mark.parametrize(
    "text", ["2024-02-30", "30/2 2024", "2024-13-05", "mars 2024", "2024", "34", "igår", "", "-", "1234567", "5/3", "²"]
)
def test_what_is_no_day_is_no_date(text: str) -> None:
    assert read_date(text).days == ()
