"""Scenarios that people have saved: a YAML file each, in a folder of their own in the data folder.

A file is written whole or not at all, and one at a time: writers wait for each other's lock, which the system lets go
when its process ends. Whoever saves over something that another has changed gets a file beside it, and is told.
"""

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import msgspec

from finsam_data.disk import reason, sync_folder
from finsam_data.errors import FinsamError
from finsam_data.file_lock import locked
from finsam_data.scenario import Scenario
from finsam_data.scenario_files import LARGEST_FILE, dump_scenario, parse_scenario, plain_scenario
from finsam_data.scenario_names import free_name, free_slug, is_plain_file
from finsam_data.scenario_values import ScenarioError, scenario_of

SAVED_FOLDER = "saved_scenarios"
LOCK_FILE = ".lock"
UNFINISHED = ".unfinished"
MOST_REMEMBERED = 500
LEFT = "Filen ligger kvar orörd."


class SavedScenarioError(FinsamError):
    """A saved scenario cannot be written, or is no longer what it was."""


@dataclass(frozen=True)
class Saved:
    """A saved scenario: its file name without suffix, and the version of the file that was read."""

    file: str
    version: str
    changed: datetime
    scenario: Scenario

    @property
    def name(self) -> str:
        """What the scenario is called."""
        return self.scenario.name


@dataclass(frozen=True)
class Unreadable:
    """A file that is there but cannot be read, and what the user is told; it is left as it is."""

    file: str
    message: str


@dataclass(frozen=True)
class Kept:
    """What was saved; told is what has to be said when it did not become quite what was asked for."""

    saved: Saved
    told: str = ""


def saved_scenarios(data: Path) -> tuple[list[Saved], list[Unreadable]]:
    """All saved scenarios by name, and the files that cannot be read; SavedScenarioError if the folder cannot."""
    found = [_read_if_changed(path) for path in _files(data)]
    saved = [one for one in found if isinstance(one, Saved)]
    return sorted(saved, key=lambda one: (one.name.casefold(), one.file)), [
        one for one in found if isinstance(one, Unreadable)
    ]


def save(data: Path, scenario: Scenario, opened: Saved | None = None) -> Kept:
    """Save the scenario under its name; opened is what it was opened from, or saved as, before.

    It is written over only what is still as opened. Anything else of that name is kept, and the scenario gets a
    number after its name.
    """
    scenario = _checked(scenario)
    with _writing(data) as folder:
        everything = _all_now(data)
        current = _of_name(everything, scenario.name)
        if current and current.scenario == scenario:
            return Kept(current)
        if current and opened and (current.file, current.version) == (opened.file, opened.version):
            return Kept(_write(folder, current.file, scenario))
        return _write_new(everything, folder, scenario, opened)


def duplicate(data: Path, file: str) -> Kept:
    """A copy under the next free number."""
    with _writing(data) as folder:
        original = _existing(folder, file)
        copy = _renamed(original.scenario, _free_name(_all_now(data), original.name))
        return Kept(_write(folder, _free_file(folder, copy.name), copy))


def rename(data: Path, saved: Saved, name: str) -> Kept:
    """The same scenario under another name. Raises SavedScenarioError when another has changed it meanwhile."""
    scenario = _renamed(saved.scenario, name)
    with _writing(data) as folder:
        _unchanged(folder, saved)
        everything = _all_now(data)
        current = _of_name(everything, scenario.name)
        if current is None or current.file == saved.file:
            return Kept(_write(folder, saved.file, scenario))
        scenario = _renamed(scenario, _free_name(everything, scenario.name))
        return Kept(_write(folder, saved.file, scenario), _told_taken(name, scenario.name))


def delete(data: Path, saved: Saved) -> None:
    """Take it away. Raises SavedScenarioError when another has changed it meanwhile; then it stays."""
    with _writing(data) as folder:
        _unchanged(folder, saved)
        _path(folder, saved.file).unlink()
        sync_folder(folder)


def _write_new(everything: list[Saved], folder: Path, scenario: Scenario, opened: Saved | None) -> Kept:
    """Write beside what is there; say so when the name was taken."""
    free = _renamed(scenario, _free_name(everything, scenario.name))
    kept = _write(folder, _free_file(folder, free.name), free)
    if free.name == scenario.name:
        return Kept(kept)
    if opened and opened.name.casefold() == scenario.name.casefold():
        return Kept(
            kept,
            f"Någon annan har ändrat ”{scenario.name}” sedan du öppnade det. Ditt är sparat som ”{free.name}”; "
            "båda finns kvar.",
        )
    return Kept(kept, _told_taken(scenario.name, free.name))


def _told_taken(asked: str, given: str) -> str:
    return f"Det finns redan ett scenario som heter ”{asked}”. Ditt är sparat som ”{given}”; båda finns kvar."


