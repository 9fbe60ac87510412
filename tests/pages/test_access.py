"""The log-in as the server reads it, when it starts and afterwards; what a visitor then sees is tried in browser/."""

import pytest
from streamlit import config
from streamlit.runtime.secrets import secrets_singleton

from finsam_data.roles import LoginError
from pages.shared import access, current
from pages.shared.guard import is_local
from pages.shared.server import checked_login

SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1:8501/oauth2callback"
cookie_secret = "provhemlighet-som-bara-finns-i-testerna"
client_id = "finsam"
client_secret = "hemlig"
server_metadata_url = "http://127.0.0.1:9400/.well-known/openid-configuration"
[roles]
kansli = ["karin@exempel.se"]
"""


@pytest.fixture
def secrets(tmp_path, monkeypatch):
    """Where the process looks for its secrets; nothing there yet."""
    file = tmp_path / "secrets.toml"
    before = {name: config.get_option(name) for name in ("secrets.files", "server.address")}
    config.set_option("secrets.files", [str(file)])
    monkeypatch.delenv("FINSAM_OPEN_WITHOUT_LOGIN", raising=False)
    forget()
    yield file
    for name, value in before.items():
        config.set_option(name, value)
    forget()


def forget():
    access.login.cache_clear()
    secrets_singleton._reset()
    secrets_singleton._file_watchers_installed = True  # none in the tests
    current.forget()


def refusal(capsys):
    with pytest.raises(SystemExit) as left:
        checked_login()
    assert left.value.code == 1
    return capsys.readouterr().err


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "127.0.0.2"])
def test_without_login_the_machines_own_addresses_are_allowed(secrets, address):
    config.set_option("server.address", address)
    assert checked_login() is None


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.1.7", "finsam.exempel.se", None])
def test_without_login_another_address_is_refused(secrets, address, capsys):
    config.set_option("server.address", address)
    said = refusal(capsys)
    assert f"Servern kan inte startas på adressen {address or '0.0.0.0'}: Ingen inloggning är inställd" in said
    assert "--open-to-network-without-login" in said


def test_the_protected_edition_may_be_opened_on_purpose(secrets, monkeypatch):
    monkeypatch.setenv("FINSAM_OPEN_WITHOUT_LOGIN", "1")
    monkeypatch.setenv("FINSAM_EDITION", "protected")
    config.set_option("server.address", "0.0.0.0")
    assert checked_login() is None


def test_the_internal_edition_is_never_opened_without_login(secrets, monkeypatch, capsys):
    monkeypatch.setenv("FINSAM_OPEN_WITHOUT_LOGIN", "1")
    monkeypatch.setenv("FINSAM_EDITION", "internal")
    assert "Den interna utgåvan öppnas aldrig för nätverket utan inloggning" in refusal(capsys)


def test_with_login_any_address_is_allowed(secrets):
    secrets.write_text(SECRETS, encoding="utf-8")
    config.set_option("server.address", "0.0.0.0")
    assert checked_login().by_email == {"karin@exempel.se": "kansli"}


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("[auth", "secrets.toml: Filen går inte att läsa som TOML"),
        (SECRETS.replace("[roles]", "[rolls]"), "[roles]: Avsnittet saknas i secrets.toml"),
        (SECRETS.replace("[auth]", "[aut]"), "[auth]: Avsnittet saknas i secrets.toml"),
        (SECRETS.replace("client_id", "client"), "[auth] client_id: Värdet saknas"),
    ],
)
def test_a_login_set_up_wrongly_stops_the_server(secrets, written, told, capsys):
    secrets.write_text(written, encoding="utf-8")
    assert told in refusal(capsys)


def test_a_header_never_says_who_the_visitor_is(secrets, capsys):
    secrets.write_text(SECRETS, encoding="utf-8")
    before = config.get_option("server.trustedUserHeaders")
    config.set_option("server.trustedUserHeaders", {"X-User": "email"})
    try:
        assert "server.trustedUserHeaders: Inställningen låter en annan server säga vem" in refusal(capsys)
    finally:
        config.set_option("server.trustedUserHeaders", before)


def test_other_secrets_are_no_login(secrets):
    secrets.write_text('[annat]\nnyckel = "värde"\n', encoding="utf-8")
    assert checked_login() is None
    assert access.is_admitted()


def test_secrets_spoilt_while_the_server_runs_do_not_open_it(secrets):
    secrets.write_text(SECRETS, encoding="utf-8")
    config.set_option("server.address", "0.0.0.0")
    roles = checked_login()
    for written in ("[auth", "", SECRETS.replace("[auth]", "[aut]")):
        secrets.write_text(written, encoding="utf-8")
        secrets_singleton._reset()
        assert access.login() is roles
        assert not access.is_admitted()
        with pytest.raises(LoginError):
            access.visitor_edition()


@pytest.mark.parametrize(
    ("client", "host", "local"),
    [
        ("127.0.0.1", "127.0.0.1:8501", True),
        ("127.0.0.1", "localhost:8501", True),
        ("127.0.0.1", "LOCALHOST", True),
        ("::1", "[::1]:8501", True),
        ("::1", "[::1]", True),
        ("192.168.1.7", "127.0.0.1:8501", False),
        ("192.168.1.7", "192.168.1.2:8501", False),
        ("127.0.0.1", "finsam.exempel.se", False),  # somebody else's name, pointed at this machine
        ("127.0.0.1", "127.0.0.1.exempel.se:8501", False),
        ("127.0.0.1", "localhost:8501@exempel.se", False),
        ("127.0.0.1", "", False),
        ("inte en adress", "localhost", False),
        (None, "localhost", False),
    ],
)
def test_only_this_machine_by_its_own_name_is_local(client, host, local):
    scope = {"type": "http", "client": client and (client, 50_000), "headers": [(b"host", host.encode())]}
    assert is_local(scope) is local
