"""The tables of a page as files: what the links lead to, and for how long."""

import asyncio
import csv
import gc
import io
import re
from concurrent.futures import ThreadPoolExecutor

import openpyxl
import pytest

from pages.shared import downloads
from pages.shared.downloads import is_for
from pages.shared.folder import Folder
from tests.screen import go_to, html

LINK = re.compile(r'href="(/filer/[^"]+)" download>([^<]+)<')
NOBODY = ("None", "None")
"""Who visits where nobody logs in."""


@pytest.fixture
def app(app_on, lilla_an):
    """A visit."""
    return app_on(lilla_an.settings).run()


def answered(path, method="GET"):
    """The status, headers and body of a request; None where it is not ours to answer."""
    sent = []
    passed_on = []

    async def further(*_):
        passed_on.append(path)

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "http.request"}

    scope = {"type": "http", "method": method, "path": path, "headers": []}
    layer = Folder(further, downloads.FOLDER, downloads.answer)
    with ThreadPoolExecutor(1) as apart:  # the browser tests leave a loop running in this thread
        apart.submit(lambda: asyncio.run(layer(scope, receive, send))).result()
    if passed_on:
        return None
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:])


def links(app):
    """The address of every file that the page offers, in order."""
    return [address for shown in html(app) for address, _ in LINK.findall(shown)]


def test_a_link_gives_what_the_page_shows(app):
    go_to(app, "overview")
    address = next(link for link in links(app) if link.endswith("/deltagarbalans.csv"))
    status, headers, body = answered(address)
    assert status == 200
    assert headers["content-disposition"] == 'attachment; filename="deltagarbalans.csv"'
    assert headers["content-type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
    shown = next(one for one in html(app) if address in one)
    for row in rows[1:4]:
        assert row[0] in shown
    book = openpyxl.load_workbook(io.BytesIO(answered(address.replace(".csv", ".xlsx"))[2]))
    assert [cell.value for cell in next(book["Tabell"].rows)] == rows[0]


def test_the_address_stays_and_the_file_follows_the_choice(app):
    go_to(app, "outcomes")
    before = links(app)
    first = answered(before[0])[2]
    app.selectbox(key="choice_period").set_value("2023").run()
    assert links(app)[0] == before[0]
    assert answered(before[0])[2] != first


def test_another_page_takes_the_files_away(app):
    go_to(app, "overview")
    before = links(app)
    go_to(app, "budget")
    assert answered(before[0])[0] == 404
    assert answered(links(app)[0])[0] == 200


@pytest.mark.parametrize(
    "change",
    [
        lambda link: link.replace("/filer/", "/filer/x"),
        lambda link: link.replace(".csv", ".parquet"),
        lambda link: link.replace(".csv", ""),
        lambda link: re.sub(r"/[^/]+\.csv", "/finns-inte.csv", link),
        lambda link: re.sub(r"/filer/[^/]+/", "/filer/", link),
        lambda link: "/filer/",
    ],
    ids=["another visit", "another kind", "no kind", "another table", "no visit", "nothing"],
)
def test_what_is_not_offered_is_not_there(app, change):
    go_to(app, "overview")
    link = links(app)[0]
    assert answered(link)[0] == 200
    status, _, body = answered(change(link))
    assert (status, body.decode()) == (404, "Den här adressen finns inte.")


def test_only_fetching_is_answered_and_other_addresses_go_on(app):
    go_to(app, "overview")
    assert answered(links(app)[0], "POST")[0] == 404
    assert answered("/resultat") is None


def test_a_file_is_for_its_person_only(app):
    go_to(app, "overview")
    link = links(app)[0]
    assert is_for(link, NOBODY)
    assert not is_for(link, ("https://provider.example", "stina"))
    assert not is_for("/filer/", NOBODY)


def test_the_files_end_with_the_visit(monkeypatch):
    visit = {}
    monkeypatch.setattr(downloads.st, "session_state", visit)
    monkeypatch.setattr(downloads, "person_visiting", lambda: NOBODY)
    downloads.open_shelf("Översikt")
    address = f"/filer/{visit[downloads.SHELF].secret}/x.csv"
    assert is_for(address, NOBODY)
    visit.clear()
    gc.collect()
    assert not is_for(address, NOBODY)


def test_another_person_in_the_same_visit_gets_other_addresses(monkeypatch):
    visit = {}
    monkeypatch.setattr(downloads.st, "session_state", visit)
    monkeypatch.setattr(downloads, "person_visiting", lambda: ("provider", "karin"))
    downloads.open_shelf("Översikt")
    karin = visit[downloads.SHELF].secret
    monkeypatch.setattr(downloads, "person_visiting", lambda: ("provider", "stina"))
    downloads.open_shelf("Översikt")
    assert visit[downloads.SHELF].secret != karin
    assert not is_for(f"/filer/{karin}/x.csv", ("provider", "karin"))
