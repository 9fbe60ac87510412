"""A waterfall that lies down, so that long names fit on a phone."""

from collections.abc import Sequence

from pages.drawing.base import Figure, bridge_spans, layout_of
from pages.drawing.gap import aside
from pages.drawing.palette import Palette
from pages.drawing.rows import ROW_HEIGHT, row_name


def row_bridge(
    names: Sequence[str], values: Sequence[float], totals: Sequence[bool], texts: Sequence[str], palette: Palette
) -> Figure:
    """Totals stand on the axis, each step begins where the former ended; the texts stand at the right-hand side."""
    bases, ends = bridge_spans(values, totals)
    places = [len(names) - 1 - place for place in range(len(names))]
    trace = {
        "type": "bar",
        "orientation": "h",
        "y": places,
        "x": list(values),
        "base": bases,
        "width": 0.4,
        "marker": {
            "color": [
                palette.accent if total else palette.third if value >= 0 else palette.second
                for value, total in zip(values, totals, strict=True)
            ]
        },
        "hoverinfo": "skip",
    }
    layout = layout_of(palette, ROW_HEIGHT * len(names) + 36)
    low, high = min(0, *ends), max(1, *ends)
    layout["xaxis"] |= {"visible": False, "range": [low, high]}
    layout["yaxis"] |= {"visible": False, "range": [-0.5, len(names) - 0.4]}
    bold = [f"<b>{name}</b>" if total else name for name, total in zip(names, totals, strict=True)]
    layout["annotations"] = [row_name(name, y + 0.2, palette) for name, y in zip(bold, places, strict=True)]
    layout["annotations"] += [aside(text, y + 0.2, palette) for text, y in zip(texts, places, strict=True)]
    return {"data": [trace], "layout": layout}
