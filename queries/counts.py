"""Sums over published cells. A sum with a protected cell in it is unknown, never a smaller number."""

import polars as pl

from finsam_data.forbund import Forbund
from queries.periods import Period
from queries.publication.plan import TOTAL


def visible_sum(rows: pl.DataFrame) -> int | None:
    """The sum of n; None where any of the cells is hidden, 0 where there are none."""
    n = rows.get_column("n")
    return None if n.null_count() else int(n.sum())


def visible_n() -> pl.Expr:
    """The same within group_by."""
    n = pl.col("n")
    return pl.when(n.null_count() == 0).then(n.sum()).cast(pl.Int64).alias("n")


def compared_insatser(forbund: Forbund, period: Period, insats: str) -> list[str]:
    """The rows of a chart: a chosen insats and all to compare with, or all and then every one that ran."""
    running = forbund.insatser_between(period.first_day, period.last_day)
    return [TOTAL, *running] if insats == TOTAL else [insats, TOTAL]
