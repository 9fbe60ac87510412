"""Who is visiting: what is asked before anything is shown, and which edition the visitor may see.

The process decides the ceiling: a protected process shows the protected edition to everybody. An internal one shows
the internal edition to the office only, when people log in; without log-in it is open on its own machine only, and
shows it to whoever sits there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st
from streamlit import config
from streamlit.runtime.secrets import secrets_singleton

from finsam_data.roles import Claims, LoginError, Role, Roles, is_verified, read_roles
from finsam_data.settings import Edition
from pages.shared import current
from pages.text import access as text
from pages.text.common import APP_TITLE

STYLE = Path(__file__).with_name("access.css").read_text(encoding="utf-8")
EXPIRED_HEADER = "x-finsam-expired"
"""Said by our own server on a connection whose log-in has ended, so that the door can tell why it is shut."""


Person = tuple[str, str]
"""Who has logged in: the provider and its name for the person."""


@dataclass(frozen=True)
class Visitor:
    """Somebody logged in whose role is known."""

    name: str
    role: Role


@cache
def login() -> Roles | None:
    """The roles of those who log in to this process; None where no log-in is set up.

    Decided once, when the server starts: a secrets file spoilt later must never turn the log-in off. Raises LoginError
    when it is set up wrongly.
    """
    found = [Path(file).name for file in config.get_option("secrets.files") if Path(file).exists()]
    if not found:
        return None
    if not secrets_singleton.load_if_toml_exists():
        raise LoginError(found[0], "Filen går inte att läsa som TOML.", "Rätta den; innan dess startas ingenting.")
    secrets = secrets_singleton.to_dict()
    if not {"auth", "roles"} & set(secrets):
        return None
    if config.get_option("server.trustedUserHeaders"):
        raise LoginError(
            "server.trustedUserHeaders", "Inställningen låter en annan server säga vem besökaren är.", "Ta bort den."
        )
    return read_roles(secrets)


def visitor() -> Visitor | None:
    """Who is logged in with a known role and an unexpired identity; None for everybody else."""
    roles, claims = login(), _claims()
    if roles is None or not roles.is_live(claims, datetime.now(UTC)) or (role := roles.role_of(claims)) is None:
        return None
    return Visitor(_name(claims), role)


def person_of(claims: Claims) -> Person:
    """The one person that the claims can mean; the same for all of those who have not logged in."""
    return str(claims.get("iss")), str(claims.get("sub"))


def person_visiting() -> Person:
    """Who visits now."""
    return person_of(_claims())


def is_admitted() -> bool:
    """May this visitor see the pages? Asked anew at each run."""
    return login() is None or visitor() is not None


def visitor_edition() -> Edition:
    """The edition that this visitor may see. Raises LoginError for somebody who may see none."""
    ceiling = current.settings().edition
    if login() is None:
        return ceiling
    if (known := visitor()) is None:
        raise LoginError(APP_TITLE, text.NOT_LOGGED_IN, "")
    return ceiling if known.role == "kansli" else "protected"


def door() -> None:
    """All that somebody sees who may not see the pages: how to log in, or why that was not enough."""
    roles, claims = login(), _claims()
    st.html(f"<style>{STYLE}</style>")
    with st.container(key="door"):
        if roles is not None and roles.is_live(claims, datetime.now(UTC)):
            reason = text.REFUSED if is_verified(claims) else text.UNVERIFIED
            _card(text.REFUSED_TITLE, reason.format(name=_name(claims), title=APP_TITLE))
            st.button(text.LOG_OUT, on_click=st.logout, type="primary", key="log_out")
        else:
            expired = bool(claims) or EXPIRED_HEADER in st.context.headers
            _card(text.LOG_IN_TITLE, text.EXPIRED if expired else text.LOG_IN_ABOUT)
            st.button(text.LOG_IN, on_click=st.login, type="primary", key="log_in")


def signed_in() -> None:
    """The line that says who is logged in, with the way out; nothing where nobody logs in."""
    if known := visitor():
        said = text.LOGGED_IN.format(name=known.name, role=text.ROLES[known.role])
        st.html(f"<style>{STYLE}</style>")
        with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", key="signed_in"):
            st.html(f'<p class="fs-signed-in">{escape(said)}</p>', width="content")
            st.button(text.LOG_OUT, on_click=st.logout, type="tertiary", key="log_out")


def _card(title: str, words: str) -> None:
    st.html(f'<div class="fs-door"><h1>{escape(title)}</h1><p>{escape(words)}</p></div>')


def _claims() -> Claims:
    """What the log-in provider said of the visitor; empty for somebody who has not logged in."""
    user: Mapping[str, object] = st.user.to_dict()
    return user if user.get("is_logged_in") is True else {}


def _name(claims: Claims) -> str:
    return str(claims.get("name") or claims.get("email") or text.NAMELESS)
