"""The empty file that a project leader fills in: headings, drop-downs, rules with Swedish messages, instructions."""

import io
from datetime import date, datetime
from typing import Any

from finsam_data.forbund import GENDERS, UNKNOWN, Forbund
from finsam_data.intake.returning.template_help import HELP, OTHER_HELP, WAYS
from finsam_data.intake.settings import Field, IntakeSettings
from finsam_data.intake.words import INSTRUCTIONS_SHEET, LISTS_SHEET, TABLE_SHEET, row_height
from finsam_data.schemas.participation import Participation

ROWS = 5_000
"""Rows with drop-downs and rules, the heading not counted."""
WIDTHS = {"age": 8, "gender": 14, "start_date": 13, "end_date": 13, "participant_id": 14, "avslutsorsak": 44}
HELP_WIDTH = 90
MADE = datetime(2024, 1, 1)
"""The same settings always give the same file, byte by byte."""
EARLIEST = date(2000, 1, 1)
OLD_VALUES_TOO = {"insats", "stadsdel", "avslutsorsak"}
"""Columns whose former values may be needed for a deltagande that began long ago: asked about, not forbidden."""


def template(forbund: Forbund, settings: IntakeSettings) -> bytes:
    """The template as .xlsx, with an empty sheet of deltaganden and a sheet of instructions.

    One row per deltagande and one column per field of the settings, extra ones last; values as in the förbund's lists.
    """
    import xlsxwriter

    fields = (*settings.fields, *settings.extra)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": f"Mall för deltagande, {forbund.name}", "created": MADE})
        book.set_custom_property("Mallversion", settings.version, "number_int")
        table = book.add_worksheet(TABLE_SHEET)
        instructions = book.add_worksheet(INSTRUCTIONS_SHEET)
        names = _write_lists(book, {field.name: choices(field, forbund) for field in fields})
        _write_table(book, table, fields, names, f"{forbund.name}, mallversion {settings.version}")
        _write_instructions(book, instructions, fields, forbund, settings.version)
    return buffer.getvalue()


def choices(field: Field, forbund: Forbund) -> list[str]:
    """What may be chosen in a column, in the förbund's order; empty where anything may be written.

    Of lists that change over time what is in use today, and insatser that have ended last.
    """
    reasons = [reason.name for found in forbund.exit_lists if found.last_day is None for reason in found.reasons]
    lists: dict[str, list[str]] = {
        "insats": [insats.name for insats in sorted(forbund.insatser, key=lambda insats: insats.last_day is not None)],
        "gender": list(GENDERS),
        "education": [*forbund.education, UNKNOWN],
        "time_without_work": [*forbund.time_without_work, UNKNOWN],
        "anmalare": [*forbund.anmalare, UNKNOWN],
        "stadsdel": [*forbund.stadsdelar_today, UNKNOWN],
        "avslutsorsak": [*reasons, *forbund.excluded_reasons],
    }
    return lists.get(field.name, list(field.values))


def must_be_filled(field: Field) -> bool:
    """Is a row without a value in the column impossible in the register?"""
    column = Participation.columns().get(field.name)
    return column is not None and not column.nullable


def _write_lists(book: Any, lists: dict[str, list[str]]) -> dict[str, str]:
    """The hidden sheet with one list per column, without headings; gives column → name of its list."""
    sheet = book.add_worksheet(LISTS_SHEET)
    sheet.very_hidden()
    names = {}
    for place, (column, values) in enumerate((name, values) for name, values in lists.items() if values):
        sheet.write_column(0, place, values)
        letter = _letter(place)
        names[column] = f"lista_{column}"
        book.define_name(names[column], f"={LISTS_SHEET}!${letter}$1:${letter}${len(values)}")
    return names


def _write_table(book: Any, sheet: Any, fields: tuple[Field, ...], lists: dict[str, str], foot: str) -> None:
    heading = book.add_format({"bold": True, "bg_color": "#12436D", "font_color": "#FFFFFF", "text_wrap": True})
    formats = {
        "participant_id": book.add_format({"num_format": "@"}),  # as text, so that 007 stays 007
        "start_date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "end_date": book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    places = {field.name: place for place, field in enumerate(fields)}
    for name, place in places.items():
        field = fields[place]
        sheet.set_column(place, place, WIDTHS.get(name, 24), formats.get(name))
        sheet.write_string(0, place, field.heading, heading)
        rule = _rule(name, lists.get(name), places)
        title, message = HELP.get(name, OTHER_HELP)[:2]
        told = {"input_title": field.heading[:32], "input_message": message, "error_title": title}
        sheet.data_validation(1, place, ROWS, place, {**rule, **told})
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, ROWS, len(fields) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer(f"&L{foot.replace('&', '&&')}")


def _rule(name: str, list_name: str | None, places: dict[str, int]) -> dict[str, Any]:
    error = {"error_message": HELP.get(name, OTHER_HELP)[2]}
    if list_name:
        return {"validate": "list", "source": f"={list_name}", **error} | (
            {"error_type": "warning"} if name in OLD_VALUES_TOO else {}
        )
    if name == "age":
        return {"validate": "integer", "criteria": "between", "minimum": 16, "maximum": 64, **error} | {
            "error_type": "warning"
        }
    if name in {"start_date", "end_date"}:
        after_start = name == "end_date" and "start_date" in places
        first = f"={_letter(places['start_date'])}2" if after_start else EARLIEST
        return {"validate": "date", "criteria": "between", "minimum": first, "maximum": "=TODAY()", **error}
    return {"validate": "any"}


def _write_instructions(book: Any, sheet: Any, fields: tuple[Field, ...], forbund: Forbund, version: int) -> None:
    title = book.add_format({"bold": True, "font_size": 16})
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 24, bold)
    sheet.set_column(1, 1, 18, wrapped)
    sheet.set_column(2, 2, HELP_WIDTH, wrapped)
    sheet.write_string(0, 0, INSTRUCTIONS_SHEET, title)
    sheet.write_string(1, 0, f"{forbund.name}. Mallversion {version}.", book.add_format())
    for row, text in enumerate(WAYS, start=3):
        sheet.write_string(row, 0, f"{row - 2}. {text}", book.add_format())
    at = 4 + len(WAYS)
    sheet.write_row(at, 0, ["I kolumnen", "Måste fyllas i?", "ska det stå"], bold)
    for row, field in enumerate(fields, start=at + 1):
        values = choices(field, forbund)
        text = HELP.get(field.name, OTHER_HELP)[1] + (f" Välj bland: {'; '.join(values)}." if values else "")
        sheet.set_row(row, row_height(text, HELP_WIDTH))
        sheet.write_row(row, 0, [field.heading, "ja" if must_be_filled(field) else "när det är känt", text])
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _letter(place: int) -> str:
    """0 → A, 26 → AA."""
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(place))
