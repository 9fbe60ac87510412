"""Where the tables are in a sheet, and which column holds what: rows of headings are found by what stands in them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

import polars as pl

from finsam_data.intake.meaning.dates import read_date
from finsam_data.intake.meaning.values import plain
from finsam_data.intake.raw import RawSheet
from finsam_data.intake.settings import IntakeSettings

FEWEST_HEADINGS = 3
FEWEST_WITHOUT_START = 5
ANCHORS = {"participant_id", "end_date"}
"""Headings that tell a table of deltaganden from a summary or a list of allowed values."""
FEW = 200
NEAR = 0.82
LONGEST_HEADING = 80
NUMBERED = re.compile(r"^\d{1,2}[.)]\s*")
TAIL = re.compile(r"[(\[:;,*]")
LONG_NUMBER = r"^[^(\[:;,*]*\d{3}"
"""Before a tail; ids and dates have it, and looking each of them up takes time."""


@dataclass(frozen=True)
class Table:
    """A table in a sheet. Rows are numbered as in Excel, columns named by their letters.

    first_row and last_row: of the headings. end_row: the last row before the next table, or of the sheet. places:
    column → letter. headings: letter → heading as written. doubles: columns that two headings stand for alike. near:
    letter of a heading that is none → the column that it resembles. aside: letters of further columns that are not
    empty.
    """

    sheet: RawSheet
    first_row: int
    last_row: int
    end_row: int
    places: dict[str, str]
    headings: dict[str, str]
    doubles: dict[str, tuple[str, ...]]
    near: dict[str, str]
    aside: tuple[str, ...]


class Headings:
    """The known headings, plainly written → column and how early it stands among those of its column."""

    def __init__(self, settings: IntakeSettings, remembered: Mapping[str, str]) -> None:
        """remembered: heading → column, as approved before."""
        self._known: dict[str, tuple[str, int]] = {}
        for name, field in settings.columns.items():
            for rank, heading in enumerate((field.heading, *field.synonyms)):
                self._known.setdefault(plain(heading), (name, rank))
        for heading, name in remembered.items():
            if name in settings.columns:
                self._known.setdefault(plain(heading), (name, 99))
        self._without_long_numbers = not any(re.match(LONG_NUMBER, heading) for heading in self._known)

    def likely(self, texts: pl.Series) -> pl.Series:
        """Those of the texts that find has to look at; of few texts all of them."""
        if texts.len() < FEW:
            return texts
        short = texts.filter(texts.str.len_chars() <= LONGEST_HEADING)
        return short.filter(~short.str.contains(LONG_NUMBER)) if self._without_long_numbers else short

    def find(self, text: str) -> tuple[str, int] | None:
        """Column and rank of a heading; what follows a bracket, a colon or the like is a help text."""
        if len(text) > LONGEST_HEADING:
            return None
        whole = NUMBERED.sub("", text)
        return self._known.get(plain(whole)) or self._known.get(plain(TAIL.split(whole)[0]))

    def resembling(self, text: str) -> str | None:
        """The column whose heading a text nearly is."""
        near = get_close_matches(plain(text), self._known, n=1, cutoff=NEAR) if len(text) <= LONGEST_HEADING else []
        return self._known[near[0]][0] if near else None


Row = dict[str, str]
"""The texts of a row by the letters of their columns."""


def find_tables(sheet: RawSheet, headings: Headings) -> list[Table]:
    """The tables of a sheet from the top, none where no row has headings enough."""
    rows = _rows_with_headings(sheet.cells, headings)
    blocks: list[list[int]] = []
    taken = 0
    for number in rows:
        if number <= taken:
            continue
        # Headings may stand in two rows, of which neither has a number or a date.
        pair = number + 1 in rows and not (_has_value(rows[number]) or _has_digit(rows[number + 1]))
        block = [number, number + 1] if pair else [number]
        if _enough(_found(rows, block, headings)):
            blocks.append(block)
            taken = block[-1]
    last = int(sheet.cells.get_column("row")[-1]) if sheet.cells.height else 0
    ends = [*(block[0] - 1 for block in blocks[1:]), last][: len(blocks)]
    return [_table(sheet, rows, block, end, headings) for block, end in zip(blocks, ends, strict=True)]


def _rows_with_headings(cells: pl.DataFrame, headings: Headings) -> dict[int, Row]:
    """The rows in which any cell is a heading, by number."""
    is_heading = []
    for letter in cells.columns[1:]:
        texts = headings.likely(cells.get_column(letter).drop_nulls().unique())
        if known := [text for text in texts if headings.find(text)]:
            is_heading.append(pl.col(letter).is_in(known))
    if not is_heading:
        return {}
    found = cells.filter(pl.any_horizontal(is_heading)).iter_rows(named=True)
    return {row.pop("row"): {letter: text for letter, text in row.items() if text is not None} for row in found}


def _has_value(row: Row) -> bool:
    return any(text.isdecimal() or read_date(text).days for text in row.values())


def _has_digit(row: Row) -> bool:
    return any(sign.isdigit() for text in row.values() for sign in text)


Found = dict[str, list[tuple[int, str]]]
"""Column → rank and letter of each heading that stands for it, the best first."""


def _found(rows: Mapping[int, Row], block: Iterable[int], headings: Headings) -> Found:
    texts = {letter: text for number in block for letter, text in rows[number].items() if headings.find(text)}
    found: Found = {}
    for letter, text in texts.items():
        if heading := headings.find(text):
            found.setdefault(heading[0], []).append((heading[1], letter))
    return {column: sorted(places, key=lambda place: place[0]) for column, places in found.items()}


def _enough(found: Found) -> bool:
    """Is it a table of deltaganden? One that lacks the column of starts is, so that the lack can be told."""
    if "start_date" in found:
        return len(found) >= FEWEST_HEADINGS
    return len(found) >= FEWEST_WITHOUT_START and not ANCHORS.isdisjoint(found)


def _table(sheet: RawSheet, rows: Mapping[int, Row], block: list[int], end: int, headings: Headings) -> Table:
    found = _found(rows, block, headings)
    texts = {letter: text for number in block for letter, text in rows[number].items()}
    texts |= {letter: rows[number][letter] for number in block for places in found.values()
              for _, letter in places if headings.find(rows[number].get(letter, ""))}  # fmt: skip
    body = sheet.cells.filter(pl.col("row").is_between(block[-1] + 1, end))
    held = [letter for letter in body.columns[1:] if body.get_column(letter).null_count() < body.height]
    # Of two columns with the same heading an empty one is no rival.
    found = {
        column: [place for place in candidates if place[1] in held] or candidates[:1]
        for column, candidates in found.items()
    }
    places = {column: candidates[0][1] for column, candidates in found.items()}
    aside = tuple(letter for letter in held if letter not in places.values())
    near = {letter: column for letter in aside if (column := headings.resembling(texts.get(letter, "")))}
    return Table(
        sheet=sheet,
        first_row=block[0],
        last_row=block[-1],
        end_row=end,
        places=places,
        headings=texts,
        doubles={
            column: tuple(letter for rank, letter in candidates if rank == candidates[0][0])
            for column, candidates in found.items()
            if len(candidates) > 1 and candidates[0][0] == candidates[1][0]
        },
        near={letter: column for letter, column in near.items() if column not in places},
        aside=aside,
    )
