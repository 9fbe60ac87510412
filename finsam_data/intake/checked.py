"""A file as it was understood and checked: every row of it is accepted, rejected or no data."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import msgspec
import polars as pl

from finsam_data.intake.finding import Finding, Severity
from finsam_data.intake.raw import RawFile

Status = Literal["accepted", "partly", "refused"]


class ReadAs(msgspec.Struct, frozen=True):
    """What was read as what, where it is not written as in the template.

    columns: heading in the file → name of the column. values: name of the column → text in the file → value.
    """

    columns: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}


@dataclass(frozen=True)
class CheckedFile:
    """A file, its rows sorted into three, and what was found.

    accepted: the columns of Participation and of the extra columns, and sheet and row. rejected: sheet, row, the text
    of each of the settings' columns (named as in the register, String; insats as it was understood) and rules (the
    names of the broken ones, one per line). not_data: sheet, row and why (Swedish). rows_in = the heights of the three.
    insatser: the insatser of the accepted and rejected rows. first_day, last_day: the half-year or year that the file
    reports on, whose started deltaganden it is the authority on; None when nothing in it has a date.
    findings: also those of the file itself, the gravest first. new_readings: what nobody has approved yet.
    """

    file: RawFile
    insatser: tuple[str, ...]
    first_day: date | None
    last_day: date | None
    accepted: pl.DataFrame
    rejected: pl.DataFrame
    not_data: pl.DataFrame
    rows_in: int
    findings: tuple[Finding, ...]
    read_as: ReadAs
    new_readings: ReadAs

    @property
    def status(self) -> Status:
        """Refused when something stops the file, partly when rows are rejected."""
        if any(found.severity is Severity.STOPS for found in self.findings):
            return "refused"
        return "partly" if self.rejected.height else "accepted"
