"""Rows that carry their numbers in words: the name above, a bar or a dot with its interval, the details below.

One unit of y is one pixel.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from pages.drawing.base import TEXT_SIZE, Figure, layout_of
from pages.drawing.hidden import STUB, stub_rows
from pages.drawing.palette import Palette
from pages.drawing.rows import row_name

NAME, MARK, LINE, GAP = 26, 20, 21, 14


@dataclass(frozen=True)
class DetailedRow:
    """value None draws nothing; an interval whose upper end is None has no upper end. Each detail is a line.

    hidden: the value is protected, and a stub says so.
    """

    name: str
    value: float | None
    details: Sequence[str]
    interval: tuple[float, float | None] | None = None
    hidden: bool = False


def detailed_bars(rows: Sequence[DetailedRow], palette: Palette) -> Figure:
    """One bar per row, from zero."""
    places = _places(rows)
    trace = {
        "type": "bar",
        "orientation": "h",
        "y": places,
        "x": [row.value for row in rows],
        "width": MARK - 4,
        "marker": {"color": palette.accent},
        "hoverinfo": "skip",
    }
    return _figure(rows, [trace], palette, max((row.value or 0 for row in rows), default=0) or 1)


def detailed_dots(rows: Sequence[DetailedRow], palette: Palette, maximum: float) -> Figure:
    """One dot per row with its interval; an interval that passes the maximum ends in an arrow there."""
    drawn = [(y, row) for y, row in zip(_places(rows), rows, strict=True) if row.interval]
    spans = [(y, span[0], maximum if span[1] is None else span[1]) for y, row in drawn if (span := row.interval)]
    line = {"color": palette.accent, "width": 4}
    traces: list[Figure] = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [x for _, low, high in spans for x in (min(low, maximum), min(high, maximum), None)],
            "y": [at for y, _, _ in spans for at in (y, y, None)],
            "line": line,
            "opacity": 0.45,
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "x": [maximum for _, row in drawn if _beyond(row, maximum)],
            "y": [y for y, row in drawn if _beyond(row, maximum)],
            "marker": {"symbol": "triangle-right", "size": 14, "color": palette.accent},
            "cliponaxis": False,
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "x": [row.value for _, row in drawn if row.value is not None and row.value <= maximum],
            "y": [y for y, row in drawn if row.value is not None and row.value <= maximum],
            "marker": {"size": 13, "color": palette.accent, "line": {"width": 1, "color": palette.surface}},
            "cliponaxis": False,
            "hoverinfo": "skip",
        },
    ]
    figure = _figure(rows, traces, palette, maximum)
    figure["layout"]["shapes"] = [
        {
            "type": "line",
            "x0": 0,
            "x1": maximum,
            "y0": y,
            "y1": y,
            "layer": "below",
            "line": {"color": palette.grid, "width": 1},
        }
        for y in _places(rows)
    ]
    return figure


def _beyond(row: DetailedRow, maximum: float) -> bool:
    return row.interval is not None and (row.interval[1] is None or row.interval[1] > maximum)


def _height(row: DetailedRow) -> int:
    return NAME + MARK + LINE * len(row.details) + GAP


def _places(rows: Sequence[DetailedRow]) -> list[float]:
    """The middle of each row's bar or dot, counted from the bottom."""
    tops = list(accumulate((_height(row) for row in reversed(rows)), initial=0))[:0:-1]
    return [top - NAME - MARK / 2 for top in tops]


def _figure(rows: Sequence[DetailedRow], traces: list[Figure], palette: Palette, maximum: float) -> Figure:
    height = sum(_height(row) for row in rows)
    protected = [y for y, row in zip(_places(rows), rows, strict=True) if row.hidden]
    if protected:
        traces = [*traces, stub_rows(protected, MARK - 4, maximum * STUB, palette)]
    layout = layout_of(palette, height + 8)
    layout["margin"] = {"l": 2, "r": 10, "t": 4, "b": 4}
    layout["barmode"] = "overlay"
    layout["xaxis"] |= {"visible": False, "range": [0, maximum]}
    layout["yaxis"] |= {"visible": False, "range": [0, height]}
    below = {"yanchor": "top", "align": "left", "font": {"size": TEXT_SIZE - 1, "color": palette.muted}}
    layout["annotations"] = [
        annotation
        for row, y in zip(rows, _places(rows), strict=True)
        for annotation in (
            row_name(row.name, y + MARK / 2, palette),
            row_name("<br>".join(row.details), y - MARK / 2, palette) | below,
        )
    ]
    return {"data": traces, "layout": layout}
