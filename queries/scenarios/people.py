"""Effects on people: how many places the money gives, and how many may go on to work or study. Always ranges.

Asks the tables insats_budget, flow and exit. What the register has seen is carried over to the years ahead, which is an
assumption and never a count: that a krona gives as many participants as it has done, at the years' prices, and that as
many of them end in work or study.
"""

from dataclasses import dataclass
from math import ceil, floor, sqrt

import dataframely as dy
import polars as pl

from finsam_data.forbund import Forbund
from queries.budget import insats_amounts
from queries.cost import InsatsCost, insats_costs
from queries.scenarios.baseline import Baseline
from queries.scenarios.projection import Projection
from queries.uncertainty import SMALLEST_INTERVAL_BASE, Z, wilson

INDIVIDUAL = "individinriktad"
NO_MONEY, NO_HISTORY, HIDDEN, TOO_FEW = "no_money", "no_history", "hidden", "too_few"


class PersonEffect(dy.Schema):
    """What an insats may mean for people one year, assumed from the register's history; never a count.

    Grain: one row per individual insats and year; amount_tkr is what it costs in the scenario that year. places is a
    range of deltagare during the year; results one of those who end in work or study; share the 95 % Wilson interval
    of the share of the ended who did (0–1). All are null where reason says why (results and share alone where it is
    said of the exits): no_money, no_history (no year has both a budget and counts), hidden (a count is protected),
    too_few (a base below 20, the least that a range is told of). history lists the years that the range rests on;
    participants and ended are their counts.
    """

    year = dy.Int64(primary_key=True)
    insats = dy.String(primary_key=True)
    amount_tkr = dy.Float64()
    places_low = dy.Int64(nullable=True)
    places_high = dy.Int64(nullable=True)
    results_low = dy.Int64(nullable=True)
    results_high = dy.Int64(nullable=True)
    share_low = dy.Float64(nullable=True)
    share_high = dy.Float64(nullable=True)
    reason = dy.String(nullable=True)
    results_reason = dy.String(nullable=True)
    history = dy.List(dy.Int64())
    participants = dy.Int64(nullable=True)
    ended = dy.Int64(nullable=True)


@dataclass(frozen=True)
class YearSeen:
    """One insats one year that has both a budget and counts; a count is None where it is hidden or not told apart."""

    year: int
    budget_tkr: float
    participants: int | None
    ended: int | None
    results: int | None
    hidden: bool


def seen(
    insats_budget: pl.DataFrame, flow: pl.DataFrame, exits: pl.DataFrame, forbund: Forbund
) -> dict[str, tuple[YearSeen, ...]]:
    """Insats → the years that its ranges can rest on, in order."""
    costs: dy.DataFrame[InsatsCost] = insats_costs(insats_amounts(insats_budget), flow, exits, forbund)
    found: dict[str, tuple[YearSeen, ...]] = {}
    for row in costs.sort("year").iter_rows(named=True):
        counts = YearSeen(
            row["year"], row["budget_tkr"], row["participants"], row["ended"], row["results"], row["hidden"]
        )
        found[row["insats"]] = (*found.get(row["insats"], ()), counts)
    return found


def effects_on_people(
    baseline: Baseline, projection: Projection, history: dict[str, tuple[YearSeen, ...]]
) -> dy.DataFrame[PersonEffect]:
    """Every individual insats that the projection or the history knows, every year."""
    rows = []
    for line in projection.lines:
        if line.insats and (line.insats in history or _individual(baseline, line.group)):
            rows.append(_effect(baseline, line.year, line.insats, line.group, line.amount_tkr, history))
    frame = pl.DataFrame(rows, schema=PersonEffect.create_empty().schema, orient="row")
    return PersonEffect.validate(frame.sort("year", maintain_order=True))


def _effect(
    baseline: Baseline,
    year: int,
    insats: str,
    group: str | None,
    tkr: float,
    history: dict[str, tuple[YearSeen, ...]],
) -> dict[str, object]:
    years = history.get(insats, ())
    counted = [one for one in years if one.participants is not None and one.participants >= SMALLEST_INTERVAL_BASE]
    row: dict[str, object] = {
        "year": year,
        "insats": insats,
        "amount_tkr": tkr,
        "reason": _reason(tkr, years, counted),
        "history": [one.year for one in counted],
        "participants": sum(one.participants or 0 for one in counted) or None,
    }
    if row["reason"]:
        return {**row, "results_reason": row["reason"]}
    growth = baseline.assumptions.value(baseline.groups[group].growth) if group else 0.0
    low, high = _places(tkr, year, growth, counted)
    return {**row, "places_low": floor(low), "places_high": ceil(high), **_results(low, high, counted)}


def _reason(tkr: float, years: tuple[YearSeen, ...], counted: list[YearSeen]) -> str | None:
    """Why there is no range of places; None where there is one."""
    if tkr <= 0:
        return NO_MONEY
    if counted:
        return None
    if any(one.participants is None for one in years):
        return HIDDEN
    return TOO_FEW if years else NO_HISTORY


def _places(tkr: float, year: int, growth: float, counted: list[YearSeen]) -> tuple[float, float]:
    """From the year that had fewest participants for the money to the one that had most.

    participants · amount / (budget · (1 + growth) ^ years since), where the count is as uncertain as a count is: the
    score interval of a Poisson number, n + z²/2 ± z √(n + z²/4).
    """
    ranges = []
    for one in counted:
        size = tkr / (one.budget_tkr * (1 + growth) ** (year - one.year))
        n = one.participants or 0
        middle, half = n + Z**2 / 2, Z * sqrt(n + Z**2 / 4)
        ranges.append(((middle - half) * size, (middle + half) * size))
    return min(low for low, _ in ranges), max(high for _, high in ranges)


def _results(low: float, high: float, counted: list[YearSeen]) -> dict[str, object]:
    """Places times the Wilson limits of results / participants, over the years whose exits tell work or study apart."""
    told = [one for one in counted if one.results is not None and one.ended is not None and one.participants]
    participants = sum(one.participants or 0 for one in told)
    ended, results = sum(one.ended or 0 for one in told), sum(one.results or 0 for one in told)
    if ended < SMALLEST_INTERVAL_BASE:
        hidden = any(one.hidden for one in counted)
        return {"results_reason": HIDDEN if hidden else TOO_FEW if told else NO_HISTORY}
    of_all, of_ended = wilson(results, participants), wilson(results, ended)
    return {
        "results_low": floor(low * of_all[0]),
        "results_high": ceil(high * of_all[1]),
        "share_low": of_ended[0],
        "share_high": of_ended[1],
        "ended": ended,
    }


def _individual(baseline: Baseline, group: str | None) -> bool:
    """Does the group hold insatser that people take part in?"""
    return group is not None and INDIVIDUAL in baseline.groups[group].types
