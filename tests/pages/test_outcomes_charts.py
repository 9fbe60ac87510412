"""The charts of how it went, from small frames: titles told from the data, tables with every number, valid figures."""

import plotly.graph_objects as go
import polars as pl
import pytest

from finsam_data.forbund import MEN_OR_OTHER, parse_forbund
from pages.drawing.base import Part
from pages.drawing.palette import DARK, LIGHT
from pages.drawing.shades import mixed, shades
from pages.drawing.share_rows import stacked_shares
from pages.outcomes.charts import duration_bars, exit_bars, gender_dots
from pages.outcomes.development import coarse_measure, own_measure
from pages.outcomes.figures import outcome_figures
from pages.outcomes.goals import goal_table, unfollowed_table
from pages.text import goals as goal_words
from pages.text import outcomes as text
from queries.duration import DurationCount
from queries.outcomes import ExitCount, GenderOutcome, OutcomePoint, PeriodOutcome
from queries.periods import Period
from queries.publication.plan import MISSING_REASON, TOTAL
from queries.targets import TargetResult
from queries.uncertainty import Share, with_shares
from tests.lilla_an import FORBUND, KAFFE, VAGEN

LILLA_AN = parse_forbund(FORBUND.encode())
YEAR = Period(2024)


def shares(schema, columns: list[str], rows: list[tuple]) -> pl.DataFrame:
    """Rows of columns, n and base as a query result; a count of None is hidden."""
    types = schema.create_empty().schema
    frame = pl.DataFrame(rows, {name: types[name] for name in [*columns, "n", "base"]}, orient="row")
    hidden = pl.any_horizontal(pl.col("n", "base").is_null())
    return schema.cast(with_shares(frame).with_columns(hidden=hidden))


FIFTEEN_OF_FIFTY = Share(15, 50)


def exits(*rows: tuple) -> pl.DataFrame:
    return shares(ExitCount, ["insats", "avslutsorsak"], list(rows))


EXITS = exits(
    (TOTAL, "Arbete", 10, 50),
    (TOTAL, "Studier", 5, 50),
    (TOTAL, "Vård", 20, 50),
    (TOTAL, "Annat skäl", 14, 50),
    (TOTAL, MISSING_REASON, 1, 50),
    (KAFFE, "Arbete", 2, 7),
    (KAFFE, "Studier", 0, 7),
    (KAFFE, "Vård", 3, 7),
    (KAFFE, "Annat skäl", 2, 7),
    (KAFFE, MISSING_REASON, 0, 7),
)


def bars_of(counts: pl.DataFrame, share: Share = FIFTEEN_OF_FIFTY):
    return exit_bars(counts, share, True, LILLA_AN, "alla insatser, 2024", LIGHT)


def test_the_exit_bars_tell_how_many_got_on_and_what_was_most_common():
    chart = bars_of(EXITS)
    assert chart.title == "30\xa0% av de avslutade gick till arbete eller studier; vanligast var vård, 40\xa0%"
    assert chart.rows[0] == ["Alla insatser", "Arbete", "10", "50", "20\xa0%", "11\xa0%", "33\xa0%"]
    assert "Kaffestugan: Avslutsorsak Vård, Antal 3, Av avslutade 7, Andel för få, Osäkerhet från för få" in chart.alt
    go.Figure(chart.figure)


def test_too_few_are_told_in_words_and_not_drawn():
    *parts, bases = bars_of(EXITS).figure["data"]
    assert [part["x"][1] for part in parts] == [None] * 5
    assert bases["text"] == ["\xa0av 50", "\xa0För få avslutade (7)"]


def test_missing_reasons_are_hatched_and_told():
    chart = bars_of(EXITS)
    assert chart.figure["data"][4]["marker"]["pattern"]["shape"]
    assert chart.legend[4][0] == "Uppgift saknas (randigt)"
    none_missing = bars_of(EXITS.with_columns(n=pl.when(avslutsorsak=MISSING_REASON).then(0).otherwise("n")))
    assert none_missing.notes == (f"{text.NO_GAPS}.",)
    assert len(none_missing.legend) == 4


