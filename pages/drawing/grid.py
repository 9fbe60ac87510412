"""A table with a small bar before each number: the same rows over a few ordered columns. One unit of y is one pixel."""

from collections.abc import Sequence
from dataclasses import dataclass

from pages.drawing.base import TEXT_SIZE, Figure, layout_of
from pages.drawing.palette import Palette
from pages.drawing.rows import row_name
from pages.text.formats import NBSP

BAR_SPAN = 0.3
"""The longest bar's part of a column; the rest is for its number, on the narrowest phone too."""
ROW, BAR, HEAD = 50, 18, 48


@dataclass(frozen=True)
class GridRow:
    """A name with one value per column. None leaves the cell empty, 0 is written in bold."""

    name: str
    values: Sequence[float | None]
    texts: Sequence[str]


def bar_grid(columns: Sequence[str], open_columns: Sequence[bool], rows: Sequence[GridRow], palette: Palette) -> Figure:
    """Bars on one scale through the whole grid; open bars in the columns that are planned only."""
    longest = max((value or 0 for row in rows for value in row.values), default=0) or 1
    height = ROW * len(rows) + HEAD
    floors = [height - HEAD - ROW * (place + 1) for place in range(len(rows))]
    traces = []
    for place, planned in enumerate(open_columns):
        cells = [
            (floor + BAR / 2, value, row.texts[place])
            for floor, row in zip(floors, rows, strict=True)
            if (value := row.values[place]) is not None
        ]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "y": [y for y, _, _ in cells],
                "x": [value / longest * BAR_SPAN for _, value, _ in cells],
                "base": [place] * len(cells),
                "width": BAR,
                "marker": {
                    "color": palette.faint if planned else palette.accent,
                    "line": {
                        "color": palette.accent,
                        "width": [1.5 if planned and value else 0 for _, value, _ in cells],
                    },
                },
                "text": [NBSP + (text if value else f"<b>{text}</b>") for _, value, text in cells],
                "textposition": "outside",
                "textfont": {"size": TEXT_SIZE, "color": palette.text},
                "textangle": 0,
                "cliponaxis": False,
                "hoverinfo": "skip",
            }
        )
    layout = layout_of(palette, height + 8)
    layout["margin"] = {"l": 2, "r": 0, "t": 4, "b": 4}
    layout["barmode"] = "overlay"
    layout["xaxis"] |= {"visible": False, "range": [0, len(columns)]}
    layout["yaxis"] |= {"visible": False, "range": [0, height]}
    layout["annotations"] = [row_name(row.name, y + BAR, palette) for row, y in zip(rows, floors, strict=True)]
    layout["annotations"] += [_head(name, place, height, palette) for place, name in enumerate(columns)]
    return {"data": traces, "layout": layout}


def _head(name: str, place: int, top: int, palette: Palette) -> Figure:
    return {
        "xref": "x",
        "x": place,
        "xanchor": "left",
        "yref": "y",
        "y": top,
        "yanchor": "top",
        "text": name,
        "align": "left",
        "showarrow": False,
        "font": {"size": TEXT_SIZE - 1, "color": palette.muted},
    }
