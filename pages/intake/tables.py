"""The tables of the intake: what was found, read as, changed and taken in. Facts in, words out. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import polars as pl

from finsam_data.intake.checked import CheckedFile, ReadAs
from finsam_data.intake.finding import Finding
from finsam_data.intake.register.difference import Difference
from finsam_data.intake.register.import_folder import Record
from pages.drawing.chart import Column
from pages.text import intake as text
from pages.text.formats import MISSING, listing, moment

MIDNIGHT = " 00:00:00"
"""How Excel ends a date that has no time of day."""
DIGITS = 12
"""So much of a checksum is enough to tell files apart."""


class Words(NamedTuple):
    """A table as it stands on screen; more is how many rows were left out."""

    caption: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[str]]
    more: int = 0


def findings_table(findings: Sequence[Finding], caption: str) -> Words:
    """One row per finding, as they come; suggestions only where there is any."""
    suggests = any(found.suggestion for found in findings)
    rows = [
        (
            text.place(found.row),
            found.sheet or MISSING,
            found.column or MISSING,
            found.message,
            *((found.suggestion or MISSING,) if suggests else ()),
        )
        for found in findings
    ]
    return _table(caption, (*text.FINDING_COLUMNS, *((text.SUGGESTION,) if suggests else ())), rows)


def not_data_table(checked: CheckedFile) -> Words:
    """The rows that are no deltaganden, and why."""
    rows = [
        (text.place(row), sheet or MISSING, why)
        for sheet, row, why in checked.not_data.select("sheet", "row", "why").iter_rows()
    ]
    return _table(text.NOT_DATA_SUMMARY, text.NOT_DATA_COLUMNS, rows)


def readings_table(read_as: ReadAs, headings: Mapping[str, str], caption: str) -> Words:
    """What was read as what; headings: name of a column → its heading in the template."""
    rows = [(written, text.HEADING_READ, headings.get(name, name)) for written, name in read_as.columns.items()]
    rows += [
        (written, headings.get(column, column), value)
        for column, values in read_as.values.items()
        for written, value in values.items()
    ]
    return _table(caption, text.READING_COLUMNS, rows)


def difference_tables(found: Difference, headings: Mapping[str, str]) -> dict[str, Words]:
    """Kind of change → its rows, for the kinds that have any; the kind that takes most away first."""
    key = ("participant_id", "insats", "start_date")
    changed = found.changed.with_columns(pl.col("column").replace(dict(headings)))
    parts = {
        "removed": (found.removed.select(key), text.NEW_COLUMNS),
        "changed": (changed.select(*key, "column", "old", "new"), text.CHANGED_COLUMNS),
        "ended": (found.ended.select(*key, "end_date", "avslutsorsak"), text.ENDED_COLUMNS),
        "new": (found.new.select(key), text.NEW_COLUMNS),
    }
    return {
        kind: _table(text.difference_part(kind, rows.height), columns, map(_as_texts, rows.iter_rows()))
        for kind, (rows, columns) in parts.items()
        if rows.height
    }


def records_table(records: Sequence[Record], caption: str) -> Words:
    """The imports, as they come."""
    rows = [
        (
            record.id,
            moment(record.when),
            record.who,
            record.file,
            listing(list(record.insatser)),
            text.covers(record.first_day, record.last_day),
            text.record_counts(record),
            text.record_state(record),
            record.sha256[:DIGITS],
        )
        for record in records
    ]
    return _table(caption, text.RECORD_COLUMNS, rows, most=len(rows))


def quarantine_table(waiting: pl.DataFrame) -> Words:
    """The rows that wait, with the rules that they break."""
    columns = ("import_id", "file", "sheet", "row", "participant_id", "insats", "start_date", "rules")
    rows = [tuple(map(_as_text, row)) for row in waiting.select(columns).iter_rows()]
    return _table(
        text.QUARANTINE_TITLE, text.QUARANTINE_COLUMNS, [(*row[:-1], row[-1].replace("\n", " ")) for row in rows]
    )


def _as_texts(row: Iterable[object]) -> tuple[str, ...]:
    return tuple(map(_as_text, row))


def _as_text(value: object) -> str:
    if value is None or value == "":
        return MISSING
    return str(value).removesuffix(MIDNIGHT)


def _table(caption: str, labels: Sequence[str], rows: Iterable[Sequence[str]], most: int = text.MOST_ROWS) -> Words:
    columns = tuple(Column("", label, "text") for label in labels)
    every = list(rows)
    return Words(caption, columns, every[:most], max(0, len(every) - most))
