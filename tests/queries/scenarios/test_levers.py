"""Levers held against the plan: what they may name, and that two never rule the same thing the same year."""

from dataclasses import replace
from datetime import date

import pytest

from finsam_data import scenario as pulled
from finsam_data.scenario import InsatsAmounts, Scenario
from finsam_data.scenario_files import parse_scenario
from finsam_data.scenario_values import ScenarioError
from queries.scenarios.engine import project
from queries.scenarios.levers import CLAIMS, months_share


def refusal(plan, *levers):
    """What is said when the plan is given these levers."""
    scenario = parse_scenario("name: Prov\nlevers:\n" + "".join(f"  - {lever}\n" for lever in levers))
    with pytest.raises(ScenarioError) as caught:
        project(plan, scenario)
    return caught.value


def test_every_lever_makes_its_claims():
    assert set(CLAIMS) == set(pulled.LEVERS)


@pytest.mark.parametrize(
    ("lever", "thing", "rule"),
    [
        (
            "{lever: region_quarter, tkr: {2031: 9042}}",
            "Spak 1 (region_quarter)",
            "År 2031 ligger utanför scenariot.",
        ),
        ("{lever: other_income, tkr: {2024: 1}}", "Spak 1 (other_income)", "År 2024 ligger utanför scenariot."),
        ("{lever: cut, share: 0.1, from: 2031}", "Spak 1 (cut)", "År 2031 ligger utanför scenariot."),
        (
            "{lever: insats, insats: Novum, through: 2031-01-01}",
            "Spak 1 (insats Novum)",
            "År 2031 ligger utanför scenariot.",
        ),
        (
            "{lever: cost_growth, group: kansli, share: 0.02, from: 2025}",
            "Spak 1 (cost_growth kansli)",
            "Budgeten för 2025 är redan beslutad.",
        ),
        (
            "{lever: ideal_share, share: 1, by: 2025}",
            "Spak 1 (ideal_share)",
            "Budgeten för 2025 är redan beslutad.",
        ),
        (
            "{lever: insats, insats: Novumm, tkr: {2026: 1}}",
            "Spak 1 (insats Novumm)",
            "Insatsen ”Novumm” finns inte i budgeten.",
        ),
        (
            "{lever: insats, insats: Novum, new: true, tkr: {2026: 1}}",
            "Spak 1 (insats Novum)",
            "Insatsen ”Novum” finns redan och är inte ny.",
        ),
        (
            "{lever: insats, insats: IPS unga, new: true, group: kansli, tkr: {2026: 1}}",
            "Spak 1 (insats IPS unga)",
            "Kostnadsgruppen ”kansli” finns inte här.",
        ),
        (
            "{lever: party_share, party: Regionen, tkr: {2026: 1}}",
            "Spak 1 (party_share Regionen)",
            "Parten ”Regionen” finns inte här.",
        ),
        (
            "{lever: cost_growth, group: kansliet, share: 0.02}",
            "Spak 1 (cost_growth kansliet)",
            "Kostnadsgruppen ”kansliet” finns inte här.",
        ),
        (
            "{lever: cut, share: 0.1, from: 2026, groups: [avskrivningar]}",
            "Spak 1 (cut avskrivningar)",
            "Kostnadsgruppen ”avskrivningar” finns inte här.",
        ),
    ],
)
def test_a_lever_that_names_what_is_not_there_is_refused(plan, lever, thing, rule):
    error = refusal(plan, lever)
    assert (error.thing, error.rule) == (thing, rule)
    assert error.remedy


