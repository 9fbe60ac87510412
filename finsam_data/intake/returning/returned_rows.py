"""A workbook's cells as the XML of its sheets, many times faster than openpyxl writes them itself."""

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

ROWS = re.compile(rb"<sheetData\s*/>|<sheetData>.*</sheetData>", re.DOTALL)
EXTENT = re.compile(rb"<dimension [^>]*/>")


class SheetRows:
    """The rows of every sheet, taken out of the workbook before it is saved and put into its parts afterwards.

    Cells with a comment or a link stay in the workbook, which makes their comments and links.
    """

    def __init__(self, book: "Workbook") -> None:
        self._parts: dict[str, tuple[bytes, bytes]] = {}
        for number, sheet in enumerate(book.worksheets, start=1):
            extent = f'<dimension ref="{sheet.calculate_dimension()}"/>'
            self._parts[f"xl/worksheets/sheet{number}.xml"] = extent.encode(), _rows(sheet).encode()
            kept = {at: cell for at, cell in sheet._cells.items() if cell._comment or cell.hyperlink}
            sheet._cells = kept

    def put_into(self, part: str, xml: bytes) -> bytes:
        """The part with its rows, where it is a sheet."""
        if part not in self._parts:
            return xml
        extent, rows = self._parts[part]
        return ROWS.sub(lambda _: rows, EXTENT.sub(lambda _: extent, xml, count=1), count=1)


def _rows(sheet: "Worksheet") -> str:
    """The element sheetData."""
    rows: dict[int, list[str]] = defaultdict(list)
    for (row, _), cell in sorted(sheet._cells.items()):
        if written := _cell(cell):
            rows[row].append(written)
    heights = sheet.row_dimensions
    written_rows = []
    for row in sorted(rows.keys() | heights.keys()):
        attributes = {"r": str(row), **dict(heights.get(row, {}))}
        told = " ".join(f"{name}={quoteattr(str(value))}" for name, value in attributes.items())
        written_rows.append(f"<row {told}>{''.join(rows.get(row, ()))}</row>")
    return f"<sheetData>{''.join(written_rows)}</sheetData>"


def _cell(cell: Any) -> str:
    """The element c; empty for a cell without value and style."""
    from openpyxl.utils.datetime import to_excel

    style = f' s="{cell.style_id}"' if cell.has_style else ""
    value, kind = cell._value, cell.data_type
    if value is None or value == "":
        return f'<c r="{cell.coordinate}"{style}/>' if style else ""
    if kind == "d":
        value, kind = to_excel(value, cell.parent.parent.epoch), "n"
    if kind in {"n", "b"}:
        return f'<c r="{cell.coordinate}"{style} t="{kind}"><v>{value:.16g}</v></c>'
    if kind == "e":
        return f'<c r="{cell.coordinate}"{style} t="e"><v>{escape(value)}</v></c>'
    text = f'<is><t xml:space="preserve">{escape(str(value))}</t></is>'
    return f'<c r="{cell.coordinate}"{style} t="inlineStr">{text}</c>'
