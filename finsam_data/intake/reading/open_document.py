"""A .ods file opened: its tables from content.xml, cell by cell, so that rows and columns keep their places."""

import re
from collections.abc import Iterator
from datetime import datetime
from xml.parsers import expat

import polars as pl

from finsam_data.intake.finding import Finding
from finsam_data.intake.reading.gate import LIMITS
from finsam_data.intake.reading.notes import formulas, hidden_sheet, links, macros, pictures
from finsam_data.intake.reading.opened import Elsewhere, Opened, Table
from finsam_data.intake.reading.part_texts import part_numbers
from finsam_data.intake.reading.workbook_parts import letters
from finsam_data.sources.unreadable import Cause, UnreadableError, damaged

CONTENT = "content.xml"
PLACES = {CONTENT: "i en cell, kommentar, länk eller regel", "styles.xml": "i sidhuvud eller sidfot"}
"""Part → where its texts are seen."""
VALUES = {"date": "office:date-value", "boolean": "office:boolean-value"} | dict.fromkeys(
    ("float", "percentage", "currency"), "office:value"
)
"""Type of a cell → the attribute with its value; the others are read as they are shown."""
HIDDEN_STYLE = re.compile(
    rb'<style:style style:name="([^"]*)"[^>]*style:family="table"[^>]*>'
    rb'\s*<style:table-properties[^>]*table:display="false"'
)
MODIFIED = re.compile(rb"<dc:date>([^<]+)<")


def open_document(parts: dict[str, bytes], name: str) -> Opened:
    """The document's tables. Raises UnreadableError where it is damaged or spans too much."""
    content = parts.get(CONTENT, b"")
    reader = _Reader(name)
    try:
        reader.read(content)
    except (expat.ExpatError, LookupError, ValueError):
        raise damaged(name) from None
    hidden = {style.decode() for style in HIDDEN_STYLE.findall(content)}
    findings = tuple(_findings(reader, parts, hidden))
    return Opened(tuple(reader.tables), findings, tuple(_elsewhere(parts)), _modified(parts))


class _Reader:
    """Follows the XML and keeps the cells that hold something; repeated blank ones are only counted."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.tables: list[Table] = []
        self.styles: list[str] = []
        self.formulas: list[list[str]] = []
        self._cells: dict[tuple[int, int], str] = {}
        self._merged: list[tuple[int, int, int, int]] = []
        self._row = self._column = self._row_times = 0
        self._cell: dict[str, str] | None = None
        self._texts: list[str] = []
        self._aside = 0

    def read(self, content: bytes) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(content, True)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag:
            case "table:table":
                self._cells, self._merged, self._row = {}, [], 0
                self.styles.append(attributes.get("table:style-name", ""))
                self.formulas.append([])
                self._table_name = attributes.get("table:name", "")
            case "table:table-row":
                self._row_times, self._column = _times(attributes, "table:number-rows-repeated"), 0
            case "table:table-cell" | "table:covered-table-cell":
                self._cell, self._texts = attributes, []
            case "office:annotation" | "draw:frame":
                self._aside += 1
            case "text:p" if self._texts and not self._aside:
                self._texts.append("\n")
            case "text:s" | "text:tab" | "text:line-break" if not self._aside:
                self._texts.append(" ")

    def _text(self, text: str) -> None:
        if self._cell is not None and not self._aside:
            self._texts.append(text)

    def _end(self, tag: str) -> None:
        match tag:
            case "table:table":
                self.tables.append(self._table())
            case "table:table-row":
                self._row += self._row_times
            case "table:table-cell" | "table:covered-table-cell" if self._cell is not None:
                self._keep(self._cell, "".join(self._texts).strip())
                self._cell = None
            case "office:annotation" | "draw:frame":
                self._aside -= 1

    def _keep(self, cell: dict[str, str], text: str) -> None:
        """A cell with something in it, as often as it is repeated."""
        times = _times(cell, "table:number-columns-repeated")
        row, column = self._row + 1, self._column + 1
        self._column += times
        if "table:number-columns-spanned" in cell:
            bottom = row + _times(cell, "table:number-rows-spanned") - 1
            right = column + _times(cell, "table:number-columns-spanned") - 1
            if (bottom, right) != (row, column):
                self._merged.append((row, column, bottom, right))
        value = _value(cell, text)
        if not value:
            return
        last_row, last_column = row + self._row_times - 1, column + times - 1
        if last_row > LIMITS.rows or last_column > LIMITS.columns or len(self._cells) > LIMITS.cells:
            rule = f"Något står i cell {letters(last_column)}{last_row}, utanför de första {LIMITS.rows} raderna och "
            raise UnreadableError(Cause.EXTENT, self.name, f"{rule}{LIMITS.columns} kolumnerna.", "")
        if "table:formula" in cell:
            self.formulas[-1].append(f"{letters(column)}{row}")
        for at_row in range(row, last_row + 1):
            self._cells |= {(at_row, at_column): value for at_column in range(column, last_column + 1)}

    def _table(self) -> Table:
        height = max((row for row, _ in self._cells), default=0)
        width = max((column for _, column in self._cells), default=0)
        if height * width > LIMITS.cells:
            rule = f"Ett blad spänner över {height} rader och {width} kolumner, och det är för mycket."
            raise UnreadableError(Cause.EXTENT, self.name, rule, "")
        columns: list[list[str | None]] = [[None] * height for _ in range(width)]
        for (row, column), value in self._cells.items():
            columns[column - 1][row - 1] = value
        texts = pl.DataFrame(columns, schema=[(letters(n), pl.String) for n in range(1, width + 1)])
        return Table(self._table_name, texts, tuple(self._merged))


def _times(attributes: dict[str, str], name: str) -> int:
    return int(attributes.get(name, "1"))


def _value(cell: dict[str, str], text: str) -> str:
    """The cell's own value, written as other workbooks give it: 34, 2024-03-05 00:00:00, true."""
    kind = cell.get("office:value-type", "string")
    value = cell.get(VALUES.get(kind, ""), text)
    if kind == "date":
        return value.replace("T", " ") if "T" in value else f"{value} 00:00:00"
    if kind in {"float", "percentage", "currency"}:
        number = float(value)
        return str(int(number)) if number.is_integer() else repr(number)
    return value


def _findings(reader: _Reader, parts: dict[str, bytes], hidden: set[str]) -> Iterator[Finding]:
    if any(path.startswith(("Basic/", "Scripts/")) for path in parts):
        yield macros()
    if b"table:table-source" in parts[CONTENT] or b"'file:" in parts[CONTENT]:
        yield links(1)
    if any(path.startswith("Pictures/") and path != "Pictures/" for path in parts):
        yield pictures()
    for table, style, cells in zip(reader.tables, reader.styles, reader.formulas, strict=True):
        if style in hidden:
            yield from hidden_sheet(table.name)
        yield from formulas(table.name, cells)


def _elsewhere(parts: dict[str, bytes]) -> Iterator[Elsewhere]:
    for path, xml in parts.items():
        if path.endswith((".xml", ".rdf")):
            for digits in part_numbers(xml):
                yield Elsewhere(digits, PLACES.get(path, "i dokumentegenskaperna"), maybe_cell=path == CONTENT)


def _modified(parts: dict[str, bytes]) -> datetime | None:
    found = MODIFIED.search(parts.get("meta.xml", b""))
    try:
        return datetime.fromisoformat(found[1].decode()[:19]) if found else None
    except ValueError:
        return None
