"""A picture of every page and state at three sizes, light and dark, in the folder shots: python -m tests.shots.

They are of the protected edition, or of the internal one with FINSAM_EDITION=internal.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from pages.text.navigation import PAGES
from tests.browser.serving import PROJECT, launch, open_page, served

SIZES = {"laptop": (1440, 900), "skarm": (1920, 1080), "telefon": (390, 844)}
STATES = {
    "2025": "",
    "2024": "?period=2024",
    "2021": "?period=2021",
    "2023H1": "?period=2023H1",
    "insats": "?period=2024&insats=ips-psykos",
    "kvinnor": "?period=2024&gender=kvinna",
    "bada": "?period=2024H2&insats=novum&gender=man",
    "okant": "?period=1999&insats=finns-inte",
}
OUT = PROJECT / "shots"


def main(only: list[str]) -> None:
    """Take them all, or those of the pages named."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir()
    with (
        tempfile.TemporaryDirectory() as snapshots,
        served(PROJECT / "sample_data", Path(snapshots)) as address,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        for size, (width, height) in SIZES.items():
            for scheme in ("light", "dark") if size == "laptop" else ("light",):
                # One context keeps the scripts in its cache from picture to picture.
                context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
                states = STATES if size == "laptop" and scheme == "light" else dict([*STATES.items()][:1])
                for folder, _, url_path in PAGES:
                    for state, query in states.items() if not only or folder in only else ():
                        _shoot(context.new_page(), f"{address}/{url_path}{query}", f"{folder}-{state}-{size}-{scheme}")
                context.close()


def _shoot(page: Page, address: str, name: str) -> None:
    open_page(page, address)
    # Streamlit scrolls inside the page: a picture of everything needs a window as tall as the content.
    content = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    width = (page.viewport_size or {})["width"]
    page.set_viewport_size({"width": width, "height": min(int(content) + 40, 9000)})
    page.wait_for_timeout(600)
    page.screenshot(path=OUT / f"{name}.png")
    page.close()
    print(name)


if __name__ == "__main__":
    main(sys.argv[1:])
