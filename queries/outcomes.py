"""How it went: avslutsorsaker, and the share that went on to work or study. Asks the published table exit."""

from typing import NamedTuple

import dataframely as dy
import polars as pl

from finsam_data.forbund import ExitList, Forbund
from queries.counts import visible_n, visible_total
from queries.periods import Period, parse_period
from queries.publication.plan import MISSING_REASON, TOTAL
from queries.remembered import remembered
from queries.uncertainty import Share, with_shares

TOWARD_WORK = "vidare"
"""The group of avslutsorsaker that lead on towards work: the coarse measure every list has."""


class PeriodOutcome(NamedTuple):
    """How it went for the ended of a period, beside the same period last year.

    work is None where the list does not tell work or study apart. The year before is None where the register does not
    reach it; for work also where its list is another.
    """

    work: Share | None
    work_before: Share | None
    toward_work: Share
    toward_work_before: Share | None
    missing: Share

    @property
    def headline(self) -> Share:
        """Work or study, or else the coarse group on towards work."""
        return self.work or self.toward_work


class ExitCount(dy.Schema):
    """Ended per avslutsorsak. Grain: one row per insats (”alla” sums them) and avslutsorsak, in the lists' order.

    ”Uppgift saknas” comes last. base is all ended of the insats, share n / base (0–1) with its interval, null below the
    smallest bases. A hidden cell has no n.
    """

    insats = dy.String(primary_key=True)
    avslutsorsak = dy.String(primary_key=True)
    n = dy.Int64(nullable=True)
    base = dy.Int64(nullable=True)
    share = dy.Float64(nullable=True)
    low = dy.Float64(nullable=True)
    high = dy.Float64(nullable=True)
    hidden = dy.Bool()


class GenderOutcome(dy.Schema):
    """How many of the ended got on, women and men apart. Grain: one row per insats (”alla” sums them) and gender."""

    insats = dy.String(primary_key=True)
    gender = dy.String(primary_key=True)
    n = dy.Int64(nullable=True)
    base = dy.Int64(nullable=True)
    share = dy.Float64(nullable=True)
    low = dy.Float64(nullable=True)
    high = dy.Float64(nullable=True)
    hidden = dy.Bool()


class OutcomePoint(dy.Schema):
    """How many of the ended got on, period by period. Grain: one row per period, in order.

    exit_list is the code of the list in use; points of different lists are different series.
    """

    period = dy.String(primary_key=True)
    exit_list = dy.String()
    n = dy.Int64(nullable=True)
    base = dy.Int64(nullable=True)
    share = dy.Float64(nullable=True)
    low = dy.Float64(nullable=True)
    high = dy.Float64(nullable=True)
    hidden = dy.Bool()


def exit_list_of(forbund: Forbund, period: Period) -> ExitList:
    """The list of avslutsorsaker that the period's exits follow (the one in use on its last day)."""
    return forbund.exit_list(period.last_day)


def comparable(forbund: Forbund, period: Period, other: Period) -> bool:
    """May avslutsorsaker be compared between the periods? Only where one and the same list is in use."""
    return exit_list_of(forbund, period) == exit_list_of(forbund, other)


def work_reasons(exit_list: ExitList) -> list[str]:
    """The avslutsorsaker that are work or study and nothing else; empty where the list does not tell them apart."""
    return [reason.name for reason in exit_list.reasons if reason.work_or_study]


def toward_work_reasons(exit_list: ExitList) -> list[str]:
    """The avslutsorsaker of the coarse group on towards work."""
    return [reason.name for reason in exit_list.reasons if reason.group == TOWARD_WORK]


def headline_reasons(exit_list: ExitList) -> list[str]:
    """The nearest to work or study that the list can tell: those reasons, or else the group on towards work."""
    return work_reasons(exit_list) or toward_work_reasons(exit_list)


@remembered
def work_or_study(
    exits: pl.DataFrame, forbund: Forbund, period: Period, insats: str = TOTAL, gender: str = TOTAL
) -> Share | None:
    """Ended to work or study of all ended; None where the list in use does not tell them apart."""
    exit_list = exit_list_of(forbund, period)
    if not exit_list.counts_work_or_study:
        return None
    return _share(exits, period, work_reasons(exit_list), insats, gender)


@remembered
def toward_work(
    exits: pl.DataFrame, forbund: Forbund, period: Period, insats: str = TOTAL, gender: str = TOTAL
) -> Share:
    """Ended on towards work (the coarse group that may be compared between lists) of all ended."""
    return _share(exits, period, toward_work_reasons(exit_list_of(forbund, period)), insats, gender)


