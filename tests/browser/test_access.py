"""Who sees what when people log in: a real provider, real browsers, and programs that try the ways round."""

import gc
import re
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest
from websockets.exceptions import ConnectionClosedError

from finsam_data.settings import PROJECT, Settings
from pages.shared import current
from pages.shared.guard import files_given
from pages.text.navigation import PAGES
from tests.browser.login import COOKIE_SECRET, log_in, provider, served_with_login, signed_cookie
from tests.browser.serving import open_page, wait_until_drawn
from tests.browser.stream import RERUN, cells, opened, visit, whole_run
from tests.screen import go_to, html

PEOPLE = (
    {"sub": "karin", "email": "Karin.Ek@exempel.se", "name": "Karin Ek", "email_verified": True},
    {"sub": "stina", "email": "stina@exempel.se", "name": "Stina Al", "groups": ["namnden"]},
    {"sub": "okand", "email": "okand@exempel.se", "name": "Olle Okänd"},
    {"sub": "falsk", "email": "karin.ek@exempel.se", "name": "Fia Falsk", "email_verified": False},
)
ROLES = """
[roles]
kansli = ["karin.ek@exempel.se"]
max_hours = 2
[roles.claim]
name = "groups"
styrelse = ["namnden"]
"""
QUERY = "period=2024"
WITH_PEOPLE = ("outcomes", "referrals")
VISITS = [(folder, address) for folder, _, address in PAGES]
# Words of the data and of the pages: nothing of them may reach somebody who has not been let in.
INSIDE = ("Samordningsförbundet", "Ögonblicksbild", "Syntetiska", "Skyddad", "Intern", "Aktivitetsplatsen", "Budget")


class Site(NamedTuple):
    """A server with log-in on the sample, and one browser logged in for each of the two roles."""

    address: str
    settings: Settings
    kansli: BrowserContext
    styrelse: BrowserContext


@pytest.fixture(scope="module")
def site(browser, tmp_path_factory):
    folder = tmp_path_factory.mktemp("login")
    where = {"FINSAM_EDITION": "internal", "FINSAM_SNAPSHOTS": str(folder / "snapshots")}
    with provider(*PEOPLE) as logs_in, served_with_login(folder, logs_in, ROLES, **where) as address:
        contexts = [context_of(browser) for _ in range(2)]
        for context, subject in zip(contexts, ("karin", "stina"), strict=True):
            log_in(context.new_page(), address, subject)
            context.pages[0].wait_for_selector("footer.fs-footer", timeout=60_000)
        yield Site(address, Settings(PROJECT / "sample_data", folder / "snapshots", "internal"), *contexts)
        for context in contexts:
            context.close()


def context_of(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="sv-SE")
    # The provider's own form asks for a style sheet of another machine.
    context.route(re.compile(r"^https?://(?!127\.0\.0\.1)"), lambda route: route.abort())
    return context


def cookies_of(context):
    return {cookie["name"]: cookie["value"] for cookie in context.cookies()}


def fetched(url, cookies):
    """The status and the body of a plain request."""
    request = urllib.request.Request(url, headers={"Cookie": "; ".join(f"{n}={v}" for n, v in cookies.items())})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read()


def test_the_door_is_all_there_is_before_logging_in(site, browser):
    context = context_of(browser)
    page = context.new_page()
    frames, errors = [], []
    page.on("websocket", lambda stream: stream.on("framereceived", lambda frame: frames.append(bytes(frame))))
    page.on("console", lambda message: message.type == "error" and errors.append(message.text))
    page.goto(f"{site.address}/resultat?{QUERY}")
    page.get_by_role("button", name="Logga in").wait_for()
    shown = page.inner_text("[data-testid=stMain]").split("\n\n")
    assert shown == ["Finsam i siffror", "Logga in med ditt arbetskonto för att fortsätta.", "Logga in"]
    assert page.title() == "Finsam i siffror"
    assert Axe().run(page).response["violations"] == []
    assert errors == []
    assert not any(word.encode() in frame for frame in frames for word in INSIDE)
    context.close()


