from pathlib import Path

import pytest

from finsam_data.errors import DataError
from finsam_data.files import INTAKE_FILE
from finsam_data.forbund import read_forbund
from finsam_data.intake.meaning import rules
from finsam_data.intake.meaning.lists import Lists
from finsam_data.intake.settings import IntakeSettings, read_intake_settings
from tests.finsam_data.intake.sheets import DATA, HEADINGS, checked_sheets, places, written

OWN = """\
synonyms: {stadsdel: [Kvarter]}
extra:
  - {name: violence_asked, heading: Våldsfråga ställd, values: [ja, nej], required: true}
  - {name: remark, heading: Funktion}
spellings:
  gender: {kvinna: [Dam]}
  extra_violence_asked: {ja: [J], nej: [N]}
open_factor: 2
"""


def settings(folder: Path, text: str) -> IntakeSettings:
    (folder / INTAKE_FILE).write_text(text, encoding="utf-8")
    return read_intake_settings(folder)


def test_without_a_file_of_its_own_a_forbund_has_the_standard(tmp_path: Path) -> None:
    standard = read_intake_settings(tmp_path)
    assert [field.heading for field in standard.fields] == HEADINGS
    assert standard.extra == ()


def test_what_a_forbund_adds_stands_beside_the_standard(tmp_path: Path) -> None:
    own = settings(tmp_path, OWN)
    assert (own.columns["stadsdel"].synonyms[-1], own.spellings["gender"]["kvinna"][-1]) == ("Kvarter", "Dam")
    assert (own.open_factor, own.volume_factor) == (2, 2)
    assert list(own.columns)[-2:] == ["extra_violence_asked", "extra_remark"]
    assert own.version == read_intake_settings(tmp_path / "nowhere").version


def test_extra_columns_are_read_checked_and_kept(tmp_path: Path) -> None:
    own = settings(tmp_path, OWN)
    headings = [*HEADINGS, "Våldsfråga ställd", "Funktion"]
    rows = [
        headings,
        [*written(), "J", "Chef"],
        [*written(Id="D2"), "kanske", None],
        [*written(Id="D3"), None, None],
        [*written(Id="D4"), "nej", "Anna Berg"],
    ]
    checked = checked_sheets({"Deltagare": rows}, settings=own)
    assert checked.accepted["extra_violence_asked"].to_list() == ["ja", "nej"]
    assert checked.accepted["extra_remark"].to_list() == ["Chef", "Anna Berg"]
    assert places(checked, rules.ALLOWED) == [(3, "Våldsfråga ställd")]
    assert places(checked, rules.REQUIRED) == [(4, "Våldsfråga ställd")]
    assert places(checked, rules.NO_FREE_TEXT) == [(5, "Funktion")]
    assert checked.rejected["extra_violence_asked"].to_list() == ["kanske", None]
    without = checked_sheets({"Deltagare": [HEADINGS, written()]}, settings=own)
    assert places(without, rules.COLUMN_REQUIRED) == [(1, "Våldsfråga ställd")]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("okänt: 1", "okänd eller har fel form"),
        ("extra: [1", "YAML"),
        ("spellings: {konn: {}}", "”konn” finns inte"),
        ("synonyms: {konn: []}", "”konn” finns inte"),
        ("extra: [{name: a, heading: Kön}]", "Rubriken ”Kön” finns på två"),
        ("extra: [{name: age, heading: Annan}]", "Namnet ”age” finns på två"),
    ],
)
def test_a_fault_in_the_file_is_told(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(DataError, match=fault):
        settings(tmp_path, text)


def test_spellings_of_a_value_that_the_lists_lack_are_told(tmp_path: Path) -> None:
    own = settings(tmp_path, "spellings: {stadsdel: {Solna: [Sol]}}")
    with pytest.raises(DataError, match="”Solna”"):
        Lists(read_forbund(DATA), own, {})


def test_the_sample_s_settings_hold_together() -> None:
    lists = Lists(read_forbund(DATA), read_intake_settings(DATA), {})
    assert lists.columns["anmalare"].read("AF").value == "Arbetsförmedlingen"
    assert lists.reasons["sus"].read("Arbetsförmedlingen").value is None