def _write(folder: Path, file: str, scenario: Scenario) -> Saved:
    """A new file, on the disk, put in the place of the old in one step."""
    fresh = folder / f".{file}-{secrets.token_hex(4)}{UNFINISHED}"
    try:
        with fresh.open("xb") as opened:
            opened.write(dump_scenario(scenario).encode())
            opened.flush()
            os.fsync(opened.fileno())
        fresh.replace(_path(folder, file))
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    sync_folder(folder)
    return _existing(folder, file)


@contextmanager
def _writing(data: Path) -> Iterator[Path]:
    """The folder, made if need be, with nobody else writing; what a killed writer left is cleared away."""
    folder = data / SAVED_FOLDER
    try:
        folder.mkdir(exist_ok=True)
        with locked(folder / LOCK_FILE):
            for left in folder.glob(f".*{UNFINISHED}"):
                left.unlink(missing_ok=True)
            yield folder
    except OSError as error:
        raise SavedScenarioError(
            f"Mappen {SAVED_FOLDER} i datamappen ”{data.name}”",
            f"Det gick inte att skriva där ({reason(error)}), så inget är ändrat.",
            "Hämta scenariot som fil så länge, och be den som förvaltar programmet om skrivrättighet eller mer plats.",
        ) from error


def _files(data: Path) -> list[Path]:
    folder = data / SAVED_FOLDER
    try:
        return sorted(path for path in folder.glob("[!.]*.yaml") if path.is_file())
    except OSError as error:
        raise SavedScenarioError(
            f"Mappen {SAVED_FOLDER} i datamappen ”{data.name}”", "Den går inte att läsa.", "Kontrollera läsrättigheten."
        ) from error


def _read_if_changed(path: Path) -> Saved | Unreadable:
    """What a file holds, for those who only look; read anew when its time, size or place has changed."""
    try:
        stat = path.stat()
    except OSError:
        return Unreadable(path.stem, f"{path.name}: Filen går inte att läsa. {LEFT}")
    return _read_once(path, stat.st_mtime_ns, stat.st_size, stat.st_ino)


@lru_cache(maxsize=MOST_REMEMBERED)
def _read_once(path: Path, changed_ns: int, size: int, inode: int) -> Saved | Unreadable:
    return _read(path)


def _read(path: Path) -> Saved | Unreadable:
    """What a file holds now."""
    try:
        stat = path.stat()
        if stat.st_size > LARGEST_FILE:
            return Unreadable(path.stem, f"{path.name}: Filen är för stor för att vara ett scenario. {LEFT}")
        content = path.read_bytes()
        scenario = parse_scenario(content)
    except ScenarioError as error:
        return Unreadable(path.stem, f"{path.name}: {error} {LEFT}")
    except OSError:
        return Unreadable(path.stem, f"{path.name}: Filen går inte att läsa. {LEFT}")
    version = hashlib.sha256(content).hexdigest()
    return Saved(path.stem, version, datetime.fromtimestamp(stat.st_mtime, UTC), scenario)


def _existing(folder: Path, file: str) -> Saved:
    found = _read(_path(folder, file))
    if isinstance(found, Saved):
        return found
    raise SavedScenarioError(
        "Det sparade scenariot", f"Filen {file}.yaml finns inte längre eller är skadad.", "Ladda om sidan."
    )


def _unchanged(folder: Path, saved: Saved) -> None:
    if _existing(folder, saved.file).version != saved.version:
        raise SavedScenarioError(
            f"Scenariot ”{saved.name}”",
            "Någon annan har ändrat det sedan sidan visades, så inget är gjort.",
            "Ladda om sidan och se ändringen först.",
        )


def _all_now(data: Path) -> list[Saved]:
    """Everything that is saved at this moment, for those who are about to write."""
    return [found for path in _files(data) if isinstance(found := _read(path), Saved)]


def _of_name(everything: list[Saved], name: str) -> Saved | None:
    """What is saved under the name; letters' case makes no difference."""
    return next((saved for saved in everything if saved.name.casefold() == name.casefold()), None)


def _free_name(everything: list[Saved], name: str) -> str:
    return free_name(name, {saved.name.casefold() for saved in everything})


def _free_file(folder: Path, name: str) -> str:
    """A file name that nothing has, not even what cannot be read."""
    return free_slug(name, {path.stem.casefold() for path in folder.iterdir()})


def _path(folder: Path, file: str) -> Path:
    """The file's place, which is never outside the folder."""
    if not is_plain_file(file):
        raise SavedScenarioError("Det sparade scenariot", "Filnamnet går inte att använda.", "Ladda om sidan.")
    return folder / f"{file}.yaml"


def _renamed(scenario: Scenario, name: str) -> Scenario:
    return _checked(msgspec.structs.replace(scenario, name=name))


def _checked(scenario: Scenario) -> Scenario:
    """The scenario as it will be read again, its name held to the rules of a file."""
    return scenario_of(plain_scenario(scenario))
