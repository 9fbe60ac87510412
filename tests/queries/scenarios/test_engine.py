"""The projection as a whole: the plan as printed, what is said beside it, its tables, and the ready-made scenarios."""

import polars as pl
import pytest

from finsam_data.scenario import EMPTY, InsatsAmounts, OpeningEquity, PartyShare, Scenario
from finsam_data.scenario_files import read_scenarios
from queries.scenarios.engine import project
from queries.scenarios.flows import closing_equity
from queries.scenarios.growth import growth_seen
from queries.scenarios.numbers import one, whole
from queries.scenarios.projection import ProjectionLine, ProjectionYear
from tests.queries.scenarios.conftest import SAMPLE

READY_MADE = {
    "bada-ips",
    "esf-stupet",
    "regionen-ger-inget-mer",
    "omfordelning",
    "ideal-2030",
    "ips-unga",
}


def test_every_printed_sum_of_the_plan_is_reproduced(plan):
    printed = pl.read_parquet(SAMPLE / "budget_line.parquet").filter(line_kind="summa")
    lines = project(plan).lines_frame()
    for section, year, amount in printed.select("section", "year", "amount_tkr").iter_rows():
        here = pl.col("section") == section if section != "kostnader" else pl.col("section") != "intakter"
        assert lines.filter(here, year=year)["amount_tkr"].sum() == amount


def test_every_printed_insats_of_the_plan_is_reproduced(plan):
    printed = pl.read_parquet(SAMPLE / "insats_budget.parquet").filter(pl.col("year") >= 2025, line_kind="post")
    lines = project(plan).lines_frame()
    both = printed.join(lines, on=["insats", "year"], suffix="_projected").filter(pl.col("amount_tkr") != 0)
    assert both["amount_tkr"].to_list() == both["amount_tkr_projected"].to_list()
    assert both["basis"].cast(pl.String).to_list() == both["basis_projected"].to_list()


def test_the_plans_own_roundings_are_told_not_smoothed_away(plan):
    notes = {(note.year, note.code): note.text for note in project(plan).notes}
    assert "räknas till 565 men är tryckt som 564" in notes[2025, "printed_closing"]
    assert "trycker resultatet −782, men 40\u00a0781 − 41\u00a0562 = −781" in notes[2025, "printed_result"]
    assert (2026, "printed_sum") in notes
    year = project(plan).year(2025)
    assert (year.result_tkr, year.rounding_tkr, year.equity_closing_tkr) == (-781, -1, 564)


def test_the_plan_grows_by_three_per_cent_but_for_one_line(plan):
    seen = growth_seen(plan)
    assert seen.height == 30
    assert seen.filter(~pl.col("follows")).select("line", "year").rows() == [("Conecto", 2027)]
    revision = seen.row(by_predicate=(pl.col("line") == "Revision") & (pl.col("year") == 2027), named=True)
    assert revision["expected_tkr"] == pytest.approx(80 * 1.03)
    assert revision["printed_tkr"] == 83


def test_an_offer_above_the_lowest_is_noted(plan):
    high = Scenario("Högt bud", (PartyShare(party="Stockholms stad", tkr={2026: 9999.0}),))
    assert [note.year for note in project(plan, high).notes if note.code == "offer_unused"] == [2026]


def test_a_set_opening_is_noted(plan):
    scenario = Scenario("Bättre start", (OpeningEquity(tkr={2026: 900.0}),))
    assert [note.text for note in project(plan, scenario).notes if note.code == "opening_set"] == [
        "Ingående eget kapital 2026 är satt till 900 av scenariot."
    ]


def test_places_follow_the_money_at_the_years_prices(plan):
    scenario = Scenario("IPS", (InsatsAmounts(insats="Integrering av IPS i psykosvården", tkr={2026: 4500.0}),))
    row = next(
        row
        for row in project(plan, scenario).lines
        if row.insats == "Integrering av IPS i psykosvården" and row.year == 2026
    )
    # Målet 2025 är 130 platser för 4 653 tkr, ± en tiondel.
    assert row.places_low == pytest.approx(117 * 4500 / 4653 / 1.03)
    assert row.places_high == pytest.approx(143 * 4500 / 4653 / 1.03)
    year = project(plan).year(2025)
    assert (year.places_low, year.places_high) == (126 + 63 + 72 + 117 + 90, 154 + 77 + 88 + 143 + 110)


def test_an_insats_without_an_assumption_has_no_places(plan):
    scenario = Scenario("Ny", (InsatsAmounts(insats="IPS unga", tkr={2026: 2000.0}, new=True),))
    row = next(row for row in project(plan, scenario).lines if row.insats == "IPS unga" and row.amount_tkr)
    assert (row.places_low, row.places_high) == (None, None)
    assert project(plan, scenario).year(2026).places_low == project(plan).year(2026).places_low


def test_the_tables_keep_their_contracts(plan):
    projection = project(plan)
    assert ProjectionLine.is_valid(projection.lines_frame())
    assert ProjectionYear.is_valid(projection.years_frame())
    assert projection.years_frame()["year"].to_list() == list(range(2025, 2031))
    assert projection.years_frame()["basis"].to_list() == ["budget", "plan", "plan", *["projektion"] * 3]


def test_a_year_outside_is_a_mistake_of_the_programmer(plan):
    with pytest.raises(KeyError):
        project(plan).year(2024)


def test_draws_can_not_be_shown_as_one_number(plan):
    import numpy as np

    assert one(1.5) == 1.5
    with pytest.raises(TypeError):
        one(np.zeros(2))


@pytest.mark.parametrize(
    ("tkr", "rounded"), [(0.5, 1), (-0.5, 0), (-563.33, -563), (4333.5 - 1e-12, 4334), (2.4999, 2)]
)
def test_half_a_thousand_is_rounded_upwards(tkr, rounded):
    assert whole(tkr) == rounded


def test_a_drawn_growth_moves_the_years_without_a_decided_budget(plan):
    drawn = closing_equity(plan, EMPTY, {"growth_kansli": 0.04})
    stated = closing_equity(plan, EMPTY)
    assert drawn[2025] == stated[2025]
    assert drawn[2026] - stated[2026] == pytest.approx(7914 - 7914 * 1.04 / 1.03)


def test_drawn_income_moves_the_years_after_the_plan(plan):
    drawn = closing_equity(plan, EMPTY, {"other_income": 0.0, "region_increase": 0.0})
    stated = closing_equity(plan, EMPTY)
    assert drawn[2027] == stated[2027]
    assert drawn[2028] - stated[2028] == pytest.approx(-230 - 4 * 350)


def test_the_ready_made_scenarios_can_be_projected(plan):
    scenarios, problems = read_scenarios(SAMPLE)
    assert problems == {}
    assert set(scenarios) == READY_MADE
    for scenario in scenarios.values():
        assert project(plan, scenario) != project(plan)
    assert not scenarios["bada-ips"].draft
    assert [project(plan, scenarios["bada-ips"]).year(y).equity_closing_tkr for y in (2026, 2027)] == [1, 58]
