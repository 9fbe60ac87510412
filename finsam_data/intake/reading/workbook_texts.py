"""Personnummer in the parts of a workbook, wherever they stand but in the values of its cells."""

import posixpath
from collections.abc import Iterator
from xml.etree import ElementTree as Xml

from finsam_data.intake.personnummer import numbers
from finsam_data.intake.reading import workbook_parts as book
from finsam_data.intake.reading.opened import Elsewhere
from finsam_data.intake.reading.part_texts import binary_numbers, part_numbers

PLACES = {
    "docProps": "i dokumentegenskaperna",
    "xl/comments": "i en kommentar",
    "xl/threadedComments": "i en kommentar",
    "xl/drawings": "i en textruta eller ett diagram",
    "xl/charts": "i ett diagram",
    "xl/pivotCache": "i det underlag som en pivottabell har sparat",
    "xl/externalLinks": "bland de värden som är hämtade ur en annan fil",
    "xl/tables": "i namnet på en tabell eller dess kolumner",
    "xl/workbook.xml": "i ett namngivet område eller ett bladnamn",
}
"""Start of a part's name → where its texts are seen."""
SHARED_STRINGS = "xl/sharedStrings.xml"


def elsewhere(
    sheets: list[book.SheetPart], parts: dict[str, bytes], formulas: dict[str, list[book.Formula]]
) -> Iterator[Elsewhere]:
    """Every personnummer outside the values of the cells, with sheet and cell where they are known."""
    by_path = {sheet.path: sheet for sheet in sheets}
    owners = {path: sheet.name for sheet in sheets for path in sheet.belongings}
    for path, xml in parts.items():
        for digits in numbers(path):
            yield Elsewhere(digits, "i namnet på en av filens delar")
        if path in by_path:
            yield from _in_sheet(by_path[path].name, xml, formulas[path])
        elif xml[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            yield from _in_part(path, owners.get(path, ""), xml)
        else:
            for digits in binary_numbers(xml):
                yield Elsewhere(digits, f"i filens del {path}")


def _in_sheet(name: str, xml: bytes, formulas: list[book.Formula]) -> Iterator[Elsewhere]:
    for digits in part_numbers(book.around_cells(xml)):
        yield Elsewhere(digits, f"i sidhuvud, sidfot, länk eller regel på bladet ”{name}”", name)
    for formula in formulas:
        for digits in part_numbers(formula.xml):
            yield Elsewhere(digits, f"i formeln i cell {formula.cell}", name, formula.cell, maybe_cell=True)


def _in_part(path: str, sheet: str, xml: bytes) -> Iterator[Elsewhere]:
    found = part_numbers(xml)
    if not found:
        return
    if path == SHARED_STRINGS:
        for digits in found:
            yield Elsewhere(digits, "bland filens sparade texter, utan att synas i någon cell", maybe_cell=True)
        return
    where = next((words for start, words in PLACES.items() if path.startswith(start)), f"i filens del {path}")
    cells = _comment_cells(xml) if posixpath.basename(path).startswith(("comment", "threadedComment")) else {}
    for digits in found:
        cell = cells.get(digits)
        yield Elsewhere(digits, f"{where} till cell {cell}" if cell else where, sheet, cell)


def _comment_cells(xml: bytes) -> dict[str, str]:
    """Personnummer → the cell whose comment holds it."""
    try:
        tree = Xml.fromstring(xml)  # noqa: S314
    except (Xml.ParseError, LookupError, ValueError):
        return {}
    return {
        digits: element.attrib["ref"]
        for element in tree.iter()
        if "ref" in element.attrib
        for digits in numbers("".join(element.itertext()))
    }
