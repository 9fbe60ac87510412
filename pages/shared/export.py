"""A chart's table as CSV and as an Excel file, with source and definition in the file itself."""

import io

import polars as pl

from pages.drawing.chart import Chart

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0")
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
    ]


def csv_bytes(chart: Chart, marks: str) -> bytes:
    """Semicolons, decimal comma and a BOM, as Swedish Excel opens it; the notes stand below the numbers."""
    frame = _labelled(chart).with_columns(pl.col(pl.String).map_elements(harmless, return_dtype=pl.String))
    table = frame.write_csv(separator=";", decimal_comma=True, null_value="")
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
        frame = _labelled(chart)
        for place, column in enumerate(chart.columns):
            sheet.write_string(0, place, column.label, bold)
            style = book.add_format({"num_format": EXCEL_FORMATS[column.format]}) if column.numeric else None
            for row, value in enumerate(frame.get_column(column.label), start=1):
                if value is not None:
                    sheet.write(row, place, harmless(value) if isinstance(value, str) else value, style)
        sheet.autofit()
        sheet.freeze_panes(1, 1)
        info = book.add_worksheet("Om siffrorna")
        for row, (label, text) in enumerate(about(chart, marks)):
            info.write_string(row, 0, label, bold)
            info.write_string(row, 1, text)
        info.set_column(0, 0, 14)
        info.set_column(1, 1, 110, book.add_format({"text_wrap": True}))
    return buffer.getvalue()


def _labelled(chart: Chart) -> pl.DataFrame:
    """The columns that are shown, under their Swedish headings."""
    return chart.table.select(pl.col(column.name).alias(column.label) for column in chart.columns)


def harmless(text: str) -> str:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
