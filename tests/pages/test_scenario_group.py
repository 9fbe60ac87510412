"""The working group's dials turn the levers, and what they did becomes a note on one page."""

from datetime import datetime, timedelta
from html.parser import HTMLParser

import pytest
from msgspec.structs import replace

from finsam_data.scenario import (
    EMPTY,
    CostGrowth,
    Cut,
    IdealShare,
    InsatsAmounts,
    Minute,
    OtherIncome,
    RegionQuarter,
    Scenario,
)
from pages.scenarios.dials import Dial, dials, turned, value, years_of
from pages.scenarios.group_note import condensed, note_html, note_of, note_text
from pages.text.formats import NBSP
from pages.text.scenario_group import MOST_IN_NOTE, dial_step, dial_value, said
from queries.scenarios.engine import project
from tests.pages.scenarios_plan import plan, ready

REGION, OTHER, CUT = Dial("region_quarter"), Dial("other_income"), Dial("cut")
PSYKOS = Dial("insats", "Integrering av IPS i psykosvården")
NOW = datetime(2026, 11, 22, 13, 4).astimezone()


def turn(scenario, dial, years, steps):
    return turned(plan(), scenario, dial, years, steps)


# The dials.


def test_every_dial_can_be_turned_up_and_the_result_projected():
    for dial in dials(plan(), EMPTY):
        scenario = turn(EMPTY, dial, years_of(plan()), 1)
        assert len(scenario.levers) == 1, dial
        assert project(plan(), scenario)


def test_a_step_moves_every_chosen_year_from_where_it_is():
    scenario = turn(EMPTY, REGION, [2026, 2027], -1)
    # The plan has 9 392 and 9 742.
    assert scenario.levers == (RegionQuarter(tkr={2026: 9392 - 50, 2027: 9742 - 50}),)
    assert value(plan(), scenario, REGION, 2026) == 9342
    assert value(plan(), scenario, REGION, 2028) == 10092


def test_back_at_the_plan_nothing_is_left():
    there = turn(EMPTY, REGION, [2026, 2027], 3)
    assert turn(there, REGION, [2026, 2027], -3) == EMPTY
    grown = turn(EMPTY, Dial("cost_growth", "kansli"), [2026], 1)
    assert grown.levers == (CostGrowth(group="kansli", share=0.035),)
    assert turn(grown, Dial("cost_growth", "kansli"), [2026], -1) == EMPTY


def test_an_amount_stops_at_nothing():
    assert turn(EMPTY, PSYKOS, [2026], -1) == EMPTY
    assert turn(EMPTY, OTHER, [2026], -5).levers == (OtherIncome(tkr={2026: 0.0}),)


def test_a_lever_that_is_there_is_turned_in_its_place():
    scenario = turn(ready("bada-ips"), PSYKOS, [2027], -1)
    assert scenario.levers[0].tkr == {2026: 4500, 2027: 4500 - 250, 2028: 4500}
    assert scenario.levers[1] == ready("bada-ips").levers[1]


def test_an_insats_that_runs_half_the_year_is_turned_from_half_its_money():
    from datetime import date

    novum = Dial("insats", "Aktivitetsplatsen")
    half = Scenario("Prov", (InsatsAmounts(insats="Aktivitetsplatsen", last_day=date(2026, 6, 30)),))
    assert value(plan(), half, novum, 2026) == 15903 / 2
    assert turn(half, novum, [2026], 1).levers[0].tkr == {2026: 15903 / 2 + 250}


def test_a_new_insats_has_a_dial_of_its_own():
    pilot = Dial("insats", "IPS unga")
    assert pilot in dials(plan(), ready("ips-unga"))
    assert pilot not in dials(plan(), EMPTY)
    down = turn(ready("ips-unga"), pilot, [2026], -8)
    # 2 000 − 8 · 250 = 0: it is still there, with nothing.
    assert down.levers[0].tkr == {2026: 0.0}


