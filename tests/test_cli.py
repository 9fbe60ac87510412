"""python finsam.py: Swedish throughout, exit codes that a program can trust, one JSON value a line."""

import os
import re
import shlex
import subprocess
import sys

import pytest

from finsam_data.schemas import TABLES
from finsam_data.settings import PROJECT
from finsam_data.snapshot import read_manifest
from tests.commands import run, run_apart
from tests.lilla_an import NAME, write_lilla_an

ENGLISH = re.compile(
    r"\b(usage|options?|positional|arguments|show|this|help message|exit|error|required|invalid|choose|from|"
    r"unrecognized|expected|ignored|explicit|ambiguous|could match|commands?|default|the following)\b",
    re.IGNORECASE,
)


@pytest.fixture
def data(tmp_path):
    return write_lilla_an(tmp_path / "data")


def test_help_is_in_swedish_for_every_command(capfd):
    commands = re.findall(r"^    ([a-z]+) ", run(capfd, "--help").out, re.MULTILINE)
    assert {"load", "publish", "audit", "serve"} <= set(commands)
    for asked in (["--help"], ["-h"], *([command, "--help"] for command in commands)):
        said = run(capfd, *asked)
        assert said.code == 0
        assert said.out.startswith("användning: finsam.py")
        assert "visa den här hjälpen och avsluta" in said.out
        assert not re.search(r"[?!.]\.(?!\.)", said.out.replace("...", "")), asked
        assert ENGLISH.findall(said.text) == [], asked


def test_help_lists_the_exit_codes(capfd):
    said = run(capfd, "--help")
    for code in ("0 klart", "1 misslyckades", "2 felaktigt anrop", "3 delvis klart"):
        assert code in said.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("", "det saknas: KOMMANDO"),
        ("lod", "'lod' finns inte"),
        ("load --nej", "okända argument: --nej"),
        ("load mera", "okända argument: mera"),
        ("load --data", "--data: ett värde saknas"),
        ("load --json=1", "--json: värdet '1' tas inte emot här"),
        ("serve --port åtta", "--port: 'åtta' är inte ett giltigt värde"),
    ],
)
def test_a_wrong_call_is_told_in_swedish_with_exit_code_2(arguments, told, capfd):
    said = run(capfd, *arguments.split())
    assert said.code == 2
    assert told in said.err
    assert said.out == ""
    assert ENGLISH.findall(said.text) == []


def test_load_counts_every_table_and_changes_nothing(data, capfd):
    before = {path: path.stat().st_mtime_ns for path in data.iterdir()}
    said = run(capfd, "load", "--data", data, "--out", data.parent / "ut")
    assert said.code == 0
    assert said.out.splitlines()[:2] == [f"{NAME}: 11 av 11 tabeller är hela.", "  participation: 11 rader"]
    assert {path: path.stat().st_mtime_ns for path in data.iterdir()} == before
    assert not (data.parent / "ut").exists()


def test_load_answers_a_program_in_one_line(data, capfd):
    said = run(capfd, "load", "--json", "--data", data)
    (answer,) = said.lines
    assert answer["ok"] is True
    assert answer["rows"].keys() == TABLES.keys()
    assert (answer["rows"]["participation"], answer["rows"]["target"]) == (11, 0)
    assert answer["problems"] == {}
    assert re.fullmatch(r"[0-9a-f]{64}", answer["fingerprint"])


def test_load_with_a_fault_names_it_and_fails(data, capfd):
    (data / "target.parquet").unlink()
    said = run(capfd, "load", "--data", data)
    assert said.code == 1
    assert f"{NAME}: 10 av 11 tabeller är hela." in said.out
    assert "FEL  target.parquet: Filen saknas" in said.out

    (answer,) = run(capfd, "load", "--json", "--data", data).lines
    assert answer["ok"] is False
    assert list(answer["problems"]) == ["target"]


def test_publish_writes_a_snapshot_where_it_is_told(data, capfd):
    said = run(capfd, "publish", "--data", data, "--out", data.parent / "ut")
    manifest = read_manifest(data.parent / "ut", "internal")
    assert said.code == 0
    assert f"Publicerade {manifest.snapshot_id} (internal)." in said.out
    assert "TOM     target.parquet: Tabellen har inga rader." in said.out


def test_publish_tells_a_program_each_step_and_the_result_last(data, capfd):
    said = run(capfd, "publish", "--json", "--data", data, "--out", data.parent / "ut")
    *steps, answer = said.lines
    assert said.code == 0
    assert steps
    assert all(list(step) == ["progress"] for step in steps)
    assert answer["ok"] is True
    assert answer["snapshot_id"] == read_manifest(data.parent / "ut", "internal").snapshot_id
    assert answer["problems"] == []
    assert "target" in answer["empty_tables"]


def test_publish_in_part_has_exit_code_3(data, capfd):
    (data / "target.parquet").unlink()
    said = run(capfd, "publish", "--json", "--data", data, "--out", data.parent / "ut")
    assert said.code == 3
    assert said.lines[-1]["ok"] is False
    assert said.lines[-1]["problems"][0].startswith("target.parquet: Filen saknas")


def test_publish_refused_has_exit_code_1(data, capfd):
    out = data.parent / "ut"
    run(capfd, "publish", "--data", data, "--out", out)
    before = read_manifest(out, "internal")
    (data / "target.parquet").unlink()
    said = run(capfd, "publish", "--data", data, "--out", out)
    assert said.code == 1
    assert said.err.startswith("Nya data publicerades inte: target.parquet: Filen saknas")
    assert read_manifest(out, "internal") == before
    assert run(capfd, "publish", "--json", "--data", data, "--out", out).lines[-1].keys() == {"ok", "error"}


def test_the_environment_names_the_folders_too(data, capfd, monkeypatch):
    monkeypatch.setenv("FINSAM_DATA", str(data))
    monkeypatch.setenv("FINSAM_SNAPSHOTS", str(data.parent / "ut"))
    assert run(capfd, "publish").code == 0
    assert read_manifest(data.parent / "ut", "internal") is not None


def test_an_edition_that_does_not_exist_fails(data, capfd, monkeypatch):
    monkeypatch.setenv("FINSAM_EDITION", "öppen")
    assert run(capfd, "load", "--data", data).code == 1
    assert run(capfd, "load", "--json", "--data", data).lines == [
        {
            "ok": False,
            "error": "FINSAM_EDITION: Utgåvan ”öppen” finns inte. Ange protected eller internal, "
            "eller lämna variabeln tom (då gäller protected).",
        }
    ]


def test_at_a_terminal_it_is_the_same_in_any_encoding(data):
    """JSON is UTF-8 even where the terminal is not."""
    said = run_apart(
        "publish", "--json", "--data", data, "--out", data.parent / "ut", **os.environ, PYTHONIOENCODING="latin-1"
    )
    assert (said.code, said.err) == (0, "")
    assert said.lines[0] == {"progress": "Läser participation.parquet"}
    assert said.lines[-1]["ok"] is True


@pytest.mark.skipif(os.name == "nt", reason="Gränsen sätts med ett skal som Windows saknar.")
def test_a_full_disk_is_told_in_swedish_and_leaves_nothing(data):
    """No file may be larger than a kibibyte or two: the first table is too large."""
    out = data.parent / "ut"
    publish = shlex.join([sys.executable, "finsam.py", "publish", "--data", str(data), "--out", str(out)])
    done = subprocess.run(
        ["bash", "-c", f"ulimit -f 2; {publish}"], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "gick inte att skriva i mappen ”ut”" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(out.iterdir()) == []
