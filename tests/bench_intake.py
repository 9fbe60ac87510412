"""How long a project leader's file takes from bytes to findings, beside merely reading its cells."""

import io
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

import fastexcel
import xlsxwriter

from finsam_data.forbund import read_forbund
from finsam_data.intake.meaning.checking import check
from finsam_data.intake.reading.file import read_file
from finsam_data.intake.register.journal import Journal
from finsam_data.intake.settings import read_intake_settings

SAMPLE = Path(__file__).resolve().parents[1] / "sample_data"
ROUNDS = 5
TODAY = date(2026, 1, 15)


def lines() -> list[tuple[str, float, float]]:
    """Name, figure and limit: seconds of 1 000 and 20 000 rows, and how many times the reader's own time that is."""
    small, large = _seconds(_workbook(1_000)), _seconds(_workbook(20_000))
    return [
        ("inläsning: 1 000 rader till fynd, sekunder", small[0], 1.0),
        ("inläsning: 20 000 rader till fynd, sekunder", large[0], 5.0),
        ("inläsning: 20 000 rader / att bara läsa cellerna", large[0] / large[1], 5.0),
    ]


def _seconds(content: bytes) -> tuple[float, float]:
    """Medians of reading and checking, and of what fastexcel alone needs, in turn."""
    forbund, settings = read_forbund(SAMPLE), read_intake_settings(SAMPLE)
    register = Journal(SAMPLE).register()
    whole, cells = [], []
    for _ in range(ROUNDS):
        began = perf_counter()
        check(read_file(content, "Aktivitetsplatsen 2025.xlsx"), forbund, settings, register, TODAY)
        whole.append(perf_counter() - began)
        began = perf_counter()
        fastexcel.read_excel(content).load_sheet(0, header_row=None, dtypes="string").to_polars()
        cells.append(perf_counter() - began)
    return median(whole), median(cells)


def _workbook(rows: int) -> bytes:
    """A file as the template gives it, every value in the lists, one row in fifty with an age nobody has."""
    forbund, settings = read_forbund(SAMPLE), read_intake_settings(SAMPLE)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet, day = book.add_worksheet("Deltagare"), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, [field.heading for field in settings.fields])
        for row in range(1, rows + 1):
            values = [
                f"B{row:05}",
                "Aktivitetsplatsen",
                ("kvinna", "man")[row % 2],
                999 if row % 50 == 0 else 20 + row % 40,
            ]
            values += [
                forbund.education[row % 4],
                forbund.time_without_work[row % 4],
                forbund.anmalare[row % 6],
                "Farsta",
            ]
            sheet.write_row(row, 0, values)
            sheet.write_datetime(row, 8, date(2025, 1, 1) + timedelta(days=row % 360), day)
    return buffer.getvalue()
