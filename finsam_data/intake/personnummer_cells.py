"""Personnummer in a table: within a cell, split over cells side by side, and without the zeros it began with."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

import polars as pl

from finsam_data.intake.birth_digits import is_number, is_person
from finsam_data.intake.personnummer import LIKELY, numbers

BIRTH_CELL, LAST_CELL, SHORT_CELL = r"^(1[89]|20)?\d{6}$", r"^[-+]?\d{4}$", r"^\d{1,4}$"
"""A number split in cells, side by side: in two, or in more that hold a few digits each."""
FEWEST_SHORT_CELLS = 4
NO_ZEROS = r"^([1-9]\d{7,8})(\.0)?$"
"""What is left of a number of 2000–2009 (1900–1909) in a cell for numbers."""
DAY_FIRST = re.compile(r"1[0-2](0[1-9]|1[0-2])20[1-3]\d")
"""A date that eight digits may also be; with the year first they have no month and are no number."""


def number_cells(cells: pl.DataFrame) -> Iterator[tuple[int, str, str]]:
    """Place from 0 in the frame, name of the column and number of every cell that holds one, or its first digits.

    cells: String columns without hidden signs.
    """
    texts = {column.name: column.drop_nulls().unique() for column in cells}  # dates and words come again and again

    def matching(column: str, pattern: str) -> pl.Series:
        found = texts[column].filter(texts[column].str.contains(pattern))
        return cells[column].is_in(found.implode()).fill_null(False)

    for name, several in texts.items():
        held = {text: found for text in several.filter(several.str.contains(LIKELY)) if (found := numbers(text))}
        for place in cells[name].is_in(list(held)).arg_true() if held else ():
            for digits in held[cells.item(place, name)]:
                yield place, name, digits
    for left, right in pairwise(cells.columns):
        births = matching(left, BIRTH_CELL)
        if births.any():
            for place in (births & matching(right, LAST_CELL)).arg_true():
                for digits in numbers(f"{cells.item(place, left)} {cells.item(place, right).lstrip('-+')}"):
                    yield place, left, digits
    if cells.width:
        short = pl.DataFrame([matching(name, SHORT_CELL) for name in cells.columns])
        for place in (short.sum_horizontal() >= FEWEST_SHORT_CELLS).arg_true():
            for at, digits in _in_short_cells(cells.row(place)):
                yield place, cells.columns[at], digits


def cells_without_zeros(cells: pl.DataFrame) -> Iterator[tuple[int, str, str]]:
    """Place, column and number of every cell whose digits are a number when the zeros before them are put back.

    Excel takes them away where a number is written in a cell for numbers: 0508233234 becomes 508233234.
    """
    for column in cells:
        left = column.str.extract(NO_ZEROS)
        for place in left.is_not_null().arg_true():
            digits = left[place]
            if is_number(digits.zfill(10)) and not DAY_FIRST.fullmatch(digits):
                yield place, column.name, digits.zfill(10)


def _in_short_cells(texts: Sequence[str | None]) -> Iterator[tuple[int, str]]:
    """Place of the first cell and number, one digit to a cell or year, month, day and the last four."""
    short = re.compile(SHORT_CELL)
    for is_short, group in groupby(enumerate(texts), lambda cell: bool(cell[1] and short.match(cell[1]))):
        run = [(at, text or "") for at, text in group]
        if not is_short:
            continue
        for first in range(len(run)):
            year, *days, last = (text for _, text in run[first : first + 4]) if len(run) - first >= 4 else ("", "")
            if len(year) in {2, 4} and all(len(day) <= 2 for day in days) and len(last) == 4:
                digits = f"{year}{''.join(day.zfill(2) for day in days)}{last}"
                if is_person(digits):
                    yield run[first][0], digits[-10:]
        for single, part in groupby(run, lambda cell: len(cell[1]) == 1):
            line = list(part)
            digits = "".join(text for _, text in line)
            if single and len(line) in {10, 12} and is_person(digits):
                yield line[0][0], digits[-10:]
