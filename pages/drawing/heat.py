"""A table of numbers with a tint behind each."""

from collections.abc import Sequence

from pages.drawing.base import TEXT_SIZE, Figure, layout_of
from pages.drawing.palette import Palette
from pages.drawing.rows import row_name


def heat_map(
    rows: Sequence[str],
    names: Sequence[str],
    values: Sequence[Sequence[float | None]],
    texts: Sequence[Sequence[str]],
    palette: Palette,
) -> Figure:
    """A table of numbers with a tint behind each; row names stand above their row."""
    trace = {
        "type": "heatmap",
        "z": [list(row) for row in reversed(values)],
        "x": list(names),
        "y": list(range(len(rows))),
        "text": [list(row) for row in reversed(texts)],
        "texttemplate": "%{text}",
        "textfont": {"size": TEXT_SIZE},
        "colorscale": [[0, palette.faint], [1, palette.accent]],
        "showscale": False,
        "xgap": 3,
        "ygap": 24,
        "hoverinfo": "skip",
    }
    layout = layout_of(palette, 62 * len(rows) + 70)
    layout["xaxis"] |= {"side": "top", "type": "category", "tickfont": {"size": TEXT_SIZE, "color": palette.text}}
    layout["yaxis"] |= {"visible": False, "range": [-0.5, len(rows) - 0.5]}
    layout["annotations"] = [row_name(name, len(rows) - 1 - row + 0.42, palette) for row, name in enumerate(rows)]
    return {"data": [trace], "layout": layout}
