"""Which categories the started fall in: who refers, where they live, age, education, time without work.

Asks the published tables referral, district, age, education and time_without_work, which all count the started.
"""

import dataframely as dy
import polars as pl

from finsam_data.forbund import UNKNOWN, Forbund
from queries.periods import Period
from queries.publication.cells import categories
from queries.publication.plan import TOTAL
from queries.remembered import remembered
from queries.uncertainty import Share, compare


class CategoryShare(dy.Schema):
    """The started per category, in the period and in the same period last year.

    Grain: one row per category. Counts of deltaganden; share, low and high are 0–1 (Wilson) of base, which counts the
    missing too, and null below the smallest bases. verdict compares the share with last year's; null where last year
    is not covered. missing marks those about whom nothing is known; hidden and hidden_before that a count of the
    period, or of last year where it is covered, is protected.
    """

    category = dy.String(primary_key=True)
    n = dy.Int64(nullable=True, min=0)
    base = dy.Int64(nullable=True, min=0)
    share = dy.Float64(nullable=True, min=0, max=1)
    low = dy.Float64(nullable=True, min=0, max=1)
    high = dy.Float64(nullable=True, min=0, max=1)
    n_before = dy.Int64(nullable=True, min=0)
    base_before = dy.Int64(nullable=True, min=0)
    share_before = dy.Float64(nullable=True, min=0, max=1)
    verdict = dy.String(nullable=True)
    missing = dy.Bool()
    hidden = dy.Bool()
    hidden_before = dy.Bool()


@remembered
def category_shares(
    table: pl.DataFrame, dimension: str, forbund: Forbund, period: Period, insats: str = TOTAL, gender: str = TOTAL
) -> dy.DataFrame[CategoryShare]:
    """The categories of a dimension in the förbund's order, the unknown last; no rows where nobody was counted."""
    now = _counts(table, dimension, period, insats, gender)
    before = _counts(table, dimension, period.year_before, insats, gender)
    reached = bool(before)
    base, base_before = now.get(TOTAL), before.get(TOTAL)
    if now.keys() <= {TOTAL}:
        return CategoryShare.create_empty()
    rows = []
    for category in categories(dimension, forbund, period):
        if category in now:
            share, earlier = Share(now[category], base), Share(before.get(category), base_before)
            low, high = share.interval or (None, None)
            rows.append(
                {
                    "category": category,
                    "n": share.k,
                    "base": base,
                    "share": share.share,
                    "low": low,
                    "high": high,
                    "n_before": earlier.k,
                    "base_before": base_before,
                    "share_before": earlier.share,
                    "verdict": compare(share, earlier) if reached else None,
                    "missing": category == UNKNOWN,
                    "hidden": share.hidden,
                    "hidden_before": reached and earlier.hidden,
                }
            )
    return CategoryShare.cast(pl.DataFrame(rows, infer_schema_length=None))


@remembered
def by_size(shares: pl.DataFrame, apart: tuple[str, ...] = ()) -> pl.DataFrame:
    """The largest category first; hidden ones after the shown; then those set apart, and the missing last."""
    return shares.sort(
        pl.col("missing"), pl.col("category").is_in(apart), pl.col("n"), descending=[False, False, True],
        nulls_last=True, maintain_order=True,
    )  # fmt: skip


@remembered
def changed(shares: pl.DataFrame) -> pl.DataFrame:
    """The categories whose share is surely another than last year."""
    return shares.filter(pl.col("verdict").is_in(["higher", "lower"]))


def _counts(table: pl.DataFrame, dimension: str, period: Period, insats: str, gender: str) -> dict[str, int | None]:
    """Category → count, TOTAL among them; a hidden count is None."""
    rows = table.filter(period=period.code, population="started", insats=insats, gender=gender)
    return dict(rows.select(dimension, "n").iter_rows())
