"""The files of the chart component and of the keyboard, and Plotly's own: served under a name that holds their content.

So a browser may keep them for good, asks for Plotly once, and is told of them in the document already: they are on
their way before the first script run has begun.
"""

import gzip
import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import Scope

from pages.text import chart, keys

NAME = "finsam.chart"
HERE = Path(__file__).parent
FOLDER = f"/_stcore/bidi-components/{NAME}/"
KEYS = HERE.parent / "keys"
OURS = (
    *(HERE / name for name in ("chart.js", "dom.js", "walk.js", "tools.js", "picture.js", "chart.css")),
    *(KEYS / name for name in ("keys.js", "help.js", "presentation.js", "keys.css")),
)
LATER = ("help.js", "presentation.js")
"""Asked for when they are wanted."""
PLOTLY = "plotly.min.js"
KINDS = {".js": "text/javascript", ".css": "text/css"}
KEPT = "public, max-age=31536000, immutable"


@cache
def contents() -> dict[str, bytes]:
    """Every file by its name; the words are those of pages.text.chart and pages.text.keys."""
    return {
        **{path.name: path.read_bytes() for path in OURS},
        "words.js": _module(chart.WORDS),
        "keys_words.js": _module(keys.WORDS),
        PLOTLY: (files("plotly") / "package_data" / PLOTLY).read_bytes(),
    }


def _module(words: object) -> bytes:
    """Words as a script that others import."""
    return f"export default {msgspec.json.encode(words).decode()};".encode()


@cache
def version() -> str:
    """Changes with any of the files."""
    told = hashlib.sha256()
    for name, content in contents().items():
        told.update(f"{name}\n{len(content)}\n".encode())
        told.update(content)
    return told.hexdigest()[:12]


@cache
def address() -> str:
    """The folder of the files, below the one where Streamlit looks for a component's."""
    return f"{FOLDER}{version()}/"


def preloads() -> str:
    """Links that let the browser fetch our files before Streamlit asks, and the keyboard, which is on every page."""
    modules = "".join(
        f'<link rel="modulepreload" href="{address()}{name}">'
        for name in contents()
        if name.endswith(".js") and name not in {PLOTLY, *LATER}
    )
    style = f'<link rel="preload" as="style" href="{address()}chart.css">'
    keyboard = (
        f'<link rel="stylesheet" href="{address()}keys.css"><script type="module" src="{address()}keys.js"></script>'
    )
    # Streamlit's own scripts come first: without them there is nothing to draw in.
    plotly = f'<link id="plotly-file" rel="preload" as="script" fetchpriority="low" href="{address()}{PLOTLY}">'
    return f"{modules}{style}{plotly}{keyboard}"


async def answer(scope: Scope) -> Response:
    """The file that is asked for."""
    name = scope["path"].removeprefix(address())
    if scope["method"] not in {"GET", "HEAD"} or name not in contents():
        return PlainTextResponse("", 404)
    return _file(name, "gzip" in Headers(scope=scope).get("accept-encoding", ""))


def _file(name: str, compressed: bool) -> Response:
    kind = KINDS[Path(name).suffix]
    headers = {"Cache-Control": KEPT, "Vary": "Accept-Encoding"}
    if not compressed:
        return Response(contents()[name], media_type=kind, headers=headers)
    return Response(_compressed(name), media_type=kind, headers={**headers, "Content-Encoding": "gzip"})


@cache
def _compressed(name: str) -> bytes:
    """A third of the size, made once, while the first visitor waits: quickly rather than as small as can be."""
    return gzip.compress(contents()[name], compresslevel=1, mtime=0)
