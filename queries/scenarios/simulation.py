"""How uncertain is eget kapital? Many draws from the ranges of the assumptions, year by year. Amounts in tkr.

Every assumption with a range is drawn from a triangular distribution with its top at the stated value. The growth of
all cost groups shares one draw, since wages and rents rise together; the other assumptions are independent. What is
uncertain beside the stated ranges (decisions, above all) is not in the fan.
"""

import dataframely as dy
import numpy as np
import polars as pl
from numpy.typing import NDArray

from finsam_data.assumptions import Assumption
from finsam_data.scenario import EMPTY, Scenario
from queries.scenarios.baseline import Baseline
from queries.scenarios.flows import closing_equity
from queries.scenarios.numbers import Number

DRAWS = 2000
SEED = 20031210
"""Fixed, so that the same scenario always gives the same fan."""
PERCENTILES = (5, 25, 50, 75, 95)
MONEY = ("region_increase", "other_income", "ideal_increase", "nns_fee")
"""The assumptions beside growth that move money."""
HALF_TKR = 0.5


class EquityFan(dy.Schema):
    """Closing equity per year over all draws, in tkr. Grain: one row per year, in order.

    p5 … p95 are percentiles: half of the draws lie between p25 and p75, nine of ten between p5 and p95. stated_tkr is
    the scenario at the stated values. share_below_zero is the share of draws (0–1) that end the year below zero, in
    whole tkr.
    """

    year = dy.Int64(primary_key=True)
    p5_tkr = dy.Float64()
    p25_tkr = dy.Float64()
    p50_tkr = dy.Float64()
    p75_tkr = dy.Float64()
    p95_tkr = dy.Float64()
    stated_tkr = dy.Float64()
    share_below_zero = dy.Float64(min=0, max=1)
    draws = dy.Int64()


def uncertain(baseline: Baseline) -> list[Assumption]:
    """The assumptions that are drawn: those that move money and have a range."""
    growth = {group.growth for group in baseline.assumptions.cost_groups}
    found = [a for a in baseline.assumptions.assumptions if a.id in growth or a.id in MONEY]
    return [assumption for assumption in found if assumption.spread[0] < assumption.spread[1]]


def drawn(baseline: Baseline, draws: int = DRAWS, seed: int = SEED) -> dict[str, NDArray[np.float64]]:
    """Id of an assumption → its draws."""
    random = np.random.default_rng(seed)
    together = random.random(draws)
    growth = {group.growth for group in baseline.assumptions.cost_groups}
    return {
        assumption.id: _triangular(assumption, together if assumption.id in growth else random.random(draws))
        for assumption in uncertain(baseline)
    }


def equity_fan(
    baseline: Baseline, scenario: Scenario = EMPTY, draws: int = DRAWS, seed: int = SEED
) -> dy.DataFrame[EquityFan]:
    """The fan of a scenario. Where a lever sets something, it rules and is not drawn."""
    values: dict[str, Number] = dict(drawn(baseline, draws, seed))
    found, stated = closing_equity(baseline, scenario, values), closing_equity(baseline, scenario)
    closing = np.array([np.broadcast_to(found[year], draws) for year in baseline.years])
    percentiles = np.percentile(closing, PERCENTILES, axis=1)
    columns = {f"p{p}_tkr": row for p, row in zip(PERCENTILES, percentiles, strict=True)}
    fan = pl.DataFrame(
        {
            "year": baseline.years,
            **columns,
            "stated_tkr": [stated[year] for year in baseline.years],
            "share_below_zero": (closing < -HALF_TKR).mean(axis=1),
            "draws": [draws] * len(baseline.years),
        },
    )
    return EquityFan.validate(fan)


def _triangular(assumption: Assumption, even: NDArray[np.float64]) -> NDArray[np.float64]:
    """Draws of 0–1 as draws of the assumption: the inverse of the triangle's distribution."""
    (low, high), top = assumption.spread, assumption.value
    width, below = high - low, (top - low) / (high - low)
    rising = low + np.sqrt(even * width * (top - low))
    falling = high - np.sqrt((1 - even) * width * (high - top))
    return np.where(even < below, rising, falling)
