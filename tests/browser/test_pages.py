"""All pages in a real Chromium: they draw, they are Swedish, accessible, stay on the machine, and keep the address."""

import os
import re
import signal

import pytest
from axe_playwright_python.sync_playwright import Axe

from pages.text.navigation import PAGES
from tests.browser.serving import PLACE, PROJECT, open_page, running, visit, wait_until_drawn

ADDRESSES = [url_path for _, _, url_path in PAGES]
# Words that would stand in an English text; "men", "total" and "plan" are Swedish too and left out.
ENGLISH = re.compile(
    r"\b(the|and|with|loading|error|choose|select|results|download|search|view|table|chart|show|hide|year|women"
    r"|unknown|none|null|nan|true|false|undefined|of|not|found|page|data unavailable|pages|open|close|dismiss|expand"
    r"|collapse|sidebar|options?|available|press|clear|shortcut|remove|connection|running|stop)\b",
    re.IGNORECASE,
)


WHERE = """(() => {
  window.stood = new Set();
  const look = () => {
    const main = document.querySelector("[data-testid=stMainBlockContainer]");
    if (main) window.stood.add(getComputedStyle(main).padding + " " + main.getBoundingClientRect().left);
    requestAnimationFrame(look);
  };
  look();
})()"""
"""Notes at every frame where the page's own part stands."""


@pytest.fixture(scope="module", params=ADDRESSES, ids=lambda url_path: url_path or "start")
def drawn(request, profile, address):
    """Each page opened once by a deep link, with everything it said and asked for noted on the way."""
    with visit(profile) as page:
        page.requested = []
        page.on("request", lambda request: page.requested.append(request.url))
        page.add_init_script(WHERE)
        open_page(page, f"{address}/{request.param}?period=2024")
        yield page


def test_it_draws_without_errors_and_keeps_its_address(drawn):
    assert drawn.errors == []
    assert drawn.locator("[data-testid=stException], [data-testid=stAlert], [role=dialog]").count() == 0
    assert drawn.url.endswith("period=2024")
    assert drawn.locator("h1").count() == 1


def test_it_stands_where_it_will_stand_from_the_first_moment(drawn):
    """Our look comes with the document, so nothing moves aside when Streamlit's first answer is there."""
    assert len(drawn.evaluate("[...window.stood]")) == 1


def test_no_request_leaves_the_machine(drawn, address):
    local = (address, address.replace("http", "ws"), "data:", "blob:")
    assert [url for url in drawn.requested if not url.startswith(local)] == []


def test_it_is_swedish(drawn):
    assert drawn.evaluate("document.documentElement.lang") == "sv"
    assert english(drawn) == set()


def english(page):
    """The English words that stand on the page or are heard there: the accessibility tree's names, and every name."""
    words = page.inner_text("[data-testid=stMain]") + " " + page.inner_text("[data-testid=stHeader]")
    tree = page.locator("body").aria_snapshot()
    heard = [*re.findall(r'"((?:[^"\\]|\\.)*)"', tree), *re.findall(r": (.*)$", tree, re.MULTILINE)]
    named = page.evaluate(
        "() => ['aria-label', 'title', 'placeholder', 'aria-roledescription', 'alt'].flatMap(name => "
        "[...document.querySelectorAll(`[${name}]`)].map(one => one.getAttribute(name)))"
    )
    return {match.group() for match in ENGLISH.finditer(" | ".join([words, *heard, *named]))}


def test_an_open_list_and_the_menu_of_a_phone_are_swedish(page, address):
    open_page(page, f"{address}/?period=2024")
    page.locator(".st-key-choice_period input").click()
    page.get_by_role("option", name="Helåret 2023").wait_for()
    page.get_by_text(re.compile(r"^\d+ att välja bland\.$")).wait_for(state="attached")
    assert english(page) == set()
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="Öppna menyn").click()
    page.get_by_role("button", name="Stäng menyn").wait_for()
    assert english(page) == set()


