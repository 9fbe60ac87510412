"""Small snapshots whose every table tells which one it is."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from finsam_data.settings import Edition
from finsam_data.snapshot import FORMAT, Manifest, Snapshot, TableEntry, write_snapshot
from tests.lilla_an import FORBUND

TABLE_NAMES = ("exit", "flow")


def manifest_of(number: int, edition: Edition = "internal", snapshot_format: int = FORMAT) -> Manifest:
    """The manifest of the snapshot with that number; a later number is a later snapshot."""
    return Manifest(
        format=snapshot_format,
        snapshot_id=f"20250101T{number:06}-abcdef01",
        edition=edition,
        plan_version=1,
        data_fingerprint=f"{number:064}",
        created=datetime(2025, 1, 1, tzinfo=UTC),
        periods=("2024",),
        tables={name: TableEntry(3) for name in TABLE_NAMES},
    )


def write_numbered(folder: Path, number: int, edition: Edition = "internal", snapshot_format: int = FORMAT) -> Path:
    """A snapshot that holds its number in every row of every table."""
    tables = {name: pl.DataFrame({"n": [number] * 3}) for name in TABLE_NAMES}
    return write_snapshot(
        folder, manifest_of(number, edition, snapshot_format), tables, {"forbund.yaml": FORBUND.encode()}
    )


def number_of(snapshot: Snapshot | None) -> int:
    """Which one was read; fails unless all its parts are of the same."""
    assert snapshot is not None
    numbers = {n for name in TABLE_NAMES for n in snapshot.table(name).get_column("n")}
    numbers.add(int(snapshot.manifest.data_fingerprint))
    assert len(numbers) == 1, f"parts of several snapshots: {numbers}"
    return numbers.pop()
