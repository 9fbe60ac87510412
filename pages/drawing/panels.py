"""Small columns over an ordered axis, one strip per category under its name, all on one scale.

Where lines would cross and their labels collide, the strips are read one by one. One unit of y is one pixel.
"""

from collections.abc import Sequence

from pages.drawing.base import TEXT_SIZE, Figure, any_hidden, layout_of
from pages.drawing.hidden import CHEQUER, chequered
from pages.drawing.palette import Palette
from pages.drawing.rows import row_name

NAME, LABEL, BAR, GAP = 24, 22, 44, 12
STRIP = NAME + LABEL + BAR + GAP
AXIS = 26
STUB_HEIGHT = 12


def column_strips(
    names: Sequence[str],
    steps: Sequence[str],
    values: Sequence[Sequence[float | None]],
    texts: Sequence[Sequence[str]],
    chosen: int | None,
    palette: Palette,
    hidden: Sequence[Sequence[bool]] = (),
) -> Figure:
    """One strip of columns per name, the first on top; the chosen step in the accent, a missing value only its text.

    hidden says cell by cell what is protected: its stub is as high everywhere.
    """
    maximum = max([value for row in values for value in row if value is not None] + [1])
    height = STRIP * len(names) + AXIS
    floors = [STRIP * (len(names) - row - 1) + GAP for row in range(len(names))]
    marked = [any_hidden(hidden[row : row + 1]) for row in range(len(names))]
    protected = [[place in places for place in range(len(steps))] for places in marked]
    cells = [
        (place, floors[row], STUB_HEIGHT if mark else (value or 0) / maximum * BAR, text, mark)
        for row, (line, words, marks) in enumerate(zip(values, texts, protected, strict=True))
        for place, (value, text, mark) in enumerate(zip(line, words, marks, strict=True))
    ]
    colours = [palette.accent if place == chosen else palette.grey for place in range(len(steps))]
    stub = chequered(palette)
    bars = {
        "type": "bar",
        "x": [place for place, *_ in cells],
        "y": [bar for _, _, bar, *_ in cells],
        "base": [floor for _, floor, *_ in cells],
        "marker": {
            "color": [stub["color"] if mark else colours[place] for place, *_, mark in cells],
            "pattern": stub["pattern"] | {"shape": [CHEQUER if mark else "" for *_, mark in cells]},
        },
        "width": 0.62,
        "hoverinfo": "skip",
    }
    words = {
        "type": "scatter",
        "mode": "text",
        "x": [place for place, *_ in cells],
        "y": [floor + bar + LABEL / 2 for _, floor, bar, *_ in cells],
        "text": [text for *_, text, _ in cells],
        "textfont": {"size": TEXT_SIZE, "color": palette.text},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
    layout = layout_of(palette, height)
    layout["margin"] = {"l": 0, "r": 0, "t": 0, "b": 0}
    layout |= {"barmode": "overlay"}
    layout["xaxis"] |= {"visible": False, "range": [-0.5, len(steps) - 0.5]}
    layout["yaxis"] |= {"visible": False, "range": [0, height]}
    layout["shapes"] = [_floor(floor, palette) for floor in floors]
    layout["annotations"] = [
        *(row_name(name, floor + BAR + LABEL, palette) for name, floor in zip(names, floors, strict=True)),
        *(_step(step, place, height, palette) for place, step in enumerate(steps)),
    ]
    return {"data": [bars, words], "layout": layout}


def _floor(y: float, palette: Palette) -> Figure:
    """The line that the columns of a strip stand on."""
    line = {"color": palette.grid, "width": 1}
    return {"type": "line", "xref": "paper", "yref": "y", "x0": 0, "x1": 1, "y0": y, "y1": y, "line": line}


def _step(name: str, place: int, height: float, palette: Palette) -> Figure:
    """The name of a step, above all strips."""
    return {
        "xref": "x",
        "yref": "y",
        "x": place,
        "y": height,
        "xanchor": "center",
        "yanchor": "top",
        "text": name,
        "showarrow": False,
        "font": {"size": TEXT_SIZE, "color": palette.muted},
    }
