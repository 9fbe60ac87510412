"""The template: a project leader finds everything needed in it, and nothing can be written wrong without a word."""

import io
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace

from finsam_data.forbund import GENDERS
from finsam_data.intake.returning.template import choices, template
from finsam_data.intake.settings import Field, read_intake_settings
from tests.intake.people import FORBUND, HEADINGS

DATA = Path(__file__).parents[2] / "sample_data"
SETTINGS = replace(
    read_intake_settings(DATA),
    extra=(Field("asked", "Våldsfråga ställd", values=("ja", "nej", "vet ej")), Field("ground", "Språk")),
)


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(template(FORBUND, SETTINGS)))


def rule_of(book: openpyxl.Workbook, heading: str) -> openpyxl.worksheet.datavalidation.DataValidation:
    sheet = book["Deltagare"]
    cell = next(cell for cell in sheet[1] if cell.value == heading)
    return next(rule for rule in sheet.data_validations.dataValidation if f"{cell.column_letter}2" in rule)


def listed(book: openpyxl.Workbook, heading: str) -> list[str]:
    """What the column's drop-down shows."""
    name = rule_of(book, heading).formula1.lstrip("=")
    ((sheet, area),) = book.defined_names[name].destinations
    return [row[0].value for row in book[sheet][area]]


def test_the_first_row_has_the_headings_in_order_and_the_forbunds_own_last(book: openpyxl.Workbook) -> None:
    headings = [cell.value for cell in book["Deltagare"][1]]
    assert headings == [*HEADINGS.values(), "Våldsfråga ställd", "Språk"]
    assert book["Deltagare"].freeze_panes == "B2"


def test_every_list_shows_what_the_register_allows(book: openpyxl.Workbook) -> None:
    assert listed(book, "Kön") == list(GENDERS)
    assert listed(book, "Utbildning") == [*FORBUND.education, "okänd"]
    assert listed(book, "Tid utan arbete") == [*FORBUND.time_without_work, "okänd"]
    assert listed(book, "Anmälande part") == [*FORBUND.anmalare, "okänd"]
    assert listed(book, "Stadsdel") == [*FORBUND.stadsdelar_today, "okänd"]
    assert set(listed(book, "Insats")) == {insats.name for insats in FORBUND.insatser}
    assert listed(book, "Våldsfråga ställd") == ["ja", "nej", "vet ej"]


def test_only_reasons_of_the_list_in_use_can_be_chosen(book: openpyxl.Workbook) -> None:
    reasons = listed(book, "Avslutsorsak")
    assert reasons == [reason.name for reason in FORBUND.exit_lists[-1].reasons] + ["Felregistrering"]
    assert "Fortsatt rehabilitering" not in reasons


def test_insatser_that_have_ended_stand_last(book: openpyxl.Workbook) -> None:
    ended = [name for name in listed(book, "Insats") if FORBUND.insats(name).last_day]
    assert ended
    assert listed(book, "Insats")[-len(ended) :] == ended


def test_dates_and_age_have_rules(book: openpyxl.Workbook) -> None:
    age, start, end = (rule_of(book, heading) for heading in ("Ålder", "Startdatum", "Slutdatum"))
    assert (age.type, age.formula1, age.formula2, age.errorStyle) == ("whole", "16", "64", "warning")
    assert (start.type, start.formula2, start.errorStyle or "stop") == ("date", "TODAY()", "stop")
    assert (end.type, end.formula1, end.formula2) == ("date", "I2", "TODAY()")


def test_every_column_has_a_swedish_word_of_help_and_lists_and_rules_a_word_of_error(book: openpyxl.Workbook) -> None:
    sheet = book["Deltagare"]
    for cell in sheet[1]:
        rule = rule_of(book, cell.value)
        assert rule.promptTitle == cell.value
        assert rule.prompt.endswith((".", "?"))
        assert rule.type is None or rule.error.endswith((".", "?"))
        assert "5001" in str(rule.sqref)


def test_the_instructions_name_every_column_and_the_version(book: openpyxl.Workbook) -> None:
    texts = [str(cell.value) for row in book["Så fyller du i"] for cell in row if cell.value]
    assert set(HEADINGS.values()) <= set(texts)
    assert any(f"Mallversion {SETTINGS.version}" in text for text in texts)
    assert book.custom_doc_props["Mallversion"].value == SETTINGS.version
    assert any("aldrig personnummer" in text for text in texts)


def test_the_lists_are_hidden_and_have_no_headings_that_could_be_taken_for_a_table(book: openpyxl.Workbook) -> None:
    lists = book["Listor"]
    assert lists.sheet_state == "veryHidden"
    assert not {cell.value for cell in lists[1]} & set(HEADINGS.values())


def test_the_same_settings_give_the_same_bytes() -> None:
    assert template(FORBUND, SETTINGS) == template(FORBUND, SETTINGS)


def test_a_column_without_a_list_has_nothing_to_choose() -> None:
    assert choices(Field("ground", "Språk"), FORBUND) == []
