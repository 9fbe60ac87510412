"""Broken rules as findings: with sheet, row, column and cell, in the order in which they should be read."""

from collections.abc import Iterable
from typing import Any

from finsam_data.intake.finding import Finding, Severity
from finsam_data.intake.meaning.broken import Broken
from finsam_data.intake.meaning.understanding import Understood
from finsam_data.intake.raw import RawFile
from finsam_data.intake.settings import Field, IntakeSettings

ORDER = {severity: place for place, severity in enumerate(Severity)}


def findings_of(
    broken: Iterable[Broken], understood: Understood, file: RawFile, settings: IntakeSettings
) -> tuple[Finding, ...]:
    """The file's own findings and those of the rules, the gravest first, then by sheet, row and column."""
    columns = settings.columns
    faults = list(broken)
    told_of = understood.texts[sorted({fault.at for fault in faults if fault.at is not None})]
    places = {at: place for at, *place in told_of.select("at", "sheet", "row", "table").iter_rows()}
    findings = [*file.findings, *(_finding(fault, places, understood, columns) for fault in faults)]
    sheets = {sheet.name: place for place, sheet in enumerate(file.sheets)}
    letters = {field.heading: place for place, field in enumerate(columns.values())}
    return tuple(
        sorted(
            dict.fromkeys(findings),
            key=lambda found: (
                ORDER[found.severity],
                sheets.get(found.sheet, -1),
                found.row or 0,
                letters.get(found.column or "", -1),
            ),
        )
    )


def _finding(
    fault: Broken,
    places: dict[int, list[Any]],
    understood: Understood,
    columns: dict[str, Field],
) -> Finding:
    sheet, row, letter = fault.sheet, fault.row, fault.letter
    if fault.at is not None:
        in_sheet, row, number = places[fault.at]
        sheet = in_sheet or ""
        table = understood.tables[number] if number is not None else None
        letter = table.places.get(fault.column or "") if table else None
    return Finding(
        sheet=sheet,
        row=row,
        column=columns[fault.column].heading if fault.column else fault.heading,
        cell=f"{letter}{row}" if letter and row else None,
        rule=fault.rule.name,
        severity=fault.rule.severity,
        message=f"{fault.what} {fault.rule.remedy}",
        suggestion=fault.suggestion,
    )
