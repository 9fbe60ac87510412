"""The chart component: a figure and its words go to the browser as data, and chart.js draws them in place.

The component itself is only the place, and never changes: Streamlit asks for its script anew at each change of its
data, and waits for the next frame. The data stands in an attribute of the card's own markup, as the tables' does, and
is drawn as soon as it is there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import streamlit as st
from streamlit.components.v2.component_registry import BidiComponentDefinition
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager

from pages.drawing.chart import Chart
from pages.drawing.palette import DARK, Palette
from pages.drawing.walk import INSATS, Stop, walk
from pages.shared.chart.files import HERE, NAME, version
from pages.shared.html import data_html
from queries.publication.plan import TOTAL
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


@dataclass(frozen=True)
class Offer:
    """The insatser that may be chosen on the page, each name with its code, and the code of the one that is chosen."""

    insatser: tuple[tuple[str, str], ...] = ()
    chosen: str = TOTAL


def place(chart: Chart, take: Callable[[object], None]) -> None:
    """The place in the card where the chart is drawn, and updated where it stands.

    take is given the code of an insats that is chosen in the chart, or the code of all. The browser says it, so it may
    be anything.
    """
    manager = get_bidi_component_manager()
    if manager.get(NAME) != definition():
        manager.register(definition())
    key = f"plot_{chart.key}"
    # The browser asks for a run when the visitor changes theme; the run itself is all that is wanted.
    mount(key=key, on_theme_change=lambda: None, on_insats_change=lambda: take(st.session_state[key].get(INSATS)))


def figure_html(chart: Chart, palette: Palette, marks: str, source: str, offer: Offer) -> str:
    """What the browser is given to draw, in the card's markup: nothing that does not stand on the page already.

    Where its table tells the insatser apart, a mark of one that is offered can be chosen.
    """
    return _figure_html(chart, palette, marks, source, offer if INSATS in chart.table.columns else Offer())


@remembered
def _figure_html(chart: Chart, palette: Palette, marks: str, source: str, offer: Offer) -> str:
    grid, codes = walk(chart), dict(offer.insatser)
    there = {codes[stop.insats]: stop.insats for stops in grid for stop in stops if stop and stop.insats in codes}
    return data_html(
        "figure",
        {
            "key": chart.key,
            "title": chart.title,
            "about": chart.subtitle,
            "figure": chart.figure,
            "walk": [[stop and _stop(stop, codes) for stop in stops] for stops in grid],
            "insatser": there,
            "chosen": offer.chosen if there else TOTAL,
            "all": TOTAL,
            "legend": chart.legend,
            "marks": marks,
            "source": source,
            "dark": palette is DARK,
            "ink": {"text": palette.text, "muted": palette.muted, "surface": palette.surface},
        },
        height=chart.figure["layout"]["height"],
    )


def _stop(stop: Stop, codes: Mapping[str, str]) -> tuple[object, ...]:
    """Words, marks, and the code of the insats that can be chosen there."""
    return (stop.words, stop.marks, *([codes[stop.insats]] if stop.insats in codes else []))
