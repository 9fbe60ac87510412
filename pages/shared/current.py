"""The snapshot this process shows: published in a process of its own when the data has changed, then kept in memory.

The web process reads snapshots only. A child process opens the register, so no person row is ever in memory here, and
not even the file is opened: whether the data has changed is seen from the files' names, sizes and times.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

import msgspec

from finsam_data.errors import FinsamError, SnapshotError
from finsam_data.files import data_signature
from finsam_data.settings import PROJECT, Edition, Settings, read_settings
from finsam_data.snapshot import Manifest, Snapshot, read_snapshot


@dataclass(frozen=True)
class Current:
    """The snapshot in use, and what has to be said about it at the top of every page."""

    snapshot: Snapshot
    warning: str | None = None


REGISTER = "participation.parquet"

WAIT = 0.2
"""Seconds between two looks at how far another's publication has come."""

_lock = threading.Lock()
_seen: dict[tuple[object, ...], Current] = {}
_steps: list[str] = []
"""How far the publication under way has come, for all who wait for it."""


@cache
def settings() -> Settings:
    """The settings of the process."""
    return read_settings()


def forget() -> None:
    """Read the environment and the snapshot anew at the next call, as a fresh process would."""
    with _lock:
        settings.cache_clear()
        _seen.clear()


def ready(edition: Edition) -> Current | None:
    """What current() would answer at once; None where it would first have to publish or read."""
    return _seen.get(_signature(settings(), edition))


def current(edition: Edition, progress: Callable[[str], None] = lambda _: None) -> Current:
    """The edition's snapshot of the data as it lies in the data folder now, published first if need be.

    A protected process is refused any other edition by ValueError, which is a bug and no user's mistake. When new data
    has faults the last good snapshot is shown with a warning. Raises FinsamError when there is nothing at all to show.
    Several sessions at once wait for one publication.
    """
    _wait_for_turn(progress)
    try:
        chosen = settings()
        if chosen.edition == "protected" != edition:
            raise ValueError(edition)
        signature = _signature(chosen, edition)
        if signature not in _seen:
            fresh = _publish_if_changed(chosen, edition, progress)
            for old in [seen for seen in _seen if seen[0] == edition]:
                del _seen[old]
            # The signature holds what is published too, and that may just have changed.
            _seen[_signature(chosen, edition)] = fresh
            return fresh
        return _seen[signature]
    finally:
        _lock.release()


def publish_ahead(editions: Sequence[Edition]) -> None:
    """Before anybody asks: what is wrong with the data is told to whoever does."""
    for edition in editions:
        with suppress(FinsamError):
            current(edition)


def _wait_for_turn(progress: Callable[[str], None]) -> None:
    """Take the lock; whoever waits for another's publication is told how far it has come."""
    told = 0
    while not _lock.acquire(timeout=WAIT):
        steps = _steps[told:]
        told += len(steps)
        for step in steps:
            progress(step)


def _signature(chosen: Settings, edition: Edition) -> tuple[object, ...]:
    return (edition, *data_signature(chosen.data), *data_signature(chosen.snapshots))


def _publish_if_changed(chosen: Settings, edition: Edition, progress: Callable[[str], None]) -> Current:
    brought = edition == "protected" and chosen.snapshots.is_dir() and not (chosen.data / REGISTER).exists()
    # Where only protected snapshots are brought, without the register, they are shown as they are.
    warning = None if brought else _publish_apart(chosen, edition, progress)
    try:
        snapshot = read_snapshot(chosen.snapshots, edition)
    except SnapshotError as error:
        raise FinsamError("Inget kan visas", warning or str(error), "") from error
    if snapshot is None:
        raise FinsamError("Inget kan visas", warning or "Ingen ögonblicksbild är publicerad.", "")
    return Current(snapshot, warning or _faults(snapshot.manifest))


def _publish_apart(chosen: Settings, edition: Edition, progress: Callable[[str], None]) -> str | None:
    """Publish in a child process if the data has changed; returns what went wrong, in Swedish, or None."""
    arguments = ["publish", "--if-changed", "--json", "--data", str(chosen.data), "--out", str(chosen.snapshots)]
    command = [sys.executable, str(PROJECT / "finsam.py"), *arguments]
    answer: dict[str, object] = {}
    _steps.clear()
    with subprocess.Popen(  # noqa: S603
        command,
        cwd=PROJECT,
        env={**os.environ, "PYTHONUTF8": "1", "FINSAM_EDITION": edition},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    ) as child:
        for line in child.stdout or ():
            answer = msgspec.json.decode(line)
            if "progress" in answer:
                _steps.append(str(answer["progress"]))
                progress(_steps[-1])
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
