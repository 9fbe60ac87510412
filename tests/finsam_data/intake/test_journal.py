"""The journal: what is taken in, listed, waited for and taken back."""

import stat
from datetime import date, timedelta

import polars as pl
import pytest

from finsam_data.errors import DataError
from finsam_data.files import data_fingerprint, data_signature
from finsam_data.forbund import read_forbund
from finsam_data.intake.checked import ReadAs
from finsam_data.intake.finding import Finding, Severity
from finsam_data.intake.meaning.rules import ONCE
from finsam_data.intake.register.history import IntakeError
from finsam_data.intake.register.import_folder import FOLDER, UNFINISHED
from finsam_data.intake.register.journal import Journal
from finsam_data.intake.register.register_file import REGISTER_FILE, ordered
from finsam_data.intake.register.repeated import ALL_WAITING, OLDER_FILE, SAME_FILE
from finsam_data.intake.settings import read_intake_settings
from finsam_data.intake.taking_in import check_as_before
from finsam_data.store import Store
from tests.builders import frame
from tests.finsam_data.intake.files import FIRST_HALF, NOW, SECOND_HALF, YEAR, checked, woman
from tests.lilla_an import KAFFE, REGISTER, VAGEN, write_lilla_an

BASE = ordered(frame("participation", *REGISTER))


@pytest.fixture
def data(tmp_path):
    return write_lilla_an(tmp_path / "data")


@pytest.fixture
def journal(data):
    return Journal(data)


def take(journal, *rows, **file):
    return journal.commit(checked(*rows, **file), "Kansliet", NOW)


