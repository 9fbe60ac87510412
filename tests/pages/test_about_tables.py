"""The tables and sentences of the page about the figures."""

import json
import re

import polars as pl
import pytest

from finsam_data.forbund import Register
from pages.about import tables
from pages.about.published import conflict_table, published_table
from pages.drawing.chart import Column
from pages.shared.html import contents, prose, table_html
from pages.text import about as text
from pages.text import editions
from pages.text.common import DEFINITIONS, POPULATIONS
from pages.text.definitions import MORE_DEFINITIONS, definitions
from pages.text.formats import moment
from queries.consent import ConsentGap
from queries.disclosure.outcome import Audit
from queries.flow import Balance
from queries.periods import Period
from queries.published import ComparedFigure, Tally
from tests.builders import frame, row
from tests.conftest import CREATED
from tests.lilla_an import PERIODS

NBSP = "\xa0"


@pytest.fixture(scope="module")
def forbund(lilla_an):
    return lilla_an.snapshot.forbund


def test_every_definition_has_a_term_of_its_own():
    terms = [term for term, _ in definitions()]
    assert len(terms) == len(DEFINITIONS) + len(MORE_DEFINITIONS)
    assert len(set(terms)) == len(terms)
    assert not set(terms) & set(DEFINITIONS), "a definition opens with its term and a colon, or has one in TERMS"


def test_definitions_stand_in_swedish_order():
    terms = [term for term, _ in definitions()]
    assert terms.index("Anmälare") < terms.index("Utbildning") < terms.index("Ålder")


def test_every_population_is_explained():
    assert text.POPULATION_MEANINGS.keys() == POPULATIONS.keys()
    assert len(tables.population_table().rows) == len(POPULATIONS)


def test_every_published_table_has_a_name(lilla_an):
    assert lilla_an.snapshot.manifest.tables.keys() == text.TABLE_NAMES.keys()


def test_the_balance_in_a_sentence():
    said = text.balance_sentence(Period(2024), Balance(3, 6, 3, 5, 1))
    assert said == "Så här går det ihop 2024: 3 öppna vid början + 3 nya − 5 avslutade = 1 öppna vid slutet."


def test_each_list_of_avslutsorsaker_with_its_validity(forbund):
    old, new = (tables.exit_table(exit_list) for exit_list in forbund.exit_lists)
    assert old.caption == "”Gamla listan” gäller avslut till och med 31 december 2023."
    assert old.rows == [("Jobb eller kurs", "Vidare mot arbete", "Nej"), ("Annat skäl", "Annat", "Nej")]
    assert new.caption == "”Nya listan” gäller avslut från 1 januari 2024."
    assert new.rows[0] == ("Arbete", "Vidare mot arbete", "Ja")


def test_consent_in_a_sentence_and_a_table():
    gaps = pl.DataFrame(
        [(2021, 973, 101, 366, 40), (2022, 800, 5, 300, 0), (2023, 700, 0, 200, 0)],
        schema=ConsentGap.create_empty().schema,
        orient="row",
    )
    assert text.consent_sentences(gaps.to_dicts()) == [
        f"2021 saknade 101 av 973 deltagare (10{NBSP}%) samtycke till registrering. 40 av 366 avslutade saknar "
        "avslutsorsak.",
        f"2022 saknade 5 av 800 deltagare (1{NBSP}%) samtycke till registrering. Alla 300 avslutade har en "
        "avslutsorsak.",
    ]
    assert tables.consent_table(gaps).rows[0] == ("2021", "973", "101", f"10{NBSP}%", "366", "40")
    assert text.consent_sentences([]) == [text.NO_CONSENT_GAP]


def test_hidden_consent_is_told_as_such():
    gap = {"year": 2021, "participants": 900, "without_consent": None, "ended": 300, "without_reason": None}
    assert text.consent_sentences([gap]) == ["2021: antalet deltagare utan samtycke är skyddat."]


def figure(**changes: object) -> dict:
    """One printed figure that agrees."""
    return {
        "source": "s", "place": "p", "period": "2024", "insats": "alla", "population": "nya", "dimension": "anmälare",
        "category": "Byrån", "gender": "kvinna", "measure": "andel", "printed": 37.0, "computed": 36.93, "n": 130,
        "base": 352, "status": "agrees", "choice": None, **changes,
    }  # fmt: skip


def test_printed_and_computed_stand_beside_each_other_with_the_deviating_first_and_nothing_protected():
    figures = pl.DataFrame(
        [
            figure(),
            figure(status="outside"),
            figure(dimension="total", category="alla", gender="alla", measure="antal", printed=5.0, computed=4.0, n=4,
                   base=4, status="deviates"),
            figure(computed=None, n=None, base=None, status="hidden"),
            figure(computed=100 * 3 / 9, n=3, base=9),
        ],
        schema=ComparedFigure.create_empty().schema,
    )  # fmt: skip
    assert published_table(figures).rows == [
        ("2024", "Nya, alla insatser", "5", "4", "", "Avviker"),
        ("2024", "Nya, anmälare: Byrån, alla insatser, kvinnor", f"37{NBSP}%", f"37{NBSP}%", "130 av 352", "Stämmer"),
        ("2024", "Nya, anmälare: Byrån, alla insatser, kvinnor", f"37{NBSP}%", "För få", "3 av 9", "–"),
    ]


