"""The intake in a real Chromium: files dropped, approved, fetched back, taken back; in Swedish and for everybody."""

import io
import re

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe

from finsam_data.intake.register.import_folder import FOLDER, UNFINISHED
from finsam_data.intake.words import FAULTS_SHEET
from pages.text import intake as text
from tests.browser.serving import open_page, served, wait_until_drawn
from tests.lilla_an import write_lilla_an
from tests.pages.test_intake import NEW, PERSONNUMMER, TOO_OLD, workbook

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
THEIRS = re.compile(r"\b(upload|drag|drop|browse|files?|limit|per|remove|add|error|close|clear)\b", re.IGNORECASE)
ICON = "[data-testid=stIconMaterial]"


@pytest.fixture(scope="module")
def intake(tmp_path_factory):
    """The address of the page on a data folder of its own, which these tests fill; a killed import has been there."""
    folder = tmp_path_factory.mktemp("intake")
    data = write_lilla_an(folder / "lilla-an")
    left = data / FOLDER / f"{UNFINISHED}20250101-1"
    left.mkdir(parents=True)
    with served(data, folder / "snapshots") as address:
        assert not left.exists()  # taken away at the start, before anybody opens a page
        yield f"{address}/inlasning"


def drop(page, *files):
    """Choose files in the field and wait until they have been checked."""
    asked = [{"name": name, "mimeType": EXCEL, "buffer": content} for name, content in files]
    page.locator(".st-key-intake_field input[type=file]").set_input_files(asked)
    for name, _ in files:
        if PERSONNUMMER not in name:
            page.get_by_role("heading", name=name).first.wait_for(timeout=60_000)
    wait_until_drawn(page)


def faults(page):
    violations = Axe().run(page).response["violations"]
    return [f"{found['id']}: {node['html'][:200]}" for found in violations for node in found["nodes"]]


def test_files_in_and_out_and_back(page, intake):
    open_page(page, intake)
    drop(page, ("vagen.xlsx", workbook(NEW, TOO_OLD)), ("hemlig.xlsx", workbook((PERSONNUMMER, *NEW[1:]))))
    assert PERSONNUMMER not in page.content()
    assert faults(page) == []

    with page.expect_download() as download:
        page.get_by_role("button", name=text.RETURNED).click()
    assert download.value.suggested_filename == "vagen – att rätta.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    assert book.sheetnames[0] == FAULTS_SHEET
    with page.expect_download() as download:
        page.get_by_role("button", name=text.TEMPLATE).click()
    assert download.value.suggested_filename == text.TEMPLATE_FILE

    page.locator("summary", has_text=text.LETTER).click()
    page.get_by_role("button", name=text.COPY).click()
    page.locator(".fs-letter [role=status]", has_text=text.COPIED).wait_for()
    assert "vagen.xlsx" in page.get_by_label(text.LETTER_LABEL).input_value()

    page.get_by_role("button", name=text.APPROVE_PARTLY).click()
    page.get_by_role("cell", name=text.STATES["in_force"], exact=True).wait_for(timeout=60_000)
    wait_until_drawn(page)
    assert faults(page) == []
    page.get_by_role("button", name=text.TAKE_BACK).click()
    page.get_by_role("button", name=text.TAKE_BACK_SURE).click()
    page.get_by_role("cell", name=re.compile(text.STATES["taken_back"])).wait_for(timeout=60_000)
    wait_until_drawn(page)
    assert page.errors == []


def test_the_field_is_in_swedish_and_a_checked_file_fits_a_phone(page, intake):
    open_page(page, intake)
    place = page.locator(".st-key-intake_field")
    button = place.get_by_role("button", name=text.CHOOSE)
    assert button.count() == 1
    leaves = place.locator(f"*:not(:has(*), style, script, {ICON})").filter(visible=True)
    named = place.locator("[aria-label]").filter(visible=True)
    words = leaves.all_inner_texts() + named.evaluate_all("all => all.map(e => e.ariaLabel)")
    assert text.FIELD_LABEL in words
    assert THEIRS.findall(" | ".join(words)) == []
    button.focus()
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"

    drop(page, ("vagen-igen.xlsx", workbook((*NEW[:2], "K", *NEW[3:]), TOO_OLD)))
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        page.wait_for_timeout(400)
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width

    large = {"name": "stor.xlsx", "mimeType": EXCEL, "buffer": b"0" * (10 * 1024 * 1024 + 1)}
    place.locator("input[type=file]").set_input_files([large])
    page.wait_for_function(
        "words => { const field = document.querySelector('.st-key-intake_field [data-testid=stFileUploader]');"
        "return getComputedStyle(field, '::after').content.includes(words) }",
        arg=text.TOO_LARGE,
        timeout=30_000,
    )
