"""All pages in a real Chromium: they draw, they are Swedish, accessible, stay on the machine, and keep the address."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from pages.text.navigation import PAGES
from tests.browser.serving import open_page, wait_until_drawn

ADDRESSES = [url_path for _, _, url_path in PAGES]
ENGLISH = re.compile(
    r"\b(the|and|of|with|loading|error|choose|select an?|no results|download|search|view|table|chart|total|show|hide"
    r"|year|women|men|unknown|none|null|nan|true|false|undefined)\b",
    re.IGNORECASE,
)
# Words of ours that only look English, and texts of Streamlit's own that cannot be changed.
NOT_OURS = ("total utan", "men ", " men")
STREAMLITS_OWN = {
    # The frame that Streamlit draws around every app: its main block has the role of a region without a name.
    "landmark-unique",
}


@pytest.mark.parametrize("url_path", ADDRESSES)
def test_a_cold_deep_link_draws_the_page_without_errors_or_calls_out(page, address, url_path):
    open_page(page, f"{address}/{url_path}?period=2024")
    assert page.console_errors == []
    outside = [
        url for url in page.requested if not url.startswith((address, address.replace("http", "ws"), "data:", "blob:"))
    ]
    assert outside == []
    assert page.locator("[data-testid=stException], [data-testid=stAlertContentError]").count() == 0
    assert "period=2024" in page.url
    assert page.evaluate("document.documentElement.lang") == "sv"
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("url_path", ADDRESSES)
def test_no_english_where_we_control_the_text(page, address, url_path):
    open_page(page, f"{address}/{url_path}?period=2024")
    words = page.inner_text("[data-testid=stMain]") + " " + page.inner_text("[data-testid=stHeader]")
    words += " ".join(
        page.locator("[data-testid=stPlotlyChart]").evaluate_all("all => all.map(e => e.ariaLabel || '')")
    )
    # "men" is Swedish for but.
    found = {match.group().lower() for match in ENGLISH.finditer(words)} - {"men", "total"}
    assert found == set()


@pytest.mark.parametrize("url_path", ADDRESSES)
def test_axe_finds_nothing_of_ours(page, address, url_path):
    open_page(page, f"{address}/{url_path}?period=2024")
    violations = Axe().run(page).response["violations"]
    found = {
        f"{violation['id']}: {node['target']} {node['html'][:160]}"
        for violation in violations
        if violation["id"] not in STREAMLITS_OWN
        for node in violation["nodes"]
    }
    assert found == set()


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
    assert page.get_by_role("combobox", name=re.compile("Period")).input_value() == "Helåret 2024"


def test_a_choice_lands_in_the_address_as_a_code(page, address):
    open_page(page, f"{address}/")
    page.get_by_role("combobox", name=re.compile("Period")).click()
    page.get_by_role("option", name="Första halvåret 2024").click()
    page.wait_for_url("**period=2024H1**")
    wait_until_drawn(page)
    assert "första halvåret 2023" in page.inner_text("[data-testid=stMain]")


def test_nonsense_in_the_address_is_told_and_ignored(page, address):
    open_page(page, f"{address}/resultat?period=1999&gender=%3Cscript%3E")
    told = page.inner_text("body")
    assert "”1999” i adressen finns inte" in told
    assert "”<script>” i adressen finns inte" in told
    assert "period=1999" not in page.url
    assert page.console_errors == []


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("url_path", ADDRESSES)
def test_a_phone_needs_no_sideways_scrolling(page, address, url_path, width):
    page.set_viewport_size({"width": width, "height": 844})
    open_page(page, f"{address}/{url_path}?period=2024")
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width


def test_every_chart_has_words_a_table_and_its_data(page, address):
    for url_path in ADDRESSES:
        open_page(page, f"{address}/{url_path}?period=2024")
        charts = page.locator("[class*=st-key-chart_]")
        for chart in charts.all():
            assert chart.locator("h3").inner_text().strip()
            assert chart.locator("[role=figure]").get_attribute("aria-label")
            assert chart.locator("table caption").count() == 1
            assert chart.locator("table thead th[scope=col]").count() >= 2
            assert chart.get_by_role("button", name="CSV").count() == 1


def test_the_files_of_a_chart_hold_its_numbers_and_source(page, address):
    open_page(page, f"{address}/?period=2024")
    chart = page.locator(".st-key-chart_deltagarbalans")
    with page.expect_download() as download:
        chart.get_by_role("button", name="CSV").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert "Nya;352" in text
    assert "Avslutade;-348" in text
    assert "Källa;" in text
    assert "Syntetiska data" in text
