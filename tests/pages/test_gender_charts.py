"""The charts of women and men, from small frames: titles told from the data, marks where they belong, valid figures."""

import plotly.graph_objects as go
import polars as pl
import pytest

from pages.drawing.palette import LIGHT
from pages.gender.charts import intake_dots, outcome_dots
from pages.gender.development import count_columns, insats_strips, share_development
from pages.gender.figures import women_figures
from pages.text import gender as text
from queries.gender import TargetGroupShare, WomenGoal, WomenShare
from queries.periods import Period
from queries.publication.plan import TOTAL
from queries.uncertainty import Share, with_shares
from tests.lilla_an import KAFFE, VAGEN

YEAR = Period(2024)
GROUP = {VAGEN: TargetGroupShare("gruppen", 0.45, "2024", "plan", "s. 1")}
GOAL = WomenGoal(VAGEN, "started", "<=", 1 - 0.3, men=True)


def women_rows(*rows: tuple) -> pl.DataFrame:
    """period, insats, population, women, men, other; a count of None is hidden, and everyone is their sum or 100."""
    columns = ["period", "insats", "population", "women", "men", "other", "everyone"]
    types = WomenShare.create_empty().schema
    counted = [(*r, 100 if None in r[3:] else sum(r[3:])) for r in rows]
    frame = pl.DataFrame(counted, {name: types[name] for name in columns}, orient="row")
    hidden = pl.any_horizontal(pl.col("women", "men", "other").is_null())
    return WomenShare.cast(with_shares(frame, "women", "everyone").with_columns(hidden=hidden, other_apart=True))


def year(insats: str, *, working: tuple[int, int, int] = (10, 10, 0), women: int | None = 60) -> list[tuple]:
    return [
        ("2024", insats, "participants", women, 39, 1),
        ("2024", insats, "started", 30, 20, 0),
        ("2024", insats, "ended", 25, 25, 0),
        ("2024", insats, "work_or_study", *working),
    ]


SHARES = women_rows(*year(TOTAL), *year(VAGEN, women=160), *year(KAFFE, working=(2, 3, 0)))


def intake(shares: pl.DataFrame, goals: list[WomenGoal] | None = None, groups: dict | None = None):
    return intake_dots(shares, goals or [], groups or {}, (), YEAR, LIGHT)


def test_over_all_insatser_the_title_tells_the_largest_and_the_smallest_share():
    chart = intake(SHARES, [GOAL], GROUP)
    assert chart.title == "Störst andel kvinnor har Vägen vidare, 80\xa0%, och minst Kaffestugan, 60\xa0%"
    assert chart.rows[0] == [
        "Alla insatser", "Deltagare", "60", "39", "1", "100", "60\xa0%", "50\xa0%", "69\xa0%", "–", "–",
    ]  # fmt: skip
    assert chart.rows[3][-2:] == ["högst 70\xa0% kvinnor", "45\xa0%"]
    go.Figure(chart.figure)


def test_goal_and_target_group_are_marks_with_words():
    figure = intake(SHARES, [GOAL], GROUP).figure
    marks = [shape for shape in figure["layout"]["shapes"] if shape["x0"] == shape["x1"]]
    assert [(mark["x0"], mark["line"]["dash"]) for mark in marks] == [(1 - 0.3, "solid"), (0.45, "dot")]
    goal, group = (mark["y0"] - mark["y1"] for mark in marks)
    assert group == 2 * goal, "the goal is for one of the two groups, the yardstick for both"
    words = [annotation["text"] for annotation in figure["layout"]["annotations"]]
    assert "┃ mål nya högst 70\xa0% kvinnor   ┊ målgrupp 45\xa0%" in words


def test_one_insats_is_held_against_its_target_group_and_not_against_half():
    alone = women_rows(*year(VAGEN, women=160), *year(TOTAL))
    title = "80\xa0% av deltagarna i Vägen vidare är kvinnor"
    assert intake(alone, groups=GROUP).title == f"{title}, säkert fler än målgruppens 45\xa0%"
    assert intake(alone).title == title


def test_those_who_got_on_are_compared_with_those_who_ended():
    chart = outcome_dots(SHARES, [], {}, YEAR, LIGHT)
    assert chart.title == "Kvinnor är 50\xa0% både av de avslutade och av dem som gick till arbete eller studier"
    words = chart.figure["data"][3]["text"]
    assert words == ["50\xa0% av 20", "50\xa0% av 20", "För få (5)"]
    apart = women_rows(*year(TOTAL, working=(16, 8, 0)))
    assert outcome_dots(apart, [], {}, YEAR, LIGHT).title == (
        "Kvinnor är 50\xa0% av de avslutade och 67\xa0% av dem som gick till arbete eller studier: en säker skillnad"
    )


def test_where_the_list_does_not_tell_work_apart_only_the_ended_are_drawn():
    chart = outcome_dots(SHARES.filter(pl.col("population") != "work_or_study"), [], {}, YEAR, LIGHT)
    assert chart.title == "Kvinnor är 50\xa0% av de avslutade"
    assert len(chart.legend) == 1
    assert chart.notes[0] == f"{text.NO_WORK_FIGURE}."


def test_hidden_counts_are_words_and_not_dots():
    chart = intake(women_rows(*year(VAGEN, women=None), *year(TOTAL)), groups=GROUP)
    dots, words = chart.figure["data"][:2]
    assert (len(dots["x"]), words["text"]) == (1, ["●\xa0skyddat", "60\xa0% av 100"])
    assert chart.title == "Andel kvinnor i Vägen vidare: antalet är skyddat"
    assert chart.rows[0][2] == "●"


