"""A .xls workbook opened: the values through fastexcel, their places and what else there is from its records."""

import re
import struct
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Any

import polars as pl

from finsam_data.intake.finding import Finding
from finsam_data.intake.personnummer import numbers_between
from finsam_data.intake.reading.gate import LIMITS
from finsam_data.intake.reading.notes import formulas, hidden_sheet, links, macros, pictures
from finsam_data.intake.reading.ole import container, stream
from finsam_data.intake.reading.opened import Elsewhere, Opened, Table
from finsam_data.intake.reading.workbook_parts import letters
from finsam_data.sources.spreadsheet import reading, sheet_texts
from finsam_data.sources.unreadable import Cause, UnreadableError, damaged

STREAMS = ("Workbook", "Book")
BEGIN, END, EXTENT, LOCK, SHEET, LINK, MERGED = 0x0809, 0x000A, 0x0200, 0x002F, 0x0085, 0x01AE, 0x00E5
NUMBER, FORMULA, BOOL_OR_FAULT, MANY_NUMBERS = 0x0203, 0x0006, 0x0205, 0x00BD
CELLS = {NUMBER, FORMULA, BOOL_OR_FAULT, MANY_NUMBERS, 0x0204, 0x00D6, 0x00FD, 0x027E}
"""Records of cells that hold something."""
OWN_LINKS = {b"\x01\x04", b"\x01\x3a"}
"""Links to the workbook itself and to Excel's own functions."""
FAULTS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
BEYOND_DATES = 1e9
"""A number from here on is lost by the reader in a cell with a date's format."""
DRAWINGS, PICTURE = 0x00EB, re.compile(rb"[\x1a-\x1f\x29]\xf0")
"""The record of a workbook's drawings, and what stands at the head of every picture in it."""
MACROS = "_VBA_PROJECT".encode("utf-16-le")


class SheetRecords:
    """What the records of a sheet say: extent of its cells (from 0), merged areas, formulas, what the reader loses.

    extents: where the sheet says how large it is.
    """

    def __init__(self, book: bytes, at: int, *, is_sheet: bool, is_hidden: bool) -> None:
        self.is_sheet, self.is_hidden = is_sheet, is_hidden
        self.last_row = self.last_column = -1
        self.first_column = LIMITS.columns
        self.merged: list[tuple[int, int, int, int]] = []
        self.formulas: list[str] = []
        self.lost: dict[tuple[int, int], str] = {}
        self.extents: list[int] = []
        depth = 0
        for place, kind, record in _records(book, at):
            depth += (kind == BEGIN or place == at) - (kind == END)
            if depth == 0:
                break
            if kind == EXTENT:
                self.extents.append(place)
            elif depth == 1 and kind in CELLS:
                self._see(kind, record)
            elif depth == 1 and kind == MERGED:
                areas = struct.iter_unpack("<4H", record[2:])
                self.merged += [(top + 1, left + 1, bottom + 1, right + 1) for top, bottom, left, right in areas]

    def _see(self, kind: int, record: bytes) -> None:
        row, column = struct.unpack_from("<HH", record)
        last_column = struct.unpack("<H", record[-2:])[0] if kind == MANY_NUMBERS else column
        self.last_row, self.last_column = max(self.last_row, row), max(self.last_column, last_column)
        self.first_column = min(self.first_column, column)
        if kind == FORMULA:
            self.formulas.append(f"{letters(column + 1)}{row + 1}")
        if kind == BOOL_OR_FAULT and record[7]:
            self.lost[row, column] = FAULTS.get(record[6], "#N/A")
        if kind in {NUMBER, FORMULA}:
            if record[12:14] != b"\xff\xff":
                (value,) = struct.unpack_from("<d", record, 6)
                if abs(value) >= BEYOND_DATES:
                    self.lost[row, column] = f"{value:.0f}" if value.is_integer() else repr(value)
            elif record[6] == 2:
                self.lost[row, column] = FAULTS.get(record[8], "#N/A")


