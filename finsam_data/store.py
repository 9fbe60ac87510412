"""The register and the fact tables in DuckDB: loaded from the data folder, locked, asked with parameters only."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import polars as pl

from finsam_data.errors import DataError
from finsam_data.forbund import read_forbund
from finsam_data.schemas import TABLES
from finsam_data.sources.parquet import read_table
from finsam_data.sources.register import check_exit_reasons

Progress = Callable[[str], None]

LOCKDOWN = (
    "SET threads = 2",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)


class Store:
    """One förbund's data in memory. Tables that could not be read stand in problems, by name."""

    def __init__(self, folder: Path, progress: Progress = lambda _: None) -> None:
        """Load every table of the folder; raises DataError only when forbund.yaml itself is unusable."""
        self.forbund = read_forbund(folder)
        self.problems: dict[str, DataError] = {}
        self.empty_tables: list[str] = []
        self._connection = duckdb.connect(":memory:")
        for table in TABLES:
            progress(f"Läser {table}.parquet")
            try:
                self._load(folder, table)
            except DataError as error:
                self.problems[table] = error
        for statement in LOCKDOWN:
            self._connection.execute(statement)

    def table(self, name: str) -> pl.DataFrame:
        """A whole table, with the dtypes of its schema. Raises the table's DataError if it could not be read."""
        if name in self.problems:
            raise self.problems[name]
        return TABLES[name].cast(self._rows(f"SELECT * FROM {self._known(name)}"))  # noqa: S608

    def participations(self, first_day: date, last_day: date) -> pl.DataFrame:
        """The deltaganden open on any day of the span (dates inclusive), felregistreringar left out.

        Grain as Participation. Raises the register's DataError if it could not be read.
        """
        if "participation" in self.problems:
            raise self.problems["participation"]
        return self._rows(
            """
            SELECT * FROM participation
            WHERE start_date <= $last_day AND (end_date IS NULL OR end_date >= $first_day)
              AND (avslutsorsak IS NULL OR NOT list_contains($excluded, avslutsorsak::VARCHAR))
            """,
            first_day=first_day,
            last_day=last_day,
            excluded=list(self.forbund.excluded_reasons),
        )

    def last_event(self) -> date | None:
        """The latest start or end in the register, felregistreringar left out; None when it is empty."""
        if "participation" in self.problems:
            raise self.problems["participation"]
        latest = self._rows(
            """
            SELECT greatest(max(start_date), max(end_date)) AS day FROM participation
            WHERE avslutsorsak IS NULL OR NOT list_contains($excluded, avslutsorsak::VARCHAR)
            """,
            excluded=list(self.forbund.excluded_reasons),
        ).item()
        return latest if isinstance(latest, date) else None

    def _load(self, folder: Path, table: str) -> None:
        values = self.forbund.allowed_values if table == "participation" else {}
        frame = read_table(folder, table, values)
        if table == "participation":
            check_exit_reasons(frame, self.forbund, f"{table}.parquet")
        if frame.is_empty():
            self.empty_tables.append(table)
        for column, allowed in values.items():
            self._connection.execute(f"CREATE TYPE {column}_type AS ENUM (SELECT unnest($1::VARCHAR[]))", [allowed])
        enums = ", ".join(f"{column}::{column}_type AS {column}" for column in values)
        columns = f"* REPLACE ({enums})" if enums else "*"
        self._connection.register("incoming", frame.to_arrow())
        self._connection.execute(f"CREATE TABLE {self._known(table)} AS SELECT {columns} FROM incoming")  # noqa: S608
        self._connection.unregister("incoming")

    def _rows(self, query: str, **parameters: object) -> pl.DataFrame:
        # A cursor per query: one connection shared by threads gives wrong rows.
        rows: pl.DataFrame = self._connection.cursor().sql(query, params=parameters).pl()
        return rows

    @staticmethod
    def _known(table: str) -> str:
        """Only names of our own schemas ever become SQL text."""
        if table not in TABLES:
            raise KeyError(table)
        return table
