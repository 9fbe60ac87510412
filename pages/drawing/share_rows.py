"""Shares 0–100 %, one row per category: stacked parts of a whole, or dots with their intervals and yardsticks.

Each row's name stands above it, with a line of its own for what the row is measured against. One unit of y is a pixel.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from pages.drawing.base import TEXT_SIZE, Figure, Part, any_hidden, layout_of, marker_of
from pages.drawing.hidden import STUB, stub_rows, whole
from pages.drawing.palette import Palette, on_colour
from pages.text.formats import HIDDEN, NBSP, half_up

NAME, NOTE, BAR, LINE, GAP = 24, 20, 46, 24, 16
SYMBOLS = ("circle", "diamond", "square")
GLYPHS = ("●", "◆", "■")
"""The same symbols as text, for the key to the colours."""
ROOM, BASE_ROOM = 1.37, 1.18
"""The width of the figure in scales: texts beside dots, or bases beside bars, stand to the right of the scale."""


@dataclass(frozen=True)
class Dots:
    """One group over the rows. Where the value is None nothing is drawn and the text alone stands on the line.

    The line is dotted where hidden says that the value is protected.
    """

    name: str
    values: Sequence[float | None]
    intervals: Sequence[tuple[float, float] | None]
    texts: Sequence[str]
    colour: str
    hidden: Sequence[bool] = ()


@dataclass(frozen=True)
class Yardstick:
    """A goal (solid) or the target group's own share (dotted) across the row, or across one of its groups only."""

    row: int
    value: float
    dotted: bool = False
    group: int | None = None


def stacked_shares(names: Sequence[str], bases: Sequence[str], parts: Sequence[Part], palette: Palette) -> Figure:
    """One bar per name, 100 % wide; a text stands in its part where there is room for it, else in the table only.

    bases are what the parts are shares of, beside the bar; where no part has a value the base stands in its place.
    Protected parts are together one stub after the shown ones; its length is always the same.
    """
    height = (NAME + BAR + GAP) * len(names)
    middles = [-((NAME + BAR + GAP) * row + NAME + BAR / 2) for row in range(len(names))]
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "name": part.name,
            "x": [whole(value) for value in part.values],
            "y": middles,
            "width": BAR,
            "marker": marker_of(part, palette),
            "text": list(part.texts),
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "constraintext": "inside",
            "insidetextfont": {
                "size": TEXT_SIZE,
                "color": palette.text if part.hatched else on_colour(part.colour, palette),
            },
            "hoverinfo": "skip",
        }
        for part in parts
    ]
    drawn = [any(part.values[row] is not None for part in parts) for row in range(len(names))]
    protected = any_hidden(part.hidden for part in parts)
    if protected:
        inside = {"textposition": "inside", "text": [HIDDEN] * len(protected), "insidetextanchor": "middle"}
        traces.append(stub_rows([middles[row] for row in protected], BAR, STUB, palette, **inside))
    # Shares are drawn at whole per cent, and the parts of a row may add up to one or two more than a hundred.
    longest = max((sum(whole(part.values[row]) or 0 for part in parts) for row in range(len(names))), default=1)
    beside = max(longest, 1) + (STUB if protected else 0)
    traces.append(
        {
            "type": "scatter",
            "mode": "text",
            "x": [beside if has_bar else STUB if row in protected else 0 for row, has_bar in enumerate(drawn)],
            "y": middles,
            "text": [f"{NBSP}{base}" for base in bases],
            "textposition": "middle right",
            "textfont": {"size": TEXT_SIZE, "color": [palette.text if has_bar else palette.muted for has_bar in drawn]},
            "hoverinfo": "skip",
            "cliponaxis": False,
        }
    )
    figure = _figure(traces, height, BASE_ROOM + beside - 1, palette)
    figure["layout"]["margin"] |= {"l": 0, "r": 0}
    figure["layout"] |= {"barmode": "stack", "uniformtext": {"mode": "hide", "minsize": TEXT_SIZE - 1}}
    figure["layout"]["annotations"] = [
        _words(name, middle + BAR / 2, palette, palette.text) for name, middle in zip(names, middles, strict=True)
    ]
    return figure


