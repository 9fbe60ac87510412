"""The tables of the page about the figures: facts in, words in rows out. Pure, no Streamlit."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import polars as pl

from finsam_data.forbund import ExitList, Forbund
from finsam_data.snapshot import Manifest
from pages.drawing.chart import Column
from pages.text import about as text
from pages.text.common import EXIT_GROUPS
from pages.text.definitions import definitions
from pages.text.formats import (
    HIDDEN,
    MISSING,
    MONTHS,
    NBSP,
    TOO_FEW,
    day,
    moment,
    number,
    percent,
    period_code_name,
    sentence_case,
)
from queries.uncertainty import Share


class Words(NamedTuple):
    """A table as it stands on screen."""

    caption: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[str]]


def definition_table() -> Words:
    """Every term that the pages use."""
    return words_table("Begrepp och vad de betyder", ["Begrepp", "Betyder"], definitions())


def population_table() -> Words:
    """The populations of a period."""
    rows = [(text.population_name(name), meaning) for name, meaning in text.POPULATION_MEANINGS.items()]
    return words_table("Grupper av deltaganden under en period", ["Grupp", "Räknar"], rows)


def exit_table(exit_list: ExitList) -> Words:
    """One list of avslutsorsaker and what it tells apart."""
    rows = [
        (reason.name, EXIT_GROUPS.get(reason.group, reason.group), "Ja" if reason.work_or_study else "Nej")
        for reason in exit_list.reasons
    ]
    return words_table(
        text.exit_list_sentence(exit_list), ["Avslutsorsak", "Grövre indelning", "Arbete eller studier för sig"], rows
    )


def consent_table(gaps: pl.DataFrame) -> Words:
    """The gap year by year; gaps as ConsentGap."""
    rows = [
        (
            str(row["year"]),
            _count(row["participants"]),
            _count(row["without_consent"]),
            _share(row["without_consent"], row["participants"]),
            _count(row["ended"]),
            _count(row["without_reason"]),
        )
        for row in gaps.iter_rows(named=True)
    ]
    columns = (
        Column("", "År"),
        *(
            Column("", label, "count")
            for label in ("Deltagare", "Utan samtycke", "Andel", "Avslutade", "Avslutade utan avslutsorsak")
        ),
    )
    return Words("Deltagare utan samtycke till registrering, per år", columns, rows)


def insats_table(forbund: Forbund) -> Words:
    """The insatser with their life spans."""
    rows = [
        (
            insats.name,
            sentence_case(text.span(insats)),
            f"{insats.normal_weeks}{NBSP}veckor" if insats.normal_weeks else MISSING,
            sentence_case(insats.target_group) if insats.target_group else MISSING,
        )
        for insats in forbund.insatser
    ]
    labels = ["Insats", "Pågår", "Normal tid", "Egen målgrupp att jämföra med"]
    return words_table("Individinriktade insatser", labels, rows)


def stadsdel_table(forbund: Forbund) -> Words:
    """The districts with their life spans and what replaced them."""
    rows = [
        (stadsdel.name, sentence_case(text.span(stadsdel)), stadsdel.replaced_by or MISSING)
        for stadsdel in forbund.stadsdelar
    ]
    return words_table("Stadsdelsområden", ["Stadsdel", "Gäller", "Räknas i dag till"], rows)


def source_table(sources: pl.DataFrame) -> Words:
    """The published documents."""
    rows = [
        (row["title"], row["publisher"], _dated(row["dated"]), row["covers"]) for row in sources.iter_rows(named=True)
    ]
    return words_table("Dokument som siffrorna är hämtade ur", ["Dokument", "Utgivare", "Daterat", "Omfattar"], rows)


def snapshot_table(manifest: Manifest, forbund: Forbund) -> Words:
    """What the snapshot in use is."""
    periods = manifest.periods
    covers = f"{period_code_name(periods[0])} till {period_code_name(periods[-1])}" if periods else "Inga perioder"
    rows = [
        ("Förbund", forbund.name),
        ("Registret följs från", day(forbund.register.first_date)),
        ("Perioder", sentence_case(covers)),
        ("Data inlästa", moment(manifest.created)),
        ("Ögonblicksbild", manifest.snapshot_id),
        ("Utgåva", text.edition_name(manifest.edition)),
        ("Publiceringsplan", f"version {manifest.plan_version}"),
        ("Datamappens fingeravtryck", manifest.data_fingerprint[:12]),
    ]
    return words_table("Ögonblicksbilden som visas", ["Uppgift", "Värde"], rows)


def content_table(manifest: Manifest) -> Words:
    """The tables of the snapshot and how large they are."""
    rows = [
        (text.TABLE_NAMES.get(name, name), name, number(entry.rows))
        for name, entry in sorted(manifest.tables.items(), key=lambda item: text.TABLE_NAMES.get(item[0], item[0]))
    ]
    return Words(
        "Ögonblicksbildens tabeller", (Column("", "Innehåll"), Column("", "Tabell"), Column("", "Rader", "count")), rows
    )


def cells_table(cells: dict[str, tuple[int, int]]) -> Words:
    """How many counts of each table are shown and hidden, by the table's name."""
    rows = [
        (text.TABLE_NAMES.get(name, name), number(shown + hidden), number(shown), number(hidden))
        for name, (shown, hidden) in cells.items()
    ]
    labels = ("Antal", "Visas exakt", "Skyddade")
    columns = (Column("", "Tabell"), *(Column("", label, "count") for label in labels))
    return Words("Skyddade antal i varje tabell om deltagare, alla perioder", columns, rows)


def words_table(caption: str, labels: list[str], rows: Sequence[Sequence[str]]) -> Words:
    """A table of words only."""
    return Words(caption, tuple(Column("", label) for label in labels), rows)


def _count(n: int | None) -> str:
    return HIDDEN if n is None else number(n)


def _share(k: int | None, n: int | None) -> str:
    share = Share(k, n)
    return HIDDEN if share.hidden else percent(share.share) if share.enough else TOO_FEW if share.n else MISSING


def _dated(words: str) -> str:
    """2025-05-23 → 23 maj 2025, 2023-09 → september 2023, anything else as it stands."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", words):
        return day(date.fromisoformat(words))
    if match := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", words):
        return f"{MONTHS[int(match[2]) - 1]} {match[1]}"
    return words