def everything(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def started(journal, insats=VAGEN):
    rows = journal.register().filter(pl.col("start_date").is_between(*YEAR), insats=insats)
    return set(rows.get_column("participant_id"))


def test_a_data_folder_starts_with_no_imports(journal):
    assert journal.records() == []
    assert journal.register().equals(BASE)
    assert journal.waiting().is_empty()
    assert journal.remembered([VAGEN]) == ReadAs()


def test_an_import_is_in_the_register_and_in_the_list(journal, data):
    finding = Finding(rule="En regel", severity=Severity.REJECTS, message="Fel.")
    file = checked(
        woman("ny", "2024-02-01"), rejected=[{"participant_id": "x", "age": "400"}], findings=(finding, finding)
    )
    record = journal.commit(file, "Kansliet", NOW)
    assert journal.records() == [record]
    assert (record.id, record.who, record.when, record.state) == ("20250120-1", "Kansliet", NOW, "in_force")
    assert (record.file, record.sha256) == ("Vägen vidare.xlsx", file.file.sha256)
    assert (record.rows_in, record.accepted, record.rejected, record.not_data, record.findings) == (2, 1, 1, 0, 2)
    assert (record.insatser, record.first_day, record.last_day) == ((VAGEN,), *YEAR)
    assert started(journal) == {"ny"}
    assert Store(data).participations(*YEAR).height == 1 + 4  # ny; eli, fia, gus and ida of Kaffestugan


def test_the_difference_shown_is_what_happens(journal):
    file = checked(woman("ny", "2024-02-01"), woman("ida", "2024-01-01"), woman("jon", "2024-07-01", "2024-12-01"))
    before = journal.register()
    shown = journal.difference(file)
    assert journal.register().equals(before)
    assert shown.new.get_column("participant_id").to_list() == ["ny"]
    assert shown.removed.get_column("participant_id").to_list() == ["hal"]
    assert shown.ended.get_column("participant_id").to_list() == ["jon"]
    journal.commit(file, "Kansliet", NOW, shown)
    assert started(journal) == {"ny", "ida", "jon"}
    assert journal.difference(file).is_empty


def test_the_same_file_twice_changes_nothing(journal, data):
    take(journal, woman("ny", "2024-02-01"))
    before = everything(data)
    shown = journal.difference(checked(woman("ny", "2024-02-01")))
    assert (shown.same_file, shown.is_empty) == (True, True)
    assert [warning.rule for warning in shown.warnings] == [SAME_FILE.name]
    assert take(journal, woman("ny", "2024-02-01")) is None
    assert everything(data) == before


def test_the_same_file_read_with_another_outcome_is_taken_in(journal):
    first = checked(rejected=[{"participant_id": "ny", "stadsdel": "Åsén"}], content=b"file")
    journal.commit(first, "Kansliet", NOW)
    again = checked(woman("ny", "2024-02-01"), content=b"file")
    assert journal.commit(again, "Kansliet", NOW).id == "20250120-2"
    assert started(journal) == {"ny"}
    assert [record.state for record in journal.records()] == ["in_force", "replaced"]


def test_a_corrected_file_replaces_and_going_back_to_the_first_is_possible(journal):
    first = checked(woman("a", "2024-02-01"), woman("b", "2024-02-01"))
    journal.commit(first, "Kansliet", NOW)
    take(journal, woman("a", "2024-02-01"))
    assert started(journal) == {"a"}
    assert not journal.difference(first).same_file
    journal.commit(first, "Kansliet", NOW)
    assert started(journal) == {"a", "b"}
    assert [record.state for record in journal.records()] == ["in_force", "replaced", "replaced"]


def test_any_import_can_be_taken_back(journal):
    take(journal, woman("a", "2024-02-01"), covers=FIRST_HALF)
    take(journal, woman("b", "2024-08-01"), covers=SECOND_HALF)
    take(journal, woman("k", "2024-02-01", insats=KAFFE), insatser=(KAFFE,))
    assert journal.difference_without("20250120-1").removed.get_column("participant_id").to_list() == ["a"]
    journal.take_back("20250120-1", "Chefen", NOW + timedelta(days=1))
    assert started(journal) == {"hal", "ida", "b"}
    assert started(journal, KAFFE) == {"k"}
    oldest = journal.records()[-1]
    assert (oldest.state, oldest.taken_back.who) == ("taken_back", "Chefen")
    journal.take_back("20250120-3", "Chefen", NOW)
    journal.take_back("20250120-2", "Chefen", NOW)
    assert journal.register().equals(BASE)


def test_taking_back_a_correction_brings_the_corrected_file_into_force(journal):
    take(journal, woman("a", "2024-02-01"))
    take(journal, woman("b", "2024-02-01"))
    journal.take_back("20250120-2", "Chefen", NOW)
    assert started(journal) == {"a"}
    assert [record.state for record in journal.records()] == ["taken_back", "in_force"]


def test_what_is_taken_back_can_be_taken_in_again_but_not_taken_back_again(journal):
    take(journal, woman("a", "2024-02-01"))
    journal.take_back("20250120-1", "Chefen", NOW)
    with pytest.raises(IntakeError, match="redan återtagen"):
        journal.take_back("20250120-1", "Chefen", NOW)
    with pytest.raises(IntakeError, match="ingen inläsning med det numret"):
        journal.take_back("20250120-7", "Chefen", NOW)
    assert take(journal, woman("a", "2024-02-01")).id == "20250120-2"
    assert started(journal) == {"a"}


def test_an_older_file_after_a_newer_one_is_told(journal):
    take(journal, woman("a", "2024-08-01"), covers=SECOND_HALF, name="helår.xlsx")
    (warning,) = journal.difference(checked(woman("b", "2024-02-01"), covers=FIRST_HALF)).warnings
    assert warning.rule == OLDER_FILE.name
    assert warning.message == (
        "Filen gäller till och med 2024-06-30, men ”helår.xlsx”, som gäller till och med 2024-12-31, är redan inläst. "
        "Det som den säger ändras inte."
    )
    other = checked(woman("k", "2024-02-01", insats=KAFFE), covers=FIRST_HALF, insatser=(KAFFE,))
    assert journal.difference(other).warnings == ()


def test_readings_are_remembered_per_insats_until_taken_back(journal):
    read_as = ReadAs({"Klient": "participant_id"}, {"stadsdel": {"Åsen SDN": "Åsen"}})
    take(journal, woman("a", "2024-02-01"), read_as=read_as)
    assert journal.remembered([VAGEN]) == read_as
    assert journal.remembered([KAFFE]) == ReadAs()
    journal.take_back("20250120-1", "Chefen", NOW)
    assert journal.remembered([VAGEN]) == ReadAs()


def test_a_rejected_row_waits_until_a_later_file_speaks_of_it(journal):
    rejected = [
        {"participant_id": "a", "start_date": "5/3 2024", "age": "400"},
        {"participant_id": "b", "start_date": "2024-04-01", "age": "400"},
        {"participant_id": "c", "start_date": "i våras"},
        {"participant_id": None, "start_date": "2024-04-01"},
    ]
    take(journal, woman("b", "2024-02-01"), rejected=rejected)
    assert journal.waiting([VAGEN]).get_column("participant_id").to_list() == ["a", "b", "c", None]
    assert journal.waiting([KAFFE]).is_empty()

    # The same start; only the deltagande that was accepted before; another start, which is new. Not all of the days.
    later = woman("a", "2024-03-05"), woman("b", "2024-02-01"), woman("c", "2024-05-01")
    shown = journal.difference(checked(*later, covers=FIRST_HALF))
    assert (shown.leaves, shown.enters) == (2, 0)
    assert ALL_WAITING.name not in {found.rule for found in shown.warnings}
    take(journal, *later, covers=FIRST_HALF)
    assert journal.waiting().get_column("participant_id").to_list() == ["b", None]


@pytest.mark.parametrize("days", [FIRST_HALF, YEAR])
def test_waiting_rows_that_a_corrected_file_leaves_out_are_told_and_go_and_come_back(journal, days):
    """The corrected file is about the same days, or about more."""
    rejected = [{"participant_id": "x", "start_date": "2024-04-01"}, {"participant_id": None, "start_date": None}]
    take(journal, woman("a", "2024-02-01"), rejected=rejected, covers=FIRST_HALF)
    corrected = checked(woman("a", "2024-02-01"), covers=days, rejected=[{"participant_id": "y"}])
    shown = journal.difference(corrected)
    [warning] = shown.warnings
    assert (shown.leaves, shown.enters) == (2, 1)
    assert "2 rader i karantän finns inte i filen: rad 100 i ”Vägen vidare.xlsx” (x, start 2024-04-01); rad 101" in (
        warning.message
    )
    journal.commit(corrected, "Kansliet", NOW, shown)
    assert journal.waiting().get_column("participant_id").to_list() == ["y"]

    back = journal.difference_without("20250120-2")
    assert (back.leaves, back.enters) == (1, 2)
    journal.take_back("20250120-2", "Chefen", NOW, back)
    assert journal.waiting().get_column("participant_id").to_list() == ["x", None]


def test_a_file_of_another_insats_or_that_mends_leaves_waiting_rows_alone(journal):
    take(journal, woman("a", "2024-02-01"), rejected=[{"participant_id": "x", "start_date": "2024-04-01"}])
    other = checked(woman("k", "2024-02-01", insats=KAFFE), insatser=(KAFFE,))
    assert (journal.difference(other).leaves, journal.difference(other).warnings) == (0, ())
    mended = checked(woman("z", "2024-04-01"))
    assert journal.difference(mended, mends="20250120-1").leaves == 0


def test_waiting_rows_can_be_tried_again_as_a_file(journal, data):
    settings = read_intake_settings(data)
    rejected = [{"participant_id": "b", "insats": VAGEN, "gender": "K", "start_date": "2024-04-01", "stadsdel": "Ås"}]
    take(journal, woman("a", "2024-02-01"), rejected=rejected)
    file = journal.retry("20250120-1", settings)
    (sheet,) = file.sheets
    assert (sheet.name, sheet.cells.get_column("row").to_list()) == ("Deltagare", [1, 100])
    headings, texts = (dict(zip(sheet.cells.columns, row, strict=True)) for row in sheet.cells.rows())
    told = {headings[letter]: text for letter, text in texts.items() if letter != "row" and text}
    assert told == {
        "Deltagar-id": "b", "Insats": VAGEN, "Kön": "K", "Stadsdel": "Ås", "Startdatum": "2024-04-01",
    }  # fmt: skip

    mended = checked(woman("b", "2024-04-01"), covers=(date(2024, 1, 1), date(2024, 6, 30)), content=file.content)
    journal.commit(mended, "Kansliet", NOW, mends="20250120-1")
    assert started(journal) == {"a", "b"}
    assert journal.waiting().is_empty()
    assert [record.state for record in journal.records()] == ["in_force", "in_force"]
    with pytest.raises(IntakeError, match="inga rader i karantän"):
        journal.retry("20250120-1", settings)
    journal.take_back("20250120-1", "Chefen", NOW)
    assert journal.register().equals(BASE)


def test_a_waiting_row_passes_when_its_spelling_has_become_known(journal, data):
    row = {
        "participant_id": "b", "insats": VAGEN, "gender": "kvinna", "age": "34", "education": "Kort",
        "time_without_work": "Lång tid", "anmalare": "Byrån", "stadsdel": "Ormen", "start_date": "2024-04-01",
    }  # fmt: skip
    take(journal, woman("a", "2024-02-01"), rejected=[row])

    def tried():
        settings = read_intake_settings(data)
        file = journal.retry("20250120-1", settings)
        return check_as_before(file, read_forbund(data), settings, journal, date(2025, 1, 20))

    assert (tried().accepted.height, tried().rejected.height) == (0, 1)
    (data / "intake.yaml").write_text("spellings: {stadsdel: {Åsen: [Ormen]}}", encoding="utf-8")
    journal.commit(tried(), "Kansliet", NOW, mends="20250120-1")
    register = journal.register()
    assert register.filter(participant_id="b").get_column("stadsdel").to_list() == ["Åsen"]
    assert started(journal) == {"a", "b"}
    assert journal.waiting().is_empty()


def test_rows_that_collide_with_others_of_their_file_are_not_tried_by_themselves(journal, data):
    alone, double = (
        {"participant_id": name, "start_date": "2024-02-01", "rules": f"En regel.\n{rule}"}
        for name, rule in (("b", "En annan regel."), ("a", ONCE.name))
    )
    take(journal, woman("a", "2024-02-01"), rejected=[alone, double])
    (sheet,) = journal.retry("20250120-1", read_intake_settings(data)).sheets
    assert sheet.cells.get_column("A").to_list() == ["Deltagar-id", "b"]
    take(journal, woman("a", "2024-02-01"), rejected=[double])
    with pytest.raises(IntakeError, match="krockar med andra rader"):
        journal.retry("20250120-2", read_intake_settings(data))


def test_a_difference_that_is_no_longer_true_is_not_carried_out(journal):
    file = checked(woman("a", "2024-02-01"))
    shown = journal.difference(file)
    take(journal, woman("b", "2024-02-01"))
    with pytest.raises(IntakeError, match="har ändrats sedan skillnaden visades"):
        journal.commit(file, "Kansliet", NOW, shown)
    assert started(journal) == {"b"}
    without = journal.difference_without("20250120-1")
    take(journal, woman("a", "2024-02-01"))
    with pytest.raises(IntakeError, match="har ändrats sedan skillnaden visades"):
        journal.take_back("20250120-1", "Chefen", NOW, without)


def test_a_refused_file_is_never_taken_in(journal, data):
    before = everything(data)
    stop = Finding(rule="En regel", severity=Severity.STOPS, message="Stopp.")
    with pytest.raises(ValueError, match="xlsx"):
        take(journal, findings=(stop,))
    assert everything(data) == before


def test_raw_files_are_kept_for_the_office_alone_and_change_no_fingerprint(journal, data):
    take(journal, woman("a", "2024-02-01"), content=b"as it came")
    folder = data / FOLDER / "20250120-1"
    assert (folder / "raw.xlsx").read_bytes() == b"as it came"
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (folder, folder.parent)} == {0o700}
    before = data_fingerprint(data), data_signature(data)
    (folder / "raw.xlsx").write_bytes(b"another")
    (data / FOLDER / "x.parquet").write_bytes(b"x")
    assert (data_fingerprint(data), data_signature(data)) == before


