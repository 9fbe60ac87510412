"""A waterfall that lies down under names of any length, and may pass zero."""

from collections.abc import Sequence

from pages.drawing.base import Figure, bridge_spans
from pages.drawing.headed_rows import bars, headed_layout, headed_rows
from pages.drawing.palette import Palette


def step_rows(
    names: Sequence[str], values: Sequence[float], totals: Sequence[bool], texts: Sequence[str], palette: Palette
) -> Figure:
    """Totals stand on the axis, each step begins where the former ended."""
    bases, ends = bridge_spans(values, totals)
    colours = [
        palette.accent if total else palette.third if value >= 0 else palette.second
        for value, total in zip(values, totals, strict=True)
    ]
    rows = headed_rows(names, texts, totals, palette)
    layout = headed_layout(rows, min(0, *ends, *bases), max(1, *ends, *bases), palette)
    zero = {"type": "line", "xref": "x", "yref": "y", "x0": 0, "x1": 0, "layer": "below"}
    layout["shapes"] = [
        zero | {"y0": y - 14, "y1": y + 14, "line": {"color": palette.text, "width": 1}} for y in rows.middles
    ]
    return {"data": [bars(rows.middles, bases, values, colours)], "layout": layout}