def test_reasons_of_one_group_are_shades_of_its_colour_with_work_first():
    colours = [colour for _, colour in bars_of(EXITS).legend]
    assert colours[0] == LIGHT.exit_group["vidare"]
    assert colours[1] == mixed(colours[0], LIGHT.surface, 0.42)
    assert colours[2:] == [LIGHT.exit_group["vård"], LIGHT.exit_group["annat"], LIGHT.grey]


def test_a_filter_does_not_recolour():
    only_kaffe = EXITS.filter(insats=KAFFE)
    assert bars_of(only_kaffe, Share(2, 7)).legend[:4] == bars_of(EXITS).legend[:4]


def test_hidden_reasons_are_marked_in_the_table_and_never_drawn_as_zero():
    hidden = exits((TOTAL, "Arbete", None, 50), (TOTAL, "Vård", 20, 50), (TOTAL, MISSING_REASON, None, 50))
    chart = bars_of(hidden, Share(None, 50))
    assert chart.rows[0][2:5] == ["●", "50", "●"]
    assert chart.figure["data"][0]["x"] == [None]
    assert chart.title == "Avslutsorsaker: antalet är skyddat"
    assert text.HIDDEN_PARTS in chart.notes
    go.Figure(chart.figure)


def outcomes(women: tuple, men: tuple) -> pl.DataFrame:
    return shares(
        GenderOutcome,
        ["insats", "gender"],
        [(TOTAL, "kvinna", *women), (TOTAL, "man", *men), (KAFFE, "kvinna", 1, 4), (KAFFE, "man", None, None)],
    )


@pytest.mark.parametrize(
    ("women", "men", "title"),
    [
        (
            (56, 70), (48, 80),
            "Kvinnor gick oftare än män till arbete eller studier: 80\xa0% av kvinnorna och 60\xa0% av männen",
        ),
        (
            (12, 24), (10, 22),
            "Ingen säker skillnad mellan kvinnor och män: 50\xa0% och 45\xa0% gick till arbete eller studier",
        ),
        (
            (6, 12), (5, 11),
            "50\xa0% och 45\xa0% av kvinnorna och männen gick till arbete eller studier: för få för att säga om det "
            "skiljer sig",
        ),
        ((6, 9), (48, 80), "Kvinnor och män till arbete eller studier: för få för att säga"),
        ((None, None), (48, 80), "Kvinnor och män till arbete eller studier: antalet är skyddat"),
    ],
)  # fmt: skip
def test_women_and_men_are_compared_with_their_uncertainty(women, men, title):
    chart = gender_dots(outcomes(women, men), True, (), YEAR, DARK)
    assert chart.title == title
    go.Figure(chart.figure)


def test_small_and_hidden_groups_stand_as_words():
    chart = gender_dots(outcomes((56, 70), (48, 80)), True, text.other_gender(2), YEAR, LIGHT)
    women, women_texts, men, men_texts = chart.figure["data"]
    assert women_texts["text"] == ["80\xa0% av 70", "För få (4)"]
    assert men_texts["text"] == ["60\xa0% av 80", "●\xa0skyddat"]
    assert len(women["x"]) == len(men["x"]) == 1
    assert chart.notes == ("Avslutade med annat eller okänt kön: 2. De visas inte för sig.",)
    assert chart.rows[3] == ["Kaffestugan", "Män", "●", "●", "●", "●", "●"]


def test_men_who_are_told_with_the_third_gender_are_called_so():
    together = outcomes((56, 70), (48, 80)).with_columns(pl.col("gender").replace("man", MEN_OR_OTHER))
    chart = gender_dots(together, True, (text.OTHER_AMONG_MEN,), YEAR, LIGHT)
    assert [name.split(" ", 1)[1] for name, _ in chart.legend] == ["Kvinnor", "Män, annat eller okänt"]
    assert [line[1] for line in chart.rows[:2]] == ["Kvinnor", "Män, annat eller okänt"]


def test_the_time_in_the_insats_runs_from_short_to_long_in_one_colour():
    rows = [(TOTAL, "Korta", 12, 40), (TOTAL, "Mellan", 8, 40), (TOTAL, "Långa", 20, 40)]
    chart = duration_bars(shares(DurationCount, ["insats", "duration"], rows), LILLA_AN, "alla insatser", LIGHT)
    assert chart.title == "Vanligast var långa i insatsen: 50\xa0% av de avslutade"
    assert chart.legend[-1] == ("Långa", LIGHT.accent)
    assert [name for name, _ in chart.legend] == ["Korta", "Mellan", "Långa"]
    go.Figure(chart.figure)


