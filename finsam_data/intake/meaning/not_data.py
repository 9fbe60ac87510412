"""Which rows of a table are no deltaganden: blank ones, sums, notes and headings. When in doubt a row is data."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from finsam_data.intake.meaning.columns import Row, Table
from finsam_data.intake.meaning.dates import read_date
from finsam_data.intake.meaning.values import read_age

Reads = Callable[[str, str], bool]
"""Column and text → may the text stand in the column of a list?"""

NUMBER = re.compile(r"[-+]?[\d\s\u00a0]+([.,]\d+)?\s*%?")
SUM = re.compile(
    r"(del|slut|total)?summa|summering|totalt?|sub ?total|total(t|a)? antal|sum|antal|varav|snitt|genomsnitt|"
    r"medel(värde|ålder|tal|tid)?|median(ålder)?|andel(ar)?|procent", re.IGNORECASE)  # fmt: skip
SUM_START = re.compile(rf"(?:{SUM.pattern})\b", re.IGNORECASE)
SIGN = re.compile(r"[^\W_]")
ID = re.compile(r"(?=\S*\d)\S{1,20}")
HELP = re.compile(r"\(.*\)|\[.*\]|[ÅåYy]{2,4}[-/.]?[Mm]{2}[-/.]?[Dd]{2}")

BLANK = "Raden är tom så när som på skiljetecken."
HEADINGS = "Rubrikrad."
HELP_ROW = "Anvisning under rubrikerna."
SUM_ROW = "Summarad."
LONE_NUMBER = "Ett ensamt tal, troligen en summa."
NOTE = "Anteckning eller rubrik."
BESIDE = "Inget står i tabellens kolumner."
ONLY_INSATS = "Bara insatsens namn är ifyllt."


@dataclass(frozen=True)
class Sorted:
    """The rows below a table's headings. data: cells of those that may be deltaganden; not_data: row and why."""

    data: pl.DataFrame
    not_data: list[tuple[int, str]]


def sort_rows(table: Table, reads: Reads, above: Sequence[int] = ()) -> Sorted:
    """Tell the deltaganden from the rest. Rows with id, start and gender are data without a closer look.

    above: how many deltaganden each of the sheet's tables before this has; its headings may only be repeated ones.
    """
    cells = table.sheet.cells.filter(pl.col("row").is_between(table.last_row + 1, table.end_row))
    plainly = _plainly_data(cells, table.places)
    data = cells.filter(plainly)
    last = int(data.get_column("row")[-1]) if data.height else 0
    numbered = bool(data.height) and bool(data.get_column(table.places["participant_id"]).str.contains(r"^\d+$").any())
    end = int(table.sheet.cells.get_column("row")[-1])
    counts = {data.height + sum(above[at:]) for at in range(len(above) + 1)}
    not_data = []
    for row in cells.filter(~plainly).iter_rows(named=True):
        number = row.pop("row")
        texts = {letter: text for letter, text in row.items() if text is not None}
        # Where ids are numbers a lone number is a sum only if it is how many rows there are above it.
        under = number > last and (not numbered or not counts.isdisjoint(map(_whole, texts.values())))
        why = _why_not(texts, table.places, reads, under=under)
        if why is None and number > last and table.end_row < end and not _has_anchor(texts, table.places, reads):
            why = NOTE  # the title of the table below
        if why:
            not_data.append((number, why))
        else:
            counts = {count + 1 for count in counts}
    numbers = pl.Series([number for number, _ in not_data], dtype=pl.UInt32)
    return Sorted(cells.filter(~pl.col("row").is_in(numbers.implode())), not_data)


def _has_anchor(texts: Row, places: Mapping[str, str], reads: Reads) -> bool:
    """Is there an id, a gender or a date in its column?"""
    return any(
        _readable(column, texts[places[column]], reads)
        for column in ("participant_id", "gender", "start_date", "end_date")
        if places.get(column) in texts
    )


def _whole(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 9 else None


def looks_like_data(texts: Mapping[str, str], reads: Reads) -> bool:
    """Does a row that no headings belong to hold a date and a gender, and something more?"""
    values = list(texts.values())
    return (
        len(values) >= 4
        and any(read_date(text).days for text in values)
        and any(SIGN.search(text) and reads("gender", text) for text in values)
    )


def _plainly_data(cells: pl.DataFrame, places: Mapping[str, str]) -> pl.Series:
    first = ("participant_id", "start_date", "gender")
    if not all(column in places for column in first):
        return pl.Series([False]).new_from_index(0, cells.height)
    name = pl.col(places["participant_id"])
    plainly = cells.select(
        pl.all_horizontal(pl.col(places[column]).is_not_null() for column in first)
        & ~name.str.contains(rf"(?i)^(?:{SUM.pattern})\b|^\(")
    )
    return plainly.to_series().fill_null(False)


def _why_not(texts: Row, places: Mapping[str, str], reads: Reads, *, under: bool) -> str | None:
    """Why a row is no deltagande; None where it may be one."""
    if not any(SIGN.search(text) and not HELP.fullmatch(text) for text in texts.values()):
        return HELP_ROW if any(HELP.fullmatch(text) for text in texts.values()) else BLANK
    known = {column: texts[letter] for column, letter in places.items() if letter in texts}
    readable = {column for column, text in known.items() if _readable(column, text, reads)}
    if _is_sum(list(texts.values()), readable):
        return SUM_ROW
    if not known:
        return BESIDE
    if len(texts) == 1:
        return _why_not_single(*known.items(), reads=reads, under=under)
    if set(known) == {"insats"} and readable:
        return ONLY_INSATS
    return NOTE if len(known) <= 2 and not readable and known.keys().isdisjoint({"start_date", "gender"}) else None


def _why_not_single(cell: tuple[str, str], *, reads: Reads, under: bool) -> str | None:
    """A row with one cell. A number in the column of ids may be an id, unless it stands under all the rows."""
    column, text = cell
    if NUMBER.fullmatch(text) and column not in {"start_date", "end_date"}:
        return LONE_NUMBER if column != "participant_id" or under else None
    if reads("insats", text):
        return ONLY_INSATS
    return None if _readable(column, text, reads) else NOTE


def _is_sum(texts: list[str], readable: set[str]) -> bool:
    words = [text for text in texts if not NUMBER.fullmatch(text)]
    return bool(words) and (
        all(SUM_START.match(text) for text in words)
        or (SUM_START.match(words[0]) is not None and "start_date" not in readable)
    )


def _readable(column: str, text: str, reads: Reads) -> bool:
    """Could the text be a value of the column?"""
    if column == "participant_id":
        return bool(ID.fullmatch(text)) and not read_date(text).days
    if column in {"start_date", "end_date"}:
        return bool(read_date(text).days)
    if column == "age":
        return read_age(text)[0] is not None
    return reads(column, text)
