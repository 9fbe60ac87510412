"""The intake page: nothing changes until it is approved, everything is accounted for, and all can be taken back."""

import io

import msgspec
import openpyxl
import polars as pl
import pytest

from finsam_data.intake.register.journal import Journal
from finsam_data.schemas.quality import QUALITY_TABLES
from finsam_data.settings import Settings
from finsam_data.snapshot import read_snapshot, write_snapshot
from pages.intake import looking
from pages.text import intake as text
from pages.text import quality
from queries.publication.publish import publish
from tests.conftest import CREATED
from tests.lilla_an import VAGEN, settings_for, write_lilla_an
from tests.screen import NOT_FOR_USERS, go_to, words

HEADINGS = (
    "Deltagar-id", "Insats", "Kön", "Ålder", "Utbildning", "Tid utan arbete", "Anmälande part", "Stadsdel",
    "Startdatum", "Slutdatum", "Avslutsorsak",
)  # fmt: skip
REST = ("Kort", "Lång tid", "Vårdcentralen", "Dalen")
NEW = ("kim", VAGEN, "kvinna", 30, *REST, "2024-11-04", None, None)
OPEN_BEFORE = ("jon", VAGEN, "man", 16, *REST, "2024-07-01", "2024-12-02", "Arbete")
TOO_OLD = ("lis", VAGEN, "man", 93, *REST, "2024-11-05", None, None)
PERSONNUMMER = "640823-3234"


def workbook(*rows) -> bytes:
    """A file as a project leader sends it, with its headings on row 1."""
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    for row in (HEADINGS, *rows):
        book.active.append(row)
    book.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def settings(tmp_path) -> Settings:
    found = settings_for(write_lilla_an(tmp_path / "lilla-an"))
    publish(found, CREATED)
    return found


def on_page(app):
    return go_to(app.run(), "intake")


def dropped(app, *files):
    """The page with these files dropped in the field, as its callback leaves them."""
    app.session_state[looking.PENDING] = list(files)
    return app.run()


def click(app, label):
    """Click the only button of that name."""
    (button,) = [found for found in app.button if found.label == label]
    return button.click().run()


def register(settings) -> pl.DataFrame:
    return pl.read_parquet(settings.data / "participation.parquet").sort("participant_id", "insats", "start_date")


def test_the_page_says_what_is_not_there_and_a_personnummer_stops_the_file_and_stays_nowhere(app_on, settings):
    app = on_page(app_on(settings))
    seen = words(app)
    assert text.NOTHING_LOADED in seen
    assert text.NO_RECORDS in seen
    assert text.NOTHING_WAITING in seen

    seen = words(
        dropped(app, ("vagen.xlsx", workbook((PERSONNUMMER, *NEW[1:]))), (f"{PERSONNUMMER}.xlsx", workbook(NEW)))
    )
    assert seen.count(text.STATUSES["refused"]) == 2
    assert "640823-****" in seen
    assert PERSONNUMMER not in seen
    assert PERSONNUMMER not in str(app.session_state[looking.LOOKED])
    assert text.APPROVE not in [button.label for button in app.button]
    assert not (settings.data / "imports").exists()


def test_a_file_is_accounted_for_changes_nothing_by_itself_and_can_be_taken_in_and_back(app_on, settings):
    before = register(settings)
    app = dropped(on_page(app_on(settings)), ("vagen.xlsx", workbook(NEW, OPEN_BEFORE, TOO_OLD)))
    seen = words(app)
    assert text.STATUSES["partly"] in seen
    assert "4 rader lästa = 2 godkända + 1 avvisad + 1 som inte är ett deltagande" in seen
    assert "Rad 4" in seen
    assert "1 ny och 1 avslutad" in seen
    assert not NOT_FOR_USERS.search(seen)
    assert register(settings).equals(before)
    assert Journal(settings.data).records() == []

    seen = words(click(app, text.APPROVE_PARTLY))
    assert text.STATUSES["done"] in seen
    assert text.STATES["in_force"] in seen
    after = register(settings)
    assert set(after.get_column("participant_id")) - set(before.get_column("participant_id")) == {"kim"}
    assert after.filter(participant_id="jon").get_column("avslutsorsak").to_list() == ["Arbete"]

    seen = words(click(app, text.TAKE_BACK))
    assert "Så ändras registret: 1 ändrad och 1 borttagen" in seen
    assert register(settings).equals(after)
    words(click(app, text.CANCEL))
    assert register(settings).equals(after)

    click(app, text.TAKE_BACK)
    seen = words(click(app, text.TAKE_BACK_SURE))
    assert "är återtagen" in seen
    assert text.STATES["taken_back"] in seen
    assert register(settings).equals(before)


