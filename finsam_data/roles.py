"""Who is who when people log in: roles by e-mail address or by what the log-in provider says of the person.

Read from the same secrets file as the log-in itself: the sections [auth] (Streamlit's) and [roles] (ours).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from finsam_data.errors import FinsamError

Role = Literal["kansli", "beredningsgrupp", "styrelse"]
"""In the order they are tried: a person whom several roles fit has the first."""

EXAMPLE = "(förlagan .streamlit/secrets.example.toml visar hur)"
AUTH_KEYS = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
SHORTEST_SECRET = 32
LONGEST_HOURS = 24
DEFAULT_HOURS = 10
CLOCKS_DIFFER = timedelta(minutes=2)
SHARED_BY_ALL = ("/common/", "/organizations/", "/consumers/")
"""Addresses of Microsoft's where anybody's own organisation may say what an e-mail address is."""

Claims = Mapping[str, Any]
"""What the provider says of a person: the claims of the ID token."""


class LoginError(FinsamError):
    """The log-in is set up wrongly; thing names the section or key."""


@dataclass(frozen=True)
class Roles:
    """Who has which role, and for how long a log-in lasts."""

    by_email: Mapping[str, Role]
    claim: str = ""
    by_claim: Mapping[str, Role] = field(default_factory=dict)
    longest: timedelta = timedelta(hours=DEFAULT_HOURS)

    def role_of(self, claims: Claims) -> Role | None:
        """The person's role; None for somebody unknown, or whose address the provider has not confirmed."""
        if not is_verified(claims):
            return None
        if role := self.by_email.get(_address(claims.get("email"))):
            return role
        said = claims.get(self.claim) if self.claim else None
        values = said if isinstance(said, list) else [said]
        fitting = {self.by_claim[value] for value in values if isinstance(value, str) and value in self.by_claim}
        return next((role for role in get_args(Role) if role in fitting), None)

    def lasts_until(self, claims: Claims) -> datetime | None:
        """When the log-in ends: the token's own end, or the longest time allowed if that is sooner.

        None when the token does not say when it was made and when it ends, or says it was made in the future.
        """
        made, ends = _moment(claims.get("iat")), _moment(claims.get("exp"))
        return None if made is None or ends is None else min(ends, made + self.longest)

    def is_live(self, claims: Claims, now: datetime) -> bool:
        """Does the log-in still hold?"""
        ends, made = self.lasts_until(claims), _moment(claims.get("iat"))
        return ends is not None and made is not None and made - CLOCKS_DIFFER <= now < ends


def is_verified(claims: Claims) -> bool:
    """False only where the provider says that the e-mail address is not confirmed; many say nothing of it."""
    return str(claims.get("email_verified", True)).lower() == "true"


def read_roles(secrets: Mapping[str, Any]) -> Roles:
    """The roles of a secrets file, with the log-in they rest on checked. Raises LoginError naming section and key."""
    _check_auth(_section(secrets, "auth"))
    section = _section(secrets, "roles")
    unknown = set(section) - {*get_args(Role), "claim", "max_hours"}
    if unknown:
        raise LoginError(
            f"[roles] {min(unknown)}",
            "Nyckeln finns inte.",
            f"Nycklarna är {', '.join(get_args(Role))}, claim och max_hours.",
        )
    by_email = _by_value("[roles]", section, lambda text: "@" in text[1:-1] and " " not in text, "en e-postadress")
    claim, by_claim = "", {}
    if "claim" in section:
        rules = _section(section, "claim", "[roles.claim]")
        claim = _text("[roles.claim] name", rules.get("name"))
        by_claim = _by_value("[roles.claim]", rules, bool, "ett värde som inte är tomt", fold=False)
    if not by_email and not by_claim:
        raise LoginError(
            "[roles]", "Ingen har någon roll.", 'Skriv till exempel: kansli = ["fornamn.efternamn@kommunen.se"]'
        )
    return Roles(by_email, claim, by_claim, _hours(section.get("max_hours", DEFAULT_HOURS)))


def _check_auth(section: Mapping[str, Any]) -> None:
    for key in AUTH_KEYS:
        _text(f"[auth] {key}", section.get(key))
    if named := [key for key, value in section.items() if isinstance(value, Mapping) and key != "client_kwargs"]:
        raise LoginError(
            f"[auth.{named[0]}]",
            "Bara en som sköter inloggningen får finnas, annars kan den ena intyga den andras adresser.",
            "Ta bort avsnittet.",
        )
    if len(section["cookie_secret"]) < SHORTEST_SECRET:
        raise LoginError(
            "[auth] cookie_secret",
            f"Hemligheten är kortare än {SHORTEST_SECRET} tecken och går att gissa.",
            'Gör en ny: python -c "import secrets; print(secrets.token_urlsafe(32))"',
        )
    for key in ("redirect_uri", "server_metadata_url"):
        address = urlsplit(section[key])
        if address.scheme != "https" and address.hostname not in {"localhost", "127.0.0.1"}:
            raise LoginError(
                f"[auth] {key}", f"Adressen ”{section[key]}” är inte krypterad.", "Den ska börja med https."
            )
    if urlsplit(section["redirect_uri"]).path != "/oauth2callback":
        raise LoginError("[auth] redirect_uri", "Adressen har fel slut.", "Den ska sluta med /oauth2callback.")
    if any(part in section["server_metadata_url"] for part in SHARED_BY_ALL):
        raise LoginError(
            "[auth] server_metadata_url",
            "Adressen släpper in konton från vilken organisation som helst, som själv bestämmer sina e-postadresser.",
            "Skriv den egna organisationens id i stället för common, organizations eller consumers.",
        )


def _by_value(
    place: str, section: Mapping[str, Any], is_right: Any, wanted: str, *, fold: bool = True
) -> dict[str, Role]:
    """Each listed value → its role. A value under two roles is refused, for nobody knows which was meant."""
    roles: dict[str, Role] = {}
    for role in get_args(Role):
        for text in _texts(f"{place} {role}", section.get(role, [])):
            value = _address(text) if fold else text
            if not is_right(value):
                raise LoginError(f"{place} {role}", f"”{text}” är inte {wanted}.", "Rätta eller ta bort det.")
            if roles.setdefault(value, role) != role:
                raise LoginError(
                    f"{place} {role}", f"”{text}” står också under {roles[value]}.", "Välj en av rollerna."
                )
    return roles


def _texts(thing: str, value: object) -> Iterator[str]:
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise LoginError(thing, "Värdet ska vara en lista med texter.", 'Skriv till exempel: ["ett", "två"]')
    yield from value


def _section(secrets: Mapping[str, Any], name: str, thing: str = "") -> Mapping[str, Any]:
    section = secrets.get(name)
    if not isinstance(section, Mapping):
        raise LoginError(thing or f"[{name}]", "Avsnittet saknas i secrets.toml.", f"Lägg till det {EXAMPLE}.")
    return section


def _text(thing: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise LoginError(thing, "Värdet saknas i secrets.toml eller är inte en text.", f"Fyll i det {EXAMPLE}.")
    return value


def _hours(value: object) -> timedelta:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= LONGEST_HOURS:
        raise LoginError(
            "[roles] max_hours", f"”{value}” är inte ett antal timmar från 0 till {LONGEST_HOURS}.", "Rätta det."
        )
    return timedelta(hours=value)


def _address(value: object) -> str:
    return value.strip().casefold() if isinstance(value, str) else ""


def _moment(value: object) -> datetime | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError):
        return None
