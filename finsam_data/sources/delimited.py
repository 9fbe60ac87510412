"""A CSV file as Swedish Excel writes it, in either encoding and with any of three separators."""

import csv
import io
import re
from collections import Counter

from finsam_data.sources.unreadable import ONLY_THE_TABLE, SAVE_AS_XLSX, Cause, Limits, UnreadableError

SEPARATORS = ";\t,"
LINES_THAT_TELL = 100
"""So many lines at the start of a CSV file tell its separator."""


def csv_rows(content: bytes, thing: str, limits: Limits) -> list[tuple[int, list[str]]]:
    """The number and the texts of every row of a CSV file as Swedish Excel writes it, in either encoding.

    Raises UnreadableError where it is no text, has quotes that do not match, or is too large.
    """
    text = _decoded(content, thing)
    found = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    rows: list[tuple[int, list[str]]] = []
    before = 0
    try:
        for cells in found:
            rows.append((before + 1, cells))
            before = found.line_num
            if len(rows) > limits.rows or len(cells) > limits.columns:
                rule = f"Filen har fler än {limits.rows} rader eller {limits.columns} kolumner."
                raise UnreadableError(Cause.EXTENT, thing, rule, ONLY_THE_TABLE)
    except csv.Error as error:
        # A quote without its other half takes in the rest of the file, so it may end as one endless cell.
        too_long = f"En cell på rad {found.line_num} är för lång. Kanske saknas ett citattecken i den."
        wrong = f"Citattecknen går inte ihop på rad {found.line_num}."
        rule = too_long if "field limit" in str(error) else wrong
        raise UnreadableError(Cause.SIGNS, thing, rule, "Rätta raden.") from error
    return rows


def _decoded(content: bytes, thing: str) -> str:
    """UTF-8 where it is, otherwise Windows-1252."""
    if b"\0" in content:
        raise UnreadableError(Cause.KIND, thing, "Filen är ingen textfil.", SAVE_AS_XLSX)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        mixed = UnreadableError(
            Cause.SIGNS, thing, "Filen har tecken som inte går att läsa.", "Spara om den som CSV UTF-8 eller .xlsx."
        )
        if any(sign.encode() in content for sign in "åäöÅÄÖ\ufeff"):
            raise mixed from error
        try:
            return content.decode("cp1252")
        except UnicodeDecodeError:
            raise mixed from error


def _separator(text: str) -> str:
    """The sign that stands equally often on the most lines, outside quotes."""
    lines = re.sub(r'"[^"]*"', "", text[:100_000]).splitlines()[:LINES_THAT_TELL]
    best = (0, 0, SEPARATORS[0])
    for separator in SEPARATORS:
        counts = Counter(n for line in lines if (n := line.count(separator)))
        n_times, n_lines = max(counts.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        if (n_lines, n_times) > best[:2]:
            best = (n_lines, n_times, separator)
    return best[2]
