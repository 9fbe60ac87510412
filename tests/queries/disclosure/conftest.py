"""A register of two byar published in both editions."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from finsam_data.settings import Settings
from finsam_data.snapshot import Snapshot, read_snapshot
from queries.publication.publish import publish
from tests.builders import Row, frame, write_folder
from tests.conftest import CREATED
from tests.lilla_an import tables
from tests.queries.disclosure.tiny import FORBUND, KASSA, KOMMUN, SELF, A, B, people

PEOPLE = [
    *people(24, A, "kvinna", anmalare=KOMMUN, age=20, education="Lång"),
    *people(21, A, "kvinna", anmalare=KASSA, age=40, stadsdel="Dalen"),
    *people(2, A, "man", anmalare=KASSA, age=40, stadsdel="Dalen", education="Lång"),
    *people(19, B, "man", anmalare=KOMMUN, age=60, time_without_work="Kort tid"),
    *people(23, B, "man", anmalare=SELF, age=20, stadsdel="Dalen", start="2024-08-01", end="2024-12-30"),
    *people(18, B, "kvinna", anmalare=SELF, age=60, reason="Annat skäl", start="2024-08-01", end="2024-08-09"),
]
"""107 deltaganden: only the two men in A are few."""


@dataclass(frozen=True)
class TwoEditions:
    """The data folder and what was made of it."""

    settings: Settings
    protected: Snapshot
    internal: Snapshot
    folder: Path
    """The folder of the protected edition."""


def write_byar(folder: Path, people: list[Row] | None = None) -> Settings:
    """The data folder; snapshots beside it."""
    rest = {name: table for name, table in tables([]).items() if name != "participation"}
    register = frame("participation", *(PEOPLE if people is None else people))
    write_folder(folder, FORBUND, {**rest, "participation": register})
    return Settings(folder, folder.parent / "snapshots", "protected")


def publish_again(settings: Settings, days: int = 1) -> Snapshot:
    """A later publication, read back."""
    publish(settings, CREATED + timedelta(days=days))
    found = read_snapshot(settings.snapshots, settings.edition)
    assert found is not None
    return found


@pytest.fixture(scope="session")
def byar(tmp_path_factory: pytest.TempPathFactory) -> TwoEditions:
    """Shared by the tests: look, do not touch."""
    settings = write_byar(tmp_path_factory.mktemp("byar") / "data")
    protected = publish_again(settings)
    internal = publish_again(Settings(settings.data, settings.data.parent / "internal", "internal"))
    return TwoEditions(settings, protected, internal, settings.snapshots / protected.manifest.snapshot_id / "protected")
