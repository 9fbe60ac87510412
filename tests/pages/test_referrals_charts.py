"""The charts on who refers, from small frames: titles told from the data, tables with every number, valid figures."""

import plotly.graph_objects as go
import polars as pl
import pytest

from pages.drawing.crosstab import Cell, crosstab
from pages.drawing.palette import DARK, LIGHT
from pages.drawing.panels import column_strips
from pages.referrals.background import category_bars
from pages.referrals.charts import referral_heat, referral_history
from pages.referrals.figures import referral_figures
from pages.referrals.parties import self_referral_dots, spread_bars
from pages.text import referrals as text
from queries.background import CategoryShare
from queries.periods import Period
from queries.referrals import PeriodReferral, ReferralCell, ReferralGoal
from queries.spread import InsatsSpread
from queries.uncertainty import Share, compare, with_shares

YEAR = Period(2024)


def matrix(**insatser: dict[str, int | None]) -> pl.DataFrame:
    """Insats → anmälare → count; alla is the total. A hidden count is None and makes the base 100."""
    rows = [
        {
            "insats": insats, "anmalare": anmalare, "n": n, "hidden": n is None,
            "base": 100 if None in counts.values() else sum(n or 0 for n in counts.values()),
        }
        for insats, counts in insatser.items()
        for anmalare, n in counts.items()
    ]  # fmt: skip
    return ReferralCell.cast(with_shares(pl.DataFrame(rows)))


def categories(now: dict[str, int | None], before: dict[str, int]) -> pl.DataFrame:
    """Category → count this year and last; okänd is the missing, None is hidden and makes the base 100."""
    base = 100 if None in now.values() else sum(n or 0 for n in now.values())
    base_before = sum(before.values())
    rows = [
        {
            "category": name, "n": n, "base": base, "n_before": before.get(name), "base_before": base_before,
            "verdict": compare(Share(n, base), Share(before[name], base_before)) if before else None,
            "share_before": Share(before.get(name), base_before).share, "missing": name == "okänd",
            "hidden": n is None, "hidden_before": False,
        }
        for name, n in now.items()
    ]  # fmt: skip
    types = CategoryShare.create_empty().schema
    return CategoryShare.cast(with_shares(pl.DataFrame(rows, schema={name: types[name] for name in rows[0]})))


def spread_rows(*rows: tuple) -> pl.DataFrame:
    """insats, n, effective, n_before, effective_before, verdict, hidden; last year is never hidden."""
    return pl.DataFrame([(*row, False) for row in rows], schema=InsatsSpread.create_empty().schema, orient="row")


HEAT = matrix(
    alla={"Byrån": 40, "Vårdcentralen": 60, "okänd": 0},
    Aktiv={"Byrån": 36, "Vårdcentralen": 54, "okänd": 0},
    Kaffe={"Byrån": 4, "Vårdcentralen": 3, "okänd": 0},
)


def test_the_heat_map_tells_who_is_largest_and_where_it_is_somebody_else():
    chart = referral_heat(HEAT, YEAR, "alla", LIGHT)
    assert (
        chart.title
        == "Vanligaste anmälaren är Vårdcentralen: 60\xa0% av alla nya. I 1 av 2 insatser är det någon annan"
    )
    assert chart.rows[1] == ["Alla insatser", "Vårdcentralen", "60", "100", "60\xa0%", "50\xa0%", "69\xa0%"]
    assert "Kaffe: Anmälare Byrån, Nya 4" in chart.alt
    assert chart.notes == (text.NO_SHARES,)
    go.Figure(chart.figure)


def test_a_small_insats_has_counts_without_tint():
    figure = referral_heat(HEAT, YEAR, "alla", LIGHT).figure
    heat, words = figure["data"]
    assert heat["z"][1] == [(40 / 100) / (60 / 100), 1, None]
    assert heat["z"][7] == [None, None, None]
    assert words["text"][-3:] == ["4", "3", "0"]