@pytest.mark.parametrize(("folder", "page"), VISITS, ids=[folder for folder, _ in VISITS])
def test_no_page_tells_a_program_without_login_anything(site, folder, page):
    seen = visit(site.address, {}, page, QUERY)
    assert "Logga in" in seen.words
    assert seen.cells == []
    assert not any(word.encode() in frame for frame in seen.frames for word in INSIDE)


@pytest.fixture(scope="module")
def expected(site):
    """The table cells of each page in a process where nobody logs in: (edition, folder) → cells."""
    shown = {}
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("FINSAM_SNAPSHOTS", str(site.settings.snapshots))
        for edition in ("internal", "protected"):
            environment.setenv("FINSAM_EDITION", edition)
            current.forget()
            app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=60)
            app.query_params["period"] = "2024"
            app.run()
            for folder, _ in VISITS:
                shown[edition, folder] = cells(html(go_to(app, folder)))
    current.forget()
    gc.unfreeze()  # as after every run of the app in this process
    # The editions differ, or the comparison would say nothing.
    assert all(shown["internal", folder] != shown["protected", folder] for folder in WITH_PEOPLE)
    return shown


def test_two_browsers_of_different_roles_never_see_each_others_numbers(site, expected):
    pages = {"internal": site.kansli.pages[0], "protected": site.styrelse.pages[0]}
    for page in pages.values():
        open_page(page, f"{site.address}/?{QUERY}")
    for folder, title, _ in PAGES:
        if folder not in WITH_PEOPLE:
            continue
        for page in pages.values():
            page.get_by_role("link", name=title, exact=True).first.click()
        for edition, page in pages.items():
            page.get_by_role("heading", level=1, name=title).wait_for()
            wait_until_drawn(page)
            found = page.locator("[data-testid=stMain] table").locator("td, th").all_text_contents()
            assert found == expected[edition, folder], (edition, folder)


def test_visits_at_once_never_cross(site, expected):
    people = {"internal": cookies_of(site.kansli), "protected": cookies_of(site.styrelse)}
    calls = [(edition, folder, address) for _ in range(3) for folder, address in VISITS for edition in people]
    with ThreadPoolExecutor(4) as pool:
        seen = list(pool.map(lambda call: visit(site.address, people[call[0]], call[2], QUERY).cells, calls))
    assert len(seen) == 2 * len(VISITS) * 3
    crossed = [call for call, found in zip(calls, seen, strict=True) if found != expected[call[0], call[1]]]
    assert crossed == []


@pytest.mark.parametrize(
    ("subject", "told"),
    [
        ("okand", "Du är inloggad som Olle Okänd, men kontot är inte upplagt"),
        ("falsk", "Du är inloggad som Fia Falsk, men din e-postadress är inte bekräftad"),
    ],
)
def test_somebody_unknown_is_refused_kindly(site, subject, told):
    person = next(person for person in PEOPLE if person["sub"] == subject)
    for page in ("", "budget", "resultat"):
        seen = visit(site.address, signed_cookie(site.address, **person, **hours()), page, QUERY)
        assert told in seen.words
        assert seen.cells == []
        assert not any(word.encode() in frame for frame in seen.frames for word in INSIDE)


def test_the_unknown_is_offered_the_way_out(site, browser):
    context = context_of(browser)
    log_in(context.new_page(), site.address, "okand")
    page = context.pages[0]
    page.get_by_role("heading", name="Ditt konto har ingen behörighet här").wait_for()
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("button", name="Logga ut").click()
    page.wait_for_url("**/oauth2/end_session?**")
    assert "_streamlit_user" not in cookies_of(context)
    context.close()


def hours(made=-0.1, ends=1.0):
    """When a token was made and ends, in hours from now."""
    return {"iat": int(time.time() + 3600 * made), "exp": int(time.time() + 3600 * ends)}


KARIN = PEOPLE[0]


