"""A scenario held against the plan and against the ideal: one year beside each other, and what each lever moves.

Asks projections of one baseline. Amounts in whole tkr.
"""

from itertools import pairwise
from typing import NamedTuple

from finsam_data.scenario import Lever, Scenario
from queries.scenarios.baseline import Baseline
from queries.scenarios.engine import project
from queries.scenarios.projection import Projection, YearRow


class YearColumn(NamedTuple):
    """One year as one of the three columns. gap_to_ideal_tkr is None where the year has no ideal."""

    income_tkr: int
    cost_tkr: int
    result_tkr: int
    equity_closing_tkr: int
    gap_to_ideal_tkr: int | None


class ComparedYear(NamedTuple):
    """The plan, the plan with the members giving the whole ideal that year, and the scenario."""

    year: int
    basis: str
    plan: YearColumn
    ideal: YearColumn | None
    mine: YearColumn


class Effect(NamedTuple):
    """How a lever moves eget kapital at the end of a year, once those before it are pulled."""

    lever: Lever
    tkr: int


class Fall(NamedTuple):
    """Income beside the members' that falls from the year before."""

    year: int
    before_tkr: int
    after_tkr: int


def compared_year(plan: Projection, mine: Projection, year: int) -> ComparedYear:
    """The three columns. The ideal opens the year as the plan does, has its costs and its other income."""
    planned = plan.year(year)
    return ComparedYear(year, planned.basis, _column(planned), _ideal(planned), _column(mine.year(year)))


def equity_effects(baseline: Baseline, plan: Projection, mine: Projection, year: int) -> list[Effect]:
    """Each lever's own part of the way from the plan to the scenario, in the order they stand; sums exactly."""
    levers = mine.scenario.levers
    between = [project(baseline, Scenario(mine.scenario.name, levers[:n])) for n in range(1, len(levers))]
    closing = [step.year(year).equity_closing_tkr for step in (plan, *between, mine)]
    return [Effect(lever, after - before) for lever, (before, after) in zip(levers, pairwise(closing), strict=True)]


def largest_fall(projection: Projection) -> Fall | None:
    """The year when other income falls most; None where it never falls."""
    falls = [
        Fall(now.year, other_income_tkr(before), other_income_tkr(now)) for before, now in pairwise(projection.years)
    ]
    fall = max(falls, key=lambda fall: fall.before_tkr - fall.after_tkr, default=None)
    return fall if fall and fall.before_tkr > fall.after_tkr else None


def first_shortfall(projection: Projection) -> YearRow | None:
    """The first year whose eget kapital ends below zero."""
    return next((row for row in projection.years if row.equity_closing_tkr < 0), None)


def other_income_tkr(row: YearRow) -> int:
    """Income beside the members'."""
    return row.income_tkr - row.allocation_tkr


def _column(row: YearRow) -> YearColumn:
    return YearColumn(row.income_tkr, row.cost_tkr, row.result_tkr, row.equity_closing_tkr, row.gap_to_ideal_tkr)


def _ideal(row: YearRow) -> YearColumn | None:
    if row.ideal_tkr is None:
        return None
    income = row.ideal_tkr + other_income_tkr(row)
    result = income - row.cost_tkr
    return YearColumn(income, row.cost_tkr, result, row.equity_opening_tkr + result + row.rounding_tkr, 0)
