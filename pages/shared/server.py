"""The web server: what is checked before it answers anybody, and what every request passes on its way in."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from ipaddress import ip_address
from threading import Thread
from typing import NoReturn

import msgspec
from starlette.middleware import Middleware
from streamlit import config
from streamlit.web.server.starlette.starlette_app import App

from finsam_data.errors import FinsamError
from finsam_data.intake.register.journal import Journal
from finsam_data.roles import Roles
from finsam_data.settings import Edition, Settings, is_open_without_login, read_settings
from pages.intake.field import FIELD_SCRIPT as INTAKE_SCRIPT
from pages.intake.files import COPY_SCRIPT as LETTER_SCRIPT
from pages.scenarios.own_ideal import FIELD_SCRIPT
from pages.scenarios.share import COPY_SCRIPT
from pages.shared import downloads
from pages.shared.access import login
from pages.shared.chart import files
from pages.shared.current import publish_ahead
from pages.shared.document import SwedishDocument, swedish_document
from pages.shared.folder import Folder
from pages.shared.guard import Guard
from pages.shared.headers import Headers, inline_scripts
from pages.text import access as text


def middleware() -> list[Middleware]:
    """The server's own layers, outermost first: headers, guard, files, document."""
    roles = checked_login()
    build_types()
    clean_up_imports(read_settings())
    scripts = [*inline_scripts(swedish_document()), COPY_SCRIPT, FIELD_SCRIPT, INTAKE_SCRIPT, LETTER_SCRIPT]
    return [
        Middleware(Headers, inline_scripts=scripts),
        Middleware(Guard, roles=roles, open_without_login=is_open_without_login()),
        Middleware(Folder, path=files.FOLDER, answer=files.answer),
        Middleware(Folder, path=downloads.FOLDER, answer=downloads.answer),
        Middleware(SwedishDocument),
    ]


@asynccontextmanager
async def published_ahead(_: App) -> AsyncIterator[None]:
    """Around the server's life: at its start, in a thread of its own, what visitors may see is published and read."""
    ceiling = read_settings().edition
    editions: tuple[Edition, ...] = (ceiling, "protected") if login() and ceiling == "internal" else (ceiling,)
    Thread(target=publish_ahead, args=[editions], daemon=True).start()
    yield


def clean_up_imports(settings: Settings) -> None:
    """Take away what a killed import left, in the internal edition; a process of the other opens no such folder."""
    if settings.edition == "internal":
        with suppress(FinsamError):  # the page tells it
            Journal(settings.data).clean_up()


def build_types() -> None:
    """Let msgspec make ready, in one thread, the types that the pages read files into.

    It does so at the first use of each, and two visitors at once at that moment end the process (seen with 0.22.0).
    """
    found = [msgspec.Struct]
    for struct in found:
        found += struct.__subclasses__()
        msgspec.json.Decoder(struct)


def checked_login() -> Roles | None:
    """The roles of those who log in, None where nobody does. Ends the process, in Swedish, when it must not start."""
    try:
        roles = login()
        if roles is None:
            _check_address(config.get_option("server.address") or "0.0.0.0", is_open_without_login())  # noqa: S104
    except FinsamError as error:
        _end(error)
    return roles


def _check_address(address: str, is_open: bool) -> None:
    """Without log-in the address must be this machine's own, unless the protected edition is opened on purpose."""
    if is_open and read_settings().edition != "protected":
        raise FinsamError(text.CANNOT_START, text.NEVER_OPEN, text.NEVER_OPEN_REMEDY)
    if not is_open and not is_own(address):
        raise FinsamError(
            text.WRONG_PLACE.format(address=address),
            text.WRONG_PLACE_RULE,
            text.WRONG_PLACE_REMEDY.format(address=address),
        )


def is_own(address: str) -> bool:
    """Is the address reachable from this machine only?"""
    try:
        return address == "localhost" or ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False


def _end(error: FinsamError) -> NoReturn:
    print(error, file=sys.stderr)
    raise SystemExit(1)


if __name__ == "__main__":
    # Streamlit reads its environment only when it starts a server, so the address to check is given here.
    config.set_option("server.address", sys.argv[1])
    checked_login()
