"""python finsam.py import, imports, undo and template, from files as somebody sends them."""

import os
import pty
import re
import subprocess
import sys

import fastexcel
import pytest

from finsam_data.intake.register.journal import Journal
from finsam_data.settings import PROJECT, Settings
from queries.publication.publish import is_current
from tests.commands import run
from tests.lilla_an import KAFFE, REGISTER, VAGEN, write_lilla_an

KEYS = ["file", "sha256", "status", "rows_in", "accepted", "rejected", "not_data", "findings"]
FINDING_KEYS = {"sheet", "row", "column", "rule", "severity", "message", "suggestion"}
HEAD = (
    "Deltagar-id;Insats;Kön;Ålder;Utbildning;Tid utan arbete;Anmälande part;Stadsdel;Startdatum;Slutdatum;Avslutsorsak"
)
GOOD = f"v1;{VAGEN};kvinna;34;Kort;Lång tid;Byrån;Dalen;2024-02-01;;"
ENDED = f"v2;{VAGEN};man;40;Lång;Kort tid;Byrån;Åsen;2024-03-01;2024-05-02;Arbete"
BAD = f"v3;{VAGEN};kvinna;340;Kort;Lång tid;Byrån;Dalen;2024-02-01;;"
OTHER = f"k1;{KAFFE};kvinna;34;Kort;Lång tid;Byrån;Dalen;2024-02-02;;"


@pytest.fixture
def data(tmp_path):
    """Lilla Ån without the deltaganden of 2024, so that a first file only adds."""
    return write_lilla_an(tmp_path / "data", [row for row in REGISTER if row["start_date"].year < 2024])


@pytest.fixture
def file(tmp_path):
    def written(*rows, name="vagen.csv"):
        path = tmp_path / name
        path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
        return path

    return written


@pytest.fixture
def call(capfd, data):
    def called(*arguments):
        return run(capfd, *arguments, "--data", data, "--out", data.parent / "ut")

    return called


def started(data):
    return {
        (name, insats)
        for name, insats, start in Journal(data).register().select("participant_id", "insats", "start_date").iter_rows()
        if start.year == 2024
    }


def take_in_apart(data, path):
    command = [sys.executable, "finsam.py", "import", path, "--data", data, "--out", data.parent / "ut"]
    return subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def test_a_file_of_new_rows_is_taken_in_published_and_listed(call, file, data):
    said = call("import", file(GOOD, ENDED))
    assert said.code == 0, said.text
    assert "vagen.csv: alla rader godkända. 3 rader lästa = 2 godkända + 0 avvisade + 1 som inte är" in said.out
    assert "Det här ändras i registret: 2 nya." in said.out
    import_id = re.search(r"Inläst som (\d{8}-1)\. Ångra med: python finsam\.py undo \1", said.out)[1]
    assert started(data) == {("v1", VAGEN), ("v2", VAGEN)}
    assert is_current(Settings(data, data.parent / "ut", "internal"))

    (record,) = call("imports", "--json").lines
    assert (record["id"], record["file"], record["accepted"], record["state"]) == (
        import_id,
        "vagen.csv",
        2,
        "in_force",
    )
    listed = call("imports").out
    assert "”vagen.csv”  gäller" in listed
    assert record["sha256"] in listed


def test_json_has_one_object_per_file_with_just_these_keys(call, file, data):
    files = file(GOOD, BAD), file(OTHER, name="kaffe.csv"), file(name="tom.csv")
    said = call("import", "--json", *files)
    assert said.code == 2
    vagen, kaffe, empty = said.lines
    assert [list(told) for told in (vagen, kaffe, empty)] == [KEYS] * 3
    assert [told["status"] for told in (vagen, kaffe, empty)] == ["partly", "accepted", "refused"]
    assert [(t["rows_in"], t["accepted"], t["rejected"], t["not_data"]) for t in (vagen, kaffe)] == [
        (3, 1, 1, 1),
        (2, 1, 0, 1),
    ]
    (finding,) = [found for found in vagen["findings"] if found["severity"] == "rejects_row"]
    assert finding.keys() == FINDING_KEYS
    assert (finding["row"], finding["column"]) == (3, "Ålder")
    assert started(data) == {("v1", VAGEN), ("k1", KAFFE)}


