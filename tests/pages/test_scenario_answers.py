"""Answers about scenarios in words: what was found, what decides it, and what collides."""

import re

import pytest

from finsam_data.scenario import EMPTY
from pages.text.scenario_answers import (
    LIMITS,
    MOST_CUTS_TOLD,
    PEOPLE_REASONS,
    QUESTIONS,
    answer_sentences,
    bar_label,
    bar_range,
    exact_tkr,
    fan_sentence,
    people_range,
    people_share,
    rule_text,
    years_text,
)
from queries.scenarios.goal_seek import least_each_year, seek
from queries.scenarios.linear import solve
from queries.scenarios.linear_columns import Free
from queries.scenarios.rules import EquityFloor, GroupShare, Limit, MaxCut
from queries.scenarios.tornado import tornado
from queries.scenarios.unknowns import CutAcross, InsatsCosts, OtherIncomeGives, RegionGives
from tests.queries.scenarios.conftest import sample_baseline
from tests.queries.scenarios.test_goal_seek import BOTH, INDIVIDUAL, LOW, LOW_2026

PLAN = sample_baseline()
GROUPS = {group.name: group.label for group in PLAN.assumptions.cost_groups}


def said(answer):
    return [sentence.replace("\u00a0", " ") for sentence in answer_sentences(answer, GROUPS)]


def test_the_least_quarter_is_told_with_what_decides_it_and_what_more_would_buy():
    assert said(seek(PLAN, LOW_2026, RegionGives((2026,)))) == [
        "Regionen måste ge minst 9 391,75 tkr 2026.",
        "Avgörande är 2026: eget kapital minst 0 tkr varje år.",
        "Med 100 tkr mer i eget kapital: 25 tkr mindre 2026.",
    ]


@pytest.mark.parametrize(
    ("unknown", "rules", "first"),
    [
        (RegionGives((2026, 2027), "addition"), [EquityFloor(401)], "Regionen måste ge 100 tkr mer om året"),
        (RegionGives((2026,), "addition"), [EquityFloor()], "Regionen kan ge 0,25 tkr mindre om året"),
        (OtherIncomeGives((2026,)), [EquityFloor()], "Övriga intäkter måste vara minst 229 tkr 2026."),
        (InsatsCosts("Novum", (2026, 2027)), [EquityFloor()], "Novum får kosta högst 1 tkr om året 2026 och 2027."),
        (CutAcross(2026), [EquityFloor()], "Ingen nedskärning behövs från 2026."),
        (CutAcross(2026, 2028), [EquityFloor(1000)], "En nedskärning med 2,7 % över hela linjen räcker 2026–2028."),
        (
            CutAcross(2026, 2028, ("kansli", "strukturella")),
            [EquityFloor(400)],
            # Det skrivna talet prövas mot motorn i tests/queries; här orden.
            "En nedskärning med 3,6 % av styrelse och kansli och strukturella insatser räcker 2026–2028.",
        ),
    ],
)
def test_every_unknown_has_its_sentence(unknown, rules, first):
    assert said(seek(PLAN, BOTH, unknown, rules))[0].startswith(first)
    assert unknown.code in QUESTIONS


def test_year_by_year_names_every_year():
    first = said(least_each_year(PLAN, LOW, (2026, 2027, 2028)))[0]
    assert first == "Regionen måste ge minst 9 391,75 tkr 2026, 9 727,75 tkr 2027 och 9 952,75 tkr 2028."


def test_colliding_rules_are_both_named():
    assert said(seek(PLAN, LOW_2026, CutAcross(2026), [EquityFloor(), MaxCut(0.02)]))[0] == (
        "Det går inte att hålla ”eget kapital minst 0 tkr varje år” och "
        "”ingen insats skärs ned mer än 2 % om året” samtidigt."
    )
    assert said(seek(PLAN, LOW_2026, RegionGives((2027,)))) == [
        f"Det går inte att hålla ”eget kapital minst 0 tkr varje år”: {LIMITS['out_of_reach']}.",
        "Som närmast fattas 1 399 tkr 2026 för ”eget kapital minst 0 tkr varje år”.",
    ]


def test_several_unknowns_tell_the_sum():
    cut = said(solve(PLAN, LOW, Free((2026, 2027, 2028), INDIVIDUAL), [EquityFloor()], "least_cut"))
    assert cut[0].startswith("Det räcker att skära ned 7 7")
    assert cut[-1] == "Med 100 tkr mer i eget kapital: nedskärningen minskar med 100 tkr."
    rules = [EquityFloor(), MaxCut(0.03)]
    given = said(solve(PLAN, LOW, Free((2026, 2027, 2028), INDIVIDUAL, quarter=True), rules, "least_from_region"))
    assert given[0].endswith("tkr sammanlagt 2026–2028.")
    assert given[-1].startswith("Om regeln gav efter 100 tkr om året: regionens bidrag minskar med")
    assert said(solve(PLAN, BOTH, Free((2026,), INDIVIDUAL), [EquityFloor()], "least_cut")) == [
        "Ingen nedskärning behövs 2026.",
        "Reglerna hålls redan.",
    ]


