"""The guard at the server's own door: which requests are answered at all, before Streamlit sees them.

Streamlit asks nobody who they are: files made for one visitor are given to whoever has their address, and a connection
once open stays open. So the guard asks, with the same signed cookie that Streamlit's log-in leaves, and remembers which
files each person has been told of. A file's name is a hash of its content and no secret: whoever can guess all of it
but one number could ask for each guess and learn what the office has fetched.
"""

import asyncio
import json
import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime
from ipaddress import ip_address

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from finsam_data.roles import Claims, Roles
from pages.shared import downloads
from pages.shared.access import EXPIRED_HEADER, Person, person_of
from pages.shared.chart.files import FOLDER
from pages.shared.document import ADDRESSES
from pages.text import access as text

OPEN_TO_ALL = ADDRESSES | {
    "/favicon.png",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/stream",
    "/auth/login",
    "/auth/logout",
    "/oauth2callback",
}
"""What somebody needs who is about to log in; the pages' addresses give an empty document, the stream the door."""
STATIC = "/static/"
MEDIA = "/media/"
NEVER = ("/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent", "/app/static")
LOCAL_NAME = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d+)?", re.IGNORECASE)
LOG_IN = "/auth/login"

SESSION_AT = 2
"""Where among its subprotocols a browser that connects again names the session it had."""


class Guard:
    """ASGI middleware. Without log-in only this machine is answered; with it, only those who are let in."""

    def __init__(self, app: ASGIApp, roles: Roles | None, open_without_login: bool) -> None:
        self._app, self._roles, self._open = app, roles, open_without_login
        self._given: defaultdict[Person, set[str]] = defaultdict(set)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or let it through."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        if path.startswith(NEVER):
            await _refuse(404, text.NOT_HERE, scope, receive, send)
        elif self._roles is None:
            if self._open or is_local(scope):
                await self._app(scope, receive, send)
            else:
                await _refuse(403, text.ONLY_THIS_MACHINE, scope, receive, send)
        elif scope["type"] == "websocket":
            await self._connection(self._roles, scope, receive, send)
        elif path == LOG_IN:
            await self._app(scope, receive, _in_swedish(send))
        elif path in OPEN_TO_ALL or path.startswith((STATIC, FOLDER)):
            await self._app(scope, receive, send)
        elif not _is_let_in(self._roles, claims := claims_of(scope)):
            await _refuse(403, text.NOT_LOGGED_IN, scope, receive, send)
        elif not self._is_given(path, person_of(claims)):
            await _refuse(404, text.NOT_HERE, scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _is_given(self, path: str, person: Person) -> bool:
        """Files made for a visitor are for nobody else."""
        if path.startswith(MEDIA):
            return path in self._given[person]
        return not path.startswith(downloads.FOLDER) or downloads.is_for(path, person)

    async def _connection(self, roles: Roles, scope: Scope, receive: Receive, send: Send) -> None:
        """A page's open connection: it ends when the log-in does, and a log-in that has ended is not carried over."""
        claims = claims_of(scope)
        ends = roles.lasts_until(claims)
        if not claims:
            await self._app(_with(scope), receive, send)
            return
        if ends is None or not roles.is_live(claims, datetime.now(UTC)):
            was_open = len(scope["subprotocols"]) > SESSION_AT
            receive = _asking_anew(receive) if was_open else receive
            await self._app(_with(scope, _other_cookies(scope), expired=True), receive, send)
            return
        given = self._given[person_of(claims)]
        closed = False

        async def receive_until_end() -> Message:
            nonlocal closed
            left = (ends - datetime.now(UTC)).total_seconds()
            try:
                return await asyncio.wait_for(receive(), max(left, 0))
            except TimeoutError:
                closed = True
                await send({"type": "websocket.close", "code": 1008})
                return {"type": "websocket.disconnect", "code": 1008}

        async def send_until_end(message: Message) -> None:
            given.update(files_given(message.get("bytes") or b""))
            if not closed:
                await send(message)

        await self._app(_with(scope), receive_until_end, send_until_end)


def claims_of(scope: Scope) -> Claims:
    """What the signed cookie of a request says of its sender; empty without one that our server has signed."""
    signed = _get_signed_cookie_with_chunks(dict(HTTPConnection(scope).cookies), USER_COOKIE_NAME)
    try:
        claims = json.loads(signed) if signed else {}
    except ValueError:
        return {}
    return claims if isinstance(claims, Mapping) and claims.get("is_logged_in") is True else {}


def files_given(told: bytes) -> set[str]:
    """The addresses of files that Streamlit gives the visitor in one message: in an answer to a click on a download.

    Only there: elsewhere in a message may stand whatever the visitor wrote.
    """
    if MEDIA.encode() not in told:
        return set()
    message = ForwardMsg.FromString(told)
    found = {message.backend_operation_response.deferred_file.url, message.delta.new_element.download_button.url}
    return {address for address in found if address.startswith(MEDIA)}


def is_local(scope: Scope) -> bool:
    """Does the request come from this machine, to this machine by its own name?

    The name matters too: a page elsewhere can let its own name point here, and then reads as if it were ours.
    """
    client = scope.get("client")
    host = HTTPConnection(scope).headers.get("host", "")
    try:
        return client is not None and ip_address(client[0]).is_loopback and LOCAL_NAME.fullmatch(host) is not None
    except ValueError:
        return False


def _is_let_in(roles: Roles, claims: Claims) -> bool:
    return roles.is_live(claims, datetime.now(UTC)) and roles.role_of(claims) is not None


def _with(scope: Scope, cookies: str | None = None, *, expired: bool = False) -> Scope:
    """The request with these cookies instead of its own, and with our word for whether its log-in has ended."""
    gone = {EXPIRED_HEADER.encode()} | ({b"cookie"} if cookies is not None else set())
    headers = [(name, value) for name, value in scope["headers"] if name.lower() not in gone]
    headers += [(b"cookie", cookies.encode("latin-1"))] if cookies else []
    headers += [(EXPIRED_HEADER.encode(), b"1")] if expired else []
    return {**scope, "headers": headers}


def _other_cookies(scope: Scope) -> str:
    """The cookies of a request but those of the log-in."""
    cookies = HTTPConnection(scope).cookies
    return "; ".join(f"{name}={value}" for name, value in cookies.items() if not name.startswith(USER_COOKIE_NAME))


def _asking_anew(receive: Receive) -> Receive:
    """The connection as it is, with a wish to see the page put first.

    A browser that was thrown out connects again by itself, but leaves on the screen what stood there until it is told
    something else; asked in its name, Streamlit answers with the door.
    """
    connected, asked = False, False

    async def receive_anew() -> Message:
        nonlocal connected, asked
        if connected and not asked:
            asked = True
            return {"type": "websocket.receive", "bytes": BackMsg(rerun_script=ClientState()).SerializeToString()}
        connected = True
        return await receive()

    return receive_anew


def _in_swedish(send: Send) -> Send:
    """Streamlit says in English that the log-in provider does not answer; say it in Swedish."""
    failed = False

    async def send_in_swedish(message: Message) -> None:
        nonlocal failed
        if message["type"] == "http.response.start" and message["status"] >= 400:
            failed = True
            body = text.NO_PROVIDER.encode()
            plain = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
            await send({**message, "headers": plain})
        elif failed:
            await send({"type": "http.response.body", "body": text.NO_PROVIDER.encode()})
        else:
            await send(message)

    return send_in_swedish


async def _refuse(status: int, words: str, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    await PlainTextResponse(words, status)(scope, receive, send)
