"""A layer of the server that answers for one folder of addresses itself; everything else goes on."""

from collections.abc import Awaitable, Callable

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send


class Folder:
    """ASGI middleware: answer is asked for whatever lies below path, which ends in a slash."""

    def __init__(self, app: ASGIApp, path: str, answer: Callable[[Scope], Awaitable[Response]]) -> None:
        self._app, self._path, self._answer = app, path, answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        mine = scope["type"] == "http" and scope["path"].startswith(self._path)
        await (await self._answer(scope) if mine else self._app)(scope, receive, send)
