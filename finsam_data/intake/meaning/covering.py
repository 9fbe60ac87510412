"""What a file reports on: a half-year or a whole year."""

import re
from datetime import date

import polars as pl

from finsam_data.errors import DataError

Cover = tuple[date, date]
"""First and last day."""
WRITTEN = re.compile(r"(\d{4})(?:\s*-?\s*H([12]))?", re.IGNORECASE)


def parse_cover(written: str) -> Cover:
    """2025, 2025H1 or 2025H2 as first and last day; raises DataError where it is none of these."""
    found = WRITTEN.fullmatch(written.strip())
    if not found or not 1990 <= int(found[1]) <= 2100:
        raise DataError(
            f"Perioden ”{written}”", "Den går inte att läsa.", "Skriv till exempel 2025, 2025H1 eller 2025H2."
        )
    year, half = int(found[1]), found[2]
    return date(year, 7 if half == "2" else 1, 1), date(year, 6, 30) if half == "1" else date(year, 12, 31)


def infer_cover(rows: pl.DataFrame) -> Cover | None:
    """The half-year of the latest start or end; the whole year where that is the second half and starts span both.

    rows: start_date and end_date, one row per deltagande. None where there are no rows.
    """
    starts = rows.get_column("start_date").drop_nulls()
    events = pl.concat([starts, rows.get_column("end_date").drop_nulls()])
    latest = events.max()
    if not isinstance(latest, date):
        return None
    first_half = date(latest.year, 1, 1), date(latest.year, 6, 30)
    if latest <= first_half[1]:
        return first_half
    both = starts.is_between(*first_half).any()
    return date(latest.year, 1 if both else 7, 1), date(latest.year, 12, 31)


def periods_before(cover: Cover, n: int) -> list[Cover]:
    """The n half-years or years just before, the latest first."""
    first, last = cover
    periods: list[Cover] = []
    for _ in range(n):
        if last.month - first.month > 6:
            first, last = date(first.year - 1, 1, 1), date(first.year - 1, 12, 31)
        elif first.month > 6:
            first, last = date(first.year, 1, 1), date(first.year, 6, 30)
        else:
            first, last = date(first.year - 1, 7, 1), date(first.year - 1, 12, 31)
        periods.append((first, last))
    return periods
