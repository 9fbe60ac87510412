"""A file of unknown origin, Excel or CSV, as rows of texts with the row numbers its author sees.

Everything is checked before it is opened: size, what the zip holds and how much it unpacks to, how far out its cells
lie. A file that passes can be read in a fraction of a second.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import PurePath
from typing import Any, NamedTuple

import polars as pl

from finsam_data.sources.delimited import csv_rows
from finsam_data.sources.unreadable import (
    ONLY_THE_TABLE,
    SAVE_AS_XLSX,
    Cause,
    Limits,
    UnreadableError,
    check_size,
    damaged,
)
from finsam_data.sources.zipped import check_extent, packed, unpacked

LARGEST_BYTES = 2_000_000
MOST_ROWS = 5_000
MOST_COLUMNS = 100
TABLE_LIMITS = Limits(LARGEST_BYTES, 20_000_000, 200, 200, 20, MOST_ROWS, MOST_COLUMNS, MOST_ROWS * MOST_COLUMNS)
# What fastexcel's reader warns of quotes the file, and no log may.
logging.getLogger("calamine").addHandler(logging.NullHandler())
logging.getLogger("calamine").propagate = False
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


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

    Raises UnreadableError where the file is too large, damaged, locked or of another kind.
    """
    check_size(content, thing, TABLE_LIMITS)
    if content.startswith(ZIP):
        return _workbook(content, thing)
    if content.startswith(OLD_EXCEL) or PurePath(thing).suffix.lower() not in {".csv", ".txt"}:
        rule = "Filen är varken Excel (.xlsx) eller CSV, eller har ett lösenord."
        raise UnreadableError(Cause.KIND, thing, rule, SAVE_AS_XLSX)
    return [Sheet("", _filled(csv_rows(content, thing, TABLE_LIMITS)))]


def _workbook(content: bytes, thing: str) -> list[Sheet]:
    import fastexcel

    parts = unpacked(content, thing, TABLE_LIMITS)
    for text in parts.values():
        check_extent(text, thing, TABLE_LIMITS)
    with reading(thing):
        reader = fastexcel.read_excel(packed(parts))
        names = reader.sheet_names
    if len(names) > TABLE_LIMITS.sheets:
        rule = f"Filen har fler än {TABLE_LIMITS.sheets} blad."
        raise UnreadableError(Cause.EXTENT, thing, rule, ONLY_THE_TABLE)
    return [Sheet(name, _filled(enumerate(sheet_texts(reader, name, thing).iter_rows(), start=1))) for name in names]


def sheet_texts(reader: Any, name: str, thing: str) -> pl.DataFrame:
    """The texts of one sheet. fastexcel drops blank rows at the start unless it is told to skip none.

    Raises UnreadableError where the sheet is damaged.
    """
    with reading(thing):
        frame: pl.DataFrame = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars()
    return frame


@contextmanager
def reading(thing: str) -> Iterator[None]:
    """Raises UnreadableError where fastexcel cannot read the file, instead of fastexcel's own errors and panics."""
    import fastexcel

    try:
        yield
    except fastexcel.FastExcelError:
        raise damaged(thing) from None
    except BaseException as error:
        # A panic of the reader is no Exception; anything else that is none must pass.
        if type(error).__name__ != "PanicException":
            raise
        raise damaged(thing) from None


def _filled(rows: Iterable[tuple[int, Sequence[str | None]]]) -> tuple[Row, ...]:
    """The rows that hold something, with cells trimmed."""
    texts = ((number, tuple(" ".join((cell or "").split()) for cell in cells)) for number, cells in rows)
    return tuple(Row(number, cells) for number, cells in texts if any(cells))
