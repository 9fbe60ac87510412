"""The fan: the same every time, around the stated values, and no wider than the ranges allow."""

from dataclasses import replace

import msgspec
import numpy as np
import pytest

from finsam_data.scenario import EMPTY, CostGrowth, OtherIncome, RegionQuarter, Scenario
from queries.scenarios.engine import project
from queries.scenarios.flows import closing_equity
from queries.scenarios.simulation import DRAWS, PERCENTILES, drawn, equity_fan, uncertain

SURE = Scenario(
    "Allt bestämt",
    (
        RegionQuarter(tkr=dict.fromkeys(range(2026, 2031), 9392.0)),
        OtherIncome(tkr=dict.fromkeys(range(2026, 2031), 230.0)),
        *(CostGrowth(group=name, share=0.03) for name in ("kansli", "individuella", "strukturella")),
    ),
)


def narrowed(plan, **spreads):
    """The plan with these ranges and no others."""
    assumptions = tuple(
        msgspec.structs.replace(a, low=spreads[a.id][0], high=spreads[a.id][1])
        if a.id in spreads
        else msgspec.structs.replace(a, low=None, high=None)
        for a in plan.assumptions.assumptions
    )
    return replace(plan, assumptions=msgspec.structs.replace(plan.assumptions, assumptions=assumptions))


def test_what_moves_money_and_has_a_range_is_drawn(plan):
    assert {assumption.id for assumption in uncertain(plan)} == {
        "growth_kansli",
        "growth_individuella",
        "growth_strukturella",
        "region_increase",
        "other_income",
        "ideal_increase",
    }


def test_the_same_seed_gives_the_same_fan_and_another_seed_another(plan):
    assert equity_fan(plan).equals(equity_fan(plan))
    assert not equity_fan(plan).equals(equity_fan(plan, seed=1))
    assert equity_fan(plan)["draws"].to_list() == [DRAWS] * 6


def test_draws_stay_within_their_ranges_and_gather_at_the_stated_value(plan):
    draws = drawn(plan, 20_000)
    low, high, top = 0.02, 0.04, 0.03
    growth = draws["growth_kansli"]
    assert low <= growth.min()
    assert growth.max() <= high
    assert growth.mean() == pytest.approx((low + top + high) / 3, abs=1e-4)
    # Triangelns andel i mittersta halvan: 1 − 2 · (1/2)² / 2
    assert np.mean(abs(growth - top) <= 0.005) == pytest.approx(1 - (1 / 2) ** 2, abs=0.01)


def test_a_stated_value_at_the_end_of_its_range_leans_the_other_way(plan):
    increase = drawn(plan, 20_000)["region_increase"]
    assert increase.mean() == pytest.approx((0 + 350 + 350) / 3, abs=2)


def test_all_cost_groups_rise_together(plan):
    draws = drawn(plan)
    assert draws["growth_kansli"] == pytest.approx(draws["growth_individuella"])
    assert abs(np.corrcoef(draws["growth_kansli"], draws["region_increase"])[0, 1]) < 0.1


def test_one_assumption_alone_gives_its_own_percentiles(plan):
    only = narrowed(plan, other_income=(0.0, 230.0))
    fan = {row["year"]: row for row in equity_fan(only).iter_rows(named=True)}
    stated = closing_equity(only, EMPTY)
    assert fan[2027]["p5_tkr"] == fan[2027]["p95_tkr"] == stated[2027]
    # Topp vid 230: fördelningen är (x/230)², så percentilen p ligger vid 230 · √p.
    for percentile in PERCENTILES:
        expected = stated[2028] - 230 + 230 * (percentile / 100) ** 0.5
        assert fan[2028][f"p{percentile}_tkr"] == pytest.approx(expected, abs=5)


def test_the_fan_widens_and_the_decided_year_is_sure(plan):
    fan = equity_fan(plan)
    width = (fan["p95_tkr"] - fan["p5_tkr"]).to_list()
    assert width[0] == 0
    assert width == sorted(width)
    assert fan["stated_tkr"].to_list()[:3] == [564, 8834, 17_724]


def test_where_levers_rule_over_everything_nothing_is_drawn(plan):
    fan = equity_fan(plan, SURE)
    assert fan["p5_tkr"].to_list() == pytest.approx(fan["p95_tkr"].to_list())
    assert fan["stated_tkr"].to_list() == pytest.approx([closing_equity(plan, SURE)[year] for year in plan.years])


def test_the_share_below_zero_counts_whole_tkr(plan):
    hole = Scenario("Inga övriga", (*SURE.levers[:1], OtherIncome(tkr={2026: 230 - 8834.4}), *SURE.levers[2:]))
    assert project(plan, hole).year(2026).equity_closing_tkr == 0
    shares = dict(equity_fan(plan, hole).select("year", "share_below_zero").iter_rows())
    assert shares[2026] == 0
    lower = Scenario("Lägre", (*SURE.levers[:1], OtherIncome(tkr={2026: 230 - 8836.0}), *SURE.levers[2:]))
    assert dict(equity_fan(plan, lower).select("year", "share_below_zero").iter_rows())[2026] == 1
