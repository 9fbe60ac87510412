"""Side by side: only the inputs that differ, then what each scenario leads to."""

import itertools

import plotly.graph_objects as go
import pytest

from finsam_data.scenario import (
    EMPTY,
    CostGrowth,
    Cut,
    IdealShare,
    InsatsAmounts,
    Minute,
    NnsFee,
    OtherIncome,
    RegionQuarter,
    Scenario,
)
from finsam_data.scenario_values import ScenarioError
from pages.drawing.palette import DARK, LIGHT
from pages.scenarios.compare_charts import equity_chart, input_table, outcome_table
from pages.text.formats import NBSP
from pages.text.scenario_comparison import equity_title, mark, outcome_title
from queries.scenarios.side_by_side import OUTCOMES, compare
from tests.pages.scenarios_plan import plan, ready


def of(*levers, name="Prov"):
    return Scenario(name, tuple(levers))


def shown(*scenarios):
    """The rows of the table of inputs."""
    chart = input_table(compare(plan(), scenarios), {"kansli": "Styrelse och kansli"}, "Planen")
    return [column.label for column in chart.columns], chart.rows


# The inputs.


def test_only_what_differs_is_shown():
    both = OtherIncome(tkr={2026: 500.0})
    headings, rows = shown(of(both, RegionQuarter(tkr={2026: 9042.0}), name="Lite"), of(both, name="Mer"))
    assert headings == ["Vad", "Planen", "A Lite", "B Mer"]
    assert rows == [["Regionens del 2026, tkr", f"9{NBSP}392", f"9{NBSP}042", "–"]]


def test_the_plan_has_its_own_values_and_needs_no_second_column():
    headings, rows = shown(EMPTY, of(RegionQuarter(tkr={2026: 9042.0})))
    assert headings == ["Vad", "A Plan och antaganden", "B Prov"]
    assert rows == [["Regionens del 2026, tkr", f"9{NBSP}392", f"9{NBSP}042"]]


def test_set_to_what_the_plan_says_is_no_difference():
    assert shown(EMPTY, of(OtherIncome(tkr={2026: 230.0})))[1] == []


def test_years_that_say_the_same_stand_together():
    _, rows = shown(of(OtherIncome(tkr={2026: 0.0, 2027: 0.0, 2028: 0.0, 2030: 0.0})), of(NnsFee()))
    assert rows == [
        ["Övriga intäkter och ESF 2026–2028, tkr", "230", "0", "–"],
        ["Övriga intäkter och ESF 2030, tkr", "230", "0", "–"],
        ["Avgift till NNS", "–", "–", "ja"],
    ]


def test_shares_days_and_periods_are_told_in_words():
    from datetime import date

    first = of(
        CostGrowth(group="kansli", share=0.02),
        Cut(share=0.05, first_year=2027, last_year=2028),
        InsatsAmounts(insats="Novum", first_day=date(2026, 7, 1)),
    )
    _, rows = shown(first, of(IdealShare(share=0.8, by=2030)))
    assert [row[0] for row in rows] == [
        "Novum, första dag",
        "Kostnadsökning, Styrelse och kansli 2026 och framåt",
        "Nedskärning 2027–2028",
        "Andel av idealet 2030",
    ]
    assert [row[2] for row in rows] == ["1 juli 2026", f"2{NBSP}%", f"5{NBSP}%", "–"]
    assert rows[-1][3] == f"80{NBSP}%"


def test_a_scenario_that_does_not_fit_is_told():
    with pytest.raises(ScenarioError, match="finns inte i budgeten"):
        compare(plan(), [EMPTY, of(InsatsAmounts(insats="Okänd insats", tkr={2026: 1.0}))])


# What they lead to.


def test_the_outcomes_are_those_of_the_engine():
    comparison = compare(plan(), [EMPTY, ready("bada-ips")])
    assert comparison.years == (2025, 2026, 2027, 2028, 2029, 2030)
    # 2026: 8 270 are left in the plan; 4 500 + 4 333 = 8 833 are more than that.
    assert [row[1] for row in comparison.values("result_tkr")] == [8270, 8270 - 8833]
    assert [row[1] for row in comparison.values("equity_closing_tkr")] == [564 + 8270, 564 + 8270 - 8833]


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_is_a_table_of_scenarios_and_years(outcome):
    comparison = compare(plan(), [EMPTY, ready("bada-ips"), ready("ideal-2030"), ready("omfordelning")])
    table = outcome_table(comparison, outcome, "Planen")
    assert [row[0][0] for row in table.rows] == list("ABCD")
    assert [column.label for column in table.columns[1:]] == [str(year) for year in comparison.years]
    assert table.table.height == 4


def test_the_title_says_where_they_differ_most():
    values = [[10, 20, 30], [10, 15, 40]]
    # 20 − 15 = 5 and 40 − 30 = 10.
    assert outcome_title("result_tkr", [2025, 2026, 2027], values) == (
        f"Resultatet skiljer mest 2027: från 30{NBSP}tkr till 40{NBSP}tkr"
    )
    assert outcome_title("cost_tkr", [2025], [[5], [5]]) == "Kostnaderna är lika i båda"
    assert outcome_title("gap_to_ideal_tkr", [2025], [[None], [None]]).endswith("är inte känt för något år")


def test_the_chart_says_who_goes_below_zero_and_when():
    years = [2026, 2027]
    assert equity_title(years, [[1, 2], [0, 3]]) == "Eget kapital hålls över noll i båda, alla år"
    assert equity_title(years, [[1, 2], [0, -3]]) == "Eget kapital går under noll i B 2027, men inte i A"
    assert equity_title(years, [[-1, 2], [0, -3]]) == "Eget kapital går under noll i båda: A 2026 och B 2027"


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_the_chart_is_one_that_plotly_takes_with_every_value_in_its_table(palette):
    scenarios = [EMPTY, ready("bada-ips"), ready("regionen-ger-inget-mer"), ready("esf-stupet")]
    comparison = compare(plan(), scenarios)
    chart = equity_chart(comparison, "Planen", palette)
    figure = go.Figure(chart.figure)
    assert [list(trace.y) for trace in figure.data] == comparison.values("equity_closing_tkr")
    assert [row[1:] for row in chart.table.rows()] == [tuple(v) for v in comparison.values("equity_closing_tkr")]
    assert [name for name, _ in chart.legend] == [f"{x} {s.name}" for x, s in zip("ABCD", scenarios, strict=True)]


def test_labels_at_the_ends_stand_apart():
    comparison = compare(plan(), [EMPTY, Scenario("Samma", ready("bada-ips").levers), EMPTY, EMPTY])
    chart = equity_chart(comparison, "Planen", LIGHT)
    low, high = chart.figure["layout"]["yaxis"]["range"]
    places = sorted(label["y"] for label in chart.figure["layout"]["annotations"][-4:])
    assert all(second - first >= (high - low) * 0.08 for first, second in itertools.pairwise(places))


def test_a_draft_says_so_and_a_decision_its_minute():
    from datetime import date

    assert mark(EMPTY) == "planen, ingenting ändrat"
    assert mark(of(NnsFee())) == "UTKAST"
    decided = Scenario("Prov", (NnsFee(),), Minute(date(2025, 5, 23), "§ 4"))
    assert mark(decided) == "beslutat 23 maj 2025, § 4"
