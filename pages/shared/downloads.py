"""The tables of a page as files: plain links in its markup, and what answers them.

A file is made when it is fetched, from what the page showed last. Its address holds a secret of the visit's own, and it
is given only to the person who visits; both are gone when the visit is.
"""

import secrets
from collections.abc import Callable
from html import escape
from pathlib import PurePosixPath
from weakref import WeakValueDictionary

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response
from starlette.types import Scope

from pages.drawing.chart import Chart
from pages.shared import export
from pages.shared.access import Person, person_visiting
from pages.text import access
from pages.text import common as text

FOLDER = "/filer/"
SHELF = "downloads"
KINDS: dict[str, tuple[str, str, Callable[[Chart, str], bytes]]] = {
    ".csv": (text.DOWNLOAD_CSV, "text/csv", export.csv_bytes),
    ".xlsx": (
        text.DOWNLOAD_XLSX,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        export.xlsx_bytes,
    ),
}
"""The ending of a file → the words of its link, its type, and how it is made of a chart and the marks of state."""


class Shelf:
    """What one visit can fetch: the charts of the page it is on, each with the marks it was shown under."""

    def __init__(self, person: Person) -> None:
        self.person, self.secret, self.page = person, secrets.token_urlsafe(24), ""
        self.charts: dict[str, tuple[Chart, str]] = {}


_shelves: WeakValueDictionary[str, Shelf] = WeakValueDictionary()


def open_shelf(page: str) -> Shelf:
    """The visit's own, at the start of a page: what another one put there is on the screen no more."""
    shelf = _shelf()
    if shelf.page != page:
        shelf.page, shelf.charts = page, {}
    return shelf


def links(shelf: Shelf, chart: Chart, marks: str) -> str:
    """Markup: the ways to the chart's table as files."""
    shelf.charts[chart.key] = (chart, marks)
    each = (
        f'<a href="{FOLDER}{shelf.secret}/{escape(chart.key)}{ending}" download>{escape(words)}</a>'
        for ending, (words, _, _) in KINDS.items()
    )
    return f'<p class="fs-downloads">{" ".join(each)}</p>'


def _shelf() -> Shelf:
    """A new one for another person, as after a log-in."""
    person = person_visiting()
    shelf = st.session_state.get(SHELF)
    if not isinstance(shelf, Shelf) or shelf.person != person:
        shelf = st.session_state[SHELF] = Shelf(person)
        _shelves[shelf.secret] = shelf
    return shelf


def is_for(path: str, person: Person) -> bool:
    """Is the file at this address that person's to fetch?"""
    found = _found(path)
    return found is not None and found.person == person


def _found(path: str) -> Shelf | None:
    return _shelves.get(path.removeprefix(FOLDER).partition("/")[0])


async def answer(scope: Scope) -> Response:
    """The file that is asked for. Who asks is the guard's to see, outside."""
    name = PurePosixPath(scope["path"])
    shelf, kind = _found(scope["path"]), KINDS.get(name.suffix)
    if scope["method"] != "GET" or shelf is None or kind is None or name.stem not in shelf.charts:
        return PlainTextResponse(access.NOT_HERE, 404)
    _, media_type, make = kind
    content = await run_in_threadpool(make, *shelf.charts[name.stem])
    headers = {"Content-Disposition": f'attachment; filename="{name.name}"'}
    return Response(content, media_type=media_type, headers=headers)
