"""The real app in a process of its own, and a real Chromium to look at it with."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Playwright

PROJECT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chrome")
# The last ones keep Chromium itself from calling out, so that a request that leaves the machine is ours.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
READY = "footer.fs-footer"
PLACE = ".fs-chart"
CHART = ".fs-chart[data-drawn]"
# A text of a drawn chart in pixels of the screen, whatever it has been enlarged or made smaller by.
TEXT_SIZES = """all => all.filter(text => text.textContent.trim()).map(text => {
  const { a, b } = text.getScreenCTM();
  return parseFloat(getComputedStyle(text).fontSize) * Math.hypot(a, b);
})"""


def free_port() -> int:
    """A port nobody listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(data: Path, snapshots: Path, script: Path = PROJECT / "app.py") -> Iterator[str]:
    """The address of the app serving a data folder."""
    with running(data, snapshots, script) as (address, _):
        yield address


@contextmanager
def running(data: Path, snapshots: Path, script: Path = PROJECT / "app.py") -> Iterator[tuple[str, int]]:
    """The address of the app, and the number of its process."""
    port = free_port()
    environment = {**os.environ, "FINSAM_DATA": str(data), "FINSAM_SNAPSHOTS": str(snapshots)}
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    with subprocess.Popen(
        command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}", server.pid
        finally:
            server.terminate()


def launch(playwright: Playwright) -> Browser:
    """Headless Chromium."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


@contextmanager
def visit(profile: BrowserContext) -> Iterator[Page]:
    """A page of the profile with every error it tells noted; what it leaves behind is taken away afterwards."""
    page = profile.new_page()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.errors = []
    page.on("console", lambda message: message.type == "error" and page.errors.append(message.text))
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    yield page
    page.evaluate("localStorage.clear()")
    page.close()
    profile.clear_cookies()


def open_page(page: Page, address: str) -> None:
    """Go there and wait until the whole page is drawn: its source line stands and every chart has its marks."""
    page.goto(address)
    wait_until_drawn(page)


def wait_until_drawn(page: Page) -> None:
    """Wait for the source line, the end of the script run, all charts and all tables, those behind a heading too."""
    page.wait_for_selector(READY, timeout=60_000)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)
    page.wait_for_function(
        f"() => [...document.querySelectorAll('{PLACE}')].every(one => one.matches('{CHART}')) && "
        "!document.querySelector('[data-table]')",
        timeout=60_000,
    )


def _wait_for(address: str, seconds: int = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)
