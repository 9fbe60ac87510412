"""How long they stayed: time from start to end of those who ended. Asks the published table duration."""

import dataframely as dy
import polars as pl

from finsam_data.forbund import Forbund
from queries.counts import surely_largest
from queries.periods import Period
from queries.publication.plan import TOTAL
from queries.remembered import remembered
from queries.uncertainty import with_shares


class DurationCount(dy.Schema):
    """Ended per time in the insats. Grain: one row per insats (”alla” sums them) and duration band, shortest first.

    base is all ended of the insats, share n / base (0–1) with its interval, null below the smallest base. A hidden
    cell has no n.
    """

    insats = dy.String(primary_key=True)
    duration = dy.String(primary_key=True)
    n = dy.Int64(nullable=True)
    base = dy.Int64(nullable=True)
    share = dy.Float64(nullable=True)
    low = dy.Float64(nullable=True)
    high = dy.Float64(nullable=True)
    hidden = dy.Bool()


@remembered
def duration_counts(
    durations: pl.DataFrame, forbund: Forbund, period: Period, insatser: list[str], gender: str = TOTAL
) -> dy.DataFrame[DurationCount]:
    """Every band of the insatser, in the order asked for; those without rows in the period are left out."""
    rows = durations.filter(period=period.code, gender=gender)
    bases = rows.filter(duration=TOTAL).select("insats", base="n")
    counts = with_shares(rows.filter(pl.col("duration") != TOTAL).join(bases, on="insats", how="left"))
    bands = pl.DataFrame({"duration": [band.name for band in forbund.duration_bands]})
    grid = pl.DataFrame({"insats": insatser}).join(bands, how="cross")
    whole = grid.join(counts, on=["insats", "duration"], maintain_order="left").with_columns(
        hidden=pl.col("n").is_null() | pl.col("base").is_null()
    )
    return DurationCount.cast(whole)


@remembered
def most_common(counts: dy.DataFrame[DurationCount], insats: str) -> tuple[str, float] | None:
    """The band with most of the insats's ended and its share; None where too few, tied or perhaps a protected one."""
    rows = counts.filter(insats=insats)
    if rows.is_empty():
        return None
    bands = dict(rows.select("duration", "n").iter_rows())
    largest = surely_largest(bands, rows.item(0, "base"))
    share = rows.filter(pl.col("duration").is_in(largest)).get_column("share").to_list()
    return (largest[0], share[0]) if len(largest) == 1 and share[0] is not None else None
