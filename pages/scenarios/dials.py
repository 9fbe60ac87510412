"""The levers as dials for a shared screen: each has a value per year or one value, and is turned in steps. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

from finsam_data import scenario as pulled
from finsam_data.scenario import AnyLever, Scenario
from pages.scenarios.forms import with_lever
from queries.scenarios.baseline import Baseline
from queries.scenarios.levers import months_share

STEPS = {
    "region_quarter": 50,
    "other_income": 100,
    "insats": 250,
    "cost_growth": 0.005,
    "cut": 0.01,
    "ideal_share": 0.05,
}
"""Kind of lever → how far one press turns it: tkr, or a share."""
LIMITS = {"cost_growth": (-0.5, 0.5), "cut": (0.0, 1.0), "ideal_share": (0.0, 2.0)}
YEARLY = {"region_quarter": pulled.RegionQuarter, "other_income": pulled.OtherIncome, "insats": pulled.InsatsAmounts}


@dataclass(frozen=True)
class Dial:
    """One thing that can be turned: a kind of lever and what it is about."""

    kind: str
    subject: str = ""

    @property
    def yearly(self) -> bool:
        """Has it a value for each year, in tkr? Otherwise it has one, a share."""
        return self.kind in YEARLY

    @property
    def step(self) -> float:
        """How far one press turns it."""
        return STEPS[self.kind]


def dials(base: Baseline, scenario: Scenario) -> list[Dial]:
    """Every dial of the plan, and of the insatser that the scenario adds."""
    found = [Dial("region_quarter")] if base.region else []
    found.append(Dial("other_income"))
    added = [lever.insats for lever in scenario.levers if isinstance(lever, pulled.InsatsAmounts)]
    named = [line.insats for line in base.costs if line.insats]
    found += [Dial("insats", insats) for insats in dict.fromkeys([*named, *added])]
    found += [Dial("cost_growth", name) for name in base.groups]
    found.append(Dial("cut"))
    return [*found, Dial("ideal_share")] if base.first_undecided - 1 in base.ideal_tkr else found


def years_of(base: Baseline) -> list[int]:
    """The years that can be turned: those without a decided budget."""
    return [year for year in base.years if year >= base.first_undecided]


def planned(base: Baseline, dial: Dial, year: int) -> float:
    """Where the plan and its assumptions have the dial."""
    match dial.kind:
        case "region_quarter" if base.region:
            return base.quarter_tkr[year] * base.region.shares
        case "other_income":
            return base.other_income_tkr[year]
        case "insats":
            return sum(line.amounts.get(year, 0.0) for line in base.costs if line.insats == dial.subject)
        case "cost_growth":
            return base.assumptions.value(base.groups[dial.subject].growth)
        case "ideal_share":
            last = base.years[-1]
            return sum(base.party_tkr[last].values()) / base.ideal_tkr[last]
    return 0.0


def value(base: Baseline, scenario: Scenario, dial: Dial, year: int) -> float:
    """Where the dial stands."""
    levers = [lever for _, lever in _levers(scenario, dial)]
    if not dial.yearly:
        return float(levers[0].share) if levers else planned(base, dial, year)
    if set_to := [lever.tkr[year] for lever in levers if year in lever.tkr]:
        return float(set_to[0])
    running = [months_share(lever, year) for lever in levers if isinstance(lever, pulled.InsatsAmounts)]
    return planned(base, dial, year) * min(running, default=1.0)


def turned(base: Baseline, scenario: Scenario, dial: Dial, years: Sequence[int], steps: int) -> Scenario:
    """The scenario with the dial turned some steps in the years. One that is back at the plan is let go."""
    for year in years if dial.yearly else years[:1]:
        now = value(base, scenario, dial, year)
        after = _after(dial, now, steps)
        if after != now:
            levers = (
                _with_year(base, scenario, dial, year, after) if dial.yearly else _with(base, scenario, dial, after)
            )
            scenario = replace(scenario, levers=levers)
    return scenario


def _after(dial: Dial, now: float, steps: int) -> float:
    """Whole steps from a share that is no whole step; amounts keep their odd tkr."""
    if dial.yearly:
        return max(0.0, now + steps * dial.step)
    low, high = LIMITS[dial.kind]
    return round(min(high, max(low, (round(now / dial.step) + steps) * dial.step)), 4)


def _levers(scenario: Scenario, dial: Dial) -> Iterator[tuple[int, Any]]:
    """The levers that the dial stands for, with their places. A cut of some groups is none."""
    for place, lever in enumerate(scenario.levers):
        if (lever.kind, lever.subject) == (dial.kind, dial.subject):
            yield place, lever


def _with_year(base: Baseline, scenario: Scenario, dial: Dial, year: int, tkr: float) -> tuple[AnyLever, ...]:
    """One year's amount, in the lever that has the year, or else the first of them, or a new one."""
    found = list(_levers(scenario, dial))
    if not found:
        subject = {"insats": dial.subject} if dial.kind == "insats" else {}
        return with_lever(scenario, [], YEARLY[dial.kind](tkr={year: tkr}, **subject))
    place, lever = next(((at, one) for at, one in found if year in one.tkr), found[0])
    amounts = dict(sorted({**lever.tkr, year: tkr}.items()))
    dated = isinstance(lever, pulled.InsatsAmounts) and bool(lever.first_day or lever.last_day)
    if tkr == planned(base, dial, year) and not (dated or getattr(lever, "new", False)):
        del amounts[year]
    return with_lever(scenario, [place], replace(lever, tkr=amounts) if amounts else None)


def _with(base: Baseline, scenario: Scenario, dial: Dial, share: float) -> tuple[AnyLever, ...]:
    """The one share, in the lever there is or a new one from the first undecided year."""
    found = list(_levers(scenario, dial))
    if share == planned(base, dial, base.first_undecided):
        return with_lever(scenario, [place for place, _ in found[:1]], None)
    if found:
        return with_lever(scenario, [found[0][0]], replace(found[0][1], share=share))
    match dial.kind:
        case "cost_growth":
            return with_lever(scenario, [], pulled.CostGrowth(group=dial.subject, share=share))
        case "cut":
            return with_lever(scenario, [], pulled.Cut(share=share, first_year=base.first_undecided))
    return with_lever(scenario, [], pulled.IdealShare(share=share, by=base.years[-1]))
