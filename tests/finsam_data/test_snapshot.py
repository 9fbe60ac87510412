"""The snapshot on disk: whole or not at all, whoever stops it and wherever."""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime

import msgspec
import polars as pl
import pytest

from finsam_data.errors import SnapshotError
from finsam_data.settings import PROJECT
from finsam_data.snapshot import FORMAT, Problem, read_manifest, read_snapshot, write_snapshot
from tests.finsam_data.snapshots import TABLE_NAMES, manifest_of, number_of, write_numbered
from tests.lilla_an import FORBUND, NAME

REMEDY = "Publicera om den med: python finsam.py publish"


def refusal(folder):
    """How a snapshot that cannot be read is told."""
    with pytest.raises(SnapshotError) as caught:
        read_snapshot(folder, "internal")
    error = caught.value
    assert error.thing == "Den publicerade ögonblicksbilden"
    assert error.remedy == REMEDY
    assert str(folder) not in str(error)
    return error.rule


# What is on the disk.


def test_the_disk_looks_as_documented(tmp_path):
    returned = write_numbered(tmp_path, 1)
    snapshot_id = manifest_of(1).snapshot_id
    assert returned == tmp_path / snapshot_id / "internal"
    assert sorted(path.name for path in tmp_path.iterdir()) == [snapshot_id, "current.json"]
    assert sorted(path.name for path in returned.iterdir()) == [
        "SHA256SUMS", "exit.parquet", "flow.parquet", "forbund.yaml", "manifest.json",
    ]  # fmt: skip
    assert json.loads((tmp_path / "current.json").read_text()) == {"internal": snapshot_id}


def test_the_manifest_is_read_back_as_it_was_written(tmp_path):
    write_numbered(tmp_path, 1)
    assert read_manifest(tmp_path, "internal") == manifest_of(1)
    assert json.loads((tmp_path / manifest_of(1).snapshot_id / "internal" / "manifest.json").read_text())["format"] == 2


def test_the_tables_and_the_forbund_are_read_back(tmp_path):
    write_numbered(tmp_path, 7)
    snapshot = read_snapshot(tmp_path, "internal")
    assert number_of(snapshot) == 7
    assert snapshot.forbund.name == NAME


def test_the_documents_of_the_data_folder_follow_with_their_folders(tmp_path):
    documents = {"forbund.yaml": FORBUND.encode(), "scenarios/två år.yaml": b"name: Tv\xc3\xa5 \xc3\xa5r\n"}
    manifest = msgspec.structs.replace(manifest_of(1), tables={}, documents=tuple(documents))
    folder = write_snapshot(tmp_path, manifest, {}, documents)
    assert read_snapshot(tmp_path, "internal").documents == documents
    (folder / "scenarios" / "två år.yaml").write_bytes(b"name: Tre\n")
    assert refusal(tmp_path) == "En av dess filer är inte som den skrevs."


def test_where_nothing_is_published_there_is_none(tmp_path):
    assert read_manifest(tmp_path, "internal") is None
    assert read_snapshot(tmp_path / "finns-inte", "internal") is None


def test_editions_stand_side_by_side(tmp_path):
    write_numbered(tmp_path, 1, "internal")
    assert read_snapshot(tmp_path, "protected") is None
    write_numbered(tmp_path, 2, "protected")
    assert number_of(read_snapshot(tmp_path, "internal")) == 1
    assert number_of(read_snapshot(tmp_path, "protected")) == 2


def test_a_table_that_could_not_be_published_says_why(tmp_path):
    broken = msgspec.structs.replace(
        manifest_of(1), problems=(Problem("flow", "participation.parquet: Filen saknas."),), tables={}
    )
    write_snapshot(tmp_path, broken, {}, {"forbund.yaml": FORBUND.encode()})
    with pytest.raises(SnapshotError, match=r"participation\.parquet: Filen saknas\."):
        read_snapshot(tmp_path, "internal").table("flow")


