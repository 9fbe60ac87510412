"""Effects on people: a range from what the register has seen, never one number, and nothing of what is hidden."""

from math import ceil, floor, sqrt

import pytest

from finsam_data.forbund import parse_forbund
from finsam_data.scenario import EMPTY, InsatsAmounts, Scenario
from queries.scenarios.engine import project
from queries.scenarios.people import YearSeen, effects_on_people, seen
from queries.uncertainty import Z, wilson
from tests.builders import frame, row
from tests.lilla_an import FORBUND, VAGEN
from tests.queries.test_cost import cells

TEAM, NOVUM = "FINSAM-team", "Novum"


def year_seen(year=2025, budget=2088.0, participants=180, ended=100, results=20, hidden=False):
    return YearSeen(year, budget, participants, ended, results, hidden)


def effect(plan, *years, scenario=EMPTY, year=2026, insats=TEAM):
    frame = effects_on_people(plan, project(plan, scenario), {insats: years} if years else {})
    return frame.filter(insats=insats, year=year).row(0, named=True)


def poisson(n):
    return n + Z**2 / 2 - Z * sqrt(n + Z**2 / 4), n + Z**2 / 2 + Z * sqrt(n + Z**2 / 4)


def test_places_follow_the_money_at_the_years_prices(plan):
    found = effect(plan, year_seen())
    size = 2151 / (2088 * 1.03)
    low, high = poisson(180)
    assert (found["places_low"], found["places_high"]) == (floor(low * size), ceil(high * size))
    assert found["places_low"] < 180 < found["places_high"]


def test_the_years_that_gave_least_and_most_for_the_money_span_the_range(plan):
    found = effect(plan, year_seen(2024, 2000.0, 100), year_seen(2025, 2088.0, 180))
    least, most = poisson(100)[0] * 2151 / (2000 * 1.03**2), poisson(180)[1] * 2151 / (2088 * 1.03)
    assert (found["places_low"], found["places_high"]) == (floor(least), ceil(most))
    assert (found["history"], found["participants"]) == ([2024, 2025], 280)


def test_results_are_places_times_the_limits_of_all_years_together(plan):
    found = effect(plan, year_seen(2024, 2027.2, 180, 80, 10), year_seen(2025, 2088.0, 180, 100, 20))
    low, high = poisson(180)
    size = 2151 / (2088 * 1.03)
    of_all = wilson(10 + 20, 180 + 180)
    assert found["results_high"] == ceil(high * size * of_all[1])
    assert found["results_low"] == pytest.approx(floor(low * size * of_all[0]), abs=1)
    assert (found["share_low"], found["share_high"]) == pytest.approx(wilson(10 + 20, 80 + 100))
    assert found["ended"] == 180


def test_twice_the_money_is_a_range_about_twice_as_high(plan):
    double = Scenario("Dubbelt", (InsatsAmounts(insats=TEAM, tkr={2026: 2 * 2151.0}),))
    once, twice = effect(plan, year_seen()), effect(plan, year_seen(), scenario=double)
    assert twice["places_low"] == pytest.approx(2 * once["places_low"], abs=2)
    assert twice["places_high"] == pytest.approx(2 * once["places_high"], abs=2)


@pytest.mark.parametrize(
    ("years", "insats", "reason"),
    [
        ((year_seen(),), NOVUM, "no_money"),
        ((), TEAM, "no_history"),
        ((year_seen(participants=None, hidden=True),), TEAM, "hidden"),
        ((year_seen(participants=19),), TEAM, "too_few"),
    ],
)
def test_without_a_range_the_reason_is_told(plan, years, insats, reason):
    found = effect(plan, *years, insats=insats)
    assert (found["reason"], found["results_reason"]) == (reason, reason)
    assert [found[name] for name in ("places_low", "places_high", "results_low", "results_high")] == [None] * 4


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        ({"ended": 19, "results": 3}, "too_few"),
        ({"results": None, "hidden": True}, "hidden"),
        ({"results": None}, "no_history"),
    ],
)
def test_results_may_be_unknown_where_places_are_not(plan, counts, reason):
    found = effect(plan, year_seen(**counts))
    assert found["places_low"] is not None
    assert (found["reason"], found["results_reason"], found["results_high"]) == (None, reason, None)


def test_a_hidden_year_is_left_out_of_the_range(plan):
    with_hidden = effect(plan, year_seen(2024, participants=None, hidden=True), year_seen())
    assert with_hidden["history"] == [2025]
    assert with_hidden["places_low"] == effect(plan, year_seen())["places_low"]


def test_it_is_never_one_number(plan):
    small = Scenario("Litet", (InsatsAmounts(insats=TEAM, tkr={2026: 20.0}),))
    for scenario in (EMPTY, small):
        found = effect(plan, year_seen(), scenario=scenario)
        assert found["places_low"] < found["places_high"]
        assert found["results_low"] < found["results_high"]


def test_a_new_individual_insats_has_no_history_and_structural_ones_no_people(plan):
    new = Scenario("Ny", (InsatsAmounts(insats="IPS unga", tkr={2026: 2000.0}, new=True),))
    assert effect(plan, scenario=new, insats="IPS unga")["reason"] == "no_history"
    assert "Conecto" not in effects_on_people(plan, project(plan), {})["insats"].to_list()


def test_the_history_is_the_years_with_both_a_budget_and_counts():
    budget = frame(
        "insats_budget",
        row("insats_budget", insats=VAGEN, year=2024, amount_tkr=1200),
        row("insats_budget", insats=VAGEN, year=2025, amount_tkr=1300),
        row("insats_budget", insats=VAGEN, year=2026, amount_tkr=1300, basis="plan", decided=False),
    )
    flow = cells("flow", 2024, participants=100)
    exits = cells("exit", 2024, alla=40, Arbete=10, Studier=2)
    found = seen(budget, flow, exits, parse_forbund(FORBUND.encode()))
    assert found == {VAGEN: (YearSeen(2024, 1200, 100, 40, 10 + 2, hidden=False),)}
    protected = seen(budget, cells("flow", 2024, participants=None), exits, parse_forbund(FORBUND.encode()))
    assert protected[VAGEN][0].participants is None
    assert protected[VAGEN][0].hidden
