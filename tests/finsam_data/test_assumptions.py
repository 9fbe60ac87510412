"""The assumptions that ship are whole and sourced, and a broken file is refused by name and rule."""

from pathlib import Path

import polars as pl
import pytest

from finsam_data.assumptions import OWN_ASSUMPTION, parse_assumptions, read_assumptions
from finsam_data.errors import DataError

SAMPLE = Path(__file__).parents[2] / "sample_data"
TEXT = (SAMPLE / "assumptions.yaml").read_text(encoding="utf-8")


def refusal(old, new):
    """What is said when one passage of the shipped file is another."""
    assert old in TEXT
    with pytest.raises(DataError) as caught:
        parse_assumptions(TEXT.replace(old, new, 1).encode())
    return caught.value


def test_every_assumption_has_a_known_source_or_says_that_it_is_our_own():
    known = set(pl.read_parquet(SAMPLE / "source.parquet")["source"]) | {OWN_ASSUMPTION}
    for assumption in read_assumptions(SAMPLE).assumptions:
        assert assumption.source in known
        assert assumption.place or assumption.note


def test_places_are_assumed_of_insatser_that_exist():
    budgeted = set(pl.read_parquet(SAMPLE / "insats_budget.parquet")["insats"])
    named = {assumption.insats for assumption in read_assumptions(SAMPLE).assumptions if assumption.insats}
    assert named
    assert named <= budgeted


def test_the_value_and_its_range_can_be_asked_for():
    assumptions = read_assumptions(SAMPLE)
    assert assumptions.value("growth_kansli") == 0.03
    assert assumptions.by_id["growth_kansli"].spread == (0.02, 0.04)
    assert assumptions.by_id["nns_fee"].spread == (0.0035, 0.0035)
    assert assumptions.of_insats("Novum", "platser").value == 80
    assert assumptions.of_insats("Conecto", "platser") is None


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("id: region_increase", "id: nagot_annat", "Antagandet ”region_increase” saknas."),
        ("id: other_income", "id: nns_fee", "Antagandet ”nns_fee” står två gånger."),
        ("growth: growth_kansli", "growth: growth_x", "Antagandet ”growth_x” saknas."),
        ("value: 350\n", "value: 351\n", "Värdet ligger utanför low och high."),
        ("value: 0.0035", "value: 3.5", "En andel ska ligga mellan −1 och 1."),
        ("value: 0.25", "value: 0.3", "Idealfördelningens två vikter ska bli 1 tillsammans."),
        ("types: [strukturell]", "types: [individinriktad]", "”individinriktad” hör till två kostnadsgrupper."),
        ("unit: tkr per år", "unit: kronor", "saknas, är okänd eller har fel form."),
        ("last_year: 2030", "last_year: [", "Filen går inte att läsa som YAML."),
    ],
)
def test_a_file_that_breaks_a_rule_is_refused(old, new, rule):
    assert refusal(old, new).rule.endswith(rule)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DataError) as caught:
        read_assumptions(tmp_path)
    assert caught.value.thing == "assumptions.yaml"
    assert str(tmp_path) not in str(caught.value)
