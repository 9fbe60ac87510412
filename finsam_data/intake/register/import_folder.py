"""An import on the disk: <data>/imports/<id>/ with the file as it came, its rows, those in quarantine and a record.

A folder is written under another name and gets its own when the register names it, so one with that other name is what
a killed writer left. Only the office may open them.
"""

import io
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

import msgspec
import polars as pl

from finsam_data.disk import sync_folder, write_new
from finsam_data.errors import DataError
from finsam_data.intake.checked import CheckedFile, ReadAs
from finsam_data.intake.register.register_file import TakenBack, ordered, parquet

FOLDER = "imports"
LOCK_FILE = ".lock"
UNFINISHED = ".unfinished-"
ROWS_FILE, QUARANTINE_FILE, RECORD_FILE, BASE_FILE = "rows.parquet", "quarantine.parquet", "record.json", "base.parquet"
FILE_MODE, FOLDER_MODE = 0o600, 0o700

State = Literal["in_force", "replaced", "taken_back", "outside"]
"""outside: of a register that somebody has put another in the place of."""


class Record(msgspec.Struct, frozen=True):
    """An import: who took in what, and when. state and taken_back are told by the register, not by record.json.

    first_day, last_day: what the file reports on. findings: how many. read_as: the readings approved with it.
    mends: the import whose rows in quarantine this one took up again.
    """

    id: str
    who: str
    when: datetime
    file: str
    sha256: str
    rows_in: int
    accepted: int
    rejected: int
    not_data: int
    findings: int
    insatser: tuple[str, ...]
    first_day: date | None
    last_day: date | None
    read_as: ReadAs
    mends: str | None = None
    state: State = "in_force"
    taken_back: TakenBack | None = None

    @property
    def cover(self) -> tuple[tuple[str, ...], date | None, date | None]:
        """Which insatser and days it is about; a later import of the same replaces it."""
        return self.insatser, self.first_day, self.last_day


@dataclass(frozen=True)
class Import:
    """An import with its rows as the register holds them, and its rejected ones as they were written."""

    record: Record
    rows: pl.DataFrame
    rejected: pl.DataFrame

    def is_about_any_of(self, insatser: Iterable[str]) -> bool:
        """Does it have rows of any of the insatser?"""
        return not set(insatser).isdisjoint(self.record.insatser)


def import_of(checked: CheckedFile, import_id: str, who: str, when: datetime, mends: Record | None = None) -> Import:
    """What taking in a checked file would be; one that mends another is about the same insatser and days."""
    insatser, first_day, last_day = (
        mends.cover if mends else (tuple(sorted(checked.insatser)), checked.first_day, checked.last_day)
    )
    record = Record(
        id=import_id,
        who=who,
        when=when,
        file=checked.file.name,
        sha256=checked.file.sha256,
        rows_in=checked.rows_in,
        accepted=checked.accepted.height,
        rejected=checked.rejected.height,
        not_data=checked.not_data.height,
        findings=len(checked.findings),
        insatser=insatser,
        first_day=first_day,
        last_day=last_day,
        read_as=checked.read_as,
        mends=mends.id if mends else None,
    )
    return Import(record, ordered(checked.accepted), checked.rejected)


def write_import(data: Path, one: Import, checked: CheckedFile, base: bytes | None) -> None:
    """Write the folder under its unfinished name; base is the register before the first import."""
    folder = data / FOLDER / f"{UNFINISHED}{one.record.id}"
    files = {
        f"raw.{checked.file.kind}": checked.file.content,
        ROWS_FILE: parquet(one.rows),
        QUARANTINE_FILE: parquet(one.rejected),
        **({BASE_FILE: base} if base is not None else {}),
        RECORD_FILE: msgspec.json.encode(one.record),
    }
    folder.mkdir(mode=FOLDER_MODE)
    try:
        for name, content in files.items():
            write_new(folder / name, content, FILE_MODE)
        sync_folder(folder)
        sync_folder(folder.parent)
    except BaseException:
        remove_import(data, one.record.id)
        raise


def finish_import(data: Path, import_id: str) -> None:
    """Give the folder its own name, now that the register names it."""
    folder = data / FOLDER
    (folder / f"{UNFINISHED}{import_id}").rename(folder / import_id)
    sync_folder(folder)


def remove_import(data: Path, import_id: str) -> None:
    """Take away what there is of an unfinished import."""
    shutil.rmtree(data / FOLDER / f"{UNFINISHED}{import_id}", ignore_errors=True)


def unfinished_imports(data: Path) -> list[str]:
    """Ids of the imports whose folders still have their unfinished names."""
    return [path.name.removeprefix(UNFINISHED) for path in (data / FOLDER).glob(f"{UNFINISHED}*")]


def finished_imports(data: Path) -> Iterator[str]:
    """Ids of the imports that have once been named by a register, oldest first."""
    folder = data / FOLDER
    if folder.is_dir():
        yield from sorted(
            (path.name for path in folder.iterdir() if path.is_dir() and path.name[0] != "."), key=_day_and_number
        )


def read_import(data: Path, import_id: str) -> Import:
    """An import that the register names. Raises DataError where a file of it is missing or broken."""
    return Import(
        read_record(data, import_id),
        _read_rows(data, import_id, ROWS_FILE),
        _read_rows(data, import_id, QUARANTINE_FILE),
    )


def read_record(data: Path, import_id: str) -> Record:
    """The record alone. Raises DataError where it is missing or broken."""
    try:
        return msgspec.json.decode(_content(data, import_id, RECORD_FILE), type=Record)
    except msgspec.DecodeError as error:
        raise _broken(import_id) from error


def read_base(data: Path, import_id: str) -> pl.DataFrame:
    """The register as it was before the first import. Raises DataError where it is missing or broken."""
    return ordered(_read_rows(data, import_id, BASE_FILE))


def _read_rows(data: Path, import_id: str, name: str) -> pl.DataFrame:
    try:
        return pl.read_parquet(io.BytesIO(_content(data, import_id, name)))
    except pl.exceptions.PolarsError as error:
        raise _broken(import_id) from error


def _content(data: Path, import_id: str, name: str) -> bytes:
    """A file of an import; its folder has its unfinished name between the register's replacement and the renaming."""
    own, unfinished = data / FOLDER / import_id / name, data / FOLDER / f"{UNFINISHED}{import_id}" / name
    for path in (own, unfinished, own):
        with suppress(FileNotFoundError):
            return path.read_bytes()
    raise _broken(import_id)


def _day_and_number(import_id: str) -> tuple[str, int]:
    day, _, number = import_id.partition("-")
    return day, int(number) if number.isdigit() else 0


def _broken(import_id: str) -> DataError:
    return DataError(
        f"Inläsningen {import_id} i mappen {FOLDER}",
        "En av dess filer saknas eller är skadad, så registret kan inte läggas ihop på nytt. Det är orört.",
        "Återställ mappen från en säkerhetskopia.",
    )