def test_axe_finds_nothing(drawn):
    violations = Axe().run(drawn).response["violations"]
    found = [f"{found['id']}: {node['html'][:200]}" for found in violations for node in found["nodes"]]
    assert found == []


def test_every_chart_has_words_a_table_and_its_data(drawn):
    cards = drawn.locator(".fs-card")
    assert drawn.locator(PLACE).count() == drawn.locator(".fs-card > [role=figure][aria-label]").count()
    for card in cards.all():
        assert card.locator("h3, summary").first.inner_text().strip()
        assert card.locator("table caption").count() >= 1
        assert card.locator("table thead th[scope=col]").count() >= 2
        assert card.get_by_role("link", name="Hämta CSV").count() == 1
        assert card.get_by_role("link", name="Hämta Excel").count() == 1


@pytest.mark.parametrize("width", [390, 320])
def test_a_phone_needs_no_sideways_scrolling(drawn, width):
    drawn.set_viewport_size({"width": width, "height": 844})
    # The charts follow the window a moment later; a page that never fits ends the wait with an error.
    drawn.wait_for_function(
        "width => document.querySelector('[data-testid=stMain]').scrollWidth <= width", arg=width, timeout=10_000
    )
    drawn.set_viewport_size({"width": 1440, "height": 900})


def test_the_first_visit_to_a_fresh_server_may_be_a_deep_link_and_a_lost_one_is_told_in_swedish(page, tmp_path):
    with running(PROJECT / "sample_data", tmp_path) as (fresh, server):
        open_page(page, f"{fresh}/budget?period=2024")
        assert page.errors == []
        assert page.locator("[role=dialog]").count() == 0
        assert page.inner_text("h1") == {url: title for _, title, url in PAGES}["budget"]
        os.kill(server, signal.SIGTERM)
        lost = page.get_by_role("dialog", name="Ingen kontakt med servern")
        lost.wait_for(timeout=30_000)
        assert ENGLISH.findall(lost.inner_text()) == []


def test_choices_survive_a_change_of_page_and_a_reload(page, address):
    open_page(page, f"{address}/resultat?period=2024&insats=novum")
    page.get_by_role("link", name="Könsfördelning").first.click()
    page.wait_for_url("**/konsfordelning?**")
    wait_until_drawn(page)
    assert "period=2024" in page.url
    assert "insats=novum" in page.url
    page.reload()
    wait_until_drawn(page)
    assert "period=2024" in page.url
    assert page.locator(".st-key-choice_period input").input_value() == "Helåret 2024"


def test_a_choice_lands_in_the_address_as_a_code(page, address):
    open_page(page, f"{address}/")
    page.locator(".st-key-choice_period input").click()
    page.get_by_role("option", name="Första halvåret 2024").click()
    page.wait_for_url("**period=2024H1**")
    page.wait_for_selector("text=första halvåret 2023")


def test_nonsense_in_the_address_is_told_and_ignored(page, address):
    open_page(page, f"{address}/resultat?period=1999&gender=%3Cscript%3E")
    told = page.inner_text("[data-testid=stMain]")
    assert "”1999” i adressen finns inte" in told
    assert "”<script>” i adressen finns inte" in told
    assert "1999" not in page.url
    assert page.errors == []


def test_an_insats_that_did_not_run_is_told(page, address):
    open_page(page, f"{address}/resultat?period=2025&insats=mia-vidare")
    assert "MIA Vidare pågick inte under perioden" in page.inner_text("[data-testid=stMain]")


def test_the_files_of_a_chart_hold_its_numbers_and_source(page, address):
    open_page(page, f"{address}/?period=2024")
    card = page.locator("[data-card=deltagarbalans]")
    with page.expect_download() as download:
        card.get_by_role("link", name="Hämta CSV").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert "Nya;352" in text
    assert "Avslutade;-348" in text
    assert "Källa;" in text
    assert "Syntetiska data" in text
