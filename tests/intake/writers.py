"""Grids of cells written as files: .xlsx by two writers, .ods by hand, .csv in every dress."""

import csv
import io
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import xlsxwriter

Place = tuple[int, int]
ODS = "application/vnd.oasis.opendocument.spreadsheet"


@dataclass
class Page:
    """A sheet: row and column, counted from 1 → what stands there; areas of merged cells; coloured blank cells."""

    name: str
    cells: dict[Place, Any] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    coloured: list[Place] = field(default_factory=list)

    def filled_rows(self) -> set[int]:
        """Numbers of the rows with something other than white space."""
        return {row for (row, _), value in self.cells.items() if str("" if value is None else value).strip()}


def openpyxl_bytes(pages: list[Page]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for page in pages:
        sheet = book.create_sheet(page.name)
        for (row, column), value in sorted(page.cells.items()):
            cell = sheet.cell(row, column, value)
            if isinstance(value, date):
                cell.number_format = "yyyy-mm-dd"
        for place in page.coloured:
            sheet.cell(*place).fill = openpyxl.styles.PatternFill("solid", fgColor="DDEEFF")
        for first_row, first_column, last_row, last_column in page.merged:
            sheet.merge_cells(None, first_row, first_column, last_row, last_column)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def xlsxwriter_bytes(pages: list[Page]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd", "bg_color": "#DDEEFF"})
        for page in pages:
            sheet = book.add_worksheet(page.name)
            for first_row, first_column, last_row, last_column in page.merged:
                sheet.merge_range(first_row - 1, first_column - 1, last_row - 1, last_column - 1, "")
            for (row, column), value in sorted(page.cells.items()):
                if isinstance(value, date):
                    sheet.write_datetime(row - 1, column - 1, value, day)
                else:
                    sheet.write(row - 1, column - 1, value)
            for row, column in page.coloured:
                sheet.write_blank(row - 1, column - 1, None, day)
    return buffer.getvalue()


def csv_bytes(pages: list[Page], separator: str, encoding: str) -> bytes:
    """The one page; blank rows and leading blank columns stay, as Excel saves them."""
    (page,) = pages
    last_row, last_column = (max(place[axis] for place in page.cells) for axis in (0, 1))
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=separator)
    for row in range(1, last_row + 1):
        writer.writerow([_text(page.cells.get((row, column))) for column in range(1, last_column + 1)])
    return buffer.getvalue().encode(encoding)


def ods_bytes(pages: list[Page]) -> bytes:
    """A minimal OpenDocument spreadsheet, dates as dates and numbers as numbers."""
    tables = "".join(
        f'<table:table table:name="{escape(page.name)}">{"".join(_ods_rows(page))}</table:table>' for page in pages
    )
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as parts:
        parts.writestr("mimetype", ODS)
        parts.writestr("content.xml", content)
        parts.writestr("META-INF/manifest.xml", manifest)
    return buffer.getvalue()


def _ods_rows(page: Page) -> list[str]:
    last_row, last_column = (max(place[axis] for place in page.cells) for axis in (0, 1))
    rows = []
    for row in range(1, last_row + 1):
        cells = (_ods_cell(page.cells.get((row, column))) for column in range(1, last_column + 1))
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return rows


def _ods_cell(value: Any) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    text = f"<text:p>{escape(_text(value))}</text:p>"
    if isinstance(value, date):
        value_of = f'office:value-type="date" office:date-value="{value.isoformat()}"'
        return f"<table:table-cell {value_of}>{text}</table:table-cell>"
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}">{text}</table:table-cell>'
    return f'<table:table-cell office:value-type="string">{text}</table:table-cell>'


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, float):
        return str(value).replace(".", ",")
    return "" if value is None else str(value)
