"""Scenario files: what is understood, what is refused and in which words, and that writing and reading agree."""

import contextlib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finsam_data.scenario import LEVERS, InsatsAmounts, Minute, RegionQuarter, Scenario
from finsam_data.scenario_files import (
    LARGEST_FILE,
    SCENARIO_FOLDER,
    dump_scenario,
    parse_scenario,
    read_scenario,
    read_scenarios,
)
from finsam_data.scenario_help import HELP, format_text
from finsam_data.scenario_values import ScenarioError, lever_of, scenario_of

WHOLE = """\
name: Båda IPS, regionen står kvar
levers:
  - {lever: region_quarter, tkr: {2026: 9042}}
  - {lever: insats, insats: "Integrering av IPS i psykosvården", tkr: {2026: 4500, 2027: 4500, 2028: 4500}}
  - {lever: other_income, tkr: {2026: 0}}
  - {lever: cost_growth, group: kansli, share: 0.02}
  - {lever: cut, share: "5 %", from: 2027, through: 2028, groups: [kansli, individuella]}
  - {lever: insats, insats: FINSAM-team, from: 2026-03-01, through: 2027-06-30}
  - {lever: nns_fee}
decided: {date: 2025-05-23, paragraph: "§ 4"}
made_on: 0123456789ab
"""


def lever(text):
    """The one lever of a scenario."""
    return parse_scenario(f"name: Prov\nlevers:\n  - {text}\n").levers[0]


def refusal(text):
    """What is said when the scenario is refused."""
    with pytest.raises(ScenarioError) as caught:
        parse_scenario(text)
    return caught.value


def lever_refusal(text):
    """What is said when the only lever is refused."""
    return refusal(f"name: Prov\nlevers:\n  - {text}\n")


def test_a_whole_file_is_read_and_written_back():
    scenario = parse_scenario(WHOLE)
    assert scenario.levers[0] == RegionQuarter(tkr={2026: 9042})
    assert scenario.levers[5] == InsatsAmounts(
        insats="FINSAM-team", first_day=date(2026, 3, 1), last_day=date(2027, 6, 30)
    )
    assert scenario.decided == Minute(date(2025, 5, 23), "§ 4")
    assert not scenario.draft
    assert parse_scenario(dump_scenario(scenario)) == scenario


def test_whole_amounts_are_written_without_decimals():
    assert "2026: 9042\n" in dump_scenario(Scenario("Prov", (RegionQuarter(tkr={2026: 9042.0}),)))
    assert "2026: 9042.5\n" in dump_scenario(Scenario("Prov", (RegionQuarter(tkr={2026: 9042.5}),)))


def test_a_scenario_without_levers_is_a_draft_that_changes_nothing():
    assert parse_scenario("name: Tomt") == Scenario("Tomt")
    assert Scenario("Tomt").draft


@pytest.mark.parametrize(
    ("written", "tkr"),
    [
        ("4500", 4500),
        ('"4 500"', 4500),
        ("4 500", 4500),
        ('"4\u00a0500"', 4500),
        ('"4\u202f500 tkr"', 4500),
        ("4500 tkr", 4500),
        ('"4,5 mkr"', 4500),
        ("4.5 mkr", 4500),
        ('"13,5 mnkr"', 13_500),
        ("4,333 mkr", 4333),
        ("4 500 000 kr", 4500),
        ('"9 042,50"', 9042.5),
        ("9042.5", 9042.5),
        ("0", 0),
        ("1 000 000", 1_000_000),
    ],
)
def test_amounts_are_understood_as_swedes_write_them(written, tkr):
    assert lever(f"{{lever: region_quarter, tkr: {{2026: {quoted(written)}}}}}").tkr == {2026: tkr}


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("ca 4500", "”ca 4500” är inte ett belopp."),
        ("4500 ungefär", "”4500 ungefär” är inte ett belopp."),
        ("45 00", "”45 00” är inte ett belopp."),
        ("4500 euro", "”4500 euro” är inte ett belopp."),
        ("nan", "”nan” är inte ett belopp."),
        (".nan", "”nan” är inte ett belopp."),
        (".inf", "”inf” är inte ett belopp."),
        ("true", "”True” är inte ett belopp."),
        ("", "”None” är inte ett belopp."),
        ("[4500]", "”[4500]” är inte ett belopp."),
        ("-1", "-1 är ett negativt belopp; det ska vara 0 eller mer."),
        ("−4 500", "−4 500 är ett negativt belopp; det ska vara 0 eller mer."),
        ("1000001", "1000001 är orimligt mycket; högst 1 000 000 tkr (en miljard kronor) godtas."),
        ("1 001 mkr", "1 001 mkr är orimligt mycket; högst 1 000 000 tkr (en miljard kronor) godtas."),
        ('"4,500"', "”4,500” går att läsa på två sätt, med decimaler eller med tusental."),
    ],
)
def test_other_amounts_are_refused_with_lever_year_and_remedy(written, rule):
    error = lever_refusal(f"{{lever: region_quarter, tkr: {{2026: {written}}}}}")
    assert (error.thing, error.rule) == ("Spak 1 (region_quarter), tkr, 2026", rule)
    assert error.remedy == "Skriv beloppet som 4500, ”4 500” eller ”4,5 mkr”."


