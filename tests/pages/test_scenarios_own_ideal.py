"""The ideal of a table of one's own: the template can be filled in, the answer is marked, nothing is saved."""

import fastexcel
import pytest

from finsam_data.ideal_table import read_ideal_table
from pages.scenarios.own_ideal_charts import own_table, template_file
from pages.shared.export import csv_bytes
from pages.text import scenario_ideal_table as text
from queries.scenarios.ideal import ideal_model, ideal_template
from tests.pages.scenarios_plan import plan
from tests.pages.test_scenarios_page import page, sample, seen  # noqa: F401

COUNTRY = "Hela landet;5 600 000;560 000;"
ROWS = ("Ån;640 000;46 967;36 168", "Bäcken;190000;11000;")


def csv(*rows):
    return "\n".join(["Förbund;Invånare;HE;Tilldelning", *rows]).encode()


def table(*rows, with_base=True, name="tabell.csv"):
    return own_table(read_ideal_table(csv(*rows), name), ideal_model(plan().assumptions, with_base), with_base)


def test_the_template_has_the_columns_of_the_table_and_a_guide():
    book = fastexcel.read_excel(template_file("mall.xlsx", "Ån"))
    sheet = book.load_sheet(text.SHEET).to_polars()
    assert sheet.columns == ["Förbund", "Invånare 16–64 år", "Helårsekvivalenter", "Tilldelning, tkr"]
    assert len(sheet.columns) == len(ideal_template().columns)
    assert sheet["Förbund"].to_list() == ["Hela landet", "Ån"]
    assert book.load_sheet(text.GUIDE_SHEET, header_row=None).to_polars().height == len(text.GUIDE)


def test_a_name_that_a_spreadsheet_would_run_is_harmless_in_the_template():
    assert b"\r\n'=1+1;;;" in template_file("mall.csv", "=1+1")


def test_the_table_says_whose_figures_they_are():
    chart = table(COUNTRY, *ROWS)
    assert chart.title == "Egen tabell: 0 av 1 förbund ligger över sitt ideal"
    assert "Egna uppgifter ur filen tabell.csv" in chart.subtitle
    assert chart.rows[0][1] == text.KIND
    assert [cell.replace("\u00a0", " ") for cell in chart.rows[0]][-3:] == ["57 770", "21 602", "62,6 %"]
    assert chart.rows[1][-2:] == ["–", "–"]
    assert f"Märkning;{text.MARK}" in csv_bytes(chart, text.MARK).decode()


def test_a_table_without_the_country_says_what_it_is_taken_for():
    chart = table(*ROWS)
    assert "läses som hela landet: 2 förbund delar på hela statens pott" in chart.notes[0].replace("\u00a0", " ")
    assert chart.table["state_tkr"].sum() == pytest.approx(339_000)


def test_columns_not_read_are_named():
    content = "Förbund;Invånare;HE;Län\nÅn;10;1;Stockholm".encode()
    chart = own_table(read_ideal_table(content, "t.csv"), ideal_model(plan().assumptions), True)
    assert chart.notes[1] == "Lästes inte: Län."


def test_a_long_or_odd_file_name_is_kept_on_one_line():
    chart = table(*ROWS, name=f"{'å' * 100}\n\u202e.csv")
    assert f"ur filen {'å' * 60}…, inte" in chart.subtitle


def upload(page, content, name="tabell.csv"):  # noqa: F811
    return page.file_uploader[0].set_value((name, content, "text/csv")).run()


@pytest.fixture
def opened(page):  # noqa: F811
    """The page with the place for a table of one's own opened."""
    return page.checkbox(key="own_ideal_open").check().run()


def test_a_file_is_answered_with_its_table_in_both_models(opened):
    page = upload(opened, csv(COUNTRY, *ROWS))  # noqa: F811
    assert "Egna uppgifter ur filen tabell.csv, inte kontrollerade här. Med grundbidrag" in seen(page)
    share = 0.25 * 640 / 5600 + 0.75 * 46_967 / 560_000
    page = page.segmented_control(key="ideal_model").set_value(False).run()
    assert "inte kontrollerade här. Utan grundbidrag" in seen(page)
    assert f"{round(2 * 339_000 * share):,}".replace(",", " ") in seen(page)
    page = page.button(key="own_ideal_forget").click().run()
    assert "tabell.csv" not in seen(page)


def test_every_fault_of_a_file_is_told_and_the_next_file_is_read(opened):
    page = upload(opened, csv("Ån;många;-1;"), "fel <b>.csv")  # noqa: F811
    assert "fel <b>.csv går inte att räkna på än" in seen(page)
    assert "Rad 2, Invånare 16–64 år: ”många” är inte ett tal." in seen(page)
    assert "Rad 2, Helårsekvivalenter: ”-1” är negativt" in seen(page)
    page = upload(page, csv(*ROWS))
    assert "många" not in seen(page)
    assert "tabellen läses som hela landet" in seen(page)


def test_a_file_that_is_no_table_is_told(opened):
    assert "Filen är skadad eller ingen Excelfil." in seen(upload(opened, b"PK\x03\x04", "x.xlsx"))


def test_nothing_is_saved(opened, sample):  # noqa: F811
    before = {path: path.stat().st_mtime for path in [*sample.data.rglob("*"), *sample.snapshots.rglob("*")]}
    upload(opened, csv(*ROWS))
    assert {path: path.stat().st_mtime for path in [*sample.data.rglob("*"), *sample.snapshots.rglob("*")]} == before
