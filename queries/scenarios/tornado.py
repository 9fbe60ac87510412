"""What moves the closing equity of a year most? One thing at a time, at its lowest and its highest. Amounts in tkr."""

from collections.abc import Iterable
from typing import NamedTuple

import dataframely as dy
import numpy as np
import polars as pl

from finsam_data.assumptions import Unit
from finsam_data.scenario import Scenario
from queries.scenarios.baseline import Baseline
from queries.scenarios.costs import Cost
from queries.scenarios.flows import Flows, closing_equity, flows
from queries.scenarios.numbers import Number, one
from queries.scenarios.pulling import quarters, with_quarters
from queries.scenarios.rules import undecided
from queries.scenarios.simulation import uncertain

NUDGE = 0.05
"""What is not an assumption with a range is tried five per cent lower and higher."""
QUARTER, OTHER_INCOME, INSATS, GROUP = "region_quarter", "other_income", "insats", "group"


class TornadoBar(dy.Schema):
    """The closing equity of one year with one thing changed, in tkr. Grain: one row per kind and subject, widest first.

    kind is assumption (subject its id, low and high its range), or something a lever can move: region_quarter,
    other_income, insats (subject its name) or group (costs of a cost group that are no insatser), where low and high
    are shares of it, −0.05 and 0.05, in every year without a decided budget. low_tkr and high_tkr are the closing
    equity at low and at high; width_tkr is the distance between them. Things that do not move it have no row.
    """

    kind = dy.String(primary_key=True)
    subject = dy.String(primary_key=True)
    low = dy.Float64()
    high = dy.Float64()
    unit = dy.String()
    low_tkr = dy.Float64()
    high_tkr = dy.Float64()
    stated_tkr = dy.Float64()
    width_tkr = dy.Float64()


class Bar(NamedTuple):
    """One thing: what it is at low and at high, and the closing equity then."""

    kind: str
    subject: str
    low: float
    high: float
    unit: Unit
    low_tkr: float
    high_tkr: float


def tornado(baseline: Baseline, scenario: Scenario, year: int, nudge: float = NUDGE) -> dy.DataFrame[TornadoBar]:
    """Every assumption with a range and every amount that a lever can move, against the scenario."""
    money = flows(baseline, scenario)
    stated = one(closing_equity(baseline, scenario)[year])
    bars = [*_assumptions(baseline, scenario, year), *_amounts(baseline, scenario, money, year, stated, nudge)]
    rows = [(*bar, stated, abs(bar.high_tkr - bar.low_tkr)) for bar in bars]
    frame = pl.DataFrame(rows, schema=TornadoBar.create_empty().schema, orient="row")
    moving = frame.filter(pl.col("width_tkr") >= 1)
    return TornadoBar.validate(moving.sort(["width_tkr", "kind", "subject"], descending=[True, False, False]))


def _assumptions(baseline: Baseline, scenario: Scenario, year: int) -> Iterable[Bar]:
    """All in one go: draw n has assumption n at its lowest, draw n + 1 at its highest, the others as stated."""
    asked = uncertain(baseline)
    stated = np.array([[assumption.value] for assumption in asked])
    tried = np.repeat(stated, 2 * len(asked), axis=1)
    for place, assumption in enumerate(asked):
        tried[place, 2 * place : 2 * place + 2] = assumption.spread
    values: dict[str, Number] = {assumption.id: row for assumption, row in zip(asked, tried, strict=True)}
    closing = np.broadcast_to(closing_equity(baseline, scenario, values)[year], 2 * len(asked)).tolist()
    for assumption, low_tkr, high_tkr in zip(asked, closing[::2], closing[1::2], strict=True):
        yield Bar("assumption", assumption.id, *assumption.spread, assumption.unit, low_tkr, high_tkr)


def _amounts(
    baseline: Baseline, scenario: Scenario, money: Flows, year: int, stated: float, nudge: float
) -> Iterable[Bar]:
    """What a share less or more of each amount does, in the years whose money is still there."""
    opened = max((other for other in money.set_opening if other <= year), default=baseline.years[0])
    years = [other for other in undecided(baseline) if opened <= other <= year]

    def bar(kind: str, subject: str, effect: float) -> Bar:
        return Bar(kind, subject, -nudge, nudge, "andel", stated - effect, stated + effect)

    income = sum(one(money.other_income[other].tkr) for other in years)
    yield bar(OTHER_INCOME, "", nudge * income)
    for (kind, subject), tkr in _costs(money.costs, years).items():
        yield bar(kind, subject, -nudge * tkr)
    if baseline.region and years:
        now = quarters(baseline, scenario)
        given = {other: np.array([-nudge, nudge]) * one(now[other]) + one(now[other]) for other in undecided(baseline)}
        closing = closing_equity(baseline, with_quarters(baseline, scenario, given))[year]
        low_tkr, high_tkr = np.broadcast_to(closing, 2).tolist()
        yield Bar(QUARTER, "", -nudge, nudge, "andel", low_tkr, high_tkr)


def _costs(costs: Iterable[Cost], years: list[int]) -> dict[tuple[str, str], float]:
    """Kind and name → cost over the years: each insats, and what of each group is no insats."""
    found: dict[tuple[str, str], float] = {}
    for cost in costs:
        name = cost.line.insats or cost.line.group
        if name and cost.year in years:
            key = (INSATS if cost.line.insats else GROUP, name)
            found[key] = found.get(key, 0.0) + one(cost.tkr)
    return found
