"""Lilla Ån published once, and the app pointed at any folder."""

import gc
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from finsam_data.settings import Settings
from finsam_data.snapshot import Snapshot, read_snapshot
from queries.publication.publish import publish
from tests.lilla_an import settings_for, write_lilla_an

os.environ["FINSAM_EDITION"] = "internal"
"""Tests see exact numbers unless they ask for the protected edition."""

CREATED = datetime(2025, 1, 31, 12, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Published:
    """A data folder and the snapshot made of it."""

    settings: Settings
    snapshot: Snapshot


@pytest.fixture(scope="session")
def lilla_an(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Lilla Ån, published. Shared by the tests: look, do not touch."""
    settings = settings_for(write_lilla_an(tmp_path_factory.mktemp("forbund") / "lilla-an"))
    publish(settings, CREATED)
    snapshot = read_snapshot(settings.snapshots, "internal")
    assert snapshot is not None
    return Published(settings, snapshot)


AppOn = Callable[[Settings], AppTest]

_shown: dict[str, Settings] = {}
"""What the last app was pointed at: the same again is not read anew, as a server does not for its next visitor."""

# Streamlit looks through every installed package at each start; they are the same ones throughout.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


@pytest.fixture
def app_on(monkeypatch: pytest.MonkeyPatch) -> Iterator[AppOn]:
    """The app, not yet run, on the data and snapshots of the settings."""
    from pages.shared import current

    def point(settings: Settings) -> AppTest:
        if settings != _shown.get("settings"):
            current.forget()
        _shown["settings"] = settings
        monkeypatch.setenv("FINSAM_DATA", str(settings.data))
        monkeypatch.setenv("FINSAM_SNAPSHOTS", str(settings.snapshots))
        monkeypatch.setenv("FINSAM_EDITION", settings.edition)
        current.settings.cache_clear()
        return AppTest.from_file(str(Path(__file__).parents[1] / "app.py"), default_timeout=30)

    yield point
    current.settings.cache_clear()
    gc.unfreeze()  # the app freezes what it has imported; here that would only be leaked
