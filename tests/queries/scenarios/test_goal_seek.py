"""Goal seek: answers with their arithmetic, what decides them, and which rules collide where there is none."""

from dataclasses import replace

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finsam_data.scenario import (
    EMPTY,
    Cut,
    IdealShare,
    InsatsAmounts,
    Minute,
    OtherIncome,
    PartyShare,
    RegionQuarter,
    Scenario,
)
from finsam_data.scenario_files import read_scenarios
from finsam_data.scenario_values import ScenarioError
from queries.scenarios.engine import project
from queries.scenarios.goal_seek import Collision, Found, least, least_each_year, seek
from queries.scenarios.linear import solve
from queries.scenarios.linear_columns import Free
from queries.scenarios.numbers import one
from queries.scenarios.pulling import with_cut, with_insats, with_other_income, with_quarters
from queries.scenarios.rules import EquityFloor, GroupShare, Limit, MaxCut, Rule, figures_shown
from queries.scenarios.unknowns import CutAcross, InsatsCosts, OtherIncomeGives, RegionGives
from tests.queries.scenarios.conftest import SAMPLE, sample_baseline

PLAN = sample_baseline()
LATER = PLAN.years[1:]
PSYKOS, BEROENDE = "Integrering av IPS i psykosvården", "IPS för personer med beroendeproblematik"
INDIVIDUAL = ("Aktivitetsplatsen", "FINSAM-team", PSYKOS, BEROENDE)
ALL = tuple(line.insats for line in PLAN.costs if line.insats)
BOTH = read_scenarios(SAMPLE)[0]["bada-ips"]
LOW = Scenario("Båda IPS, regionen på 9 042", (*BOTH.levers, RegionQuarter(tkr=dict.fromkeys(LATER, 9042.0))))
LOW_2026 = Scenario("Båda IPS, regionen på 9 042 i 2026", (*BOTH.levers, RegionQuarter(tkr={2026: 9042.0})))
trying = settings(max_examples=20, deadline=None)


def kept(rules, scenario, reference):
    shown, before = (figures_shown(PLAN, project(PLAN, each)) for each in (scenario, reference))
    return all(one(room.tkr) >= -rule.rounding_tkr for rule in rules for room in rule.rooms(shown, before))


def closing(answer, year):
    return answer.projection.year(year).equity_closing_tkr


def test_the_least_quarter_fills_the_hole_of_2026_and_a_tkr_of_it_is_four():
    answer = seek(PLAN, LOW_2026, RegionGives((2026,)))
    # −1 399 med 9 042; varje tkr från regionen är fyra.
    assert answer.value == 9042 + 1399 / 4
    assert closing(answer, 2026) == 0
    assert (answer.binding.rule.code, answer.binding.year) == ("equity_floor", 2026)
    assert answer.more_values == {2026: 9042 + (1399 - 100) / 4}
    assert answer.scenario.draft


def test_a_floor_above_zero_costs_a_fourth_of_itself():
    answer = seek(PLAN, LOW_2026, RegionGives((2026,)), [EquityFloor(500)])
    assert answer.value == 9042 + (1399 + 500) / 4


def test_what_the_region_may_give_less_than_in_the_scenario_is_an_addition_below_zero():
    # Båda IPS lämnar 1 tkr 2026.
    assert seek(PLAN, BOTH, RegionGives((2026,), "addition")).value == -1 / 4
    answer = seek(PLAN, EMPTY, RegionGives((2026,), "addition"))
    assert answer.value == -8834 / 4
    assert answer.values == {2026: 9392 - 8834 / 4}


def test_year_by_year_each_is_as_low_as_the_years_before_allow():
    answer = least_each_year(PLAN, LOW, (2026, 2027))
    # 2027: 30 308 + 4 500 + 4 333 − 230 ska komma från fyra andelar när 0 är kvar från 2026; sedan 2028 som i LOW.
    first = least_each_year(PLAN, LOW, (2026, 2027), [EquityFloor(0, (2026, 2027))])
    assert first.values == {2026: 9042 + 1399 / 4, 2027: (30_308 + 4500 + 4333 - 230) / 4}
    assert first.value is None
    assert first.more_values == {2026: 9042 + 1299 / 4, 2027: (30_308 + 4500 + 4333 - 230) / 4}
    assert answer.values[2026] == first.values[2026]
    assert answer.values[2027] > first.values[2027]  # ska räcka till 2028 också
    assert min(closing(answer, year) for year in LATER) == 0


