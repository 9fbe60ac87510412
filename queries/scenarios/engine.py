"""From baseline and scenario to projection: every line rounded to whole tkr, then added up, year after year.

Costs and other income are whole tkr per line, as the plan itself prints them, and the members' allocation is whole tkr
in all, so every sum is exact and what is shown adds up. A third of 13 000 is therefore 4 333 every year.
"""

from collections.abc import Iterable, Iterator

from finsam_data.scenario import EMPTY, Scenario
from queries.budget import INCOME_SECTION
from queries.scenarios.baseline import PROJECTED, Baseline
from queries.scenarios.costs import Cost
from queries.scenarios.flows import Flows, flows
from queries.scenarios.notes import notes
from queries.scenarios.numbers import one, whole
from queries.scenarios.places import places
from queries.scenarios.projection import LineRow, Projection, YearRow


def project(baseline: Baseline, scenario: Scenario = EMPTY) -> Projection:
    """The scenario's years. Raises ScenarioError where its levers do not fit the baseline or each other."""
    money = flows(baseline, scenario)
    income = [row for year in baseline.years for row in _income_rows(baseline, money, year)]
    costs = [_cost_row(baseline, cost) for cost in money.costs]
    return Projection(
        scenario,
        baseline.fingerprint,
        tuple(_shown(income) + _shown(costs)),
        tuple(_years(baseline, money, income, costs)),
        notes(baseline, scenario, money),
    )


def _income_rows(baseline: Baseline, money: Flows, year: int) -> Iterator[LineRow]:
    """What each party pays, and the income beside it."""
    given, planned = money.contributions[year], baseline.party_tkr[year]
    quarter = whole(one(given.total_tkr)) / baseline.shares
    paid = given.published or {party.name: quarter * party.shares for party in baseline.forbund.parties}
    basis = _basis(baseline, year, given.levers)
    for name, tkr in paid.items():
        change = tkr - planned[name]
        yield LineRow(
            year, INCOME_SECTION, name, basis, None, None, tkr, change, given.assumptions, given.levers, None, None
        )
    other, before = money.other_income[year], baseline.other_income_tkr[year]
    tkr = whole(one(other.tkr)) if other.levers or year > baseline.last_plan else before
    label, basis = baseline.assumptions.by_id["other_income"].label, _basis(baseline, year, other.levers)
    yield LineRow(
        year, INCOME_SECTION, label, basis, None, None, tkr, tkr - before, other.assumptions, other.levers, None, None
    )


def _cost_row(baseline: Baseline, cost: Cost) -> LineRow:
    line, year, levers = cost.line, cost.year, cost.levers
    tkr = whole(one(cost.tkr))
    change = tkr - whole(line.amounts.get(year, 0.0)) if levers else 0
    low, high = places(baseline, cost, tkr)
    basis = _basis(baseline, year, levers)
    return LineRow(
        year, line.section, line.line, basis, line.group, line.insats, tkr, change, cost.assumptions, levers, low, high
    )


def _years(baseline: Baseline, money: Flows, income: list[LineRow], costs: list[LineRow]) -> Iterator[YearRow]:
    """Each year opens with what the former left, or with what a lever says."""
    money_in, money_out = (_sums((row.year, row.amount_tkr) for row in rows) for rows in (income, costs))
    assumed = [row for row in costs if row.places_low is not None]
    places_low = _sums((row.year, row.places_low or 0.0) for row in assumed)
    places_high = _sums((row.year, row.places_high or 0.0) for row in assumed)
    closing = whole(baseline.opening_tkr)
    for year in baseline.years:
        opening = whole(money.set_opening.get(year, closing))
        adjustment, rounding = opening - closing, whole(baseline.rounding_tkr.get(year, 0.0))
        closing = opening + money_in[year] - money_out[year] + rounding
        allocation = whole(one(money.contributions[year].total_tkr))
        ideal = whole(one(money.ideal_tkr[year])) if year in money.ideal_tkr else None
        yield YearRow(
            year=year,
            basis=baseline.basis[year],
            income_tkr=money_in[year],
            cost_tkr=money_out[year],
            result_tkr=money_in[year] - money_out[year],
            equity_opening_tkr=opening,
            opening_adjustment_tkr=adjustment,
            rounding_tkr=rounding,
            equity_closing_tkr=closing,
            frame_tkr=money_in[year] + opening,
            allocation_tkr=allocation,
            ideal_tkr=ideal,
            gap_to_ideal_tkr=None if ideal is None else ideal - allocation,
            places_low=places_low.get(year),
            places_high=places_high.get(year),
        )


def _sums(amounts: Iterable[tuple[int, float]]) -> dict[int, int]:
    """Year → sum, in whole numbers."""
    sums: dict[int, float] = {}
    for year, amount in amounts:
        sums[year] = sums.get(year, 0.0) + amount
    return {year: whole(total) for year, total in sums.items()}


def _shown(rows: list[LineRow]) -> list[LineRow]:
    """Without the lines that are nothing every year; a lever that sets a line to nothing keeps it."""
    alive = {(row.section, row.line) for row in rows if row.amount_tkr or row.change_tkr}
    return [row for row in rows if (row.section, row.line) in alive]


def _basis(baseline: Baseline, year: int, levers: tuple[str, ...]) -> str:
    """What a lever has moved is no longer the plan's."""
    return PROJECTED if levers else baseline.basis[year]
