"""What the parts of an Excel workbook say that its cells do not: which sheets, hidden or not, merged, with formulas."""

import html
import posixpath
import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from xml.etree import ElementTree as Xml

from finsam_data.sources.zipped import place

LARGEST_TREE_BYTES = 2_000_000
"""The parts that tell of other parts are small."""
MARK = "\ue000"
"""Put in cell A1, so that the reader starts there and rows and columns keep their places."""
SHEET_DATA = re.compile(rb"<((?:[\w.-]+:)?)sheetData\s*>")
NO_REFERENCE_FIRST = re.compile(rb'<(?:row|c)(?! r=")(?=[\s/>])')
ROW_OR_CELL = re.compile(rb"<((?:[\w.-]+:)?)(row|c)(?=[\s/>])([^>]*)>")
CELL_WITH_FORMULA = re.compile(rb"""<(?:[\w.-]+:)?c\s([^>]*[^/>])>\s*(?=<(?:[\w.-]+:)?f[\s/>])""")
CELL_END, VALUE = re.compile(rb"</(?:[\w.-]+:)?c\s*>"), re.compile(rb"<(?:[\w.-]+:)?v(?:\s[^>]*)?>([^<]+)<")
CELL = re.compile(rb"""<(?:[\w.-]+:)?c\s([^>]*[^/>])>(.*?)</(?:[\w.-]+:)?c\s*>""", re.DOTALL)
REFERENCE = re.compile(rb"""(?:^|\s)r\s*=\s*["']([A-Za-z]*)(\d+)["']""")
MERGED = re.compile(rb"""<(?:[\w.-]+:)?mergeCell\s[^>]*?ref\s*=\s*["']([A-Z]+)(\d+):([A-Z]+)(\d+)["']""")


class SheetPart(NamedTuple):
    """A worksheet: the name of its part, and the names of the parts that belong to it (comments, drawings)."""

    name: str
    path: str
    hidden: bool
    belongings: tuple[str, ...]


class Formula(NamedTuple):
    """A cell with a formula: where, the formula as written, and whether its value is stored in the file."""

    cell: str
    xml: bytes
    has_value: bool


def sheet_parts(parts: dict[str, bytes]) -> list[SheetPart]:
    """The worksheets in order, without charts. Raises ValueError where the workbook has none or is damaged."""
    book = next((path for kind, path in _relations(parts, "").values() if kind == "officeDocument"), "xl/workbook.xml")
    relations = _relations(parts, book)
    found = []
    for sheet in _tree(parts, book).iter():
        if _plain(sheet.tag) == "sheet":
            target = next((value for key, value in sheet.attrib.items() if _plain(key) == "id"), "")
            kind, path = relations.get(target, ("", ""))
            if kind == "worksheet":
                belongings = tuple(path for _, path in _relations(parts, path).values())
                found.append(
                    SheetPart(
                        sheet.attrib.get("name", ""),
                        path,
                        sheet.attrib.get("state", "visible") != "visible",
                        belongings,
                    )
                )
    return found


def with_mark(sheet: bytes) -> bytes:
    """The sheet with MARK in A1 unless something else stands there, and every row and cell told where it stands.

    Raises ValueError where the sheet is damaged.
    """
    start = SHEET_DATA.search(sheet)
    if not start:
        return sheet
    if b"<!--" in sheet[: start.start()]:
        raise ValueError
    head, data = memoryview(sheet)[: start.end()], memoryview(sheet)[start.end() :]
    if start[1] or NO_REFERENCE_FIRST.search(data):
        data = memoryview(_numbered(bytes(data)))
    prefix = start[1].decode()
    mark = f'<{prefix}row r="1"><{prefix}c r="A1" t="str"><{prefix}v>{MARK}</{prefix}v></{prefix}c></{prefix}row>'
    return b"".join([head, mark.encode(), data])


