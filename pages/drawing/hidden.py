"""How a protected number is drawn: a chequered stub of fixed size with its symbol, never a bar that tells a length."""

from collections.abc import Sequence
from typing import Any

from pages.drawing.base import TEXT_SIZE, Figure
from pages.drawing.palette import Palette
from pages.text.formats import HIDDEN, HIDDEN_MARK, NBSP, half_up

CHEQUER = "x"
STUB = 0.05
"""The stub's part of an axis, whatever the axis shows."""


def chequered(palette: Palette) -> Figure:
    """The marker of what is protected: unlike the stripes of what is unknown."""
    pattern = {"shape": CHEQUER, "fgcolor": palette.muted, "bgcolor": palette.surface, "size": 7}
    return {"color": palette.muted, "line": {"color": palette.muted, "width": 1}, "pattern": pattern}


def stub_rows(places: Sequence[float], width: float, length: float, palette: Palette, **more: Any) -> Figure:
    """Lying stubs at the places, all of the given length and each with its word."""
    return {
        "type": "bar",
        "orientation": "h",
        "name": HIDDEN_MARK,
        "y": list(places),
        "x": [length] * len(places),
        "width": width,
        "marker": chequered(palette),
        "text": [f"{NBSP}{HIDDEN_MARK}"] * len(places),
        "textposition": "outside",
        "textangle": 0,
        "textfont": {"size": TEXT_SIZE, "color": palette.muted},
        "cliponaxis": False,
        "hoverinfo": "skip",
        **more,
    }


def stub_columns(places: Sequence[Any], length: float, palette: Palette, **more: Any) -> Figure:
    """Standing stubs at the places, all of the given length and each with its symbol."""
    return {
        "type": "bar",
        "name": HIDDEN_MARK,
        "x": list(places),
        "y": [length] * len(places),
        "marker": chequered(palette),
        "text": [HIDDEN] * len(places),
        "textposition": "outside",
        "textangle": 0,
        "textfont": {"size": TEXT_SIZE, "color": palette.muted},
        "cliponaxis": False,
        "hoverinfo": "skip",
        **more,
    }


def hidden_points(places: Sequence[float], palette: Palette) -> list[Figure]:
    """The symbol above the places of a line chart, at the same height whatever is hidden there."""
    return [
        {
            "xref": "x",
            "yref": "paper",
            "x": place,
            "y": 1,
            "yanchor": "bottom",
            "text": HIDDEN,
            "showarrow": False,
            "font": {"size": TEXT_SIZE, "color": palette.muted},
        }
        for place in places
    ]


def whole(share: float | None) -> float | None:
    """A share as it is drawn: at whole per cent, as it is written."""
    return None if share is None else half_up(share, 2)
