"""Which marks of a figure a row of its table is drawn with. A mark that does not agree with its row is left out.

Figures are made from parts that know nothing of tables, so the two are matched here: by what a trace is called, by the
order of its points, and always by the numbers.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pages.drawing.base import Figure
from pages.text.formats import HIDDEN, HIDDEN_MARK, NBSP

Mark = tuple[int, int]
"""A trace of the figure and a point of it."""
TOLERANCE = 0.006
"""Shares are drawn at whole per cent."""
DRAWN = ("bar", "scatter", "waterfall")
NUMBER = re.compile(rf"\d+(?:{NBSP}\d{{3}})*(?:,\d+)?|{HIDDEN}")


@dataclass(frozen=True)
class Row:
    """A row of the table: its numbers as they stand on screen, and as they are."""

    texts: frozenset[str]
    numbers: tuple[float, ...]


@dataclass(frozen=True)
class Place:
    """What a stop is about: which point and series, what the series is called, its row of the table and the point's."""

    point: int
    series: int
    name: str
    row: int
    rows: Sequence[int]


class Marks:
    """The marks of one figure, and where they stand in its table."""

    def __init__(self, figure: Figure, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._traces = [
            (number, trace, min(len(trace["x"]), len(trace["y"])))
            for number, trace in enumerate(figure["data"])
            if trace["type"] in DRAWN and trace["x"] and trace["y"]
        ]
        self._aligned = {
            number: points for number, trace, length in self._traces if (points := self._in_order(trace, length))
        }

    def of(self, place: Place, n_points: int, n_series: int) -> tuple[Mark, ...]:
        """The place's own marks; those of its whole point where it has none; none where nothing agrees."""
        level = [(number, trace) for number, trace, length in self._traces if length == n_points]
        named = [one for one in level if _is_called(one[1], place.name)]
        drawn = [one for one in level if one[1].get("mode") != "text" and one[1].get("name") != HIDDEN_MARK]
        if not named and place.series < len(drawn) <= n_series and n_series == len(place.rows):
            # Called something shorter in the figure, or nothing at all: the order of the series is the same.
            named = [drawn[place.series]]
        own = [(number, place.point) for number, trace in named if self._agrees(trace, place.point, place.row)]
        at_level = {number for number, _ in level}
        own = own or [
            (number, rows[place.row])
            for number, rows in self._aligned.items()
            if number not in at_level and place.row in rows
        ]
        if own:
            return tuple(own)
        return tuple(
            (number, place.point)
            for number, trace in level
            if any(self._agrees(trace, place.point, row) for row in place.rows)
        )

    def _in_order(self, trace: dict[str, Any], length: int) -> dict[int, int]:
        """Row → point of a trace that draws the table's rows one after the other, all of them or some."""
        if length < 2:
            return {}
        everything = _matched(len(self._rows), length, lambda row, point: self._shows(trace, point, row))
        if len(everything) == len(self._rows):
            return everything
        seen = [point for point in range(length) if not _is_blank(trace, point)]
        some = _matched(len(seen), len(self._rows), lambda at, row: self._shows(trace, seen[at], row))
        return {row: seen[at] for at, row in some.items()} if len(some) == len(seen) else {}

    def _agrees(self, trace: dict[str, Any], point: int, row: int) -> bool:
        """Does the mark show a number of the row? One that is not there contradicts none."""
        return self._shows(trace, point, row) or _is_blank(trace, point)

    def _shows(self, trace: dict[str, Any], point: int, row: int) -> bool:
        """Is a number of the row seen there, by the text of the mark or by its length?"""
        told = self._rows[row]
        if written := _written(trace, point):
            return not told.texts.isdisjoint(written)
        lengths = [value for value in (trace["x"][point], trace["y"][point]) if isinstance(value, int | float)]
        return any(abs(abs(one) - abs(number)) < TOLERANCE for one in lengths for number in told.numbers)


def numbers_in(text: str) -> Iterator[str]:
    """243 (26 %) → 243, 26; ● → ●."""
    return (found.group() for found in NUMBER.finditer(text))


def _matched(n: int, length: int, agree: Any) -> dict[int, int]:
    """Each of n to the first that agrees after its forerunner's; ends at the first that finds none."""
    found: dict[int, int] = {}
    at = 0
    for one in range(n):
        while at < length and not agree(one, at):
            at += 1
        if at == length:
            break
        found[one] = at
        at += 1
    return found


def _written(trace: dict[str, Any], point: int) -> list[str]:
    """The numbers written at a mark."""
    texts = trace.get("text")
    return NUMBER.findall(texts[point]) if isinstance(texts, list) and texts[point] else []


def _is_blank(trace: dict[str, Any], point: int) -> bool:
    """Is nothing drawn there: no number written, and no mark?"""
    absent = trace.get("mode") == "text" or trace["x"][point] is None or trace["y"][point] is None
    return absent and not _written(trace, point)


def _is_called(trace: dict[str, Any], name: str) -> bool:
    called = trace.get("name")
    return bool(called) and (name == called or name.startswith((f"{called} ", f"{called}, ")))