def test_the_tally_in_sentences():
    assert text.tally_sentences(Tally(70, 3, 0, 2, 0, 80))[:2] == (
        "Av 155 tryckta siffror går 75 att räkna ur registret. 70 stämmer exakt och 3 avviker.",
        "Varje avvikelse har en förklaring, under Motsägelser i det publicerade.",
    )
    assert text.tally_sentences(Tally(1, 2, 1, 0, 0, 0))[1] == "1 av avvikelserna saknar förklaring."
    assert text.tally_sentences(Tally(5, 0, 0, 0, 0, 0)) == (
        "Av 5 tryckta siffror går 5 att räkna ur registret. 5 stämmer exakt och 0 avviker.",
    )


def test_conflicts_come_in_order_of_year_with_swedish_numbers():
    money = {"measure": "tkr", "population": "ekonomi", "dimension": "Årets resultat", "gender": "alla"}
    conflicts = frame(
        "published_conflict",
        row(
            "published_conflict",
            period="2025",
            printed="-7829",
            followed="båda",
            choice="7 683 + 145 = 7 828.",
            **money,
        ),
        row("published_conflict", period="2021", gender="man", dimension="total"),
    )
    first, second = conflict_table(conflicts, {"arsred-2024": "Årsredovisning"}).rows
    assert first == (
        "2021",
        "Nya, alla insatser, män",
        "2",
        "1",
        "En man är räknad två gånger.",
        f"Årsredovisning, s.{NBSP}6",
    )
    assert second[:4] == ("2025", "Ekonomi, Årets resultat", f"−7{NBSP}829{NBSP}tkr", "båda")
    assert second[4] == f"7{NBSP}683 + 145 = 7{NBSP}828."


def test_insatser_and_districts_with_their_dates(forbund):
    assert tables.insats_table(forbund).rows == [
        ("Vägen vidare", "Från 1 januari 2022", "–", "–"),
        ("Kaffestugan", "1 juli 2023 till och med 30 juni 2024", "–", "–"),
    ]
    assert tables.stadsdel_table(forbund).rows[1:] == [
        ("Dalen", "Hela tiden", "–"),
        ("Norra bäcken", "Till och med 31 december 2023", "Åsen"),
    ]


def test_sources_have_dates_in_words():
    dated = [
        tables.source_table(frame("source", row("source", dated=words))).rows[0][2]
        for words in ("2025-03-01", "2023-09", "2022")
    ]
    assert dated == ["1 mars 2025", "september 2023", "2022"]


def test_the_snapshot_is_told_apart(lilla_an, forbund):
    manifest = lilla_an.snapshot.manifest
    told = dict(tables.snapshot_table(manifest, forbund).rows)
    assert told["Ögonblicksbild"] == manifest.snapshot_id
    assert told["Datamappens fingeravtryck"] == manifest.data_fingerprint[:12]
    assert told["Perioder"] == f"Första halvåret {PERIODS[0][:4]} till {PERIODS[-1]}"
    assert len(tables.content_table(manifest).rows) == len(manifest.tables)


def test_what_is_synthetic_and_what_is_real():
    day = Period(2021).first_day
    assert text.real_or_synthetic(Register(day, True, "Påhittade."))[0] == f"Påhittade. {text.SYNTHETIC}"
    assert text.real_or_synthetic(Register(day))[0] == text.REAL_REGISTER


def test_sentences_only_where_there_is_something_to_say():
    assert text.excluded(()) == ()
    assert text.excluded(("A", "B")) == ("Rader med avslutsorsaken ”A” och ”B” räknas inte alls.",)
    assert text.not_stadsdelar(()) == ()


def test_a_table_is_a_real_table_and_everything_is_escaped():
    markup = table_html("<b>", (Column("a", "</style>"),), [['"<i>&"']])
    assert not {"<b>", "<i>", "</style>", "b>", "i>"} & set(re.findall(r"</?\w*>", markup.replace("</div>", "")))
    told = json.loads(re.search("data-table='([^']*)'", markup)[1])
    assert (told["caption"], told["columns"], told["rows"]) == ("<b>", [["</style>", False]], [['"<i>&"']])
    assert "&lt;b&gt;" in prose(["<b>"])
    assert '<a href="#kallor">Källor</a>' in contents("Innehåll", {"kallor": "Källor"})


def outcome(**changes: object) -> Audit:
    """An attack on 200 numbers that found nothing."""
    found = {
        "cells": 200, "hidden": 80, "shown_of_five_or_more": 90, "five_or_more": 120,
        "groups": {"small": 2100, "siblings": 1249}, "pinned": 0, "narrowed": 0, "already_out": 0, "programs": 7,
    }  # fmt: skip
    return Audit(**{**found, **changes})


def test_the_attack_in_words_with_its_groups_told_roughly():
    attacked, large = editions.audit_sentences(outcome(), CREATED)
    assert attacked.startswith(f"Den här utgåvan publicerades {moment(CREATED)}.")
    assert f"Det prövade omkring 3{NBSP}300 grupper" in attacked, "2 100 + 1 249 = 3 349"
    assert attacked.endswith("ingen av dem gick att räkna fram ur utgåvan. Annars hade den inte publicerats.")
    assert large == f"Av de antal som är 5 eller större visas 75{NBSP}% exakt.", "90 / 120"


def test_what_is_already_printed_is_told_and_few_groups_are_not_counted():
    assert editions.audit_sentences(outcome(already_out=3), CREATED)[0].endswith("De räknas inte som fynd.")
    assert "färre än 100 grupper" in editions.audit_sentences(outcome(groups={"small": 99}), CREATED)[0]
    assert "100\xa0% exakt" in editions.audit_sentences(outcome(five_or_more=0), CREATED)[1]
