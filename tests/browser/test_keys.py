"""The page by single keys, the list of them, and the presentation, in a real Chromium."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.serving import TEXT_SIZES, open_page, visit, wait_until_drawn

STAGE = ".fs-chart-stage"
LIST = "dialog.fs-keys"
SHOW = "dialog.fs-show"
MOVING = """() => document.getAnimations().filter(one => {
  const { duration, iterations } = one.effect.getComputedTiming();
  return duration > 1 || iterations === Infinity;
}).map(one => `${one.animationName ?? one.transitionProperty} ${one.effect.target.className}`)"""


def violations(page):
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]


def focused(page, selector):
    return page.evaluate("selector => document.activeElement.matches(selector)", selector)


@pytest.fixture(scope="module")
def outcomes(profile, address):
    """One page with charts, filters and folded tables, for all who leave it as it was."""
    with visit(profile) as page:
        open_page(page, f"{address}/resultat?period=2024")
        yield page
        assert page.errors == []


def test_the_list_tells_the_keys_and_gives_the_focus_back(outcomes):
    outcomes.locator(STAGE).nth(1).focus()
    outcomes.keyboard.press("?")
    told = outcomes.get_by_role("dialog", name="Kortkommandon")
    told.wait_for()
    rows = told.get_by_role("row").all_inner_texts()
    assert [row.split()[0] for row in rows] == ["Tangent", "?", *"123456789", "f", "t", "p", "←", "Retur", "Esc"]
    assert "Går till sidan Könsfördelning" in rows[4]
    assert violations(outcomes) == []
    outcomes.keyboard.press("Escape")
    assert outcomes.locator(LIST).count() == 0
    assert outcomes.locator(STAGE).nth(1).evaluate("one => one === document.activeElement")


def test_f_goes_to_the_first_choice_and_there_all_keys_are_typed(outcomes):
    outcomes.locator(STAGE).first.focus()
    outcomes.keyboard.press("f")
    assert focused(outcomes, ".st-key-choice_period input")
    at = outcomes.url
    for key in ("?", "t", "p", "3", "f"):
        outcomes.keyboard.press(key)
    assert outcomes.locator(f"{LIST}, {SHOW}").count() == 0
    assert outcomes.url == at
    assert focused(outcomes, ".st-key-choice_period input")
    outcomes.keyboard.press("Escape")
    outcomes.keyboard.press("Escape")
    outcomes.evaluate("document.activeElement.blur()")


@pytest.mark.parametrize("held", ["Control", "Alt", "Meta"])
def test_a_key_with_another_held_is_left_alone(outcomes, held):
    outcomes.locator(STAGE).first.focus()
    # As the page hears it: the browser itself would answer Ctrl+F.
    left = outcomes.evaluate(
        """name => ["f", "p", "3", "t"].every(key => document.activeElement.dispatchEvent(
             new KeyboardEvent("keydown", { key, [name]: true, bubbles: true, cancelable: true })))""",
        {"Control": "ctrlKey", "Alt": "altKey", "Meta": "metaKey"}[held],
    )
    assert left
    assert focused(outcomes, STAGE)


def test_t_opens_and_closes_the_table_of_the_chart_in_focus(outcomes):
    card = outcomes.locator(".fs-card").nth(2)
    card.locator(STAGE).focus()
    outcomes.keyboard.press("t")
    assert card.locator(".fs-scroll").is_visible()
    assert focused(outcomes, ".fs-scroll")
    outcomes.keyboard.press("t")
    assert not card.locator(".fs-scroll").is_visible()
    assert card.locator(STAGE).evaluate("one => one === document.activeElement")


def test_the_presentation_shows_each_chart_large_with_its_words_and_the_marks(outcomes):
    cards = outcomes.locator(".fs-card:has(.fs-chart)")
    titles = cards.locator("h3").all_inner_texts()
    marks = outcomes.locator(".fs-header .fs-marks li").all_inner_texts()
    assert len(titles) > 3
    assert set(marks) == {"Syntetiska data", "Intern – får inte delas"}
    outcomes.locator(STAGE).first.focus()
    outcomes.keyboard.press("p")
    for number, title in enumerate(titles, start=1):
        show = outcomes.locator(f"{SHOW}[data-shown='{number}']")
        show.wait_for()
        assert show.locator("h2").inner_text() == title
        assert (
            show.locator(".fs-show-heading > p").inner_text()
            == cards.nth(number - 1).locator(".fs-chart-heading p").inner_text()
        )
        assert show.locator(".fs-marks li").all_inner_texts() == marks
        assert show.locator(".fs-marks").is_visible()
        assert f"Diagram {number} av {len(titles)}" in show.locator("[role=status]").inner_text()
        assert min(show.locator(".fs-show-plot svg text").evaluate_all(TEXT_SIZES)) >= 18
        assert show.evaluate("one => one.scrollWidth <= one.clientWidth")
        if number == 1:
            assert violations(outcomes) == []
        outcomes.keyboard.press("ArrowRight")
    outcomes.keyboard.press("ArrowLeft")
    outcomes.locator(f"{SHOW}[data-shown='{len(titles) - 1}']").wait_for()
    outcomes.keyboard.press("Escape")
    outcomes.wait_for_function("() => !document.fullscreenElement && !document.querySelector('dialog')")
    assert focused(outcomes, STAGE)


def test_a_number_goes_to_the_page_of_the_menu_and_keeps_the_choices(outcomes):
    for key, url_path, title in (("3", "konsfordelning", "Könsfördelning"), ("2", "resultat", "Resultat per insats")):
        outcomes.keyboard.press(key)
        outcomes.wait_for_url(f"**/{url_path}?period=2024")
        outcomes.get_by_role("heading", level=1, name=title).wait_for()
        wait_until_drawn(outcomes)


def test_turned_off_they_stay_off_until_they_are_turned_on_again(page, address):
    open_page(page, f"{address}/tillganglighet")
    page.keyboard.press("?")
    page.get_by_role("checkbox", name="Använd kortkommandon").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.get_by_role("button", name="Kortkommandon").wait_for()
    for key in ("?", "p", "3"):
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    assert page.locator(f"{LIST}, {SHOW}, .fs-told-aloud").count() == 0
    assert page.url.endswith("/tillganglighet")
    page.get_by_role("button", name="Kortkommandon").click()
    page.get_by_role("checkbox", name="Använd kortkommandon").check()
    page.keyboard.press("Escape")
    page.keyboard.press("p")
    page.get_by_role("status").get_by_text("Sidan har inga diagram att presentera.").wait_for()


def test_streamlits_own_key_does_not_run_the_page_again(page, address):
    sent = []
    page.on("websocket", lambda stream: stream.on("framesent", lambda frame: sent.append(frame)))  # noqa: PLW0108
    open_page(page, f"{address}/tillganglighet")
    before = len(sent)
    page.keyboard.press("r")
    page.wait_for_timeout(300)
    assert sent[before:] == []


def test_the_redogorelse_tells_what_the_law_asks_for_and_is_linked_from_every_page(page, address):
    open_page(page, f"{address}/om")
    page.locator("footer").get_by_role("link", name="Tillgänglighetsredogörelse").click()
    page.get_by_role("heading", level=1, name="Tillgänglighetsredogörelse").wait_for()
    page.wait_for_selector("footer.fs-footer")
    told = page.inner_text("[data-testid=stMain]")
    for needed in ("delvis förenlig", "Bedömningen gjordes den", "Kontakta Samordningsförbundet", "Vi har prövat"):
        assert needed in told
    assert page.get_by_role("link", name="digg.se/tdosanmalan").get_attribute("href").startswith("https://www.digg.se/")
    assert page.locator("[data-testid=stTopNavLink]").filter(has_text="Tillgänglighet").count() == 0


def test_it_can_be_read_at_four_hundred_per_cent_in_both_themes(browser, address):
    # 1280 by 1024 enlarged four times is 320 by 256.
    for scheme in ("light", "dark"):
        context = browser.new_context(
            viewport={"width": 320, "height": 256}, device_scale_factor=4, color_scheme=scheme, locale="sv-SE"
        )
        page = context.new_page()
        open_page(page, f"{address}/tillganglighet")
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 320
        assert violations(page) == []
        page.keyboard.press("?")
        page.locator(LIST).wait_for()
        assert page.locator(LIST).evaluate("one => one.scrollWidth <= one.clientWidth")
        context.close()


def test_nothing_moves_for_whoever_has_asked_for_less_motion(page, address):
    page.emulate_media(reduced_motion="reduce")
    page.add_init_script(f"window.moved = []; setInterval(() => window.moved.push(...({MOVING})()), 30)")
    open_page(page, f"{address}/?period=2024")
    page.locator(".st-key-choice_period input").click()
    page.get_by_role("option", name="Helåret 2023", exact=True).click()
    page.wait_for_timeout(1500)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    page.locator(LIST).wait_for()
    assert sorted(set(page.evaluate("window.moved"))) == []