@pytest.mark.parametrize(
    ("claims", "secret"),
    [
        (hours(ends=-0.01), COOKIE_SECRET),
        (hours(made=-2.01, ends=5), COOKIE_SECRET),  # max_hours = 2
        (hours(made=1), COOKIE_SECRET),
        ({}, COOKIE_SECRET),
        (hours() | {"is_logged_in": False}, COOKIE_SECRET),
        (hours() | {"origin": "https://annan.exempel.se"}, COOKIE_SECRET),
        (hours(), "en annan servers hemlighet, lika lång"),
    ],
    ids=["ended", "too old", "of tomorrow", "endless", "logged out", "elsewhere", "forged"],
)
def test_a_cookie_that_does_not_hold_opens_nothing(site, claims, secret):
    cookie = signed_cookie(site.address, secret, **KARIN | claims)
    for page in ("", "resultat"):
        seen = visit(site.address, cookie, page, QUERY)
        assert "Finsam i siffror" in seen.words
        assert not any(word.encode() in frame for frame in seen.frames for word in INSIDE)


def test_a_person_is_thrown_out_when_the_login_ends(site):
    """The server ends the connection by itself; a browser connects again, and is shown the door without asking."""
    ends = int(time.time()) + 4
    cookie = signed_cookie(site.address, **KARIN, iat=ends - 60, exp=ends)
    with opened(site.address, cookie) as stream:
        session = whole_run(stream, RERUN).session
        with pytest.raises(ConnectionClosedError) as closed:
            list(stream)
    assert closed.value.rcvd.code == 1008
    assert time.time() >= ends
    with opened(site.address, cookie, session) as stream:
        again = whole_run(stream)
    assert "Din inloggning har gått ut" in again.words
    assert again.cells == []
    assert again.session != session


@pytest.mark.parametrize(
    ("path", "place", "name"),
    [("", "[data-card=deltagarbalans]", "Hämta CSV"), ("inlasning", "[data-testid=stMain]", "Hämta mallen")],
    ids=["a chart's table", "a file of Streamlit's"],
)
def test_a_file_is_given_only_to_whom_it_was_made_for(site, path, place, name):
    page = site.kansli.new_page()
    page.goto(f"{site.address}/{path}")
    way = page.locator(place).get_by_text(name)
    with page.expect_download(timeout=60_000) as download:
        way.click(timeout=60_000)
    url, content = download.value.url, download.value.path().read_bytes()
    assert fetched(url, cookies_of(site.kansli)) == (200, content)
    for cookies, status in (
        (cookies_of(site.styrelse), 404),
        ({}, 403),
        (signed_cookie(site.address, **KARIN, **hours(ends=-1)), 403),
        (signed_cookie(site.address, **PEOPLE[2], **hours()), 403),
    ):
        refused, body = fetched(url, cookies)
        assert refused == status
        assert content not in body
    page.close()


def test_writing_the_address_of_a_file_does_not_give_it():
    """What a visitor writes comes back over the connection; only Streamlit's own answer gives a file."""
    address = "/media/0123456789abcdef0123456789abcdef.csv"
    told, given = ForwardMsg(), ForwardMsg()
    told.delta.new_element.html.body = f"<p>{address}</p>"
    given.backend_operation_response.deferred_file.url = address
    assert files_given(told.SerializeToString()) == set()
    assert files_given(given.SerializeToString()) == {address}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/resultat", 200),
        ("/favicon.png", 200),
        ("/_stcore/health", 200),
        ("/_stcore/host-config", 200),
        ("/_stcore/metrics", 404),
        ("/_stcore/agent/openapi.json", 404),
        ("/_stcore/script-health-check", 404),
        ("/_stcore/upload_file/x/y", 403),
        ("/_stcore/bidi-components/x", 403),
        ("/component/x/y", 403),
        ("/media/x.csv", 403),
        ("/app/static/x", 404),
        ("/secrets.toml", 403),
    ],
)
def test_without_login_the_server_answers_only_what_the_door_needs(site, path, status):
    assert fetched(site.address + path, {})[0] == status
