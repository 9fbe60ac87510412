"""What may be sought: one number, of which the least (or the most) that keeps the rules is the answer. In tkr or 0–1.

Each becomes a dial of whole steps, turned towards more money: the first step that keeps the rules is the answer.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from finsam_data.amounts import HIGHEST_TKR
from finsam_data.scenario import PartyShare, Scenario
from finsam_data.scenario_values import ScenarioError
from queries.scenarios.baseline import Baseline
from queries.scenarios.flows import flows
from queries.scenarios.numbers import Number, one
from queries.scenarios.pulling import quarter_step, quarters, with_cut, with_insats, with_other_income, with_quarters
from queries.scenarios.rules import Limit, undecided

CUT_STEP = 0.001


@dataclass(frozen=True)
class Dial:
    """Steps from low to high; each leaves more money than the one before. value(step) is what the user reads.

    pulled gives the scenario of a value (or of many, one per draw), values what it says year by year; limit is why high
    is the end.
    """

    low: int
    high: int
    size: float
    pulled: Callable[[Number], Scenario]
    values: Callable[[Number], dict[int, Number]]
    limit: Limit

    def value(self, step: int) -> float:
        """Tkr, or a share 0–1."""
        return step * self.size


@dataclass(frozen=True)
class RegionGives:
    """The least the region must give these years: the same each year, or as much more than in the scenario."""

    years: tuple[int, ...]
    form: Literal["level", "addition"] = "level"
    code = "region_gives"

    def dial(self, baseline: Baseline, scenario: Scenario) -> Dial:
        """In whole tkr of all members together, so a quarter tkr for one share of four."""
        check_years(baseline, self.years)
        size, now = quarter_step(baseline), quarters(baseline, scenario)
        given = {year: one(now[year]) for year in self.years}

        def values(tkr: Number) -> dict[int, Number]:
            return {year: tkr + (given[year] if self.form == "addition" else 0.0) for year in self.years}

        region = baseline.region.name if baseline.region else ""
        offers = [lever for lever in scenario.levers if isinstance(lever, PartyShare) and lever.party != region]
        held = any(year in self.years for lever in offers for year in lever.tkr)
        return Dial(
            low=-math.floor(min(given.values()) / size) if self.form == "addition" else 0,
            high=math.floor(HIGHEST_TKR / size),
            size=size,
            pulled=lambda tkr: with_quarters(baseline, scenario, values(tkr)),
            values=values,
            limit=Limit("lowest_offer" if held else "highest_amount"),
        )


@dataclass(frozen=True)
class OtherIncomeGives:
    """The least other income a year these years."""

    years: tuple[int, ...]
    code = "other_income_gives"

    def dial(self, baseline: Baseline, scenario: Scenario) -> Dial:
        """In whole tkr."""
        check_years(baseline, self.years)
        values = partial(_each, self.years)
        return Dial(
            low=0,
            high=HIGHEST_TKR,
            size=1.0,
            pulled=lambda tkr: with_other_income(scenario, values(tkr)),
            values=values,
            limit=Limit("highest_amount"),
        )


@dataclass(frozen=True)
class InsatsCosts:
    """The most an insats may cost a year these years. new where the plan does not know it."""

    insats: str
    years: tuple[int, ...]
    new: bool = False
    group: str | None = None
    code = "insats_costs"

    def dial(self, baseline: Baseline, scenario: Scenario) -> Dial:
        """In whole tkr, from the most to nothing."""
        check_years(baseline, self.years)
        values = partial(_each, self.years)
        return Dial(
            low=-HIGHEST_TKR,
            high=0,
            size=-1.0,
            pulled=lambda tkr: with_insats(scenario, self.insats, values(tkr), self.new, self.group),
            values=values,
            limit=Limit("nothing_left"),
        )


@dataclass(frozen=True)
class CutAcross:
    """The least share off every cost of the groups (all that can be cut where none is named) in place of other cuts."""

    first_year: int
    last_year: int | None = None
    groups: tuple[str, ...] = ()
    code = "cut_across"

    def dial(self, baseline: Baseline, scenario: Scenario) -> Dial:
        """In tenths of a per cent."""
        last = self.last_year or baseline.years[-1]
        check_years(baseline, (self.first_year, last))
        years = tuple(range(self.first_year, last + 1))
        return Dial(
            low=0,
            high=round(1 / CUT_STEP),
            size=CUT_STEP,
            pulled=lambda share: with_cut(baseline, scenario, share, self.first_year, last, self.groups),
            values=partial(_each, years),
            limit=Limit("whole_cost"),
        )


Unknown = RegionGives | OtherIncomeGives | InsatsCosts | CutAcross


def cost_levels(baseline: Baseline, scenario: Scenario) -> dict[tuple[str, int], float]:
    """What each insats costs each year before any cut: (insats, year) → tkr."""
    uncut = with_cut(baseline, scenario, 0.0, baseline.years[0], baseline.years[-1])
    return {(c.line.insats, c.year): one(c.tkr) for c in flows(baseline, uncut).costs if c.line.insats}


def check_years(baseline: Baseline, years: Sequence[int]) -> None:
    """Raises ScenarioError where a year lies outside or has a decided budget, or there is none."""
    open_years = undecided(baseline)
    if wrong := [year for year in years if year not in open_years]:
        rule = f"År {wrong[0]} går inte att ändra."
    elif not years:
        rule = "Inget år är valt."
    else:
        return
    raise ScenarioError("Målsökningen", rule, f"Välj år {open_years[0]}–{open_years[-1]}.")


def _each(years: tuple[int, ...], value: Number) -> dict[int, Number]:
    return dict.fromkeys(years, value)
