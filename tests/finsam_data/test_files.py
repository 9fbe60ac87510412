"""Seeing that the data has changed."""

import os

import pytest

from finsam_data.files import data_documents, data_files, data_fingerprint, data_signature
from tests.lilla_an import write_lilla_an


@pytest.fixture
def folder(tmp_path):
    return write_lilla_an(tmp_path / "data")


def test_the_fingerprint_changes_with_the_content_of_any_file(folder):
    seen = {data_fingerprint(folder)}
    files = list(data_files(folder))
    assert len(files) == 12  # eleven tables and forbund.yaml
    for path in files:
        path.write_bytes(path.read_bytes() + b" ")
        seen.add(data_fingerprint(folder))
    assert len(seen) == 1 + 12


def test_the_fingerprint_is_the_same_when_only_the_time_of_change_differs(folder):
    before = data_fingerprint(folder), data_signature(folder)
    for path in data_files(folder):
        os.utime(path, (1, 1))
    assert data_fingerprint(folder) == before[0]
    assert data_signature(folder) != before[1]


def test_a_file_more_a_file_less_and_a_renamed_file_give_new_fingerprints(folder):
    seen = {data_fingerprint(folder)}
    (folder / "target.parquet").rename(folder / "target2.parquet")
    seen.add(data_fingerprint(folder))
    (folder / "target2.parquet").unlink()
    seen.add(data_fingerprint(folder))
    (folder / "extra.json").write_text("{}")
    seen.add(data_fingerprint(folder))
    assert len(seen) == 4


def test_a_scenario_below_the_folder_counts_too(folder):
    (folder / "scenarios").mkdir()
    scenario = folder / "scenarios" / "två år.yaml"
    seen = {data_fingerprint(folder)}
    for content in ("name: Ett", "name: Två"):
        scenario.write_text(content, encoding="utf-8")
        seen.add(data_fingerprint(folder))
    assert len(seen) == 3
    assert data_documents(folder).keys() == {"forbund.yaml", "scenarios/två år.yaml"}


def test_the_same_content_elsewhere_has_the_same_fingerprint(folder, tmp_path):
    assert data_fingerprint(write_lilla_an(tmp_path / "en kopia")) == data_fingerprint(folder)


def test_other_files_and_folders_are_left_aside(folder):
    before = data_fingerprint(folder)
    (folder / "README.md").write_text("Läs mig")
    (folder / "~$register.xlsx").write_bytes(b"")
    (folder / "gammalt.parquet").mkdir()
    (folder / "facts").mkdir()
    (folder / "facts" / "x.parquet").write_bytes(b"x")
    assert data_fingerprint(folder) == before


def test_the_signature_sees_a_changed_file(folder):
    before = data_signature(folder)
    path = folder / "forbund.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "#\n", encoding="utf-8")
    assert data_signature(folder) != before


def test_a_folder_that_does_not_exist_has_no_files(tmp_path):
    assert list(data_files(tmp_path / "borta")) == []
    assert data_signature(tmp_path / "borta") == ()
