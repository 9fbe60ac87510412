"""The published snapshot on disk: small tables that every page reads, written whole or not at all.

Layout: <folder>/<snapshot id>/<edition>/<table>.parquet with manifest.json, forbund.yaml and their checksums in
SHA256SUMS beside the tables, and <folder>/current.json, swapped last, which names the snapshot in use per edition. A
reader therefore sees the old snapshot or the new one, never something between.
"""

import hashlib
import io
import os
import shutil
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import polars as pl

from finsam_data.errors import DataError, SnapshotError
from finsam_data.forbund import FORBUND_FILE, Forbund, parse_forbund
from finsam_data.settings import Edition

FORMAT = 2
KEPT = 3
STALE_SECONDS = 3600
"""What an interrupted writer left is removed when it is older than any writer can take."""
MANIFEST_FILE = "manifest.json"
SUMS_FILE = "SHA256SUMS"
CURRENT_FILE = "current.json"


class TableEntry(msgspec.Struct, frozen=True):
    """What a table holds. Fact tables have no dimensions; total is the value that sums a dimension."""

    rows: int
    dimensions: tuple[str, ...] = ()
    populations: tuple[str, ...] = ()
    measure: str | None = None
    total: str | None = None
    margins: tuple[tuple[str, ...], ...] = ()
    """Which dimensions may be told apart at once in the protected edition; rows outside them are not in the file."""
    half_year: tuple[tuple[str, ...], ...] = ()
    """The same for half-years, where margins are for whole years."""


class Problem(msgspec.Struct, frozen=True):
    """A table that could not be published, and what the user is told about it."""

    table: str
    message: str


class Manifest(msgspec.Struct, frozen=True):
    """What a snapshot is made of; the tables are listed by name."""

    format: int
    snapshot_id: str
    edition: Edition
    plan_version: int
    data_fingerprint: str
    created: datetime
    periods: tuple[str, ...]
    tables: dict[str, TableEntry]
    problems: tuple[Problem, ...] = ()
    empty_tables: tuple[str, ...] = ()
    documents: tuple[str, ...] = (FORBUND_FILE,)
    merged: dict[str, dict[str, str]] = {}
    """Dimension → category of the register → the category of this edition that it is summed into."""
    rules_version: str = ""
    """The version of the rules that protect the edition; empty in the internal one."""
    audit: dict[str, Any] = {}
    """What the attack tried and found before the edition was published; empty in the internal one."""

    def made_from(self, fingerprint: str, plan_version: int) -> bool:
        """Is this what publishing that data with that plan would give?"""
        return (self.format, self.plan_version, self.data_fingerprint) == (FORMAT, plan_version, fingerprint)


@dataclass(frozen=True)
class Snapshot:
    """A snapshot read into memory, with the förbund it describes."""

    manifest: Manifest
    forbund: Forbund
    documents: dict[str, bytes]
    """The YAML files of the data folder as they were, by name below it: forbund.yaml, scenarios/<name>.yaml …"""
    _tables: dict[str, pl.DataFrame]

    def table(self, name: str) -> pl.DataFrame:
        """One of the published tables. Raises SnapshotError with the reason when it could not be published."""
        for problem in self.manifest.problems:
            if problem.table == name:
                raise SnapshotError(
                    "Underlaget till det här avsnittet kunde inte läsas in", problem.message, "Övriga sidor fungerar."
                )
        return self._tables[name]


def write_snapshot(
    folder: Path, manifest: Manifest, tables: dict[str, pl.DataFrame], documents: dict[str, bytes]
) -> Path:
    """Write a snapshot and make it the current one; returns the folder of its edition.

    The tables and documents are those that the manifest lists.

    Older snapshots beyond the last few are removed afterwards. Raises OSError (disk full, no right to write) with
    the former snapshot still in use.
    """
    unfinished = folder / f".unfinished-{manifest.snapshot_id}"
    edition_folder = unfinished / manifest.edition
    edition_folder.mkdir(parents=True)
    try:
        files = {f"{name}.parquet": _parquet(table) for name, table in tables.items()}
        files |= documents | {MANIFEST_FILE: _json(manifest)}
        files[SUMS_FILE] = "".join(f"{_sha256(content)}  {name}\n" for name, content in files.items()).encode()
        for name in documents:
            (edition_folder / name).parent.mkdir(exist_ok=True)
        for name, content in files.items():
            (edition_folder / name).write_bytes(content)
            _sync(edition_folder / name)
        for part in {(edition_folder / name).parent for name in files}:
            _sync(part)
        unfinished.rename(folder / manifest.snapshot_id)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    _swap_current(folder, manifest)
    _remove_old(folder)
    return folder / manifest.snapshot_id / manifest.edition


