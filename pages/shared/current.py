"""The snapshot this process shows: published in a process of its own when the data has changed, then kept in memory.

The web process reads snapshots only. A child process opens the register, so no person row is ever in memory here.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import msgspec

from finsam_data.errors import FinsamError, SnapshotError
from finsam_data.files import data_fingerprint, data_signature
from finsam_data.settings import PROJECT, Settings, read_settings
from finsam_data.snapshot import Manifest, Snapshot, read_manifest, read_snapshot
from queries.publication.plan import publication_plan


@dataclass(frozen=True)
class Current:
    """The snapshot in use, and what has to be said about it at the top of every page."""

    snapshot: Snapshot
    warning: str | None = None


_lock = threading.Lock()
_seen: dict[tuple[object, ...], Current] = {}


@cache
def settings() -> Settings:
    """The settings of the process."""
    return read_settings()


def forget() -> None:
    """Read the environment and the snapshot anew at the next call, as a fresh process would."""
    with _lock:
        settings.cache_clear()
        _seen.clear()


def is_ready() -> bool:
    """Can current() answer at once?"""
    return _signature(settings()) in _seen


def current(progress: Callable[[str], None] = lambda _: None) -> Current:
    """The snapshot of the data as it lies in the data folder now, published first if need be.

    When new data has faults the last good snapshot is shown with a warning. Raises FinsamError when there is nothing
    at all to show. Several sessions at once wait for one publication.
    """
    with _lock:
        chosen = settings()
        signature = _signature(chosen)
        if signature not in _seen:
            fresh = _publish_if_changed(chosen, progress)
            _seen.clear()
            # The signature holds what is published too, and that may just have changed.
            _seen[_signature(chosen)] = fresh
            return fresh
        return _seen[signature]


def _signature(chosen: Settings) -> tuple[object, ...]:
    return (*data_signature(chosen.data), *data_signature(chosen.snapshots))


def _publish_if_changed(chosen: Settings, progress: Callable[[str], None]) -> Current:
    published = _readable_manifest(chosen)
    fingerprint = data_fingerprint(chosen.data)
    warning = None
    if published is None or not published.made_from(fingerprint, publication_plan().version):
        warning = _publish_apart(chosen, progress)
    try:
        snapshot = read_snapshot(chosen.snapshots, chosen.edition)
    except SnapshotError as error:
        # Made from these very data but damaged since: make it again, once.
        if warning or (warning := _publish_apart(chosen, progress)):
            raise FinsamError("Inget kan visas", warning, "") from error
        snapshot = read_snapshot(chosen.snapshots, chosen.edition)
    if snapshot is None:
        raise FinsamError("Inget kan visas", warning or "Ingen ögonblicksbild är publicerad.", "")
    return Current(snapshot, warning or _faults(snapshot.manifest))


def _readable_manifest(chosen: Settings) -> Manifest | None:
    try:
        return read_manifest(chosen.snapshots, chosen.edition)
    except SnapshotError:
        return None


def _publish_apart(chosen: Settings, progress: Callable[[str], None]) -> str | None:
    """Publish in a child process; returns what went wrong, in Swedish, or None."""
    arguments = ["publish", "--json", "--data", str(chosen.data), "--out", str(chosen.snapshots)]
    command = [sys.executable, str(PROJECT / "finsam.py"), *arguments]
    answer: dict[str, object] = {}
    with subprocess.Popen(  # noqa: S603
        command,
        cwd=PROJECT,
        env={**os.environ, "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    ) as child:
        for line in child.stdout or ():
            answer = msgspec.json.decode(line)
            if "progress" in answer:
                progress(str(answer["progress"]))
    if "ok" not in answer:
        return "Publiceringen avbröts oväntat. Kör python finsam.py publish för att se varför."
    return str(answer["error"]) if "error" in answer else None


def _faults(manifest: Manifest) -> str | None:
    """What the snapshot itself lacks."""
    if manifest.problems:
        return manifest.problems[0].message
    if manifest.empty_tables:
        files = ", ".join(f"{table}.parquet" for table in manifest.empty_tables)
        return f"{files}: Tabellen har inga rader. Fyll på datamappen om det inte är avsikten."
    return None
