"""A chart with everything that belongs to it: words, figure, the same numbers as a table. Pure, no Streamlit."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from pages.text.formats import HIDDEN, number, percent

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


@dataclass(frozen=True)
class Column:
    """A column of the chart's table: its name in the frame, its Swedish heading and how its values are written."""

    name: str
    label: str
    format: str = "text"

    @property
    def numeric(self) -> bool:
        """Right-aligned, with the same decimals."""
        return self.format != "text"

    def text(self, value: object) -> str:
        """A value as it stands on screen."""
        return FORMATS[self.format](value)


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
    def rows(self) -> list[list[str]]:
        """The table as it stands on screen, row by row."""
        return [
            [
                HIDDEN
                if row.get("hidden") and column.numeric and row[column.name] is None
                else column.text(row[column.name])
                for column in self.columns
            ]
            for row in self.table.iter_rows(named=True)
        ]

    @property
    def alt(self) -> str:
        """The chart in words, with the same numbers: title, what is measured, then row by row."""
        labels = [column.label for column in self.columns]
        described = (
            f"{row[0]}: " + ", ".join(f"{label} {value}" for label, value in zip(labels[1:], row[1:], strict=True))
            for row in self.rows
        )
        return f"{self.title}. {self.subtitle} {'; '.join(described)}."
