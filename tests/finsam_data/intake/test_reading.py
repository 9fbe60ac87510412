"""Rows and columns are those the author sees in Excel, in every kind of file; what the file hides is said."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from finsam_data.intake.finding import Severity
from finsam_data.intake.reading.file import read_file
from tests.finsam_data.intake.old_book import old_workbook
from tests.finsam_data.intake.test_gate import in_sheet, repacked

TABLE = {(3, 2): "Kön", (3, 3): "Ålder", (5, 2): " kvinna\u00a0 ", (5, 3): 34, (6, 3): 1.5}
ROWS = [(4, None, None, "Kön", "Ålder"), (6, None, None, "kvinna", "34"), (7, None, None, None, "1.5")]
"""TABLE as it is read: rows 4, 6 and 7, columns C and D."""


def by_xlsxwriter(cells):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        page = book.add_worksheet("Blad")
        for (row, column), value in cells.items():
            page.write(row, column, value)
    return buffer.getvalue()


def by_openpyxl(cells, change=lambda book: None):
    book = openpyxl.Workbook()
    book.active.title = "Blad"
    for (row, column), value in cells.items():
        book.active.cell(row + 1, column + 1, value)
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def ods(rows):
    """rows: XML of the cells of each row, or how many blank rows."""
    written = "".join(
        f'<table:table-row table:number-rows-repeated="{row}"><table:table-cell/></table:table-row>'
        if isinstance(row, int)
        else f"<table:table-row>{row}</table:table-row>"
        for row in rows
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr(
            "content.xml",
            '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x">'
            f'<table:table table:name="Blad">{written}</table:table></office:document-content>',
        )
    return buffer.getvalue()


def text(words):
    return f'<table:table-cell office:value-type="string"><text:p>{words}</text:p></table:table-cell>'


BLANK = '<table:table-cell table:number-columns-repeated="2"/>'
THIRTY_FOUR = '<table:table-cell office:value-type="float" office:value="34"><text:p>34,0</text:p></table:table-cell>'
ONE_AND_A_HALF = '<table:table-cell office:value-type="float" office:value="1.5"/>'
IN_ODS = [3, BLANK + text("Kön") + text("Ålder"), 1, BLANK + text(" kvinna<text:s/>") + THIRTY_FOUR,
          BLANK + "<table:table-cell/>" + ONE_AND_A_HALF, 1_048_000]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", by_xlsxwriter(TABLE)),
        ("a.xlsx", by_openpyxl(TABLE)),
        ("a.xls", old_workbook({"Blad": (0, TABLE | {(0, 0): None})})),
        ("a.ods", ods(IN_ODS)),
        ("a.csv", "\n\n\n;;Kön;Ålder\n\n;; kvinna\u00a0;34\n;;;1.5\n".encode()),
        ("a.csv", "\ufeff,,,\r\n\r\n\r\n,,Kön,Ålder\r\n,,,\r\n,,kvinna,34\r\n,,,1.5\r\n".encode()),
        ("a.csv", "\n\n\n\t\tKön\tÅlder\n\n\t\tkvinna\t34\n\t\t\t1.5\n".encode("cp1252")),
    ],
)
def test_rows_and_columns_are_those_of_excel(name, content):
    file = read_file(content, name)
    assert file.sheets[0].cells.rows() == ROWS
    assert file.sheets[0].cells.columns == ["row", "A", "B", "C", "D"]
    assert file.findings == ()


def without_places(xml):
    """As some programs write: rows and cells one after the other, without saying where."""
    rows = b"<row><c><v>1</v></c></row><row/><row><c/><c><v>2</v></c></row>"
    return xml[: xml.index(b"<sheetData>")] + b"<sheetData>" + rows + xml[xml.index(b"</sheetData>") :]


def with_prefix(xml):
    """As some programs write: every tag with a prefix."""
    return (
        b'<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        b'<x:row r="3"><x:c r="B3"><x:v>7</x:v></x:c><x:c r="C3" t="e"><x:v>#N/A</x:v></x:c></x:row>'
        b"</x:sheetData></x:worksheet>"
    )


@pytest.mark.parametrize(
    ("change", "rows"),
    [
        (without_places, [(1, "1", None), (3, None, "2")]),
        (with_prefix, [(3, None, "7", "#N/A")]),
        (lambda xml: xml.replace(b'<c r="A1"', b'<c\n s="0" r="A1"'), [(1, "x")]),
    ],
)
def test_workbooks_of_other_programs(change, rows):
    assert read_file(in_sheet(change), "a.xlsx").sheets[0].cells.rows() == rows


def test_dates_numbers_and_yes_are_texts_and_nothing_that_stands_in_a_cell_is_lost():
    when = {(0, 0): date(2024, 3, 5), (0, 1): datetime(2024, 3, 5, 12, 30), (0, 2): True, (0, 3): 20240305, (0, 4): 0.1}
    faults = {(0, 5): "#N/A", (0, 6): "#DIV/0!"}
    (sheet,) = read_file(by_openpyxl(when | faults), "a.xlsx").sheets
    told = ("2024-03-05 00:00:00", "2024-03-05 12:30:00", "true", "20240305", "0.1", "#N/A", "#DIV/0!")
    assert sheet.cells.rows() == [(1, *told)]
    old = old_workbook({"Blad": (0, {(0, 1): ("fault", 42), (0, 2): ("formula", 3)})})
    assert read_file(old, "a.xls").sheets[0].cells.rows() == [(1, None, "#N/A", "3")]


def test_a_number_too_large_for_a_date_is_kept_as_it_is():
    def as_date(book):
        book.active["A1"].number_format = "yyyy-mm-dd"

    (sheet,) = read_file(by_openpyxl({(0, 0): 7_000_000_001}, as_date), "a.xlsx").sheets
    assert sheet.cells.rows() == [(1, "7000000001")]


def test_merged_cells_are_told_and_hold_their_text_once():
    def merge(book):
        book.active.merge_cells("B1:C2")

    (sheet,) = read_file(by_openpyxl({(0, 1): "Deltagare", (2, 0): "x"}, merge), "a.xlsx").sheets
    assert (sheet.merged, sheet.cells.rows()) == (((1, 2, 2, 3),), [(1, None, "Deltagare"), (3, "x", None)])
    spanned = '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="3"><text:p>x</text:p>'
    assert read_file(ods([BLANK + spanned + "</table:table-cell>"]), "a.ods").sheets[0].merged == ((1, 3, 3, 4),)


def test_a_text_over_several_lines_is_one_row_as_in_excel():
    (sheet,) = read_file('Id;Kön\n"a\nb";K\nc;M\n'.encode(), "a.csv").sheets
    assert sheet.cells.rows() == [(1, "Id", "Kön"), (2, "a b", "K"), (3, "c", "M")]


def test_a_title_above_the_table_does_not_decide_the_separator():
    (sheet,) = read_file("Novum, våren, 2025\nId;Ålder\na;34,5\nb;35,5\n".encode(), "a.csv").sheets
    assert sheet.cells.rows()[1:] == [(2, "Id", "Ålder"), (3, "a", "34,5"), (4, "b", "35,5")]


def told(content, name="a.xlsx"):
    return [(found.sheet, found.cell, found.rule) for found in read_file(content, name).findings]


def test_formulas_are_noted_and_those_without_a_value_one_by_one():
    content = by_xlsxwriter({(0, 0): "Ålder", (1, 0): "=1+1", (3, 1): "=2+2"})
    assert told(content) == [("Blad", "A2", "Cellerna innehåller värden, inte formler.")]
    content = by_openpyxl({(0, 0): "Ålder", (1, 0): "=1+1"})
    rules = ["Cellerna innehåller värden, inte formler.", "En formel har ett sparat värde."]
    assert told(content) == [("Blad", "A2", rule) for rule in rules]
    old = old_workbook({"Blad": (0, {(1, 1): ("formula", 3)})})
    assert told(old, "a.xls") == [("Blad", "B2", "Cellerna innehåller värden, inte formler.")]


def test_hidden_sheets_links_and_macros_are_noted_and_the_values_read():
    def hide(book):
        book.create_sheet("Dolt")["A1"] = "y"
        book["Dolt"].sheet_state = "veryHidden"

    file = read_file(by_openpyxl({(0, 0): "x"}, hide), "a.xlsx")
    assert [sheet.name for sheet in file.sheets] == ["Blad", "Dolt"]
    assert [(found.sheet, found.severity) for found in file.findings] == [("Dolt", Severity.WARNS)]
    assert told(old_workbook({"Blad": (0, {(0, 0): "x"}), "Dolt": (1, {})}), "a.xls") == [
        ("Dolt", None, "Inget blad är dolt.")
    ]
    plain = by_xlsxwriter({(0, 0): "x"})
    linked = repacked(plain, more={"xl/externalLinks/externalLink1.xml": "<externalLink/>"})
    assert told(linked) == [("", None, "Filen hämtar inga värden ur andra filer.")]
    with_macros = repacked(
        plain,
        lambda name, xml: xml.replace(b"openxmlformats-officedocument.spreadsheetml.sheet.main",
                                      b"ms-excel.sheet.macroEnabled.main"),
        {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"},
    )  # fmt: skip
    assert told(with_macros, "a.xlsm") == [("", None, "Filen har inga makron.")]


def test_a_protected_sheet_and_notes_beside_the_cells_do_not_matter():
    def protect(book):
        book.active.protection.set_password("x")
        book.active["A1"].comment = Comment("en anteckning", "Kansliet")
        book.defined_names["område"] = DefinedName("område", attr_text="Blad!$A$1")

    file = read_file(by_openpyxl({(0, 0): "x"}, protect), "a.xlsx")
    assert (file.sheets[0].cells.rows(), file.findings) == ([(1, "x")], ())
    assert file.modified is not None
