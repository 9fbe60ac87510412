"""The HTML document the app lives in: Streamlit's own, in Swedish, and told where the server is.

Streamlit's document says lang="en" and title "Streamlit" until its script has run, and on a deep link it looks for the
server below the page first, which fails twice. All three are set in the document itself before it is sent, the look is
there from the first moment, and what it says in English to those without JavaScript is said in Swedish.
"""

import re
from importlib.resources import files
from pathlib import Path

import msgspec
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.shared.chart.files import preloads
from pages.text.access import NEEDS_JAVASCRIPT
from pages.text.common import APP_TITLE
from pages.text.heard import WORDS
from pages.text.navigation import PAGES

ADDRESSES = {f"/{url_path}" for _, _, url_path in PAGES}
ON_EVERY_PAGE = ("Html", "Selectbox", "BidiComponent")
IMPORT = re.compile(r"""(?:from|import)\s?["']\./([\w.-]+\.js)["']""")
NOSCRIPT = re.compile(r"<noscript>.*</noscript>", re.DOTALL)
SERVER = "<script>window.__streamlit = {BACKEND_BASE_URL: location.origin}</script>"
OURS = "".join(
    f"<script>{Path(__file__).with_name(name).read_text(encoding='utf-8')}</script>"
    for name in ("body.js", "document.js")
)
STYLE = f"<style>{Path(__file__).with_name('style.css').read_text(encoding='utf-8')}</style>"
HEARD = (
    f"<script>{{ const WORDS = {msgspec.json.encode(WORDS).decode()};\n"
    f"{Path(__file__).with_name('heard.js').read_text(encoding='utf-8')}}}</script>"
)


class SwedishDocument:
    """ASGI middleware that answers the pages' addresses with the document; everything else goes on to Streamlit."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._document = HTMLResponse(swedish_document())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        asked = scope["type"] == "http" and scope["method"] in {"GET", "HEAD"} and scope["path"] in ADDRESSES
        await (self._document if asked else self._app)(scope, receive, send)


def swedish_document() -> str:
    """Streamlit's index.html with our language and title. Raises ValueError when Streamlit has changed it."""
    html = (files("streamlit") / "static" / "index.html").read_text(encoding="utf-8")
    for theirs, ours in (
        ('<html lang="en">', '<html lang="sv">'),
        ("<title>Streamlit</title>", f"<title>{APP_TITLE}</title>{SERVER}{OURS}{HEARD}{preloads()}{_their_preloads()}"),
        # After Streamlit's own rules, which stand in the head, and there before anything is seen.
        ('<div id="root">', f'{STYLE}<div id="root">'),
    ):
        if theirs not in html:
            raise ValueError(f"Streamlit's document no longer holds {theirs}")
        html = html.replace(theirs, ours)
    return NOSCRIPT.sub(f"<noscript><p>{NEEDS_JAVASCRIPT}</p></noscript>", html)


def _their_preloads() -> str:
    """The scripts of the elements that every page has. Streamlit asks for each when it first meets the element."""
    folder = Path(str(files("streamlit"))) / "static" / "static" / "js"
    waiting = [path.name for name in ON_EVERY_PAGE for path in folder.glob(f"{name}.*.js")]
    needed: list[str] = []
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.append(name)
            waiting += IMPORT.findall((folder / name).read_text(encoding="utf-8"))
    document = (files("streamlit") / "static" / "index.html").read_text(encoding="utf-8")
    return "".join(
        f'<link rel="modulepreload" crossorigin href="./static/js/{name}">' for name in needed if name not in document
    )
