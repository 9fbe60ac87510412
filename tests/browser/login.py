"""The app with log-in: a real OpenID Connect provider and a real server, each a process of its own."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from tests.browser.serving import PROJECT, free_port

COOKIE = "_streamlit_user"
COOKIE_SECRET = "provhemlighet-som-bara-finns-i-testerna"
SECRETS = """
[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "{cookie_secret}"
client_id = "finsam"
client_secret = "hemlig"
server_metadata_url = "{provider}/.well-known/openid-configuration"

{roles}
"""


@contextmanager
def provider(*people: Mapping[str, Any]) -> Iterator[str]:
    """The address of a provider that knows these people, by their claims."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    command += [part for person in people for part in ("--user-claims", json.dumps(person))]
    address = f"http://127.0.0.1:{port}"
    with running(command, f"{address}/.well-known/openid-configuration"):
        yield address


@contextmanager
def served_with_login(folder: Path, provider_address: str, roles: str, **environment: str) -> Iterator[str]:
    """The address of the app on the sample with log-in; the folder holds its secrets and snapshots."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    secrets = folder / "secrets.toml"
    secrets.write_text(
        SECRETS.format(address=address, cookie_secret=COOKIE_SECRET, provider=provider_address, roles=roles),
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "streamlit", "run", str(PROJECT / "app.py"), "--server.port", str(port)]
    with running([*command, "--secrets.files", str(secrets)], f"{address}/_stcore/health", **environment):
        yield address


@contextmanager
def running(command: list[str], ready: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """A server in a process of its own, from when it answers until it is no longer needed."""
    with subprocess.Popen(
        command,
        cwd=PROJECT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            _wait_for(ready, server)
            yield server
        finally:
            server.terminate()


def log_in(page: Page, address: str, subject: str) -> None:
    """Log in through the door and the provider's own form, as a person does."""
    page.goto(address)
    page.get_by_role("button", name="Logga in").click()
    page.locator("input[name=sub]").fill(subject)
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url(f"{address}/")


def signed_cookie(address: str, secret: str = COOKIE_SECRET, **claims: Any) -> dict[str, str]:
    """The cookie that logging in with these claims would have left, name → value."""
    told = {"is_logged_in": True, "origin": address, "provider": "default", **claims}
    return {COOKIE: create_signed_value(secret, COOKIE, json.dumps(told)).decode()}


def _wait_for(address: str, server: subprocess.Popen[bytes], seconds: int = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)
