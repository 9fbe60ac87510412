"""Years and half-years."""

from datetime import date

import pytest

from queries.periods import Period, covered_periods, parse_period


@pytest.mark.parametrize(
    ("code", "first_day", "last_day", "year_before"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "2023"),
        ("2024H1", date(2024, 1, 1), date(2024, 6, 30), "2023H1"),
        ("2024H2", date(2024, 7, 1), date(2024, 12, 31), "2023H2"),
    ],
)
def test_a_period_has_its_days_and_is_compared_with_the_same_one_last_year(code, first_day, last_day, year_before):
    period = parse_period(code)
    assert (period.first_day, period.last_day) == (first_day, last_day)
    assert period.year_before.code == year_before
    assert period.code == code


@pytest.mark.parametrize(
    "code", ["", "24", "2024H3", "2024h1", "2024 ", " 2024", "2024H1\n", "2024-06", "x2024", "20245"]
)
def test_nonsense_is_no_period(code):
    assert parse_period(code) is None


def test_a_year_comes_after_its_second_half_and_before_the_next_year():
    ordered = [Period(2023, 2), Period(2023), Period(2024, 1), Period(2024, 2), Period(2024)]
    assert sorted(set(ordered)) == ordered
    assert Period(2024) > Period(2024, 2) > Period(2024, 1) > Period(2023)
    assert Period(2024) <= Period(2024)


def codes(first_day, last_event):
    return [period.code for period in covered_periods(first_day, last_event)]


def test_whole_years_are_covered_with_both_their_halves():
    assert codes(date(2023, 1, 1), date(2024, 12, 31)) == ["2023H1", "2023H2", "2023", "2024H1", "2024H2", "2024"]


def test_a_register_that_stops_in_spring_gives_only_the_half_of_that_year():
    assert codes(date(2023, 1, 1), date(2024, 6, 30)) == ["2023H1", "2023H2", "2023", "2024H1"]
    assert codes(date(2023, 1, 1), date(2024, 7, 1)) == ["2023H1", "2023H2", "2023", "2024H1", "2024H2", "2024"]


def test_a_register_that_starts_in_summer_gives_only_the_half_of_that_year():
    assert codes(date(2023, 7, 1), date(2024, 12, 31)) == ["2023H2", "2024H1", "2024H2", "2024"]


def test_a_half_that_is_not_followed_up_from_its_first_day_is_left_out():
    assert codes(date(2023, 1, 2), date(2023, 12, 31)) == ["2023H2"]


def test_without_events_there_is_no_period():
    assert codes(date(2023, 1, 1), None) == []
    assert codes(date(2023, 1, 1), date(2022, 12, 31)) == []


def test_one_event_on_the_first_day_is_enough():
    assert codes(date(2023, 1, 1), date(2023, 1, 1)) == ["2023H1"]
