"""What stops a file or concerns the whole of it, told with its place, and what the register knows from before."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from finsam_data.intake.checked import CheckedFile
from finsam_data.intake.finding import Finding, Severity
from finsam_data.intake.meaning.checking import check
from finsam_data.intake.raw import RefusedFileError
from finsam_data.intake.reading.file import read_file
from finsam_data.intake.settings import read_intake_settings
from tests.intake.people import FORBUND, HEADINGS, TODAY, register_of

SETTINGS = read_intake_settings(Path(__file__).parents[2] / "sample_data")
EMPTY = register_of([])
NUMBER, MASK = "640823-3234", "640823-****"
"""The official example of a personnummer."""


def a_row(participant_id: str, **rest: Any) -> dict[str, Any]:
    known = {"insats": "Novum", "gender": "kvinna", "age": 25, "education": "Gymnasium", "time_without_work": "1–2 år"}
    where = {"anmalare": "Annan", "stadsdel": "Farsta"}
    when = {"start_date": date(2024, 9, 2), "end_date": None, "avslutsorsak": None}
    return {"participant_id": participant_id} | known | where | when | rest


def a_book(rows: list[dict[str, Any]], change: Callable[[openpyxl.Workbook], object] = lambda book: None) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Deltagare"
    book.active.append(list(HEADINGS.values()))
    for row in rows:
        book.active.append([row[name] for name in HEADINGS])
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def taken_in(content: bytes, name: str = "Novum.xlsx", register: Any = EMPTY) -> CheckedFile:
    return check(read_file(content, name), FORBUND, SETTINGS, register, TODAY)


def refusal(content: bytes, name: str = "Novum.xlsx") -> tuple[Finding, ...]:
    with pytest.raises(RefusedFileError) as caught:
        taken_in(content, name)
    told = str(caught.value) + repr(caught.value.findings)
    assert NUMBER not in told
    assert NUMBER.replace("-", "") not in told
    return caught.value.findings


FORMS = ("640823-3234", "6408233234", "19640823-3234", "196408233234", "640823 3234", "640823+3234", "640823–3234",
         "640823\u00a03234", "640883-3231")  # fmt: skip
"""The last is a samordningsnummer: weighed 2, 1, 2 … its digits are 3+4+0+8+7+3+6+2+6 = 39, so 1 is the last one."""


@pytest.mark.parametrize("number", FORMS)
def test_a_personnummer_in_a_cell_stops_the_file_at_its_place(number: str) -> None:
    def write(book: openpyxl.Workbook) -> None:
        book.active["E3"] = f"se {number} ovan"

    (found,) = refusal(a_book([a_row("N-1"), a_row("N-2")], write))
    assert (found.sheet, found.row, found.cell, found.severity) == ("Deltagare", 3, "E3", Severity.STOPS)
    assert number[-4:] not in found.message


@pytest.mark.parametrize("value", [6408233234, 196408233234, 6408233234.0])
def test_a_personnummer_stored_as_a_number_stops_the_file(value: float) -> None:
    def write(book: openpyxl.Workbook) -> None:
        book.active["A2"] = value

    (found,) = refusal(a_book([a_row("N-1")], write))
    assert (found.row, found.cell) == (2, "A2")
    assert MASK in found.message


def _comment(book: openpyxl.Workbook) -> None:
    book.active["C2"].comment = Comment(f"Är det {NUMBER}?", "Projektledaren")


def _heading(book: openpyxl.Workbook) -> None:
    book.active["L1"] = f"Anteckning {NUMBER}"


def _sheet_name(book: openpyxl.Workbook) -> None:
    book.create_sheet(NUMBER)["A1"] = "x"


def _title(book: openpyxl.Workbook) -> None:
    book.properties.title = f"Plan för {NUMBER}"


def _own_property(book: openpyxl.Workbook) -> None:
    book.custom_doc_props.append(openpyxl.packaging.custom.StringProperty(name="Ärende", value=NUMBER))


@pytest.mark.parametrize("change", [_comment, _heading, _sheet_name, _title, _own_property])
def test_a_personnummer_anywhere_else_stops_the_file(change: Callable[[openpyxl.Workbook], object]) -> None:
    assert any(MASK in found.message for found in refusal(a_book([a_row("N-1")], change)))


def test_a_personnummer_in_the_name_of_the_file_stops_it_and_is_masked() -> None:
    assert any(MASK in found.message for found in refusal(a_book([a_row("N-1")]), f"{NUMBER}.xlsx"))


def test_a_personnummer_in_a_csv_file_stops_it() -> None:
    text = ";".join(HEADINGS.values()) + f"\nN-1;Novum;kvinna;25;Gymnasium;;Annan;Farsta;2024-09-02;;{NUMBER}\n"
    (found,) = refusal(text.encode("cp1252"), "Novum.csv")
    assert (found.row, found.cell) == (2, "K2")


@pytest.mark.parametrize(
    "innocent", ["640823-3235", "0701234567", "20240305", "2024-03-05 00:00:00", 45356, "08-508 25 000"]
)
def test_what_only_looks_like_a_personnummer_stops_nothing(innocent: Any) -> None:
    """Weighed 2, 1, 2 … the digits of the first are 3+4+0+8+4+3+6+2+6 = 36, so 4 should come last, not 5."""

    def write(book: openpyxl.Workbook) -> None:
        book.active["L2"] = innocent

    assert taken_in(a_book([a_row("N-1")], write)).status == "accepted"


@pytest.mark.parametrize("name", ["participant_id", "start_date", "gender", "end_date", "avslutsorsak"])
def test_a_file_without_a_column_it_must_have_is_stopped_and_the_column_named(name: str) -> None:
    def remove(book: openpyxl.Workbook) -> None:
        book.active.delete_cols(list(HEADINGS).index(name) + 1)

    checked = taken_in(a_book([a_row("N-1")], remove))
    stops = [found for found in checked.findings if found.severity is Severity.STOPS]
    assert HEADINGS[name] in {found.column for found in stops}
    assert checked.status == "refused"
    assert checked.accepted.height == 0


def test_a_file_without_a_table_is_stopped_and_every_row_of_it_told_apart_as_no_data() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Hej!", "Här är allt."])
    book.active.append(["Hälsningar"])
    buffer = io.BytesIO()
    book.save(buffer)
    checked = taken_in(buffer.getvalue())
    assert checked.status == "refused"
    assert (checked.rows_in, checked.not_data.height + checked.rejected.height) == (2, 2)


def test_a_formula_is_read_as_its_value_and_noted() -> None:
    def formula(book: openpyxl.Workbook) -> None:
        book.active["D2"] = "=20+5"

    checked = taken_in(a_book([a_row("N-1")], formula))
    assert any(found.severity is Severity.WARNS and found.cell == "D2" for found in checked.findings)


def test_a_gender_that_was_another_in_the_register_is_warned_about_at_its_cell() -> None:
    register = register_of([a_row("N-1", gender="man")])
    checked = taken_in(a_book([a_row("N-1")]), register=register)
    found = [found for found in checked.findings if (found.row, found.column) == (2, "Kön")]
    assert [f.severity for f in found] == [Severity.WARNS]
    assert checked.status == "accepted"


def test_a_row_that_was_open_in_the_register_and_is_gone_is_warned_about() -> None:
    register = register_of([a_row("N-7", start_date=date(2023, 9, 4)), a_row("N-1")])
    same = taken_in(a_book([a_row("N-1"), a_row("N-7", start_date=date(2023, 9, 4))]), register=register)
    gone = taken_in(a_book([a_row("N-1")]), register=register)
    assert len(gone.findings) == len(same.findings) + 1
    (more,) = [found for found in gone.findings if found not in same.findings]
    assert more.severity is Severity.WARNS
    assert more.row is None


def test_ten_times_as_many_as_before_are_warned_about_and_as_many_are_not() -> None:
    before = [
        a_row(f"F-{half}-{n}", start_date=start, end_date=start, avslutsorsak="Arbete eller studier")
        for half, start in enumerate([date(2023, 2, 6), date(2023, 9, 4), date(2024, 2, 5)])
        for n in range(6)
    ]
    for row in before[:12]:
        row["avslutsorsak"] = "Andra orsaker"
    usual = taken_in(a_book([a_row(f"N-{n}") for n in range(6)]), register=register_of(before))
    many = taken_in(a_book([a_row(f"N-{n}") for n in range(60)]), register=register_of(before))
    assert not usual.findings
    assert [found.severity for found in many.findings] == [Severity.WARNS]
