"""The goals of the plan against hand-made counts: what is met, what may be chance and what cannot be followed."""

import polars as pl
import pytest
from msgspec.structs import replace

from finsam_data.forbund import MEN_OR_OTHER, parse_forbund
from queries.periods import Period, parse_period
from queries.target_counts import Counts
from queries.targets import target_results
from tests.builders import frame, row
from tests.lilla_an import FORBUND, KAFFE, VAGEN

LILLA_AN = parse_forbund(FORBUND.encode())
YEAR = Period(2024)
FLOW = ["period", "insats", "gender", "population", "n"]


def table(columns: list[str], rows: list[tuple]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={**dict.fromkeys(columns, pl.String), "n": pl.Int64}, orient="row")


def people(period: str, gender: str = "alla", **populations: int | None) -> list[tuple]:
    """Counts of Vägen vidare in one period."""
    return [(period, VAGEN, gender, population, n) for population, n in populations.items()]


def counts(flow: list[tuple], exits: list[tuple] = (), referrals: list[tuple] = ()) -> Counts:
    """Exits and referrals as (period, reason or anmälare, n), of Vägen vidare and all genders."""
    return Counts(
        table(FLOW, flow),
        table(["period", "avslutsorsak", "n", "insats", "gender"], [(p, r, n, VAGEN, "alla") for p, r, n in exits]),
        table(["period", "anmalare", "n", "insats", "gender"], [(p, a, n, VAGEN, "alla") for p, a, n in referrals]),
    )


def goal(**changes: object) -> pl.DataFrame:
    return frame("target", row("target", category="alla", **changes))


def only(goals: pl.DataFrame, counted: Counts, period: Period = YEAR) -> dict:
    results = target_results(goals, counted, LILLA_AN, period)
    assert results.height == 1
    return results.row(0, named=True)


def number_goal(value: float = 50, **changes: object) -> pl.DataFrame:
    return goal(measure="antal", population="nya", unit="personer", value=float(value), **changes)


@pytest.mark.parametrize(("started", "met"), [(50, "yes"), (49, "no")])
def test_a_number_is_met_or_not(started, met):
    result = only(number_goal(), counts(people("2024", started=started)))
    assert (result["k"], result["n"], result["goal"], result["met"]) == (started, None, 50, met)


def test_a_goal_of_another_year_does_not_apply():
    assert target_results(number_goal(period="2023"), counts(people("2024", started=9)), LILLA_AN, YEAR).is_empty()


def test_a_number_for_a_year_is_open_at_half_year_unless_reached():
    flow = [*people("2024H1", started=30), *people("2024H2", started=25), *people("2024", started=30 + 25)]
    assert only(number_goal(50), counts(flow), Period(2024, 1))["met"] == "part"
    assert only(number_goal(30), counts(flow), Period(2024, 1))["met"] == "yes"
    assert only(number_goal(50), counts(flow), Period(2024, 2))["k"] == 30 + 25, "counted from the goal's first day"
    at_most = number_goal(20, operator="<=")
    assert only(at_most, counts(flow), Period(2024, 1))["met"] == "no"


def test_participants_over_several_years_are_those_open_at_first_and_all_who_started():
    flow = [
        *people("2023", opening=4, participants=4 + 10, started=10),
        *people("2024", opening=9, participants=9 + 20, started=20),
    ]
    goals = goal(measure="antal", population="deltagare", period="2023-01--2025-12", unit="personer", value=40.0)
    assert only(goals, counts(flow))["k"] == 4 + 10 + 20
    assert only(goals, counts(flow))["met"] == "part"


def share_goal(per_cent: float, operator: str = ">=", **changes: object) -> pl.DataFrame:
    return frame(
        "target",
        row("target", **{"category": "vidare", "value": float(per_cent), "operator": operator, **changes}),
    )


ENDED = people("2024", ended=100, participants=200)
ON = [("2024", "Arbete", 30), ("2024", "Studier", 20), ("2024", "Vård", 50), ("2024", "alla", 100)]


@pytest.mark.parametrize(
    ("value", "operator", "met"),
    [
        (30, ">=", "yes"),
        (70, ">=", "no"),
        (55, ">=", "chance"),
        (70, "<=", "yes"),
        (30, "<=", "no"),
        (45, "<", "chance"),
    ],
)
def test_a_share_is_met_when_its_whole_interval_is_on_one_side(value, operator, met):
    """50 of 100: Wilson .404–.596."""
    result = only(share_goal(value, operator), counts(ENDED, ON))
    assert (result["k"], result["n"], result["share"], result["met"]) == (30 + 20, 100, 50 / 100, met)
    assert result["goal"] == value / 100


def test_work_or_study_may_be_asked_of_the_participants():
    result = only(share_goal(40, category="arbete eller studier", population="deltagare"), counts(ENDED, ON))
    assert (result["k"], result["n"], result["met"]) == (30 + 20, 200, "no")


def test_too_few_have_no_share():
    result = only(share_goal(30), counts(people("2024", ended=9), [("2024", "Arbete", 9)]))
    assert (result["share"], result["met"]) == (None, "too_few")