def dotted_shares(
    names: Sequence[str],
    notes: Sequence[str],
    groups: Sequence[Dots],
    palette: Palette,
    maximum: float = 1,
    yardsticks: Sequence[Yardstick] = (),
) -> Figure:
    """One line per name and group with a dot, its interval and its text; a note may stand under the name."""
    tops: list[float] = []
    y = 0.0
    for note in notes:
        tops.append(y)
        y -= NAME + (NOTE if note else 0) + LINE * len(groups) + GAP
    firsts = [top - NAME - (NOTE if note else 0) for top, note in zip(tops, notes, strict=True)]
    traces = []
    for place, group in enumerate(groups):
        middles = [first - LINE * (place + 0.5) for first in firsts]
        traces += [_dots(group, middles, place, palette), _dot_texts(group, middles, maximum * ROOM, palette)]
    figure = _figure(traces, -y, maximum * ROOM, palette)
    figure["layout"]["annotations"] = [
        *(_words(name, top - NAME, palette, palette.text) for name, top in zip(names, tops, strict=True)),
        *(_words(note, first, palette, palette.muted) for note, first in zip(notes, firsts, strict=True) if note),
    ]
    figure["layout"]["shapes"] = [
        *(
            _track(first - LINE * (place + 0.5), maximum, palette, dotted=row in any_hidden([group.hidden]))
            for row, first in enumerate(firsts)
            for place, group in enumerate(groups)
            if group.values[row] is not None or group.texts[row]
        ),
        *(_yardstick(mark, firsts[mark.row], len(groups), palette) for mark in yardsticks),
    ]
    return figure


def _dots(group: Dots, middles: Sequence[float], place: int, palette: Palette) -> Figure:
    rows = [
        (half_up(value, 2), middle, [half_up(end, 2) for end in span or (value, value)])
        for value, middle, span in zip(group.values, middles, group.intervals, strict=True)
        if value is not None
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": group.name,
        "x": [value for value, *_ in rows],
        "y": [middle for _, middle, _ in rows],
        "marker": {
            "size": 12,
            "color": group.colour,
            "symbol": SYMBOLS[place],
            "line": {"width": 1, "color": palette.surface},
        },
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [high - value for value, _, (_, high) in rows],
            "arrayminus": [value - low for value, _, (low, _) in rows],
            "color": group.colour,
            "thickness": 2,
            "width": 0,
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _dot_texts(group: Dots, middles: Sequence[float], right: float, palette: Palette) -> Figure:
    """The texts, right-aligned at the figure's edge so that they can be compared and collide with nothing."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [right] * len(middles),
        "y": list(middles),
        "text": list(group.texts),
        "textposition": "middle left",
        "textfont": {
            "size": TEXT_SIZE,
            "color": [palette.muted if value is None else palette.text for value in group.values],
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _figure(traces: list[Figure], height: float, maximum: float, palette: Palette) -> Figure:
    layout = layout_of(palette, round(height) + 8)
    layout["margin"] = {"l": 8, "r": 8, "t": 0, "b": 8}
    layout["xaxis"] |= {"visible": False, "range": [0, maximum]}
    layout["yaxis"] |= {"visible": False, "range": [-height, 0]}
    return {"data": traces, "layout": layout}


def _words(words: str, y: float, palette: Palette, colour: str) -> Figure:
    """A line of words at the chart's left edge, its foot at y."""
    return {
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "yref": "y",
        "y": y,
        "yanchor": "bottom",
        "text": escape(words, quote=False),
        "showarrow": False,
        "align": "left",
        "font": {"size": TEXT_SIZE if colour == palette.text else TEXT_SIZE - 1, "color": colour},
    }


def _track(y: float, maximum: float, palette: Palette, *, dotted: bool) -> Figure:
    """The scale that a dot runs along, from 0 to the maximum; dotted where the dot is protected."""
    line = {"color": palette.muted, "width": 1, "dash": "dot"} if dotted else {"color": palette.grid, "width": 1}
    return {"type": "line", "x0": 0, "x1": maximum, "y0": y, "y1": y, "layer": "below", "line": line}


def _yardstick(mark: Yardstick, first: float, groups: int, palette: Palette) -> Figure:
    top = first if mark.group is None else first - LINE * mark.group
    foot = first - LINE * groups if mark.group is None else top - LINE
    line = {"color": palette.text, "width": 2, "dash": "dot" if mark.dotted else "solid"}
    return {"type": "line", "x0": mark.value, "x1": mark.value, "y0": top, "y1": foot, "line": line}
