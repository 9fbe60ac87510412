"""A chart with everything that belongs to it: words, figure, the same numbers as a table. Pure, no Streamlit."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import polars as pl

from pages.text.formats import HIDDEN, MISSING, NOT_KNOWN, TOO_FEW, number, percent

FORMATS: dict[str, Callable[[Any], str]] = {
    "text": lambda value: "–" if value is None else str(value),
    "written": str,
    "count": number,
    "decimal": lambda value: number(value, 1),
    "share": percent,
    "share1": lambda value: percent(value, 1),
    "tkr": lambda value: number(value, 0 if value is None or float(value).is_integer() else 1),
}
"""A column's format → how its values are written; written is amounts of several units, already in words."""

State = Literal["shown", "hidden", "too_few", "missing", "not_applicable"]
STATES: dict[State, str] = {
    "hidden": HIDDEN,
    "too_few": TOO_FEW,
    "missing": NOT_KNOWN,
    "not_applicable": MISSING,
}
"""What stands on screen instead of a number that is not there, and why it is not: five different things."""


@dataclass(frozen=True)
class Column:
    """A column of the chart's table: its name in the frame, its Swedish heading and how its values are written.

    hidden names the column that says that a missing number is protected; it is empty where none ever is, as in a goal.
    of are the count and the base that a share, or a limit of its interval, rests on: where both are shown and the share
    still is not, they are too few. missing: an empty place means that nothing is known, otherwise that there is nothing
    to know.
    """

    name: str
    label: str
    format: str = "text"
    hidden: str = "hidden"
    of: tuple[str, str] | None = None
    missing: bool = False

    @property
    def numeric(self) -> bool:
        """Right-aligned, with the same decimals."""
        return self.format != "text"

    def text(self, value: object) -> str:
        """A value as it stands on screen."""
        return FORMATS[self.format](value)

    def state(self, row: dict[str, Any]) -> State:
        """Is the row's value shown, and if not, why?"""
        if row[self.name] is not None:
            return "shown"
        if self.of and None not in (rests_on := [row[name] for name in self.of]):
            return "too_few" if rests_on[1] else "not_applicable"
        if self.numeric and row.get(self.hidden):
            return "hidden"
        return "missing" if self.missing else "not_applicable"


@dataclass(frozen=True)
class Chart:
    """One chart. title states the finding, subtitle what is measured, unit, period and n.

    table holds every number that is drawn (shares 0–1, amounts in tkr); in a row whose column hidden is true, a missing
    number is one that is protected. source and definition follow it into every export.
    """

    key: str
    title: str
    subtitle: str
    figure: dict[str, Any]
    table: pl.DataFrame
    columns: tuple[Column, ...]
    definition: str
    source: str
    legend: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def states(self) -> list[list[State]]:
        """Row by row, whether each value is shown and if not, why."""
        return [[column.state(row) for column in self.columns] for row in self.table.iter_rows(named=True)]

    @property
    def rows(self) -> list[list[str]]:
        """The table as it stands on screen, row by row."""
        return [
            [
                column.text(row[column.name]) if state == "shown" else STATES[state]
                for column, state in zip(self.columns, states, strict=True)
            ]
            for row, states in zip(self.table.iter_rows(named=True), self.states, strict=True)
        ]

    @property
    def hidden_part(self) -> float:
        """How much of what there is to tell is hidden, 0–1, of the cells that hold numbers."""
        cells = [
            state
            for states in self.states
            for column, state in zip(self.columns, states, strict=True)
            if column.numeric and state in {"shown", "hidden"}
        ]
        return cells.count("hidden") / len(cells) if cells else 0.0

    @property
    def alt(self) -> str:
        """The chart in words, with the same numbers: title, what is measured, then row by row."""
        labels = [column.label for column in self.columns]
        described = (
            f"{row[0]}: " + ", ".join(f"{label} {value}" for label, value in zip(labels[1:], row[1:], strict=True))
            for row in self.rows
        )
        return f"{self.title}. {self.subtitle} {'; '.join(described)}."
