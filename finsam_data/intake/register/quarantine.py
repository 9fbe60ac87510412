"""Rejected rows: they wait until a later file speaks of them, and may be tried again as they are."""

import hashlib
from collections.abc import Sequence
from string import ascii_uppercase

import polars as pl

from finsam_data.intake.meaning.dates import read_date
from finsam_data.intake.meaning.rules import NO_OVERLAP, ONCE, UNDER_HEADINGS
from finsam_data.intake.raw import RawFile, RawSheet
from finsam_data.intake.register.import_folder import Import
from finsam_data.intake.settings import IntakeSettings

PLACE = ("import_id", "sheet", "row")


def waiting(imports: Sequence[Import]) -> pl.DataFrame:
    """The rejected rows that no later import, of those given in the order they were taken in, speaks of.

    One row per row of a file: import_id, file, sheet, row, the texts of the columns as they were written, and rules.
    A later file speaks of a row when it has the participant, of the same insats, with the same start, or with one that
    the row's own file did not have. One about the insats and all days of the row's own file speaks of every row, as it
    does of the register's: what it leaves out is gone (left_out). A file in which no row says its insats may be of any.
    """
    left = pl.DataFrame(schema={"import_id": pl.String, "file": pl.String})
    for number, one in enumerate(imports):
        rows = one.rejected
        for later in imports[number + 1 :]:
            if rows.height and (not one.record.insatser or later.is_about_any_of(one.record.insatser)):
                rows = rows.filter(~_spoken_of(rows, one, later))
        if rows.height:
            of_import = pl.lit(one.record.id).alias("import_id"), pl.lit(one.record.file).alias("file")
            left = pl.concat([left, rows.select(*of_import, pl.all())], how="diagonal")
    return left


def left_out(imports: Sequence[Import], one: Import) -> pl.DataFrame:
    """The waiting rows that wait no longer when one more is taken in, though it has no such participant and start."""
    before = waiting(imports)
    gone = places(before) - places(waiting([*imports, one]))
    parts = [before.clear()]
    for of in imports if gone else ():
        rows = before.filter(pl.col("import_id") == of.record.id)
        is_gone = [place in gone for place in rows.select(*PLACE).iter_rows()]
        parts.append(rows.filter(pl.Series(is_gone, dtype=pl.Boolean) & ~_named_by(rows, of, one)))
    return pl.concat(parts)


def places(rows: pl.DataFrame) -> set[tuple[str, str, int]]:
    """Import, sheet and row of waiting rows."""
    return set(rows.select(*PLACE).iter_rows()) if rows.height else set()


def as_file(one: Import, rows: pl.DataFrame, settings: IntakeSettings) -> RawFile:
    """Rows of an import's quarantine as a file of their own, on the sheets and rows where they stood.

    Headings as in the template; they take the place of row 1, which never holds a deltagande. Without those that were
    rejected for what other rows say, which by themselves would be taken for right, and those that had no headings.
    """
    others = [rule.name for rule in (ONCE, NO_OVERLAP, UNDER_HEADINGS)]
    rows = rows.filter(pl.col("rules").str.split("\n").list.set_intersection(others).list.len() == 0)
    names = [name for name in settings.columns if name in rows.columns]
    headings = dict(zip(_letters(len(names)), (settings.columns[name].heading for name in names), strict=True))
    letters = dict(zip(names, headings, strict=True))
    sheets = []
    for (sheet,), part in rows.group_by("sheet", maintain_order=True):
        heading = pl.DataFrame({"row": [1], **headings}, schema_overrides={"row": pl.UInt32})
        cells = part.select(pl.col("row").cast(pl.UInt32), *names).rename(letters).sort("row")
        sheets.append(RawSheet(str(sheet or ""), pl.concat([heading, cells])))
    content = rows.write_csv().encode()
    return RawFile(one.record.file, content, hashlib.sha256(content).hexdigest(), "csv", tuple(sheets))


def _spoken_of(rows: pl.DataFrame, one: Import, later: Import) -> pl.Series:
    insatser = rows.get_column("insats")
    decided = [_decides(later, one, insats, start) for insats, (_, start) in zip(insatser, _named(rows), strict=True)]
    return pl.Series(decided, dtype=pl.Boolean) | _named_by(rows, one, later)


def _named_by(rows: pl.DataFrame, one: Import, later: Import) -> pl.Series:
    """Does the later file have the participant with the start, or with one that the row's own file did not have?"""
    said = _starts(later)
    fresh = {name for name, _ in said - _starts(one)}
    named = [name is not None and ((name, start) in said or name in fresh) for name, start in _named(rows)]
    return pl.Series(named, dtype=pl.Boolean)


def _decides(later: Import, one: Import, insats: str | None, start: str | None) -> bool:
    """Is the later file about the row's insats, or all that the row may be of, and all days of the row's own file?

    Where nothing in that could be read the row's own start counts, if it can be read.
    """
    about, own = later.record, one.record
    if about.mends:
        return False
    if about.cover == own.cover:
        return True
    insatser = {insats} if insats in own.insatser else set(own.insatser)
    if not (insatser and insatser <= set(about.insatser) and about.first_day and about.last_day):
        return False
    day = read_date(start).day if start else None
    first, last = own.first_day or day or about.first_day, own.last_day or day or about.last_day
    return about.first_day <= first and last <= about.last_day


def _starts(one: Import) -> set[tuple[str | None, str | None]]:
    """Participant and start of every row of the file."""
    return {*_named(one.rows), *_named(one.rejected)}


def _named(rows: pl.DataFrame) -> list[tuple[str | None, str | None]]:
    """Participant and start, as 2024-03-05 wherever it is plain what day is meant."""
    if rows.is_empty():
        return []
    texts = rows.select("participant_id", pl.col("start_date").cast(pl.String)).iter_rows()
    return [(name, start and str(read_date(start).day or start)) for name, start in texts]


def _letters(n: int) -> list[str]:
    """The first columns' letters; there are never more than 26 to a row in quarantine."""
    return list(ascii_uppercase[:n])