def test_somebody_is_never_no_per_cent():
    cells = matrix(alla={"Byrån": 1, "Vårdcentralen": 400})
    assert referral_heat(cells, YEAR, "alla", LIGHT).figure["data"][1]["text"] == ["1<br>&lt;1\xa0%", "400<br>100\xa0%"]


def test_a_hidden_cell_is_marked_and_names_no_largest():
    chart = referral_heat(matrix(alla={"Byrån": None, "Vårdcentralen": 40}), YEAR, "kvinna", DARK)
    assert chart.title == "Nya per insats och anmälare"
    assert chart.rows[0][2] == "●"
    assert chart.figure["data"][-1]["text"][0] == "●"
    assert "kvinnor" in chart.subtitle
    go.Figure(chart.figure)


def test_long_names_of_a_cross_table_are_wrapped_and_last_columns_stay_inside():
    name = "En insats med ett så långt namn att det inte får plats på en rad i telefonen"
    figure = crosstab([name], ["Första", "Arbetsförmedlingen i länet"], [[Cell("1", 0.5), Cell("0", None)]], LIGHT)
    words = {note["text"]: note for note in figure["layout"]["annotations"]}
    assert any("<br>" in text and text.replace("<br>", " ") == name for text in words)
    assert (words["Första"]["xanchor"], words["Arbetsförmedlingen i länet"]["xanchor"]) == ("left", "right")
    go.Figure(figure)


HISTORY = pl.DataFrame(
    [
        ("Byrån", "2023", 45, False),
        ("Byrån", "2024", 65, False),
        ("okänd", "2023", None, True),
        ("okänd", "2024", 2, False),
    ],
    schema=PeriodReferral.create_empty().schema,
    orient="row",
)


def test_the_history_names_sure_changes_only():
    sure = categories({"Byrån": 65, "Vårdcentralen": 35}, {"Byrån": 45, "Vårdcentralen": 55})
    chart = referral_history(HISTORY, sure, YEAR, "alla", "alla", LIGHT)
    assert chart.title == (
        "Säker förändring av andelen sedan 2023: Byrån (65\xa0% mot 45\xa0%) och Vårdcentralen (35\xa0% mot 55\xa0%)"
    )
    same = categories({"Byrån": 50, "Vårdcentralen": 50}, {"Byrån": 48, "Vårdcentralen": 52})
    assert referral_history(HISTORY, same, YEAR, "alla", "alla", LIGHT).title == (
        "Ingen säker förändring av vem som anmäler sedan 2023"
    )
    few = categories({"Byrån": 5, "Vårdcentralen": 2}, {"Byrån": 4, "Vårdcentralen": 5})
    assert "För få nya" in referral_history(HISTORY, few, YEAR, "alla", "alla", LIGHT).title
    first = categories({"Byrån": 50, "Vårdcentralen": 50}, {})
    assert referral_history(HISTORY, first, YEAR, "alla", "alla", LIGHT).title == "Nya per anmälare, period för period"


def test_the_history_labels_every_count_and_marks_the_chosen_year():
    shares = categories({"Byrån": 65}, {})
    chart = referral_history(HISTORY, shares, YEAR, "Aktiv", "man", LIGHT)
    bars, words = chart.figure["data"]
    assert words["text"] == ["45", "65", "●", "2"]
    assert bars["marker"]["color"] == [LIGHT.grey, LIGHT.accent, LIGHT.muted, LIGHT.accent]
    assert bars["marker"]["pattern"]["shape"] == ["", "", "x", ""]
    assert chart.subtitle == "Antal nya per anmälare och år, 2023–2024, Aktiv, män. Alla staplar har samma skala."
    assert chart.rows == [
        ["Byrån", "2023", "45"],
        ["Byrån", "2024", "65"],
        ["Okänd anmälare", "2023", "●"],
        ["Okänd anmälare", "2024", "2"],
    ]
    go.Figure(chart.figure)


