"""Charts with one row per category, its name written out above, so that they read alike on a phone and a projector."""

from collections.abc import Sequence

from pages.drawing.base import TEXT_SIZE, Figure, Part, any_hidden, layout_of, marker_of
from pages.drawing.hidden import STUB, stub_rows
from pages.drawing.palette import Palette, on_colour

ROW_HEIGHT = 46


def stacked_rows(names: Sequence[str], parts: Sequence[Part], palette: Palette, maximum: float) -> Figure:
    """One bar per name made of parts, the first name on top; texts stand inside the parts where there is room."""
    traces = [
        _bar(names, part, palette)
        | {
            "textposition": "inside",
            "insidetextanchor": "middle",
            # A text that needs more room than its part is left to the table.
            "text": [
                text if (value or 0) >= maximum * 0.055 else ""
                for text, value in zip(part.texts, part.values, strict=True)
            ],
        }
        for part in parts
    ]
    return _row_figure(names, traces, palette, maximum, "stack")


def bar_rows(names: Sequence[str], part: Part | Sequence[Part], palette: Palette, maximum: float) -> Figure:
    """One bar per name with its text at the end, the first name on top.

    Several parts share the rows: each has None where another draws (missing values hatched, say). A text whose value
    is None stands alone, where the bar would begin; a protected row has the stub that says so.
    """
    parts = [part] if isinstance(part, Part) else part
    traces = [
        _bar(names, part, palette) | {"textposition": "outside", "cliponaxis": False, "text": list(part.texts)}
        for part in parts
    ]
    protected = any_hidden(part.hidden for part in parts)
    if protected:
        places = [len(names) - 1 - row for row in protected]
        traces.append(stub_rows(places, 0.46, maximum * STUB, palette))
    figure = _row_figure(names, traces, palette, maximum * 1.25, "overlay")
    figure["layout"]["annotations"] += [
        row_name(text, len(names) - 1 - row, palette) | {"yanchor": "middle"}
        for part in parts
        for row, (value, text) in enumerate(zip(part.values, part.texts, strict=True))
        if value is None and text and row not in protected
    ]
    return figure


def _bar(names: Sequence[str], part: Part, palette: Palette) -> Figure:
    return {
        "type": "bar",
        "orientation": "h",
        "name": part.name,
        "y": [len(names) - 1 - row for row in range(len(names))],
        "x": list(part.values),
        "width": 0.46,
        "marker": marker_of(part, palette),
        "textangle": 0,
        "textfont": {"size": TEXT_SIZE, "color": palette.text},
        "insidetextfont": {"size": TEXT_SIZE, "color": on_colour(part.colour, palette)},
        "hoverinfo": "skip",
    }


def _row_figure(
    names: Sequence[str],
    traces: list[Figure],
    palette: Palette,
    maximum: float,
    barmode: str,
    row_height: int = ROW_HEIGHT + 8,
) -> Figure:
    layout = layout_of(palette, row_height * len(names) + 30)
    layout["barmode"] = barmode
    layout["xaxis"] |= {"visible": False, "range": [0, maximum], "fixedrange": True}
    layout["yaxis"] |= {"visible": False, "range": [-0.5, len(names) - 0.4], "fixedrange": True}
    layout["annotations"] = [row_name(name, len(names) - 1 - row + 0.25, palette) for row, name in enumerate(names)]
    return {"data": traces, "layout": layout}


def row_name(name: str, y: float, palette: Palette) -> Figure:
    """A name above its bar, at the chart's left edge."""
    return {
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "yref": "y",
        "y": y,
        "yanchor": "bottom",
        "text": name,
        "showarrow": False,
        "font": {"size": TEXT_SIZE, "color": palette.text},
    }
