"""What an outsider knows: unknowns for the finest cells, and every cell of every table as a sum of them.

Unknowns are per half-year, insats and gender: open at the start, started and ended; the same once more per category
of each table. A year is its two half-years, a total its parts, this closing the next opening. A table's categories
sum to the flow, so what one table tells is known to all.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import polars as pl
from scipy import sparse

from finsam_data.forbund import GENDERS, MISSING_REASON, TOTAL, Forbund
from tests.disclosure.editions import KEY

Cell = tuple[str, str, str, str, str, str]
"""table, population, period, insats, gender, category."""
Parts = dict[int, float]
"""Column → how many times it counts."""
Unknown = tuple[str, ...]
NO_CONSENT = "Inget samtycke till registrering"
OPENING, STARTED, ENDED = "opening", "started", "ended"


@dataclass
class Unknowns:
    """The columns, and the equations that hold whatever is shown."""

    halves: list[str]
    running: dict[str, list[str]]
    """Half-year → the insatser that ran, or that had people left."""
    labels: dict[str, list[str]]
    """Table → its categories, without the total."""
    populations: dict[str, str]
    """Table with categories → the population it counts."""
    genders: tuple[str, ...] = GENDERS
    columns: dict[Unknown, int] = field(default_factory=dict)
    equations: list[Parts] = field(default_factory=list)
    """Each is zero."""

    def __post_init__(self) -> None:
        for half in self.halves:
            for insats in self.running[half]:
                for gender in self.genders:
                    self._flow(("flow",), half, insats, gender, TOTAL)
                    if insats not in self.running.get(self._before(half), [insats]):
                        self.equations.append({self.column("flow", OPENING, half, insats, gender, TOTAL): 1.0})
                    self._tables(half, insats, gender)

    def column(self, *name: str) -> int:
        """The column of an unknown, new when it is first asked for."""
        return self.columns.setdefault(name, len(self.columns))

    def _before(self, half: str) -> str:
        return f"{half[:4]}H1" if half.endswith("H2") else f"{int(half[:4]) - 1}H2"

    def _next(self, half: str) -> str:
        return f"{half[:4]}H2" if half.endswith("H1") else f"{int(half[:4]) + 1}H1"

    def _flow(self, table: Unknown, half: str, insats: str, gender: str, category: str) -> None:
        """Opening + started − ended = the next opening, which also is this closing."""
        at = (insats, gender, category)
        parts = {
            self.column(*table, OPENING, half, *at): 1.0,
            self.column(*table, STARTED, half, *at): 1.0,
            self.column(*table, ENDED, half, *at): -1.0,
            self.column(*table, OPENING, self._next(half), *at): -1.0,
        }
        self.equations.append(parts)

    def _tables(self, half: str, insats: str, gender: str) -> None:
        for table, population in self.populations.items():
            kinds = (OPENING, STARTED, ENDED) if population == "participants" else (population,)
            for kind in kinds:
                total = self.column("flow", kind, half, insats, gender, TOTAL)
                parts = {self.column(table, kind, half, insats, gender, c): 1.0 for c in self.labels[table]}
                self.equations.append({**parts, total: -1.0})
            if population == "participants":
                for category in self.labels[table]:
                    self._flow((table,), half, insats, gender, category)
        if NO_CONSENT in self.labels.get("consent", []) and MISSING_REASON in self.labels.get("exit", []):
            # Those who have not consented are those whose avslutsorsak is missing.
            self.equations.append(
                {
                    self.column("consent", ENDED, half, insats, gender, NO_CONSENT): 1.0,
                    self.column("exit", ENDED, half, insats, gender, MISSING_REASON): -1.0,
                }
            )

    def parts(self, cell: Cell) -> Parts:
        """A cell as a sum of unknowns; the ones that nobody has are left out."""
        table, population, period, insats, gender, category = cell
        found: Parts = {}
        own = ("flow",) if category == TOTAL else (table,)
        for kind, half, running in _spans(period, population, self._next):
            for name in self.running[running] if insats == TOTAL else (insats,):
                for sex in self.genders if gender == TOTAL else (gender,):
                    column = self.columns.get((*own, kind, half, name, sex, category))
                    if column is not None and name in self.running[running]:
                        found[column] = found.get(column, 0.0) + 1.0
        return found

    def matrix(self, rows: list[Parts]) -> sparse.csr_matrix:
        """Rows of parts as a sparse matrix, one column per unknown."""
        lengths = [len(parts) for parts in rows]
        indices = np.fromiter((column for parts in rows for column in parts), dtype=np.int64, count=sum(lengths))
        values = np.fromiter((value for parts in rows for value in parts.values()), dtype=float, count=sum(lengths))
        pointers = np.concatenate([[0], np.cumsum(lengths)])
        return sparse.csr_matrix((values, indices, pointers), shape=(len(rows), len(self.columns)))


def _spans(period: str, population: str, following: Callable[[str], str]) -> Iterator[tuple[str, str, str]]:
    """The unknowns' kind and half-year, and the half-year whose insatser count, that make up a population."""
    halves = [period] if "H" in period else [f"{period}H1", f"{period}H2"]
    if population in {"opening", "participants"}:
        yield OPENING, halves[0], halves[0]
    if population in {"started", "participants"}:
        yield from ((STARTED, half, half) for half in halves)
    if population == "ended":
        yield from ((ENDED, half, half) for half in halves)
    if population == "closing":
        yield OPENING, following(halves[-1]), halves[-1]


def unknowns(cells: pl.DataFrame, forbund: Forbund) -> Unknowns:
    """Unknowns for all that these cells tell about."""
    periods = cells.get_column("period").unique().to_list()
    halves = sorted({half for p in periods for half in ([p] if "H" in p else [f"{p}H1", f"{p}H2"])})
    category = cells.filter(pl.col("category") != TOTAL)
    labels: dict[str, list[str]] = {}
    populations: dict[str, str] = {}
    for table, population, label in category.select("table", "population", "category").unique().sort(pl.all()).rows():
        labels.setdefault(table, []).append(label)
        populations[table] = population
    genders = cells.filter(pl.col("gender") != TOTAL).get_column("gender").unique().sort().to_list()
    return Unknowns(halves, _running(cells, forbund, halves), labels, populations, tuple(genders))


def _running(cells: pl.DataFrame, forbund: Forbund, halves: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for half in halves:
        year, second = int(half[:4]), half.endswith("H2")
        days = (date(year, 7, 1), date(year, 12, 31)) if second else (date(year, 1, 1), date(year, 6, 30))
        listed = cells.filter(pl.col("period") == half, pl.col("insats") != TOTAL).get_column("insats").unique().sort()
        found[half] = list(dict.fromkeys([*forbund.insatser_between(*days), *listed.to_list()]))
    return found


def keys(cells: pl.DataFrame) -> list[Cell]:
    """The names of the cells, row by row."""
    return cells.select(KEY).rows()
