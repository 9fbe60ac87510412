"""The server from outside: the headers of every answer, what is never answered, and where it does not start."""

import gzip
import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from importlib.resources import files

import pytest

from finsam_data.settings import PROJECT
from pages.shared.chart import files as chart_files
from pages.text.navigation import PAGES
from tests.browser.serving import free_port, served


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The app on the sample, of which no page is opened."""
    with served(PROJECT / "sample_data", tmp_path_factory.mktemp("snapshots")) as url:
        yield url


def answer(url, method="GET", **headers):
    request = urllib.request.Request(url, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request) as found:
            return found.status, found.headers, found.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers, refused.read()


ANSWERS = [
    *((f"/{address}", "GET", 200) for _, _, address in PAGES),
    ("/", "HEAD", 200),
    ("/", "POST", 405),
    ("/finns-inte", "GET", 200),
    ("/favicon.png", "GET", 200),
    ("/static/finns/inte.js", "GET", 200),
    ("/_stcore/health", "GET", 200),
    ("/_stcore/host-config", "GET", 200),
    ("/media/finns-inte.csv", "GET", 404),
    ("/_stcore/upload_file/a/b", "PUT", 403),
    ("/static/..%2f..%2fapp.py", "GET", 400),
    ("/_stcore/metrics", "GET", 404),
    ("/_stcore/script-health-check", "GET", 404),
    ("/_stcore/agent/openapi.json", "GET", 404),
    ("/_stcore/agent/interact", "POST", 404),
    ("/app/static/x", "GET", 404),
]


@pytest.mark.parametrize(("path", "method", "status"), ANSWERS, ids=[f"{m} {p}" for p, m, _ in ANSWERS])
def test_every_answer_has_the_headers(address, path, method, status):
    found, headers, _ = answer(address + path, method)
    assert found == status
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["connect-src"] == "'self'"
    assert [policy[name] for name in ("frame-ancestors", "base-uri", "object-src")] == ["'none'"] * 3
    assert "unsafe-inline" not in policy["script-src"]
    assert "unsafe-eval" not in policy["script-src"].replace("'wasm-unsafe-eval'", "")


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/", False),
        ("/resultat", False),
        ("/_stcore/health", False),
        ("script", True),
        (f"{chart_files.address()}chart.js", True),
        (f"{chart_files.address()}finns-inte.js", False),
        (f"{chart_files.FOLDER}gammal/chart.js", False),
    ],
)
def test_a_browser_keeps_only_what_is_named_by_its_content(address, path, kept):
    if path == "script":
        document = answer(address)[2].decode()
        path = "/" + document.split('crossorigin src="./')[1].split('"')[0]
    assert (answer(address + path)[1]["Cache-Control"] == "no-store") is not kept


def test_plotly_is_the_installed_one_and_comes_compressed_to_whoever_can_read_it(address):
    path = f"{address}{chart_files.address()}plotly.min.js"
    plain = answer(path)[2]
    assert plain == (files("plotly") / "package_data" / "plotly.min.js").read_bytes()
    status, headers, body = answer(path, **{"Accept-Encoding": "gzip"})
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert gzip.decompress(body) == plain
    assert 5 * len(body) < 2 * len(plain)


def test_the_document_asks_for_the_charts_files_at_once(address):
    document = answer(address)[2].decode()
    for found in re.findall(r'href="(/_stcore/[^"]+)"', document):
        assert answer(address + found)[0] == 200, found
    assert f'rel="preload" as="script" fetchpriority="low" href="{chart_files.address()}plotly.min.js"' in document


def test_somebody_elses_name_for_this_machine_is_refused(address):
    """A page elsewhere may let its own name point here; to its script our answers would then be its own."""
    status, headers, body = answer(address, Host="exempel.se")
    assert status == 403
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "bara öppen på den dator där den körs" in body.decode()


def test_a_stream_from_another_origin_or_name_is_refused(address):
    host, port = address.removeprefix("http://").split(":")
    for origin, name in (("https://exempel.se", f"{host}:{port}"), ("http://exempel.se", "exempel.se")):
        with socket.create_connection((host, int(port)), timeout=10) as stream:
            stream.sendall(
                f"GET /_stcore/stream HTTP/1.1\r\nHost: {name}\r\nOrigin: {origin}\r\nUpgrade: websocket\r\n"
                "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: eHh4eHh4eHh4eHh4eHh4eA==\r\n"
                "\r\n".encode()
            )
            assert stream.recv(1000).startswith(b"HTTP/1.1 403")


def test_the_document_says_nothing_in_english(address):
    document = answer(address)[2].decode()
    assert "Slå på det i webbläsaren" in document
    assert "JavaScript to run" not in document


def test_streamlit_itself_cannot_be_started_on_the_network_without_login():
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address", "0.0.0.0"]
    done = subprocess.run(
        [*command, "--server.port", str(free_port())], cwd=PROJECT, capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert "Servern kan inte startas på adressen 0.0.0.0" in done.stderr.decode()
    assert b"Traceback" not in done.stderr


READY = """
import pkgutil
import msgspec
import pages.shared.server as server

def structs():
    found = [msgspec.Struct]
    for struct in found:
        found += struct.__subclasses__()
    return set(found)

at_start = structs()
import pages
for module in pkgutil.walk_packages(pages.__path__, "pages."):
    if not module.name.endswith(".page"):
        __import__(module.name)
print(*sorted(struct.__qualname__ for struct in structs() - at_start))
"""


def test_every_type_the_pages_read_is_made_ready_before_the_first_visit():
    """One made ready by two visitors at once ends the process."""
    done = subprocess.run([sys.executable, "-c", READY], cwd=PROJECT, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.decode().strip()) == (0, ""), done.stderr.decode()