def test_a_hundred_per_cent_is_met_by_all_and_by_nothing_less():
    all_of_them = counts(people("2024", ended=20), [("2024", "Arbete", 20)])
    assert only(share_goal(100), all_of_them)["met"] == "yes"
    assert only(share_goal(100), counts(people("2024", ended=20), [("2024", "Arbete", 19)]))["met"] == "no"


@pytest.mark.parametrize(("women", "met"), [(45, "yes"), (62, "no")])
def test_a_balance_is_met_where_the_interval_covers_it(women, met):
    flow = [*people("2024", started=100), *people("2024", "kvinna", started=women)]
    result = only(goal(population="nya", gender="kvinna", operator="=", value=50.0), counts(flow))
    assert (result["share"], result["met"]) == (women / 100, met)


def test_a_share_of_men_is_counted_among_all():
    flow = [*people("2024", started=100), *people("2024", "man", started=45)]
    result = only(goal(population="nya", gender="man", value=30.0), counts(flow))
    assert (result["k"], result["n"], result["met"]) == (45, 100, "yes")


def test_anmalare_and_self_referral_are_found_by_name():
    counted = counts(people("2024", started=50), referrals=[("2024", "Byrån", 20), ("2024", "Egen anmälan", 10)])
    assert only(share_goal(20, population="nya", category="Byrån"), counted)["k"] == 20
    assert only(share_goal(20, population="nya", category="egenanmälan"), counted)["k"] == 10


def test_last_years_result_may_be_the_goal():
    counted = counts(
        [*people("2023", started=100), *people("2024", started=100)],
        referrals=[("2023", "Byrån", 20), ("2024", "Byrån", 60)],
    )
    goals = frame(
        "target",
        row("target", population="nya", category="Byrån", operator=">", value=None, reference="föregående år"),
    )
    result = only(goals, counted)
    assert (result["goal"], result["share"], result["met"]) == (20 / 100, 60 / 100, "yes")
    first_year = counts(people("2024", started=100), referrals=[("2024", "Byrån", 60)])
    assert only(goals, first_year)["reason"] == "reference"


def test_a_goal_for_men_is_hidden_where_men_are_not_told_apart():
    """Nobody is called man then, and a goal of which nobody is counted would seem to be missed."""
    together = replace(LILLA_AN, genders=("kvinna", MEN_OR_OTHER))
    counted = counts([*people("2024", started=30), *people("2024", MEN_OR_OTHER, started=9 + 3)])
    goals = goal(measure="andel", population="nya", gender="man", unit="procent", value=30.0)
    assert target_results(goals, counted, together, YEAR).get_column("met").to_list() == ["hidden"]


def test_hidden_counts_are_told_as_hidden():
    assert only(number_goal(), counts(people("2024", started=None)))["met"] == "hidden"
    assert only(share_goal(30), counts(ENDED, [("2024", "Arbete", None), ("2024", "Studier", 20)]))["met"] == "hidden"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"population": "enkät deltagare"}, "population"),
        ({"category": "tillfrågade om våld"}, "category"),
        ({"category": "alla"}, "category"),
        ({"population": "nya", "category": "vidare"}, "category"),
        ({"measure": "poäng", "population": "programtrohet"}, "measure"),
        ({"insats": "En annan insats"}, "insats"),
        ({"value": None, "reference": "programmets mål"}, "reference"),
        ({"period": "2020-01--2025-12"}, "span"),
    ],
)
def test_a_goal_that_cannot_be_followed_stays_with_its_reason(changes, reason):
    result = only(share_goal(30, **changes), counts(ENDED, ON))
    assert (result["met"], result["reason"], result["k"]) == ("not_followed", reason, None)


def test_work_or_study_cannot_be_followed_through_a_list_that_joins_it_with_other_things():
    flow = [*people("2023", opening=0, started=50, ended=20), *people("2024", started=50, ended=100)]
    both_years = share_goal(30, category="arbete eller studier", period="2023-01--2024-12")
    assert only(both_years, counts(flow, ON))["reason"] == "exit_list"
    coarse = share_goal(30, period="2023-01--2024-12")
    assert only(coarse, counts(flow, [*ON, ("2023", "Jobb eller kurs", 12)]))["k"] == 12 + 30 + 20


def test_a_goal_from_before_an_insats_existed_is_counted_from_its_start():
    """Kaffestugan opened in July 2023; the goal's first months do not matter."""
    flow = [("2023H2", KAFFE, "alla", "started", 7), ("2024", KAFFE, "alla", "started", 5)]
    goals = number_goal(10, insats=KAFFE, period="2023-05--2024-12")
    assert only(goals, counts(flow))["k"] == 7 + 5
    assert only(goals, counts([*flow, ("2023", KAFFE, "alla", "started", 7)]), parse_period("2023"))["met"] == "part"


def test_the_goals_of_one_insats_may_be_asked_for_and_the_forbunds_order_holds():
    goals = frame("target", row("target", insats=KAFFE, target="a"), row("target", insats=VAGEN, target="b"))
    counted = counts(ENDED)
    assert target_results(goals, counted, LILLA_AN, YEAR).get_column("insats").to_list() == [VAGEN, KAFFE]
    assert target_results(goals, counted, LILLA_AN, YEAR, KAFFE).get_column("insats").to_list() == [KAFFE]


def test_without_goals_there_are_no_results():
    assert target_results(frame("target"), counts(ENDED), LILLA_AN, YEAR).is_empty()