def test_exit_codes_tell_accepted_partly_and_refused(call, file, tmp_path):
    assert call("import", "--dry-run", file(GOOD)).code == 0
    assert call("import", "--dry-run", file(GOOD, BAD)).code == 3
    fake = tmp_path / "fejk.xlsx"
    fake.write_bytes(b"inte en arbetsbok")
    said = call("import", "--dry-run", fake, file(GOOD, BAD))
    assert said.code == 2
    assert "fejk.xlsx: avvisad." in said.out
    assert call("import", tmp_path / "borta.xlsx").code == 2


def test_a_dry_run_changes_nothing(call, file, data):
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    said = call("import", "--dry-run", file(GOOD))
    assert "1 ny" in said.out
    assert "Inget är inläst" in said.out
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before
    assert not (data.parent / "ut").exists()


def test_the_same_file_twice_changes_nothing(call, file, data):
    call("import", file(GOOD))
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    said = call("import", "--json", file(GOOD))
    assert said.code == 0
    assert said.lines[0]["findings"][0]["rule"] == "En fil läses in bara en gång."
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before


def test_a_corrected_file_is_not_taken_in_before_somebody_approves(call, file, data):
    call("import", file(GOOD, ENDED))
    corrected = file(GOOD.replace("34", "35"))
    said = call("import", corrected)
    assert said.code == 4
    assert "ändrad uppgift v1, Vägen vidare, start 2024-02-01, Ålder: 34 → 35" in said.out
    assert "borttagen      v2, Vägen vidare, start 2024-03-01" in said.out
    assert "Filen är inte inläst: det som ändras är inte godkänt." in said.err
    told = call("import", "--json", corrected)
    assert told.code == 4
    assert told.lines[0]["findings"][0]["rule"] == "Det som en fil ändrar i registret är godkänt."
    assert started(data) == {("v1", VAGEN), ("v2", VAGEN)}
    assert call("import", "--yes", corrected).code == 0
    assert started(data) == {("v1", VAGEN)}


def test_rows_in_quarantine_that_a_corrected_file_leaves_out_are_said_and_approved(call, file, data):
    call("import", file(GOOD, BAD))
    said = call("import", file(GOOD))
    assert said.code == 4
    assert "1 rad i karantän finns inte i filen: rad 3 i ”vagen.csv” (v3, start 2024-02-01)." in said.out
    assert "1 rad tas ur karantän." in said.out.replace("\u00a0", " ")
    assert Journal(data).waiting().height == 1
    assert call("import", "--yes", file(GOOD)).code == 0
    assert Journal(data).waiting().is_empty()
    said = call("undo", "--yes", Journal(data).records()[0].id)
    assert "1 rad läggs i karantän." in said.out.replace("\u00a0", " ")
    assert Journal(data).waiting().height == 1


def test_what_is_read_for_the_first_time_is_approved_once(call, file, data):
    unlike = file(GOOD.replace("kvinna", "K"))
    said = call("import", unlike)
    assert said.code == 4
    assert "”K” läses som ”kvinna” (Kön)" in said.out
    assert call("import", "--yes", unlike).code == 0
    again = file(GOOD.replace("kvinna", "K"), ENDED.replace(";man;", ";K;"))
    assert "läses som" not in call("import", again).out


