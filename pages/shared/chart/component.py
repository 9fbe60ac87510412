"""The chart component: a figure and its words go to the browser as data, and chart.js draws them in place.

The component itself is only the place, and never changes: Streamlit asks for its script anew at each change of its
data, and waits for the next frame. The data stands in an attribute of the card's own markup, as the tables' does, and
is drawn as soon as it is there.
"""

from functools import cache

import streamlit as st
from streamlit.components.v2.component_registry import BidiComponentDefinition
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager

from pages.drawing.chart import Chart
from pages.drawing.palette import DARK, Palette
from pages.drawing.walk import walk
from pages.shared.chart.files import HERE, NAME, version
from pages.shared.html import data_html
from queries.remembered import remembered

mount = st.components.v2.component(NAME, isolate_styles=False)


@cache
def definition() -> BidiComponentDefinition:
    """The component as the browser is told of it: files at our own addresses, for the policy allows no inline script.

    Streamlit takes file addresses only from packages that are installed, which this project is not, so the definition
    is made here.
    """
    return BidiComponentDefinition(
        name=NAME,
        js=str(HERE / "chart.js"),
        css=str(HERE / "chart.css"),
        js_asset_relative_path=f"{version()}/chart.js",
        css_asset_relative_path=f"{version()}/chart.css",
    )


def place(chart: Chart) -> None:
    """The place in the card where the chart is drawn, and updated where it stands."""
    manager = get_bidi_component_manager()
    if manager.get(NAME) != definition():
        manager.register(definition())
    # The browser asks for a run when the visitor changes theme; the run itself is all that is wanted.
    mount(key=f"plot_{chart.key}", on_theme_change=lambda: None)


@remembered
def figure_html(chart: Chart, palette: Palette, marks: str, source: str) -> str:
    """What the browser is given to draw, in the card's markup: nothing that does not stand on the page already."""
    return data_html(
        "figure",
        {
            "key": chart.key,
            "title": chart.title,
            "about": chart.subtitle,
            "figure": chart.figure,
            "walk": [[stop and [stop.words, stop.marks] for stop in stops] for stops in walk(chart)],
            "legend": chart.legend,
            "marks": marks,
            "source": source,
            "dark": palette is DARK,
            "ink": {"text": palette.text, "muted": palette.muted, "surface": palette.surface},
        },
    )
