"""Every page in every state: full, one row, empty, a broken source. None shows an error of the program.

The protected edition has its own file.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from finsam_data.files import data_fingerprint
from finsam_data.settings import Settings
from finsam_data.snapshot import read_manifest
from pages.text.common import EDITIONS, UNEXPECTED
from pages.text.navigation import PAGES
from queries.publication.publish import publish
from tests.conftest import CREATED
from tests.lilla_an import NAME, REGISTER, settings_for, write_lilla_an
from tests.screen import NOT_FOR_USERS, go_to, told, words

FOLDERS = [folder for folder, _, _ in PAGES]
SAMPLE = Path(__file__).resolve().parents[2] / "sample_data"


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Settings:
    """The shipped sample, published."""
    settings = Settings(SAMPLE, tmp_path_factory.mktemp("snapshots"), "internal")
    publish(settings, CREATED)
    return settings


def pages_shown(app) -> Iterator[str]:
    """The words of each page in turn, run to its end: no bug was told, its source line stands, and nothing meant for
    programmers is seen.
    """
    for folder in FOLDERS:
        seen = words(go_to(app, folder))
        assert UNEXPECTED.split("{")[0] not in seen, folder
        assert "Källa: " in seen, folder
        assert not NOT_FOR_USERS.search(seen), (folder, NOT_FOR_USERS.search(seen))
        assert EDITIONS["internal"] in seen, folder
        yield seen


@pytest.mark.parametrize("period", ["2025", "2024", "2024H1", "2023H1", "2021"])
def test_the_sample(app_on, sample, period):
    app = app_on(sample)
    app.query_params["period"] = period
    for _ in pages_shown(app.run()):
        assert not told(app)


@pytest.mark.parametrize(
    "query", [{"insats": "ips-psykos"}, {"gender": "kvinna"}, {"insats": "novum", "gender": "man"}]
)
def test_every_choice(app_on, sample, query):
    app = app_on(sample)
    for name, value in query.items():
        app.query_params[name] = value
    for _ in pages_shown(app.run()):
        assert not told(app)


def test_another_forbund_shows_only_its_own(app_on, lilla_an):
    for seen in pages_shown(app_on(lilla_an.settings).run()):
        assert NAME in seen
        assert "Stockholm" not in seen


@pytest.mark.parametrize("rows", [[], REGISTER[2:3]], ids=["empty", "one-row"])
def test_a_register_with_hardly_anything(app_on, tmp_path, rows):
    settings = settings_for(write_lilla_an(tmp_path / "liten", rows))
    publish(settings, CREATED)
    assert len(list(pages_shown(app_on(settings).run()))) == len(FOLDERS)


@pytest.mark.parametrize("broken", ["participation", "insats_budget", "target"])
def test_a_broken_table_is_told_and_the_rest_goes_on(app_on, tmp_path, broken):
    settings = settings_for(write_lilla_an(tmp_path / "trasig"))
    (settings.data / f"{broken}.parquet").write_bytes(b"PAR1 and then nothing")
    publish(settings, CREATED)
    app = app_on(settings).run()
    for folder in FOLDERS:
        seen = words(go_to(app, folder))
        assert UNEXPECTED.split("{")[0] not in seen, folder
        assert f"{broken}.parquet: Filen är skadad" in " ".join(told(app)), folder
        assert not NOT_FOR_USERS.search(seen), folder


def test_the_last_good_snapshot_is_shown_with_a_warning(app_on, tmp_path):
    settings = settings_for(write_lilla_an(tmp_path / "forst-hel"))
    publish(settings, CREATED)
    (settings.data / "participation.parquet").write_bytes(b"PAR1")
    app = app_on(settings).run()
    assert "Den senaste hela ögonblicksbilden visas" in " ".join(told(app))
    assert NAME in words(app)


def test_new_data_is_published_by_itself_and_then_reused(app_on, tmp_path):
    settings = settings_for(write_lilla_an(tmp_path / "ny"))
    app = app_on(settings).run()
    first = read_manifest(settings.snapshots, "internal")
    assert first.data_fingerprint == data_fingerprint(settings.data)
    app.run()
    assert read_manifest(settings.snapshots, "internal").snapshot_id == first.snapshot_id
    write_lilla_an(
        settings.data,
        [
            *REGISTER,
            {**REGISTER[-1], "participant_id": "ny", "start_date": REGISTER[-1]["start_date"] + timedelta(days=1)},
        ],
    )
    app.run()
    assert read_manifest(settings.snapshots, "internal").snapshot_id != first.snapshot_id
