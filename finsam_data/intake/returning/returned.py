"""The project leader's own file back, with the faults marked where they stand and listed on a sheet of their own."""

from typing import TYPE_CHECKING

from finsam_data.intake.checked import CheckedFile
from finsam_data.intake.finding import Finding, Severity
from finsam_data.intake.returning.faults_sheet import add_faults_sheet
from finsam_data.intake.returning.returned_book import (
    MARK_AUTHOR,
    PREVIOUS_COMMENT,
    allowed_name,
    forget_marks,
    opened_book,
    printable,
    saved_book,
)
from finsam_data.intake.words import SEVERITY_MARKS, counted

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

FILLS = {Severity.STOPS: "F8B4B4", Severity.REJECTS: "F8B4B4", Severity.WARNS: "FFE699"}
BORDERS = {Severity.STOPS: "thick", Severity.REJECTS: "thick", Severity.WARNS: "dashed"}
LONGEST_COMMENT = 2_000


def returned_workbook(checked: CheckedFile) -> bytes:
    """The file as .xlsx with a first sheet ”Att rätta”, and a mark and a comment at each finding that has a place.

    Cells, formats and comments stay as they were and where they were; formulas are their values. Without macros,
    charts, pictures and links out of the file. The same file with the same findings gives the same bytes.
    """
    book = opened_book(checked.file)
    forget_marks(book)
    for (sheet, place), found in _by_cell(checked).items():
        _mark(book, sheet, place, found)
    add_faults_sheet(book, checked)
    return saved_book(book)


def _by_cell(checked: CheckedFile) -> dict[tuple[str, str], list[Finding]]:
    """Sheet and cell → what is found there; a finding about a whole row stands at its first filled cell."""
    found_at: dict[tuple[str, str], list[Finding]] = {}
    for found in checked.findings:
        if place := found.cell or _first_cell(checked, found):
            found_at.setdefault((allowed_name(found.sheet), place), []).append(found)
    return found_at


def _first_cell(checked: CheckedFile, found: Finding) -> str | None:
    if found.row is None:
        return None
    for sheet in checked.file.sheets:
        if sheet.name == found.sheet:
            row = sheet.cells.filter(sheet.cells.get_column("row") == found.row).drop("row")
            filled = [letter for letter in row.columns if row.height and row.item(0, letter) is not None]
            return f"{filled[0] if filled else 'A'}{found.row}"
    return None


def _mark(book: "Workbook", sheet: str, place: str, findings: list[Finding]) -> None:
    from openpyxl.cell import MergedCell
    from openpyxl.styles import Border, PatternFill, Side

    if sheet not in book.sheetnames:
        return
    cell = book[sheet][place]
    if isinstance(cell, MergedCell):
        # Only the first cell of merged ones can hold anything.
        area = next(area for area in book[sheet].merged_cells.ranges if place in area)
        cell = book[sheet].cell(area.min_row, area.min_col)
    _show(book[sheet], cell)
    worst = findings[0].severity
    side = Side(style=BORDERS[worst], color="9C0006")
    cell.fill = PatternFill("solid", fgColor=FILLS[worst])
    cell.border = Border(left=side, right=side, top=side, bottom=side)
    _comment(cell, "\n\n".join(_told(found) for found in findings))


def _show(sheet: "Worksheet", cell: "Cell") -> None:
    """A fault is of no use in a place that is hidden."""
    sheet.sheet_state = "visible"
    for dimension in (sheet.row_dimensions.get(cell.row), sheet.column_dimensions.get(cell.column_letter)):
        if dimension:
            dimension.hidden = False


def _told(found: Finding) -> str:
    suggestion = f"\nFörslag: {found.suggestion}" if found.suggestion else ""
    return f"{SEVERITY_MARKS[found.severity]}: {found.message}{suggestion}"


def _comment(cell: "Cell", text: str) -> None:
    from openpyxl.comments import Comment

    before = f"{PREVIOUS_COMMENT}{cell.comment.text}" if cell.comment else ""
    if len(text) > LONGEST_COMMENT:
        text = f"{text[:LONGEST_COMMENT]} … ({counted(len(text), 'tecken', 'tecken')} i allt)"
    text = printable(text)
    lines = sum(len(line) // 44 + 1 for line in (text + before).split("\n"))
    cell.comment = Comment(text + before, MARK_AUTHOR, height=20 + 18 * min(lines, 20), width=340)
