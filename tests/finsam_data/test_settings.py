"""Where the folders and the edition come from."""

from pathlib import Path

import pytest

from finsam_data.errors import FinsamError
from finsam_data.settings import PROJECT, read_settings


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch):
    for name in ("FINSAM_DATA", "FINSAM_SNAPSHOTS", "FINSAM_EDITION"):
        monkeypatch.delenv(name, raising=False)


def test_without_an_environment_the_sample_is_shown_in_the_protected_edition():
    settings = read_settings()
    assert settings.data == PROJECT / "sample_data"
    assert settings.snapshots.parent == PROJECT / ".snapshots"
    assert settings.edition == "protected"


def test_an_empty_variable_is_as_none(monkeypatch):
    for name in ("FINSAM_DATA", "FINSAM_SNAPSHOTS", "FINSAM_EDITION"):
        monkeypatch.setenv(name, "")
    assert read_settings().data == PROJECT / "sample_data"


def test_the_environment_names_the_folders(monkeypatch, tmp_path):
    monkeypatch.setenv("FINSAM_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("FINSAM_SNAPSHOTS", str(tmp_path / "bilder"))
    settings = read_settings()
    assert (settings.data, settings.snapshots) == (tmp_path / "data", tmp_path / "bilder")


def test_arguments_win_over_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("FINSAM_DATA", str(tmp_path / "miljö"))
    monkeypatch.setenv("FINSAM_SNAPSHOTS", str(tmp_path / "miljöbilder"))
    settings = read_settings(tmp_path / "data", tmp_path / "bilder")
    assert (settings.data, settings.snapshots) == (tmp_path / "data", tmp_path / "bilder")


def test_a_relative_folder_is_made_whole(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert read_settings(Path("data")).data == tmp_path / "data"


def test_two_data_folders_of_the_same_name_keep_their_snapshots_apart(tmp_path):
    one, other = read_settings(tmp_path / "a" / "data"), read_settings(tmp_path / "b" / "data")
    assert one.snapshots != other.snapshots
    assert one.snapshots == read_settings(tmp_path / "a" / "data").snapshots


def test_an_edition_that_does_not_exist_is_told_in_swedish(monkeypatch):
    monkeypatch.setenv("FINSAM_EDITION", "öppen")
    with pytest.raises(FinsamError, match="Utgåvan ”öppen” finns inte"):
        read_settings()
