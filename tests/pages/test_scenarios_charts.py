"""The scenario page's charts and words, from the shipped plan and from tiny answers made by hand."""

import plotly.graph_objects as go
import polars as pl
import pytest

from finsam_data.errors import FinsamError
from finsam_data.scenario import (
    CostGrowth,
    CountyRedistribution,
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
from pages.drawing.base import Line
from pages.drawing.fan import fan
from pages.drawing.palette import DARK, LIGHT
from pages.drawing.span_rows import span_rows
from pages.scenarios import forms
from pages.scenarios.assumption_charts import assumption_table, growth_table
from pages.scenarios.charts import equity_lines, lines_table, scenario_bridge, years_table
from pages.scenarios.figures import columns_table, findings
from pages.scenarios.ideal_charts import county_table, inputs_table, sensitivity_table
from pages.scenarios.uncertainty_charts import equity_fan_chart, tornado_chart
from pages.text import scenario_levers as words
from pages.text import scenarios as text
from queries.scenarios.county import county_ideals
from queries.scenarios.engine import project
from queries.scenarios.growth import growth_seen
from queries.scenarios.ideal import ideal_model, ideal_sensitivity, published_case
from queries.scenarios.simulation import equity_fan
from queries.scenarios.tornado import tornado
from queries.scenarios.year_columns import compared_year, equity_effects, largest_fall
from tests.queries.scenarios.conftest import SAMPLE, sample_baseline
from tests.screen import spread

STARTS = read_scenarios(SAMPLE)[0]
IPS = STARTS["bada-ips"]
# Both IPS insatser and the region still at 9 042 in 2026.
NO_MORE = Scenario("Inget mer", (*IPS.levers, RegionQuarter(tkr={2026: 9042})))
GROUPS = {"kansli": "Styrelse och kansli"}


@pytest.fixture(scope="module")
def base():
    return sample_baseline()


@pytest.fixture(scope="module")
def plan(base):
    return project(base)


def drawn(chart):
    """The figure is one that Plotly accepts, in the colours of both themes."""
    go.Figure(chart.figure)
    assert chart.title
    assert chart.alt.startswith(chart.title)
    return chart


@pytest.mark.parametrize(
    ("scenario", "sentence"),
    [
        # 564 + 37 798 − 29 528 = 8 834
        (Scenario("tomt"), "2026 finns 8 834 tkr kvar"),
        # 8 834 − 4 500 − 4 333 = 1
        (IPS, "2026 är allt utrymme intecknat; 1 tkr kvar"),
        # 1 − 4 · (9 392 − 9 042) = −1 399
        (NO_MORE, "2026 saknas 1 399 tkr"),
    ],
)
def test_the_sentence_of_the_year(base, plan, scenario, sentence):
    compared = compared_year(plan, project(base, scenario), 2026)
    assert text.verdict(compared).replace("\u00a0", " ") == sentence


def test_what_the_sentence_is_read_against(base, plan):
    mine = project(base, NO_MORE)
    around = text.around(compared_year(plan, mine, 2026), plan, mine).replace("\u00a0", " ")
    # −1 399 − 8 834 = −10 233
    assert around == "10 233 tkr mindre än i planen. Eget kapital är under noll i slutet av 2026–2028."


def test_the_ideal_column_is_the_plan_with_the_whole_ideal(plan):
    ideal = compared_year(plan, plan, 2026).ideal
    assert ideal.income_tkr == 57_770 + 230
    assert ideal.result_tkr == 57_770 + 230 - 29_528
    assert ideal.equity_closing_tkr == 564 + 57_770 + 230 - 29_528
    assert ideal.gap_to_ideal_tkr == 0


def test_three_columns_as_a_real_table(base, plan):
    table = spread(columns_table(compared_year(plan, project(base, IPS), 2026)))
    assert table.count("<th>") == 4
    assert table.count("<tr>") == 1 + len(text.ROWS)
    assert "−563" in table


def test_the_effects_of_the_levers_sum_to_the_whole_way(base, plan):
    effects = equity_effects(base, plan, project(base, NO_MORE), 2026)
    assert [effect.tkr for effect in effects] == [-4500, -4333, -4 * (9392 - 9042)]
    mine = project(base, NO_MORE)
    closing = [p.year(2026).equity_closing_tkr for p in (plan, mine)]
    chart = drawn(scenario_bridge(closing[0], effects, closing[1], 2026, GROUPS, "källa", LIGHT))
    assert chart.table.get_column("tkr").to_list() == [8834, -4500, -4333, -1400, -1399]
    assert chart.title == "Mest flyttar Integrering av IPS i psykosvården: −4\u00a0500\u00a0tkr 2026"


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_equity_of_plan_and_scenario(base, plan, palette):
    chart = drawn(equity_lines(plan, project(base, NO_MORE), "källa", palette))
    assert "under noll 2026" in chart.title
    assert [name for name, _ in chart.legend] == ["Planen", "Mitt scenario"]
    alone = drawn(equity_lines(plan, plan, "källa", palette))
    assert [name for name, _ in alone.legend] == ["Planen"]


def test_a_scenario_that_differs_from_the_first_year_is_drawn_from_there(base, plan):
    changed = project(base, Scenario("x", (OtherIncome(tkr={2025: 0}),)))
    chart = drawn(equity_lines(plan, changed, "källa", LIGHT))
    # 564 − 4 613 = −4 049
    assert chart.figure["data"][1]["y"][0] == 564 - 4613


def test_the_table_of_years_explains_the_rounding_of_the_plan(base, plan):
    chart = years_table(plan, project(base, IPS), "Båda", "källa")
    assert chart.table.get_column("closing_tkr").to_list()[:3] == [564, 1, 58]
    assert any("565" in note and "564" in note for note in chart.notes)
    assert chart.table.get_column("other_tkr").to_list()[:2] == [4613, 230]


def test_every_line_names_its_assumptions_and_levers(base):
    labels = {name: assumption.label for name, assumption in base.assumptions.by_id.items()}
    chart = lines_table(project(base, IPS), 2028, labels, GROUPS, "Båda", "källa")
    lines = {row["line"]: row for row in chart.table.iter_rows(named=True)}
    assert "4\u00a0500\u00a0tkr 2026–2028" in lines["Integrering av IPS i psykosvården"]["levers"]
    assert lines["Aktivitetsplatsen"]["assumptions"] == "Kostnadsökning per år, individinriktade insatser"
    assert lines["Aktivitetsplatsen"]["levers"] == "–"


def test_the_cliff_of_other_income_is_told(base, plan):
    assert largest_fall(plan) == (2026, 4613, 230)
    assert "från 4 613 tkr 2025 till 230 tkr 2026" in findings(plan)[0].replace("\u00a0", " ")
    county = project(base, Scenario("x", (CountyRedistribution(first_year=2026),)))
    assert any("exempelsiffror" in said for said in findings(county))


def test_the_ideal_is_explained_by_its_inputs(base):
    for with_base in (True, False):
        model = ideal_model(base.assumptions, with_base)
        case = published_case(base.assumptions, 57_770, with_base)
        inputs = inputs_table(case, 2025, with_base, {}, "källa")
        assert inputs.table.get_column("value").to_list()[-1] == "57\u00a0770"
        assert ("Grundbidrag per förbund" in inputs.table.get_column("input")) is with_base
        solved = inputs.table.row(-2, named=True)
        assert "baklänges" in solved["input"]
        sensitivity = sensitivity_table(ideal_sensitivity(model, case.share), with_base, "källa")
        assert ("Grundbidraget" in sensitivity.table.get_column("input")) is with_base


def test_the_county_is_marked_as_example(base):
    table = county_table(county_ideals(base.county, ideal_model(base.assumptions)), base.county, with_base=True)
    assert "exempelsiffror" in table.title
    assert set(table.table.get_column("kind")) == {"exempel"}
    assert table.table.height == 8


def test_assumptions_stand_with_value_and_source(base):
    rows = assumption_table(base.assumptions, {"vp2025": "Verksamhetsplan"}, "källa").table
    kansli = rows.row(by_predicate=pl.col("label") == "Kostnadsökning per år, styrelse och kansli", named=True)
    assert (kansli["value"], kansli["spread"]) == ("3\u00a0%", "2\u00a0%–4\u00a0%")
    assert kansli["source"].startswith("Verksamhetsplan, tabell 3")
    seen = growth_seen(base)
    assert growth_table(seen, "källa").table.filter(pl.col("follows") == "nej").get_column("line").to_list() == [
        "Conecto"
    ]
    assert text.followed(29, 30, 0.03).startswith("Planen räknar själv upp med 3\u00a0% om året: 29 av 30")


def test_the_fan_and_the_tornado(base):
    assert (
        "2026"
        in drawn(equity_fan_chart(equity_fan(base, IPS, draws=50), project(base, IPS), 2026, "källa", LIGHT)).title
    )
    chart = drawn(tornado_chart(tornado(base, IPS, 2026), 2026, base.assumptions, "källa", LIGHT))
    assert chart.title.startswith("Mest avgör regionens andel")
    assert len(chart.figure["data"][0]["y"]) == 8


def test_forms_of_charts_take_flat_values():
    go.Figure(span_rows(["a"], [(0, 0)], 0, ["0"], LIGHT))
    go.Figure(fan(["2025"], [([0], [0])], Line("x", [0], ["0"], LIGHT.accent), LIGHT))


LEVERS = [
    (RegionQuarter(tkr={2026: 9042}), "Regionens del: 9 042 tkr 2026"),
    (PartyShare(party="Staden", tkr={2026: 9000, 2027: 9000}), "Staden ger 9 000 tkr 2026–2027"),
    (OtherIncome(tkr={2026: 0, 2028: 0}), "Övriga intäkter: 0 tkr 2026, 0 tkr 2028"),
    (InsatsAmounts(insats="Novum", tkr={2026: 12.5}), "Novum: 12,5 tkr 2026"),
    (CostGrowth(group="kansli", share=0.025), "Styrelse och kansli ökar 2,5 % per år"),
    (Cut(share=0.05, first_year=2026, last_year=2027), "Nedskärning 5 % 2026–2027, alla grupper"),
    (IdealShare(share=1, by=2030), "100 % av idealfördelningen senast 2030"),
]


@pytest.mark.parametrize(("lever", "told"), LEVERS, ids=[lever.kind for lever, _ in LEVERS])
def test_a_lever_is_told_in_words(lever, told):
    assert words.words(lever, GROUPS).replace("\u00a0", " ") == told


@pytest.mark.parametrize("name", sorted(STARTS))
def test_a_form_gives_back_the_lever_it_shows(base, name):
    for lever in STARTS[name].levers:
        choice = words.choice_of(lever)
        fields = forms.fields(base, choice, lever.subject, [lever])
        made = forms.lever_from(choice, lever.subject, forms.values_of(fields, [lever]))
        if choice == forms.NEW:  # the form always names the group that the file leaves to the rule
            assert made.tkr == lever.tkr
        else:
            assert made == lever


def test_an_empty_form_is_no_lever(base):
    for choice in words.NAMES:
        subject = next(iter(forms.subjects(base, choice, IPS)), "")
        fields = forms.fields(base, choice, subject, [])
        assert forms.lever_from(choice, subject, forms.values_of(fields, [])) is None


@pytest.mark.parametrize(("written", "tkr"), [("4 500", 4500), ("4,5 mkr", 4500), ("4500 tkr", 4500), ("12,5", 12.5)])
def test_amounts_are_read_as_swedes_write_them(written, tkr):
    assert forms.lever_from("other_income", "", {"2026": written}).tkr == {2026: tkr}


@pytest.mark.parametrize(("written", "share"), [("2", 0.02), ("2,5", 0.025), ("2 %", 0.02), ("−1", -0.01)])
def test_a_bare_number_for_per_cent_is_per_cent(written, share):
    assert forms.lever_from("cost_growth", "kansli", {"share": written, "from": "2026"}).share == pytest.approx(share)


def test_nonsense_names_the_lever_and_the_rule():
    with pytest.raises(FinsamError) as caught:
        forms.lever_from("region_quarter", "", {"2026": "ca 4500"})
    assert words.told(caught.value, ()).startswith("Regionens del, 2026: ”ca 4500” är inte ett belopp.")


def test_colliding_levers_are_told_by_name(base):
    scenario = Scenario("x", (RegionQuarter(tkr={2026: 9042}), IdealShare(share=1, by=2030)))
    with pytest.raises(FinsamError) as caught:
        project(base, scenario)
    told = words.told(caught.value, scenario.levers)
    assert told.startswith("Regionens del och Andel av idealet: Båda bestämmer medlemmarnas tilldelning 2026.")


def test_a_scenario_is_a_draft_until_a_minute_is_named(base):
    from datetime import date

    assert text.state(Scenario("tomt")) == ""
    assert text.state(NO_MORE) == "Utkast"
    decided = Scenario("x", NO_MORE.levers, Minute(date(2026, 11, 27), "§ 4"))
    assert text.state(decided) == "Beslutat 27 november 2026, § 4"


def test_labels_of_lines_that_run_close_do_not_stand_on_each_other(base, plan):
    scenario = Scenario("ESF", (OtherIncome(tkr=dict.fromkeys(range(2026, 2031), 0.0)),))
    figure = equity_lines(plan, project(base, scenario), "", LIGHT).figure
    planned, mine = (trace["text"] for trace in figure["data"])
    # 230 tkr om året av 47 278 är långt under en tolftedel av axeln, så bara scenariots tal skrivs.
    assert list(planned[1:]) == [""] * 5
    assert all(mine[1:])
    far = Scenario("Mer", (OtherIncome(tkr={2026: 20_000.0}),))
    figure = equity_lines(plan, project(base, far), "", LIGHT).figure
    assert all(figure["data"][0]["text"][1:])
