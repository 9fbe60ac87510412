"""What the reader of one kind of file hands on: tables of texts at their true places, and what stands elsewhere."""

from datetime import datetime
from typing import NamedTuple

import polars as pl

from finsam_data.intake.finding import Finding


class Table(NamedTuple):
    """A sheet. texts: String columns from column A on, the first row is row 1. merged as in RawSheet."""

    name: str
    texts: pl.DataFrame
    merged: tuple[tuple[int, int, int, int], ...] = ()


class Elsewhere(NamedTuple):
    """A personnummer (YYMMDDNNNN) outside the tables' cells; where ends the sentence ”… står”.

    maybe_cell: the place may also be one of the cells, so it only counts when no cell has it.
    """

    digits: str
    where: str
    sheet: str = ""
    cell: str | None = None
    maybe_cell: bool = False


class Opened(NamedTuple):
    """A file that has been opened. modified: when it was last saved, by its own account."""

    tables: tuple[Table, ...]
    findings: tuple[Finding, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    modified: datetime | None = None
