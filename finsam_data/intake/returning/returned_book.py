"""A project leader's file as a workbook that may be sent: cells, formats, comments, but nothing that runs or links."""

import io
import re
import warnings
import zipfile
from typing import TYPE_CHECKING, Any

from finsam_data.intake.raw import RawFile
from finsam_data.intake.returning.returned_rows import SheetRows
from finsam_data.intake.words import FORMULA_STARTS, OWN_SHEETS

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

CSV_SHEET = "Underlag"
"""The name of the sheet that a CSV file becomes."""
MARK_AUTHOR = "Kansliets granskning"
PREVIOUS_COMMENT = "\n\nKommentaren som fanns förut:\n"
MADE = (2024, 1, 1, 0, 0, 0)
"""The time of every part, so that the same file always gives the same bytes."""
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
FORBIDDEN_IN_NAMES = re.compile(r"[\\*?:/\[\]\x00-\x1f]")
EXTERNAL = re.compile(r"\[\d+\]|\\\\|https?:|file:|\|", re.IGNORECASE)


def opened_book(file: RawFile) -> "Workbook":
    """The workbook as its author wrote it, without what may not be sent back.

    Files of other kinds than Excel's own, and those openpyxl cannot make sense of, become a workbook with the same
    texts at the same places.
    """
    if file.kind in {"xlsx", "xlsm"}:
        from openpyxl import load_workbook

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # about parts that openpyxl leaves out
                book = load_workbook(io.BytesIO(file.content), data_only=True, keep_vba=False, keep_links=False)
        except Exception:
            # It raises errors of every kind over styles and parts that the reading never needed.
            return _plain_book(file)
        _disarm(book)
        return book
    return _plain_book(file)


def forget_marks(book: "Workbook") -> None:
    """Take away what an earlier return of the same file had: the sheet of faults, our comments and our colours."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Border, PatternFill

    for name in [name for name in book.sheetnames if name in OWN_SHEETS[-1:] and len(book.sheetnames) > 1]:
        del book[name]
    for sheet in book.worksheets:
        for cell in [cell for cell in sheet._cells.values() if getattr(cell, "comment", None)]:
            if cell.comment.author == MARK_AUTHOR:
                before = cell.comment.text.partition(PREVIOUS_COMMENT)[2]
                cell.comment = Comment(before, "") if before else None
                cell.fill, cell.border = PatternFill(), Border()


def saved_book(book: "Workbook") -> bytes:
    """The workbook as bytes that depend on nothing but what it holds."""
    from openpyxl.writer.excel import ExcelWriter

    unpacked = io.BytesIO()
    rows = SheetRows(book)
    ExcelWriter(book, zipfile.ZipFile(unpacked, "w", zipfile.ZIP_STORED)).save()
    packed = io.BytesIO()
    with zipfile.ZipFile(unpacked) as parts, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=5) as out:
        for name in parts.namelist():
            part = zipfile.ZipInfo(name, MADE)
            part.compress_type = zipfile.ZIP_DEFLATED
            text = rows.put_into(name, parts.read(name))
            if name == "docProps/core.xml":
                text = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2024-01-01T00:00:00Z", text)
            out.writestr(part, text)
    return packed.getvalue()


def write_text(cell: Any, text: str) -> None:
    """Write a text as a text, whatever it begins with."""
    cell.value = shown = printable(text)
    cell.data_type = "s"
    if shown.startswith(FORMULA_STARTS):
        cell.quotePrefix = True


def printable(text: str) -> str:
    """The text without the characters that no workbook can hold."""
    return UNPRINTABLE.sub("", text)


def allowed_name(sheet: str) -> str:
    """The name that a sheet of the file has in the workbook."""
    return FORBIDDEN_IN_NAMES.sub(" ", sheet)[:31] or CSV_SHEET


def _plain_book(file: RawFile) -> "Workbook":
    """The texts of every sheet at their places."""
    from openpyxl import Workbook
    from openpyxl.utils import column_index_from_string

    book = Workbook()
    book.remove(book.worksheets[0])
    for raw in file.sheets:
        sheet = book.create_sheet(allowed_name(raw.name))
        letters = [name for name in raw.cells.columns if name != "row"]
        places = [column_index_from_string(letter) for letter in letters]
        for number, *texts in raw.cells.select("row", *letters).iter_rows():
            for place, text in zip(places, texts, strict=True):
                if text is not None:
                    write_text(sheet.cell(number, place), text)
        for letter in letters:
            longest = max((len(text) for text in raw.cells.get_column(letter) if text), default=0)
            sheet.column_dimensions[letter].width = min(max(longest + 2, 8), 50)
        for first_row, first_column, last_row, last_column in raw.merged:
            sheet.merge_cells(start_row=first_row, start_column=first_column, end_row=last_row, end_column=last_column)
    return book


def _disarm(book: "Workbook") -> None:
    """Leave out what leads out of the file or is drawn from it, and keep texts that look like formulas texts."""
    for sheet in book._sheets[:]:
        if sheet not in book.worksheets:
            book.remove(sheet)  # a sheet that is only a chart
    for names in (book.defined_names, *(sheet.defined_names for sheet in book.worksheets)):
        for name in [name for name, defined in names.items() if EXTERNAL.search(defined.value or "")]:
            del names[name]
    for sheet in book.worksheets:
        sheet._charts, sheet._images, sheet._pivots = [], [], []
        sheet.legacy_drawing = None
        _disarm_rules(sheet)
        for cell in sheet._cells.values():
            if getattr(cell, "hyperlink", None) and cell.hyperlink.target:
                cell.hyperlink = None
            if isinstance(cell.value, str) and cell.value.startswith(FORMULA_STARTS):
                write_text(cell, cell.value)


def _disarm_rules(sheet: Any) -> None:
    """Leave out rules that ask another file, and the formulas of tables, whose cells hold their values."""
    from openpyxl.formatting.formatting import ConditionalFormattingList

    sheet.data_validations.dataValidation = [
        rule
        for rule in sheet.data_validations.dataValidation
        if not EXTERNAL.search(f"{rule.formula1} {rule.formula2}")
    ]
    colours = ConditionalFormattingList()
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            if not EXTERNAL.search(" ".join(rule.formula)):
                colours.add(str(area.sqref), rule)
    sheet.conditional_formatting = colours
    for table in sheet.tables.values():
        for column in table.tableColumns:
            column.calculatedColumnFormula = column.totalsRowFormula = column.totalsRowFunction = None
