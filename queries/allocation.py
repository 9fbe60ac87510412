"""Who pays and how far it is to the ideal. Asks the published tables allocation and ideal_allocation."""

from dataclasses import dataclass

import dataframely as dy
import polars as pl


class YearAllocation(dy.Schema):
    """The members' allocation per year, all parties together, in tkr. Grain: one row per year, in order.

    basis is utfall, budget or plan; ideal_tkr is null for years without a published ideal.
    """

    year = dy.Int64(primary_key=True)
    basis = dy.String()
    decided = dy.Bool()
    allocation_tkr = dy.Float64()
    ideal_tkr = dy.Int64(nullable=True)


@dataclass(frozen=True)
class AllocationGap:
    """The allocation of a year held against the ideal; amounts in tkr."""

    year: int
    allocation_tkr: float
    ideal_tkr: int

    @property
    def share(self) -> float:
        """How much of the ideal the allocation is, 0–1."""
        return self.allocation_tkr / self.ideal_tkr

    @property
    def gap_tkr(self) -> float:
        """What is missing; negative where the förbund has more than its ideal."""
        return self.ideal_tkr - self.allocation_tkr


def allocation_by_year(allocation: pl.DataFrame, ideal: pl.DataFrame) -> dy.DataFrame[YearAllocation]:
    """The sum of the parties per year beside the published ideal."""
    years = (
        allocation.group_by("year")
        .agg(
            pl.col("basis").cast(pl.String).first(),
            pl.col("decided").all(),
            pl.col("allocation_tkr").sum(),
        )
        .join(ideal.select("year", "ideal_tkr"), on="year", how="left")
        .sort("year")
    )
    return YearAllocation.validate(years, cast=True)


def allocation_gap(years: dy.DataFrame[YearAllocation], year: int) -> AllocationGap | None:
    """The year's gap; None for a year without a published ideal."""
    for row in years.filter(pl.col("ideal_tkr").is_not_null(), year=year).iter_rows(named=True):
        return AllocationGap(year, row["allocation_tkr"], row["ideal_tkr"])
    return None
