"""Whatever happens to who takes a file in, the register is the old one or the new one, and nobody's import is lost."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from finsam_data import file_lock
from finsam_data.file_lock import locked
from finsam_data.intake.register.history import IntakeError
from finsam_data.intake.register.import_folder import FOLDER, LOCK_FILE
from finsam_data.intake.register.journal import Journal
from finsam_data.intake.register.register_file import REGISTER_FILE
from finsam_data.settings import PROJECT
from finsam_data.store import Store
from tests.finsam_data.intake.files import NOW, checked, woman
from tests.finsam_data.intake.importing import DRAWN, MANY, correct, start, take_back
from tests.lilla_an import write_lilla_an

MODULE = [sys.executable, "-m", "tests.finsam_data.intake.importing"]


def whole(folder):
    """What a reader sees: the rows, and which imports there are and whether they are in force."""
    journal = Journal(folder)
    records = tuple((record.id, record.state) for record in journal.records())
    return records, frozenset(journal.register().select("participant_id", "insats").iter_rows())


def left_on(place):
    """Every file and what it holds, whatever the unfinished register is called."""
    return frozenset(
        (re.sub(r"participation-\w+", "", str(path.relative_to(place))), path.read_bytes() if path.is_file() else b"")
        for path in place.rglob("*")
    )


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Systemet kan inte dela processer.")
def test_killed_at_any_step_or_moment_the_old_or_the_new_state_is_whole(tmp_path):
    begin = write_lilla_an(tmp_path / "start")
    for path in set(begin.glob("*.parquet")) - {begin / REGISTER_FILE}:
        path.unlink()  # there is one copy of the folder per line
    start(begin)
    command = [*MODULE, "killed", tmp_path]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=300, check=True)
    assert int(done.stdout) > DRAWN + 10
    for act, n_records in ((correct, 2), (take_back, 2)):
        old, new = (whole(tmp_path / f"{act.__name__}-{name}") for name in ("before", "whole"))
        assert old != new
        places = sorted(tmp_path.glob(f"{act.__name__}-0*"))
        known: dict[frozenset[tuple[str, bytes]], object] = {}
        seen = [known.get(left_on(place)) or known.setdefault(left_on(place), whole(place)) for place in places]
        assert set(seen) == {old, new}
        assert seen == sorted(seen, key=lambda found: found == new)  # the old one up to some line, then the new one
        assert set(known.values()) == {old, new}
        for place, found in zip(places, seen, strict=True):
            content = (place / REGISTER_FILE).read_bytes()
            Journal(place).clean_up()
            assert (place / REGISTER_FILE).read_bytes() == content
            left = {path.name for path in (place / FOLDER).iterdir()} - {LOCK_FILE}
            assert left == {import_id for import_id, _ in found[0]}
            assert not [path for path in place.iterdir() if path.name.startswith(".")]
        for place in places[::15]:
            if whole(place) == old:
                act(place)
            assert whole(place)[1] == new[1]
            assert len(whole(place)[0]) == n_records
            assert "participation" not in Store(place).problems


def test_two_processes_at_once_lose_no_import(tmp_path):
    data = write_lilla_an(tmp_path / "data")
    first = [2003, 2003 + MANY]
    processes = [subprocess.Popen([*MODULE, "many", data, str(year)], cwd=PROJECT) for year in first]
    assert [process.wait(timeout=120) for process in processes] == [0, 0]
    records, rows = whole(data)
    assert sorted(import_id for import_id, _ in records) == [f"20250120-{n}" for n in range(1, 2 * MANY + 1)]
    assert {f"p{year}" for year in range(2003, 2003 + 2 * MANY)} < {name for name, _ in rows}
    assert len(rows) == 11 + 2 * MANY


def test_one_who_waits_too_long_is_told(tmp_path, monkeypatch):
    data = write_lilla_an(tmp_path / "data")
    start(data)
    before = whole(data)
    monkeypatch.setattr(file_lock, "PATIENCE_SECONDS", 0.05)
    with (
        locked(data / FOLDER / LOCK_FILE),
        pytest.raises(IntakeError, match=r"någon annan skriver där just nu.*registret är som förut"),
    ):
        correct(data)
    assert whole(data) == before


SIZE_KB = 512


@pytest.fixture
def small_disk(tmp_path):
    """A disk of half a megabyte, where the system lets us make one."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE_KB}k", "tmpfs", place]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("Systemet låter oss inte göra en liten disk.")
    yield place
    subprocess.run(["umount", place], check=True)


def test_a_full_disk_leaves_the_old_state_and_says_so(small_disk):
    data = write_lilla_an(small_disk / "data")
    start(data)
    before = whole(data)
    filling = small_disk / "filling"
    told = []
    for n_free in range(0, 64_000, 4_096):  # the disk hands out pages of that size
        filling.write_bytes(b"")
        with filling.open("wb", buffering=0) as file:
            stat = os.statvfs(small_disk)
            file.write(b"x" * max(stat.f_bavail * stat.f_frsize - n_free, 0))
        try:
            correct(data)
        except IntakeError as error:
            told.append(str(error))
            assert whole(data) == before
            assert {path.name for path in (data / FOLDER).iterdir()} == {LOCK_FILE, "20250120-1"}
        else:
            break
    assert len(told) > 3
    assert set(told) == {
        "Filen ”Vägen vidare.xlsx”: Det gick inte att skriva i datamappen (disken är full), så registret är som förut. "
        "Gör plats eller ge skrivrättighet, och försök igen."
    }
    assert whole(data) != before


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid"), reason="Rättigheter prövas inte i Windows.")
def test_a_file_may_not_become_so_large(tmp_path):
    """A limit that any user can set, where no disk can be made: the register fits, the next raw file does not."""
    import resource

    data = write_lilla_an(tmp_path / "data")
    start(data)
    before = whole(data)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, hard))
    try:
        with pytest.raises(IntakeError, match="filen får inte bli så stor"):
            Journal(data).commit(checked(woman("b", "2024-03-01"), content=b"x" * 9_000), "Kansliet", NOW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert whole(data) == before
    assert {path.name for path in (data / FOLDER).iterdir()} == {LOCK_FILE, "20250120-1"}
