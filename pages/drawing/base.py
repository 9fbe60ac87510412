"""What every form of chart shares: our own template, and the parts that callers hand in.

Figures are plain dicts (the fastest way to build one), never Plotly Express.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pages.drawing.palette import LEAST_CONTRAST, Palette, contrast
from pages.text.formats import NBSP

FONT = '"Source Sans", "Source Sans Pro", system-ui, sans-serif'
TEXT_SIZE = 16
HATCH = "/"

Figure = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """One series over the rows of a bar chart. None means that nothing is drawn there.

    texts are written on or beside the bars; hatched marks a part that is unknown or rests on too few; hidden says row
    by row whether what is not drawn is protected.
    """

    name: str
    values: Sequence[float | None]
    texts: Sequence[str]
    colour: str
    hatched: bool = False
    hidden: Sequence[bool] = ()


@dataclass(frozen=True)
class Line:
    """A series over an ordered axis. None breaks the line; labels are written at the points; the name at its end.

    hidden says point by point whether what breaks the line is protected.
    """

    name: str
    values: Sequence[float | None]
    texts: Sequence[str]
    colour: str
    dashed: bool = False
    hidden: Sequence[bool] = ()


def any_hidden(marks: Iterable[Sequence[bool]]) -> list[int]:
    """The rows or points where any of the series is protected, in order; each series marks its own."""
    return sorted({place for series in marks for place, hidden in enumerate(series) if hidden})


def layout_of(palette: Palette, height: int) -> Figure:
    """The template: no grid, no legend, no hover, Swedish separators, our type."""
    axis = {"showgrid": False, "zeroline": False, "fixedrange": True, "automargin": True}
    return {
        "height": height,
        "margin": {"l": 4, "r": 8, "t": 26, "b": 8},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": TEXT_SIZE, "color": palette.text},
        "separators": f",{NBSP}",
        "showlegend": False,
        "hovermode": False,
        "dragmode": False,
        "uniformtext": {"mode": "show", "minsize": TEXT_SIZE - 1},
        "xaxis": dict(axis),
        "yaxis": dict(axis),
    }


def marker_of(part: Part, palette: Palette) -> Figure:
    """Solid with a thin gap to the next mark, outlined where it is too pale to be seen, or hatched on the surface."""
    stands_out = contrast(part.colour, palette.surface) >= LEAST_CONTRAST
    line = {"color": palette.surface if stands_out else palette.muted, "width": 1}
    if not part.hatched:
        return {"color": part.colour, "line": line}
    pattern = {"shape": HATCH, "fgcolor": part.colour, "bgcolor": palette.surface, "size": 7}
    return {"color": part.colour, "line": {"color": part.colour, "width": 1}, "pattern": pattern}


def bridge_spans(values: Sequence[float], totals: Sequence[bool]) -> tuple[list[float], list[float]]:
    """Where each bar of a bridge begins and ends: a total from zero, a step from where the former ended."""
    bases, running = [], 0.0
    for value, total in zip(values, totals, strict=True):
        bases.append(0.0 if total else running)
        running = value if total else running + value
    return bases, [base + value for base, value in zip(bases, values, strict=True)]
