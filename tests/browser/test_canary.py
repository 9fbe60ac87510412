"""A number that must be hidden, and that anybody would recognise, is looked for in everything that leaves the server.

1 237 women and 2 men took part in the one insats that there was, so the women give the men away and are hidden. All
pages are opened with all choices, and every message, text, file and log line is searched.
"""

import base64
import json
import os
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState

from pages.text.navigation import PAGES
from tests.browser.serving import PROJECT, _wait_for, free_port, open_page
from tests.browser.stream import opened, whole_run
from tests.queries.disclosure.conftest import write_byar
from tests.queries.disclosure.tiny import A, people

CANARY, OFFICIAL = 1237, 1239
"""The women, hidden, and everybody, official."""
WRITTEN = re.compile(r"(?<![0-9A-Za-z.,])1[ \u00a0\u202f\u2009]?237(?![0-9A-Za-z-])")
# 1 237 of 1 239 is 99.84 per cent; no other share here comes near.
SHARE = re.compile(r"(?<![0-9])(0\.998[34]\d*|99[,.]8[34]?)(?![0-9])")
ENCODED = re.compile(
    r'"bdata":\s*"([^"]*)",\s*"dtype":\s*"([a-z]+[0-9])"|"dtype":\s*"([a-z]+[0-9])",\s*"bdata":\s*"([^"]*)"'
)
AUTUMN = {"start": "2024-08-01", "end": "2024-11-30"}
PEOPLE = [
    *people(600, A, "kvinna", age=20, education="Kort", reason="Arbete"),
    *people(637, A, "kvinna", age=40, education="Lång", reason="Annat skäl", stadsdel="Dalen", **AUTUMN),
    *people(2, A, "man", age=40, education="Kort", reason="Arbete"),
]
"""600 + 637 = 1 237 women in the year, whose totals are official; neither half-year has that many."""
CHOICES = [
    f"period={period}{more}"
    for period in ("2024", "2024H1")
    for more in ("", "&insats=bryggan", "&gender=kvinna", "&gender=man")
]


def told(content: bytes | str) -> list[str]:
    """Where the canary is: in words, as a share, or in numbers that Plotly has packed."""
    text = content if isinstance(content, str) else content.decode("utf-8", errors="replace")
    text = text + re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text) if "\\u00a0" in text else text
    found = [text[max(0, m.start() - 40) : m.end() + 40] for wanted in (WRITTEN, SHARE) for m in wanted.finditer(text)]
    for packed in ENCODED.finditer(text):
        data, dtype = packed[1] or packed[4], packed[2] or packed[3]
        values = np.abs(np.frombuffer(base64.b64decode(data), dtype=dtype).astype(float))
        if ((values == CANARY) | (np.abs(values - CANARY / OFFICIAL) < 1e-4)).any():
            found.append(f"packed {dtype}")
    return found


@contextmanager
def serving(folder: Path, edition: str):
    """The address of the app on the planted register, and the file that holds all it says."""
    port = free_port()
    settings = write_byar(folder / "data", PEOPLE)
    environment = {
        **os.environ,
        "FINSAM_DATA": str(settings.data),
        "FINSAM_SNAPSHOTS": str(folder / "snapshots"),
        "FINSAM_EDITION": edition,
    }
    command = [sys.executable, "-m", "streamlit", "run", str(PROJECT / "app.py"), "--server.port", str(port)]
    with (
        (folder / "log.txt").open("wb") as log,
        subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=log, stderr=log) as server,
    ):
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """The protected edition, served; its folder beside it."""
    folder = tmp_path_factory.mktemp("kanariefagel")
    with serving(folder, "protected") as address:
        yield address, folder


def visits(address: str, queries: list[str], pages: list[str]):
    """Every page with every choice over one connection, as one who clicks on; the name of each and its frames."""
    with opened(address, {}) as stream:
        for page in pages:
            for query in queries:
                state = ClientState(page_name=page, query_string=query)
                yield f"{page}?{query}", whole_run(stream, BackMsg(rerun_script=state))


def test_the_exact_edition_tells_the_number_so_the_search_would_find_it(tmp_path):
    with serving(tmp_path, "internal") as address:
        found = {
            name: told(b"".join(visit.frames)) for name, visit in visits(address, ["period=2024"], ["konsfordelning"])
        }
    assert all(found.values()), found
    assert told('{"y":{"dtype":"i2","bdata":"' + base64.b64encode(np.array([3, CANARY], dtype="i2")).decode() + '"}}')


def test_no_message_of_any_page_with_any_choice_holds_it(planted):
    address, _ = planted
    seen, official = {}, 0
    for name, visit in visits(address, CHOICES, [url_path for _, _, url_path in PAGES]):
        everything = b"".join(visit.frames)
        official += b"1\xc2\xa0239" in everything
        if found := told(everything):
            seen[name] = found[:3]
    assert seen == {}
    # The pages were not empty: the official number stands on several.
    assert official > 5


def test_no_page_in_a_browser_and_no_file_of_it_holds_it(planted, page):
    address, _ = planted
    frames: list[bytes | str] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(frame)))  # noqa: PLW0108
    files = 0
    for number, (_, _, url_path) in enumerate(PAGES):
        open_page(page, f"{address}/{url_path}?{CHOICES[(0, 2)[number % 2]]}")
        assert told(page.content()) == [], url_path
        assert told(page.url + page.title()) == []
        for link in page.get_by_role("link", name="Hämta CSV").all()[:3]:
            if not link.is_visible():
                continue
            with page.expect_download() as download:
                link.click()
            assert told(download.value.path().read_bytes()) == [], download.value.suggested_filename
            files += 1
    assert [found for frame in frames for found in told(frame)] == []
    assert files > 5
    assert len(frames) > 20


def test_no_snapshot_and_no_log_holds_it(planted):
    _, folder = planted
    files = [path for path in (folder / "snapshots").rglob("*") if path.is_file()]
    tables = [path for path in files if path.suffix == ".parquet"]
    assert len(tables) > 15
    for path in tables:
        for column in pl.read_parquet(path).iter_columns():
            assert str(CANARY) not in column.cast(pl.String).to_list(), (path.name, column.name)
    for path in [path for path in files if path.suffix != ".parquet"]:
        assert told(path.read_bytes()) == [], path.name
    assert told((folder / "log.txt").read_bytes()) == []
    women = pl.read_parquet(next(path for path in tables if path.name == "flow.parquet"))
    women = women.filter(gender="kvinna", population="started", period="2024", insats="alla")
    assert women.select("n", "hidden").rows() == [(None, True)]
    everybody = json.loads(next(path for path in files if path.name == "manifest.json").read_bytes())
    assert everybody["edition"] == "protected"