def test_only_opening_equity_may_be_below_zero():
    assert lever("{lever: opening_equity, tkr: {2026: -1399}}").tkr == {2026: -1399}
    assert lever('{lever: opening_equity, tkr: {2026: "−1 399"}}').tkr == {2026: -1399}


@pytest.mark.parametrize(
    ("written", "share"), [("0.02", 0.02), ('"0,02"', 0.02), ("2 %", 0.02), ("-1,5 procent", -0.015)]
)
def test_shares_are_understood(written, share):
    assert lever(f"{{lever: cost_growth, group: kansli, share: {quoted(written)}}}").share == pytest.approx(share)


@pytest.mark.parametrize(
    ("text", "thing", "rule"),
    [
        ("{lever: regionquarter, tkr: {2026: 1}}", "Spak 1", "Spaken ”regionquarter” finns inte."),
        ("{tkr: {2026: 1}}", "Spak 1", "Spakens sort saknas (lever)."),
        ("bara text", "Spak 1", "Här väntas lever och dess värden, skrivet som namn: värde."),
        ("{lever: region_quarter}", "Spak 1 (region_quarter)", "Värdet ”tkr” saknas."),
        ("{lever: region_quarter, tkr: 9042}", "Spak 1 (region_quarter), tkr", "Beloppen ska anges per år."),
        ("{lever: region_quarter, tkr: {}}", "Spak 1 (region_quarter), tkr", "Beloppen ska anges per år."),
        ("{lever: region_quarter, tkr: {26: 1}}", "Spak 1 (region_quarter), tkr", "”26” är inte ett år."),
        ("{lever: region_quarter, tkr: {2026.5: 1}}", "Spak 1 (region_quarter), tkr", "”2026.5” är inte ett år."),
        (
            '{lever: region_quarter, tkr: {2026: 1, "2026 ": 2}}',
            "Spak 1 (region_quarter), tkr",
            "År 2026 anges två gånger.",
        ),
        (
            "{lever: region_quarter, tkr: {2026: 1}, kvartal: 1}",
            "Spak 1 (region_quarter)",
            "”kvartal” är ett okänt värde här.",
        ),
        (
            "{lever: cost_growth, group: kansli, share: 2}",
            "Spak 1 (cost_growth), share",
            "Andelen ska ligga mellan -50 % och 50 %.",
        ),
        (
            "{lever: cut, share: mycket, from: 2026}",
            "Spak 1 (cut), share",
            "”mycket” är inte en andel.",
        ),
        (
            "{lever: cut, share: 0.1, from: 2028, through: 2027}",
            "Spak 1 (cut)",
            "Den börjar 2028 och slutar redan 2027.",
        ),
        ("{lever: insats, insats: Novum}", "Spak 1 (insats)", "Spaken ändrar ingenting."),
        (
            "{lever: insats, insats: IPS unga, new: true, from: 2026-01-01}",
            "Spak 1 (insats)",
            "En ny insats behöver belopp per år.",
        ),
        (
            "{lever: insats, insats: Novum, group: kansli, tkr: {2026: 1}}",
            "Spak 1 (insats)",
            "Bara en ny insats får välja kostnadsgrupp.",
        ),
        ("{lever: insats, insats: Novum, through: i juni}", "Spak 1 (insats), through", "”i juni” är inte ett datum."),
        (
            "{lever: insats, insats: 5, tkr: {2026: 1}}",
            "Spak 1 (insats)",
            "”insats” ska vara en text på en rad med 1–200 tecken.",
        ),
        (
            "{lever: insats, insats: Novum, new: ja, tkr: {2026: 1}}",
            "Spak 1 (insats), new",
            "Värdet ska vara true eller false.",
        ),
    ],
)
def test_a_lever_that_breaks_a_rule_is_named(text, thing, rule):
    error = lever_refusal(text)
    assert (error.thing, error.rule) == (thing, rule)
    assert error.remedy


def test_the_number_of_the_lever_is_its_place_in_the_list():
    error = refusal("name: Prov\nlevers:\n  - {lever: nns_fee}\n  - {lever: cut}\n")
    assert error.thing == "Spak 2 (cut)"


