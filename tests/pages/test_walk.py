"""What a chart says at each stop of a walk, and which marks it points at."""

import polars as pl

from pages.drawing.base import Part
from pages.drawing.chart import Chart, Column
from pages.drawing.ordered import columns
from pages.drawing.palette import LIGHT
from pages.drawing.rows import bar_rows, stacked_rows
from pages.drawing.walk import Stop, walk

SHARES = (
    Column("insats", "Insats"),
    Column("reason", "Avslutsorsak"),
    Column("n", "Antal", "count"),
    Column("base", "Av avslutade", "count"),
    Column("share", "Andel", "share", of=("n", "base")),
    Column("low", "Osäkerhet från", "share", of=("n", "base")),
    Column("high", "Osäkerhet till", "share", of=("n", "base")),
)
SCHEMA = ["insats", "reason", "n", "base", "share", "low", "high", "hidden"]


def chart_of(figure, rows, schema, described):
    table = pl.DataFrame(rows, schema=schema, orient="row")
    return Chart("prov", "Titel", "Underrubrik", figure, table, described, "Så räknas det", "Källa")


def shares(*rows):
    bars = stacked_rows(
        ["Aktivitetsplatsen", "Novum"],
        [
            Part("vård", [41 / 118, None], ["35\u00a0%", ""], LIGHT.accent),
            Part("arbete", [77 / 118, 6 / 9], ["65\u00a0%", ""], LIGHT.second),
        ],
        LIGHT,
        1,
    )
    return chart_of(bars, rows, SCHEMA, SHARES)


def test_a_share_is_said_with_its_count_base_and_uncertainty():
    chart = shares(
        ("Aktivitetsplatsen", "vård", 41, 118, 41 / 118, 0.27, 0.44, False),
        ("Aktivitetsplatsen", "arbete", 77, 118, 77 / 118, 0.56, 0.73, False),
        ("Novum", "arbete", 6, 9, None, None, None, False),
    )
    assert walk(chart)[0][0] == Stop(
        "Aktivitetsplatsen, vård: 41 av 118, 35\u00a0procent, osäkerhet 27 till 44\u00a0procent",
        ((0, 0),),
        "Aktivitetsplatsen",
    )


def test_what_is_protected_and_what_is_too_few_are_said_so():
    chart = shares(
        ("Aktivitetsplatsen", "vård", 41, 118, 41 / 118, 0.27, 0.44, False),
        ("Aktivitetsplatsen", "arbete", 77, 118, 77 / 118, 0.56, 0.73, False),
        ("Novum", "vård", None, 9, None, None, None, True),
        ("Novum", "arbete", 6, 9, None, None, None, False),
    )
    words = [[stop.words for stop in stops] for stops in walk(chart)]
    assert words[1] == ["Novum, vård: skyddat av 9, skyddat", "Novum, arbete: 6 av 9, för få"]


def test_each_measure_is_a_series_where_one_name_tells_the_rows_apart():
    bars = columns(["2024", "2025"], [Part("Nya", [352, 389], ["352", "389"], LIGHT.accent)], LIGHT)
    described = (Column("year", "År"), Column("started", "Nya", "count"), Column("paid", "Betalar, tkr", "tkr"))
    chart = chart_of(bars, [("2024", 352, 33118), ("2025", 389, 36168)], ["year", "started", "paid"], described)
    assert walk(chart) == [
        [Stop("2024: Nya 352", ((0, 0),)), Stop("2024: Betalar 33\u00a0118 tkr", ((0, 0),))],
        [Stop("2025: Nya 389", ((0, 1),)), Stop("2025: Betalar 36\u00a0168 tkr", ((0, 1),))],
    ]


def test_a_pair_without_a_row_is_no_stop():
    chart = shares(
        ("Aktivitetsplatsen", "vård", 41, 118, 41 / 118, 0.27, 0.44, False),
        ("Aktivitetsplatsen", "arbete", 77, 118, 77 / 118, 0.56, 0.73, False),
        ("Novum", "arbete", 6, 9, None, None, None, False),
    )
    assert walk(chart)[1][0] is None


def test_a_mark_that_shows_another_number_is_not_pointed_at_as_the_rows_own():
    bars = bar_rows(["Novum", "Kaffe"], Part("Nya", [12, 7], ["12", "7"], LIGHT.accent), LIGHT, 12)
    described = (Column("insats", "Insats"), Column("started", "Nya", "count"))
    turned = chart_of(bars, [("Kaffe", 7), ("Novum", 12)], ["insats", "started"], described)
    same = chart_of(bars, [("Novum", 12), ("Kaffe", 7)], ["insats", "started"], described)
    assert [stops[0].marks for stops in walk(same)] == [((0, 0),), ((0, 1),)]
    assert [stops[0].marks for stops in walk(turned)] == [(), ()]
