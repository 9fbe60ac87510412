"""A file's bytes → its sheets as texts, with the row numbers and column letters its author sees, or a refusal."""

import hashlib
from collections.abc import Iterator, Sequence

import polars as pl

from finsam_data.intake.finding import Finding
from finsam_data.intake.personnummer import HIDDEN_SIGNS, numbers
from finsam_data.intake.personnummer_cells import cells_without_zeros, number_cells
from finsam_data.intake.raw import Kind, RawFile, RawSheet
from finsam_data.intake.reading.gate import (
    LIMITS,
    NO_PERSONNUMMER,
    RULES,
    admit,
    broken,
    personnummer_at,
    refused,
    unreadable,
)
from finsam_data.intake.reading.old_excel import open_old_excel
from finsam_data.intake.reading.open_document import open_document
from finsam_data.intake.reading.opened import Opened, Table
from finsam_data.intake.reading.part_texts import binary_numbers
from finsam_data.intake.reading.workbook import open_workbook
from finsam_data.intake.reading.workbook_parts import letters
from finsam_data.sources.delimited import csv_rows
from finsam_data.sources.unreadable import Cause, UnreadableError
from finsam_data.sources.zipped import around_parts

UNTIDY = r"^$|^\s|\s$|\s\s|[^\S ]|[\x00-\x1f]|" + HIDDEN_SIGNS.pattern
"""A text with white space at its ends, of another kind than one space, or with signs that nobody sees."""
MOST_TOLD = 100
"""So many personnummer are pointed out one by one."""


def read_file(content: bytes, name: str) -> RawFile:
    """The file's sheets and what the file itself has of formulas, external links, macros and the like.

    Sheets where nothing stands are left out. Raises RefusedFileError where the file may not be opened (gate.admit),
    where it holds a personnummer anywhere, or nothing at all.
    """
    kind, parts = admit(content, name)
    try:
        opened = _open(kind, content, parts, name)
    except UnreadableError as error:
        raise unreadable(name, error) from None
    sheets = tuple(sheet for table in opened.tables if (sheet := _sheet(table)).cells.height)
    found = list(_personnummer(sheets, opened))
    for digits in binary_numbers(around_parts(content)) if parts else ():
        found.append(personnummer_at("i zip-filen, utanför dess delar", digits))
    if found:
        raise refused(name, *found[:MOST_TOLD], *_more(found[MOST_TOLD:]))
    if not sheets:
        raise refused(name, broken(RULES[Cause.EMPTY], "Filen har inga celler som det står något i."))
    sha256 = hashlib.sha256(content).hexdigest()
    return RawFile(name, content, sha256, kind, sheets, opened.findings, opened.modified)


def _open(kind: Kind, content: bytes, parts: dict[str, bytes], name: str) -> Opened:
    match kind:
        case "csv":
            return _open_csv(content, name)
        case "xls":
            return open_old_excel(content, name)
        case "ods":
            return open_document(parts, name)
        case "xlsx" | "xlsm":
            return open_workbook(parts, name)


def _open_csv(content: bytes, name: str) -> Opened:
    """CSV has one table and nothing else. A text over several lines is one row, as in Excel."""
    rows = [cells for _, cells in csv_rows(content, name, LIMITS)]
    width = max(map(len, rows), default=0)
    padded = [cells + [""] * (width - len(cells)) for cells in rows]
    schema = [(letters(place), pl.String) for place in range(1, width + 1)]
    return Opened((Table("", pl.DataFrame(padded, schema=schema, orient="row")),))


def _sheet(table: Table) -> RawSheet:
    """The table tidied, with its columns named by letter and its rows numbered; blank rows are left out."""
    texts = table.texts.rename(dict(zip(table.texts.columns, map(letters, range(1, 10_000)), strict=False)))
    untidy = [column.name for column in texts.select(pl.all().str.contains(UNTIDY).any()) if column.item()]
    tidy = (
        pl.col(untidy)
        .str.replace_all(HIDDEN_SIGNS.pattern, "")
        .str.replace_all(r"[\s\x00-\x1f]+", " ")
        .str.strip_chars()
        .replace("", None)
    )
    texts = texts.with_columns(tidy).with_row_index("row", offset=1)
    cells = texts.filter(~pl.all_horizontal(pl.exclude("row").is_null())) if texts.width > 1 else texts.clear()
    return RawSheet(table.name, cells, table.merged)


def _personnummer(sheets: Sequence[RawSheet], opened: Opened) -> Iterator[Finding]:
    """Every personnummer in cells, in names of sheets and elsewhere in the file."""
    in_cells = set()
    for sheet in sheets:
        cells, on_sheet = sheet.cells.drop("row"), f" på bladet ”{sheet.name}”" if sheet.name else ""
        for ending, found in ("", number_cells(cells)), (", utan nollorna i början", cells_without_zeros(cells)):
            for at, column, digits in found:
                in_cells.add(digits)
                cell = f"{column}{sheet.cells.item(at, 'row')}"
                yield personnummer_at(f"i cell {cell}{on_sheet}{ending}", digits, sheet.name, cell)
    for table in opened.tables:
        for digits in numbers(table.name):
            yield personnummer_at("i ett bladnamn", digits, table.name)
    for other in opened.elsewhere:
        if not (other.maybe_cell and other.digits in in_cells):
            yield personnummer_at(other.where, other.digits, other.sheet, other.cell)


def _more(found: Sequence[Finding]) -> Iterator[Finding]:
    """One finding for all that are not pointed out."""
    if found:
        yield broken(NO_PERSONNUMMER, f"… och {len(found)} personnummer till.")
