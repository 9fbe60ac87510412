"""Who refers to what: anmälare per insats, over time, and the goals. Asks the published tables referral and target.

The populations are always the started of a period.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import dataframely as dy
import polars as pl

from finsam_data.forbund import Forbund
from queries.periods import Period, parse_period
from queries.publication.cells import categories
from queries.publication.plan import TOTAL
from queries.remembered import remembered
from queries.uncertainty import Share, Verdict, compare, compare_with_value, with_shares


class ReferralCell(dy.Schema):
    """The started of an insats that one anmälare referred.

    Grain: one row per insats and anmalare, the insats TOTAL first, then the largest first, the hidden last. base is the
    insats's started; share, low and high are 0–1 (Wilson), null below the smallest bases. A hidden count is null.
    """

    insats = dy.String(primary_key=True)
    anmalare = dy.String(primary_key=True)
    n = dy.Int64(nullable=True, min=0)
    base = dy.Int64(nullable=True, min=0)
    share = dy.Float64(nullable=True, min=0, max=1)
    low = dy.Float64(nullable=True, min=0, max=1)
    high = dy.Float64(nullable=True, min=0, max=1)
    hidden = dy.Bool()


class PeriodReferral(dy.Schema):
    """The started per anmälare in periods of one kind. Grain: one row per anmalare and period, in order."""

    anmalare = dy.String(primary_key=True)
    period = dy.String(primary_key=True)
    n = dy.Int64(nullable=True, min=0)
    hidden = dy.Bool()


@dataclass(frozen=True)
class ReferralGoal:
    """A goal of the plan on one anmälare's share of the started of an insats.

    value is the share aimed at, 0–1; None where the goal is to be above last year's share, which is then before.
    """

    insats: str
    anmalare: str
    operator: str
    value: float | None
    share: Share
    before: Share | None

    @property
    def verdict(self) -> Verdict | None:
        """How the share lies to the goal: surely higher or lower, or perhaps chance; None with nothing to compare."""
        if self.value is not None:
            return compare_with_value(self.share, self.value)
        return compare(self.share, self.before) if self.before else None


@remembered
def referral_matrix(
    referral: pl.DataFrame, forbund: Forbund, period: Period, gender: str = TOTAL
) -> dy.DataFrame[ReferralCell]:
    """Every anmälare of every insats that took anyone in; anmälare that referred nobody at all are left out."""
    rows = _rows(referral, period, gender)
    bases = rows.filter(anmalare=TOTAL).select("insats", base="n")
    used = rows.filter(pl.col("insats") == TOTAL, (pl.col("n") > 0) | pl.col("hidden")).get_column("anmalare").to_list()
    anmalare = [name for name in categories("anmalare", forbund, period) if name in used]
    # Nobody starts in an insats that does not run.
    running = forbund.insatser_between(period.first_day, period.last_day)
    insatser = [insats.name for insats in forbund.insatser]
    # Equal and hidden ones stand in the förbund's order, so that no order tells a hidden size.
    listed = pl.col("insats").replace_strict(insatser, range(len(insatser)), default=-1, return_dtype=pl.Int64)
    cells = (
        rows.filter(pl.col("anmalare").is_in(anmalare))
        .join(bases, on="insats", how="left")
        .filter((pl.col("base") > 0) | (pl.col("base").is_null() & pl.col("insats").is_in([TOTAL, *running])))
        .with_columns(place=pl.col("anmalare").replace_strict(anmalare, range(len(anmalare)), return_dtype=pl.Int64))
        .sort(
            pl.col("insats") != TOTAL, pl.col("base"), listed, "place",
            descending=[False, True, False, False], nulls_last=True,
        )
    )  # fmt: skip
    return ReferralCell.cast(with_shares(cells))


@remembered
def referrals_by_period(
    referral: pl.DataFrame, forbund: Forbund, half: int | None, insats: str = TOTAL, gender: str = TOTAL
) -> dy.DataFrame[PeriodReferral]:
    """Every period of the same kind, for the anmälare that have referred anyone in any of them."""
    codes = referral.get_column("period").unique(maintain_order=True).to_list()
    same_kind = sorted(code for code in codes if (period := parse_period(code)) and period.half == half)
    if not same_kind:
        return PeriodReferral.create_empty()
    rows = referral.filter(pl.col("period").is_in(same_kind), population="started", insats=insats, gender=gender)
    used = rows.filter((pl.col("n") > 0) | pl.col("hidden")).get_column("anmalare").unique().to_list()
    last = parse_period(same_kind[-1])
    anmalare = [name for name in categories("anmalare", forbund, last) if name in used] if last else []
    placed = (
        rows.filter(pl.col("anmalare").is_in(anmalare))
        .with_columns(place=pl.col("anmalare").replace_strict(anmalare, range(len(anmalare)), return_dtype=pl.Int64))
        .sort("place", "period")
    )
    return PeriodReferral.cast(placed)


@remembered
def cells_of(cells: pl.DataFrame, anmalare: str | None, insats: str, always: Sequence[str] = ()) -> pl.DataFrame:
    """One anmälare's cells where it occurs, TOTAL first; of a chosen insats only that and TOTAL. Cells as ReferralCell.

    The insatser named in always (those with a goal) are kept even where the anmälare referred nobody.
    """
    if anmalare is None:
        return cells.clear()
    occurs = (pl.col("n") > 0).fill_null(True)
    rows = cells.filter(occurs | pl.col("insats").is_in(always), anmalare=anmalare)
    return rows if insats == TOTAL else rows.filter(pl.col("insats").is_in([insats, TOTAL]))


@remembered
def referral_goals(
    target: pl.DataFrame, referral: pl.DataFrame, forbund: Forbund, period: Period
) -> list[ReferralGoal]:
    """The plan's goals for the period's year on an anmälare's share of the started, where the insats took anyone in.

    A half-year is held against the year's goal, and against the same half of last year.
    """
    names = {name.casefold(): name for name in forbund.anmalare}
    wanted = target.filter(period=f"{period.year}", population="nya", measure="andel", gender=TOTAL)
    goals = []
    for row in wanted.iter_rows(named=True):
        name = names.get(row["category"].casefold())
        share = anmalare_share(referral, period, name, row["insats"]) if name else None
        if name and share:
            before = anmalare_share(referral, period.year_before, name, row["insats"])
            value = None if row["value"] is None else row["value"] / 100
            goals.append(ReferralGoal(row["insats"], name, row["operator"], value, share, before))
    return goals


@remembered
def anmalare_share(
    referral: pl.DataFrame, period: Period, anmalare: str, insats: str = TOTAL, gender: str = TOTAL
) -> Share | None:
    """What an anmälare referred, of all started; None where nobody started."""
    rows = _rows(referral, period, gender).filter(insats=insats)
    counts = dict(rows.select("anmalare", "n").iter_rows())
    return Share(counts[anmalare], counts[TOTAL]) if anmalare in counts and counts[TOTAL] != 0 else None


def _rows(referral: pl.DataFrame, period: Period, gender: str) -> pl.DataFrame:
    """The period's started: insats, anmalare, n (null where hidden), hidden."""
    rows = referral.filter(period=period.code, population="started", gender=gender)
    return rows.select("insats", "anmalare", "n", "hidden")
