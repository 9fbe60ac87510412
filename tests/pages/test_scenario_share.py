"""A link carries the whole scenario, says what it was made on, and is never trusted."""

import base64
import json
import zlib
from datetime import date

import pytest
from msgspec.structs import replace

from finsam_data.scenario import (
    CostGrowth,
    CountyRedistribution,
    Cut,
    IdealShare,
    InsatsAmounts,
    Minute,
    NnsFee,
    OpeningEquity,
    OtherIncome,
    PartyShare,
    RegionQuarter,
    Scenario,
)
from finsam_data.scenario_links import KNOWN_WORDS, Linked, link_of, scenario_of_link
from finsam_data.scenario_values import ScenarioError
from pages.text.formats import NBSP
from pages.text.saved_scenarios import changed_numbers
from queries.scenarios.engine import project
from tests.pages.scenarios_plan import plan, ready

EVERYTHING = Scenario(
    "Allt på en gång ≈ ”åäö” & <b>",
    (
        RegionQuarter(tkr={2026: 9042.0, 2027: 9042.5}),
        PartyShare(party="Stockholms stad", tkr={2028: 9000.0}),
        OtherIncome(tkr={2026: 0.0}),
        InsatsAmounts(insats="Novum", first_day=date(2026, 7, 1), last_day=date(2027, 6, 30)),
        InsatsAmounts(insats="Ny insats", tkr={2026: 2000.0}, new=True),
        CostGrowth(group="kansli", share=0.02, first_year=2027),
        Cut(share=0.05, first_year=2027, last_year=2028, groups=("kansli",)),
        IdealShare(share=0.8, by=2030),
        CountyRedistribution(first_year=2028, share=0.05, max_cut=0.1),
        NnsFee(),
        OpeningEquity(tkr={2026: -500.0}),
    ),
    Minute(date(2026, 11, 27), "§ 4"),
    "abc123abc123",
)


def linked(scenario):
    return Linked(scenario, {row.year: row.equity_closing_tkr for row in project(plan(), scenario).years})


def packed(content, known=KNOWN_WORDS):
    """A link as a stranger could make it."""
    packer = zlib.compressobj(level=9, zdict=known)
    plain = content if isinstance(content, bytes) else json.dumps(content).encode()
    return "1" + base64.urlsafe_b64encode(packer.compress(plain) + packer.flush()).decode().rstrip("=")


def test_every_kind_of_lever_comes_back_as_it_was():
    carried = Linked(EVERYTHING, {2026: 1, 2027: -58})
    assert scenario_of_link(link_of(carried)) == carried


@pytest.mark.parametrize(
    "file", ["bada-ips", "esf-stupet", "ideal-2030", "ips-unga", "omfordelning", "regionen-ger-inget-mer"]
)
def test_a_link_is_short_and_gives_the_same_numbers(file):
    scenario = ready(file)
    link = link_of(linked(scenario))
    assert len(link) < 300
    back = scenario_of_link(link)
    assert project(plan(), back.scenario).years == project(plan(), scenario).years
    assert back.equity_tkr == {row.year: row.equity_closing_tkr for row in project(plan(), scenario).years}


def test_the_same_scenario_always_has_the_same_link():
    # In links that are out there; they may not change while they are version 1.
    scenario = Scenario("Prov", (OtherIncome(tkr={2026: 0.0}),), made_on="abc")
    link = link_of(Linked(scenario, {2026: 1}))
    assert link == link_of(Linked(replace(scenario), {2026: 1}))
    assert scenario_of_link(OLD_LINK) == Linked(scenario, {2026: 1})
    assert link == OLD_LINK


OLD_LINK = "1ePk608SfQ_MZULchqnuJClI04xOTkhE2BBTllynVAgDOjyDY"


def test_it_is_told_what_a_change_of_the_data_has_done():
    then, now = {2026: 1, 2027: 58, 2028: 615}, {2026: 1, 2027: 100, 2028: -20}
    assert changed_numbers(then, then, same_data=True) == ""
    assert changed_numbers(then, then, same_data=False).endswith("Eget kapital blir ändå detsamma alla år.")
    assert changed_numbers(then, now, same_data=False) == (
        f"Underlaget har ändrats sedan scenariot gjordes. Eget kapital: 2027 58{NBSP}tkr då, 100{NBSP}tkr nu och "
        f"2028 615{NBSP}tkr då, −20{NBSP}tkr nu."
    )
    assert changed_numbers(then, now, same_data=True).startswith("Underlaget är detsamma")


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("", "skadad"),
        ("1", "Slutet saknas"),
        ("1!!!", "skadad"),
        ("<script>", "skadad"),
        ("2abc", "annan version"),
        ("1" + "a" * 8000, "för lång"),
        ("1AAAA", "skadad"),
        ("1" + base64.urlsafe_b64encode(zlib.compress(b"{}")).decode().rstrip("="), "name"),
        (packed(b"[]"), "skadad"),
        (packed(b"not json"), "skadad"),
        (packed(b"[" * 50_000), "skadad"),
        (packed(b'{"name":"' + b"a" * 64_000 + b'"}'), "packar upp till mer"),
        (packed({"name": "a", "equity": {"2026": "mycket"}}), "skadad"),
        (packed({"name": "a", "equity": [1]}), "skadad"),
        (packed({"name": "a", "equity": {"2026": 1e300}}), "skadad"),
        (packed({"name": "a", "levers": [{"lever": "trollspo"}]}), "finns inte"),
        (packed({"name": "a", "levers": [{"lever": "other_income", "tkr": {"2026": -5}}]}), "negativt belopp"),
        (packed({"name": "a", "spakar": []}), "okänt värde"),
        (packed({"name": "a\u0000"}), "name"),
    ],
)
def test_a_link_that_is_none_is_told_in_swedish(link, told):
    with pytest.raises(ScenarioError, match=told):
        scenario_of_link(link)


def test_a_link_cut_anywhere_is_told():
    link = link_of(linked(ready("bada-ips")))
    for length in range(len(link)):
        with pytest.raises(ScenarioError):
            scenario_of_link(link[:length])


def test_a_small_link_that_unpacks_to_very_much_is_stopped():
    bomb = packed(b'{"name":"' + b"a" * 5_000_000 + b'"}')
    assert len(bomb) < 8000
    with pytest.raises(ScenarioError, match="packar upp till mer"):
        scenario_of_link(bomb)


def test_a_scenario_that_is_too_large_for_a_link_has_none():
    levers = [InsatsAmounts(insats=f"Ny insats {n}", tkr={2026: float(n)}, new=True) for n in range(2000)]
    assert link_of(Linked(Scenario("Mycket", tuple(levers)), {})) is None
