"""The sample, served once for all browser tests."""

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.serving import CHROMIUM, PROJECT, launch, served


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    """The address of the app on the shipped sample."""
    with served(PROJECT / "sample_data", tmp_path_factory.mktemp("snapshots")) as url:
        yield url


@pytest.fixture(scope="session")
def browser():
    """One Chromium for the session; without one on the machine these tests cannot run."""
    if CHROMIUM is None:
        pytest.skip("Chromium finns inte på datorn; installera chromium för att köra webbläsartesterna.")
    with sync_playwright() as playwright:
        launched = launch(playwright)
        yield launched
        launched.close()


@pytest.fixture
def page(browser):
    """A fresh page in a fresh session, with every error it tells noted."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="sv-SE")
    page = context.new_page()
    page.errors = []
    page.on("console", lambda message: message.type == "error" and page.errors.append(message.text))
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    yield page
    context.close()
