"""The periods that goals are set for: a year, a half-year, or a span of months over several years."""

import re
from calendar import monthrange
from datetime import date

from queries.periods import Period, parse_period


def goal_span(text: str) -> tuple[date, date] | None:
    """2025, 2025H1 or 2022-09--2025-12 as first and last day; None for anything else."""
    if period := parse_period(text):
        return period.first_day, period.last_day
    match = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])--(\d{4})-(0[1-9]|1[0-2])", text)
    if match is None:
        return None
    first_year, first_month, last_year, last_month = map(int, match.groups())
    last_day = date(last_year, last_month, monthrange(last_year, last_month)[1])
    return date(first_year, first_month, 1), last_day


def periods_through(first_day: date, last_day: date) -> list[Period]:
    """The fewest years and half-years that together cover the days, in order."""
    found: list[Period] = []
    for year in range(first_day.year, last_day.year + 1):
        whole = Period(year)
        if first_day <= whole.first_day and whole.last_day <= last_day:
            found.append(whole)
        else:
            found += [half for half in (Period(year, 1), Period(year, 2)) if _overlaps(half, first_day, last_day)]
    return found


def _overlaps(period: Period, first_day: date, last_day: date) -> bool:
    return period.first_day <= last_day and first_day <= period.last_day
