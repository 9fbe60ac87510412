"""Another förbund is only other data: every count of Lilla Ån, worked out by hand, and the app under its own name."""

import re

import polars as pl
import pytest

from finsam_data.forbund import read_forbund
from finsam_data.settings import PROJECT
from queries.publication.plan import publication_plan
from tests.lilla_an import KAFFE, NAME, PERIODS, VAGEN
from tests.screen import go_to, told, words

# period, insats, gender → opening, started, ended, closing. What is not here is 0.
FLOW = {
    ("2023H1", VAGEN, "kvinna"): (1, 1, 2, 0),  # anna; disa; anna and disa
    ("2023H1", VAGEN, "man"): (0, 1, 1, 0),  # carl
    ("2023H2", KAFFE, "kvinna"): (0, 1, 0, 1),  # fia
    ("2023H2", KAFFE, "man"): (0, 1, 0, 1),  # gus
    ("2023H2", KAFFE, "annat/okänt"): (0, 1, 0, 1),  # eli
    ("2023", VAGEN, "kvinna"): (1, 1, 2, 0),
    ("2023", VAGEN, "man"): (0, 1, 1, 0),
    ("2023", KAFFE, "kvinna"): (0, 1, 0, 1),
    ("2023", KAFFE, "man"): (0, 1, 0, 1),
    ("2023", KAFFE, "annat/okänt"): (0, 1, 0, 1),
    ("2024H1", VAGEN, "kvinna"): (0, 1, 0, 1),  # ida
    ("2024H1", KAFFE, "kvinna"): (1, 1, 2, 0),  # fia; ida again; fia and ida
    ("2024H1", KAFFE, "man"): (1, 0, 1, 0),
    ("2024H1", KAFFE, "annat/okänt"): (1, 0, 1, 0),
    ("2024H2", VAGEN, "kvinna"): (1, 0, 1, 0),
    ("2024H2", VAGEN, "man"): (0, 1, 0, 1),  # jon
    ("2024", VAGEN, "kvinna"): (0, 1, 1, 0),
    ("2024", VAGEN, "man"): (0, 1, 0, 1),
    ("2024", KAFFE, "kvinna"): (1, 1, 2, 0),
    ("2024", KAFFE, "man"): (1, 0, 1, 0),
    ("2024", KAFFE, "annat/okänt"): (1, 0, 1, 0),
}
ALL = {
    "2023H1": (1, 2, 3, 0),
    "2023H2": (0, 3, 0, 3),
    "2023": (1, 5, 3, 3),
    "2024H1": (3, 2, 4, 1),
    "2024H2": (1, 1, 1, 1),
    "2024": (3, 3, 5, 1),
}
BEGUN = {period: [VAGEN] if period == "2023H1" else [VAGEN, KAFFE] for period in PERIODS}
"""Kaffestugan opened 2023-07-01; when it has closed, 2024-06-30, it still has its rows."""
# table, period → category → n, both insatser and all sexes together.
CATEGORIES = {
    ("exit", "2023"): {"Jobb eller kurs": 2, "Annat skäl": 1, "Uppgift saknas": 0},
    ("exit", "2024H1"): {"Arbete": 1, "Studier": 0, "Vård": 1, "Annat skäl": 1, "Uppgift saknas": 1},
    ("exit", "2024"): {"Arbete": 1, "Studier": 1, "Vård": 1, "Annat skäl": 1, "Uppgift saknas": 1},
    ("duration", "2023"): {"Korta": 1, "Mellan": 1, "Långa": 1},  # 30, 31 and 93 days
    ("duration", "2024"): {"Korta": 1, "Mellan": 0, "Långa": 4},  # 1; 366, 335, 132 and 289 days
    ("referral", "2023"): {"Vårdcentralen": 3, "Byrån": 1, "Egen anmälan": 0, "okänd": 1},
    ("referral", "2024"): {"Vårdcentralen": 1, "Byrån": 1, "Egen anmälan": 1, "okänd": 0},
    ("district", "2023"): {"Åsen": 2, "Dalen": 2, "okänd": 1},  # one of Åsen's wrote Norra bäcken
    ("district", "2024"): {"Åsen": 0, "Dalen": 3, "okänd": 0},
    ("age", "2023"): {"Unga": 1, "Vuxna": 3, "okänd": 1},  # 29; 30, 40 and 50
    ("age", "2024"): {"Unga": 1, "Vuxna": 2, "okänd": 0},
    ("education", "2023"): {"Kort": 3, "Lång": 1, "okänd": 1},
    ("time_without_work", "2023"): {"Kort tid": 1, "Lång tid": 3, "okänd": 1},
    ("consent", "2023"): {"Samtycke till registrering": 5, "Inget samtycke till registrering": 1},
    ("consent", "2024"): {"Samtycke till registrering": 5, "Inget samtycke till registrering": 1},
}


def category_column(table):
    return next(planned.dimensions[2] for planned in publication_plan().tables if planned.name == table)


def test_the_register_gives_these_periods(lilla_an):
    assert lilla_an.snapshot.manifest.periods == PERIODS


