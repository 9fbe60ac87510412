"""Laws that hold for every scenario, tried on random ones."""

from dataclasses import replace
from datetime import date

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finsam_data import scenario as pulled
from finsam_data.scenario import EMPTY, Scenario
from finsam_data.scenario_files import dump_scenario, parse_scenario
from queries.scenarios.engine import project
from queries.scenarios.flows import closing_equity
from tests.queries.scenarios.conftest import sample_baseline

PLAN = sample_baseline()
YEARS, LATER = PLAN.years, PLAN.years[1:]
CAN_BE_CUT = [name for name, group in PLAN.groups.items() if group.can_be_cut]

trying = settings(max_examples=60, deadline=None)
tkr = st.integers(0, 40_000_000).map(lambda kr: kr / 1000)
amounts = st.dictionaries(st.sampled_from(YEARS), tkr, min_size=1)
shares = st.integers(-100, 100).map(lambda per_mille: per_mille / 1000)
days = st.dates(date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31))
year = st.sampled_from(LATER)
insats = st.one_of(
    st.builds(pulled.InsatsAmounts, insats=st.sampled_from(PLAN.known_insatser), tkr=amounts),
    st.builds(pulled.InsatsAmounts, insats=st.sampled_from(PLAN.known_insatser), first_day=days, last_day=days),
    st.builds(
        pulled.InsatsAmounts,
        insats=st.sampled_from(["IPS unga", "Yes"]),
        tkr=amounts,
        new=st.just(True),
        group=st.sampled_from([None, "individuella", "strukturella"]),
    ),
)
path = st.one_of(
    st.builds(pulled.RegionQuarter, tkr=amounts),
    st.builds(pulled.IdealShare, share=st.integers(0, 200).map(lambda p: p / 100), by=year),
    st.builds(pulled.CountyRedistribution, first_year=year, share=st.sampled_from([None, 0.02, 0.2])),
)
levers = st.tuples(
    st.lists(path, max_size=1),
    st.lists(st.builds(pulled.PartyShare, party=st.just(PLAN.forbund.parties[0].name), tkr=amounts), max_size=1),
    st.lists(st.builds(pulled.OtherIncome, tkr=amounts), max_size=1),
    st.lists(insats, max_size=3, unique_by=lambda lever: lever.insats),
    st.lists(
        st.builds(
            pulled.CostGrowth, group=st.sampled_from(list(PLAN.groups)), share=shares, first_year=st.none() | year
        ),
        max_size=2,
        unique_by=lambda lever: lever.group,
    ),
    st.lists(
        st.builds(
            pulled.Cut,
            share=st.integers(0, 100).map(lambda p: p / 100),
            first_year=year,
            groups=st.just(()) | st.lists(st.sampled_from(CAN_BE_CUT), min_size=1, unique=True).map(sorted).map(tuple),
        ),
        max_size=1,
    ),
    st.lists(st.just(pulled.NnsFee()), max_size=1),
    st.lists(st.builds(pulled.OpeningEquity, tkr=amounts), max_size=1),
).map(lambda kinds: [lever for kind in kinds for lever in kind])
scenarios = st.builds(lambda pulled_: Scenario("Prov", tuple(pulled_)), levers)


@given(st.text("abcåäö §−", min_size=1).filter(str.strip))
@trying
def test_the_empty_scenario_is_the_baseline_whatever_it_is_called(name):
    assert project(PLAN, Scenario(name)) == project(PLAN)
    assert {row.year: row.cost_tkr for row in project(PLAN).years} == {
        year: round(sum(line.amounts[year] for line in PLAN.costs)) for year in YEARS
    } | {2028: 31_207}  # 31 208,86 before each line is rounded


@given(scenarios, st.randoms())
@trying
def test_the_order_of_the_levers_does_not_matter(scenario, draw):
    shuffled = list(scenario.levers)
    draw.shuffle(shuffled)
    assert project(PLAN, msgspec.structs.replace(scenario, levers=tuple(shuffled))) == project(PLAN, scenario)


@given(scenarios)
@trying
def test_money_in_is_money_out(scenario):
    projection = project(PLAN, scenario)
    closing = PLAN.opening_tkr
    for row in projection.years:
        lines = [line for line in projection.lines if line.year == row.year]
        income = sum(line.amount_tkr for line in lines if line.section == "intakter")
        cost = sum(line.amount_tkr for line in lines if line.section != "intakter")
        assert (row.income_tkr, row.cost_tkr) == (income, cost)
        assert row.result_tkr == income - cost
        assert row.equity_opening_tkr == closing + row.opening_adjustment_tkr
        closing = row.equity_opening_tkr + row.result_tkr + row.rounding_tkr
        assert row.equity_closing_tkr == closing
        assert row.frame_tkr == row.income_tkr + row.equity_opening_tkr
        assert row.gap_to_ideal_tkr == row.ideal_tkr - row.allocation_tkr


