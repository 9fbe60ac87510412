"""The national model: 2025 lands on the published ideal, tables are whole, and small changes are as by hand."""

from dataclasses import replace

import polars as pl
import pytest

from finsam_data.errors import FinsamError
from queries.scenarios.ideal import (
    Country,
    IdealModel,
    ideal_model,
    ideal_sensitivity,
    ideal_table,
    ideal_template,
    key_sensitivity,
    published_case,
    table_model,
)

SMALL = IdealModel(pot=1000, n=2, base=100, weight_inhabitants=0.25, weight_full_year_equivalents=0.75, doubling=2)


def keys(**columns):
    return pl.DataFrame(
        {"forbund": ["Ån", "Bäcken"], "inhabitants": [100, 300], "full_year_equivalents": [10, 10], **columns}
    )


def test_2025_lands_on_the_published_ideal_and_says_that_the_share_was_solved_for(assumptions):
    case = published_case(assumptions, 57_770)
    assert case.ideal_tkr == pytest.approx(57_770, abs=1e-6)
    assert case.back_solved == "share"
    assert {a.id: a.value for a in case.inputs} == {
        "ideal_pot": 339_000,
        "ideal_n": 69,
        "ideal_base": 400,
        "ideal_weight_inhabitants": 0.25,
        "ideal_weight_full_year_equivalents": 0.75,
        "ideal_doubling": 2,
    }
    assert case.share == pytest.approx((57_770 / 2 - 400) / (339_000 - 69 * 400))
    assert round(case.share, 4) == 0.0915


def test_without_the_base_the_same_ideal_is_another_share(assumptions):
    case = published_case(assumptions, 57_770, with_base=False)
    assert case.share == pytest.approx(57_770 / 2 / 339_000)
    assert round(case.share, 4) == 0.0852
    assert case.ideal_tkr == pytest.approx(57_770)
    assert "ideal_base" not in {a.id for a in case.inputs}


def test_a_whole_table_shares_out_the_whole_pot():
    table = ideal_table(keys(), SMALL)
    # Ån: 0,25 · 100 / 400 + 0,75 · 10 / 20
    assert table["share"].to_list() == pytest.approx([0.25 / 4 + 0.75 / 2, 0.75 / 4 + 0.75 / 2])
    assert table["state_tkr"].sum() == pytest.approx(1000)
    assert table["ideal_tkr"].to_list() == pytest.approx([2 * (100 + 800 * 0.4375), 2 * (100 + 800 * 0.5625)])
    assert table["gap_tkr"].to_list() == [None, None]


def test_what_each_forbund_has_is_held_against_its_ideal():
    table = ideal_table(keys(allocation_tkr=[450.0, None]), SMALL)
    assert table["gap_tkr"].to_list() == [pytest.approx(900 - 450), None]
    assert table["of_ideal"].to_list() == [pytest.approx(450 / 900), None]


def test_shares_of_the_country_are_smaller_than_shares_of_the_table():
    table = ideal_table(keys(), SMALL, Country(800, 40))
    assert table["share"].sum() == pytest.approx(1 / 2)


@pytest.mark.parametrize(
    ("columns", "rule"),
    [
        ({"inhabitants": ["många", "få"]}, "En kolumn med tal innehåller text."),
        ({"inhabitants": [-1, 300]}, "1 rad bryter mot regeln ”inhabitants|min”."),
        ({"inhabitants": [None, None]}, "2 rader bryter mot regeln ”inhabitants|nullability”."),
        ({"forbund": ["Ån", "Ån"]}, "2 rader bryter mot regeln ”primary_key”."),
        ({"full_year_equivalents": [0, 0]}, "En av nycklarna är noll i hela tabellen."),
    ],
)
def test_a_table_that_breaks_a_rule_is_refused_in_words(columns, rule):
    with pytest.raises(FinsamError) as caught:
        ideal_table(keys(**columns), SMALL)
    assert caught.value.rule == rule


def test_a_missing_column_is_named():
    with pytest.raises(FinsamError, match="Kolumnen ”inhabitants” saknas"):
        ideal_table(keys().drop("inhabitants"), SMALL)


def test_the_template_is_the_table_without_rows():
    assert ideal_template().columns == ["forbund", "inhabitants", "full_year_equivalents", "allocation_tkr"]
    assert ideal_template().height == 0


def test_a_base_that_takes_the_whole_pot_is_refused():
    with pytest.raises(FinsamError, match="tar hela potten"):
        IdealModel(100, 1, 100, 0.25, 0.75, 2)


def test_one_per_cent_more_of_each_input_by_hand(assumptions):
    model = ideal_model(assumptions)
    share = published_case(assumptions, 57_770).share
    change = dict(ideal_sensitivity(model, share).select("input", "change_tkr").iter_rows())
    assert change["pot"] == pytest.approx(2 * 3390 * share)
    assert change["base"] == pytest.approx(2 * (4 - 69 * 4 * share))
    assert change["n"] == pytest.approx(2 * -400 * share)
    assert change["share"] == pytest.approx(2 * 311_400 * share * 0.01)


def test_one_per_cent_more_of_each_key_by_hand():
    change = dict(key_sensitivity(100, 10, Country(400, 20), SMALL).select("input", "change_tkr").iter_rows())
    assert change["inhabitants"] == pytest.approx(2 * 800 * 0.25 * (101 / 401 - 100 / 400))
    assert change["full_year_equivalents"] == pytest.approx(2 * 800 * 0.75 * (10.1 / 20.1 - 10 / 20))
    assert change["country_inhabitants"] == pytest.approx(2 * 800 * 0.25 * (100 / 404 - 100 / 400))
    assert change["weight_inhabitants"] == pytest.approx(2 * 800 * 0.0025 * (100 / 400 - 10 / 20))


def test_a_table_that_is_the_whole_country_has_its_own_number_of_forbund():
    model = table_model(replace(SMALL, n=69, pot=100_000), 2, None)
    # n = 2: grundbidragen 2 · 100 och resten efter nycklarna är hela potten
    assert ideal_table(keys(), model)["state_tkr"].sum() == pytest.approx(100_000)


def test_a_part_of_the_country_keeps_the_models_number_of_forbund():
    country = Country(800, 40)
    model = table_model(replace(SMALL, n=3), 2, country)
    assert model.n == 3
    # två grundbidrag av tre, och halva landets nycklar
    assert ideal_table(keys(), model, country)["state_tkr"].sum() == pytest.approx(2 * 100 + (1000 - 3 * 100) / 2)
