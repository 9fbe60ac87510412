"""What the register counts of that which a goal is about. Asks the published tables flow, exit and referral."""

from typing import Any, Literal, NamedTuple

import polars as pl

from finsam_data.forbund import Forbund
from queries.counts import visible_sum
from queries.outcomes import exit_list_of, toward_work_reasons, work_reasons
from queries.periods import Period
from queries.publication.plan import TOTAL

POPULATIONS = {"nya": "started", "deltagare": "participants", "avslutade": "ended"}
TOWARD_WORK, WORK_OR_STUDY, SELF_REFERRAL = "vidare", "arbete eller studier", "egenanmälan"
"""Categories in the words of the goals; the other ones are names of anmälare."""

NotFollowed = Literal["insats", "measure", "population", "category", "exit_list", "reference", "span"]
"""What the register lacks: the insats, the measure, the population, the category, an exit list that tells the category
apart, the period referred to, or counts from the day the goal starts."""


class Counts(NamedTuple):
    """The published tables that goals are followed in."""

    flow: pl.DataFrame
    exits: pl.DataFrame
    referrals: pl.DataFrame


class NotCountedError(Exception):
    """The register cannot tell; lacks says why. Caught where the goal's result is made."""

    def __init__(self, lacks: NotFollowed) -> None:
        super().__init__(lacks)
        self.lacks = lacks


def count_goal(
    goal: dict[str, Any], counts: Counts, forbund: Forbund, periods: list[Period]
) -> tuple[int | None, int | None]:
    """What the goal is about, k, and what it is a share of, n; None where protected. Raises NotCountedError."""
    if goal["population"] not in POPULATIONS:
        raise NotCountedError("population")
    codes = [period.code for period in periods]
    if counts.flow.get_column("period").unique().is_in(codes).sum() < len(codes):
        raise NotCountedError("span")
    population, insats = POPULATIONS[goal["population"]], goal["insats"]
    gender, category = goal["gender"], goal["category"].casefold()
    if gender not in (TOTAL, *forbund.genders):
        return None, None
    n = _people(counts.flow, population, insats, gender, periods)
    if category == TOTAL:
        if goal["measure"] == "antal":
            return n, None
        if gender == TOTAL:
            raise NotCountedError("category")
        return n, _people(counts.flow, population, insats, TOTAL, periods)
    if population == "started":
        rows = counts.referrals.filter(insats=insats, gender=gender, anmalare=_anmalare(category, forbund))
    else:
        rows = counts.exits.filter(_exits_of(category, forbund, periods), insats=insats, gender=gender)
    return visible_sum(rows.filter(pl.col("period").is_in(codes))), n


def _people(flow: pl.DataFrame, population: str, insats: str, gender: str, periods: list[Period]) -> int | None:
    """Deltaganden of the population over the periods together: participants are those open at first and all started."""
    wanted = [(period.code, population) for period in periods]
    if population == "participants":
        wanted = [wanted[0], *((period.code, "started") for period in periods[1:])]
    cells = pl.DataFrame(wanted, schema={"period": pl.String, "population": pl.String}, orient="row")
    return visible_sum(flow.filter(insats=insats, gender=gender).join(cells, on=["period", "population"]))


def _anmalare(category: str, forbund: Forbund) -> str:
    """The anmälare that a goal speaks of."""
    names = {name.casefold(): name for name in forbund.anmalare}
    if forbund.self_referral:
        names |= {SELF_REFERRAL: forbund.self_referral}
    if category not in names:
        raise NotCountedError("category")
    return names[category]


def _exits_of(category: str, forbund: Forbund, periods: list[Period]) -> pl.Expr:
    """The exits that a goal speaks of; every list in use must tell them apart."""
    if category not in (TOWARD_WORK, WORK_OR_STUDY):
        raise NotCountedError("category")
    wanted = toward_work_reasons if category == TOWARD_WORK else work_reasons
    found = pl.lit(False)
    for period in periods:
        reasons = wanted(exit_list_of(forbund, period))
        if not reasons:
            raise NotCountedError("exit_list")
        found |= (pl.col("period") == period.code) & pl.col("avslutsorsak").is_in(reasons)
    return found
