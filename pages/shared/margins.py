"""What a snapshot tells apart: its tables list what may be combined, so that no page need ask which edition it is."""

import polars as pl

from finsam_data.snapshot import TableEntry
from queries.periods import Period


def may_combine(table: TableEntry, period: Period, *dimensions: str) -> bool:
    """Does the snapshot tell these dimensions of the table apart at once, for a period of that kind?

    No margins listed: it tells all.
    """
    margins = table.margins if period.half is None else table.half_year or table.margins
    return not margins or any({*dimensions} <= {*margin} for margin in margins)


def shown_and_hidden(rows: pl.DataFrame, table: TableEntry) -> tuple[int, int]:
    """How many counts of the table are shown exactly and how many are hidden, of those that stand in its file.

    The rows that its margins leave out are hidden ones in memory and no part of what was published.
    """
    shown = rows.get_column("n").count()
    return shown, table.rows - shown
