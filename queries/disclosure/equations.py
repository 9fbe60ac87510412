"""Every count as a sum of the finest cells: the sparse matrix that an attacker would set up."""

from collections.abc import Iterable

import polars as pl
from scipy import sparse

from queries.disclosure.unknowns import counted_from
from queries.publication.plan import CONSENT, MISSING_REASON, TOTAL

PLACES = ("insats", "gender", "category")
SHARED = ["event", "half", "insats", "gender"]
CARRIED = ["table", "insats", "gender", "category"]
LEFT_OPEN = {"opening": -1, "started": -1, "ended": 1}
"""What a half-year leaves open, taken from what opens the next."""


def sums(cells: pl.DataFrame, unknowns: pl.DataFrame) -> sparse.csr_array:
    """One row per cell (table, period, population, insats, gender, category), one column per finest cell.

    A cell at the total in a dimension sums all its categories.
    """
    halves = unknowns.get_column("half").unique().sort().to_list()
    counted = counted_from(cells.get_column("period").unique().to_list(), halves)
    numbered = cells.with_row_index("row").join(counted, on=["period", "population"])
    columns = unknowns.with_row_index("column")
    parts = []
    for patterns, part in numbered.group_by(*(pl.col(place) == TOTAL for place in PLACES)):
        apart = [place for place, total in zip(PLACES, patterns, strict=True) if not total]
        parts.append(part.join(columns, on=["table", "event", "half", *apart]).select("row", "column", "times"))
    return _matrix(parts, (cells.height, unknowns.height))


def links(unknowns: pl.DataFrame) -> sparse.csr_array:
    """Sums that are zero: each table counts the same as flow, what a half-year leaves open opens the next, and those
    who end without an avslutsorsak are those who have not consented.
    """
    columns = unknowns.with_row_index("column")
    flow = columns.filter(table="flow").select(*SHARED, flow_column="column")
    tables = columns.filter(pl.col("table") != "flow").join(flow, on=SHARED)
    counted = tables.select("table", "flow_column").unique()
    opening = columns.filter(event="opening")
    before = opening.select("half").unique().sort("half").with_columns(before=pl.col("half").shift(1)).drop_nulls()
    after = columns.join(before, left_on="half", right_on="before").select(
        *CARRIED, "event", "column", half="half_right"
    )
    carried = after.join(opening.select(*CARRIED, "half"), on=[*CARRIED, "half"], how="semi")
    terms = [
        tables.select("column", key=pl.format("{} {}", "table", "flow_column"), times=1),
        counted.select(column="flow_column", key=pl.format("{} {}", "table", "flow_column"), times=-1),
        opening.join(before, on="half").select("column", key=_chain(), times=1),
        carried.select("column", key=_chain(), times=pl.col("event").replace_strict(LEFT_OPEN)),
    ]
    silent = columns.filter(table="consent", event="ended", category=CONSENT[False])
    without = columns.filter(table="exit", event="ended", category=MISSING_REASON)
    terms += [
        side.select("column", key=pl.concat_str(pl.lit("silent"), *SHARED, separator="/"), times=times)
        for side, times in ((silent, 1), (without, -1))
        if silent.height and without.height
    ]
    entries = pl.concat(term.cast({"times": pl.Int64}) for term in terms)
    entries = entries.with_columns(row=pl.col("key").rank("dense") - 1)
    return _matrix([entries], (entries.get_column("key").n_unique(), unknowns.height))


def _chain() -> pl.Expr:
    return pl.concat_str(*CARRIED, "half", separator="/")


def _matrix(parts: Iterable[pl.DataFrame], shape: tuple[int, int]) -> sparse.csr_array:
    entries = pl.concat([part.cast({"row": pl.Int64, "column": pl.Int64, "times": pl.Float64}) for part in parts])
    row, column, times = (entries.get_column(name).to_numpy() for name in ("row", "column", "times"))
    return sparse.csr_array(sparse.coo_array((times, (row, column)), shape=shape))