@remembered
def period_outcome(
    exits: pl.DataFrame, forbund: Forbund, period: Period, insats: str = TOTAL, gender: str = TOTAL
) -> PeriodOutcome:
    """The period's outcome with what it may be compared with."""
    before = period.year_before
    known = not exits.filter(period=before.code, insats=insats).is_empty()
    same_list = known and comparable(forbund, period, before)
    return PeriodOutcome(
        work=work_or_study(exits, forbund, period, insats, gender),
        work_before=work_or_study(exits, forbund, before, insats, gender) if same_list else None,
        toward_work=toward_work(exits, forbund, period, insats, gender),
        toward_work_before=toward_work(exits, forbund, before, insats, gender) if known else None,
        missing=_share(exits, period, [MISSING_REASON], insats, gender),
    )


@remembered
def exit_counts(
    exits: pl.DataFrame, forbund: Forbund, period: Period, insatser: list[str], gender: str = TOTAL
) -> dy.DataFrame[ExitCount]:
    """Every avslutsorsak of the insatser, in the order asked for; those without rows in the period are left out.

    Where the list changes within the period, the reasons of both stand after each other.
    """
    lists = [found for found in forbund.exit_lists if found.valid_in(period.first_day, period.last_day)]
    reasons = [*dict.fromkeys(reason.name for found in lists for reason in found.reasons), MISSING_REASON]
    rows = exits.filter(period=period.code, gender=gender)
    counts = _with_base(rows.filter(pl.col("avslutsorsak") != TOTAL), rows.filter(avslutsorsak=TOTAL), ["insats"])
    grid = pl.DataFrame({"insats": insatser}).join(pl.DataFrame({"avslutsorsak": reasons}), how="cross")
    return ExitCount.cast(grid.join(counts, on=["insats", "avslutsorsak"], maintain_order="left"))


@remembered
def outcomes_by_gender(
    exits: pl.DataFrame, forbund: Forbund, period: Period, insatser: list[str]
) -> dy.DataFrame[GenderOutcome]:
    """Women and men apart: the share that got on as the period's list tells it (headline_reasons)."""
    reasons = headline_reasons(exit_list_of(forbund, period))
    rows = exits.filter(pl.col("gender").is_in(forbund.genders[:2]), period=period.code)
    counts = _with_base(
        rows.filter(pl.col("avslutsorsak").is_in(reasons)).group_by("insats", "gender").agg(visible_n(len(reasons))),
        rows.filter(avslutsorsak=TOTAL),
        ["insats", "gender"],
    )
    grid = pl.DataFrame({"insats": insatser}).join(pl.DataFrame({"gender": forbund.genders[:2]}), how="cross")
    return GenderOutcome.cast(grid.join(counts, on=["insats", "gender"], maintain_order="left"))


@remembered
def development(
    exits: pl.DataFrame, forbund: Forbund, half: int | None, insats: str = TOTAL, gender: str = TOTAL, *, coarse: bool
) -> dy.DataFrame[OutcomePoint]:
    """Every period of one kind (years, or one half of each): the list's own measure, or the coarse group of them all.

    Only the coarse group may be followed from one list to the next.
    """
    wanted = toward_work_reasons if coarse else headline_reasons
    points = []
    for code in exits.get_column("period").unique(maintain_order=True):
        period = parse_period(code)
        rows = exits.filter(period=code, insats=insats, gender=gender)
        if period is None or period.half != half or rows.is_empty():
            continue
        exit_list = exit_list_of(forbund, period)
        counts = dict(rows.select("avslutsorsak", "n").iter_rows())
        points.append((code, exit_list.code, visible_total(counts, wanted(exit_list)), counts.get(TOTAL)))
    columns = {"period": pl.String, "exit_list": pl.String, "n": pl.Int64, "base": pl.Int64}
    frame = with_shares(pl.DataFrame(points, columns, orient="row").sort("period"))
    return OutcomePoint.cast(frame.with_columns(hidden=_hidden()))


def _with_base(counts: pl.DataFrame, totals: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """The counts with the base that they are shares of."""
    bases = totals.select(*keys, base="n")
    return with_shares(counts.join(bases, on=keys, how="left")).with_columns(hidden=_hidden())


def _hidden() -> pl.Expr:
    return pl.col("n").is_null() | pl.col("base").is_null()


def _share(exits: pl.DataFrame, period: Period, reasons: list[str], insats: str, gender: str) -> Share:
    """Nobody where the insats has no rows in the period; unknown where the gender or a reason is not told apart."""
    rows = exits.filter(period=period.code, insats=insats)
    if rows.is_empty():
        return Share(0, 0)
    counts = dict(rows.filter(gender=gender).select("avslutsorsak", "n").iter_rows())
    return Share(visible_total(counts, reasons), counts.get(TOTAL))
