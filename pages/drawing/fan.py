"""A fan: a line over years with the bands it may end in, and the zero line."""

from collections.abc import Sequence

from pages.drawing.base import Figure, Line
from pages.drawing.palette import Palette
from pages.drawing.shades import mixed
from pages.drawing.zero_line import balance_lines

Band = tuple[Sequence[float], Sequence[float]]


def fan(names: Sequence[str], bands: Sequence[Band], line: Line, palette: Palette, height: int = 360) -> Figure:
    """The widest band first, each as lows and highs; the line above them, with its labels."""
    edges = [value for low, high in bands for value in (*low, *high)]
    figure = balance_lines(names, [line], palette, height)
    values = [*edges, *(value for value in line.values if value is not None)]
    low, high = min(0, *values), max(1, *values)
    room = (high - low) * 0.15
    figure["layout"]["yaxis"]["range"] = [low - room, high + room]
    figure["data"] = [*(_band(place, band, len(bands), palette) for place, band in enumerate(bands)), *figure["data"]]
    return figure


def band_colours(n: int, palette: Palette) -> list[str]:
    """The widest band palest."""
    return [mixed(palette.accent, palette.surface, 0.82 - 0.22 * place) for place in range(n)]


def _band(place: int, band: Band, n: int, palette: Palette) -> Figure:
    """Down along the highs and back along the lows."""
    low, high = band
    places = list(range(len(low)))
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [*places, *reversed(places)],
        "y": [*high, *reversed(low)],
        "fill": "toself",
        "fillcolor": band_colours(n, palette)[place],
        # The bands are pale, so that their edges are what is seen of them.
        "line": {"color": palette.accent, "width": 1},
        "hoverinfo": "skip",
    }
