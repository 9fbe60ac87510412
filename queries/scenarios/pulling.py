"""A scenario with one thing set to another amount, whatever its levers said of it before. Amounts in tkr.

An amount may be an array, one per draw: flows takes them as they are, so that many settings are tried at once.
"""

from collections.abc import Iterable, Mapping
from typing import Any, cast

import msgspec

from finsam_data.scenario import (
    AnyLever,
    CountyRedistribution,
    Cut,
    IdealShare,
    InsatsAmounts,
    OtherIncome,
    PartyShare,
    RegionQuarter,
    Scenario,
)
from finsam_data.scenario_values import ScenarioError
from queries.scenarios.baseline import Baseline
from queries.scenarios.flows import flows
from queries.scenarios.numbers import Number

Set = Mapping[int, Number]
"""Year → tkr."""


def quarters(baseline: Baseline, scenario: Scenario) -> dict[int, Number]:
    """What the region gives each year. Raises ScenarioError where the förbund has no region."""
    given = flows(baseline, scenario).contributions
    return {year: given[year].total_tkr * quarter_step(baseline) for year in baseline.years}


def quarter_step(baseline: Baseline) -> float:
    """What the region pays of one tkr in all: a fourth, where it has one share of four."""
    if baseline.region is None:
        raise ScenarioError(
            "Regionens andel", "Förbundet har ingen part med rollen region.", "Sök något annat, till exempel intäkter."
        )
    return baseline.region.shares / baseline.shares


def with_quarters(baseline: Baseline, scenario: Scenario, tkr: Set) -> Scenario:
    """The region's quarter set; other years keep what they had, also where a path over all years gave it."""
    region = baseline.region.name if baseline.region else ""
    former = [lever for lever in scenario.levers if _of_region(lever, region)]
    kept: dict[int, Number] = {}
    paths: set[int] = set()
    for lever in former:
        if isinstance(lever, RegionQuarter):
            kept.update(lever.tkr)
        else:
            paths |= set(lever.tkr if isinstance(lever, PartyShare) else baseline.years)
    if others := {year for year in paths if year >= baseline.first_undecided} - set(tkr) - set(kept):
        before = quarters(baseline, scenario)
        kept |= {year: before[year] for year in others}
    return _with(scenario, former, RegionQuarter(tkr=_amounts(dict(sorted({**kept, **tkr}.items())))))


def with_other_income(scenario: Scenario, tkr: Set) -> Scenario:
    """Other income set; other years keep what they had."""
    former = [lever for lever in scenario.levers if isinstance(lever, OtherIncome)]
    kept = {year: amount for lever in former for year, amount in lever.tkr.items()}
    return _with(scenario, former, OtherIncome(tkr=_amounts({**kept, **tkr})))


def with_insats(scenario: Scenario, insats: str, tkr: Set, new: bool = False, group: str | None = None) -> Scenario:
    """What an insats may cost set; its other years, days and group stay as they were."""
    former = [lever for lever in scenario.levers if isinstance(lever, InsatsAmounts) and lever.insats == insats]
    kept = {year: amount for lever in former for year, amount in lever.tkr.items()}
    lever = InsatsAmounts(
        insats=insats,
        tkr=_amounts({**kept, **tkr}),
        first_day=next((lever.first_day for lever in former if lever.first_day), None),
        last_day=next((lever.last_day for lever in former if lever.last_day), None),
        new=new or any(lever.new for lever in former),
        group=next((lever.group for lever in former if lever.group), group),
    )
    return _with(scenario, former, lever)


def with_cut(
    baseline: Baseline, scenario: Scenario, share: Number, first: int, last: int, groups: Iterable[str] = ()
) -> Scenario:
    """A share off the groups (all that can be cut where none is named) these years, in place of earlier cuts."""
    can_be_cut = [name for name, group in baseline.groups.items() if group.can_be_cut]
    mine = list(groups) or can_be_cut
    former = [lever for lever in scenario.levers if isinstance(lever, Cut)]
    pieces: list[Cut] = []
    for lever in former:
        theirs = lever.groups or tuple(can_be_cut)
        ends = lever.last_year or baseline.years[-1]
        shared = tuple(name for name in theirs if name in mine)
        spans = ((theirs, lever.first_year, min(ends, first - 1)), (theirs, max(lever.first_year, last + 1), ends))
        others = tuple(name for name in theirs if name not in mine)
        within = (others, max(lever.first_year, first), min(ends, last))
        if not shared:
            pieces.append(lever)
            continue
        pieces += [
            Cut(share=lever.share, first_year=begins, last_year=through, groups=names)
            for names, begins, through in (*spans, within)
            if names and begins <= through
        ]
    cut = Cut(share=cast(float, share), first_year=first, last_year=last, groups=tuple(groups))
    return _with(scenario, former, *pieces, cut)


def _of_region(lever: AnyLever, region: str) -> bool:
    """Does the lever decide what the region gives?"""
    if isinstance(lever, PartyShare):
        return lever.party == region
    return isinstance(lever, RegionQuarter | IdealShare | CountyRedistribution)


def _with(scenario: Scenario, former: Iterable[AnyLever], *levers: AnyLever) -> Scenario:
    """A draft with these levers in place of the former."""
    gone = {id(lever) for lever in former}
    kept = tuple(lever for lever in scenario.levers if id(lever) not in gone)
    return msgspec.structs.replace(scenario, levers=(*kept, *levers), decided=None)


def _amounts(tkr: Set) -> dict[int, float]:
    return cast(dict[int, float], dict(cast(Any, tkr)))
