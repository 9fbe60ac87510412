"""What moves the closing equity most: every bar as by hand, the widest first."""

import pytest

from finsam_data.scenario import EMPTY, InsatsAmounts, OpeningEquity, OtherIncome, PartyShare, Scenario
from queries.scenarios.flows import closing_equity
from queries.scenarios.tornado import NUDGE, TornadoBar, tornado


def bars(plan, scenario=EMPTY, year=2028):
    frame = TornadoBar.validate(tornado(plan, scenario, year))
    return {(row["kind"], row["subject"]): row for row in frame.iter_rows(named=True)}


def change(bar):
    return bar["low_tkr"] - bar["stated_tkr"], bar["high_tkr"] - bar["stated_tkr"]


def test_the_widest_bar_comes_first(plan):
    widths = tornado(plan, EMPTY, 2028)["width_tkr"].to_list()
    assert widths == sorted(widths, reverse=True)
    assert min(widths) >= 1


def test_a_twentieth_of_the_quarter_is_four_times_itself(plan):
    found = bars(plan)["region_quarter", ""]
    given = 4 * (9392 + 9742 + 10_092)
    assert change(found) == pytest.approx((-NUDGE * given, NUDGE * given))


def test_dearer_insatser_and_office_lower_it(plan):
    found = bars(plan, year=2027)
    spent = 15_903 + 16_380
    assert change(found["insats", "Aktivitetsplatsen"]) == pytest.approx((NUDGE * spent, -NUDGE * spent))
    office = 7914 + 8152  # raderna, utan planens egen avrundning
    low, high = change(found["group", "kansli"])
    assert (low, high) == pytest.approx((NUDGE * office, -NUDGE * office), abs=1)


def test_an_assumption_goes_from_its_lowest_to_its_highest(plan):
    found = bars(plan)["assumption", "region_increase"]
    assert (found["low"], found["high"], found["unit"]) == (0, 350, "tkr per år")
    assert change(found) == pytest.approx((-4 * 350, 0))
    growth = bars(plan)["assumption", "growth_kansli"]
    by_hand = closing_equity(plan, EMPTY, {"growth_kansli": 0.02})[2028]
    assert growth["low_tkr"] == pytest.approx(by_hand)


def test_what_does_not_move_the_year_has_no_bar(plan):
    assert ("assumption", "region_increase") not in bars(plan, year=2027)
    assert ("insats", "Novum") not in bars(plan)
    assert tornado(plan, EMPTY, 2025).is_empty()


def test_money_before_a_set_opening_balance_is_gone(plan):
    scenario = Scenario("Ny start", (OpeningEquity(tkr={2027: 100.0}),))
    found = bars(plan, scenario, 2027)["insats", "Aktivitetsplatsen"]
    assert change(found) == pytest.approx((NUDGE * 16_380, -NUDGE * 16_380))


def test_the_scenario_on_screen_is_what_is_moved(plan):
    scenario = Scenario(
        "Novum och inga bidrag",
        (InsatsAmounts(insats="Novum", tkr={2026: 4000.0}), OtherIncome(tkr=dict.fromkeys(range(2026, 2031), 0.0))),
    )
    found = bars(plan, scenario)
    assert change(found["insats", "Novum"]) == pytest.approx((NUDGE * 4000, -NUDGE * 4000))
    assert ("other_income", "") not in found
    assert ("assumption", "other_income") not in found


def test_another_partys_lower_offer_stops_the_quarter_from_above(plan):
    offer = PartyShare(party="Stockholms stad", tkr=dict.fromkeys(range(2026, 2031), 9000.0))
    low, high = change(bars(plan, Scenario("Lågt bud", (offer,)))["region_quarter", ""])
    assert low == pytest.approx(-NUDGE * 4 * 3 * 9000)
    assert high == pytest.approx(0)
