"""Every page in every state: full, one row, empty, a broken source. None shows an error of the program.

The protected edition has its own file.
"""

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


def shows_a_page(app, folder: str) -> None:
    """The page ran to its end: no bug was told, its source line stands, and nothing meant for programmers is seen."""
    seen = words(go_to(app, folder))
    assert UNEXPECTED.split("{")[0] not in seen
    assert "Källa: " in seen
    assert not NOT_FOR_USERS.search(seen), NOT_FOR_USERS.search(seen)
    assert EDITIONS["internal"] in seen


@pytest.mark.parametrize("period", ["2025", "2024", "2024H1", "2023H1", "2021"])
@pytest.mark.parametrize("folder", FOLDERS)
def test_the_sample(app_on, sample, folder, period):
    app = app_on(sample)
    app.query_params["period"] = period
    shows_a_page(app.run(), folder)
    assert not told(app)


@pytest.mark.parametrize(
    "query", [{"insats": "ips-psykos"}, {"gender": "kvinna"}, {"insats": "novum", "gender": "man"}]
)
@pytest.mark.parametrize("folder", FOLDERS)
def test_every_choice(app_on, sample, folder, query):
    app = app_on(sample)
    for name, value in query.items():
        app.query_params[name] = value
    shows_a_page(app.run(), folder)
    assert not told(app)


@pytest.mark.parametrize("folder", FOLDERS)
def test_another_forbund_shows_only_its_own(app_on, lilla_an, folder):
    app = app_on(lilla_an.settings).run()
    shows_a_page(app, folder)
    assert NAME in words(app)
    assert "Stockholm" not in words(app)


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("rows", [[], REGISTER[2:3]], ids=["empty", "one-row"])
def test_a_register_with_hardly_anything(app_on, tmp_path, folder, rows):
    settings = settings_for(write_lilla_an(tmp_path / "liten", rows))
    publish(settings, CREATED)
    shows_a_page(app_on(settings).run(), folder)


@pytest.mark.parametrize("broken", ["participation", "insats_budget", "target"])
@pytest.mark.parametrize("folder", FOLDERS)
def test_a_broken_table_is_told_and_the_rest_goes_on(app_on, tmp_path, folder, broken):
    settings = settings_for(write_lilla_an(tmp_path / "trasig"))
    (settings.data / f"{broken}.parquet").write_bytes(b"PAR1 and then nothing")
    publish(settings, CREATED)
    app = go_to(app_on(settings).run(), folder)
    seen = words(app)
    assert UNEXPECTED.split("{")[0] not in seen
    assert f"{broken}.parquet: Filen är skadad" in " ".join(told(app))
    assert not NOT_FOR_USERS.search(seen)


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
