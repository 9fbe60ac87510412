"""Sums over published cells, and what may be said of them.

A sum with a protected cell in it is unknown, never a smaller number, and so is the largest of cells that are not all
shown, unless the shown ones prove it.
"""

from collections.abc import Collection, Iterable, Mapping

import polars as pl

from finsam_data.forbund import Forbund
from queries.periods import Period
from queries.publication.plan import TOTAL


def visible_sum(rows: pl.DataFrame) -> int | None:
    """The sum of n; None where any of the cells is hidden, 0 where there are none."""
    n = rows.get_column("n")
    return None if n.null_count() else int(n.sum())


def visible_n(cells: int) -> pl.Expr:
    """The same within group_by, of so many cells; null where one of them is hidden or not in the table."""
    n = pl.col("n")
    return pl.when(n.null_count() == 0, pl.len() == cells).then(n.sum()).cast(pl.Int64).alias("n")


def visible_total(counts: Mapping[str, int | None], names: Iterable[str]) -> int | None:
    """The named counts together; None where one of them is hidden or not in the table."""
    found = [counts.get(name) for name in names]
    shown = [n for n in found if n is not None]
    return sum(shown) if len(shown) == len(found) else None


def surely_largest(
    counts: Mapping[str, int | None], total: int | None, among: Collection[str] | None = None
) -> list[str]:
    """The categories with the largest count, several where they are equal; none where a hidden one may reach it.

    counts are all parts of the total; among leaves some out of the contest. What is hidden can together be no more
    than the total less what is shown.
    """
    contest = counts.keys() if among is None else [name for name in counts if name in among]
    shown = {name: n for name in contest if (n := counts[name]) is not None}
    largest = max(shown.values(), default=0)
    if not largest:
        return []
    rest = None if total is None else total - sum(n for n in counts.values() if n is not None)
    if len(shown) < len(contest) and (rest is None or rest >= largest):
        return []
    return [name for name, n in shown.items() if n == largest]


def compared_insatser(forbund: Forbund, period: Period, insats: str, *, apart: bool = True) -> list[str]:
    """The rows of a chart: a chosen insats and all to compare with, or all and then every one that ran.

    Where the insatser cannot be told apart (together with what else is chosen), only the sum of all.
    """
    if not apart:
        return [TOTAL]
    running = forbund.insatser_between(period.first_day, period.last_day)
    return [TOTAL, *running] if insats == TOTAL else [insats, TOTAL]
