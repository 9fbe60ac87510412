"""A page with charts in Firefox: they are drawn, walked by keyboard and presented, with no fault told on the way."""

import pytest

from tests.browser.firefox import FIREFOX, firefox
from tests.browser.serving import CHART, PLACE, READY

pytestmark = pytest.mark.skipif(
    FIREFOX is None, reason="Firefox finns inte på datorn; installera firefox-esr för att köra testet."
)
SAID = "document.activeElement.closest('.fs-chart')?.querySelector('.fs-chart-said').textContent"


@pytest.fixture(scope="module")
def window(tmp_path_factory, address):
    with firefox(tmp_path_factory.mktemp("firefox")) as opened:
        opened.open(f"{address}/resultat?period=2024")
        opened.wait_for(f"document.querySelector('{READY}')")
        opened.wait_for(
            f"[...document.querySelectorAll('{PLACE}')].every(one => one.matches('{CHART}:has(.main-svg)'))"
        )
        yield opened


def test_the_charts_are_drawn_and_one_is_walked_by_keyboard(window):
    assert window.value(f"document.querySelectorAll('{CHART}').length") > 3
    window.value("document.querySelector('.fs-chart-stage').focus()")
    window.press("ArrowRight", "ArrowRight")
    # The tables are built when the browser is idle: the walked chart's own, not the first there is.
    cells = "document.activeElement.closest('.fs-card')?.querySelector('tbody tr')?.cells"
    window.wait_for(cells)
    first = window.value(f"{cells}[0].textContent")
    said = window.value(SAID)
    window.press("Home")
    assert window.value(SAID).startswith(first)
    assert window.value(SAID) != said
    assert window.value("!document.querySelector('.fs-chart-frame').hidden")
    assert window.errors == []


def test_the_keys_and_the_presentation_work_there_too(window):
    window.press("p")
    window.wait_for("document.querySelector('dialog.fs-show[data-shown=\"1\"]')")
    window.press("ArrowRight")
    window.wait_for("document.querySelector('dialog.fs-show[data-shown=\"2\"]')")
    assert "Syntetiska data" in window.value("document.querySelector('dialog .fs-marks').textContent")
    window.press("Escape")
    window.wait_for("!document.querySelector('dialog')")
    window.press("?")
    window.wait_for("document.querySelector('dialog.fs-keys[open]')")
    window.press("Escape")
    window.wait_for("!document.querySelector('dialog')")
    assert window.errors == []
