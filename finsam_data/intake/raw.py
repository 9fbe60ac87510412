"""A file as it was written: sheets of texts, before anything is understood."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

import polars as pl

from finsam_data.errors import DataError
from finsam_data.intake.finding import Finding

MOST_TOLD = 5
"""So many findings stand in the message of a refused file; all of them stand in its findings."""
Kind = Literal["xlsx", "xlsm", "xls", "ods", "csv"]


@dataclass(frozen=True)
class RawSheet:
    """A sheet, or the whole of a CSV file (named ””).

    cells: one row per row of the file that holds anything, in order: row (UInt32, as Excel numbers it) and one String
    column per column of the file, named by its letter (A, B, …), trimmed, white space of every kind as one space, null
    where empty. merged: first row, first column, last row, last column of merged cells, counted from 1.
    """

    name: str
    cells: pl.DataFrame
    merged: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True)
class RawFile:
    """A file that may be read. findings: what the file itself has of formulas, external links, macros and the like."""

    name: str
    content: bytes = field(repr=False)
    sha256: str
    kind: Kind
    sheets: tuple[RawSheet, ...]
    findings: tuple[Finding, ...] = ()
    modified: datetime | None = None


class RefusedFileError(DataError):
    """A file that is not read at all; findings say why."""

    def __init__(self, name: str, findings: tuple[Finding, ...], remedy: str) -> None:
        self.findings = findings
        told = [found.message for found in findings[:MOST_TOLD]]
        if more := len(findings) - len(told):
            told.append(f"… och {more} fel till.")
        super().__init__(name, " ".join(told), remedy)
