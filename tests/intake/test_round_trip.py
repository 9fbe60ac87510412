"""What is filled in is what is taken in: the template filled with any rows, and the returned workbook mended."""

import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from finsam_data.forbund import GENDERS
from finsam_data.intake.checked import CheckedFile
from finsam_data.intake.meaning.checking import check
from finsam_data.intake.reading.file import read_file
from finsam_data.intake.returning.returned import returned_workbook
from finsam_data.intake.returning.template import template
from finsam_data.intake.settings import EXTRA, read_intake_settings
from tests.intake.faulty import Case, cases
from tests.intake.people import FORBUND, HEADINGS, REASONS, TODAY, register_of

SETTINGS = read_intake_settings(Path(__file__).parents[2] / "sample_data")
TEMPLATE = template(FORBUND, SETTINGS)
EMPTY = register_of([])
LISTED = [field for field in SETTINGS.extra if field.values]
PLACES = HEADINGS | {EXTRA + field.name: field.heading for field in LISTED}
COLUMNS = list(PLACES)
RUNNING = [insats.name for insats in FORBUND.insatser if insats.valid_in(date(2023, 1, 1), TODAY)]


def deltaganden() -> st.SearchStrategy[list[dict[str, Any]]]:
    """Rows that break no rule, each its own participant; ids as insatser number them, also with leading zeros."""
    return st.lists(deltagande(), min_size=1, max_size=6, unique_by=lambda row: row["participant_id"])


@st.composite
def deltagande(draw: st.DrawFn) -> dict[str, Any]:
    insats = FORBUND.insats(draw(st.sampled_from(RUNNING)))
    first = max(insats.first_day or date.min, date(2024, 1, 1))
    start = draw(st.dates(first, min(insats.last_day or TODAY, TODAY)))
    end = draw(st.none() | st.dates(start, min(TODAY, start + timedelta(days=300))))
    extra = {EXTRA + field.name: draw(st.none() | st.sampled_from(field.values)) for field in LISTED}
    return extra | {
        "participant_id": draw(
            st.from_regex(r"[A-ZÅÄÖ]{0,3}[-]?[0-9]{1,5}", fullmatch=True).map(lambda t: t.lstrip("-"))
        ),
        "insats": insats.name,
        "gender": draw(st.sampled_from(GENDERS)),
        "age": draw(st.none() | st.integers(16, 64)),
        "education": draw(st.none() | st.sampled_from(FORBUND.education)),
        "time_without_work": draw(st.none() | st.sampled_from(FORBUND.time_without_work)),
        "anmalare": draw(st.none() | st.sampled_from(FORBUND.anmalare)),
        "stadsdel": draw(st.none() | st.sampled_from(FORBUND.stadsdelar_today)),
        "start_date": start,
        "end_date": end,
        "avslutsorsak": draw(st.sampled_from((*REASONS, *FORBUND.excluded_reasons))) if end else None,
    }


def filled(rows: list[dict[str, Any]]) -> bytes:
    """The template with the rows filled in, as saved again."""
    book = openpyxl.load_workbook(io.BytesIO(TEMPLATE))
    sheet = book["Deltagare"]
    places = {cell.value: cell.column for cell in sheet[1]}
    for number, row in enumerate(rows, start=2):
        for name, value in row.items():
            sheet.cell(number, places[PLACES[name]]).value = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def taken_in(content: bytes, name: str = "Uppföljning.xlsx") -> CheckedFile:
    return check(read_file(content, name), FORBUND, SETTINGS, EMPTY, TODAY)


def rows_of(frame: pl.DataFrame) -> list[dict[str, Any]]:
    return sorted(frame.select(COLUMNS).to_dicts(), key=str)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(deltaganden())
def test_a_filled_in_template_is_taken_in_as_it_was_filled_in(rows: list[dict[str, Any]]) -> None:
    checked = taken_in(filled(rows))
    assert checked.status == "accepted", checked.findings
    in_order = [{name: row[name] for name in COLUMNS} for row in rows]
    assert rows_of(checked.accepted) == sorted(in_order, key=str)
    assert checked.accepted.get_column("row").to_list() == list(range(2, 2 + len(rows)))


def a_row(**rest: Any) -> dict[str, Any]:
    start = {"start_date": date(2024, 9, 2), "end_date": None, "avslutsorsak": None}
    who = {"participant_id": "N-1", "insats": "Novum", "gender": "kvinna", "age": 25}
    return dict.fromkeys(HEADINGS) | who | start | rest


def test_what_is_chosen_as_unknown_in_the_template_is_unknown_without_a_remark() -> None:
    unknown = dict.fromkeys(("age", "education", "time_without_work", "anmalare", "stadsdel"), "okänd")
    checked = taken_in(filled([a_row(**unknown)]))
    assert checked.findings == ()
    assert checked.accepted.select(*unknown).row(0) == (None,) * 5


def test_an_empty_template_is_no_file_to_take_in_but_no_crash_either() -> None:
    checked = taken_in(TEMPLATE)
    assert checked.accepted.height == checked.rejected.height == 0
    assert checked.rows_in == checked.not_data.height


def test_a_returned_workbook_says_the_same_when_it_comes_back_unmended() -> None:
    first = taken_in(filled([a_row(), a_row(participant_id="N-2", gender="kvina")]))
    again = taken_in(returned_workbook(first))
    assert [(f.cell, f.rule) for f in first.findings if f.row] == [(f.cell, f.rule) for f in again.findings if f.row]
    assert [(f.cell, f.column) for f in again.findings if f.row][:1] == [("C3", "Kön")]
    assert (again.accepted.height, again.rejected.height) == (1, 1)


def test_a_returned_workbook_with_the_suggestions_followed_is_accepted() -> None:
    faults = [a_row(gender="kvina"), a_row(participant_id="N-2", stadsdel="Fasrta"), a_row(participant_id="N-3")]
    first = taken_in(filled(faults))
    book = openpyxl.load_workbook(io.BytesIO(returned_workbook(first)))
    rejecting = [found for found in first.findings if found.severity == "rejects_row"]
    assert {found.suggestion for found in rejecting} == {"kvinna", "Farsta"}
    for found in rejecting:
        book[found.sheet][found.cell].value = found.suggestion
    buffer = io.BytesIO()
    book.save(buffer)
    mended = taken_in(buffer.getvalue())
    assert mended.status == "accepted", mended.findings
    assert mended.accepted.get_column("gender").to_list() == ["kvinna"] * 3
    assert mended.accepted.get_column("stadsdel").to_list() == [None, "Farsta", None]


@pytest.mark.parametrize("case", list(cases(seed=7, n=21, faults=True)), ids=lambda case: case.label.split(" {")[0])
def test_every_planted_fault_has_a_comment_and_the_returned_file_says_the_same_again(case: Case) -> None:
    first = taken_in(case.content, case.name)
    returned = returned_workbook(first)
    book = openpyxl.load_workbook(io.BytesIO(returned))
    for expected in case.expected:
        rows = [book[sheet or "Underlag"][row] for sheet, row in expected.places]
        assert any(cell.comment for row in rows for cell in row), expected
    again = taken_in(returned)
    assert _told(again) == _told(first)
    assert rows_of(again.accepted) == rows_of(first.accepted)


def _told(checked: CheckedFile) -> set[tuple[int | None, str | None, str]]:
    """The findings that have a place; a CSV file has got a sheet with a name."""
    return {(found.row, found.column, found.rule) for found in checked.findings if found.row}
