"""The sample, served once for all browser tests."""

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.serving import CHROMIUM, FLAGS, PROJECT, launch, served, visit


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    """The address of the app on the shipped sample."""
    with served(PROJECT / "sample_data", tmp_path_factory.mktemp("snapshots")) as url:
        yield url


@pytest.fixture(scope="session")
def playwright():
    """What drives Chromium; without one on the machine these tests cannot run."""
    if CHROMIUM is None:
        pytest.skip("Chromium finns inte på datorn; installera chromium för att köra webbläsartesterna.")
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright):
    """One Chromium for visitors of their own: with other permissions, cookies or a first visit's empty cache."""
    launched = launch(playwright)
    yield launched
    launched.close()


@pytest.fixture(scope="session")
def profile(playwright, tmp_path_factory):
    """One visitor who comes back: scripts once read are kept, which halves the time of each visit."""
    context = playwright.chromium.launch_persistent_context(
        tmp_path_factory.mktemp("profile"), executable_path=CHROMIUM, args=FLAGS, locale="sv-SE"
    )
    yield context
    context.close()


@pytest.fixture
def page(profile):
    """A visit, with every error it tells noted."""
    with visit(profile) as page:
        yield page
