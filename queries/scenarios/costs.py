"""What everything costs each year, in fixed stages: set, then grow, then cut. Amounts in tkr.

An amount that a lever sets is what it says, before cuts; growth moves only what comes from the plan.
"""

from typing import NamedTuple

from finsam_data.scenario import CostGrowth, InsatsAmounts
from queries.budget import ACTIVITY_SECTION, COST_SECTION
from queries.scenarios.baseline import Baseline
from queries.scenarios.contributions import Contribution
from queries.scenarios.levers import Pulled, months_share
from queries.scenarios.lines import CostLine
from queries.scenarios.numbers import Number, Values

NNS_LINE = "Serviceavgift NNS, skillnad mot planen"
Reasons = tuple[str, ...]


class Cost(NamedTuple):
    """One line's cost one year, the assumptions and levers behind it, and the price level against the first year."""

    line: CostLine
    year: int
    tkr: Number
    assumptions: Reasons = ()
    levers: Reasons = ()
    price: Number = 1.0


def costs(baseline: Baseline, pulled: Pulled, contributions: dict[int, Contribution], values: Values) -> list[Cost]:
    """Every line and year, in the order of the plan, new insatser after those of the plan."""
    prices = {name: _prices(baseline, pulled, values, name) for name in baseline.groups}
    found = [
        _cost(baseline, pulled, prices, line, year)
        for line in [*baseline.costs, *_new_lines(baseline, pulled)]
        for year in baseline.years
    ]
    return found + _nns_costs(baseline, pulled, contributions, values)


def _cost(baseline: Baseline, pulled: Pulled, prices: dict[str, "Prices"], line: CostLine, year: int) -> Cost:
    if line.group is None:
        return Cost(line, year, line.amounts[year])
    price = prices[line.group]
    set_by = pulled.rules("insats", year, line.insats) if line.insats else None
    tkr: Number
    assumptions: Reasons = ()
    levers: Reasons = ()
    if set_by and year in set_by.tkr:
        tkr, levers = set_by.tkr[year], (set_by.title,)
    else:
        tkr, assumptions, levers = line.amounts[year], price.assumptions[year], price.levers[year]
        if year in price.change:
            tkr = tkr * price.change[year]
        if set_by:
            tkr, levers = tkr * months_share(set_by, year), (*levers, set_by.title)
    if (cut := pulled.rules("cut", year, line.group)) and (levers or line.amounts[year]):
        tkr, levers = tkr * (1 - cut.share), (*levers, cut.title)
    return Cost(line, year, tkr, assumptions, levers, price.level[year])


class Prices(NamedTuple):
    """How a group grows: change against the baseline where it differs, level against the first year, and why."""

    change: dict[int, Number]
    level: dict[int, Number]
    assumptions: dict[int, Reasons]
    levers: dict[int, Reasons]


def _prices(baseline: Baseline, pulled: Pulled, values: Values, group: str) -> Prices:
    name = baseline.groups[group].growth
    stated = baseline.assumptions.value(name)
    prices = Prices({}, {}, {}, {})
    change: Number = 1.0
    levers: Reasons = ()
    for year in baseline.years:
        lever: CostGrowth | None = pulled.rules("growth", year, group)
        if lever:
            change, levers = change * ((1 + lever.share) / (1 + stated)), (lever.title,)
        elif name in values and year >= baseline.first_undecided:
            change = change * ((1 + values[name]) / (1 + stated))
        if levers or name in values:
            prices.change[year] = change
        prices.level[year] = change * (1 + stated) ** (year - baseline.years[0])
        prices.levers[year] = levers
        prices.assumptions[year] = (name,) if year > baseline.last_plan and not levers else ()
    return prices


def _new_lines(baseline: Baseline, pulled: Pulled) -> list[CostLine]:
    """Insatser that levers name and the plan has no line for: new ones, and former ones that come back."""
    known = {line.insats for line in baseline.costs}
    typed = next(name for name, group in baseline.groups.items() if group.types)
    named: dict[str, InsatsAmounts] = {
        lever.insats: lever
        for lever in pulled.by_claim.values()
        if isinstance(lever, InsatsAmounts) and lever.insats not in known
    }
    nothing = dict.fromkeys(baseline.years, 0.0)
    return [CostLine(ACTIVITY_SECTION, name, named[name].group or typed, name, nothing) for name in sorted(named)]


def _nns_costs(
    baseline: Baseline, pulled: Pulled, contributions: dict[int, Contribution], values: Values
) -> list[Cost]:
    """The fee on what the members give beyond, or short of, the plan; the plan's own fee is in its lines."""
    line = CostLine(COST_SECTION, NNS_LINE, None, None, {})
    fee = values.get("nns_fee", baseline.assumptions.value("nns_fee"))
    return [
        Cost(
            line,
            year,
            fee * (contributions[year].total_tkr - sum(baseline.party_tkr[year].values())),
            ("nns_fee",),
            (lever.title,),
        )
        for year in baseline.years
        if (lever := pulled.rules("nns_fee", year))
    ]
