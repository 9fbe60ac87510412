"""The sheet ”Att rätta”: every finding in plain words, the most serious first, each with a link to its cell."""

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from finsam_data.intake.checked import CheckedFile
from finsam_data.intake.finding import Finding
from finsam_data.intake.returning.remedies import remedy
from finsam_data.intake.returning.returned_book import allowed_name, write_text
from finsam_data.intake.words import FAULTS_SHEET, SEVERITY_HEADINGS, counted, row_height

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

HEADINGS = ("Blad", "Rad", "Cell", "Kolumn", "Vad som är fel", "Gör så här", "Förslag")
WIDTHS = (16, 7, 8, 20, 70, 60, 30)
CELL, MESSAGE = 3, 5
"""The columns of the link and of the message, counted from 1."""


def add_faults_sheet(book: "Workbook", checked: CheckedFile) -> None:
    """Put the sheet first in the workbook and open the file there."""
    from openpyxl.styles import Alignment, Font

    sheet = book.create_sheet(FAULTS_SHEET, 0)
    short, long = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)
    for size, line in zip((16, 11, 11, 11), _summary(checked), strict=False):
        [cell] = _write(sheet, [line])
        cell.font = Font(bold=size == 16, size=size)
    for severity, group in groupby(checked.findings, key=lambda found: found.severity):
        found_here = list(group)
        heading = f"{SEVERITY_HEADINGS[severity]} ({counted(len(found_here), 'sak', 'saker')})"
        for above, bold in ((["\u00a0"], False), ([heading], True), (HEADINGS, True)):
            for cell in _write(sheet, above):
                cell.font = Font(bold=bold)
        for found in found_here:
            for cell in _write_finding(book, sheet, found):
                cell.alignment = long if cell.column >= MESSAGE else short
    for letter, width in zip("ABCDEFG", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    book.active = 0


def _summary(checked: CheckedFile) -> list[str]:
    """What the file is, how many rows went where, and what to do now."""
    rows = counted(checked.rows_in, "rad", "rader")
    accepted = "går att läsa in" if checked.status != "refused" else "läses in: filen måste rättas först"
    todo = (
        "Rätta i bladen bakom detta, spara filen och skicka tillbaka den. Det här bladet får vara kvar."
        if checked.findings
        else "Inget behöver rättas."
    )
    return [
        f"{FAULTS_SHEET} i {checked.file.name}",
        f"{rows} lästa: {checked.accepted.height} {accepted}, {checked.rejected.height} måste rättas, "
        f"{checked.not_data.height} är rubriker, summor och annat som inte är deltagande.",
        todo,
    ]


def _write_finding(book: "Workbook", sheet: "Worksheet", found: Finding) -> "list[Cell]":
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    name = allowed_name(found.sheet)
    place = found.cell or (f"A{found.row}" if found.row else "")
    shown = name if place or found.sheet else "hela filen"
    todo = remedy(found.rule)
    # The message ends with the remedy, which has a column of its own here.
    wrong = found.message.removesuffix(todo).rstrip()
    texts = [shown, found.row, place, found.column, wrong, todo, found.suggestion]
    cells = _write(sheet, texts)
    sheet.row_dimensions[cells[0].row].height = max(
        row_height(text, width) for text, width in zip(texts, WIDTHS, strict=True) if isinstance(text, str)
    )
    if place and name in book.sheetnames:
        cell = cells[CELL - 1]
        quoted = name.replace("'", "''")
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{place}", tooltip="Gå till cellen")
        cell.font = Font(color="0B4FA8", underline="single")
    return cells


def _write(sheet: "Worksheet", values: Sequence[str | int | None]) -> "list[Cell]":
    """The cells of a new row. What sheet.max_row says is worked out from every cell each time it is asked."""
    cells = [sheet.cell(sheet._current_row + 1, 1)]
    cells += [sheet.cell(cells[0].row, place) for place in range(2, len(values) + 1)]
    for cell, value in zip(cells, values, strict=True):
        if isinstance(value, int):
            cell.value = value
        elif value:
            write_text(cell, value)
    return cells
