"""What stands between the widgets of a page: sent as one element, which body.js builds and updates in place.

Streamlit takes one or two milliseconds of the browser for each element of a page at every change, however little of it
is new. Here only what changed is touched, and a chart keeps its node.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import TypeAlias

import msgspec
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.shared.html import data_html

PATIENCE = 0.3
"""Seconds after which what is ready is shown while the rest of the page is counted."""


@dataclass(frozen=True)
class Card:
    """A chart with what is said of it, or a table: markup above the figure, what the browser draws, markup below."""

    card: str
    above: str
    figure: msgspec.Raw | None = None
    below: str = ""


@dataclass(frozen=True)
class Row:
    """Columns of equal width, side by side where there is room."""

    row: tuple[list["Part"], ...]


Part: TypeAlias = "str | Card | Row | list[Part]"
"""A piece of markup, a card, a row, or a place that was kept for what is counted later."""


class Body:
    """One body while it is gathered."""

    def __init__(self) -> None:
        self._place: DeltaGenerator | None = None
        self._parts: list[Part] = []
        self._into = self._parts
        self._sent = monotonic()

    def add(self, part: Part) -> None:
        """Put a part last; where the page takes long, what there is so far is shown."""
        self._into.append(part)
        if monotonic() - self._sent > PATIENCE:
            self.send(whole=False)

    @contextmanager
    def inside(self, parts: list[Part]) -> Iterator[None]:
        """What is added meanwhile comes into these."""
        before, self._into = self._into, parts
        try:
            yield
        finally:
            self._into = before

    def send(self, *, whole: bool = True) -> None:
        """Show it; what stands there since before is taken away only when the whole is there."""
        self._place = (self._place or st).html(_body_html(self._parts, whole))
        self._sent = monotonic()


def show(part: Part) -> None:
    """A body of one part."""
    st.html(_body_html([part], True))


def _body_html(parts: list[Part], whole: bool) -> str:
    return data_html("body", {"parts": list(_level(parts)), "whole": whole})


def _level(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts without the places that were kept for them."""
    for part in parts:
        if isinstance(part, list):
            yield from _level(part)
        elif isinstance(part, Row):
            yield Row(tuple(list(_level(column)) for column in part.row))
        else:
            yield part
