"""A visit to a page as a program makes it: the same connection as a browser's, with every message kept."""

import re
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import unescape
from http.cookies import SimpleCookie
from typing import NamedTuple

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.screen import spread

CELL = re.compile(r"<t[dh][ >].*?</t[dh]>", re.DOTALL)
MARKUP = re.compile(r"<[^>]+>")
WHOLE = ForwardMsg.FINISHED_SUCCESSFULLY
RERUN = BackMsg(rerun_script=ClientState())
XSRF = "_streamlit_xsrf"


class Visit(NamedTuple):
    """What the server sent: the raw frames, the HTML of the page in its order, and the session's id."""

    frames: tuple[bytes, ...]
    html: tuple[str, ...]
    session: str

    @property
    def cells(self) -> list[str]:
        """What stands in the page's tables."""
        return cells(self.html)

    @property
    def words(self) -> str:
        """All text of the page that our own HTML holds."""
        return " ".join(unescape(MARKUP.sub(" ", spread(html))) for html in self.html if not html.startswith("<style>"))


def cells(html: tuple[str, ...] | list[str]) -> list[str]:
    """The texts of all table cells."""
    return [unescape(MARKUP.sub("", cell)) for piece in html for cell in CELL.findall(spread(piece))]


def visit(address: str, cookies: Mapping[str, str], page: str = "", query: str = "") -> Visit:
    """Open a page and stay until its script has run."""
    with opened(address, cookies) as stream:
        return whole_run(stream, BackMsg(rerun_script=ClientState(page_name=page, query_string=query)))


@contextmanager
def opened(address: str, cookies: Mapping[str, str], session: str = "") -> Iterator[ClientConnection]:
    """A connection as a browser makes it, that asks for its former session where it had one."""
    with urllib.request.urlopen(f"{address}/_stcore/health") as answer:
        xsrf = SimpleCookie(answer.headers["Set-Cookie"])[XSRF].value
    sent = {name: value for name, value in cookies.items() if name != XSRF} | {XSRF: xsrf}
    with connect(
        f"{address.replace('http', 'ws', 1)}/_stcore/stream",
        origin=Origin(address),
        subprotocols=[Subprotocol(part) for part in ("streamlit", xsrf, session) if part],
        additional_headers={"Cookie": "; ".join(f"{name}={value}" for name, value in sent.items())},
        max_size=None,
    ) as stream:
        yield stream


def whole_run(stream: ClientConnection, asked: BackMsg | None = None) -> Visit:
    """Everything the server sends until a run of the page's script is whole; asked for, or of its own accord."""
    frames: list[bytes] = []
    html: dict[tuple[int, ...], str] = {}
    session = ""
    if asked is not None:
        stream.send(asked.SerializeToString())
    for frame in stream:
        frames.append(bytes(frame))
        message = ForwardMsg.FromString(frames[-1])
        session = message.new_session.initialize.session_id or session
        if message.delta.new_element.HasField("html"):
            html[tuple(message.metadata.delta_path)] = message.delta.new_element.html.body
        if message.WhichOneof("type") == "script_finished" and message.script_finished == WHOLE:
            return Visit(tuple(frames), tuple(html[place] for place in sorted(html)), session)
    raise ConnectionError("closed before the page was whole")
