"""Rows whose name and number stand above the bar: on one line where both fit on a phone, otherwise on two or more.

One unit of y is one pixel.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from pages.drawing.base import Figure, layout_of
from pages.drawing.gap import aside
from pages.drawing.palette import Palette
from pages.drawing.rows import row_name

LINE, BAR, GAP = 22, 18, 14
LETTERS = 42
"""Letters of a line on the narrowest phone."""


@dataclass(frozen=True)
class HeadedRows:
    """Where each bar's middle is, counted from the bottom, the words above the bars, and the height of it all."""

    middles: list[float]
    words: list[Figure]
    height: int


def headed_rows(names: Sequence[str], texts: Sequence[str], bold: Sequence[bool], palette: Palette) -> HeadedRows:
    """The first name on top; a bold one stands out."""
    lines = [wrap(name, LETTERS) or [name] for name in names]
    apart = [len(found[-1]) + len(text) + 2 > LETTERS for found, text in zip(lines, texts, strict=True)]
    heights = [LINE * (len(found) + own) + BAR + GAP for found, own in zip(lines, apart, strict=True)]
    middles: list[float] = []
    words = []
    top = sum(heights)
    for found, text, own, strong, height in zip(lines, texts, apart, bold, heights, strict=True):
        bar_top = top - height + GAP + BAR
        name = "<br>".join(found)
        words.append(row_name(f"<b>{name}</b>" if strong else name, bar_top + LINE * own, palette) | {"align": "left"})
        words.append(row_name(text, bar_top, palette) if own else aside(text, bar_top, palette))
        middles.append(bar_top - BAR / 2)
        top -= height
    return HeadedRows(middles, words, sum(heights))


def bars(middles: Sequence[float], bases: Sequence[float], lengths: Sequence[float], colours: Sequence[str]) -> Figure:
    """Bars that begin at their bases."""
    return {
        "type": "bar",
        "orientation": "h",
        "y": list(middles),
        "x": list(lengths),
        "base": list(bases),
        "width": BAR,
        "marker": {"color": list(colours)},
        "hoverinfo": "skip",
    }


def headed_layout(rows: HeadedRows, low: float, high: float, palette: Palette) -> Figure:
    """The layout around the bars, x from low to high."""
    layout = layout_of(palette, rows.height + 8)
    layout["margin"] = {"l": 2, "r": 4, "t": 4, "b": 4}
    layout["barmode"] = "overlay"
    layout["xaxis"] |= {"visible": False, "range": [low, high if high > low else low + 1]}
    layout["yaxis"] |= {"visible": False, "range": [0, rows.height]}
    layout["annotations"] = rows.words
    return layout