YEARS = women_rows(
    ("2023", TOTAL, "participants", 40, 60, 0),
    ("2024", TOTAL, "participants", 60, 39, 1),
    ("2024", KAFFE, "participants", 3, 2, 0),
    ("2023", VAGEN, "participants", 30, 70, 0),
    ("2024", VAGEN, "participants", 60, 40, 0),
)


def test_the_share_over_time_has_its_interval_and_its_certainty():
    chart = share_development(YEARS, TOTAL, None, YEAR, LIGHT)
    assert chart.title == "Andel kvinnor bland deltagarna: 40\xa0% 2023 och 60\xa0% 2024, en säker ökning"
    line = chart.figure["data"][0]
    assert line["y"] == [40 / 100, 60 / 100]
    assert all(width > 0 for width in line["error_y"]["array"])
    go.Figure(chart.figure)


def test_one_insats_has_all_beside_it_and_its_target_group_across():
    chart = share_development(YEARS, VAGEN, GROUP[VAGEN], YEAR, LIGHT)
    mine, everyone = chart.figure["data"][:2]
    assert (mine["y"], everyone["y"]) == ([30 / 100, 60 / 100], [40 / 100, 60 / 100])
    assert chart.figure["layout"]["shapes"][-1]["y0"] == 0.45
    assert "målgruppen, 45\xa0%" in chart.subtitle
    assert chart.figure["layout"]["yaxis"]["range"][1] > 0.69, "room for the highest limit"
    late = share_development(YEARS, KAFFE, None, YEAR, LIGHT)
    assert late.title == "Andel kvinnor bland deltagarna, 2024: för få för att säga"
    assert late.figure["data"][0]["y"] == [None, None]


@pytest.mark.parametrize(
    ("row", "title"),
    [
        ((60, 39, 1), "60 kvinnor, 39 män och 1 med annat eller okänt kön 2024"),
        ((60, 40, 0), "60 kvinnor och 40 män 2024"),
        ((60, 39, None), "60 kvinnor, 39 män och ett skyddat antal med annat eller okänt kön 2024"),
    ],
)
def test_the_third_value_is_never_dropped(row, title):
    chart = count_columns(women_rows(("2024", TOTAL, "participants", *row)), TOTAL, YEAR, LIGHT)
    assert chart.title == title
    assert chart.figure["data"][2]["y"] == [row[2]]
    assert chart.figure["data"][2]["marker"]["pattern"]["shape"]
    go.Figure(chart.figure)


def test_every_insats_has_its_strip_with_gaps_where_it_did_not_run():
    chart = insats_strips(YEARS, YEAR, LIGHT)
    assert chart.title == "Störst förändring i Vägen vidare: 30\xa0% kvinnor 2023 och 60\xa0% 2024, säker förändring"
    assert chart.figure["data"][1]["text"] == ["", "För få", "30\xa0%", "60\xa0%"]
    assert chart.rows[0][:3] == [KAFFE, "2024", "3"]
    go.Figure(chart.figure)


def test_key_figures_compare_with_the_same_period_last_year():
    before = women_rows(("2023", TOTAL, "participants", 40, 60, 0), ("2023", TOTAL, "work_or_study", 5, 15, 0))
    started, participants, _, working = women_figures(SHARES, before, False, YEAR, TOTAL, 1)
    assert participants.comparisons == ["+20\xa0procentenheter mot 2023 (40\xa0%): säker förändring"]
    assert started.comparisons == ["Ingen jämförbar uppgift för 2023"]
    assert working.comparisons == ["Ingen jämförbar uppgift för 2023"], "the lists differ"


def test_the_summary_counts_the_third_value():
    assert text.summary(YEAR, Share(521, 878), 1, TOTAL) == (
        "2024 var 59\xa0% av deltagarna i förbundets insatser kvinnor (521 av 878). "
        "Ett deltagande har annat eller okänt kön och ingår i alla."
    )
    assert "annat eller okänt" not in text.summary(YEAR, Share(52, 87), 0, KAFFE)
    assert text.summary(YEAR, Share(3, 5), 0, KAFFE).endswith("i Kaffestugan: för få för att säga.")


def test_the_yardstick_is_the_target_group():
    assert text.yardsticks(GROUP, [VAGEN, KAFFE]) == (
        "Måttstocken är målgruppen, inte hälften var. Kvinnor är 45\xa0% i målgruppen för Vägen vidare (2024). "
        "För övriga insatser är målgruppens könsfördelning inte publicerad."
    )
    assert text.yardsticks({}, [VAGEN]) == text.NO_GROUPS


def test_what_the_plan_says_about_men_is_told():
    assert text.goal_notes([GOAL], YEAR) == (
        "Vägen vidare: planen anger målet som andel män, 30\xa0%; här står det som andel kvinnor.",
    )
    assert text.goal_notes([], YEAR) == ("Planen har inget mål om kvinnor och män för 2024 som registret kan följa.",)


def test_others_who_are_few_are_told_with_the_men():
    """The protected edition knows 60 women and 40 men or others; nothing is hidden, and no zero is made up."""
    rows = women_rows(("2024", TOTAL, "participants", 60, 40, 0)).with_columns(other_apart=False)
    chart = count_columns(rows, TOTAL, YEAR, LIGHT)
    assert chart.title == "60 kvinnor och 40 män eller annat/okänt 2024"
    assert [name for name, _ in chart.legend] == ["Kvinnor", "Män, annat eller okänt"]
    assert chart.rows[0] == ["2024", "Alla insatser", "60", "40", "100", "60\xa0%", "50\xa0%", "69\xa0%"]
    assert chart.notes == ("Annat eller okänt kön är så få att de räknas med männen.",)
    assert len(go.Figure(chart.figure).data) == 2
