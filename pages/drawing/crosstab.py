"""A cross table of numbers with a tint behind each, whose long column names never clip.

The column names stand as a staircase above the table, each on its own line from its column to the right, and the row
names above their row, so that the same figure reads on a phone and on a projector. One unit of y is one pixel.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from textwrap import wrap

from pages.drawing.base import TEXT_SIZE, Figure, layout_of
from pages.drawing.hidden import chequered
from pages.drawing.palette import Palette, on_colour
from pages.drawing.shades import mixed

STAIR, NAME, LINE, CELL, GAP = 23, 25, 20, 46, 6
NARROWEST = 322
"""Pixels of a chart on the narrowest phone."""
LETTER = 7.2
"""Pixels of a letter in a short name."""
ROW_LETTERS = 46
"""Letters of a row name that fit on one line."""


@dataclass(frozen=True)
class Cell:
    """The text of a cell and the strength of its tint, 0–1; None leaves it untinted, hidden fills it with chequers."""

    text: str
    tint: float | None
    hidden: bool = False


def crosstab(rows: Sequence[str], names: Sequence[str], cells: Sequence[Sequence[Cell]], palette: Palette) -> Figure:
    """One row of cells per row name, one cell per column name; the first row on top."""
    wrapped = [wrap(name, ROW_LETTERS) for name in rows]
    tops = list(accumulate((LINE * len(lines) + NAME + CELL + GAP - LINE for lines in wrapped), initial=0))
    feet = [foot - GAP - CELL for foot in tops[1:]]
    blank = [None] * len(names)
    tints = [line for row in cells for line in (blank, [cell.tint for cell in row], blank)]
    heat = {
        "type": "heatmap",
        "x": list(range(len(names) + 1)),
        "y": [edge for top, foot in zip(tops, feet, strict=False) for edge in (top, foot, foot + CELL)] + tops[-1:],
        "z": tints,
        "zmin": 0,
        "zmax": 1,
        "colorscale": [[0, palette.faint], [1, palette.accent]],
        "showscale": False,
        "xgap": 3,
        "hoverinfo": "skip",
    }
    flat = [(place, foot, cell) for foot, line in zip(feet, cells, strict=True) for place, cell in enumerate(line)]
    stub = {
        "type": "bar",
        "x": [place + 0.5 for place, _, cell in flat if cell.hidden],
        "y": [CELL] * sum(cell.hidden for *_, cell in flat),
        "base": [foot for _, foot, cell in flat if cell.hidden],
        "width": 0.94,
        "marker": chequered(palette),
        "hoverinfo": "skip",
    }
    words = {
        "type": "scatter",
        "mode": "text",
        "x": [place + 0.5 for place, _, _ in flat],
        "y": [foot + CELL / 2 for _, foot, _ in flat],
        "text": [cell.text for *_, cell in flat],
        "textfont": {"size": TEXT_SIZE, "color": [_ink(cell, palette) for *_, cell in flat]},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
    stairs = STAIR * len(names)
    layout = layout_of(palette, tops[-1] + stairs)
    layout["margin"] = {"l": 0, "r": 0, "t": 0, "b": 0}
    layout["xaxis"] |= {"visible": False, "range": [0, len(names)]}
    layout["yaxis"] |= {"visible": False, "range": [tops[-1], -stairs]}
    layout["shapes"] = [
        line for place, name in enumerate(names) for line in _leader(name, place, len(names), feet[0], palette)
    ]
    layout["annotations"] = [
        *(_heading(name, place, len(names), palette) for place, name in enumerate(names)),
        *(_row_name("<br>".join(lines), foot, palette) for lines, foot in zip(wrapped, feet, strict=True)),
    ]
    return {"data": [heat, stub, words] if stub["x"] else [heat, words], "layout": layout}


def _ink(cell: Cell, palette: Palette) -> str:
    """Whichever of white and near-black reads best on the cell's tint."""
    return palette.text if cell.tint is None else on_colour(mixed(palette.faint, palette.accent, cell.tint), palette)


def _leader(name: str, place: int, columns: int, foot: float, palette: Palette) -> list[Figure]:
    """From a column's name down to the column's first cell, by way of the name's level where the name stands apart."""
    level = _level(place, columns)
    ends = [(place + 0.5, level, place + 0.5, foot - 2)]
    if not _fits(name, place, columns):
        ends.append((place + 0.5, level, columns, level))
    line = {"color": palette.muted, "width": 1}
    return [
        {"type": "line", "layer": "below", "line": line, "x0": x0, "y0": y0, "x1": x1, "y1": y1}
        for x0, y0, x1, y1 in ends
    ]


def _level(place: int, columns: int) -> float:
    """The height of a column's own step of the stairs."""
    return -STAIR * (columns - place - 0.5)


def _fits(name: str, place: int, columns: int) -> bool:
    """Is there room for the name to the right of the middle of its column, on a phone too?"""
    return (place + 0.5) / columns * NARROWEST + 6 + LETTER * len(name) <= NARROWEST


def _heading(name: str, place: int, columns: int, palette: Palette) -> Figure:
    """From the middle of its column to the right; against the right edge where it would not fit on a phone."""
    fits = _fits(name, place, columns)
    return {
        "xref": "x",
        "yref": "y",
        "x": place + 0.5 if fits else columns,
        "xanchor": "left" if fits else "right",
        "xshift": 2 if fits else 0,
        "y": _level(place, columns),
        "yanchor": "middle",
        "text": name,
        "showarrow": False,
        "bgcolor": palette.surface,
        "borderpad": 1,
        "font": {"size": TEXT_SIZE, "color": palette.text},
    }


def _row_name(name: str, foot: float, palette: Palette) -> Figure:
    return {
        "xref": "paper",
        "yref": "y",
        "x": 0,
        "xanchor": "left",
        "y": foot,
        "yanchor": "bottom",
        "text": name,
        "align": "left",
        "showarrow": False,
        "bgcolor": palette.surface,
        "borderpad": 1,
        "font": {"size": TEXT_SIZE, "color": palette.text},
    }
