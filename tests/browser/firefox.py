"""Debian's Firefox, driven by what it speaks itself (WebDriver BiDi).

Playwright drives only a Firefox that its makers have altered, and its way of speaking BiDi asks for more than the
extended support release answers (emulation.setMediaFeaturesOverride), so the little that is needed is spoken here.
"""

import itertools
import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.browser.serving import free_port

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
SETTINGS = {
    "app.normandy.enabled": False,
    "app.update.auto": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "intl.accept_languages": "sv-SE",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "remote.active-protocols": 1,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
}
"""Nothing of the browser's own calls out."""
SIZE = {"width": 1440, "height": 900}
# Keys without a character of their own, as WebDriver writes them.
NAMED = {"ArrowRight": "\ue014", "ArrowLeft": "\ue012", "Escape": "\ue00c", "Home": "\ue011", "End": "\ue010"}


class Firefox:
    """One window."""

    def __init__(self, stream: ClientConnection) -> None:
        self._stream, self._numbers = stream, itertools.count(1)
        self.errors: list[str] = []
        self._ask("session.new", capabilities={})
        self._ask("session.subscribe", events=["log.entryAdded"])
        self._window = self._ask("browsingContext.getTree")["contexts"][0]["context"]
        self._ask("browsingContext.setViewport", context=self._window, viewport=SIZE)

    def open(self, address: str) -> None:
        """Go there; what it asks for may still be on its way."""
        self._ask("browsingContext.navigate", context=self._window, url=address, wait="none")

    def value(self, script: str) -> Any:
        """What an expression is worth in the page; anything that JSON can hold."""
        answer = self._ask(
            "script.evaluate",
            expression=f"JSON.stringify({script})",
            target={"context": self._window},
            awaitPromise=True,
        )
        if answer["type"] == "exception":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"].get("value", "null"))

    def wait_for(self, script: str, seconds: int = 60) -> None:
        """Wait until an expression is true in the page."""
        end = time.monotonic() + seconds
        while not self.value(f"!!({script})"):
            if time.monotonic() > end:
                raise TimeoutError(script)
            time.sleep(0.2)

    def press(self, *keys: str) -> None:
        """Press and let go of each key, as a hand would."""
        actions = [{"type": kind, "value": NAMED.get(key, key)} for key in keys for kind in ("keyDown", "keyUp")]
        source = {"type": "key", "id": "keyboard", "actions": actions}
        self._ask("input.performActions", context=self._window, actions=[source])

    def _ask(self, method: str, **parameters: object) -> Any:
        number = next(self._numbers)
        self._stream.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            told = json.loads(self._stream.recv(timeout=60))
            if told.get("method") == "log.entryAdded" and told["params"]["level"] == "error":
                self.errors.append(told["params"]["text"])
            if told.get("id") == number:
                if told["type"] == "error":
                    raise RuntimeError(f"{method}: {told['message']}")
                return told["result"]


@contextmanager
def firefox(folder: Path) -> Iterator[Firefox]:
    """A headless Firefox with a profile of its own in the folder."""
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in SETTINGS.items()]
    (folder / "user.js").write_text("\n".join(lines), encoding="utf-8")
    port = free_port()
    command = [str(FIREFOX), "--headless", "--no-remote", "--profile", str(folder)]
    with subprocess.Popen(
        [*command, "--remote-debugging-port", str(port), "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            with _connected(port) as stream:
                yield Firefox(stream)
        finally:
            process.terminate()


def _connected(port: int, seconds: int = 60) -> ClientConnection:
    end = time.monotonic() + seconds
    while True:
        try:
            return connect(f"ws://127.0.0.1:{port}/session", max_size=None, compression=None)
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
