"""The chart component in a real Chromium: it updates in place, is walked by keyboard, and gives way to its table."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from pages.text.navigation import PAGES
from tests.browser.serving import PLACE, PROJECT, TEXT_SIZES, open_page, served, visit, wait_until_drawn

PER_INSATS = "[data-card=deltagare-per-insats]"
STAGE = ".fs-chart-stage"
SAID = ".fs-chart-said"
FRAME = ".fs-chart-frame"
NUMBER = re.compile(r"\d+(?:\u00a0\d{3})*(?:,\d+)?")
FIGURES = "all => all.map(one => one.figure)"
FAILED = "[data-failed] .fs-chart"


@pytest.fixture(scope="module")
def visitor(profile, address):
    """One visit to 2024 for all who leave it as it was."""
    with visit(profile) as page:
        open_page(page, f"{address}/?period=2024")
        yield page
        assert page.errors == []


@pytest.fixture
def overview(visitor):
    """The first page, come to by the menu."""
    visitor.bring_to_front()
    return gone_to(visitor, "")


def gone_to(page, url_path):
    """The page of the menu, with everything on it drawn."""
    if page.evaluate("location.pathname") != f"/{url_path}":
        title = {address: title for _, title, address in PAGES}[url_path]
        page.get_by_role("link", name=title, exact=True).first.click()
        page.get_by_role("heading", level=1, name=title, exact=True).wait_for()
    wait_until_drawn(page)
    return page


def choose(page, name, option):
    """Choose something that changes the charts, and wait until every one of them stands as chosen."""
    times_drawn = "() => [...document.querySelectorAll('.fs-chart')].map(one => one.dataset.drawn).join()"
    before = page.evaluate(times_drawn)
    page.locator(f".st-key-choice_{name} input").click()
    page.get_by_role("option", name=option, exact=True).click()
    page.wait_for_function(f"before => ({times_drawn})() !== before", arg=before)
    wait_until_drawn(page)
    page.wait_for_timeout(500)


def numbers(text):
    return NUMBER.findall(text)


def table_rows(card):
    return card.locator("tbody tr").evaluate_all("all => all.map(row => [...row.cells].map(cell => cell.textContent))")


def test_a_changed_choice_updates_the_same_nodes_and_leaves_an_unchanged_chart_alone(page, address):
    open_page(page, f"{address}/resultat?period=2024")
    charts = page.locator(".fs-chart")
    charts.evaluate_all(
        "all => all.forEach((one, i) => { one.mine = i; one.querySelector('.js-plotly-plot').mine = i; })"
    )
    titles = charts.evaluate_all("all => all.map(one => one.ariaLabel)")
    figures = charts.evaluate_all(FIGURES)
    choose(page, "period", "Helåret 2023")
    for node in ("one", "one.querySelector('.js-plotly-plot')"):
        assert charts.evaluate_all(f"all => all.map(one => {node}.mine)") == [*range(len(titles))]
    changed = charts.evaluate_all("all => all.map(one => one.ariaLabel)")
    assert changed[0] != titles[0]
    # A chart over the years is the same for both, but for its words.
    drawn = ["1" if now == before else "2" for now, before in zip(charts.evaluate_all(FIGURES), figures, strict=True)]
    assert set(drawn) == {"1", "2"}
    assert charts.evaluate_all("all => all.map(one => one.dataset.drawn)") == drawn
    assert page.errors == []


def test_a_charts_place_is_kept_by_the_page_itself_before_the_chart_stands_there(overview):
    places = overview.locator(PLACE).evaluate_all(
        """all => all.map(one => {
          const kept = parseFloat(getComputedStyle(one).minHeight);
          one.style.minHeight = "0";
          return [kept, one.offsetHeight];
        })"""
    )
    assert places
    assert [kept for kept, drawn in places if kept < 300 or abs(kept - drawn) > 2] == []


def test_what_the_reader_has_zoomed_to_is_kept(page, address):
    open_page(page, f"{address}/?period=2024")
    card = page.locator("[data-card=deltagarbalans]")
    plot = card.locator(".js-plotly-plot")
    plot.evaluate("async plot => { await Plotly.relayout(plot, {'yaxis.range': [0, 700]}); }")
    choose(page, "period", "Helåret 2023")
    assert plot.evaluate("plot => plot.layout.yaxis.range") == [0, 700]
    card.locator(STAGE).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert "623" in card.locator(SAID).inner_text()


@pytest.mark.parametrize(
    ("url_path", "chart"),
    [
        ("", "deltagarbalans"),
        ("", "deltagare-per-insats"),
        ("resultat", "avslutsorsaker"),
        ("konsfordelning", "andel-kvinnor-per-insats"),
        ("anmalare", "anmalare-per-insats"),
        ("budget", "tilldelning-och-ideal"),
    ],
)
def test_a_walk_by_keyboard_says_the_tables_numbers_and_frames_each_mark(visitor, url_path, chart):
    page = gone_to(visitor, url_path)
    card = page.locator(f"[data-card={chart}]")
    rows = table_rows(card)
    card.locator(STAGE).focus()
    heard, unframed = [], []
    page.keyboard.press("Home")
    for _ in range(40):
        line = []
        for _ in range(40):
            line.append(card.locator(SAID).inner_text())
            unframed += line[-1:] if not card.locator(FRAME).is_visible() else []
            page.keyboard.press("ArrowDown")
            if card.locator(SAID).inner_text().strip("\u200b") == line[-1].strip("\u200b"):
                break
        heard += line
        for _ in line[1:]:
            page.keyboard.press("ArrowUp")
        at = card.locator(SAID).inner_text()
        page.keyboard.press("ArrowRight")
        if card.locator(SAID).inner_text().strip("\u200b") == at.strip("\u200b"):
            break
    told = " | ".join(heard)
    for row in rows:
        for cell in row[1:]:
            assert all(number in numbers(told) for number in numbers(cell)), (row, told)
    # Only a number that is not there may lack a mark.
    assert [text for text in unframed if "inget att räkna" not in text] == []
    page.keyboard.press("End")
    assert rows[-1][0] in card.locator(SAID).inner_text()
    page.keyboard.press("Escape")
    assert not card.locator(FRAME).is_visible()


@pytest.fixture
def protected_address(tmp_path, monkeypatch):
    """The sample as everybody but the office sees it."""
    monkeypatch.setenv("FINSAM_EDITION", "protected")
    with served(PROJECT / "sample_data", tmp_path) as url:
        yield url


def test_a_protected_number_is_spoken_as_protected(page, protected_address):
    open_page(page, f"{protected_address}/anmalare?period=2024")
    card = page.locator("[data-card=anmalare-per-insats]")
    hidden = [row for row in table_rows(card) if "●" in row]
    assert hidden
    card.locator(STAGE).focus()
    page.keyboard.press("Home")
    wanted = f"{hidden[0][0]}, {hidden[0][1]}:"
    for _ in range(8):
        heard = []
        for _ in range(8):
            heard.append(card.locator(SAID).inner_text())
            page.keyboard.press("ArrowDown")
        assert not any("●" in text for text in heard)
        if any(text.startswith(wanted) for text in heard):
            break
        for _ in range(8):
            page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowRight")
    of_hidden = [text for text in heard if text.startswith(wanted)]
    assert of_hidden
    assert all("skyddat" in text for text in of_hidden)


def test_t_and_the_button_lead_to_the_table(overview):
    card = overview.locator(PER_INSATS)
    table = card.locator(".fs-scroll")
    assert not table.is_visible()
    card.locator(STAGE).focus()
    overview.keyboard.press("t")
    assert table.is_visible()
    assert table.evaluate("one => one === document.activeElement")


def test_the_tools_are_swedish_large_enough_and_give_their_files(overview):
    card = overview.locator(PER_INSATS)
    tools = card.get_by_role("toolbar", name="Verktyg för diagrammet").get_by_role("button")
    assert tools.all_inner_texts() == ["Tabell", "CSV", "PNG", "SVG", "Helskärm", "Kopiera som bild"]
    for tool in tools.all():
        box = tool.bounding_box()
        assert min(box["width"], box["height"]) >= 24
    with overview.expect_download() as download:
        tools.nth(1).click()
    assert "Deltagare" in download.value.path().read_text(encoding="utf-8-sig")
    with overview.expect_download() as download:
        tools.nth(2).click()
    assert download.value.path().read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    with overview.expect_download() as download:
        tools.nth(3).click()
    picture = download.value.path().read_text(encoding="utf-8")
    assert card.locator("h3").inner_text() in picture.replace("&#38;", "&")
    for mark in overview.locator(".fs-header .fs-marks li").all_inner_texts():
        assert mark in picture
    assert "Källa: " in picture


def test_the_picture_is_copied(overview):
    overview.context.grant_permissions(["clipboard-read", "clipboard-write"])
    card = overview.locator(PER_INSATS)
    card.get_by_role("button", name="Kopiera som bild").click()
    card.get_by_text("Bilden är kopierad.").wait_for()


@pytest.mark.parametrize("lost", ["plotly.min.js", "chart.js", "tools.js"])
def test_where_the_script_fails_the_table_stands_there_with_a_note(page, address, lost):
    page.route(f"**/finsam.chart/*/{lost}", lambda route: route.abort())
    page.goto(f"{address}/?period=2024")
    page.locator(FAILED).nth(2).wait_for(state="attached")
    card = page.locator(PER_INSATS)
    card.get_by_text("Webbläsaren kunde inte rita diagrammet.").wait_for()
    assert card.locator("table").is_visible()
    assert card.locator(".fs-chart-tools").is_visible() is False
    assert card.locator(PLACE).bounding_box()["height"] < 60
    assert "BidiComponent" not in page.locator("[data-testid=stMain]").inner_text()


def test_where_the_drawing_itself_fails_too(page, address):
    page.add_init_script(
        "window.Plotly = { react() { throw new Error('prov') }, purge() {}, Plots: { resize() {} } }; "
        "Object.defineProperty(window, 'Plotly', { writable: false, configurable: false })"
    )
    page.goto(f"{address}/?period=2024")
    card = page.locator(PER_INSATS)
    card.get_by_text("Webbläsaren kunde inte rita diagrammet.").wait_for()
    assert card.locator("table").is_visible()


def test_an_opened_table_stays_open_with_the_new_numbers(page, address):
    open_page(page, f"{address}/?period=2024")
    card = page.locator(PER_INSATS)
    card.locator("summary", has_text="Tabell").click()
    before = table_rows(card)
    # A list of choices closes where the page moves under it.
    page.locator("h1").scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    choose(page, "period", "Helåret 2023")
    assert card.locator("table").is_visible()
    assert card.locator(".fs-scroll").get_attribute("role") == "region"
    assert table_rows(card) != before


def test_a_page_left_takes_its_charts_with_it(overview):
    overview.evaluate("window.left = document.querySelector('.js-plotly-plot')")
    gone_to(overview, "konsfordelning")
    overview.wait_for_function("() => !window.left.isConnected && !window.left.data")


def test_plotly_comes_once_and_is_kept(browser, address):
    context = browser.new_context()
    page = context.new_page()
    asked = []
    page.on("response", lambda answer: "plotly" in answer.url.lower() and asked.append(answer))
    open_page(page, f"{address}/?period=2024")
    assert [answer.url.split("/")[-1] for answer in asked] == ["plotly.min.js"]
    assert asked[0].headers["content-encoding"] == "gzip"
    assert "immutable" in asked[0].headers["cache-control"]
    assert (
        page.evaluate(
            "() => performance.getEntriesByType('resource').filter(e => e.name.includes('PlotlyChart')).length"
        )
        == 0
    )
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_a_chart_is_walked(page, address, scheme):
    page.emulate_media(color_scheme=scheme)
    open_page(page, f"{address}/?period=2024")
    page.locator(f"{PER_INSATS} {STAGE}").focus()
    page.keyboard.press("ArrowRight")
    violations = Axe().run(page).response["violations"]
    assert [f"{found['id']}: {node['html'][:200]}" for found in violations for node in found["nodes"]] == []


def test_the_dark_theme_is_followed_without_a_reload(page, address):
    page.emulate_media(color_scheme="light")
    open_page(page, f"{address}/?period=2024")
    plot = page.locator(f"{PER_INSATS} .js-plotly-plot")
    light = plot.evaluate("plot => plot.layout.font.color")
    plot.evaluate("plot => { plot.mine = true; }")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(
        f"() => document.querySelector('{PER_INSATS} .js-plotly-plot').layout.font.color !== '{light}'"
    )
    assert plot.evaluate("plot => plot.mine")


@pytest.mark.parametrize("width", [320, 390])
def test_a_chart_narrows_with_its_window(overview, width):
    overview.set_viewport_size({"width": width, "height": 800})
    drawn = overview.locator(f"{PER_INSATS} .main-svg").first
    overview.wait_for_function(f"() => document.querySelector('{PER_INSATS} .main-svg').clientWidth <= {width}")
    assert drawn.bounding_box()["width"] <= width
    assert overview.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width


def test_on_a_shared_screen_no_text_of_a_chart_is_smaller_than_eighteen(overview):
    texts = f"(({TEXT_SIZES})([...document.querySelectorAll('.fs-chart .main-svg text')]))"
    overview.set_viewport_size({"width": 1920, "height": 1080})
    overview.wait_for_function(f"() => Math.min(...{texts}) >= 18")
    card = overview.locator(PER_INSATS)
    stage = card.locator(STAGE)
    fills = "one => Math.abs(one.querySelector('.main-svg').getBoundingClientRect().width - one.clientWidth) <= 2"
    overview.wait_for_function(f"() => ({fills})(document.querySelector('{PER_INSATS} {STAGE}'))")
    stage.focus()
    overview.keyboard.press("Home")
    frame, bar = card.locator(FRAME).bounding_box(), card.locator(".point").first.bounding_box()
    assert [frame["x"] + 4, frame["width"] - 8] == pytest.approx([bar["x"], bar["width"]], abs=4)
    overview.set_viewport_size({"width": 1440, "height": 900})
    overview.wait_for_function(f"() => Math.min(...{texts}) < 18")