def test_shares_go_in_whole_steps_and_stop_at_their_limits():
    assert turn(EMPTY, CUT, [2026], 2).levers == (Cut(share=0.02, first_year=2026),)
    assert turn(EMPTY, CUT, [2026], -1) == EMPTY
    # The plan reaches 43 168 / 57 770 = 74.7 % in 2030; one step of 5 % from 75 %.
    assert turn(EMPTY, Dial("ideal_share"), [2026], 1).levers == (IdealShare(share=0.80, by=2030),)
    full = Scenario("Prov", (Cut(share=1.0, first_year=2026),))
    assert turn(full, CUT, [2026], 1) == full


def test_values_and_steps_are_told_as_swedes_write_them():
    assert (dial_value(9042, True), dial_value(0.025, False)) == (f"9{NBSP}042{NBSP}tkr", f"2,5{NBSP}%")
    assert [dial_step(step, True) for step in (50, -50)] == [f"+50{NBSP}tkr", f"−50{NBSP}tkr"]
    assert [dial_step(step, False) for step in (0.005, -0.01)] == [f"+0,5{NBSP}%", f"−1{NBSP}%"]
    assert said("Regionens del", (2026, 2027), "9 042 tkr") == "Regionens del 2026–2027: 9 042 tkr 2026"
    assert said("Nedskärning", (), "2 %") == "Nedskärning: 2 %"


# The note.


def note(scenario=None, log=(), levers=("Regionens del: 9 042 tkr 2026",)):
    mine = project(plan(), scenario or ready("bada-ips"))
    return note_of("Lilla Ån", mine, project(plan()), levers, log, NOW, ("Syntetiska data",), "Källa: planen.")


def test_the_note_names_scenario_data_time_changes_and_result():
    written = note_text(note(log=[(NOW, "Regionens del 2026: 9 042 tkr")]))
    for told in (
        "# Anteckning från arbetsgruppen",
        "- Scenario: Båda beslutade IPS-insatserna",
        "- Förbund: Lilla Ån",
        "- Tid: 22 november 2026 kl. 13.04",
        "- Märkning: Syntetiska data",
        "- Regionens del: 9 042 tkr 2026",
        "- 13.04 Regionens del 2026: 9 042 tkr",
        # 564 − 563 = 1, where the plan has 8 834.
        f"| 2026 | 37{NBSP}798 | 38{NBSP}361 | −563 | 1 | 8{NBSP}834 | 20{NBSP}202 |",
        "Källa: planen.",
    ):
        assert told in written, told


def test_a_draft_is_marked_and_a_decision_names_its_minute():
    assert note(replace(ready("bada-ips"), decided=None)).mark.startswith("UTKAST")
    decided = replace(ready("bada-ips"), decided=Minute(NOW.date(), "§ 7"))
    assert note(decided).mark.startswith("Scenariot är märkt som beslutat 22 november 2026, § 7.")


def test_turns_of_the_same_dial_are_told_once_with_the_last_time():
    log = [(NOW + timedelta(minutes=n), f"Regionens del 2026: {9042 + n} tkr") for n in range(5)]
    log += [(NOW, "Nedskärning: 2 %"), (NOW, "Ångrade den senaste ändringen"), (NOW, "Ångrade den senaste ändringen")]
    assert [words for _, words in condensed(log)] == [
        "Regionens del 2026: 9046 tkr",
        "Nedskärning: 2 %",
        "Ångrade den senaste ändringen",
        "Ångrade den senaste ändringen",
    ]


def test_a_long_log_is_cut_to_a_page_and_says_so():
    log = [(NOW, f"Ändring {n}: ja") for n in range(MOST_IN_NOTE + 7)]
    happened = note(log=log).happened
    assert happened[0] == "7 tidigare ändringar står inte här."
    assert happened[-1].endswith(f"Ändring {MOST_IN_NOTE + 6}: ja")
    assert len(happened) == MOST_IN_NOTE + 1


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_the_page_to_print_is_swedish_and_holds_only_our_own_markup(hostile):
    found = set()
    tags = HTMLParser()
    tags.handle_starttag = lambda tag, _: found.add(tag)
    page = note_html(note(replace(ready("bada-ips"), name=hostile), [(NOW, hostile)], [hostile]))
    assert page.startswith('<!doctype html><html lang="sv">')
    tags.feed(page)
    assert not {"script", "img"} & found
    assert {"table", "h1", "footer"} <= found