def test_it_was_made_from_data_only_when_data_plan_and_format_agree():
    manifest = manifest_of(1)
    assert manifest.made_from(f"{1:064}", 1)
    assert not manifest.made_from(f"{2:064}", 1)
    assert not manifest.made_from(f"{1:064}", 2)
    assert not manifest_of(1, snapshot_format=FORMAT - 1).made_from(f"{1:064}", 1)


# What is kept.


def test_the_three_newest_are_kept(tmp_path):
    for number in range(1, 6):
        write_numbered(tmp_path, number)
        assert number_of(read_snapshot(tmp_path, "internal")) == number
    kept = sorted(path.name for path in tmp_path.iterdir() if path.is_dir())
    assert kept == [manifest_of(number).snapshot_id for number in (3, 4, 5)]


def test_the_one_in_use_for_another_edition_is_never_removed(tmp_path):
    write_numbered(tmp_path, 1, "protected")
    for number in range(2, 8):
        write_numbered(tmp_path, number, "internal")
    assert number_of(read_snapshot(tmp_path, "protected")) == 1


def leave_unfinished(folder, name, hours_old):
    """What a writer that was stopped leaves behind."""
    left = folder / f".unfinished-{name}"
    (left / "internal").mkdir(parents=True)
    (left / "internal" / "flow.parquet").write_bytes(b"PAR1")
    then = time.time() - 3600 * hours_old
    os.utime(left, (then, then))
    return left


def test_what_a_stopped_writer_left_does_not_disturb_and_is_removed_in_time(tmp_path):
    old = [leave_unfinished(tmp_path, f"gammal-{number}", hours_old=2) for number in range(4)]
    stray = tmp_path / ".current.json-gammal"
    stray.write_text("{}")
    os.utime(stray, (0, 0))
    for number in range(1, 4):
        write_numbered(tmp_path, number)
    assert number_of(read_snapshot(tmp_path, "internal")) == 3
    assert not any(path.exists() for path in [*old, stray])
    # None of the three newest had to give way for them.
    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 3


def test_what_another_writer_is_at_work_with_is_left_alone(tmp_path):
    at_work = leave_unfinished(tmp_path, "pågår", hours_old=0)
    for number in range(1, 6):
        write_numbered(tmp_path, number)
    assert at_work.is_dir()


# Stopped, read at the same time, or unable to write.


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Systemet kan inte dela processer.")
def test_killed_before_any_line_the_old_one_or_the_new_one_is_read(tmp_path):
    write_numbered(tmp_path / "start", 1)
    command = [sys.executable, "-m", "tests.finsam_data.killed_writer", str(tmp_path)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=300, check=True)
    killed = int(done.stdout)
    assert killed > 40
    read = [number_of(read_snapshot(tmp_path / f"{attempt}", "internal")) for attempt in range(killed + 1)]
    # The old one up to some line, the new one from there on.
    assert read == sorted(read)
    assert (read[0], read[-1]) == (1, 2)
    # Whatever was left, the next one is written and read.
    for attempt in range(0, killed, 10):
        write_numbered(tmp_path / f"{attempt}", 3)
        assert number_of(read_snapshot(tmp_path / f"{attempt}", "internal")) == 3


def test_one_who_reads_during_writing_sees_the_old_one_or_the_new_one(tmp_path):
    write_numbered(tmp_path, 0)
    seen, done = [], threading.Event()

    def read_on():
        while not done.is_set():
            seen.append(number_of(read_snapshot(tmp_path, "internal")))

    reader = threading.Thread(target=read_on)
    reader.start()
    for number in range(1, 16):
        write_numbered(tmp_path, number)
        before = len(seen)
        while len(seen) == before and reader.is_alive():
            time.sleep(0.001)
    done.set()
    reader.join()
    assert seen == sorted(seen)
    assert seen[-1] >= 14


