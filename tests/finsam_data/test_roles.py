"""Who is who when people log in, and that a log-in set up wrongly is told in Swedish, by section and key."""

import tomllib
from datetime import UTC, datetime, timedelta

import pytest

from finsam_data.roles import LoginError, read_roles
from finsam_data.settings import PROJECT

AUTH = {
    "redirect_uri": "https://finsam.exempel.se/oauth2callback",
    "cookie_secret": "x" * 32,
    "client_id": "finsam",
    "client_secret": "hemlig",
    "server_metadata_url": "https://inloggning.exempel.se/.well-known/openid-configuration",
}
ROLES = {
    "kansli": ["Karin.Ek@Exempel.se"],
    "styrelse": ["stina@exempel.se"],
    "claim": {"name": "groups", "kansli": ["finsam-kansli"], "styrelse": ["finsam-styrelse"]},
    "max_hours": 2,
}
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


def roles_with(**changed):
    return read_roles({"auth": AUTH, "roles": {**ROLES, **changed}})


def token(made, ends):
    """A token made and ending so many minutes after noon."""
    return {"iat": NOON.timestamp() + 60 * made, "exp": NOON.timestamp() + 60 * ends}


@pytest.mark.parametrize(
    ("claims", "role"),
    [
        ({"email": "karin.ek@exempel.se"}, "kansli"),
        ({"email": " KARIN.EK@exempel.SE "}, "kansli"),
        ({"email": "karin.ek@exempel.se", "email_verified": True}, "kansli"),
        ({"email": "karin.ek@exempel.se", "email_verified": "true"}, "kansli"),
        ({"email": "stina@exempel.se"}, "styrelse"),
        ({"email": "annan@exempel.se", "groups": ["finsam-styrelse"]}, "styrelse"),
        ({"groups": "finsam-kansli"}, "kansli"),
        # In both groups the first of kansli, beredningsgrupp, styrelse; an address of one's own goes before groups.
        ({"groups": ["finsam-styrelse", "finsam-kansli"]}, "kansli"),
        ({"email": "stina@exempel.se", "groups": ["finsam-kansli"]}, "styrelse"),
        # Not these.
        ({"email": "karin.ek@exempel.se", "email_verified": False}, None),
        ({"email": "karin.ek@exempel.se", "email_verified": "false"}, None),
        ({"email": "karin.ek@exempel.se", "email_verified": None}, None),
        ({"groups": ["finsam-kansli"], "email_verified": False}, None),
        ({"email": "karin.ek@exempel.se.annan.se"}, None),
        ({"email": ["karin.ek@exempel.se"]}, None),
        ({"email": ""}, None),
        ({"groups": ["Finsam-Kansli", 7, None]}, None),
        ({"name": "Karin.Ek@Exempel.se", "preferred_username": "karin.ek@exempel.se"}, None),
        ({}, None),
    ],
)
def test_a_person_has_the_role_of_the_address_or_the_group(claims, role):
    assert roles_with().role_of(claims) == role


@pytest.mark.parametrize(
    ("claims", "live"),
    [
        (token(-10, 50), True),
        (token(-10, 0), False),  # ends now
        (token(-60, -1), False),
        (token(-119, 600), True),  # at most 2 hours = 120 minutes
        (token(-120, 600), False),
        (token(1, 60), True),  # the provider's clock a minute ahead
        (token(3, 60), False),  # made in the future
        ({"iat": NOON.timestamp() - 60}, False),
        ({"exp": NOON.timestamp() + 60}, False),
        ({"iat": "i går", "exp": "i morgon"}, False),
        ({"iat": True, "exp": True}, False),
        ({"iat": 0, "exp": 1e300}, False),
        ({}, False),
    ],
)
def test_a_login_lasts_as_long_as_the_token_and_the_longest_time_say(claims, live):
    assert roles_with().is_live(claims, NOON) is live


