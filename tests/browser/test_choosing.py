"""An insats chosen in a chart, by key and by pointer, in a real Chromium."""

import pytest

from tests.browser.serving import open_page, visit, wait_until_drawn

EXITS = "[data-card=avslutsorsaker]"
MATRIX = "[data-card=anmalare-per-insats]"
STAGE, SAID, CHOOSING = ".fs-chart-stage", ".fs-chart-said", ".fs-chart-choosing"
NOVUM = "insats=novum"


@pytest.fixture(scope="module")
def outcomes(profile, address):
    """One visit for all: each test leaves all insatser chosen."""
    with visit(profile) as page:
        open_page(page, f"{address}/resultat?period=2024")
        yield page
        assert page.errors == []


def walk_to(page, card, insats):
    """Stand on the first number of an insats."""
    card.locator(STAGE).focus()
    page.keyboard.press("Home")
    for _ in range(12):
        if card.locator(SAID).inner_text().startswith(insats):
            return
        page.keyboard.press("ArrowRight")
    raise AssertionError(card.locator(SAID).inner_text())


def said(page, card, end):
    """What the chart says, once it ends so."""
    page.wait_for_function(
        "([selector, end]) => document.querySelector(selector).textContent.replace(/\\u200b/, '').endsWith(end)",
        arg=[f"{card} {SAID}", end],
    )
    return page.locator(card).locator(SAID).inner_text()


def test_return_chooses_the_insats_and_again_lets_it_go_with_the_focus_kept(outcomes):
    card = outcomes.locator(EXITS)
    assert "tryck Retur" in card.locator(CHOOSING).inner_text()
    card.locator(".fs-chart").evaluate("one => { one.mine = true; }")
    walk_to(outcomes, card, "Novum")
    before = said(outcomes, EXITS, "Retur: visa bara Novum.").partition(". Retur")[0]
    outcomes.keyboard.press("Enter")
    outcomes.wait_for_url(f"**{NOVUM}**")
    after = said(outcomes, EXITS, "Retur: visa alla insatser.").partition(". Retur")[0]
    wait_until_drawn(outcomes)
    assert after == before
    assert outcomes.locator(".st-key-choice_insats input").input_value() == "Novum"
    assert card.locator(CHOOSING).inner_text().startswith("Bara Novum är vald")
    assert card.locator(".fs-chart").evaluate("one => one.mine && one.contains(document.activeElement)")
    outcomes.keyboard.press("Enter")
    said(outcomes, EXITS, "Retur: visa bara Novum.")
    assert NOVUM not in outcomes.url
    assert card.locator(STAGE).evaluate("one => one === document.activeElement")


def test_a_click_on_a_mark_chooses_it_and_the_cursor_tells(outcomes):
    card = outcomes.locator(EXITS)
    walk_to(outcomes, card, "Novum")
    outcomes.keyboard.press("ArrowDown")
    frame = card.locator(".fs-chart-frame").bounding_box()
    middle = frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2
    outcomes.mouse.move(*middle)
    assert (
        outcomes.evaluate("([x, y]) => getComputedStyle(document.elementFromPoint(x, y)).cursor", middle) == "pointer"
    )
    outcomes.mouse.click(*middle)
    outcomes.wait_for_url(f"**{NOVUM}**")
    said(outcomes, EXITS, "Retur: visa alla insatser.")
    outcomes.keyboard.press("Enter")
    said(outcomes, EXITS, "Retur: visa bara Novum.")


def test_a_notice_above_the_charts_leaves_their_nodes_where_they_are(outcomes):
    charts = outcomes.locator(".fs-chart")
    walk_to(outcomes, outcomes.locator(EXITS), "Hälsofrämjande")
    outcomes.keyboard.press("Enter")
    outcomes.wait_for_url("**insats=halsoframjande**")
    said(outcomes, EXITS, "Retur: visa alla insatser.")
    wait_until_drawn(outcomes)
    charts.evaluate_all("all => all.forEach((one, place) => { one.place = place; })")
    # A list of choices closes where the page moves under it.
    outcomes.locator("h1").scroll_into_view_if_needed()
    outcomes.wait_for_timeout(500)
    outcomes.locator(".st-key-choice_period input").click()
    outcomes.get_by_role("option", name="Helåret 2025", exact=True).click()
    outcomes.get_by_text("pågick inte under perioden").wait_for()
    wait_until_drawn(outcomes)
    assert charts.evaluate_all("all => all.map(one => one.place)") == [0, 1, 2, 3, 4]


def test_where_the_chart_is_of_all_insatser_only_the_focus_goes_to_the_choice(outcomes):
    outcomes.get_by_role("link", name="Anmälare").first.click()
    outcomes.wait_for_url("**/anmalare**")
    wait_until_drawn(outcomes)
    walk_to(outcomes, outcomes.locator(MATRIX), "Novum")
    outcomes.keyboard.press("Enter")
    outcomes.wait_for_url(f"**{NOVUM}**")
    outcomes.wait_for_function("() => document.activeElement.matches('.st-key-choice_insats input')")
    assert outcomes.locator(MATRIX).count() == 0


def test_a_page_without_the_choice_has_nothing_to_choose(outcomes):
    outcomes.get_by_role("link", name="Översikt").first.click()
    outcomes.locator("[data-card=deltagare-per-insats]").wait_for()
    wait_until_drawn(outcomes)
    card = outcomes.locator("[data-card=deltagare-per-insats]")
    assert not card.locator(CHOOSING).is_visible()
    card.locator(STAGE).focus()
    outcomes.keyboard.press("Home")
    heard = card.locator(SAID).inner_text()
    at = outcomes.url
    outcomes.keyboard.press("Enter")
    outcomes.wait_for_timeout(500)
    assert "Retur" not in heard
    assert (card.locator(SAID).inner_text(), outcomes.url) == (heard, at)