def test_a_near_miss_is_suggested():
    assert lever_refusal("{lever: regionquarter, tkr: {2026: 1}}").remedy.startswith("Menade du ”region_quarter”? ")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "Här väntas name och levers, skrivet som namn: värde."),
        ("- en lista", "Här väntas name och levers, skrivet som namn: värde."),
        ("levers: []", "”name” ska vara en text på en rad med 1–200 tecken."),
        ("name: 2026\nlevers: []", "”name” ska vara en text på en rad med 1–200 tecken."),
        ("name: Prov\nlevers: {lever: nns_fee}", "”levers” ska vara en lista med spakar."),
        ("name: Prov\nlever: []", "”lever” är ett okänt värde här."),
        ("name: [Prov", "Innehållet går inte att läsa som YAML."),
        ("name: Prov\nname: Igen", "”name” anges två gånger på samma ställe."),
        ("name: &a Prov\nmade_on: *a", "Innehållet går inte att läsa som YAML."),
        ("name: !!python/object/apply:os.getcwd []", "Innehållet går inte att läsa som YAML."),
        ("name: Prov\ndecided: {date: 2025-02-30, paragraph: § 4}", "”2025-02-30” är inte ett datum."),
        ("name: Prov\ndecided: {date: 2025-05-23}", "”paragraph” ska vara en text på en rad med 1–200 tecken."),
        ("[" * 50_000, "Innehållet går inte att läsa som YAML."),
        ("#" * (LARGEST_FILE + 1), "Texten är för lång för att vara ett scenario."),
    ],
)
def test_a_file_that_breaks_a_rule_is_refused_in_words(text, rule):
    assert refusal(text).rule == rule


leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from([*LEVERS, "4 500", "", 2026, "§"])
names = st.sampled_from(["name", "levers", "lever", "tkr", "share", "from", "through", "by", "new", 2026])
plain = (
    leaves | st.lists(leaves, max_size=3) | st.dictionaries(names, leaves | st.dictionaries(names, leaves, max_size=3))
)


@given(plain)
@settings(max_examples=50, deadline=None)
def test_whatever_is_given_is_read_or_refused_in_words(content):
    try:
        scenario = scenario_of(content)
    except ScenarioError:
        return
    assert isinstance(scenario, Scenario)


@given(st.sampled_from(list(LEVERS)), st.dictionaries(st.sampled_from(["tkr", "share", "insats", "by", "from"]), plain))
@settings(max_examples=50, deadline=None)
def test_whatever_a_lever_is_given_is_read_or_refused_in_words(kind, values):
    with contextlib.suppress(ScenarioError):
        assert lever_of({"lever": kind, **values}).kind == kind


@pytest.mark.parametrize("number", [10**400, -(10**400), 1e300])
def test_numbers_beyond_everything_are_refused(number):
    with pytest.raises(ScenarioError):
        lever_of({"lever": "other_income", "tkr": {2026: number}})


def test_bytes_that_are_no_text_are_refused():
    assert refusal(b"\xff\xfe\x00name").rule == "Innehållet går inte att läsa som YAML."


def test_a_byte_order_mark_does_not_disturb():
    assert parse_scenario("\ufeffname: Prov".encode()).name == "Prov"


def test_a_missing_file_is_named_without_its_folder(tmp_path):
    with pytest.raises(ScenarioError) as caught:
        read_scenario(tmp_path / "nytt.yaml")
    assert str(caught.value).startswith("nytt.yaml: Filen finns inte")
    assert str(tmp_path) not in str(caught.value)


def test_one_broken_file_loses_nothing_of_the_others(tmp_path):
    folder = tmp_path / SCENARIO_FOLDER
    folder.mkdir()
    (folder / "hel.yaml").write_text(WHOLE, encoding="utf-8")
    (folder / "trasig.yaml").write_text("name: Prov\nlevers: [{lever: nns}]", encoding="utf-8")
    scenarios, problems = read_scenarios(tmp_path)
    assert list(scenarios) == ["hel"]
    assert problems["trasig"].thing == "trasig.yaml, spak 1"
    assert (folder / "trasig.yaml").exists()


def test_a_folder_without_scenarios_has_none(tmp_path):
    assert read_scenarios(tmp_path) == ({}, {})


def test_every_lever_is_described_with_an_example_that_can_be_read():
    assert [entry.lever for entry in HELP] == list(LEVERS)
    for entry in HELP:
        assert lever(entry.example).kind == entry.lever
        assert entry.example in format_text()


def quoted(written):
    """As it stands where YAML takes it for one value, otherwise in quotes."""
    return f'"{written}"' if "," in written and not written.startswith('"') else written
