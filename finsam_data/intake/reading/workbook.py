"""A .xlsx or .xlsm workbook opened: the values through fastexcel, the places and everything else from its parts."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from finsam_data.intake.finding import Finding
from finsam_data.intake.reading import workbook_parts as book
from finsam_data.intake.reading.gate import LIMITS
from finsam_data.intake.reading.notes import formulas, hidden_sheet, links, macros, pictures
from finsam_data.intake.reading.opened import Opened, Table
from finsam_data.intake.reading.workbook_texts import elsewhere
from finsam_data.sources.spreadsheet import reading, sheet_texts
from finsam_data.sources.unreadable import Cause, UnreadableError, damaged
from finsam_data.sources.zipped import check_extent, packed


def open_workbook(parts: dict[str, bytes], name: str) -> Opened:
    """The workbook's worksheets. Raises UnreadableError where it is damaged or spans too much."""
    import fastexcel

    try:
        sheets = book.sheet_parts(parts)
        if len(sheets) > LIMITS.sheets:
            rule = f"Filen har fler än {LIMITS.sheets} blad."
            raise UnreadableError(Cause.EXTENT, name, rule, "")
        marked = {path: book.with_mark(text) for path, text in parts.items()}
        for text in marked.values():
            check_extent(text, name, LIMITS)
        with reading(name):
            reader = fastexcel.read_excel(packed(marked))
        tables = tuple(_table(reader, sheet, marked.get(sheet.path, b""), name) for sheet in sheets)
        found = {sheet.path: list(book.formulas(parts.get(sheet.path, b""))) for sheet in sheets}
        findings = tuple(_findings(sheets, parts, found))
        return Opened(tables, findings, tuple(elsewhere(sheets, parts, found)), book.modified(parts))
    except ValueError:
        raise damaged(name) from None


def _table(reader: Any, sheet: book.SheetPart, xml: bytes, name: str) -> Table:
    """One sheet with its cells at their places: MARK made the reader begin at A1."""
    texts = sheet_texts(reader, sheet.name, name)
    if not texts.width:
        return Table(sheet.name, texts)
    if texts.item(0, 0) == book.MARK:
        texts = texts.with_columns(pl.nth(0).replace(book.MARK, None))
    elif xml.count(b'r="A1"') < 2:
        raise ValueError
    return Table(sheet.name, _with_lost_values(texts, xml), book.merged_areas(xml))


def _with_lost_values(texts: pl.DataFrame, xml: bytes) -> pl.DataFrame:
    """The texts with what the reader leaves out: faults (#N/A), and numbers that are no dates in cells for dates."""
    n_read = texts.height * texts.width - sum(texts.null_count().row(0))
    if book.n_written(xml) <= n_read + 1:
        return texts
    columns = {n: column.to_list() for n, column in enumerate(texts.iter_columns(), start=1)}
    for row, column, value in book.written_values(xml):
        if value != book.MARK and column in columns and row <= texts.height and columns[column][row - 1] is None:
            columns[column][row - 1] = value
    return pl.DataFrame({texts.columns[n - 1]: values for n, values in columns.items()}, schema=texts.schema)


def _findings(
    sheets: list[book.SheetPart], parts: dict[str, bytes], found: dict[str, list[book.Formula]]
) -> Iterator[Finding]:
    """What is noted of the file though it does not stop it."""
    if any(path.lower().endswith("vbaproject.bin") for path in parts):
        yield macros()
    if n_links := sum(path.startswith("xl/externalLinks/") and path.endswith(".xml") for path in parts):
        yield links(n_links)
    if any(path.startswith("xl/media/") for path in parts):
        yield pictures()
    for sheet in sheets:
        if sheet.hidden:
            yield from hidden_sheet(sheet.name)
        cells = [formula.cell for formula in found[sheet.path]]
        yield from formulas(sheet.name, cells, [one.cell for one in found[sheet.path] if not one.has_value])
