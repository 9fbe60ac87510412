"""What the imports tell of the quality: which files count, and which rows wait in quarantine."""

from datetime import date
from pathlib import Path

import polars as pl

from finsam_data.intake.register.import_folder import read_base
from finsam_data.intake.register.journal import Journal
from finsam_data.intake.register.register_file import read_register
from finsam_data.schemas.quality import NOBODY
from queries.periods import Period
from queries.publication.quality_tables import Taken


def taken_files(data: Path) -> list[Taken]:
    """The imports that have not been taken back, oldest first. Raises DataError where one of them is broken."""
    journal = Journal(data)
    return [
        Taken(
            import_id=record.id,
            taken_in=record.when.astimezone().date(),
            insatser=record.insatser,
            covers=covered(record.first_day, record.last_day),
            rows_in=record.rows_in,
            accepted=record.accepted,
            rejected=record.rejected,
            not_data=record.not_data,
            in_force=record.state == "in_force",
            rows=journal.rows(record.id),
        )
        for record in reversed(journal.records())
        if record.state in {"in_force", "replaced"}
    ]


def rows_before(data: Path) -> pl.DataFrame:
    """The register before the first import; as it is where nothing has been taken in. Raises DataError."""
    file = read_register(data)
    return read_base(data, file.made.base) if file.made else file.rows


def waiting_rows(data: Path) -> pl.DataFrame:
    """The insats and the first broken rule of each row in quarantine. Raises DataError where an import is broken."""
    rows = Journal(data).waiting()
    if rows.is_empty():
        return pl.DataFrame(schema={"insats": pl.String, "rule": pl.String})
    return rows.select(pl.col("insats").fill_null(NOBODY), rule=pl.col("rules").str.split("\n").list.first())


def covered(first_day: date | None, last_day: date | None) -> str:
    """The code of the half-year or year between the days; empty without days."""
    if first_day is None or last_day is None:
        return ""
    whole_year = (first_day.month, last_day.month) == (1, 12)
    return Period(last_day.year, None if whole_year else 1 if last_day.month == 6 else 2).code
