"""The returned workbook: the project leader's own file, with each fault marked where it stands and listed first."""

import io
import time
import zipfile
from datetime import date
from typing import Any

import openpyxl
import polars as pl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Border, PatternFill
from openpyxl.utils import get_column_letter

from finsam_data.intake.checked import CheckedFile, ReadAs
from finsam_data.intake.finding import Finding, Severity
from finsam_data.intake.raw import RawFile, RawSheet
from finsam_data.intake.returning.returned import returned_workbook
from tests.intake.people import HEADINGS

RULE = "Kön är ett av listans värden."
NAME, SHEET = "Novum våren.xlsx", "Blad med 'citat'"
ROWS = [
    ["Uppföljning", None, None],
    [None, None, None],
    ["Deltagar-id", "Kön", "Anteckning"],
    ["7", "kvina", "=1+1"],
    ["8", "man", "@SUM(A1)"],
]


def finding(cell: str | None, severity: Severity = Severity.REJECTS, **rest: Any) -> Finding:
    row = int("".join(filter(str.isdigit, cell))) if cell else None
    known = {"sheet": SHEET, "row": row, "column": "Kön", "cell": cell, "rule": RULE, "severity": severity}
    return Finding(**{**known, "message": "Det står ”kvina”, men tillåtet är kvinna, man och annat/okänt.", **rest})


def checked(file: RawFile, *findings: Finding) -> CheckedFile:
    """Two rows read: one rejected, one accepted; the three above them are no data."""
    rows = pl.DataFrame({"sheet": [SHEET], "row": [5]})
    findings = tuple(sorted(findings, key=lambda found: list(Severity).index(found.severity)))
    return CheckedFile(
        file, ("Novum",), date(2024, 1, 1), date(2024, 6, 30), rows, rows, pl.concat([rows] * 2), 4, findings,
        ReadAs(), ReadAs(),
    )  # fmt: skip


def raw(content: bytes, kind: Any = "xlsx", name: str = NAME, sheet: str = SHEET) -> RawFile:
    cells = {get_column_letter(place + 1): [row[place] for row in ROWS] for place in range(3)}
    frame = pl.DataFrame({"row": [1, 2, 3, 4, 5], **cells}).filter(pl.col("row") != 2)
    return RawFile(name, content, "", kind, (RawSheet(sheet, frame),))


