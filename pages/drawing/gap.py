"""Bars with what they lack: one bar per name, and a dashed box from its end to the yardstick."""

from collections.abc import Sequence
from dataclasses import dataclass

from pages.drawing.base import TEXT_SIZE, Figure, layout_of
from pages.drawing.palette import Palette, on_colour
from pages.drawing.rows import ROW_HEIGHT, row_name


@dataclass(frozen=True)
class GapRow:
    """A bar with its texts. yardstick None means that there is none; open marks what is planned only."""

    name: str
    value: float
    text: str
    aside: str
    yardstick: float | None = None
    gap_text: str = ""
    open: bool = False


def gap_rows(rows: Sequence[GapRow], palette: Palette) -> Figure:
    """Solid bars for what is, open bars for what is planned, a dashed box for what is missing to the yardstick."""
    places = [len(rows) - 1 - place for place in range(len(rows))]
    trace = {
        "type": "bar",
        "orientation": "h",
        "y": places,
        "x": [row.value for row in rows],
        "width": 0.46,
        "marker": {
            "color": [palette.faint if row.open else palette.accent for row in rows],
            "line": {"color": palette.accent, "width": [2 if row.open else 0 for row in rows]},
        },
        "text": [row.text for row in rows],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "insidetextfont": {
            "size": TEXT_SIZE,
            "color": [palette.text if row.open else on_colour(palette.accent, palette) for row in rows],
        },
        "textangle": 0,
        "hoverinfo": "skip",
    }
    longest = max(max(row.value, row.yardstick or 0) for row in rows)
    layout = layout_of(palette, (ROW_HEIGHT + 14) * len(rows) + 30)
    layout["xaxis"] |= {"visible": False, "range": [0, longest * 1.01 or 1]}
    layout["yaxis"] |= {"visible": False, "range": [-0.5, len(rows) - 0.4]}
    layout["annotations"] = [row_name(row.name, y + 0.25, palette) for row, y in zip(rows, places, strict=True)]
    layout["annotations"] += [aside(row.aside, y + 0.25, palette) for row, y in zip(rows, places, strict=True)]
    layout["shapes"] = []
    for row, y in zip(rows, places, strict=True):
        if row.yardstick is not None:
            _add_gap(layout, row, y, palette)
    return {"data": [trace], "layout": layout}


def aside(text: str, y: float, palette: Palette) -> Figure:
    """A text at a row's right-hand side, level with its name."""
    return {
        "xref": "paper",
        "x": 1,
        "xanchor": "right",
        "yref": "y",
        "y": y,
        "yanchor": "bottom",
        "text": text,
        "showarrow": False,
        "font": {"size": TEXT_SIZE, "color": palette.text},
    }


def _add_gap(layout: Figure, row: GapRow, y: int, palette: Palette) -> None:
    """The box from bar to yardstick, and an upright line at the yardstick itself."""
    yardstick = row.yardstick or 0
    if yardstick > row.value:
        layout["shapes"].append(
            {
                "type": "rect",
                "x0": row.value,
                "x1": yardstick,
                "y0": y - 0.23,
                "y1": y + 0.23,
                "line": {"color": palette.grey, "width": 1.5, "dash": "dot"},
            }
        )
        layout["annotations"].append(
            {
                "x": (row.value + yardstick) / 2,
                "y": y,
                "text": row.gap_text,
                "showarrow": False,
                "font": {"size": TEXT_SIZE, "color": palette.text},
            }
        )
    layout["shapes"].append(
        {
            "type": "line",
            "x0": yardstick,
            "x1": yardstick,
            "y0": y - 0.32,
            "y1": y + 0.32,
            "line": {"color": palette.text, "width": 3},
        }
    )
