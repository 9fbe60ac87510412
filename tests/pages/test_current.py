"""The snapshot that the web process shows: published when the data is new, by one for all, and never twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest

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
    assert not current.is_ready("internal")
    steps = []
    with ThreadPoolExecutor(4) as visitors:
        shown = list(visitors.map(lambda _: current.current("internal", steps.append), range(4)))
    assert {found.snapshot.manifest.snapshot_id for found in shown} == {
        read_manifest(settings.snapshots, "internal").snapshot_id
    }
    assert steps.count("Skriver ögonblicksbilden") == 1
    assert current.is_ready("internal")
    assert shown[0].snapshot.forbund.name == NAME

    current.forget()
    assert current.current("internal").snapshot.manifest == shown[0].snapshot.manifest  # a new process reuses it

    (settings.data / "forbund.yaml").write_text(FORBUND + "# ändrad\n", encoding="utf-8")
    assert not current.is_ready("internal")