def points(*rows: tuple) -> pl.DataFrame:
    return shares(OutcomePoint, ["period", "exit_list"], list(rows))


POINTS = points(("2022", "gamla", 40, 80), ("2023", "gamla", 30, 80), ("2024", "nya", 20, 80))


def test_the_line_breaks_where_the_list_changes_and_a_note_says_why():
    chart = own_measure(POINTS, None, LILLA_AN, YEAR, "alla insatser", LIGHT)
    assert chart.title == "Till arbete eller studier: 25\xa0% 2024, kan inte jämföras med året före"
    old, new = chart.figure["data"][:2]
    assert old["y"] == [40 / 80, 0.38, None]
    assert new["y"] == [None, None, 20 / 80]
    assert not old["connectgaps"]
    assert chart.figure["layout"]["shapes"][0]["x0"] == 1.5
    assert chart.notes == ("Linjen är bruten vid 2024: listan ”Gamla listan” ersattes av ”Nya listan”.",)
    assert chart.rows[2][:2] == ["2024", "Arbete; Studier"]
    go.Figure(chart.figure)


def test_within_a_list_two_years_are_compared():
    chart = own_measure(POINTS, None, LILLA_AN, Period(2023), "alla insatser", LIGHT)
    assert chart.title == "Vidare mot arbete: 50\xa0% 2022 och 38\xa0% 2023, kan vara slump"


def test_the_coarse_group_runs_through_the_lists_and_says_what_is_in_it():
    chart = coarse_measure(POINTS, None, LILLA_AN, YEAR, "alla insatser", LIGHT)
    assert chart.title == "Vidare mot arbete: 38\xa0% 2023 och 25\xa0% 2024, kan vara slump"
    assert chart.figure["data"][0]["y"] == [40 / 80, 0.38, 20 / 80]
    assert chart.notes[1] == "Vidare mot arbete i ”Nya listan”: Arbete; Studier."
    assert "Grövre mått" in chart.subtitle


def test_a_younger_insats_stands_beside_all_in_the_same_periods():
    mine = points(("2024", "nya", 6, 20))
    chart = own_measure(mine, POINTS, LILLA_AN, YEAR, KAFFE, LIGHT)
    own, everyone = chart.figure["data"][:2]
    assert (own["y"], everyone["y"]) == ([6 / 20], [20 / 80])
    assert chart.legend == ((KAFFE, LIGHT.accent), (text.ALL_DASHED, LIGHT.grey))
    assert chart.rows == [
        ["2024", "Arbete; Studier", "6", "20", "30\xa0%", "15\xa0%", "52\xa0%", "20", "80", "25\xa0%"]
    ]


def test_few_and_hidden_points_leave_gaps():
    gaps = points(("2022", "gamla", 4, 9), ("2023", "gamla", None, 80), ("2024", "nya", 20, 80))
    chart = coarse_measure(gaps, None, LILLA_AN, YEAR, "alla insatser", LIGHT)
    assert chart.figure["data"][0]["y"] == [None, None, 20 / 80]
    assert [row[1] for row in chart.rows] == ["4", "●", "20"]


def result(**values: object) -> dict:
    return {
        "source": "plan", "place": "s. 8", "period": "2024", "insats": VAGEN, "target": "går vidare",
        "measure": "andel", "population": "avslutade", "category": "vidare", "gender": "alla", "operator": ">=",
        "goal": 0.6, "reference": None, "unit": "procent", "k": 66, "n": 100, "share": 0.66, "low": 0.56, "high": 0.75,
        "met": "chance", "reason": None, **values,
    }  # fmt: skip


def results(*rows: dict) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=TargetResult.create_empty().schema)