@given(scenarios)
@trying
def test_what_no_lever_stands_behind_is_as_in_the_baseline(scenario):
    for line in project(PLAN, scenario).lines:
        if line.levers:
            assert line.basis == "projektion"
        else:
            assert line.change_tkr == 0


@given(scenarios)
@trying
def test_the_parties_pay_by_their_shares(scenario):
    projection = project(PLAN, scenario)
    shares_of = {party.name: party.shares for party in PLAN.forbund.parties}
    paid = [line for line in projection.lines if line.line in shares_of]
    for line in paid:
        allocation = projection.year(line.year).allocation_tkr
        assert line.amount_tkr == pytest.approx(allocation * shares_of[line.line] / PLAN.shares)


@given(scenarios, amounts)
@trying
def test_more_income_never_lowers_equity(scenario, more):
    kept = tuple(lever for lever in scenario.levers if not isinstance(lever, pulled.OtherIncome))
    now = {year: PLAN.other_income_tkr[year] for year in more}
    richer = {year: now[year] + more[year] for year in more}
    before, after = (
        project(PLAN, Scenario("Prov", (*kept, pulled.OtherIncome(tkr=income)))).years for income in (now, richer)
    )
    assert all(one.equity_closing_tkr <= other.equity_closing_tkr for one, other in zip(before, after, strict=True))


@given(tkr, tkr, year)
@trying
def test_a_larger_quarter_never_lowers_equity_even_when_the_fee_follows(quarter, more, when):
    before, after = (
        project(PLAN, Scenario("Prov", (pulled.RegionQuarter(tkr={when: given}), pulled.NnsFee()))).years
        for given in (quarter, quarter + more)
    )
    assert all(one.equity_closing_tkr <= other.equity_closing_tkr for one, other in zip(before, after, strict=True))


@given(scenarios)
@trying
def test_unrounded_equity_lies_within_the_roundings_of_the_lines(scenario):
    exact, shown = closing_equity(PLAN, scenario), project(PLAN, scenario)
    lines = len(PLAN.costs) + 8
    for n, row in enumerate(shown.years, 1):
        assert abs(exact[row.year] - row.equity_closing_tkr) <= n * lines / 2


@given(scenarios)
@trying
def test_draws_of_the_stated_values_give_the_stated_equity(scenario):
    names = ["region_increase", "other_income", "ideal_increase", "growth_kansli", "growth_individuella", "nns_fee"]
    draws = {name: np.full(3, PLAN.assumptions.value(name)) for name in names}
    exact = closing_equity(PLAN, scenario)
    for when, drawn in closing_equity(PLAN, scenario, draws).items():
        assert np.broadcast_to(drawn, 3) == pytest.approx([exact[when]] * 3)


@given(scenarios, st.none() | st.builds(pulled.Minute, st.dates(date(2000, 1, 1)), st.just("§ 4")))
@trying
def test_a_file_gives_back_the_scenario(scenario, minute):
    scenario = msgspec.structs.replace(scenario, decided=minute)
    assert parse_scenario(dump_scenario(scenario)) == scenario


def test_a_lever_that_says_what_the_plan_says_changes_no_figure():
    neutral = Scenario(
        "Som planen",
        (
            pulled.RegionQuarter(tkr=PLAN.quarter_tkr),
            pulled.OtherIncome(tkr=PLAN.other_income_tkr),
            pulled.CostGrowth(group="kansli", share=0.03),
            pulled.Cut(share=0, first_year=2026),
            pulled.InsatsAmounts(insats="Novum", tkr={2026: 0}),
            pulled.NnsFee(),
            pulled.OpeningEquity(tkr={2025: 1346}),
        ),
    )
    assert project(PLAN, neutral).years == project(PLAN).years


def test_a_baseline_of_the_same_tables_has_the_same_fingerprint_and_another_plan_another():
    assert sample_baseline().fingerprint == PLAN.fingerprint
    other = replace(PLAN, other_income_tkr={**PLAN.other_income_tkr, 2026: 231})
    assert other.fingerprint != PLAN.fingerprint
    assert project(other, EMPTY) != project(PLAN, EMPTY)
