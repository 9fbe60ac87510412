"""Saved scenarios: nothing saved is lost, whoever saves at the same time, whatever it is called, wherever it stops."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from finsam_data.errors import FinsamError
from finsam_data.files import data_fingerprint
from finsam_data.saved_scenarios import (
    SAVED_FOLDER,
    SavedScenarioError,
    delete,
    duplicate,
    rename,
    save,
    saved_scenarios,
)
from finsam_data.scenario import OtherIncome, RegionQuarter, Scenario
from finsam_data.scenario_names import free_name, slug_of
from finsam_data.scenario_values import ScenarioError
from tests.finsam_data.saving import MANY, numbered

PROJECT = Path(__file__).parents[2]


def of(name, tkr=9042.0):
    return Scenario(name, (RegionQuarter(tkr={2026: tkr}),), made_on="abc")


def names(folder):
    return [saved.name for saved in saved_scenarios(folder)[0]]


def amounts(folder):
    """Name → the amount its scenario holds."""
    return {saved.name: saved.scenario.levers[0].tkr[2026] for saved in saved_scenarios(folder)[0]}


# Saved and read.


def test_what_is_saved_is_read_again_the_same(tmp_path):
    kept = save(tmp_path, of("Regionen ger mindre"))
    assert kept.told == ""
    (read,), unreadable = saved_scenarios(tmp_path)
    assert read == kept.saved
    assert read.scenario == of("Regionen ger mindre")
    assert unreadable == []


def test_they_lie_in_a_folder_of_their_own_and_do_not_change_the_data(tmp_path):
    (tmp_path / "forbund.yaml").write_text("name: Lilla Ån")
    before = data_fingerprint(tmp_path)
    save(tmp_path, of("Ett"))
    assert [path.name for path in (tmp_path / SAVED_FOLDER).glob("*.yaml")] == ["ett.yaml"]
    assert data_fingerprint(tmp_path) == before


def test_a_folder_where_nothing_is_saved_has_no_scenarios(tmp_path):
    assert saved_scenarios(tmp_path) == ([], [])


def test_one_who_opened_it_saves_over_it(tmp_path):
    first = save(tmp_path, of("Ett", 1)).saved
    second = save(tmp_path, of("Ett", 2), first)
    assert (amounts(tmp_path), second.told) == ({"Ett": 2}, "")
    save(tmp_path, of("Ett", 3), second.saved)
    assert amounts(tmp_path) == {"Ett": 3}


def test_one_who_did_not_open_it_gets_a_number_and_is_told(tmp_path):
    save(tmp_path, of("Ett", 1))
    kept = save(tmp_path, of("Ett", 2))
    assert kept.told == ("Det finns redan ett scenario som heter ”Ett”. Ditt är sparat som ”Ett (2)”; båda finns kvar.")
    assert amounts(tmp_path) == {"Ett": 1, "Ett (2)": 2}
    assert save(tmp_path, of("Ett", 3)).saved.name == "Ett (3)"


def test_the_later_of_two_who_opened_the_same_gets_a_number_and_is_told(tmp_path):
    opened = save(tmp_path, of("Ett", 1)).saved
    save(tmp_path, of("Ett", 2), opened)
    later = save(tmp_path, of("Ett", 3), opened)
    assert later.told == (
        "Någon annan har ändrat ”Ett” sedan du öppnade det. Ditt är sparat som ”Ett (2)”; båda finns kvar."
    )
    assert amounts(tmp_path) == {"Ett": 2, "Ett (2)": 3}


def test_the_same_scenario_saved_twice_is_saved_once(tmp_path):
    first = save(tmp_path, of("Ett"))
    assert save(tmp_path, of("Ett")) == first
    assert names(tmp_path) == ["Ett"]


# Copied, renamed, taken away.


def test_a_copy_has_the_next_number_and_the_same_levers(tmp_path):
    saved = save(tmp_path, of("Ett")).saved
    assert duplicate(tmp_path, saved.file).saved.name == "Ett (2)"
    assert duplicate(tmp_path, saved.file).saved.name == "Ett (3)"
    assert amounts(tmp_path) == {"Ett": 9042, "Ett (2)": 9042, "Ett (3)": 9042}


def test_a_new_name_leaves_the_levers(tmp_path):
    saved = save(tmp_path, of("Ett")).saved
    assert rename(tmp_path, saved, "Två").told == ""
    assert amounts(tmp_path) == {"Två": 9042}


def test_a_taken_name_gets_a_number(tmp_path):
    save(tmp_path, of("Ett", 1))
    saved = save(tmp_path, of("Två", 2)).saved
    assert rename(tmp_path, saved, "ett").told.endswith("Ditt är sparat som ”ett (2)”; båda finns kvar.")
    assert amounts(tmp_path) == {"Ett": 1, "ett (2)": 2}


def test_what_another_has_changed_is_neither_renamed_nor_taken_away(tmp_path):
    opened = save(tmp_path, of("Ett", 1)).saved
    save(tmp_path, of("Ett", 2), opened)
    for act in (lambda: rename(tmp_path, opened, "Två"), lambda: delete(tmp_path, opened)):
        with pytest.raises(SavedScenarioError, match="Någon annan har ändrat det"):
            act()
    assert amounts(tmp_path) == {"Ett": 2}


def test_taken_away_is_gone_and_twice_is_told(tmp_path):
    saved = save(tmp_path, of("Ett")).saved
    delete(tmp_path, saved)
    assert names(tmp_path) == []
    with pytest.raises(SavedScenarioError, match="finns inte längre"):
        delete(tmp_path, saved)


# Names are what people write.


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Båda beslutade IPS-insatserna", "bada-beslutade-ips-insatserna"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Windows\\system32", "c-windows-system32"),
        ("con", "scenario-con"),
        ("LPT1", "scenario-lpt1"),
        ("…", "scenario"),
        ("日本", "scenario"),
        ("x" * 200, "x" * 60),
        (".dold", "dold"),
    ],
)
def test_a_file_is_named_by_letters_that_every_system_takes(tmp_path, name, slug):
    assert slug_of(name) == slug
    saved = save(tmp_path, of(name)).saved
    assert (saved.file, saved.name) == (slug, name)
    assert [path.name for path in tmp_path.rglob("*.yaml")] == [f"{slug}.yaml"]


def test_names_that_give_the_same_file_are_kept_apart(tmp_path):
    save(tmp_path, of("Region?", 1))
    save(tmp_path, of("Region!", 2))
    assert amounts(tmp_path) == {"Region?": 1, "Region!": 2}
    assert sorted(path.name for path in (tmp_path / SAVED_FOLDER).glob("*.yaml")) == ["region-2.yaml", "region.yaml"]


def test_the_longest_name_has_room_for_its_number(tmp_path):
    save(tmp_path, of("n" * 200, 1))
    kept = save(tmp_path, of("n" * 200, 2))
    assert kept.saved.name == "n" * 193 + " (2)"
    assert free_name("Ett (2)", {"ett", "ett (2)"}) == "Ett (3)"


@pytest.mark.parametrize("name", ["", "   ", "rad\nrad", "x" * 201, "a\0b"])
def test_a_name_that_is_none_is_told_and_nothing_is_written(tmp_path, name):
    with pytest.raises(ScenarioError, match="name"):
        save(tmp_path, of(name))
    assert not (tmp_path / SAVED_FOLDER).exists()


@pytest.mark.parametrize("file", ["../ett", "a/b", "", ".lock", "a\\b"])
def test_no_file_name_leads_out_of_the_folder(tmp_path, file):
    save(tmp_path, of("Ett"))
    with pytest.raises(SavedScenarioError):
        duplicate(tmp_path, file)


# Files that are broken, older, or lie there for other reasons.


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "name och levers"),
        (b"\xff\xfe\x00", "YAML"),
        (b"name: Trasig\nlevers: [{lever: trollspo}]", "finns inte"),
        (b"name: Aldre\nspakar: []", "okänt värde"),
        (b"name: Stor\n" + b"#" * 100_001, "för stor"),
    ],
)
def test_what_cannot_be_read_is_listed_told_and_left(tmp_path, content, told):
    save(tmp_path, of("Ett"))
    path = tmp_path / SAVED_FOLDER / "trasig.yaml"
    path.write_bytes(content)
    saved, (problem,) = saved_scenarios(tmp_path)
    assert [one.name for one in saved] == ["Ett"]
    assert problem.message.startswith("trasig.yaml")
    assert told in problem.message
    assert problem.message.endswith("Filen ligger kvar orörd.")
    # One that would take its file name gets another.
    assert save(tmp_path, of("Trasig")).saved.file == "trasig-2"
    assert path.read_bytes() == content


def test_a_file_mended_by_hand_is_read_anew(tmp_path):
    save(tmp_path, of("Ett"))
    path = tmp_path / SAVED_FOLDER / "ett.yaml"
    path.write_text("trasig: [")
    assert len(saved_scenarios(tmp_path)[1]) == 1
    path.write_text("name: Lagad\nlevers: [{lever: nns_fee}]")
    assert names(tmp_path) == ["Lagad"]


# Where nothing can be written.


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    with pytest.raises(FinsamError, match="Det gick inte att skriva där \\(mappen finns inte\\), så inget är ändrat"):
        save(tmp_path / "finns" / "inte", of("Ett"))


@pytest.mark.parametrize(
    ("code", "why"),
    [(errno.EACCES, "skrivrättighet saknas"), (errno.ENOSPC, "disken är full"), (errno.EROFS, "skrivskyddad")],
)
def test_a_write_that_fails_is_told_and_leaves_what_was(tmp_path, monkeypatch, code, why):
    opened = save(tmp_path, of("Ett", 1)).saved

    def fail(_):
        raise OSError(code, "no")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(SavedScenarioError, match=why):
        save(tmp_path, of("Ett", 2), opened)
    monkeypatch.undo()
    assert amounts(tmp_path) == {"Ett": 1}
    assert not list((tmp_path / SAVED_FOLDER).glob("*.unfinished"))


# At the same time, and stopped in the middle.


def test_two_processes_saving_the_same_name_lose_nothing(tmp_path):
    command = [sys.executable, "-m", "tests.finsam_data.saving", "many", str(tmp_path)]
    both = [subprocess.Popen([*command, first], cwd=PROJECT) for first in ("100", "200")]
    assert [process.wait(timeout=60) for process in both] == [0, 0]
    saved, unreadable = saved_scenarios(tmp_path)
    assert unreadable == []
    # 6 + 6 saves, each with an amount of its own and a name of its own.
    assert {one.scenario.levers[0].tkr[2026] for one in saved} == {*range(100, 100 + MANY), *range(200, 200 + MANY)}
    assert {one.name for one in saved} == {"Samma namn", *(f"Samma namn ({n})" for n in range(2, 2 * MANY + 1))}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Systemet kan inte dela processer.")
def test_killed_before_any_line_the_old_one_or_the_new_one_is_there_and_the_next_can_save(tmp_path):
    start = tmp_path / "start"
    start.mkdir()
    save(start, numbered(1))
    command = [sys.executable, "-m", "tests.finsam_data.saving", "killed", str(tmp_path)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=120, check=True)
    killed = int(done.stdout)
    assert killed > 30
    read = [amounts(tmp_path / f"{attempt}")["Samma namn"] for attempt in range(killed + 1)]
    # The old one up to some line, the new one from there on; never both, never neither.
    assert read == sorted(read)
    assert (read[0], read[-1]) == (1, 2)
    for attempt in range(0, killed, 5):
        folder = tmp_path / f"{attempt}"
        save(folder, numbered(3, "Ett till"))
        assert names(folder) == ["Ett till", "Samma namn"]
        assert not list((folder / SAVED_FOLDER).glob(".*unfinished"))


def test_a_scenario_of_whole_numbers_is_the_same_after_saving(tmp_path):
    saved = save(tmp_path, Scenario("Ett", (OtherIncome(tkr={2026: 0.5, 2027: 1.0}),))).saved
    assert saved.scenario.levers[0].tkr == {2026: 0.5, 2027: 1.0}