def test_a_goal_reads_in_words_with_a_symbol_beside_them():
    chart = goal_table(results(result()), YEAR)
    assert chart.rows == [
        [VAGEN, "Går vidare", "minst 60\xa0%", "66\xa0%", "66 av 100, osäkerhet 56–\u206075\xa0%",
         "≈ Över målet, men kan vara slump"],
    ]  # fmt: skip
    assert chart.title == "Ett mål går att följa: kan inte avgöras"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"met": "yes"}, "✓ Nått"),
        ({"met": "no"}, "✗ Inte nått"),
        ({"met": "too_few", "share": None}, "? För få för att säga"),
        ({"met": "hidden", "k": None, "share": None}, "● Antalet är skyddat"),
        ({"met": "part", "measure": "antal", "share": None}, "… Pågår: målet gäller hela 2024"),
        (
            {"met": "part", "measure": "antal", "period": "2022-09--2025-12"},
            "… Pågår: målet gäller hela 2022-09–2025-12",
        ),
        (
            {"met": "yes", "operator": "=", "goal": 0.65},
            "✓ Nått inom osäkerheten, 1 procentenhet över målet",
        ),
        ({"met": "no", "operator": "=", "goal": 0.45}, "✗ Inte nått, 21 procentenheter över målet"),
        ({"met": "yes", "operator": "=", "goal": 0.66}, "✓ Nått"),
    ],
)
def test_how_it_went_is_never_told_by_colour_alone(values, words):
    assert goal_words.met(result(**values)) == words


def test_levels_keep_the_plans_own_words():
    assert goal_words.level(result(operator="<", gender="man", goal=0.3)) == "mindre än 30\xa0% män"
    assert goal_words.level(result(measure="antal", goal=140.0, unit="personer")) == "minst 140 personer"
    last_year = result(operator=">", reference="föregående år", goal=0.14)
    assert goal_words.level(last_year) == "mer än föregående år (14\xa0%)"
    assert goal_words.level({**last_year, "goal": None}) == "mer än föregående år"


def test_goals_that_cannot_be_followed_stand_apart_with_the_reason():
    lost = result(met="not_followed", reason="population", population="enkät deltagare", k=None, n=None, share=None)
    both = results(result(met="yes"), lost)
    assert len(goal_table(both, YEAR).rows) == 1
    chart = unfollowed_table(both, YEAR)
    assert chart.title == "Ett mål går inte att följa i registret"
    assert chart.rows[0][3] == "Räknas på ”enkät deltagare”, som inte finns i registret."
    assert goal_table(results(lost), YEAR) is None
    assert unfollowed_table(results(result()), YEAR) is None


def test_the_title_counts_the_goals():
    chart = goal_table(results(result(target="a", met="yes"), result(target="b", met="no"), result()), YEAR)
    assert chart.title == "Av 3 mål som går att följa är 1 nått och 1 inte nått; 1 kan inte avgöras"


def test_key_figures_say_when_the_years_cannot_be_compared():
    figures = outcome_figures(PeriodOutcome(Share(20, 80), None, Share(20, 80), Share(32, 80), Share(3, 80)), YEAR, 1)
    ended, work, toward, missing = figures
    assert ended.comparisons == ["Lika många som 2023"]
    assert work.comparisons == ["Kan inte jämföras med 2023: avslutsorsakerna räknades på annat sätt"]
    assert toward.comparisons[0] == "−15\xa0procentenheter mot 2023 (40\xa0%): säker förändring"
    assert (missing.value, missing.comparisons) == ("3", ["4\xa0% av de avslutade"])
    not_counted = outcome_figures(PeriodOutcome(None, None, Share(20, 80), None, Share(0, 80)), YEAR, 1)[1]
    assert (not_counted.value, not_counted.comparisons) == (text.NOT_COUNTED, [text.NO_WORK_FIGURE])


def test_shades_run_from_the_colour_towards_the_surface():
    assert shades("#000000", 3, LIGHT, 1.0) == ["#000000", "#808080", "#FFFFFF"]
    assert shades("#12436D", 1, LIGHT) == ["#12436D"]


def test_the_base_stands_clear_of_parts_that_add_up_to_more_than_a_hundred_when_rounded():
    parts = [Part(name, [n / 348], [""], LIGHT.accent) for name, n in zip("abcd", (61, 104, 111, 72), strict=True)]
    base = stacked_shares(["Alla"], ["av 348"], parts, LIGHT)["data"][-1]
    assert base["x"] == [pytest.approx(0.18 + 0.30 + 0.32 + 0.21)]
