"""What every page starts and ends with, and the one way to show a chart."""

from dataclasses import dataclass, replace
from functools import partial
from html import escape
from typing import NoReturn

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from finsam_data.settings import Edition
from finsam_data.snapshot import Snapshot
from pages.drawing.chart import Chart
from pages.drawing.palette import DARK, LIGHT, Palette
from pages.shared import current, downloads
from pages.shared.access import visitor_edition
from pages.shared.chart import component
from pages.shared.choices import advice, chosen_insats, nothing_offered, offered_insatser, take_insats
from pages.shared.html import KeyFigure, chart_heading, chart_table, folded, foot, key_figures, open_table
from pages.text import common as text
from pages.text.formats import moment

MOSTLY_HIDDEN = 0.6
"""A chart with a larger part of its numbers protected is not drawn."""


@dataclass(frozen=True)
class Page:
    """What a page script works with: the snapshot, the colours of the theme and the marks of state."""

    snapshot: Snapshot
    palette: Palette
    marks: tuple[str, ...]

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

    def summary(self, sentence: str) -> None:
        """One sentence that says in words what is shown."""
        st.html(f'<p class="fs-summary">{escape(sentence)}</p>')

    def sentences(self, sentences: list[str]) -> None:
        """A few computed sentences on what stands out."""
        items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
        st.html(f'<ul class="fs-sentences">{items}</ul>')

    def section(self, title: str, introduction: str = "", anchor: str = "") -> None:
        """A heading within the page, with a sentence where one helps; an anchor makes it a place to link to."""
        words = f"<p>{escape(introduction)}</p>" if introduction else ""
        place = f' id="{escape(anchor)}"' if anchor else ""
        st.html(f'<div class="fs-section"><h2{place}>{escape(title)}</h2>{words}</div>')

    def figures(self, figures: list[KeyFigure]) -> None:
        """The row of key figures."""
        st.html(key_figures(figures))

    def nothing(self, message: str = text.NOTHING_CHOSEN) -> None:
        """The designed empty state."""
        st.html(f'<p class="fs-nothing" role="status">{escape(message)}</p>')

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
        drawn = self.draws(chart)
        with st.container(key=f"chart_{chart.key}", gap="small"):
            if drawn:
                marks, source = ", ".join(self.marks), self._source(chart.source)
                offered = offered_insatser()
                offer = component.Offer(tuple(offered.items()), chosen_insats())
                st.html(chart_heading(chart) + component.figure_html(chart, self.palette, marks, source, offer))
                component.place(chart, partial(take_insats, offered=offered))
            else:
                st.html(chart_heading(replace(chart, legend=())))
                self.nothing(f"{text.MOSTLY_HIDDEN} {advice()}".strip())
            st.html(chart_table(chart, self._source(chart.source)) + self._downloads(chart))

    def table(self, chart: Chart, *, closed: bool = False, blocks: bool = True) -> None:
        """A table that needs no figure, shown at once or behind its title, with its downloads."""
        table = open_table(chart, self._source(chart.source), blocks=blocks)
        with st.container(key=f"chart_{chart.key}", gap="small"):
            st.html((folded(chart.title, table) if closed else chart_heading(chart) + table) + self._downloads(chart))

    def _downloads(self, chart: Chart) -> str:
        return downloads.links(chart, ", ".join(self.marks))

    def footer(self, source: str) -> None:
        """The source line, last on every page, and the ways that are no page of the menu's."""
        st.html(foot(self._source(source)))

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
    now = current.current(edition) if current.is_ready(edition) else _published_with_progress(edition, place)
    register = now.snapshot.forbund.register
    marks = (*((text.SYNTHETIC,) if register.synthetic else ()), text.EDITIONS[now.snapshot.manifest.edition])
    colours = DARK if st.context.theme.type == "dark" else LIGHT
    page = Page(now.snapshot, colours, marks)
    downloads.open_shelf(title)
    page.header(title)
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
