"""Women and men in Lilla Ån, their goals as shares of women, and the target groups they are held against."""

import polars as pl
import pytest

from finsam_data.forbund import MEN_OR_OTHER, parse_forbund
from queries.gender import (
    MEN,
    WOMEN,
    TargetGroupShare,
    WomenGoal,
    target_group_shares,
    women,
    women_by_period,
    women_goals,
    women_shares,
    work_by_gender,
)
from queries.periods import Period
from queries.publication.plan import TOTAL
from queries.targets import TargetResult
from queries.uncertainty import Share
from tests.builders import frame, row
from tests.lilla_an import FORBUND, KAFFE, VAGEN


@pytest.fixture(scope="module")
def shares(lilla_an):
    snapshot = lilla_an.snapshot
    return women_shares(snapshot.table("flow"), snapshot.table("exit"), snapshot.forbund, Period(2024), [TOTAL, KAFFE])


def test_women_are_a_share_of_all_and_nobody_is_lost(shares):
    """2024: Fia and twice Ida are women, Gus and Jon men, Eli neither."""
    row = shares.filter(insats=TOTAL, population="participants").row(0, named=True)
    assert (row["women"], row["men"], row["other"], row["everyone"]) == (3, 2, 1, 3 + 2 + 1)
    assert women(shares, TOTAL, "participants") == Share(3, 6)


def test_those_who_got_to_work_or_study_are_counted_where_the_list_tells(shares, lilla_an):
    assert women(shares, TOTAL, "work_or_study") == Share(2, 2)
    assert work_by_gender(shares, TOTAL) == (Share(2, 3), Share(0, 1))
    snapshot = lilla_an.snapshot
    before = women_shares(snapshot.table("flow"), snapshot.table("exit"), snapshot.forbund, Period(2023), [TOTAL])
    assert women(before, TOTAL, "work_or_study") is None
    assert work_by_gender(before, TOTAL) is None


def test_the_insatser_stand_in_the_order_asked_for(shares):
    assert shares.get_column("insats").unique(maintain_order=True).to_list() == [TOTAL, KAFFE]


def test_years_stand_beside_years(lilla_an):
    years = women_by_period(lilla_an.snapshot.table("flow"), None, [TOTAL, VAGEN])
    assert years.select("insats", "period", "women", "everyone").rows() == [
        (TOTAL, "2023", 3, 6),
        (TOTAL, "2024", 3, 6),
        (VAGEN, "2023", 2, 3),
        (VAGEN, "2024", 1, 2),
    ]


def test_a_hidden_count_hides_its_own_share_only(lilla_an):
    snapshot = lilla_an.snapshot
    flow = snapshot.table("flow").with_columns(n=pl.when(pl.col("gender") != "annat/okänt").then(pl.col("n")))
    hidden = women_shares(flow, snapshot.table("exit"), snapshot.forbund, Period(2024), [TOTAL])
    row = hidden.filter(population="participants").row(0, named=True)
    assert (row["other"], row["women"], row["hidden"]) == (None, 3, True)


def test_others_who_are_counted_with_the_men_are_neither_hidden_nor_none(lilla_an):
    snapshot = lilla_an.snapshot
    flow = snapshot.table("flow").filter(pl.col("gender") != "annat/okänt")
    merged = flow.with_columns(pl.col("gender").replace("man", MEN_OR_OTHER))
    rows = women_shares(merged, snapshot.table("exit").clear(), snapshot.forbund, Period(2024), [TOTAL])
    row = rows.filter(population="participants").row(0, named=True)
    apart = women_shares(snapshot.table("flow"), snapshot.table("exit"), snapshot.forbund, Period(2024), [TOTAL])
    assert row["men"] == apart.filter(population="participants").item(0, "men")
    assert (row["other"], row["other_apart"], row["hidden"]) == (0, False, False)


def result(**values: object) -> dict:
    return {
        **dict.fromkeys(TargetResult.column_names()),
        "insats": VAGEN,
        "measure": "andel",
        "population": "nya",
        "category": "alla",
        "gender": WOMEN,
        "operator": "=",
        "goal": 0.5,
        "met": "yes",
        **values,
    }


def results(*rows: dict) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=TargetResult.create_empty().schema)


def test_a_goal_for_men_is_told_as_one_for_women():
    goals = women_goals(results(result(), result(gender=MEN, operator=">=", goal=0.3)))
    assert goals == [
        WomenGoal(VAGEN, "started", "=", 0.5, men=False),
        WomenGoal(VAGEN, "started", "<=", 1 - 0.3, men=True),
    ]


def test_goals_about_other_things_or_other_populations_are_no_goals_for_women():
    assert women_goals(results(result(gender="alla"), result(category="vidare"), result(population="studie"))) == []


WITH_GROUP = parse_forbund(FORBUND.replace("from: 2022-01-01}", "from: 2022-01-01, target_group: gruppen}").encode())


def figure(gender: str, value: float, **changes: object) -> dict:
    return row(
        "published_figure",
        **{
            "insats": "gruppen",
            "population": "målgrupp",
            "gender": gender,
            "measure": "andel",
            "value": value,
            **changes,
        },
    )


def test_the_target_groups_women_are_printed_or_the_rest_of_its_men():
    printed = frame("published_figure", figure(WOMEN, 45.0), figure(MEN, 54.0))
    groups = target_group_shares(printed, frame("target_group"), WITH_GROUP)
    assert groups == {VAGEN: TargetGroupShare("gruppen", 45 / 100, "2024", "arsred-2024", "s. 7")}
    men_only = target_group_shares(frame("published_figure", figure(MEN, 75.0)), frame("target_group"), WITH_GROUP)
    assert men_only[VAGEN].share == 1 - 75 / 100


def test_the_latest_printed_figure_goes_first_and_then_the_table_of_target_groups():
    printed = frame("published_figure", figure(MEN, 70.0, period="2025"), figure(WOMEN, 45.0))
    table = frame("target_group", row("target_group", group="gruppen", women_share=0.6))
    assert target_group_shares(printed, table, WITH_GROUP)[VAGEN].share == 1 - 70 / 100
    assert target_group_shares(frame("published_figure"), table, WITH_GROUP)[VAGEN].share == 0.6


def test_an_insats_without_a_target_group_has_no_yardstick():
    assert target_group_shares(frame("published_figure"), frame("target_group"), WITH_GROUP) == {}
