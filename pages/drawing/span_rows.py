"""Rows that reach from a low to a high value around a common middle: what moves a number most (a tornado)."""

from collections.abc import Sequence

from pages.drawing.base import Figure
from pages.drawing.headed_rows import BAR, bars, headed_layout, headed_rows
from pages.drawing.palette import Palette


def span_rows(
    names: Sequence[str], ends: Sequence[tuple[float, float]], middle: float, texts: Sequence[str], palette: Palette
) -> Figure:
    """Each row's two ends around the middle, the first row on top; below the middle in another colour than above."""
    rows = headed_rows(names, texts, [False] * len(names), palette)
    layout = headed_layout(rows, min(middle, *map(min, ends)), max(middle, *map(max, ends)), palette)
    layout["shapes"] = [_middle(middle, y, palette) for y in rows.middles]
    base = [middle] * len(names)
    sides = ((min, palette.second), (max, palette.third))
    traces = [
        bars(rows.middles, base, [pick(pair) - middle for pair in ends], [colour] * len(names))
        for pick, colour in sides
    ]
    return {"data": traces, "layout": layout}


def _middle(x: float, y: float, palette: Palette) -> Figure:
    """An upright line across a row's bar."""
    line = {"color": palette.text, "width": 2}
    ends = {"x0": x, "x1": x, "y0": y - BAR / 2 - 3, "y1": y + BAR / 2 + 3}
    return {"type": "line", "xref": "x", "yref": "y", **ends, "line": line}
