"""Charts over an ordered axis: years, steps of a sum."""

from collections.abc import Sequence
from dataclasses import replace

from pages.drawing.base import TEXT_SIZE, Figure, Line, Part, any_hidden, layout_of, marker_of
from pages.drawing.hidden import STUB, hidden_points, stub_columns
from pages.drawing.palette import Palette, on_colour


def columns(names: Sequence[str], parts: Sequence[Part], palette: Palette, height: int = 320, unit: str = "") -> Figure:
    """Standing columns over an ordered axis (years, steps); parts are stacked, texts inside or above.

    Protected parts of a column are together one stub on top of the shown ones, of the same size everywhere.
    """
    alone = len(parts) == 1
    traces = [
        {
            "type": "bar",
            "name": part.name,
            "x": list(names),
            "y": list(part.values),
            "text": list(part.texts),
            "textposition": "outside" if alone else "inside",
            "textangle": 0,
            "cliponaxis": False,
            "textfont": {
                "size": TEXT_SIZE,
                "color": palette.text if alone else on_colour(part.colour, palette),
            },
            "marker": marker_of(part, palette),
            "hoverinfo": "skip",
        }
        for part in parts
    ]
    if protected := any_hidden(part.hidden for part in parts):
        sums = [sum(values) for values in zip(*([value or 0 for value in part.values] for part in parts), strict=True)]
        length = (max(sums, default=0) or 1) * STUB
        traces.append(stub_columns([names[place] for place in protected], length, palette))
    layout = layout_of(palette, height)
    layout |= {"barmode": "relative", "bargap": 0.35}
    layout["xaxis"] |= {"type": "category", "tickfont": {"size": TEXT_SIZE, "color": palette.text}}
    layout["yaxis"] |= {"visible": False, "zeroline": True, "rangemode": "tozero", "ticksuffix": unit}
    return {"data": traces, "layout": layout}


def bridge(
    names: Sequence[str], values: Sequence[float | None], totals: Sequence[bool], texts: Sequence[str], palette: Palette
) -> Figure:
    """A waterfall: totals stand on the axis, the steps between hang where the former ended.

    Where one is protected (None) nothing hangs: what is shown stands on the axis beside the stub of what is not.
    """
    if None in values:
        return _broken_bridge(names, values, texts, palette)
    trace = {
        "type": "waterfall",
        "x": list(names),
        "y": list(values),
        "measure": ["absolute" if total else "relative" for total in totals],
        "text": list(texts),
        "textposition": "outside",
        "textfont": {"size": TEXT_SIZE + 1, "color": palette.text},
        "cliponaxis": False,
        "connector": {"line": {"color": palette.grey, "width": 1}},
        "increasing": {"marker": {"color": palette.third}},
        "decreasing": {"marker": {"color": palette.second}},
        "totals": {"marker": {"color": palette.accent}},
        "hoverinfo": "skip",
    }
    layout = layout_of(palette, 340)
    layout["xaxis"] |= {"type": "category", "tickfont": {"size": TEXT_SIZE, "color": palette.text}}
    layout["yaxis"] |= {"visible": False, "rangemode": "tozero"}
    layout |= {"waterfallgap": 0.35}
    return {"data": [trace], "layout": layout}


def _broken_bridge(
    names: Sequence[str], values: Sequence[float | None], texts: Sequence[str], palette: Palette
) -> Figure:
    """What is shown of a bridge as columns from the axis, and stubs for what is not."""
    part = Part("", [None if value is None else abs(value) for value in values], texts, palette.accent)
    hidden = [value is None for value in values]
    shown = ["" if one else words for one, words in zip(hidden, texts, strict=True)]
    return columns(names, [replace(part, texts=shown, hidden=hidden)], palette, 340)


def lines(
    names: Sequence[str],
    series: Sequence[Line],
    palette: Palette,
    maximum: float,
    breaks: Sequence[tuple[int, str]] = (),
    height: int = 340,
) -> Figure:
    """Lines over an ordered axis; each break is a position between two names where the definition changes.

    Where any of the lines is protected the symbol stands above, always at the same height.
    """
    traces = [
        {
            "type": "scatter",
            "mode": "lines+markers+text",
            "name": line.name,
            "x": list(range(len(names))),
            "y": list(line.values),
            "text": list(line.texts),
            "textposition": [_label_place(series, place, at) for at in range(len(names))],
            "textfont": {"size": TEXT_SIZE, "color": palette.text},
            "line": {"color": line.colour, "width": 3, "dash": "dot" if line.dashed else "solid"},
            "marker": {"size": 9, "symbol": ("circle", "diamond", "square", "cross")[place % 4], "color": line.colour},
            "connectgaps": False,
            "cliponaxis": False,
            "hoverinfo": "skip",
        }
        for place, line in enumerate(series)
    ]
    layout = layout_of(palette, height)
    layout["xaxis"] |= {
        "tickmode": "array",
        "tickvals": list(range(len(names))),
        "ticktext": list(names),
        "range": [-0.4, len(names) - 0.6],
        "tickfont": {"size": TEXT_SIZE, "color": palette.text},
    }
    layout["yaxis"] |= {"visible": False, "range": [0, maximum * 1.15]}
    layout["shapes"] = [
        {
            "type": "line",
            "xref": "x",
            "yref": "paper",
            "x0": after + 0.5,
            "x1": after + 0.5,
            "y0": 0,
            "y1": 1,
            "line": {"color": palette.muted, "width": 1, "dash": "dash"},
        }
        for after, _ in breaks
    ]
    layout["annotations"] = [
        {
            "xref": "x",
            "yref": "paper",
            "x": after + 0.5,
            "y": 1,
            "yanchor": "bottom",
            "text": text,
            "showarrow": False,
            "font": {"size": TEXT_SIZE - 1, "color": palette.muted},
        }
        for after, text in breaks
    ]
    layout["annotations"] += hidden_points(any_hidden(line.hidden for line in series), palette)
    return {"data": traces, "layout": layout}


def _label_place(series: Sequence[Line], place: int, at: int) -> str:
    """Above the point, but below it for the lowest of several, so that neighbours' labels do not collide."""
    values = [line.values[at] for line in series]
    mine = values[place]
    others = [value for other, value in enumerate(values) if other != place and value is not None]
    lowest = mine is not None and bool(others) and all(mine < value for value in others)
    return "bottom center" if lowest else "top center"
