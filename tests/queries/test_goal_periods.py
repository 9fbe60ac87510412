"""What periods goals are set for, and how they are covered."""

from datetime import date

from queries.goal_periods import goal_span, periods_through
from queries.periods import Period


def test_a_goal_is_for_a_year_a_half_year_or_months_over_several_years():
    assert goal_span("2025") == (date(2025, 1, 1), date(2025, 12, 31))
    assert goal_span("2025H1") == (date(2025, 1, 1), date(2025, 6, 30))
    assert goal_span("2022-09--2024-02") == (date(2022, 9, 1), date(2024, 2, 29))


def test_nonsense_has_no_span():
    assert goal_span("snart") is None
    assert goal_span("2022-13--2024-02") is None


def test_days_are_covered_by_as_few_periods_as_possible():
    covered = periods_through(date(2022, 9, 1), date(2025, 6, 30))
    assert covered == [Period(2022, 2), Period(2023), Period(2024), Period(2025, 1)]
    assert periods_through(date(2025, 1, 1), date(2025, 12, 31)) == [Period(2025)]
