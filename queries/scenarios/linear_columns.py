"""What may be changed at once, as columns of a linear program, and the scenario with every column set. Tkr and 0–1."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from finsam_data.amounts import HIGHEST_TKR
from finsam_data.scenario import PartyShare, Scenario
from finsam_data.scenario_values import ScenarioError
from queries.scenarios.baseline import Baseline
from queries.scenarios.engine import project
from queries.scenarios.levers import pulled_levers
from queries.scenarios.numbers import Number, one
from queries.scenarios.pulling import quarters, with_cut, with_insats, with_quarters
from queries.scenarios.rules import figures_shown
from queries.scenarios.unknowns import cost_levels

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Free:
    """What may be changed, and in which years: insatser and groups down from the scenario, the region's quarter."""

    years: tuple[int, ...]
    insatser: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    quarter: bool = False


class Column(NamedTuple):
    """One column: what it is, its value in the scenario, and how far it may go."""

    kind: str
    subject: str
    year: int
    now: float
    low: float
    high: float


def columns(baseline: Baseline, scenario: Scenario, free: Free) -> tuple[Column, ...]:
    """Every unknown and year. A cost goes down to nothing, the quarter up to what another party has offered."""
    found: list[Column] = []
    levels = cost_levels(baseline, scenario)
    costs = figures_shown(baseline, project(baseline, scenario)).groups
    groups_of = {line.insats: line.group for line in baseline.costs}
    for insats in free.insatser:
        if groups_of.get(insats) in free.groups:
            raise ScenarioError(
                f"Insatsen ”{insats}”", "Den skärs redan med sin kostnadsgrupp.", "Välj insatsen eller gruppen."
            )
        amounts = {year: levels.get((insats, year), 0.0) for year in free.years}
        found += [Column("insats", insats, year, tkr, 0.0, tkr) for year, tkr in amounts.items() if tkr > 0]
    found += [
        Column("group", group, year, 0.0, 0.0, 1.0)
        for group in free.groups
        for year in free.years
        if costs.get((group, year))
    ]
    if free.quarter:
        given = quarters(baseline, scenario)
        found += [
            Column("quarter", "", year, one(given[year]), 0.0, _highest_quarter(baseline, scenario, year))
            for year in free.years
        ]
    return tuple(found)


def _highest_quarter(baseline: Baseline, scenario: Scenario, year: int) -> float:
    """What the others' lowest offer lets the region's quarter be worth."""
    shares = {party.name: party.shares for party in baseline.forbund.parties}
    region = baseline.region
    offers = [
        lever.tkr[year] / shares[lever.party] * region.shares
        for lever in scenario.levers
        if region and isinstance(lever, PartyShare) and lever.party != region.name and year in lever.tkr
    ]
    return min(offers, default=float(HIGHEST_TKR))


def with_columns(
    baseline: Baseline, scenario: Scenario, unknowns: Sequence[Column], x: Sequence[Number] | Vector
) -> Scenario:
    """The scenario with every unknown set."""
    insatser: dict[str, dict[int, Number]] = {}
    given: dict[int, Number] = {}
    for unknown, value in zip(unknowns, x, strict=True):
        if unknown.kind == "insats":
            insatser.setdefault(unknown.subject, {})[unknown.year] = value
        elif unknown.kind == "quarter":
            given[unknown.year] = value
        else:
            kept = 1 - _cut_before(baseline, scenario, unknown)
            share = 1 - kept * (1 - value)
            scenario = with_cut(baseline, scenario, share, unknown.year, unknown.year, (unknown.subject,))
    for insats, amounts in insatser.items():
        scenario = with_insats(scenario, insats, amounts)
    return with_quarters(baseline, scenario, given) if given else scenario


def _cut_before(baseline: Baseline, scenario: Scenario, unknown: Column) -> float:
    """What the scenario already cuts the group by."""
    lever = pulled_levers(baseline, scenario).rules("cut", unknown.year, unknown.subject)
    return lever.share if lever else 0.0