def test_the_register_file_keeps_its_rights(journal, data):
    (data / REGISTER_FILE).chmod(0o640)
    take(journal, woman("a", "2024-02-01"))
    assert stat.S_IMODE((data / REGISTER_FILE).stat().st_mode) == 0o640


def test_a_register_that_somebody_else_has_changed_is_the_new_beginning(journal, data):
    take(journal, woman("a", "2024-02-01"))
    frame("participation", woman("z", "2024-01-01")).write_parquet(data / REGISTER_FILE)
    assert [record.state for record in journal.records()] == ["outside"]
    take(journal, woman("b", "2024-08-01"), covers=SECOND_HALF)
    assert started(journal) == {"z", "b"}
    assert [(record.id, record.state) for record in journal.records()] == [
        ("20250120-2", "in_force"), ("20250120-1", "outside"),
    ]  # fmt: skip
    journal.take_back("20250120-2", "Chefen", NOW)
    assert started(journal) == {"z"}


def test_rows_changed_by_a_program_that_keeps_the_metadata_are_not_lost(journal, data):
    take(journal, woman("a", "2024-02-01"))
    metadata = {"finsam_imports": pl.read_parquet_metadata(data / REGISTER_FILE)["finsam_imports"]}
    journal.register().with_columns(age=pl.lit(50, pl.Int64)).write_parquet(data / REGISTER_FILE, metadata=metadata)
    take(journal, woman("b", "2024-08-01"), covers=SECOND_HALF)
    assert set(journal.register().filter(participant_id="a").get_column("age")) == {50}