def test_without_a_longest_time_it_is_ten_hours():
    claims = token(0, 60 * 24 * 30)
    roles = read_roles({"auth": AUTH, "roles": {"kansli": ["karin@exempel.se"]}})
    assert roles.lasts_until(claims) == NOON + timedelta(hours=10)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"kansliet": ["a@b.se"]}, r"\[roles\] kansliet: Nyckeln finns inte"),
        ({"kansli": "karin@exempel.se"}, r"\[roles\] kansli: Värdet ska vara en lista"),
        ({"kansli": [7]}, r"\[roles\] kansli: Värdet ska vara en lista"),
        ({"kansli": ["Karin Ek"]}, r"\[roles\] kansli: ”Karin Ek” är inte en e-postadress"),
        ({"kansli": ["@exempel.se"]}, r"”@exempel.se” är inte en e-postadress"),
        ({"styrelse": ["karin.ek@exempel.se"]}, r"\[roles\] styrelse: ”karin.ek@exempel.se” står också under kansli"),
        ({"claim": {"kansli": ["x"]}}, r"\[roles.claim\] name: Värdet saknas"),
        ({"claim": "groups"}, r"\[roles.claim\]: Avsnittet saknas"),
        ({"claim": {"name": "groups", "kansli": [""]}}, r"\[roles.claim\] kansli: ”” är inte ett värde"),
        ({"max_hours": 0}, r"\[roles\] max_hours: ”0” är inte ett antal timmar från 0 till 24"),
        ({"max_hours": 25}, r"max_hours: ”25”"),
        ({"max_hours": True}, r"max_hours: ”True”"),
        ({"max_hours": "tio"}, r"max_hours: ”tio”"),
        ({"kansli": [], "styrelse": [], "claim": {"name": "groups"}}, r"\[roles\]: Ingen har någon roll"),
    ],
)
def test_wrong_roles_are_told_by_key(changed, told):
    with pytest.raises(LoginError, match=told):
        roles_with(**changed)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        *(({key: None}, rf"\[auth\] {key}: Värdet saknas") for key in AUTH),
        ({"client_id": " "}, r"\[auth\] client_id: Värdet saknas"),
        ({"cookie_secret": "x" * 31}, r"\[auth\] cookie_secret: Hemligheten är kortare än 32 tecken"),
        ({"redirect_uri": "http://finsam.exempel.se/oauth2callback"}, r"\[auth\] redirect_uri: .* är inte krypterad"),
        ({"redirect_uri": "https://finsam.exempel.se/"}, r"\[auth\] redirect_uri: Adressen har fel slut"),
        ({"server_metadata_url": "http://exempel.se/x"}, r"\[auth\] server_metadata_url: .* är inte krypterad"),
        (
            {"server_metadata_url": "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration"},
            r"\[auth\] server_metadata_url: Adressen släpper in konton från vilken organisation som helst",
        ),
        ({"google": {"client_id": "x"}}, r"\[auth.google\]: Bara en som sköter inloggningen får finnas"),
    ],
)
def test_a_wrong_login_is_told_by_key(changed, told):
    with pytest.raises(LoginError, match=told):
        read_roles({"auth": {**AUTH, **changed}, "roles": ROLES})


@pytest.mark.parametrize(("missing", "kept"), [("auth", "roles"), ("roles", "auth")])
def test_neither_section_stands_alone(missing, kept):
    with pytest.raises(LoginError, match=rf"\[{missing}\]: Avsnittet saknas"):
        read_roles({kept: {"auth": AUTH, "roles": ROLES}[kept]})


def test_a_server_on_this_machine_needs_no_encryption():
    local = {"redirect_uri": "http://localhost:8501/oauth2callback", "server_metadata_url": "http://127.0.0.1:9400/x"}
    assert read_roles({"auth": {**AUTH, **local}, "roles": ROLES}).claim == "groups"


def test_the_example_file_lacks_only_what_is_secret():
    example = tomllib.loads((PROJECT / ".streamlit" / "secrets.example.toml").read_text(encoding="utf-8"))
    with pytest.raises(LoginError, match=r"\[auth\] cookie_secret: Värdet saknas"):
        read_roles(example)
    example["auth"] |= {"cookie_secret": "x" * 32, "client_id": "finsam", "client_secret": "hemlig"}
    assert read_roles(example).role_of({"email": "fornamn.efternamn@exempel.se"}) == "kansli"
