"""The letter: plain words about a file, without a word about a person."""

from datetime import date
from typing import Any

import polars as pl
import pytest
from msgspec.structs import replace

from finsam_data.intake.checked import CheckedFile, ReadAs
from finsam_data.intake.finding import Finding, Severity
from finsam_data.intake.raw import RawFile
from finsam_data.intake.returning.letter import letter
from tests.intake.people import FORBUND

WRONG = Finding(
    sheet="Deltagare", row=4, column="Kön", cell="C4", rule="Kön är ett av listans värden.", severity=Severity.REJECTS,
    message="Deltagare A-17: det står ”kvina”.", suggestion="kvinna",
)  # fmt: skip
ODD = replace(WRONG, severity=Severity.WARNS, rule="Värdet är detsamma som förra gången.")
MISSING = Finding(column="Startdatum", rule="Kolumnen finns.", severity=Severity.STOPS, message="Kolumnen saknas.")


def a_file(accepted: int, rejected: int, *findings: Finding, **rest: Any) -> CheckedFile:
    def rows(n: int) -> pl.DataFrame:
        return pl.DataFrame({"sheet": ["Deltagare"] * n, "row": list(range(2, 2 + n))})

    raw = RawFile("Novum.xlsx", b"", "", "xlsx", ())
    known = {"insatser": ("Novum",), "first_day": date(2024, 1, 1), "last_day": date(2024, 6, 30), **rest}
    return CheckedFile(
        file=raw, accepted=rows(accepted), rejected=rows(rejected), not_data=rows(1), rows_in=accepted + rejected + 1,
        findings=findings, read_as=ReadAs(), new_readings=ReadAs(), **known,
    )  # fmt: skip


def test_a_file_without_faults_needs_nothing_more() -> None:
    assert letter(a_file(12, 0), FORBUND) == (
        "Hej!\n\nTack för filen ”Novum.xlsx” för Novum, första halvåret 2024.\n\n"
        "Vi hittade 12 rader om deltagare. Alla går att läsa in.\n\n"
        "Du behöver inte göra något mer.\n\nVänliga hälsningar\nSamordningsförbundet Stockholms stad\n"
    )


def test_rows_to_mend_are_told_by_place_and_rule() -> None:
    text = letter(a_file(11, 1, WRONG), FORBUND)
    assert "12 rader om deltagare. 11 går att läsa in och 1 måste rättas först." in text
    assert "De här raderna bryter mot en regel och måste rättas:\n- Bladet Deltagare, rad 4, kolumnen Kön. " in text
    assert "Regel: Kön är ett av listans värden." in text
    assert "Rätta i den filen" in text


def test_what_stands_in_the_file_about_a_person_is_never_in_the_letter() -> None:
    text = letter(a_file(11, 1, WRONG, ODD), FORBUND)
    assert "A-17" not in text
    assert "kvin" not in text


def test_twenty_faults_are_eight_and_twelve_more() -> None:
    text = letter(a_file(0, 20, *(replace(WRONG, row=row, cell=f"C{row}") for row in range(2, 22))), FORBUND)
    assert text.count("- Bladet Deltagare") == 8
    assert "och 12 till, se bladet Att rätta" in text


def test_a_refused_file_takes_nothing_in() -> None:
    text = letter(a_file(0, 3, MISSING, first_day=None, last_day=None, insatser=()), FORBUND)
    assert "Tack för filen ”Novum.xlsx”." in text
    assert "Filen kan inte läsas in ännu, så ingen av dem är med." in text
    assert "Det här måste rättas innan filen kan läsas in:\n- Kolumnen Startdatum. Regel: Kolumnen finns." in text


def test_warnings_are_told_apart_from_what_must_be_mended() -> None:
    text = letter(a_file(12, 0, ODD), FORBUND)
    assert "Alla går att läsa in." in text
    assert "måste rättas" not in text
    assert "som är inläst men kan vara fel:\n- Bladet Deltagare, rad 4" in text


@pytest.mark.parametrize(
    ("first_day", "last_day", "words"),
    [
        (date(2024, 1, 1), date(2024, 6, 30), ", första halvåret 2024."),
        (date(2024, 7, 1), date(2024, 12, 31), ", andra halvåret 2024."),
        (date(2024, 1, 1), date(2024, 12, 31), ", helåret 2024."),
    ],
)
def test_the_period_is_in_words(first_day: date, last_day: date, words: str) -> None:
    assert words in letter(a_file(1, 0, first_day=first_day, last_day=last_day), FORBUND)
