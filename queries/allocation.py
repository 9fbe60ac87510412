"""Who pays and how far it is to the ideal. Asks the published tables allocation and ideal_allocation."""

from dataclasses import dataclass

import dataframely as dy
import polars as pl

from finsam_data.forbund import Forbund
from queries.remembered import remembered


class YearAllocation(dy.Schema):
    """The members' allocation per year, all parties together, in tkr. Grain: one row per year, in order.

    basis is utfall, budget or plan; ideal_tkr is null for years without a published ideal.
    """

    year = dy.Int64(primary_key=True)
    basis = dy.String()
    decided = dy.Bool()
    allocation_tkr = dy.Float64()
    ideal_tkr = dy.Int64(nullable=True)


class PartyAllocation(dy.Schema):
    """What each party pays per year, in tkr. Grain: one row per year and party, parties in the förbund's order.

    shares is how many quarters the party pays and quarter_tkr what one of them is; null for a party that the
    förbund's configuration does not name.
    """

    year = dy.Int64(primary_key=True)
    party = dy.String(primary_key=True)
    short_name = dy.String()
    role = dy.String(nullable=True)
    shares = dy.Int64(nullable=True)
    basis = dy.String()
    decided = dy.Bool()
    allocation_tkr = dy.Float64()
    quarter_tkr = dy.Float64(nullable=True)


@dataclass(frozen=True)
class Matching:
    """One year's rule that the lowest share decides: quarter_tkr times shares is the whole allocation, in tkr.

    short_name is the party with the lowest share and own_shares how many it pays.
    """

    year: int
    short_name: str
    own_shares: int
    quarter_tkr: float
    shares: int
    allocation_tkr: float

    @property
    def times(self) -> float:
        """What one krona from that party becomes in all."""
        return self.shares / self.own_shares

    @property
    def holds(self) -> bool:
        """Is the lowest share times all shares the whole? Half a thousand of rounding is allowed."""
        return abs(self.quarter_tkr * self.shares - self.allocation_tkr) <= 0.5


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


@remembered
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
    return YearAllocation.cast(years)


@remembered
def allocation_gap(years: dy.DataFrame[YearAllocation], year: int) -> AllocationGap | None:
    """The year's gap; None for a year without a published ideal."""
    for row in years.filter(pl.col("ideal_tkr").is_not_null(), year=year).iter_rows(named=True):
        return AllocationGap(year, row["allocation_tkr"], row["ideal_tkr"])
    return None


@remembered
def allocation_by_party(allocation: pl.DataFrame, forbund: Forbund) -> dy.DataFrame[PartyAllocation]:
    """Every party's payment per year, and what one of its shares comes to."""
    parties = pl.DataFrame(
        [(order, p.name, p.short_name, p.role, p.shares) for order, p in enumerate(forbund.parties)],
        schema={"order": pl.Int64, "party": pl.String, "short_name": pl.String, "role": pl.String, "shares": pl.Int64},
        orient="row",
    )
    rows = (
        allocation.with_columns(pl.col("party").cast(pl.String))
        .join(parties, on="party", how="left")
        .sort("year", pl.col("order").fill_null(len(forbund.parties)), "party")
        .with_columns(
            pl.col("short_name").fill_null(pl.col("party")),
            quarter_tkr=pl.col("allocation_tkr") / pl.col("shares"),
        )
    )
    return PartyAllocation.cast(rows.select(list(PartyAllocation.columns())))


@remembered
def matching(parties: dy.DataFrame[PartyAllocation], year: int) -> Matching | None:
    """The year's lowest share and the whole it leads to; None without parties of known shares.

    Once all have matched, the shares are equal; the region's is then named, since it is the one that decides.
    """
    rows = parties.filter(year=year).to_dicts()
    known = [row for row in rows if row["quarter_tkr"] is not None]
    if not known or len(known) < len(rows):
        return None
    lowest = min(known, key=lambda row: (row["quarter_tkr"], row["role"] != "region"))
    return Matching(
        year,
        lowest["short_name"],
        lowest["shares"],
        lowest["quarter_tkr"],
        sum(row["shares"] for row in known),
        sum(row["allocation_tkr"] for row in known),
    )
