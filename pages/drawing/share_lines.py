"""Shares over periods, each with its interval; a line breaks where what is counted changes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pages.drawing.base import TEXT_SIZE, Figure, Line
from pages.drawing.hidden import whole
from pages.drawing.ordered import lines
from pages.drawing.palette import Palette
from pages.text.formats import half_up


@dataclass(frozen=True)
class ShareLine:
    """A line with an interval at each point; None breaks it. Its texts stand above the intervals."""

    line: Line
    intervals: Sequence[tuple[float, float] | None]


def share_lines(
    names: Sequence[str],
    series: Sequence[ShareLine],
    palette: Palette,
    breaks: Sequence[tuple[int, str]] = (),
    yardstick: float | None = None,
) -> Figure:
    """Lines over an ordered axis from 0; the yardstick is a dotted line across, told in the chart's subtitle."""
    series = [_at_whole_per_cent(line) for line in series]
    highs = [span[1] for line in series for span in line.intervals if span]
    values = [value for line in series for value in line.line.values if value is not None]
    maximum = max(*highs, *values, yardstick or 0, 0.1, 0)
    bare = [replace(s.line, texts=[""] * len(names)) for s in series]
    figure = lines(names, bare, palette, maximum, breaks)
    for trace, line in zip(figure["data"], series, strict=True):
        trace["error_y"] = _intervals(line)
    figure["data"] += [_texts(line, palette) for line in series if any(line.line.texts)]
    figure["layout"]["xaxis"] |= {"showline": True, "linecolor": palette.grey, "linewidth": 1}
    if yardstick is not None:
        figure["layout"]["shapes"].append(_across(yardstick, palette))
    return figure


def _at_whole_per_cent(line: ShareLine) -> ShareLine:
    """As the shares are written."""
    spans = [span and (half_up(span[0], 2), half_up(span[1], 2)) for span in line.intervals]
    return ShareLine(replace(line.line, values=[whole(value) for value in line.line.values]), spans)


def _intervals(line: ShareLine) -> Figure:
    pairs = list(zip(line.line.values, line.intervals, strict=True))
    return {
        "type": "data",
        "symmetric": False,
        "array": [span[1] - value if span and value is not None else 0 for value, span in pairs],
        "arrayminus": [value - span[0] if span and value is not None else 0 for value, span in pairs],
        "color": line.line.colour,
        "thickness": 1.5,
        "width": 4,
    }


def _texts(line: ShareLine, palette: Palette) -> Figure:
    heights = [
        None if value is None else (span[1] if span else value)
        for value, span in zip(line.line.values, line.intervals, strict=True)
    ]
    return {
        "type": "scatter",
        "mode": "markers+text",
        # Not seen: it keeps the text clear of the point where there is no interval for it to stand on.
        "marker": {"size": 9, "opacity": 0},
        "x": list(range(len(heights))),
        "y": heights,
        "text": list(line.line.texts),
        "textposition": "top center",
        "textfont": {"size": TEXT_SIZE, "color": palette.text},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _across(value: float, palette: Palette) -> Figure:
    line = {"color": palette.text, "width": 2, "dash": "dot"}
    return {"type": "line", "xref": "paper", "yref": "y", "x0": 0, "x1": 1, "y0": value, "y1": value, "line": line}