def excel(change: Any = lambda book: None) -> RawFile:
    """The rows as a workbook, changed by hand before it is saved."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEET
    for number, row in enumerate(ROWS, start=1):
        for place, value in enumerate(row, start=1):
            cell = sheet.cell(number, place)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return raw(buffer.getvalue())


def returned(file: RawFile, *findings: Finding) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(returned_workbook(checked(file, *findings))))


def texts(book: openpyxl.Workbook, sheet: str) -> list[list[str | None]]:
    return [[cell.value for cell in row] for row in book[sheet]]


def test_the_cells_stay_where_they_were() -> None:
    assert texts(returned(excel(), finding("B4")), SHEET) == ROWS


def test_a_faulty_cell_has_a_colour_a_border_and_a_comment_that_says_what_is_wrong_and_what_is_allowed() -> None:
    sheet = returned(excel(), finding("B4", suggestion="kvinna"))[SHEET]
    assert sheet["B4"].fill.fgColor.rgb.endswith("F8B4B4")
    assert sheet["B4"].border.left.style == "thick"
    assert sheet["B4"].comment.text == (
        "FEL: Det står ”kvina”, men tillåtet är kvinna, man och annat/okänt.\nFörslag: kvinna"
    )
    assert sheet["B5"].comment is None
    assert sheet["B5"].fill.fill_type is None


def test_the_most_serious_of_several_findings_gives_the_colour_and_all_are_told() -> None:
    warned, wrong = finding("B4", Severity.WARNS, message="Ovanligt."), finding("B4", message="Fel.")
    sheet = returned(excel(), warned, wrong)[SHEET]
    assert sheet["B4"].comment.text == "FEL: Fel.\n\nKONTROLLERA: Ovanligt."
    assert sheet["B4"].border.left.style == "thick"


def test_a_finding_about_a_row_is_marked_at_its_first_filled_cell() -> None:
    whole_row = finding(None, row=4, column=None, message="Raden står två gånger.")
    assert returned(excel(), whole_row)[SHEET]["A4"].comment.text == "FEL: Raden står två gånger."


def test_a_fault_within_merged_cells_is_marked_where_they_begin() -> None:
    def merge(book: openpyxl.Workbook) -> None:
        book.active.merge_cells("A3:C3")

    assert returned(excel(merge), finding("B3"))[SHEET]["A3"].comment.text.startswith("FEL: ")


def test_the_first_sheet_counts_groups_and_links() -> None:
    warned = finding("B5", Severity.WARNS, message="Ovanligt.")
    whole_file = finding(None, Severity.STOPS, sheet="", column="Startdatum", message="Kolumnen saknas.")
    book = returned(excel(), warned, finding("B4", suggestion="kvinna"), whole_file)
    assert book.sheetnames == ["Att rätta", SHEET]
    assert book.active.title == "Att rätta"
    sheet = book["Att rätta"]
    first = [row[0] for row in texts(book, "Att rätta") if row[0]]
    assert first[0] == "Att rätta i Novum våren.xlsx"
    assert first[1].startswith("4 rader lästa: ")
    groups = [text for text in first if text.endswith(" sak)")]
    assert groups == [
        "Stoppar hela filen (1 sak)",
        "Raden kan inte läsas in förrän den är rättad (1 sak)",
        "Inläst, men kontrollera (1 sak)",
    ]
    links = {cell.value: cell.hyperlink.location for row in sheet for cell in row if cell.hyperlink}
    assert links == {"B4": "'Blad med ''citat'''!B4", "B5": "'Blad med ''citat'''!B5"}
    assert [row[6] for row in texts(book, "Att rätta") if row[2] == "B4"] == ["kvinna"]


def test_texts_that_look_like_formulas_are_texts_in_the_file_and_on_our_sheet() -> None:
    book = returned(excel(), finding("B4", message="+2+5", suggestion="=cmd|' /C calc'!A0", column="-1", sheet=SHEET))
    formulas = [cell.coordinate for sheet in book for row in sheet for cell in row if cell.data_type == "f"]
    assert formulas == []
    assert book[SHEET]["C4"].value == "=1+1"
    assert book[SHEET]["C4"].quotePrefix
    (suggested,) = (cell for row in book["Att rätta"] for cell in row if cell.value == "=cmd|' /C calc'!A0")
    assert suggested.quotePrefix


def test_characters_that_no_workbook_can_hold_are_left_out() -> None:
    book = returned(excel(), finding("B4", message="\0=1\x0b+2"))
    assert any(row[4] == "=1+2" for row in texts(book, "Att rätta"))
    assert book[SHEET]["B4"].comment.text == "FEL: =1+2"


def test_a_formula_goes_back_as_its_value() -> None:
    def formula(book: openpyxl.Workbook) -> None:
        book.active["B5"] = '=WEBSERVICE("http://example.org")'

    assert returned(excel(formula), finding("B4"))[SHEET]["B5"].value is None


def test_nothing_that_runs_or_leads_out_goes_back() -> None:
    def links(book: openpyxl.Workbook) -> None:
        book.active["A5"].hyperlink = "https://example.org/"
        book.defined_names["ute"] = openpyxl.workbook.defined_name.DefinedName("ute", attr_text="[1]Blad1!$A$1")
        rule = openpyxl.worksheet.datavalidation.DataValidation("list", formula1="[1]Blad1!$A$1:$A$9")
        rule.add("B4")
        book.active.add_data_validation(rule)
        book.active.conditional_formatting.add(
            "A1:B9", openpyxl.formatting.rule.FormulaRule(["[1]Blad1!$A$1=1"], fill=PatternFill("solid", "00FF00"))
        )
        table = openpyxl.worksheet.table.Table(displayName="Rader", ref="A3:C5")
        table._initialise_columns()
        for column, cell in zip(table.tableColumns, book.active[3], strict=True):
            column.name = cell.value
        table.tableColumns[2].calculatedColumnFormula = openpyxl.worksheet.table.TableFormula(attr_text="[1]Blad1!A1")
        book.active.add_table(table)

    file = excel(links)
    macros = io.BytesIO(file.content)
    with zipfile.ZipFile(macros, "a") as parts:
        parts.writestr("xl/vbaProject.bin", b"macro")
    content = returned_workbook(checked(raw(macros.getvalue(), "xlsm", "Novum.xlsm"), finding("B4")))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not [name for name in parts.namelist() if "vba" in name or "external" in name.lower()]
        everything = b"".join(parts.read(name) for name in parts.namelist())
    assert [text for text in (b"example.org", b"[1]", b'TargetMode="External"') if text in everything] == []


def test_a_fault_on_a_hidden_sheet_or_row_comes_to_light() -> None:
    def hide(book: openpyxl.Workbook) -> None:
        book.active.row_dimensions[4].hidden = True
        book.active.column_dimensions["B"].hidden = True
        book.create_sheet("Annat")
        book.active.sheet_state = "hidden"
        book.active = 1

    sheet = returned(excel(hide), finding("B4"))[SHEET]
    assert sheet.sheet_state == "visible"
    assert not sheet.row_dimensions[4].hidden
    assert not sheet.column_dimensions["B"].hidden


def test_comments_and_colours_of_the_project_leader_stay() -> None:
    def colour(book: openpyxl.Workbook) -> None:
        book.active["A5"].fill = PatternFill("solid", fgColor="00FF00")
        book.active["B4"].comment = Comment("Jag är osäker här.", "Projektledaren")

    sheet = returned(excel(colour), finding("B4", message="Fel."))[SHEET]
    assert sheet["A5"].fill.fgColor.rgb.endswith("00FF00")
    assert sheet["B4"].comment.text == "FEL: Fel.\n\nKommentaren som fanns förut:\nJag är osäker här."


def test_a_file_returned_twice_has_only_the_marks_of_the_last_time() -> None:
    def commented(book: openpyxl.Workbook) -> None:
        book.active["B4"].comment = Comment("Jag är osäker här.", "Projektledaren")

    first = returned_workbook(checked(excel(commented), finding("B4"), finding("A5")))
    book = returned(raw(first), finding("B5", message="Ny."))
    assert book.sheetnames == ["Att rätta", SHEET]
    sheet = book[SHEET]
    assert sheet["B4"].comment.text == "Jag är osäker här."
    assert sheet["B4"].fill.fill_type is None
    assert sheet["A5"].comment is None
    assert sheet["A5"].border == Border()
    assert sheet["B5"].comment.text == "FEL: Ny."


@pytest.mark.parametrize("kind", ["csv", "ods", "xls"])
def test_other_files_become_a_workbook_with_the_same_cells_at_the_same_places(kind: Any) -> None:
    sheet = "" if kind == "csv" else SHEET
    book = returned(raw(b"", kind, f"Novum.{kind}", sheet), finding("B4", sheet=sheet))
    name = sheet or "Underlag"
    assert texts(book, name) == ROWS
    assert book[name]["B4"].comment.text.startswith("FEL: ")
    assert [cell.data_type for cell in book[name]["C"][3:]] == ["s", "s"]


def test_a_workbook_that_cannot_be_opened_with_its_formats_goes_back_with_its_texts() -> None:
    assert texts(returned(raw(b"PK\x03\x04 no workbook"), finding("B4")), SHEET) == ROWS


def test_a_sheet_with_a_name_that_excel_forbids_gets_one_it_allows() -> None:
    name = "Novum/Farsta: deltagare som började 2024"
    book = returned(raw(b"", "ods", "Novum.ods", name), finding("B4", sheet=name))
    assert book.sheetnames == ["Att rätta", "Novum Farsta  deltagare som bör"]
    assert book.worksheets[1]["B4"].comment.text.startswith("FEL: ")


def test_the_same_file_with_the_same_findings_gives_the_same_bytes() -> None:
    file = excel()
    first = returned_workbook(checked(file, finding("B4")))
    time.sleep(1.1)  # the time of day has seconds in a workbook
    assert returned_workbook(checked(file, finding("B4"))) == first


def test_a_file_without_faults_says_so() -> None:
    book = returned(excel())
    assert "Inget behöver rättas." in [row[0] for row in texts(book, "Att rätta")]


def test_every_heading_of_the_template_can_be_pointed_at() -> None:
    found = [finding("B4", column=heading, message=f"Fel i {heading}.") for heading in HEADINGS.values()]
    columns = [row[3] for row in texts(returned(excel(), *found), "Att rätta")]
    assert [column for column in columns if column in HEADINGS.values()] == list(HEADINGS.values())


def test_what_to_do_stands_once_beside_what_is_wrong() -> None:
    from finsam_data.intake.meaning.rules import ALLOWED

    told = finding("B4", rule=ALLOWED.name, message=f"”kvina” finns inte i listan. {ALLOWED.remedy}")
    (row,) = [row for row in texts(returned(excel(), told), "Att rätta") if row[2] == "B4"]
    assert row[4:6] == ["”kvina” finns inte i listan.", ALLOWED.remedy]