def test_an_insats_may_cost_what_is_left():
    # Planen lämnar 564 + 8 270 vid slutet av 2026.
    answer = seek(PLAN, EMPTY, InsatsCosts("Novum", (2026,)), [EquityFloor(0, (2026,))])
    assert answer.value == 564 + 8270
    assert answer.more_values == {2026: 564 + 8270 + 100}


def test_a_new_insats_is_sought_like_one_of_the_plans():
    answer = seek(PLAN, BOTH, InsatsCosts("IPS unga", (2026,), new=True))
    assert answer.value == 1
    with pytest.raises(ScenarioError, match="finns inte i budgeten"):
        seek(PLAN, BOTH, InsatsCosts("IPS unga", (2026,)))


def test_other_income_fills_the_same_hole_krona_for_krona():
    # 230 finns redan i planen.
    assert seek(PLAN, LOW_2026, OtherIncomeGives((2026,))).value == 230 + 1399


def test_the_cut_across_the_board_is_the_hole_over_what_can_be_cut():
    answer = seek(PLAN, LOW_2026, CutAcross(2026, 2026))
    share = 1399 / (29_528 + 4500 + 4333 - 145)  # avskrivningarna skärs inte
    assert 0 <= answer.value - share <= 0.001
    assert closing(answer, 2026) >= 0


def test_where_the_rules_hold_already_nothing_binds():
    answer = seek(PLAN, EMPTY, CutAcross(2026))
    assert (answer.value, answer.binding) == (0, None)
    assert answer.more_values == answer.values


def test_the_office_may_take_no_more_than_its_share_of_the_frame():
    answer = seek(PLAN, EMPTY, RegionGives((2026,)), [GroupShare("kansli", 0.2)])
    # 7 914 ≤ 0,2 · (564 + 230 + 4 · q); senare år har större ram.
    assert answer.value == 7914 / 0.2 / 4 - (564 + 230) / 4
    assert (answer.binding.rule.code, answer.binding.year) == ("group_share", 2026)


def test_what_is_asked_for_too_late_is_out_of_reach():
    answer = seek(PLAN, LOW_2026, RegionGives((2027,)))
    assert answer.rules == (EquityFloor(), Limit("out_of_reach"))
    assert (answer.short.year, answer.short.tkr) == (2026, -1399)


def test_another_party_that_offers_less_is_named():
    offer = PartyShare(party="Stockholms stad", tkr={2026: 9000.0})
    scenario = Scenario("Lågt bud", (*BOTH.levers, offer))
    answer = seek(PLAN, scenario, RegionGives((2026,)))
    assert answer.rules == (EquityFloor(), Limit("lowest_offer"))
    assert answer.short.tkr == 1 - 4 * (9392 - 9000)


def test_an_insats_cannot_cost_less_than_nothing():
    answer = seek(PLAN, LOW_2026, InsatsCosts("Novum", (2026,)))
    assert answer.rules == (EquityFloor(), Limit("nothing_left"))


def test_a_cut_that_closes_the_gap_collides_with_the_most_an_insats_may_lose():
    answer = seek(PLAN, LOW_2026, CutAcross(2026), [GroupShare("kansli", 0.5), EquityFloor(), MaxCut(0.02)])
    assert answer.rules == (EquityFloor(), MaxCut(0.02))
    assert isinstance(seek(PLAN, LOW_2026, CutAcross(2026), [EquityFloor(), MaxCut(0.04)]), Found)


@pytest.mark.parametrize(
    "unknown", [RegionGives((2025,)), OtherIncomeGives((2031,)), InsatsCosts("Novum", ()), CutAcross(2024)]
)
def test_years_that_cannot_be_changed_are_refused(unknown):
    with pytest.raises(ScenarioError, match="Målsökningen"):
        seek(PLAN, EMPTY, unknown)


def test_bisection_finds_the_first_whole_number():
    assert least(lambda n: [n - 5.5, n - 2], 0, 100) == 6
    assert least(lambda n: [float(n)], 0, 100) == 0
    assert least(lambda n: [n - 101.0], 0, 100) is None


