"""The scenario page in a real Chromium: what only a browser shows of files, scrolling, marks and the dark theme."""

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.serving import PROJECT, open_page, served, wait_until_drawn

TABLE = """\
Förbund;Invånare 16–64 år;Helårsekvivalenter;Tilldelning, tkr
Hela landet;5 600 000;560 000;
Stockholms stad;640 000;46 967;36 168
"""
SCROLLED = "document.querySelector('[data-testid=stMain]').scrollTop"


@pytest.fixture(scope="module")
def own_address(tmp_path_factory):
    """The app on a copy of the sample, where scenarios may be saved."""
    data = tmp_path_factory.mktemp("data") / "sample"
    shutil.copytree(PROJECT / "sample_data", data, ignore=shutil.ignore_patterns("saved_scenarios"))
    with served(data, tmp_path_factory.mktemp("snapshots")) as url:
        yield url, data


def start(page, name):
    page.locator(".st-key-scenario_starts").get_by_text(name).click()
    page.locator(".fs-scenario", has_text=name).wait_for()
    wait_until_drawn(page)


def tool(page, name):
    page.locator(".st-key-scenario_tool").get_by_text(name, exact=True).click()
    wait_until_drawn(page)


def choose_file(page, path):
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Välj fil").click()
    chooser.value.set_files(path)


def violations(page):
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


def test_a_table_of_ones_own_is_chosen_answered_and_forgotten(page, address, tmp_path):
    good, bad = tmp_path / "tabell.csv", tmp_path / "fel.csv"
    good.write_text(TABLE, encoding="utf-8")
    bad.write_text(TABLE.replace("640 000", "många"), encoding="utf-8")
    open_page(page, f"{address}/scenarier")
    page.get_by_text("Räkna på en egen tabell").click()
    page.get_by_role("group", name="Ifylld tabell").wait_for()
    heard = page.locator(".st-key-own_ideal").aria_snapshot()
    assert not {"Upload", "upload", "per file", "Drag"} & set(heard.split())
    assert violations(page) == []
    choose_file(page, good)
    card = page.locator("[data-card=ideal-egen-tabell]")
    card.wait_for()
    wait_until_drawn(page)
    assert "Egna uppgifter ur filen tabell.csv" in card.inner_text()
    assert "57\u00a0770" in card.inner_text()
    assert violations(page) == []
    with page.expect_download() as download:
        card.get_by_role("link", name="Hämta CSV").click()
    assert "Egna uppgifter" in download.value.path().read_text(encoding="utf-8-sig")
    choose_file(page, bad)
    told = page.locator(".st-key-own_ideal [role=alert]")
    told.wait_for()
    assert "Rad 3, Invånare 16–64 år: ”många” är inte ett tal." in told.inner_text()
    page.get_by_role("button", name="Ta bort filen").click()
    told.wait_for(state="detached")
    assert page.errors == []


def test_the_template_downloads_and_reads_back(page, address):
    open_page(page, f"{address}/scenarier")
    page.get_by_text("Räkna på en egen tabell").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Hämta mallen").click()
    assert download.value.suggested_filename == "mall-idealfordelning.xlsx"
    choose_file(page, download.value.path())
    told = page.locator(".st-key-own_ideal [role=alert]")
    told.wait_for()
    assert "Rad 3, Helårsekvivalenter: Talet saknas." in told.inner_text()


def test_the_mark_stands_among_the_pages_own(page, address):
    open_page(page, f"{address}/scenarier")
    assert page.locator(".fs-scenario-mark").count() == 0
    start(page, "ESF-stupet")
    mark, others = page.locator(".fs-scenario-mark"), page.locator(".fs-header .fs-marks")
    assert mark.inner_text() == "UTKAST"
    above, below = mark.bounding_box(), others.bounding_box()
    assert above["y"] + above["height"] <= below["y"]
    assert abs(above["x"] + above["width"] - below["x"] - below["width"]) < 2


def test_the_group_mode_opens_at_its_top(page, address):
    open_page(page, f"{address}/scenarier")
    tool(page, "Arbetsgruppsläge")
    button = page.get_by_role("button", name="Öppna arbetsgruppsläget")
    button.scroll_into_view_if_needed()
    assert page.evaluate(SCROLLED) > 500
    button.click()
    page.locator(".st-key-group").wait_for()
    wait_until_drawn(page)
    page.wait_for_timeout(600)
    assert page.evaluate(SCROLLED) == 0
    assert page.locator("h1").is_visible()


def test_a_saved_scenario_is_taken_away_after_a_question(page, own_address):
    url, data = own_address
    folder = data / "saved_scenarios"
    open_page(page, f"{url}/scenarier")
    start(page, "Båda beslutade")
    tool(page, "Spara och dela")
    page.get_by_role("button", name="Spara", exact=True).click()
    page.get_by_text("Sparade som Båda beslutade").wait_for()
    assert [file.name for file in folder.glob("*.yaml")] == ["bada-beslutade-ips-insatserna.yaml"]
    page.locator(".st-key-saved_actions").get_by_role("button", name="Ta bort").click()
    page.get_by_text("Ta bort ”Båda beslutade IPS-insatserna” för alla?").wait_for()
    assert list(folder.glob("*.yaml"))
    page.get_by_role("button", name="Ja, ta bort").click()
    page.get_by_text("Båda beslutade IPS-insatserna är borttaget.").wait_for()
    assert list(folder.glob("*.yaml")) == []
    assert page.errors == []


@pytest.mark.parametrize("address_end", ["", "?lage=grupp"])
def test_axe_finds_nothing_in_the_dark(page, address, address_end):
    page.emulate_media(color_scheme="dark")
    open_page(page, f"{address}/scenarier{address_end}")
    if not address_end:
        start(page, "Båda beslutade")
    assert violations(page) == []