def test_the_first_register_may_be_a_file(tmp_path):
    data = write_lilla_an(tmp_path / "data")
    (data / REGISTER_FILE).unlink()
    journal = Journal(data)
    take(journal, woman("a", "2024-02-01"))
    assert started(journal) == {"a"}
    (data / REGISTER_FILE).unlink()
    with pytest.raises(DataError, match="Filen saknas, fast det finns inläsningar"):
        take(journal, woman("b", "2024-02-01"))


def test_a_damaged_import_is_told_and_leaves_the_register_alone(journal, data):
    take(journal, woman("a", "2024-02-01"))
    before = (data / REGISTER_FILE).read_bytes()
    (data / FOLDER / "20250120-1" / "rows.parquet").write_bytes(b"half")
    with pytest.raises(DataError, match="Inläsningen 20250120-1 i mappen imports: En av dess filer"):
        take(journal, woman("b", "2024-02-01"))
    assert (data / REGISTER_FILE).read_bytes() == before


def test_what_a_killed_writer_left_is_removed_and_what_it_had_done_is_finished(journal, data):
    take(journal, woman("a", "2024-02-01"))
    folder = data / FOLDER
    (folder / "20250120-1").rename(folder / f"{UNFINISHED}20250120-1")
    (folder / f"{UNFINISHED}20250120-2").mkdir()
    (folder / f"{UNFINISHED}20250120-2" / "raw.xlsx").write_bytes(b"half")
    (data / ".participation-00000000.unfinished").write_bytes(b"half")
    assert [record.state for record in journal.records()] == ["in_force"]
    journal.clean_up()
    assert {path.name for path in folder.iterdir()} == {".lock", "20250120-1"}
    assert not list(data.glob(".participation*"))
    assert started(journal) == {"a"}


def test_cleaning_up_writes_nothing_where_nothing_is_left(journal, data):
    journal.clean_up()
    assert not (data / FOLDER).exists()