def read_manifest(folder: Path, edition: Edition) -> Manifest | None:
    """The current snapshot's manifest; None when nothing is published yet.

    Raises SnapshotError when it is damaged or of an older format.
    """
    snapshot_id = _current(folder).get(edition)
    if snapshot_id is None:
        return None
    return _manifest(folder / snapshot_id / edition)


def read_snapshot(folder: Path, edition: Edition) -> Snapshot | None:
    """The current snapshot with all its tables; None when nothing is published yet.

    Raises SnapshotError when a file is missing, damaged or of an older format.
    """
    manifest = read_manifest(folder, edition)
    if manifest is None:
        return None
    edition_folder = folder / manifest.snapshot_id / edition
    try:
        files = _whole_files(edition_folder, [*(f"{name}.parquet" for name in manifest.tables), *manifest.documents])
        tables = {
            name: _complete(pl.read_parquet(io.BytesIO(files[f"{name}.parquet"])), entry)
            for name, entry in manifest.tables.items()
        }
        forbund = parse_forbund(files[FORBUND_FILE])
    except (OSError, ValueError, pl.exceptions.PolarsError, DataError) as error:
        raise _broken("En av dess filer saknas eller är skadad.") from error
    documents = {name: files[name] for name in manifest.documents}
    return Snapshot(manifest, forbund, documents, tables)


def _complete(table: pl.DataFrame, entry: TableEntry) -> pl.DataFrame:
    """The table with the rows that its margins leave out, as hidden ones, so that no absent count reads as zero."""
    if not entry.margins:
        return table
    shared, own = entry.dimensions[:2], entry.dimensions[2:]
    grid = table.select("period", "population", *own).unique(maintain_order=True)
    for dimension in shared:
        grid = grid.join(table.select(pl.col(dimension).unique(maintain_order=True)), how="cross")
    keys = ["period", "population", *entry.dimensions]
    grid = grid.select(keys)
    return grid.join(table, on=keys, how="left", maintain_order="left").with_columns(pl.col("hidden").fill_null(True))


def _whole_files(edition_folder: Path, names: list[str]) -> dict[str, bytes]:
    """The contents of the files, each as it was written. Raises SnapshotError for one that has changed since."""
    lines = (edition_folder / SUMS_FILE).read_text(encoding="utf-8").splitlines()
    sums = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    files = {name: (edition_folder / name).read_bytes() for name in names}
    if any(_sha256(content) != sums.get(name) for name, content in files.items()):
        raise _broken("En av dess filer är inte som den skrevs.")
    return files


def _manifest(edition_folder: Path) -> Manifest:
    try:
        text = (edition_folder / MANIFEST_FILE).read_bytes()
        found = msgspec.json.decode(text, type=dict).get("format")
        if found != FORMAT:
            raise _broken(f"Den har format {found}, men programmet läser format {FORMAT}.")
        return msgspec.json.decode(text, type=Manifest)
    except (OSError, msgspec.DecodeError) as error:
        raise _broken("Dess förteckning (manifest.json) saknas eller är skadad.") from error


def _broken(rule: str) -> SnapshotError:
    return SnapshotError("Den publicerade ögonblicksbilden", rule, "Publicera om den med: python finsam.py publish")


def _current(folder: Path) -> dict[str, str]:
    try:
        return msgspec.json.decode((folder / CURRENT_FILE).read_bytes(), type=dict[str, str])
    except FileNotFoundError:
        return {}
    except (OSError, msgspec.DecodeError) as error:
        raise _broken("Filen current.json, som pekar ut den, är skadad.") from error


def _swap_current(folder: Path, manifest: Manifest) -> None:
    try:
        current = _current(folder)
    except SnapshotError:
        current = {}  # what it pointed out is lost already
    fresh = folder / f".{CURRENT_FILE}-{manifest.snapshot_id}"
    fresh.write_bytes(_json({**current, manifest.edition: manifest.snapshot_id}))
    _sync(fresh)
    fresh.replace(folder / CURRENT_FILE)
    _sync(folder)


def _remove_old(folder: Path) -> None:
    in_use = set(_current(folder).values())
    whole, begun = [], []
    for path in folder.iterdir():
        if path.name.startswith("."):
            begun.append(path)
        elif path.is_dir() and path.name not in in_use:
            whole.append(path)
    for path in [*sorted(whole, reverse=True)[KEPT - 1 :], *filter(_is_stale, begun)]:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _is_stale(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > STALE_SECONDS
    except FileNotFoundError:
        return False


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _parquet(table: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    table.write_parquet(buffer)
    return buffer.getvalue()


def _json(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2)


def _sync(path: Path) -> None:
    """Make sure that it is on the disk; folders cannot be synced on Windows and need not be."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
