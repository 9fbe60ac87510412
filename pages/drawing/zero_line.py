"""Lines that may pass zero: a balance over years."""

from collections.abc import Sequence

from pages.drawing.base import TEXT_SIZE, Figure, Line
from pages.drawing.ordered import lines
from pages.drawing.palette import Palette


def balance_lines(names: Sequence[str], series: Sequence[Line], palette: Palette, height: int = 380) -> Figure:
    """Lines over years with a drawn zero line, and room below it for labels."""
    values = [value for line in series for value in line.values if value is not None]
    low, high = min(0, *values), max(1, *values)
    room = (high - low) * 0.15
    figure = lines(names, series, palette, high, height=height)
    figure["layout"]["yaxis"]["range"] = [low - room, high + room]
    figure["layout"]["xaxis"] |= {"range": [-0.5, len(names) - 0.5], "tickangle": 0}
    figure["layout"]["xaxis"]["tickfont"]["size"] = TEXT_SIZE - 1
    below = {at: line for at in range(len(names)) if (line := _labelled_below(series, at, room))}
    for trace, line in zip(figure["data"], series, strict=True):
        trace["text"] = ["" if below.get(at) is line else text for at, text in enumerate(trace["text"])]
        trace["textposition"] = [
            "top left" if _rises(line, at, room) else place for at, place in enumerate(trace["textposition"])
        ]
    figure["layout"]["annotations"] += [_label_below(line, at, palette) for at, line in below.items()]
    figure["layout"]["shapes"].append(
        {
            "type": "line",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "yref": "y",
            "y0": 0,
            "y1": 0,
            "layer": "below",
            "line": {"color": palette.text, "width": 1.5},
        }
    )
    return figure


def _labelled_below(series: Sequence[Line], at: int, room: float) -> Line | None:
    """The line whose label stands under its point: where several lines start from it, or the line turns in a valley."""
    for line in series:
        value = line.values[at]
        if value is None or not line.texts[at]:
            continue
        shared = sum(other.values[at] == value for other in series) > 1
        before = line.values[at - 1] if at else None
        after = line.values[at + 1] if at + 1 < len(line.values) else None
        valley = before is not None and after is not None and before - value > room and after > value
        if shared or valley:
            return line
    return None


def _rises(line: Line, at: int, room: float) -> bool:
    """Does the line climb steeply from here, through a label above the point?"""
    value = line.values[at]
    follows = line.values[at + 1] if at + 1 < len(line.values) else None
    return value is not None and follows is not None and follows - value > room


def _label_below(line: Line, at: int, palette: Palette) -> Figure:
    """A label under its point and clear of the zero line."""
    return {
        "x": at,
        "y": line.values[at],
        "yshift": -12,
        "yanchor": "top",
        "text": line.texts[at],
        "bgcolor": palette.surface,
        "borderpad": 1,
        "showarrow": False,
        "font": {"size": TEXT_SIZE, "color": palette.text},
    }
