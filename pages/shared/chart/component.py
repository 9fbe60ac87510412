"""The chart component: a figure and its words go to the browser as data, and chart.js draws them in place.

What to draw stands in the page's body, as all it shows, and is drawn as soon as it is there. The component itself is
one for the page: the script that draws, and the way back, for what is chosen in a chart.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import msgspec
import streamlit as st
from streamlit.components.v2.component_registry import BidiComponentDefinition
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager

from pages.drawing.chart import Chart
from pages.drawing.palette import DARK, Palette
from pages.drawing.walk import INSATS, Stop, walk
from pages.shared.chart.files import HERE, NAME, version
from queries.publication.plan import TOTAL
from queries.remembered import remembered

KEY = "charts"
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


def connect(take: Callable[[object], None]) -> None:
    """Let the page's charts be drawn, and answer.

    take is given the code of an insats that is chosen in a chart, or the code of all. The browser says it, so it may be
    anything.
    """
    manager = get_bidi_component_manager()
    if manager.get(NAME) != definition():
        manager.register(definition())
    # The browser asks for a run when the visitor changes theme; the run itself is all that is wanted.
    mount(key=KEY, on_theme_change=lambda: None, on_insats_change=lambda: take(st.session_state[KEY].get(INSATS)))


def told(chart: Chart, palette: Palette, marks: str, source: str, offer: Offer) -> msgspec.Raw:
    """What the browser is given to draw, as JSON: nothing that does not stand on the page already.

    Where its table tells the insatser apart, a mark of one that is offered can be chosen.
    """
    return _told(chart, palette, marks, source, offer if INSATS in chart.table.columns else Offer())


@remembered
def _told(chart: Chart, palette: Palette, marks: str, source: str, offer: Offer) -> msgspec.Raw:
    grid, codes = walk(chart), dict(offer.insatser)
    there = {codes[stop.insats]: stop.insats for stops in grid for stop in stops if stop and stop.insats in codes}
    told = {
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
    }
    return msgspec.Raw(msgspec.json.encode(told))


def _stop(stop: Stop, codes: Mapping[str, str]) -> tuple[object, ...]:
    """Words, marks, and the code of the insats that can be chosen there."""
    return (stop.words, stop.marks, *([codes[stop.insats]] if stop.insats in codes else []))