@pytest.mark.skipif(sys.platform == "win32", reason="Windows har inga sådana terminaler.")
@pytest.mark.parametrize(("answer", "code", "left"), [("j", 0, {"v1"}), ("n", 4, {"v1", "v2"}), ("", 4, {"v1", "v2"})])
def test_at_a_terminal_the_question_is_asked(call, file, data, answer, code, left):
    call("import", file(GOOD, ENDED))
    ours, theirs = pty.openpty()
    command = [sys.executable, "finsam.py", "import", file(GOOD), "--data", data, "--out", data.parent / "ut"]
    process = subprocess.Popen(command, cwd=PROJECT, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    os.write(ours, f"{answer}\n".encode())
    out, _ = process.communicate(timeout=120)
    os.close(ours)
    os.close(theirs)
    assert process.returncode == code
    assert "Läsa in filen? [j/N]" in out.decode()
    assert {name for name, _ in started(data)} == left


def test_what_was_approved_is_shown_anew_when_another_import_came_between(call, file, data, monkeypatch):
    call("import", file(GOOD, ENDED))
    corrected, other = file(GOOD), file(OTHER, name="kaffe.csv")
    asked = []

    def answers_yes_while_another_imports(question):
        if not asked:
            take_in_apart(data, other).communicate(timeout=120)
        asked.append(question)
        return True

    monkeypatch.setattr("commands.intake.asked", answers_yes_while_another_imports)
    assert call("import", corrected).code == 0
    assert asked == ["Läsa in filen? [j/N] "] * 2
    assert started(data) == {("v1", VAGEN), ("k1", KAFFE)}


def test_two_imports_at_once_are_both_in_the_register(file, data):
    both = [take_in_apart(data, file(GOOD)), take_in_apart(data, file(OTHER, name="kaffe.csv"))]
    said = [process.communicate(timeout=120)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert started(data) == {("v1", VAGEN), ("k1", KAFFE)}
    assert len(Journal(data).records()) == 2


def test_an_import_is_taken_back(call, file, data):
    call("import", file(GOOD))
    (record,) = call("imports", "--json").lines
    said = call("undo", record["id"])
    assert said.code == 4
    assert "borttagen      v1" in said.out
    assert started(data) == {("v1", VAGEN)}
    assert call("undo", "--yes", record["id"]).code == 0
    assert started(data) == set()
    assert "återtagen" in call("imports").out
    again = call("undo", "--yes", record["id"])
    assert (again.code, "redan återtagen" in again.err) == (1, True)


def test_an_unknown_insats_or_period_is_told(call, file, data):
    assert "”Nej”" in call("import", "--insats", "Nej", file(GOOD)).err
    assert "2025H1" in call("import", "--covers", "våren", file(GOOD)).err
    assert call("import", "--insats", VAGEN, "--covers", "2024H1", file(GOOD)).code == 0
    (record,) = Journal(data).records()
    assert [str(day) for day in (record.first_day, record.last_day)] == ["2024-01-01", "2024-06-30"]


def test_a_personnummer_is_masked_wherever_it_stands_and_written_nowhere(call, file, data):
    said = call("import", "--json", file(GOOD.replace("v1", "640823-3234"), name="640823-3234.csv"))
    assert said.code == 2
    assert "3234" not in said.text
    assert said.lines[0]["file"] == "640823-****.csv"
    assert not (data / "imports").exists()


def test_a_file_that_is_not_read_says_what_to_do(call, file):
    said = call("import", file(GOOD.replace("v1", "508233236")))
    assert said.code == 2
    assert "utan nollorna i början" in said.out
    assert "byt ett id mot ett kortare med bokstav" in said.out


def test_the_template_is_written_and_read_again(call, tmp_path):
    path = tmp_path / "mall.xlsx"
    assert call("template", path).code == 0
    assert "Deltagare" in fastexcel.read_excel(path).sheet_names


def test_where_nothing_can_be_published_the_register_is_changed_and_it_is_said(call, file, data):
    (data.parent / "ut").write_text("ingen mapp")
    said = call("import", file(GOOD))
    assert said.code == 0
    assert "Registret är ändrat, men publicerades inte." in said.err
    assert started(data) == {("v1", VAGEN)}