def test_two_writers_at_once_both_succeed(tmp_path):
    failures = []

    def write_many(numbers):
        try:
            for number in numbers:
                write_numbered(tmp_path, number)
        except Exception as error:
            failures.append(error)

    writers = [threading.Thread(target=write_many, args=(range(first, 60, 2),)) for first in (0, 1)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    assert number_of(read_snapshot(tmp_path, "internal")) in range(60)


def test_when_it_cannot_be_written_the_former_stays_and_nothing_is_left(tmp_path):
    write_numbered(tmp_path, 1)
    with pytest.raises(OSError, match=r".+"):
        write_snapshot(
            tmp_path, manifest_of(2), {"en/två": pl.DataFrame({"n": [2]})}, {"forbund.yaml": FORBUND.encode()}
        )
    assert number_of(read_snapshot(tmp_path, "internal")) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [manifest_of(1).snapshot_id, "current.json"]


# Damaged afterwards.


@pytest.fixture
def published(tmp_path):
    return write_numbered(tmp_path, 1)


def test_an_older_format_is_told_by_number(tmp_path):
    write_numbered(tmp_path, 1, snapshot_format=FORMAT - 1)
    assert refusal(tmp_path) == f"Den har format {FORMAT - 1}, men programmet läser format {FORMAT}."


def test_a_newer_format_and_none_at_all_are_told_too(tmp_path, published):
    for found in (FORMAT + 1, "1", None):
        (published / "manifest.json").write_text(json.dumps({"format": found, "något": "nytt"}))
        assert f"programmet läser format {FORMAT}" in refusal(tmp_path)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"format": 1}', None])
def test_a_damaged_or_missing_manifest(tmp_path, published, content):
    if content is None:
        (published / "manifest.json").unlink()
    else:
        (published / "manifest.json").write_bytes(content)
    assert "manifest.json" in refusal(tmp_path) or "programmet läser format" in refusal(tmp_path)
    with pytest.raises(SnapshotError):
        read_manifest(tmp_path, "internal")


@pytest.mark.parametrize("name", [*(f"{table}.parquet" for table in TABLE_NAMES), "forbund.yaml", "SHA256SUMS"])
def test_a_missing_file(tmp_path, published, name):
    (published / name).unlink()
    assert refusal(tmp_path) == "En av dess filer saknas eller är skadad."


@pytest.mark.parametrize("name", ["flow.parquet", "forbund.yaml"])
def test_a_truncated_file(tmp_path, published, name):
    whole = (published / name).read_bytes()
    for length in (0, 4, len(whole) // 2, len(whole) - 1):
        (published / name).write_bytes(whole[:length])
        assert refusal(tmp_path) == "En av dess filer är inte som den skrevs."


def test_a_single_changed_bit_is_seen(tmp_path, published):
    """Parquet would read it and show another number."""
    whole = (published / "flow.parquet").read_bytes()
    for place in range(0, len(whole), 5):
        changed = bytearray(whole)
        changed[place] ^= 1
        (published / "flow.parquet").write_bytes(changed)
        assert refusal(tmp_path) == "En av dess filer är inte som den skrevs."


def test_a_table_of_another_snapshot_is_seen(tmp_path, published):
    other = write_numbered(tmp_path, 2)
    shutil.copy(published / "flow.parquet", other / "flow.parquet")
    assert refusal(tmp_path) == "En av dess filer är inte som den skrevs."


def test_a_snapshot_that_is_gone(tmp_path, published):
    shutil.rmtree(published)
    assert "manifest.json" in refusal(tmp_path)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"internal": 7}', b"\xff\xfe"])
def test_a_damaged_pointer_is_told_and_mended_by_publishing(tmp_path, published, content):
    (tmp_path / "current.json").write_bytes(content)
    assert refusal(tmp_path) == "Filen current.json, som pekar ut den, är skadad."
    write_numbered(tmp_path, 2)
    assert number_of(read_snapshot(tmp_path, "internal")) == 2


def test_the_time_of_publishing_keeps_its_zone(tmp_path, published):
    assert read_manifest(tmp_path, "internal").created == datetime(2025, 1, 1, tzinfo=UTC)