@given(
    st.integers(-3000, 3000),
    st.sampled_from(
        [
            RegionGives((2026,)),
            RegionGives((2026, 2027, 2028), "addition"),
            RegionGives(LATER),
            OtherIncomeGives((2026, 2027)),
            InsatsCosts("Novum", (2026, 2027, 2028)),
            InsatsCosts(PSYKOS, (2026, 2028)),
            CutAcross(2026),
            CutAcross(2026, 2028, ("kansli", "individuella")),
        ]
    ),
    st.sampled_from([BOTH, LOW, EMPTY]),
)
@trying
def test_the_answer_keeps_the_rules_and_one_step_less_does_not(floor, unknown, scenario):
    rules = [EquityFloor(floor)]
    answer = seek(PLAN, scenario, unknown, rules)
    dial = unknown.dial(PLAN, scenario)
    if isinstance(answer, Collision):
        assert not kept(rules, dial.pulled(dial.value(dial.high)), scenario)
        return
    assert answer.projection == project(PLAN, answer.scenario)
    assert kept(rules, answer.scenario, scenario)
    step = round(answer.value / dial.size)
    if step > dial.low:
        assert not kept(rules, dial.pulled(dial.value(step - 1)), scenario)


# Flera obekanta


def test_the_least_cut_is_the_hole_and_is_spread_evenly():
    answer = solve(PLAN, LOW_2026, Free((2026,), INDIVIDUAL), [EquityFloor(0, (2026,))], "least_cut")
    assert 1399 <= answer.total_tkr <= 1399 + len(INDIVIDUAL)
    left = [change.after_tkr / change.before_tkr for change in answer.changes]
    share = 1399 / (15_903 + 2151 + 4500 + 4333)
    assert left == pytest.approx([1 - share] * 4, abs=0.001)
    assert answer.more_total_tkr == pytest.approx(answer.total_tkr - 100)
    assert 0 <= closing(answer, 2026) <= len(INDIVIDUAL)


def test_office_and_insatser_together_keep_all_three_rules():
    rules = [EquityFloor(), GroupShare("kansli", 0.2), MaxCut(0.05)]
    answer = solve(PLAN, LOW, Free(LATER, INDIVIDUAL, ("kansli",)), rules, "least_cut")
    assert kept(rules, answer.scenario, LOW)
    assert answer.projection == project(PLAN, answer.scenario)
    assert answer.total_tkr == sum(change.before_tkr - change.after_tkr for change in answer.changes)
    assert answer.binding.rule in rules
    assert answer.more_total_tkr < answer.total_tkr


def test_the_region_gives_what_is_missing_in_all():
    answer = solve(PLAN, LOW, Free((2026, 2027, 2028), quarter=True), [EquityFloor()], "least_from_region")
    hole = -project(PLAN, LOW).year(2028).equity_closing_tkr
    assert answer.total_tkr == 3 * 9042 + hole / 4
    assert [change.after_tkr for change in answer.changes] == pytest.approx([9042 + hole / 12] * 3, abs=1)
    assert answer.more_total_tkr == answer.total_tkr - 100 / 4


def test_with_cuts_allowed_the_region_gives_less():
    alone = solve(PLAN, LOW, Free((2026, 2027, 2028), quarter=True), [EquityFloor()], "least_from_region")
    rules = [EquityFloor(), MaxCut(0.03)]
    helped = solve(PLAN, LOW, Free((2026, 2027, 2028), INDIVIDUAL, quarter=True), rules, "least_from_region")
    assert helped.total_tkr < alone.total_tkr
    assert kept(rules, helped.scenario, LOW)
    assert helped.binding.rule == MaxCut(0.03)


def test_rules_that_collide_are_named_and_the_others_are_not():
    rules = [GroupShare("kansli", 0.5), EquityFloor(), MaxCut(0.01)]
    answer = solve(PLAN, LOW, Free(LATER, INDIVIDUAL), rules, "least_cut")
    assert answer.rules == (EquityFloor(), MaxCut(0.01))
    assert answer.short.tkr < 0


def test_the_floor_alone_collides_with_the_whole_of_a_small_cost():
    answer = solve(PLAN, LOW_2026, Free((2026,), ("FINSAM-team",)), [EquityFloor(2000, (2026,))], "least_cut")
    assert answer.rules == (EquityFloor(2000, (2026,)), Limit("whole_cost"))
    # Hela FINSAM-team är borta och ändå fattas 1 399 + 2 000 − 2 151.
    assert answer.short.tkr == pytest.approx(-(1399 + 2000 - 2151), abs=1e-3)


