"""A file of unknown origin, Excel or CSV, as rows of texts with the row numbers its author sees.

Everything is checked before it is opened: size, what the zip holds and how much it unpacks to, how far out its cells
lie. A file that passes can be read in a fraction of a second.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any, NamedTuple

from finsam_data.errors import DataError

LARGEST_BYTES = 2_000_000
LARGEST_UNPACKED_BYTES = 20_000_000
HIGHEST_RATIO = 200
MOST_PARTS = 200
MOST_SHEETS = 20
MOST_ROWS = 5_000
MOST_COLUMNS = 100
SHEET_PART = b"sheetData"
"""What stands in every part that is a sheet, whatever the part is called."""
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
CELL_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,9})(\d{0,9})["']""")
REFERENCE_IN_DISGUISE = re.compile(rb"""\sr\s*=\s*["'][^"'<>]{0,40}&""")
SEPARATORS = ";\t,"
SAVE_AS_XLSX = "Spara filen som Excel-arbetsbok (.xlsx) utan lösenord, eller som CSV."
ONLY_THE_TABLE = "Spara bara tabellen i en ny fil."


class Row(NamedTuple):
    """One row with something in it: its number in the file, counted from 1, and its cells, empty ones as ""."""

    number: int
    cells: tuple[str, ...]


class Sheet(NamedTuple):
    """A sheet of a workbook, or the whole of a CSV file with an empty name."""

    name: str
    rows: tuple[Row, ...]


def read_spreadsheet(content: bytes, thing: str) -> list[Sheet]:
    """The sheets of a .xlsx or .csv file, told apart by what they hold. thing is the file's name, for the messages.

    Raises DataError where the file is too large, damaged, locked or of another kind.
    """
    if not content:
        raise DataError(thing, "Filen är tom.", "Utgå från mallen.")
    if len(content) > LARGEST_BYTES:
        raise DataError(thing, f"Filen är större än {LARGEST_BYTES // 1_000_000} MB.", ONLY_THE_TABLE)
    if content.startswith(ZIP):
        return _workbook(content, thing)
    if content.startswith(OLD_EXCEL) or PurePath(thing).suffix.lower() not in {".csv", ".txt"}:
        raise DataError(thing, "Filen är varken Excel (.xlsx) eller CSV, eller har ett lösenord.", SAVE_AS_XLSX)
    return [Sheet("", _csv_rows(content, thing))]


def _workbook(content: bytes, thing: str) -> list[Sheet]:
    import fastexcel

    try:
        reader = fastexcel.read_excel(_checked_copy(content, thing))
        names = reader.sheet_names
    except fastexcel.FastExcelError as error:
        raise _damaged(thing) from error
    if len(names) > MOST_SHEETS:
        raise DataError(thing, f"Filen har fler än {MOST_SHEETS} blad.", ONLY_THE_TABLE)
    return [Sheet(name, _sheet_rows(reader, name, thing)) for name in names]


def _checked_copy(content: bytes, thing: str) -> bytes:
    """The workbook packed anew from what was checked, so that the reader meets nothing the directory lied about."""
    too_large = DataError(thing, "Filen packas upp till orimligt mycket.", ONLY_THE_TABLE)
    copy = io.BytesIO()
    left = min(LARGEST_UNPACKED_BYTES, HIGHEST_RATIO * len(content))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts, zipfile.ZipFile(copy, "w") as checked:
            directory = {part.filename: part for part in parts.infolist()}
            if sum(part.file_size for part in directory.values()) > left or len(directory) > MOST_PARTS:
                raise too_large
            for name, part in directory.items():
                with parts.open(part) as opened:
                    text = opened.read(left + 1)
                left -= len(text)
                if left < 0:
                    raise too_large
                _check_cells(text, thing)
                checked.writestr(name, text)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        # zipfile tells of a password by RuntimeError, and of packing it does not know by NotImplementedError.
        raise _damaged(thing) from error
    return copy.getvalue()


def _check_cells(text: bytes, thing: str) -> None:
    """A single cell far out makes the reader fill all the way there, so no cell may lie far out."""
    if SHEET_PART not in text:
        return
    if REFERENCE_IN_DISGUISE.search(text):
        raise _damaged(thing)
    for column, row in sorted(set(CELL_REFERENCE.findall(text)), reverse=True):
        if (row and int(row) > MOST_ROWS) or _place(column) > MOST_COLUMNS:
            raise DataError(
                thing,
                f"Något står i cell {column.decode().upper()}{row.decode()}, utanför de första {MOST_ROWS} raderna och "
                f"{MOST_COLUMNS} kolumnerna.",
                f"Töm den. {ONLY_THE_TABLE}",
            )


def _place(letters: bytes) -> int:
    """A → 1, AA → 27."""
    place = 0
    for letter in letters.upper():
        place = place * 26 + letter - 64
    return place


def _sheet_rows(reader: Any, name: str, thing: str) -> tuple[Row, ...]:
    """One sheet. fastexcel drops blank rows at the start unless it is told to skip none."""
    import fastexcel

    try:
        frame = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars()
    except fastexcel.FastExcelError as error:
        raise _damaged(thing) from error
    except BaseException as error:
        # A panic of the reader is no Exception; anything else that is none must pass.
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(thing) from error
    return _filled(enumerate(frame.iter_rows(), start=1))


def _csv_rows(content: bytes, thing: str) -> tuple[Row, ...]:
    """CSV as Swedish Excel writes it, in either encoding; the separator is the one its first line has most of."""
    if b"\0" in content:
        raise DataError(thing, "Filen är ingen textfil.", SAVE_AS_XLSX)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(SEPARATORS, key=first.count)
    found = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[tuple[int, list[str]]] = []
    before = 0
    try:
        for cells in found:
            rows.append((before + 1, cells))
            before = found.line_num
            if len(rows) > MOST_ROWS or len(cells) > MOST_COLUMNS:
                raise DataError(
                    thing, f"Filen har fler än {MOST_ROWS} rader eller {MOST_COLUMNS} kolumner.", ONLY_THE_TABLE
                )
    except csv.Error as error:
        raise DataError(thing, f"Citattecknen går inte ihop på rad {found.line_num}.", "Rätta raden.") from error
    return _filled(rows)


def _filled(rows: Iterable[tuple[int, Sequence[str | None]]]) -> tuple[Row, ...]:
    """The rows that hold something, with cells trimmed."""
    texts = ((number, tuple(" ".join((cell or "").split()) for cell in cells)) for number, cells in rows)
    return tuple(Row(number, cells) for number, cells in texts if any(cells))


def _damaged(thing: str) -> DataError:
    return DataError(thing, "Filen är skadad eller ingen Excelfil.", SAVE_AS_XLSX)