def test_several_unknowns_tell_where_it_is_cut_most_first():
    answer = solve(PLAN, LOW, Free((2026, 2027, 2028), INDIVIDUAL), [EquityFloor()], "least_cut")
    lost = {}
    for change in answer.changes:
        lost[change.subject] = lost.get(change.subject, 0) + change.before_tkr - change.after_tkr
    most = max(lost, key=lost.get)
    assert sum(lost.values()) == pytest.approx(answer.total_tkr)
    assert said(answer)[1].startswith(f"Det skärs ned på {most} med ")
    assert said(answer)[1].count("tkr") == min(len(lost), MOST_CUTS_TOLD)


def test_very_many_cuts_are_told_as_a_few_and_the_rest_together():
    insatser = tuple(dict.fromkeys(line.insats for line in PLAN.costs if line.insats))
    answer = solve(PLAN, LOW, Free((2026, 2027, 2028), insatser), [EquityFloor()], "least_cut")
    told = said(answer)[1]
    assert len({change.subject for change in answer.changes}) > MOST_CUTS_TOLD
    amounts = [float(tkr.replace(" ", "")) for tkr in re.findall(r"med ([\d ]+) tkr", told)]
    assert len(amounts) == MOST_CUTS_TOLD
    assert sum(amounts) == pytest.approx(answer.total_tkr)
    assert "andra med" in told


def test_a_group_that_is_cut_as_a_whole_is_told_by_its_label():
    answer = solve(PLAN, LOW_2026, Free((2026,), (), ("kansli",)), [EquityFloor()], "least_cut")
    # Hålet 2026 är 1 399 tkr, och allt tas från den enda gruppen; andelen avrundas uppåt.
    assert said(answer)[1].startswith("Det skärs ned på Styrelse och kansli med 1 399 tkr.")


def test_rules_are_conditions():
    assert rule_text(EquityFloor(500, (2026, 2027)), GROUPS).replace("\u00a0", " ") == (
        "eget kapital minst 500 tkr 2026 och 2027"
    )
    assert rule_text(GroupShare("kansli", 0.225), GROUPS).replace("\u00a0", " ") == (
        "styrelse och kansli högst 22,5 % av den ekonomiska ramen"
    )
    assert {rule_text(Limit(kind), GROUPS) for kind in LIMITS} == set(LIMITS.values())


def test_amounts_and_years_are_no_longer_than_they_must_be():
    shown = [exact_tkr(value).replace("\u00a0", " ") for value in (9392.0, 9391.5, 9391.75)]
    assert shown == ["9 392 tkr", "9 391,5 tkr", "9 391,75 tkr"]
    assert [years_text(years) for years in ((2026,), (2026, 2028), (2026, 2027, 2028))] == [
        "2026",
        "2026 och 2028",
        "2026–2028",
    ]


def test_the_fan_tells_nine_of_ten_and_the_share_below_zero():
    assert fan_sentence(2026, -192, 197.4, 0.485).replace("\u00a0", " ") == (
        "I nio fall av tio slutar 2026 mellan −192 och 197 tkr. Under noll hamnar 48 % av fallen."
    )
    assert fan_sentence(2030, 1.0, 2.0, 0.0).endswith("Inget fall hamnar under noll.")
    assert "under 1 %" in fan_sentence(2030, 1.0, 2.0, 0.001).replace("\u00a0", " ")


def test_every_bar_has_a_name_and_a_range():
    for row in tornado(PLAN, EMPTY, 2028).iter_rows(named=True):
        assert bar_label(row["kind"], row["subject"], PLAN.assumptions)
        assert bar_range(row["low"], row["high"], row["unit"])
    assert bar_range(-0.05, 0.05, "andel").replace("\u00a0", " ") == "±5 %"
    assert bar_range(0.02, 0.04, "andel per år").replace("\u00a0", " ") == "2 % till 4 %"
    assert bar_range(0, 350, "tkr per år").replace("\u00a0", " ") == "0 till 350 tkr"


def test_people_are_a_range_or_a_reason():
    assert people_range(147, 253, None) == "147–253"
    assert people_range(None, None, "hidden") == PEOPLE_REASONS["hidden"]
    assert people_share(0.12, 0.2, None).replace("\u00a0", " ") == "12–20 %"
    assert people_share(None, None, "too_few") == "för få för att säga"
