"""The whole plan as one system of equations: every table, period and total at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import sparse

from finsam_data.forbund import Forbund
from queries.disclosure.equations import PLACES, links, sums
from queries.disclosure.unknowns import category_of, unknowns
from queries.periods import Period
from queries.publication.plan import TOTAL, Plan

Mask = NDArray[np.bool_]
Columns = NDArray[np.intp]

KEYS = ["table", "period", "population", *PLACES]
"""What makes a cell the one it is."""
OFFICIAL = ["participants", "started", "ended"]
"""The populations whose totals of a year stand in every annual report."""
SMALL = (1, 4)
"""The fewest and the most persons of a group that must not be recognised."""


@dataclass(frozen=True)
class Model:
    """Cells and what they are made of. The arrays below have one value per row of cells.

    cells: table, period, population, insats, gender, category (”alla” where a dimension is not told apart) and n, the
    truth; every cell of the internal edition once (a table's own totals stand in flow only). unknowns: the finest
    cells. sums: cells × unknowns. links: sums of unknowns that are known, most of them zero. limits: sums of unknowns
    that are known to be zero or more.
    """

    cells: pl.DataFrame
    unknowns: pl.DataFrame
    sums: sparse.csr_array
    links: sparse.csr_array
    limits: sparse.csr_array

    @cached_property
    def n(self) -> NDArray[np.int64]:
        """The true count."""
        return self.cells.get_column("n").to_numpy()

    @cached_property
    def truth(self) -> NDArray[np.float64]:
        """The true count of each finest cell."""
        return self.unknowns.get_column("n").to_numpy().astype(np.float64)

    @cached_property
    def published(self) -> Mask:
        """Is the cell in the protected edition, shown or hidden?"""
        return self.cells.get_column("published").to_numpy()

    @cached_property
    def official(self) -> Mask:
        """Is it one of the totals of a year, which always stand as they are?"""
        return self.cells.get_column("official").to_numpy()

    @cached_property
    def out(self) -> Mask:
        """Is the number out already, so that hiding it hides nothing?"""
        return self.cells.get_column("out").to_numpy()

    @cached_property
    def small(self) -> Mask:
        """Is it a group in which somebody could be recognised?"""
        return (self.n >= SMALL[0]) & (self.n <= SMALL[1])

    @cached_property
    def in_flow(self) -> Mask:
        """Does the cell stand in flow, which all tables share?"""
        return (self.cells.get_column("table") == "flow").to_numpy()

    @cached_property
    def years(self) -> list[str]:
        """The calendar years, in order."""
        return self._year.unique().sort().to_list()

    @cached_property
    def _year(self) -> pl.Series:
        # What the last year leaves open belongs to that year.
        last = self.cells.get_column("period").str.head(4).max()
        return self.unknowns.select(pl.min_horizontal(pl.col("half").str.head(4), pl.lit(last))).to_series()

    @cached_property
    def tables_counting(self) -> dict[str, int]:
        """Population → how many tables beside flow count it, and so show its totals too."""
        others = self.cells.filter(pl.col("table") != "flow").select("table", "population").unique()
        return dict(others.group_by("population").len().iter_rows())

    def in_year(self, year: str) -> Mask:
        """Is the cell's period the calendar year or a half of it?"""
        return (self.cells.get_column("period").str.head(4) == year).to_numpy()

    def inside(self, table: str, year: str) -> Mask:
        """The cells of one table and one calendar year."""
        return (self.cells.get_column("table") == table).to_numpy() & self.in_year(year)

    def around(self, year: str) -> Columns:
        """The finest cells of flow, whose years hang together, and those of the year in the other tables."""
        return np.flatnonzero(((self.unknowns.get_column("table") == "flow") | (self._year == year)).to_numpy())

    def alone(self, table: str) -> tuple["Model", Columns]:
        """The system of one table without the others, and which cells of this one it has."""
        rows = np.flatnonzero((self.cells.get_column("table") == table).to_numpy())
        cells, finest = self.cells[rows], self.unknowns.filter(table=table)
        return Model(cells, finest, sums(cells, finest), links(finest), sparse.csr_array((0, finest.height))), rows

    @cached_property
    def blocks(self) -> list[tuple[str, str, Columns]]:
        """Table, year and the finest cells of it: parts that depend on each other through flow only."""
        parts = (
            self.unknowns.with_row_index("column")
            .with_columns(year=self._year)
            .filter(pl.col("table") != "flow")
            .group_by("table", "year", maintain_order=True)
            .agg("column")
        )
        return [(table, year, np.array(columns, dtype=np.intp)) for table, year, columns in parts.iter_rows()]


def model(
    register: pl.DataFrame,
    counted: Mapping[str, pl.DataFrame],
    plan: Plan,
    forbund: Forbund,
    periods: list[Period],
    out: pl.DataFrame,
    printed: pl.DataFrame,
) -> Model:
    """The system of a register and the tables counted from it.

    out: cells (KEYS) whose numbers are out already, in a report or in the snapshot before this one. printed: what is
    known of several cells together, as printed_sums gives it.
    """
    parts = []
    for table in plan.tables:
        rows = counted[table.name].select(
            pl.lit(table.name).alias("table"),
            "period",
            "population",
            "insats",
            "gender",
            category_of(table),
            "n",
            table.shown().alias("published"),
        )
        parts.append(rows if table.name == "flow" else rows.filter(pl.col("category") != TOTAL))
    everybody = (pl.col("insats") == TOTAL) & (pl.col("gender") == TOTAL) & (pl.col("table") == "flow")
    year = (pl.col("period").str.len_chars() == 4) & pl.col("population").is_in(OFFICIAL)
    seen = out.select(KEYS).unique().with_columns(seen=pl.lit(True))
    cells = (
        pl.concat(parts)
        .join(seen, on=KEYS, how="left", maintain_order="left")
        .with_columns(official=pl.col("published") & everybody & year)
        .with_columns(out=pl.col("official") | pl.col("seen").fill_null(False))
        .drop("seen")
    )
    finest = unknowns(register, plan.tables, forbund, periods)
    hangs_together = links(finest)
    # A register may have an avslutsorsak without consent; then an attacker who thinks otherwise only errs.
    holds = np.abs(hangs_together @ finest.get_column("n").to_numpy()) == 0
    added = sums(cells, finest)
    exact, limits = (
        sparse.csr_array(_together(printed.filter(is_least=is_least), cells) @ added) for is_least in (False, True)
    )
    known = sparse.csr_array(sparse.vstack([hangs_together[holds], exact]))
    return Model(cells, finest, added, known, limits)


def _together(printed: pl.DataFrame, cells: pl.DataFrame) -> sparse.csr_array:
    """Printed sums × cells; those of one cell are left out, for they are out by themselves."""
    entries = printed.filter(pl.len().over("figure") > 1).join(cells.with_row_index("column"), on=KEYS)
    row = entries.get_column("figure").rank("dense").to_numpy() - 1
    shape = (entries.get_column("figure").n_unique(), cells.height)
    return sparse.csr_array(sparse.coo_array((entries["times"].to_numpy(), (row, entries["column"].to_numpy())), shape))