def test_a_rule_about_nothing_is_kept():
    empty = Scenario("Inga insatser", tuple(InsatsAmounts(insats=i, tkr=dict.fromkeys(LATER, 0.0)) for i in ALL))
    answer = solve(PLAN, empty, Free((2026,), (), ("kansli",)), [MaxCut(0.05)], "least_cut")
    assert (answer.total_tkr, answer.binding) == (0, None)


def test_where_nothing_has_to_change_nothing_is_changed():
    answer = solve(PLAN, BOTH, Free(LATER, INDIVIDUAL), [EquityFloor()], "least_cut")
    assert (answer.total_tkr, answer.changes, answer.binding) == (0, (), None)


@pytest.mark.parametrize(
    ("free", "aim"),
    [
        (Free((2026,)), "least_cut"),
        (Free((2026,), INDIVIDUAL), "least_from_region"),
        (Free((2026,), INDIVIDUAL, quarter=True), "least_cut"),
        (Free((2025,), INDIVIDUAL), "least_cut"),
        (Free((2026,), ("Aktivitetsplatsen",), ("individuella",)), "least_cut"),
    ],
)
def test_what_cannot_be_sought_is_refused(free, aim):
    with pytest.raises(ScenarioError):
        solve(PLAN, LOW, free, [EquityFloor()], aim)


@given(st.integers(0, 3000), st.integers(0, 30), st.integers(16, 25))
@trying
def test_an_answer_of_several_unknowns_keeps_every_rule(floor, most, office):
    rules: list[Rule] = [EquityFloor(floor), MaxCut(most / 100), GroupShare("kansli", office / 100)]
    answer = solve(PLAN, LOW, Free(LATER, INDIVIDUAL, ("kansli", "strukturella")), rules, "least_cut")
    if isinstance(answer, Collision):
        assert 2 <= len(answer.rules) <= 4
    else:
        assert kept(rules, answer.scenario, LOW)


# En sak satt i ett scenario


def test_a_thing_set_replaces_what_levers_said_of_it_and_nothing_else():
    scenario = Scenario(
        "Mycket",
        (
            OtherIncome(tkr={2026: 10.0, 2027: 20.0}),
            InsatsAmounts(insats="Novum", tkr={2027: 5.0}),
            Cut(share=0.1, first_year=2026, groups=("kansli", "strukturella")),
        ),
        Minute("2025-05-23", "§ 4"),
    )
    assert with_other_income(scenario, {2026: 11.0}).levers[-1].tkr == {2026: 11.0, 2027: 20.0}
    assert with_insats(scenario, "Novum", {2026: 1.0}).levers[-1].tkr == {2027: 5.0, 2026: 1.0}
    cut = with_cut(PLAN, scenario, 0.3, 2027, 2028, ("kansli",))
    shares = {
        (lever.groups, lever.first_year, lever.last_year): lever.share for lever in cut.levers if isinstance(lever, Cut)
    }
    assert shares == {
        (("kansli", "strukturella"), 2026, 2026): 0.1,
        (("kansli", "strukturella"), 2029, 2030): 0.1,
        (("strukturella",), 2027, 2028): 0.1,
        (("kansli",), 2027, 2028): 0.3,
    }
    assert cut.draft
    project(PLAN, cut)


def test_a_quarter_set_in_one_year_leaves_the_path_of_the_others():
    scenario = Scenario("Ideal", (IdealShare(share=1, by=2030),))
    before, after = project(PLAN, scenario), project(PLAN, with_quarters(PLAN, scenario, {2026: 9042.0}))
    assert after.year(2026).allocation_tkr == 4 * 9042
    assert [after.year(y).allocation_tkr for y in LATER[1:]] == [before.year(y).allocation_tkr for y in LATER[1:]]


def test_a_forbund_without_a_region_is_told_so():
    parties = tuple(msgspec.structs.replace(party, role="annan") for party in PLAN.forbund.parties)
    other = replace(PLAN, forbund=msgspec.structs.replace(PLAN.forbund, parties=parties))
    with pytest.raises(ScenarioError, match="ingen part med rollen region"):
        seek(other, EMPTY, RegionGives((2026,)))
