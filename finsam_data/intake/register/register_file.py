"""participation.parquet, and what it is made of: the imports in it are named in the file itself.

Replacing that one file is therefore the one moment when an import comes into force or is taken back.
"""

import hashlib
import io
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec
import polars as pl

from finsam_data.disk import write_new
from finsam_data.intake.settings import EXTRA
from finsam_data.schemas.participation import Participation
from finsam_data.sources.parquet import read_table

REGISTER = "participation"
REGISTER_FILE = f"{REGISTER}.parquet"
METADATA = "finsam_imports"
KEY = ["participant_id", "insats", "start_date"]


class TakenBack(msgspec.Struct, frozen=True):
    """Who took an import back, and when."""

    who: str
    when: datetime


class Made(msgspec.Struct, frozen=True):
    """What the register is made of: the rows before the first import, then every import in the order of taking in.

    base: the import in whose folder those first rows lie. digest: of the rows, so that a register that somebody has
    changed by other means is not mistaken for ours.
    """

    base: str
    imports: tuple[str, ...]
    taken_back: dict[str, TakenBack]
    digest: str = ""


@dataclass(frozen=True)
class RegisterFile:
    """The register as it lies on the disk. made is None when its rows are not the work of imports."""

    rows: pl.DataFrame
    made: Made | None
    version: str
    content: bytes


def read_register(data: Path) -> RegisterFile:
    """The rows, Participation's columns first; no rows where there is no file. Raises DataError for a broken one."""
    path = data / REGISTER_FILE
    if not path.exists():
        rows = ordered(pl.DataFrame(schema=_dtypes()))
        return RegisterFile(rows, None, "", parquet(rows))
    read_table(data, REGISTER, {})  # tells every fault in words the office understands
    content = path.read_bytes()
    rows = ordered(pl.read_parquet(io.BytesIO(content)))
    named = pl.read_parquet_metadata(io.BytesIO(content)).get(METADATA)
    made = msgspec.json.decode(named, type=Made) if named else None
    if made and made.digest != _digest(rows):
        made = None
    return RegisterFile(rows, made, hashlib.sha256(content).hexdigest(), content)


def write_register(data: Path, rows: pl.DataFrame, made: Made) -> None:
    """Put the rows in the place of the old ones in one step. Raises OSError with the old ones untouched."""
    path = data / REGISTER_FILE
    named = msgspec.json.encode(msgspec.structs.replace(made, digest=_digest(rows))).decode()
    fresh = data / f".{REGISTER}-{secrets.token_hex(4)}.unfinished"
    try:
        write_new(fresh, parquet(rows, {METADATA: named}))
        if path.exists():
            fresh.chmod(path.stat().st_mode & 0o777)
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def unfinished_registers(data: Path) -> list[Path]:
    """What writers that were killed have left of new registers."""
    return list(data.glob(f".{REGISTER}-*.unfinished"))


def ordered(rows: pl.DataFrame) -> pl.DataFrame:
    """Participation's columns with their dtypes, then the added ones as text, by name; other columns are left out."""
    dtypes = _dtypes() | {name: pl.String() for name in sorted(rows.columns) if name.startswith(EXTRA)}
    return rows.select(pl.col(name).cast(dtype) for name, dtype in dtypes.items()).sort("start_date", *KEY[:2])


def parquet(rows: pl.DataFrame, metadata: dict[str, str] | None = None) -> bytes:
    """The frame as a file."""
    buffer = io.BytesIO()
    rows.write_parquet(buffer, metadata=metadata)
    return buffer.getvalue()


def _digest(rows: pl.DataFrame) -> str:
    return hashlib.sha256(rows.write_csv(quote_style="non_numeric").encode()).hexdigest()


def _dtypes() -> dict[str, pl.DataType]:
    return {name: column.dtype for name, column in Participation.columns().items()}