def test_what_may_have_been_meant_is_suggested(plan):
    assert refusal(plan, "{lever: insats, insats: Novumm, tkr: {2026: 1}}").remedy == (
        "Menade du ”Novum”? Om den ska vara ny: lägg till new: true."
    )
    assert refusal(plan, "{lever: cost_growth, group: kansliet, share: 0}").remedy.startswith("Menade du ”kansli”? ")


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        (
            "{lever: region_quarter, tkr: {2026: 9042}}",
            "{lever: region_quarter, tkr: {2026: 9042, 2027: 9042}}",
            "medlemmarnas tilldelning 2026",
        ),
        (
            "{lever: region_quarter, tkr: {2027: 9042}}",
            "{lever: ideal_share, share: 1, by: 2030}",
            "medlemmarnas tilldelning 2027",
        ),
        (
            "{lever: county_redistribution, from: 2028}",
            "{lever: ideal_share, share: 1, by: 2030}",
            "medlemmarnas tilldelning 2028",
        ),
        (
            "{lever: region_quarter, tkr: {2026: 9042}}",
            "{lever: party_share, party: Region Stockholm, tkr: {2026: 9000}}",
            "tilldelningen från Region Stockholm 2026",
        ),
        (
            "{lever: other_income, tkr: {2026: 0}}",
            "{lever: other_income, tkr: {2026: 0}}",
            "övriga intäkter 2026",
        ),
        (
            "{lever: insats, insats: Novum, tkr: {2027: 1}}",
            "{lever: insats, insats: Novum, through: 2028-12-31}",
            "insatsen Novum 2027",
        ),
        (
            "{lever: cost_growth, group: kansli, share: 0.02}",
            "{lever: cost_growth, group: kansli, share: 0.01, from: 2029}",
            "kostnadsökningen i gruppen kansli 2029",
        ),
        (
            "{lever: cut, share: 0.05, from: 2026, through: 2027}",
            "{lever: cut, share: 0.1, from: 2027, groups: [kansli]}",
            "nedskärningen i gruppen kansli 2027",
        ),
        ("{lever: nns_fee}", "{lever: nns_fee}", "serviceavgiften till NNS 2025"),
        (
            "{lever: opening_equity, tkr: {2026: 1}}",
            "{lever: opening_equity, tkr: {2026: 2}}",
            "ingående eget kapital 2026",
        ),
    ],
)
def test_two_levers_that_rule_the_same_thing_are_both_named(plan, first, second, both):
    error = refusal(plan, first, second)
    assert error.thing.startswith("Spak 1 (")
    assert " och 2 (" in error.thing
    assert error.rule == f"Båda bestämmer {both}."


def test_the_same_kind_for_different_years_or_things_goes_well_together(plan):
    scenario = parse_scenario("""\
name: Prov
levers:
  - {lever: region_quarter, tkr: {2026: 9042}}
  - {lever: region_quarter, tkr: {2027: 9042}}
  - {lever: insats, insats: Novum, tkr: {2026: 1000}}
  - {lever: insats, insats: Novum, tkr: {2027: 500}}
  - {lever: cut, share: 0.05, from: 2026, through: 2026}
  - {lever: cut, share: 0.05, from: 2027, groups: [kansli]}
  - {lever: party_share, party: Stockholms stad, tkr: {2026: 9000}}
""")
    assert project(plan, scenario).year(2026).allocation_tkr == 4 * 9000


def test_a_new_insats_belongs_to_one_group(plan):
    error = refusal(
        plan,
        "{lever: insats, insats: IPS unga, new: true, tkr: {2026: 1}, group: individuella}",
        "{lever: insats, insats: IPS unga, new: true, tkr: {2027: 1}, group: strukturella}",
    )
    assert error.rule == "De lägger samma nya insats i olika kostnadsgrupper."


def test_a_forbund_without_a_county_table_is_told_so(plan):
    error = refusal(replace(plan, county=None), "{lever: county_redistribution, from: 2026}")
    assert error.rule == "Länets tabell saknar Samordningsförbundet Stockholms stad."


def test_a_forbund_without_an_ideal_is_told_so(plan):
    error = refusal(replace(plan, ideal_tkr={}), "{lever: ideal_share, share: 1, by: 2030}")
    assert error.rule == "Det finns ingen idealfördelning för 2025."


@pytest.mark.parametrize(
    ("first", "last", "shares"),
    [
        (None, date(2027, 6, 30), {2026: 12, 2027: 6, 2028: 0}),
        (date(2027, 3, 1), None, {2026: 0, 2027: 10, 2028: 12}),
        (date(2026, 3, 15), date(2027, 1, 1), {2026: 10, 2027: 1, 2028: 0}),
        (date(2028, 2, 1), date(2026, 9, 30), {2026: 9, 2027: 0, 2028: 11}),
    ],
)
def test_months_that_an_insats_runs(first, last, shares):
    lever = InsatsAmounts(insats="Novum", first_day=first, last_day=last)
    assert {year: months_share(lever, year) for year in shares} == {year: n / 12 for year, n in shares.items()}


def test_each_line_names_the_lever_and_the_assumption_behind_it(plan):
    scenario = parse_scenario("""\
name: Prov
levers:
  - {lever: cost_growth, group: kansli, share: 0.02, from: 2027}
  - {lever: cut, share: 0.05, from: 2028, groups: [kansli]}
""")
    reasons = {
        row.year: (row.assumptions, row.levers) for row in project(plan, scenario).lines if row.line == "Revision"
    }
    assert reasons[2026] == ((), ())
    assert reasons[2027] == ((), ("cost_growth kansli",))
    assert reasons[2028] == ((), ("cost_growth kansli", "cut kansli"))
    untouched = {row.year: row for row in project(plan, Scenario("Prov")).lines if row.line == "Revision"}
    assert untouched[2027].assumptions == ()
    assert (untouched[2028].assumptions, untouched[2028].basis) == (("growth_kansli",), "projektion")
