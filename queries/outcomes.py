"""How it went: avslutsorsaker, and the share that went on to work or study. Asks the published tables exit, duration."""

import polars as pl

from finsam_data.forbund import ExitList, Forbund
from queries.periods import Period
from queries.publication.plan import TOTAL
from queries.uncertainty import Share


def exit_list_of(forbund: Forbund, period: Period) -> ExitList:
    """The list of avslutsorsaker that the period's exits follow (the one in use on its last day)."""
    return forbund.exit_list(period.last_day)


def comparable(forbund: Forbund, period: Period, other: Period) -> bool:
    """May avslutsorsaker be compared between the periods? Only where one and the same list is in use."""
    return exit_list_of(forbund, period) == exit_list_of(forbund, other)


def work_or_study(
    exits: pl.DataFrame, forbund: Forbund, period: Period, insats: str = TOTAL, gender: str = TOTAL
) -> Share | None:
    """Ended to work or study of all ended; None where the list in use does not tell them apart."""
    exit_list = exit_list_of(forbund, period)
    if not exit_list.counts_work_or_study:
        return None
    reasons = [reason.name for reason in exit_list.reasons if reason.work_or_study]
    return _share(exits, period, reasons, insats, gender)


def toward_work(
    exits: pl.DataFrame, forbund: Forbund, period: Period, insats: str = TOTAL, gender: str = TOTAL
) -> Share:
    """Ended on towards work (the coarse group that may be compared between lists) of all ended."""
    reasons = [reason.name for reason in exit_list_of(forbund, period).reasons if reason.group == "vidare"]
    return _share(exits, period, reasons, insats, gender)


def _share(exits: pl.DataFrame, period: Period, reasons: list[str], insats: str, gender: str) -> Share:
    rows = exits.filter(period=period.code, insats=insats, gender=gender)
    k = rows.filter(pl.col("avslutsorsak").is_in(reasons)).get_column("n").sum()
    return Share(k, rows.filter(avslutsorsak=TOTAL).get_column("n").sum())