def open_old_excel(content: bytes, name: str) -> Opened:
    """The workbook's worksheets. Raises UnreadableError where it is damaged, locked or spans too much."""
    import fastexcel

    try:
        book = stream(content, STREAMS)
        found = list(_sheets(book, name))
        for records in found:
            _check_extent(records, name)
        with reading(name):
            reader = fastexcel.read_excel(container(_harmless(book, found)))
        sheets = {sheet: records for sheet, records in zip(reader.sheet_names, found, strict=True) if records.is_sheet}
        tables = [_table(reader, sheet, records, name) for sheet, records in sheets.items() if records.last_row >= 0]
    except (ValueError, struct.error, IndexError):
        raise damaged(name) from None
    return Opened(tuple(tables), tuple(_findings(content, book, sheets)), tuple(_elsewhere(content)))


def _check_extent(records: SheetRecords, name: str) -> None:
    height, width = records.last_row + 1, records.last_column + 1
    if height > LIMITS.rows or width > LIMITS.columns or height * width > LIMITS.cells:
        rule = f"Ett blad spänner över {height} rader och {width} kolumner, och det är för mycket."
        raise UnreadableError(Cause.EXTENT, name, rule, "")


def _table(reader: Any, sheet: str, records: SheetRecords, name: str) -> Table:
    """The sheet's texts at their places: the reader keeps blank rows at the start but not blank columns."""
    texts = sheet_texts(reader, sheet, name)
    if texts.shape != (records.last_row + 1, records.last_column + 1 - records.first_column):
        raise ValueError
    rows = [None] * texts.height
    blank = [pl.Series(letters(n), rows, pl.String) for n in range(1, records.first_column + 1)]
    columns = blank + [
        column.alias(letters(n)) for n, column in enumerate(texts.iter_columns(), start=records.first_column + 1)
    ]
    for (row, column), text in records.lost.items():
        if columns[column][row] is None:
            columns[column][row] = text
    return Table(sheet, pl.DataFrame(columns), tuple(records.merged))


def _findings(content: bytes, book: bytes, sheets: dict[str, SheetRecords]) -> Iterator[Finding]:
    if MACROS in content:
        yield macros()
    if n_links := sum(kind == LINK and record[2:4] not in OWN_LINKS for _, kind, record in _first_records(book)):
        yield links(n_links)
    if any(kind == DRAWINGS and PICTURE.search(record) for _, kind, record in _first_records(book)):
        yield pictures()
    for sheet, records in sheets.items():
        if records.is_hidden:
            yield from hidden_sheet(sheet)
        yield from formulas(sheet, records.formulas)


def _elsewhere(content: bytes) -> Iterator[Elsewhere]:
    """Comments, headers, properties and texts that no cell uses: every text in the file, a byte or two a sign."""
    texts = [content.decode("cp1252", errors="replace")]
    texts += [content[start:].decode("utf-16-le", errors="replace") for start in (0, 1)]
    for digits in dict.fromkeys(digits for text in texts for digits in numbers_between(text)):
        yield Elsewhere(digits, "i en kommentar, en egenskap eller en sparad text som inte syns", maybe_cell=True)


def _harmless(book: bytes, sheets: Sequence[SheetRecords]) -> bytes:
    """The workbook without the sheets' own words on how large they are: the reader takes as much memory as they say."""
    silent = bytearray(book)
    for at in {at for records in sheets for at in records.extents}:
        (length,) = struct.unpack_from("<H", book, at + 2)
        silent[at + 4 : at + 4 + length] = bytes(len(silent[at + 4 : at + 4 + length]))
    return bytes(silent)


def _records(book: bytes, at: int) -> Iterator[tuple[int, int, bytes]]:
    """Place, kind and content of the records from a place on."""
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        yield at, kind, book[at + 4 : at + 4 + length]
        at += 4 + length


def _first_records(book: bytes) -> Iterator[tuple[int, int, bytes]]:
    """The records about the workbook as a whole, before those of the sheets."""
    return takewhile(lambda found: found[1] != END, _records(book, 0))


def _sheets(book: bytes, name: str) -> Iterator[SheetRecords]:
    """The records of every sheet, in the order of the list at the start of the workbook."""
    for _, kind, record in _first_records(book):
        if kind == LOCK and any(record):
            raise UnreadableError(Cause.LOCKED, name, "Filen har ett lösenord.", "")
        if kind == SHEET:
            at, state, sort = struct.unpack_from("<LBB", record)
            if at >= len(book):
                raise ValueError
            yield SheetRecords(book, at, is_sheet=sort == 0, is_hidden=state != 0)
