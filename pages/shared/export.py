"""A chart's table as CSV and as an Excel file, with source and definition in the file itself.

A place without a number says why in words: skyddat, för få, uppgift saknas, or – where there is nothing to tell.
"""

import io
from typing import Any

import polars as pl

from pages.drawing.chart import Chart, Column, State
from pages.text.common import FILE_KEY
from pages.text.formats import HIDDEN_WORD, MISSING, NOT_KNOWN, TOO_FEW, half_up

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0")
WORDS: dict[State, str] = {
    "hidden": HIDDEN_WORD.lower(),
    "too_few": TOO_FEW,
    "missing": NOT_KNOWN,
    "not_applicable": MISSING,
}
DECIMALS = {"share": 2, "share1": 3}
"""Shares leave as they are shown: at whole per cent, or at one decimal of it."""
EXCEL_FORMATS = {"share": "0%", "share1": "0.0%", "count": "# ##0", "tkr": "# ##0.#", "decimal": "0.0", "written": "@"}


def about(chart: Chart, marks: str) -> list[tuple[str, str]]:
    """What must follow the numbers wherever they go."""
    return [
        ("Diagram", chart.title),
        ("Visar", chart.subtitle),
        ("Definition", chart.definition),
        ("Källa", chart.source),
        ("Märkning", marks),
        *(("Anmärkning", note) for note in chart.notes),
        *([("Tomma platser", FILE_KEY)] if any("hidden" in states for states in chart.states) else []),
    ]


def csv_bytes(chart: Chart, marks: str) -> bytes:
    """Semicolons, decimal comma and a BOM, as Swedish Excel opens it; the notes stand below the numbers."""
    labels = {column.label: pl.String for column in chart.columns}
    written = [[_for_csv(value) for value in row] for row in _values(chart)]
    table = pl.DataFrame(written, schema=labels, orient="row").write_csv(separator=";")
    notes = pl.DataFrame(about(chart, marks), schema=["a", "b"], orient="row")
    notes = notes.with_columns(pl.col(pl.String).map_elements(harmless, return_dtype=pl.String))
    return ("\ufeff" + table + "\n" + notes.write_csv(separator=";", include_header=False)).encode()


def xlsx_bytes(chart: Chart, marks: str) -> bytes:
    """One sheet with the numbers as numbers, one with what they are."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet("Tabell")
        values = _values(chart)
        instead = book.add_format({"font_color": "#565D66", "align": "right"})
        for place, column in enumerate(chart.columns):
            sheet.write_string(0, place, column.label, bold)
            style = book.add_format({"num_format": EXCEL_FORMATS[column.format]}) if column.numeric else None
            for row, line in enumerate(values, start=1):
                if isinstance(line[place], str):
                    sheet.write_string(row, place, line[place], instead if column.numeric else None)
                else:
                    sheet.write(row, place, line[place], style)
        sheet.set_footer(f"&L{_for_print(chart.key)}&R{_for_print(marks)}")
        sheet.autofit()
        sheet.freeze_panes(1, 1)
        info = book.add_worksheet("Om siffrorna")
        for row, (label, text) in enumerate(about(chart, marks)):
            info.write_string(row, 0, label, bold)
            info.write_string(row, 1, text)
        info.set_column(0, 0, 14)
        info.set_column(1, 1, 110, book.add_format({"text_wrap": True}))
    return buffer.getvalue()


def _values(chart: Chart) -> list[list[Any]]:
    """Row by row, the numbers as numbers and everything else as text that is harmless to open."""
    return [
        [_value(row[column.name], column, state) for column, state in zip(chart.columns, states, strict=True)]
        for row, states in zip(chart.table.iter_rows(named=True), chart.states, strict=True)
    ]


def _value(value: Any, column: Column, state: State) -> Any:
    if state != "shown":
        return WORDS[state]
    if isinstance(value, str):
        return harmless(value)
    return half_up(value, DECIMALS[column.format]) if column.format in DECIMALS else value


def _for_csv(value: Any) -> str:
    """Numbers with a decimal comma."""
    return value if isinstance(value, str) else str(value).replace(".", ",")


def _for_print(words: str) -> str:
    """Text for the foot of a printed sheet, where & begins a command."""
    return words.replace("&", "&&")


def harmless(text: str) -> str:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
