"""The snapshot that the web process shows: published when the data is new, by one for all, and never twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from finsam_data.errors import FinsamError
from finsam_data.snapshot import read_manifest
from pages.shared import current
from tests.lilla_an import FORBUND, NAME, settings_for, write_lilla_an


@pytest.fixture
def settings(tmp_path, monkeypatch):
    settings = settings_for(write_lilla_an(tmp_path / "data"))
    monkeypatch.setenv("FINSAM_DATA", str(settings.data))
    monkeypatch.setenv("FINSAM_SNAPSHOTS", str(settings.snapshots))
    current.forget()
    yield settings
    current.forget()


def test_several_visitors_at_once_wait_for_one_publication_until_the_data_changes(settings):
    assert not current.ready("internal")
    told = [[], [], [], []]
    with ThreadPoolExecutor(4) as visitors:
        shown = list(visitors.map(lambda steps: current.current("internal", steps.append), told))
    assert {found.snapshot.manifest.snapshot_id for found in shown} == {
        read_manifest(settings.snapshots, "internal").snapshot_id
    }
    # One publishes, and those who wait are told how far it has come.
    whole = max(told, key=len)
    assert whole.count("Skriver ögonblicksbilden") == 1
    assert all(steps == whole[: len(steps)] and len(steps) > 5 for steps in told)
    assert current.ready("internal")
    assert shown[0].snapshot.forbund.name == NAME

    current.forget()
    assert current.current("internal").snapshot.manifest == shown[0].snapshot.manifest  # a new process reuses it

    (settings.data / "forbund.yaml").write_text(FORBUND + "# ändrad\n", encoding="utf-8")
    assert not current.ready("internal")


def test_what_is_published_ahead_is_ready_when_somebody_comes(settings):
    current.publish_ahead(["internal"])
    assert current.ready("internal")


def test_faulty_data_are_no_trouble_ahead_and_told_to_whoever_comes(settings):
    (settings.data / "forbund.yaml").write_text("namn: [", encoding="utf-8")
    current.publish_ahead(["internal"])
    assert not current.ready("internal")
    with pytest.raises(FinsamError):
        current.current("internal")
