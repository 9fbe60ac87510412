"""Small files made by hand: rows as a project leader writes them, through a real workbook, checked for Stockholm."""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl
import xlsxwriter

from finsam_data.forbund import read_forbund
from finsam_data.intake.checked import CheckedFile
from finsam_data.intake.finding import Finding, Rule
from finsam_data.intake.meaning.checking import check
from finsam_data.intake.reading.file import read_file
from finsam_data.intake.settings import read_intake_settings
from finsam_data.settings import PROJECT
from tests.builders import frame

DATA = PROJECT / "sample_data"
FORBUND = read_forbund(DATA)
SETTINGS = read_intake_settings(DATA)
EMPTY = frame("participation")
TODAY = date(2026, 1, 15)
HEADINGS = [field.heading for field in SETTINGS.fields]
VALID = {
    "Deltagar-id": "D0001",
    "Insats": "Novum",
    "Kön": "kvinna",
    "Ålder": "25",
    "Utbildning": "Gymnasium",
    "Tid utan arbete": "1–2 år",
    "Anmälande part": "Försäkringskassan",
    "Stadsdel": "Järva",
    "Startdatum": "2025-02-03",
    "Slutdatum": "2025-05-30",
    "Avslutsorsak": "Arbete eller studier",
}
OPEN = {"Slutdatum": None, "Avslutsorsak": None}

Cells = Sequence[Sequence[str | None]]


def written(**changes: str | None) -> list[str | None]:
    """A valid row with some cells otherwise; names as in HEADINGS with _ for what Python does not take."""
    named = {name.replace("_", " "): value for name, value in changes.items()}
    named = {"Deltagar-id" if name == "Id" else name: value for name, value in named.items()}
    assert set(named) <= set(VALID)
    return list({**VALID, **named}.values())


def workbook(sheets: Mapping[str, Cells], merged: Mapping[str, Sequence[str]] | None = None) -> bytes:
    """The rows of each sheet from A1; merged: areas of each sheet, whose text is that of their first cell."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, text in enumerate(row):
                    if text is not None:
                        sheet.write_string(number, column, text)
            for area in (merged or {}).get(name, ()):
                first = area.split(":")[0]
                row, column = int(first[1:]) - 1, ord(first[0]) - 65
                sheet.merge_range(area, rows[row][column] or "")
    return buffer.getvalue()


def checked_sheets(
    sheets: Mapping[str, Cells],
    merged: Mapping[str, Sequence[str]] | None = None,
    name: str = "underlag.xlsx",
    register: pl.DataFrame = EMPTY,
    **options: Any,
) -> CheckedFile:
    """A workbook read and checked; no row is ever lost."""
    file = read_file(workbook(sheets, merged), name)
    settings = options.pop("settings", SETTINGS)
    checked = check(file, FORBUND, settings, register, options.pop("today", TODAY), **options)
    filled = {(sheet, at) for sheet, rows in sheets.items() for at, row in enumerate(rows, 1) if any(row)}
    parts = pl.concat([part.select("sheet", "row") for part in (checked.accepted, checked.rejected, checked.not_data)])
    assert sorted(parts.rows()) == sorted(filled)
    assert checked.rows_in == len(filled)
    return checked


def checked_rows(*rows: Sequence[str | None], **options: Any) -> CheckedFile:
    """Rows under the template's headings: the first is row 2."""
    return checked_sheets({"Deltagare": [HEADINGS, *rows]}, **options)


def told(checked: CheckedFile, rule: Rule) -> list[Finding]:
    """The findings by that rule."""
    return [found for found in checked.findings if found.rule == rule.name]


def places(checked: CheckedFile, rule: Rule) -> list[tuple[int | None, str | None]]:
    """Row and column of each finding by that rule."""
    return [(found.row, found.column) for found in told(checked, rule)]
