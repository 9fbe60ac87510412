"""The money of a scenario before anything is rounded, for one set of assumptions or for many draws at once. In tkr."""

from collections.abc import Mapping
from dataclasses import dataclass

from finsam_data.scenario import Scenario
from queries.scenarios.baseline import Baseline
from queries.scenarios.contributions import Contribution, contributions, ideal_by_year
from queries.scenarios.costs import Cost, costs
from queries.scenarios.levers import Pulled, pulled_levers
from queries.scenarios.numbers import Number, Values

STATED: Values = {}
"""Every assumption as stated."""


@dataclass(frozen=True)
class OtherIncome:
    """Income beside the members' one year, and the assumptions and levers behind it."""

    tkr: Number
    assumptions: tuple[str, ...]
    levers: tuple[str, ...]


@dataclass(frozen=True)
class Flows:
    """All money in and out. set_opening holds the years whose opening balance a lever sets."""

    contributions: Mapping[int, Contribution]
    other_income: Mapping[int, OtherIncome]
    costs: list[Cost]
    ideal_tkr: Mapping[int, Number]
    set_opening: Mapping[int, float]


def flows(baseline: Baseline, scenario: Scenario, values: Values = STATED) -> Flows:
    """What comes in and goes out. values replaces stated assumptions, by id, with a number or an array of draws.

    A drawn growth counts from the first undecided year, other draws from the first year after the plan; where a lever
    sets the same thing, the lever rules. Raises ScenarioError as pulled_levers does.
    """
    pulled = pulled_levers(baseline, scenario)
    ideal_tkr = ideal_by_year(baseline, values)
    given = contributions(baseline, pulled, ideal_tkr, values)
    return Flows(
        given,
        {year: _other_income(baseline, pulled, values, year) for year in baseline.years},
        costs(baseline, pulled, given, values),
        ideal_tkr,
        {year: lever.tkr[year] for year in baseline.years if (lever := pulled.rules("opening_equity", year))},
    )


def closing_equity(baseline: Baseline, scenario: Scenario, values: Values = STATED) -> dict[int, Number]:
    """Eget kapital at the end of each year, unrounded: for searches and simulations."""
    money = flows(baseline, scenario, values)
    spent: dict[int, Number] = dict.fromkeys(baseline.years, 0.0)
    for cost in money.costs:
        spent[cost.year] = spent[cost.year] + cost.tkr
    equity: Number = baseline.opening_tkr
    closing: dict[int, Number] = {}
    for year in baseline.years:
        income = money.contributions[year].total_tkr + money.other_income[year].tkr
        opening = money.set_opening.get(year, equity)
        equity = opening + income - spent[year] + baseline.rounding_tkr.get(year, 0.0)
        closing[year] = equity
    return closing


def _other_income(baseline: Baseline, pulled: Pulled, values: Values, year: int) -> OtherIncome:
    if lever := pulled.rules("other_income", year):
        return OtherIncome(lever.tkr[year], (), (lever.title,))
    if year <= baseline.last_plan:
        return OtherIncome(baseline.other_income_tkr[year], (), ())
    return OtherIncome(values.get("other_income", baseline.other_income_tkr[year]), ("other_income",), ())