@pytest.mark.parametrize("period", PERIODS)
def test_every_flow_per_insats_and_gender(lilla_an, period):
    expected = {}
    for insats in BEGUN[period]:
        for gender in ("kvinna", "man", "annat/okänt"):
            opening, started, ended, closing = FLOW.get((period, insats, gender), (0, 0, 0, 0))
            counts = {"opening": opening, "participants": opening + started, "started": started}
            counts |= {"ended": ended, "closing": closing}
            expected |= {(insats, gender, population): n for population, n in counts.items()}
    finest = lilla_an.snapshot.table("flow").filter(
        pl.col("insats") != "alla", pl.col("gender") != "alla", pl.col("period") == period
    )
    found = {row[:3]: row[3] for row in finest.select("insats", "gender", "population", "n").iter_rows()}
    assert found == expected


@pytest.mark.parametrize("period", PERIODS)
def test_every_flow_in_total(lilla_an, period):
    rows = lilla_an.snapshot.table("flow").filter(insats="alla", gender="alla", period=period)
    opening, started, ended, closing = ALL[period]
    assert dict(rows.select("population", "n").iter_rows()) == {
        "opening": opening,
        "participants": opening + started,
        "started": started,
        "ended": ended,
        "closing": closing,
    }


@pytest.mark.parametrize(("table", "period"), CATEGORIES)
def test_every_category_and_no_other(lilla_an, table, period):
    column = category_column(table)
    rows = lilla_an.snapshot.table(table).filter(insats="alla", gender="alla", period=period)
    counts = dict(rows.select(column, "n").iter_rows())
    expected = CATEGORIES[table, period]
    assert counts == {**expected, "alla": sum(expected.values())}


def test_categories_come_in_the_forbunds_order(lilla_an):
    rows = lilla_an.snapshot.table("exit").filter(
        pl.col("avslutsorsak") != "alla", period="2024", gender="kvinna", insats=VAGEN
    )
    assert set(rows.get_column("avslutsorsak")) == set(CATEGORIES["exit", "2024"])


def test_one_cell_of_each_sort_by_insats_and_gender(lilla_an):
    def n(table, category, insats, gender, period="2024"):
        wanted = {category_column(table): category, "insats": insats, "gender": gender, "period": period}
        return lilla_an.snapshot.table(table).filter(**wanted).get_column("n").item()

    assert n("exit", "Arbete", KAFFE, "kvinna") == 1  # fia
    assert n("exit", "Arbete", VAGEN, "kvinna") == 0
    assert n("exit", "Studier", VAGEN, "alla") == 1  # ida
    assert n("exit", "Uppgift saknas", "alla", "man") == 1  # gus
    assert n("exit", "alla", KAFFE, "alla") == 4
    assert n("referral", "Egen anmälan", VAGEN, "kvinna") == 1
    assert n("district", "Åsen", VAGEN, "man", "2023") == 1  # carl of Norra bäcken
    assert n("age", "okänd", KAFFE, "annat/okänt", "2023") == 1  # eli
    assert n("duration", "Långa", VAGEN, "kvinna", "2023") == 1  # anna


def test_an_insats_has_no_rows_before_it_opens_and_zeros_after_it_has_closed(lilla_an):
    """Who is left in it after its last day must not show by there being a row."""
    for planned in publication_plan().tables:
        kaffe = lilla_an.snapshot.table(planned.name).filter(insats=KAFFE)
        assert "2023H1" not in kaffe.get_column("period").to_list()
        assert set(kaffe.filter(period="2024H2").get_column("n")) == {0}


@pytest.fixture(scope="module")
def names_of_the_sample():
    """Every name that belongs to the förbund of the sample and to no other."""
    forbund = read_forbund(PROJECT / "sample_data")
    return [
        forbund.name, forbund.short_name, "Stockholm", "Region Stockholm",
        *(insats.name for insats in forbund.insatser), *(insats.short_name for insats in forbund.insatser),
        *(s.name for s in forbund.stadsdelar),
    ]  # fmt: skip


def test_the_overview_is_lilla_ans_own(lilla_an, app_on, names_of_the_sample):
    app = app_on(lilla_an.settings).run()
    shown = words(app)
    assert NAME in shown
    assert KAFFE in shown
    assert [name for name in names_of_the_sample if name and name in shown] == []
    assert len(app.selectbox[0].options) == len(PERIODS)


def test_the_overview_shows_the_hand_counted_numbers(lilla_an, app_on):
    shown = words(app_on(lilla_an.settings).run())
    assert re.search(r"början\s+3\s+Nya\s+3\s+Avslutade\s+−5\s+Öppna vid periodens slut\s+1\b", shown)
    assert "601\u00a0tkr" in shown  # 300,5 + 300,5
    assert "25,0\u00a0%" in shown  # 601 / 2404 of the ideal


def test_the_way_to_another_page_is_open(lilla_an, app_on):
    app = go_to(app_on(lilla_an.settings).run(), "overview")
    assert NAME in words(app)


def test_tables_without_rows_are_told(lilla_an, app_on):
    messages = " ".join(told(app_on(lilla_an.settings).run()))
    assert "target.parquet" in messages
    assert "Tabellen har inga rader" in messages
