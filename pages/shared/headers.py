"""What every answer tells the browser: what may run on the page, who may frame it, and what must not be kept.

Said on every response, also on static files and errors, whichever way the server was started.
"""

import base64
import hashlib
import logging
import re
from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.shared.chart.files import FOLDER
from pages.text.access import SERVER_FAULT

INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    # The choices stand in the address; no other site is told them.
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), "
    "display-capture=(), clipboard-read=(), clipboard-write=(self), fullscreen=(self)",
}
KEPT = ("/static/", FOLDER)
"""Scripts and fonts, Streamlit's and the charts', named by their content: the only answers a browser may keep."""


class Headers:
    """ASGI middleware, the outermost: puts the headers on, and answers a bug with a bare Swedish sentence."""

    def __init__(self, app: ASGIApp, inline_scripts: Sequence[str]) -> None:
        self._app = app
        self._headers = {**HEADERS, "Content-Security-Policy": content_security_policy(inline_scripts)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        begun = False

        async def send_with_headers(message: Message) -> None:
            nonlocal begun
            if message["type"] in {"http.response.start", "websocket.http.response.start", "websocket.accept"}:
                begun = True
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                if not scope["path"].startswith(KEPT) or message.get("status", 200) >= 400:
                    headers["Cache-Control"] = "no-store"
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except Exception:
            # Outside this stands only the server, whose own answer would lack the headers.
            logging.getLogger("finsam").exception("fel vid %s", scope["path"])
            if begun or scope["type"] != "http":
                raise
            await send_with_headers(
                {
                    "type": "http.response.start",
                    "status": 500,
                    "headers": [(b"content-type", b"text/plain; charset=utf-8")],
                }
            )
            await send({"type": "http.response.body", "body": SERVER_FAULT.encode()})


def content_security_policy(inline_scripts: Sequence[str]) -> str:
    """The policy; inline scripts are allowed one by one, by the hash of their text.

    Seen in Chromium on all pages: neither Streamlit nor Plotly makes code out of text, so no eval; Streamlit's reader
    of messages counts with a scrap of WebAssembly. Styles must be inline, for both set them element by element. Images
    and fonts come as data and blob addresses too.
    """
    scripts = " ".join(f"'sha256-{_hash(script)}'" for script in dict.fromkeys(inline_scripts))
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'wasm-unsafe-eval' {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def inline_scripts(document: str) -> list[str]:
    """The texts of the inline scripts of an HTML document."""
    return INLINE_SCRIPT.findall(document)


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