def around_cells(sheet: bytes) -> bytes:
    """The sheet's part without its cells: headers, links, lists, rules."""
    start, end = SHEET_DATA.search(sheet), sheet.rfind(b"sheetData")
    return sheet[: start.end()] + b"</" + sheet[end:] if start else sheet


def merged_areas(sheet: bytes) -> tuple[tuple[int, int, int, int], ...]:
    """First row, first column, last row and last column of every merged area, counted from 1."""
    return tuple(
        (int(top), place(left), int(bottom), place(right))
        for left, top, right, bottom in MERGED.findall(around_cells(sheet))
    )


def formulas(sheet: bytes) -> Iterator[Formula]:
    """Every cell with a formula, in the order of the file."""
    start = SHEET_DATA.search(sheet)
    if not start or (not start[1] and b"<f" not in sheet):
        return
    for cell in CELL_WITH_FORMULA.finditer(sheet, start.end()):
        reference, end = REFERENCE.search(cell[1]), CELL_END.search(sheet, cell.end())
        if reference and end:
            xml = sheet[cell.end() : end.start()]
            yield Formula(b"".join(reference.groups()).decode(), xml, bool(VALUE.search(xml)))


def written_values(sheet: bytes) -> Iterator[tuple[int, int, str]]:
    """Row and column from 1 and the value as the file writes it, of every cell that holds its own."""
    for attributes, inside in CELL.findall(sheet):
        reference, value = REFERENCE.search(attributes), VALUE.search(inside)
        if reference and value and b't="s"' not in attributes:
            yield int(reference[2]), place(reference[1]), html.unescape(value[1].decode(errors="replace"))


def n_written(sheet: bytes) -> int:
    """How many cells hold something; maybe more than there are, never fewer."""
    start = SHEET_DATA.search(sheet)
    if start and start[1]:
        return len(sheet)
    return sheet.count(b"</c>")


def modified(parts: dict[str, bytes]) -> datetime | None:
    """When the workbook was last saved, by its own account."""
    found = re.search(rb"<dcterms:modified[^>]*>([^<]+)<", parts.get("docProps/core.xml", b""))
    try:
        return datetime.fromisoformat(found[1].decode().strip()) if found else None
    except ValueError:
        return None


def letters(place: int) -> str:
    """1 → A, 27 → AA."""
    found = ""
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(65 + rest) + found
    return found


def _numbered(data: bytes) -> bytes:
    """Rows and cells without a reference stand after the one before, which is told in full here."""
    row, column = 0, 0

    def told(tag: re.Match[bytes]) -> bytes:
        nonlocal row, column
        reference = REFERENCE.search(tag[3])
        if tag[2] == b"row":
            row, column = int(reference[2]) if reference else row + 1, 0
            written = str(row)
        else:
            column = place(reference[1]) if reference else column + 1
            written = f"{letters(column)}{row}"
        return tag[0] if reference else b'<%b%b r="%b"%b>' % (tag[1], tag[2], written.encode(), tag[3])

    return ROW_OR_CELL.sub(told, data)


def _relations(parts: dict[str, bytes], path: str) -> dict[str, tuple[str, str]]:
    """Id → kind and path of the parts that a part refers to; external ones are left out."""
    folder, base = posixpath.split(path)
    found = {}
    relations = posixpath.join(folder, "_rels", f"{base}.rels")
    if relations not in parts:
        return {}
    for relation in _tree(parts, relations):
        if relation.attrib.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, relation.attrib.get("Target", "")))
            kind = relation.attrib.get("Type", "").rpartition("/")[2]
            found[relation.attrib.get("Id", "")] = (kind, target.lstrip("/"))
    return found


def _tree(parts: dict[str, bytes], path: str) -> Xml.Element:
    text = parts.get(path, b"")
    if len(text) > LARGEST_TREE_BYTES:
        raise ValueError
    try:
        return Xml.fromstring(text)  # noqa: S314
    except (Xml.ParseError, LookupError):  # an encoding nobody knows
        raise ValueError from None


def _plain(tag: str) -> str:
    """The name without its namespace."""
    return tag.rpartition("}")[2]
