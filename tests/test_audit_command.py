"""python finsam.py audit: what the attack tried and found, in Swedish, with exit codes a program can trust."""

import pytest

from finsam_data.files import data_fingerprint
from queries.disclosure.certificate import certify
from queries.disclosure.outcome import Audit, Finding
from queries.publication.plan import publication_plan
from queries.publication.publish import audit_edition
from tests.commands import run
from tests.queries.disclosure.conftest import write_byar
from tests.queries.disclosure.tiny import A, B, people

PLAN = publication_plan()
AUTUMN = {"start": "2024-08-01", "end": "2024-11-30"}
FEW = [*people(30, A, "kvinna"), *people(2, A, "man"), *people(25, B, "man"), *people(25, B, "kvinna", **AUTUMN)]


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return write_byar(tmp_path_factory.mktemp("angripen") / "data", FEW).data


def test_an_edition_that_holds_is_told_with_exit_code_0(data, capfd):
    said = run(capfd, "audit", "--data", data, "--out", data.parent / "ut")
    assert said.code == 0
    assert said.out.splitlines()[-1] == "Ingen liten grupp kan räknas fram."
    assert "grupper angripna med" in said.out
    assert "FEL" not in said.out
    assert not (data.parent / "ut").exists()


def test_a_program_gets_each_step_and_the_outcome_last(data, capfd):
    said = run(capfd, "audit", "--json", "--data", data, "--out", data.parent / "ut")
    *steps, outcome = said.lines
    assert said.code == 0
    assert all(list(step) == ["progress"] for step in steps)
    told = [step["progress"] for step in steps]
    assert {"Döljer", "Angriper"} <= {step.split()[0] for step in told}
    assert (outcome["ok"], outcome["pinned"], outcome["narrowed"], outcome["findings"]) == (True, 0, 0, [])
    assert outcome["groups"]["small"] > 0
    assert 0 < outcome["hidden"] < outcome["cells"]
    assert outcome["shown_of_five_or_more"] <= outcome["five_or_more"]


def test_a_certificate_spares_the_hiding_but_not_the_attack(tmp_path, capfd):
    """One that says that all is well, with nothing hidden but 1–4: the rest of a total gives them away."""
    settings = write_byar(tmp_path / "data", FEW)
    edition = audit_edition(settings)
    small = edition.model.published & edition.model.small & ~edition.model.official
    fingerprint = data_fingerprint(settings.data)
    certify(settings.data, fingerprint, PLAN.version, edition.model, small, edition.outcome, write=True)
    said = run(capfd, "audit", "--data", settings.data, "--out", tmp_path / "ut")
    assert said.code == 1
    assert "Döljer" not in said.out
    assert "gruppen på 1–4 kan räknas fram" in said.out


def test_one_more_since_the_last_publication_fails_with_exit_code_1(tmp_path, capfd, monkeypatch):
    monkeypatch.setenv("FINSAM_EDITION", "protected")
    data = write_byar(tmp_path / "data", FEW).data
    assert run(capfd, "publish", "--data", data, "--out", tmp_path / "ut").code == 0
    write_byar(data, [*FEW, *people(1, B, "man")])
    said = run(capfd, "audit", "--data", data, "--out", tmp_path / "ut")
    assert said.code == 1
    # 30 + 2 + 25 + 25 = 82 and one more in the year.
    assert "FEL  age 2024: antalet har ändrats med 1–4 sedan förra publiceringen" in said.out
    assert said.out.splitlines()[-1] == "Små grupper kan räknas fram."
    refused = run(capfd, "publish", "--json", "--data", data, "--out", tmp_path / "ut")
    assert refused.code == 1
    assert refused.lines[-1]["ok"] is False
    assert "Den skyddade utgåvan publicerades inte" in refused.lines[-1]["error"]


def test_an_empty_register_is_told_in_swedish(tmp_path, capfd):
    data = write_byar(tmp_path / "data", []).data
    said = run(capfd, "audit", "--data", data, "--out", tmp_path / "ut")
    assert said.code == 1
    assert said.err.startswith("participation.parquet: Registret har inga deltaganden att skydda.")


def test_a_register_that_cannot_be_read_is_told_in_swedish(tmp_path, capfd):
    data = write_byar(tmp_path / "data", []).data
    (data / "participation.parquet").write_bytes(b"PAR1")
    assert run(capfd, "audit", "--data", data, "--out", tmp_path / "ut").code == 1
    assert "participation.parquet: Filen är skadad" in run(capfd, "audit", "--json", "--data", data).lines[-1]["error"]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("small", "gruppen på 1–4 kan räknas fram"),
        ("one_kind", "alla i en grupp på 1–4 har bevisligen något gemensamt"),
        ("siblings", "två dolda antal som tillsammans är 1–4 kan räknas fram"),
        ("tracker", "skillnaden mellan två val är 1–4 och kan räknas fram"),
        ("snapshots", "antalet har ändrats med 1–4 sedan förra publiceringen"),
    ],
)
def test_every_finding_is_told_in_words(kind, words):
    assert str(Finding("exit", "2024H1", kind, 3)) == f"exit 2024H1: {words} (3 st)"
    whole = Audit(10, 2, 6, 8, {"small": 2}, 0, 0, 0, 4)
    assert whole.passed
    assert not Audit(10, 2, 6, 8, {"small": 2}, 1, 0, 0, 4, (Finding("exit", "2024H1", kind, 3),)).passed