def test_strips_without_any_value_are_drawn():
    go.Figure(column_strips(["Byrån"], ["2024"], [[0]], [["0"]], None, LIGHT))


def test_the_spread_is_told_in_words():
    rows = spread_rows(
        ("alla", 90, 2.64, 80, 2.0, "higher", False),
        ("Aktiv", 85, 2.5, 75, 2.4, "chance", False),
        ("Kaffe", 5, None, 5, None, "too_few", False),
        ("Novum", None, None, None, None, None, True),
    )
    chart = spread_bars(rows, 4, YEAR, "alla", LIGHT)
    assert chart.title == "Anmälningarna är spridda som om 2,6 parter anmälde lika många var"
    assert chart.notes[0] == "Säker förändring sedan 2023: Alla insatser."
    assert chart.figure["data"][0]["text"] == ["2,6 (2023: 2,0)", "2,5 (2023: 2,4)", "för få för att säga", "●"]
    assert [row[-1] for row in chart.rows] == ["säker förändring", "kan vara slump", "för få för att säga", "–"]
    go.Figure(chart.figure)


def test_the_spread_of_one_insats_names_it():
    chart = spread_bars(spread_rows(("Kaffe", 5, None, None, None, None, False)), 4, YEAR, "alla", LIGHT)
    assert chart.title == "För få anmälningar till Kaffe för att säga hur jämnt de är spridda"
    assert chart.notes == (text.SPREAD_NOTE,)


def goal(share: Share) -> ReferralGoal:
    return ReferralGoal("Novum", "Egen", ">=", 20 / 100, share, None)


@pytest.mark.parametrize(
    ("share", "title"),
    [
        (Share(12, 34), "Novum: 35\xa0% egenanmälan, målet är minst 20\xa0% (säkert över)"),
        (Share(7, 34), "Novum: 21\xa0% egenanmälan, målet är minst 20\xa0% (skillnaden kan vara slump)"),
        (Share(3, 8), "Novum: målet är minst 20\xa0%, för få för att säga"),
        (Share(None, 34), "Novum: målet är minst 20\xa0%, antalet är skyddat"),
    ],
)
def test_self_referral_against_its_goal(share, title):
    cells = matrix(alla={"Egen": 20, "Byrån": 80}, Novum={"Egen": share.k, "Byrån": 30}).filter(anmalare="Egen")
    chart = self_referral_dots(cells, [goal(share)], YEAR, "alla", "alla", LIGHT)
    assert chart.title == title
    assert chart.rows[1][-1] == "20\xa0%"
    assert chart.rows[0][-1] == "–"
    go.Figure(chart.figure)


def test_self_referral_without_a_goal_tells_the_share_of_all():
    cells = matrix(alla={"Egen": 20, "Byrån": 80}).filter(anmalare="Egen")
    title = self_referral_dots(cells, [], YEAR, "alla", "alla", LIGHT).title
    assert title == "20\xa0% av de nya hade anmält sig själva"


def test_self_referral_of_a_chosen_insats_stands_first():
    cells = matrix(alla={"Egen": 20, "Byrån": 80}, Novum={"Egen": 15, "Byrån": 15}).filter(anmalare="Egen")
    chart = self_referral_dots(cells, [], YEAR, "Novum", "alla", LIGHT)
    assert chart.title == "50\xa0% av de nya i Novum hade anmält sig själva"
    assert [row[0] for row in chart.rows] == ["Novum", "Alla insatser"]


def test_a_goal_to_rise_is_a_sentence():
    rising = ReferralGoal("Aktiv", "Byrån", ">", None, Share(60, 100), Share(30, 100))
    assert text.goal_sentence(rising, "2023") == (
        "Aktiv: målet är att andelen anmälda av Byrån ökar mot föregående år. "
        "Den är 60\xa0% (60 av 100) mot 30\xa0% 2023: säker förändring."
    )