def test_a_rejected_row_waits_is_told_of_on_both_pages_and_goes_when_a_corrected_file_leaves_it_out(app_on, settings):
    before = register(settings)
    app = dropped(on_page(app_on(settings)), ("vagen.xlsx", workbook(TOO_OLD)))
    assert text.STATUSES["none"] in words(app)
    seen = words(click(app, text.APPROVE_NONE))
    assert (text.STATUSES["done"] in seen, text.NOTHING_WAITING in seen) == (True, False)
    assert register(settings).equals(before)
    assert "lis" in seen
    assert quality.waiting_title(1) in words(go_to(app, "quality"))
    app = go_to(app, "intake")
    seen = words(click(app, text.RETRY))
    assert text.STATUSES["none"] in seen
    assert not {text.APPROVE_NONE, text.APPROVE_PARTLY} & {button.label for button in app.button}

    app = dropped(app, ("vagen-2.xlsx", workbook(NEW)))
    seen = words(app)
    assert "1 rad i karantän finns inte i filen: rad 2 i ”vagen.xlsx” (lis, start 2024-11-05)" in seen
    assert "1 rad tas ur karantän." in seen
    assert text.NOTHING_WAITING in words(click(app, text.APPROVE))


def test_a_spelling_is_shown_the_first_time_and_remembered_and_the_same_file_changes_nothing(app_on, settings):
    spelt = (*NEW[:2], "K", *NEW[3:])
    file = ("vagen.xlsx", workbook(spelt))
    app = dropped(on_page(app_on(settings)), file)
    assert text.READINGS_NEW in words(app)
    click(app, text.APPROVE)
    app = dropped(app, file)
    assert text.STATUSES["same"] in words(app)
    assert text.APPROVE not in [button.label for button in app.button]
    again = (*spelt[:3], 31, *spelt[4:])
    assert text.READINGS_NEW not in words(dropped(app, ("vagen-2.xlsx", workbook(again))))


def test_a_file_approved_against_another_register_is_not_taken_in(app_on, settings):
    app = dropped(on_page(app_on(settings)), ("vagen.xlsx", workbook(NEW)))
    path = settings.data / "participation.parquet"
    pl.read_parquet(path).filter(pl.col("participant_id") != "bo").write_parquet(path)
    seen = words(click(app, text.APPROVE))
    assert "Registret har ändrats sedan skillnaden visades" in seen
    assert Journal(settings.data).records() == []


def test_the_protected_edition_has_no_intake(app_on, settings, tmp_path):
    """Its process has snapshots only; here the tables are as they are, and no test of what they hide."""
    found = read_snapshot(settings.snapshots, "internal")
    names = [name for name in found.manifest.tables if name not in QUALITY_TABLES]
    manifest = msgspec.structs.replace(
        found.manifest, edition="protected", tables={name: found.manifest.tables[name] for name in names}
    )
    write_snapshot(tmp_path / "shown", manifest, {name: found.table(name) for name in names}, found.documents)
    (tmp_path / "empty").mkdir()
    app = app_on(Settings(tmp_path / "empty", tmp_path / "shown", "protected")).run()
    seen = words(go_to(app, "intake"))
    assert text.NOT_HERE in seen
    assert not app.button
    assert quality.PROTECTED_NOTE in words(go_to(app, "quality"))
