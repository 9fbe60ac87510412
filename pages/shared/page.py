"""What every page starts and ends with, and the one way to show a chart."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from html import escape
from typing import NoReturn

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from finsam_data.settings import Edition
from finsam_data.snapshot import Snapshot
from pages.drawing.chart import Chart
from pages.drawing.palette import DARK, LIGHT, Palette
from pages.shared import body, current, downloads
from pages.shared.access import visitor_edition
from pages.shared.body import Body, Card, Part, Row
from pages.shared.chart import component
from pages.shared.choices import advice, chosen_insats, nothing_offered, offered_insatser, take_insats
from pages.shared.html import (
    KeyFigure,
    chart_heading,
    chart_table,
    folded,
    foot,
    key_figures,
    nothing,
    open_table,
)
from pages.text import common as text
from pages.text.formats import moment

MOSTLY_HIDDEN = 0.6
"""A chart with a larger part of its numbers protected is not drawn."""


@dataclass(frozen=True)
class Page:
    """What a page script works with: the snapshot, the colours of the theme and the marks of state.

    What it is told to show is an element of its own, or a part of the body where one is open.
    """

    snapshot: Snapshot
    palette: Palette
    marks: tuple[str, ...]
    shelf: downloads.Shelf
    _open: list[Body] = field(default_factory=list)

    @property
    def decimals(self) -> int:
        """How finely shares of people are told: in the protected edition at whole per cent only."""
        return 0 if self.snapshot.manifest.edition == "protected" else 1

    def header(self, title: str) -> None:
        """The page's name, the förbund's and the marks, always at the same place."""
        marks = "".join(f"<li>{escape(mark)}</li>" for mark in self.marks)
        st.html(
            f'<header class="fs-header"><div><p class="fs-forbund">{escape(self.snapshot.forbund.name)}</p>'
            f'<h1>{escape(title)}</h1></div><ul class="fs-marks" aria-label="Märkning">{marks}</ul></header>'
        )

    @contextmanager
    def body(self) -> Iterator[None]:
        """Within it the page shows no widget, and all it shows is sent as one element.

        What was ready is shown also where an error or an early end comes between.
        """
        gathered = Body()
        self._open.append(gathered)
        try:
            yield
        finally:
            self._open.clear()
            gathered.send()

    def columns(self) -> tuple[AbstractContextManager[None], AbstractContextManager[None]]:
        """In the body: two columns side by side."""
        left: list[Part] = []
        right: list[Part] = []
        self._add(Row((left, right)))
        return self._open[-1].inside(left), self._open[-1].inside(right)

    def room(self) -> AbstractContextManager[None]:
        """In the body: a place for what is counted later."""
        parts: list[Part] = []
        self._add(parts)
        return self._open[-1].inside(parts)

    def _add(self, part: Part) -> None:
        if self._open:
            self._open[-1].add(part)
        else:
            body.show(part)

    def html(self, markup: str) -> None:
        """Markup from pages.shared.html."""
        self._add(markup)

    def summary(self, sentence: str) -> None:
        """One sentence that says in words what is shown."""
        self.html(f'<p class="fs-summary">{escape(sentence)}</p>')

    def sentences(self, sentences: list[str]) -> None:
        """A few computed sentences on what stands out."""
        items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
        self.html(f'<ul class="fs-sentences">{items}</ul>')

    def section(self, title: str, introduction: str = "", anchor: str = "") -> None:
        """A heading within the page, with a sentence where one helps; an anchor makes it a place to link to."""
        words = f"<p>{escape(introduction)}</p>" if introduction else ""
        place = f' id="{escape(anchor)}"' if anchor else ""
        self.html(f'<div class="fs-section"><h2{place}>{escape(title)}</h2>{words}</div>')

    def figures(self, figures: list[KeyFigure]) -> None:
        """The row of key figures."""
        self.html(key_figures(figures))

    def nothing(self, message: str = text.NOTHING_CHOSEN) -> None:
        """The designed empty state."""
        self.html(nothing(message))

    def stop(self, message: str, source: str) -> NoReturn:
        """End the page early: the empty state, and the source line as on every page."""
        self.nothing(message)
        self.footer(source)
        st.stop()

    def draws(self, chart: Chart) -> bool:
        """Is there enough to see in the chart for it to be drawn?"""
        return chart.hidden_part <= MOSTLY_HIDDEN

    def chart(self, chart: Chart) -> None:
        """A chart with its heading, its text alternative, its table and its downloads.

        Where nearly everything is protected it is said in a sentence instead of drawn.
        """
        source = self._source(chart.source)
        below = chart_table(chart, source) + self._downloads(chart)
        if self.draws(chart):
            offer = component.Offer(tuple(offered_insatser().items()), chosen_insats())
            told = component.told(chart, self.palette, ", ".join(self.marks), source, offer)
            self._add(Card(chart.key, chart_heading(chart), told, below))
        else:
            instead = nothing(f"{text.MOSTLY_HIDDEN} {advice()}".strip())
            self._add(Card(chart.key, chart_heading(replace(chart, legend=())) + instead, None, below))

    def table(self, chart: Chart, *, closed: bool = False, blocks: bool = True) -> None:
        """A table that needs no figure, shown at once or behind its title, with its downloads."""
        table = open_table(chart, self._source(chart.source), blocks=blocks)
        shown = folded(chart.title, table) if closed else chart_heading(chart) + table
        self._add(Card(chart.key, shown, None, self._downloads(chart)))

    def _downloads(self, chart: Chart) -> str:
        return downloads.links(self.shelf, chart, ", ".join(self.marks))

    def footer(self, source: str) -> None:
        """The source line, last on every page, and the ways that are no page of the menu's."""
        self.html(foot(self._source(source)))

    def _source(self, source: str) -> str:
        manifest = self.snapshot.manifest
        return f"Källa: {source}. Inläst {moment(manifest.created)}. Ögonblicksbild {manifest.snapshot_id}."


def open_page(title: str) -> Page:
    """Start a page: the snapshot (published first if the data is new, with progress), header and any warning.

    Raises FinsamError when there is nothing to show; app.py tells the user.
    """
    edition = visitor_edition()
    # Always there: what comes after keeps its place, and its nodes, once it has been published.
    place = st.empty()
    now = current.ready(edition) or _published_with_progress(edition, place)
    register = now.snapshot.forbund.register
    marks = (*((text.SYNTHETIC,) if register.synthetic else ()), text.EDITIONS[now.snapshot.manifest.edition])
    colours = DARK if st.context.theme.type == "dark" else LIGHT
    page = Page(now.snapshot, colours, marks, downloads.open_shelf(title))
    page.header(title)
    component.connect(take_insats)
    nothing_offered()
    # So too when a warning comes or goes.
    with st.container():
        if now.warning:
            st.warning(now.warning, icon=":material/warning:")
    return page


def _published_with_progress(edition: Edition, place: DeltaGenerator) -> current.Current:
    with place.container(), st.status(text.PUBLISHING) as status:
        now = current.current(edition, status.write)
    place.empty()
    return now