def test_districts_mark_what_is_no_district():
    shares = categories({"Dalen": 50, "Åsen": 30, "Hemmet": 15, "okänd": 5}, {})
    chart = category_bars(shares, "stadsdel", YEAR, "alla", "alla", LIGHT, ("Hemmet",))
    assert chart.title == "Flest bor i Dalen: 50\xa0%"
    assert [row[0] for row in chart.rows[2:]] == ["Hemmet (inte en stadsdel)", "Okänd stadsdel (inte en stadsdel)"]
    known, apart = chart.figure["data"]
    assert (known["x"], apart["x"]) == ([50, 30, None, None], [None, None, 15, 5])
    assert "pattern" in apart["marker"]
    go.Figure(chart.figure)


def test_when_nothing_is_missing_it_is_said():
    chart = category_bars(categories({"Kort": 6, "Lång": 4, "okänd": 0}, {}), "education", YEAR, "alla", "alla", LIGHT)
    assert chart.subtitle.endswith("alla insatser. Uppgift finns om alla.")
    assert chart.title == "Vanligaste utbildningen är kort: 60\xa0%"
    assert [row[0] for row in chart.rows] == ["Kort", "Lång"]


def test_where_the_unknown_are_counted_in_a_category_nobody_says_that_there_are_none():
    found = categories({"Kort": 60, "Lång eller okänd": 40}, {})
    chart = category_bars(found, "education", YEAR, "alla", "alla", LIGHT)
    assert chart.subtitle.endswith("alla insatser.")


def test_a_tie_or_a_hidden_count_names_no_most_common():
    for counts in ({"Kort": 5, "Lång": 5}, {"Kort": None, "Lång": 50}):
        chart = category_bars(categories(counts, {}), "education", YEAR, "alla", "alla", LIGHT)
        assert chart.title == "Nya efter högsta utbildning"
        go.Figure(chart.figure)


def test_a_small_group_has_counts_without_shares():
    chart = category_bars(categories({"Kort": 4, "Lång": 2}, {}), "education", YEAR, "Kaffe", "man", LIGHT)
    assert chart.title == "Vanligaste utbildningen är kort: 4 av 6"
    assert chart.figure["data"][0]["text"] == ["4", "2"]


def test_the_change_of_the_shares_is_a_note():
    now, before = {"Kort": 70, "Lång": 30}, {"Kort": 40, "Lång": 60}
    changed = category_bars(categories(now, before), "education", YEAR, "alla", "alla", LIGHT)
    assert changed.notes[0].startswith("Säker förändring av andelen sedan 2023: Kort (70\xa0% mot 40\xa0%)")
    same = category_bars(categories(now, now), "education", YEAR, "alla", "alla", LIGHT)
    assert same.notes == ("Ingen säker förändring av andelarna sedan 2023.",)


def test_the_key_figures():
    shares = categories({"Byrån": 60, "Vårdcentralen": 20, "Egen": 20}, {"Byrån": 40, "Vårdcentralen": 30, "Egen": 30})
    spreads = spread_rows(("alla", 80, 1.6, 70, 1.9, "chance", False))
    started, largest, even, own = referral_figures(shares, spreads, "Egen", YEAR, 1)
    assert (started.value, started.comparisons) == ("100", ["Lika många som 2023"])
    assert (largest.label, largest.value) == ("Anmälda av Byrån", "60\xa0%")
    assert largest.comparisons == ["+20\xa0procentenheter mot 2023 (40\xa0%): säker förändring"]
    assert (even.value, even.comparisons) == ("1,6\xa0parter", ["Mot 1,9\xa0parter 2023: kan vara slump"])
    assert (own.value, own.certainty) == ("20\xa0%", "20 av 100, osäkerhet 13–29\xa0%")


def test_hidden_counts_are_told_as_such():
    shares = categories({"Byrån": None, "Egen": None}, {})
    started, own = referral_figures(shares, spread_rows(("alla", *[None] * 5, True)), "Egen", YEAR, 1)
    assert (own.value, own.certainty) == ("Skyddat", "Antalet är skyddat")
    assert started.value == "100"
