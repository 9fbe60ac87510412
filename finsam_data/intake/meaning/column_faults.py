"""What is wrong with a table's columns: missing ones, doubles, misspelt headings, and columns nobody asked for."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

import polars as pl

from finsam_data.intake.meaning.broken import Broken, listed, quoted
from finsam_data.intake.meaning.columns import Table
from finsam_data.intake.meaning.rules import (
    COLUMN_ASIDE,
    COLUMN_MISSING,
    COLUMN_ONCE,
    COLUMN_REQUIRED,
    HEADING_PLAIN,
    NO_FREE_TEXT,
)
from finsam_data.intake.meaning.values import plain
from finsam_data.intake.settings import IntakeSettings

PRIVATE = re.compile(
    "fornamn|efternamn|^namn|personn|fodelse|adress|telefon|mobil|epost|email|diagnos|kommentar|anteckning|notering|"
    "fritext|kontakt"
)
NAME = r"^\p{Lu}\p{Ll}+([ -]\p{Lu}\p{Ll}+)+$"
"""Two words or more with capitals."""
MANY_WORDS = r"(\S+\s+){5}\S+"


def table_faults(table: Table, data: pl.DataFrame, settings: IntakeSettings) -> Iterator[Broken]:
    """Every fault of the table's columns, each with its cell where there is one. data: the cells of its deltaganden."""
    at_heading = partial(Broken, sheet=table.sheet.name, row=table.last_row)
    columns = settings.columns
    near = {column: letter for letter, column in table.near.items()}
    for column, letter in near.items():
        what = f"Rubriken {quoted(table.headings[letter])} liknar {quoted(columns[column].heading)}."
        yield at_heading(HEADING_PLAIN, what, letter=letter, column=column, suggestion=columns[column].heading)
    for column, letters in table.doubles.items():
        what = f"Kolumnen {columns[column].heading} finns i {' och '.join(letters)}."
        yield at_heading(COLUMN_ONCE, what, letter=letters[1], column=column)
    missing = [name for name, field in columns.items() if name not in table.places and name not in near]
    for column in missing:
        heading = columns[column].heading
        if columns[column].required:
            yield at_heading(COLUMN_REQUIRED, f"Kolumnen {heading} saknas.", column=column)
        elif column not in {"insats", settings.consent.name}:
            what = f"Kolumnen {heading} saknas; uppgiften blir okänd på alla rader."
            yield at_heading(COLUMN_MISSING, what, column=column)
    for letter in columns_aside(table, data):
        heading = table.headings.get(letter, "")
        if PRIVATE.search(plain(heading)) or _is_free_text(data.get_column(letter).drop_nulls()):
            what = f"Kolumnen {quoted(heading) if heading else letter} verkar ha namn, kontaktuppgifter eller fritext."
            yield at_heading(NO_FREE_TEXT, what, letter=letter, heading=heading or None)


def columns_aside(table: Table, data: pl.DataFrame) -> list[str]:
    """Letters of the columns that nobody asked for and in which the deltaganden have something."""
    return [
        letter for letter in table.aside
        if letter not in table.near and data.get_column(letter).null_count() < data.height
    ]  # fmt: skip


def aside_fault(names: Sequence[str]) -> Broken:
    """One finding of a file that names all its columns that are not read."""
    what = f"Kolumner som inte läses: {listed(names)}. Innehållet sparas inte i registret."
    return Broken(COLUMN_ASIDE, what)


def _is_free_text(texts: pl.Series) -> bool:
    """Are most of the texts names, or some of them whole sentences?"""
    names = int(texts.str.contains(NAME).sum())
    return names > texts.len() / 2 or bool(texts.str.contains(MANY_WORDS).any())
