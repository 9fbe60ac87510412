"""Checked files made by code, on Lilla Ån's insatser; what is not given is as in the register's valid row."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime

import polars as pl

from finsam_data.intake.checked import CheckedFile, ReadAs
from finsam_data.intake.finding import Finding
from finsam_data.intake.raw import RawFile
from tests.builders import Row, frame
from tests.lilla_an import VAGEN, deltagande

NOW = datetime(2025, 1, 20, 9, 30, tzinfo=UTC)
FIRST_HALF = date(2024, 1, 1), date(2024, 6, 30)
SECOND_HALF = date(2024, 7, 1), date(2024, 12, 31)
YEAR = date(2024, 1, 1), date(2024, 12, 31)
TEXTS = (
    "participant_id", "insats", "gender", "age", "education", "time_without_work", "anmalare", "stadsdel",
    "start_date", "end_date", "avslutsorsak",
)  # fmt: skip


def woman(name: str, start: str, end: str | None = None, insats: str = VAGEN, **rest: object) -> Row:
    """A deltagande that has ended to work, or is open."""
    return deltagande(name, insats, start, end, "Arbete" if end else None, "kvinna", **rest)


def checked(
    *accepted: Row,
    rejected: Sequence[dict[str, str | None]] = (),
    covers: tuple[date, date] | None = YEAR,
    insatser: tuple[str, ...] = (VAGEN,),
    name: str = "Vägen vidare.xlsx",
    content: bytes | None = None,
    read_as: ReadAs | None = None,
    findings: tuple[Finding, ...] = (),
    extra: dict[str, list[str | None]] | None = None,
) -> CheckedFile:
    """A file; its content is the rows themselves unless given. extra: added columns of the accepted rows."""
    rows = frame("participation", *accepted).with_columns(
        *(pl.Series(column, values, pl.String) for column, values in (extra or {}).items()),
        sheet=pl.lit("Deltagare"),
        row=pl.int_range(2, pl.len() + 2, dtype=pl.UInt32),
    )
    schema = {"sheet": pl.String, "row": pl.UInt32, **dict.fromkeys(TEXTS, pl.String), "rules": pl.String}
    standing = [
        {"sheet": "Deltagare", "row": 100 + number, "rules": "En regel", **texts}
        for number, texts in enumerate(rejected)
    ]
    bad = pl.DataFrame(standing, schema=schema)
    content = content or repr((accepted, tuple(rejected), extra)).encode()
    nothing = pl.DataFrame(schema={"sheet": pl.String, "row": pl.UInt32, "why": pl.String})
    first_day, last_day = covers or (None, None)
    return CheckedFile(
        file=RawFile(name, content, hashlib.sha256(content).hexdigest(), "xlsx", ()),
        insatser=insatser,
        first_day=first_day,
        last_day=last_day,
        accepted=rows,
        rejected=bad,
        not_data=nothing,
        rows_in=rows.height + bad.height,
        findings=findings,
        read_as=read_as or ReadAs(),
        new_readings=ReadAs(),
    )
