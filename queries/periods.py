"""Periods as the reports use them: calendar years and half-years. Pure date arithmetic, no clock."""

import re
from dataclasses import dataclass
from datetime import date
from functools import total_ordering


@total_ordering
@dataclass(frozen=True)
class Period:
    """A year (half None) or a half-year (half 1 or 2); its code is 2024, 2024H1 or 2024H2."""

    year: int
    half: int | None = None

    @property
    def code(self) -> str:
        """As in addresses and tables."""
        return f"{self.year}" if self.half is None else f"{self.year}H{self.half}"

    @property
    def first_day(self) -> date:
        """The first day, inclusive."""
        return date(self.year, 7 if self.half == 2 else 1, 1)

    @property
    def last_day(self) -> date:
        """The last day, inclusive."""
        return date(self.year, 6, 30) if self.half == 1 else date(self.year, 12, 31)

    @property
    def year_before(self) -> "Period":
        """The same period last year: half-years compare with half-years."""
        return Period(self.year - 1, self.half)

    def __lt__(self, other: "Period") -> bool:
        """By last day, a year after its second half."""
        return (self.last_day, self.half is None) < (other.last_day, other.half is None)


def parse_period(code: str) -> Period | None:
    """The period with that code; None for anything else."""
    match = re.fullmatch(r"(\d{4})(?:H([12]))?", code)
    return Period(int(match[1]), int(match[2]) if match[2] else None) if match else None


def covered_periods(first_day: date, last_event: date | None) -> list[Period]:
    """Every half-year from the first day to the last event, and every year with both its halves.

    A register that starts or stops in the middle of a year gives half-years only for that year.
    """
    if last_event is None or last_event < first_day:
        return []
    halves = [
        period
        for year in range(first_day.year, last_event.year + 1)
        for period in (Period(year, 1), Period(year, 2))
        if period.first_day >= first_day and period.first_day <= last_event
    ]
    years = [Period(p.year) for p in halves if p.half == 2 and Period(p.year, 1) in halves]
    return sorted([*halves, *years])
