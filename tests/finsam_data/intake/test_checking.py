"""How rows are told from titles, sums and notes, whose they are, what was read as what, and how fast it goes."""

import time
from datetime import date

import polars as pl
import pytest

from finsam_data.errors import DataError
from finsam_data.intake.checked import ReadAs
from finsam_data.intake.meaning import rules
from finsam_data.intake.meaning.checking import check
from finsam_data.intake.raw import RawFile, RawSheet
from finsam_data.schemas.participation import Participation
from tests.finsam_data.intake.sheets import (
    EMPTY,
    FORBUND,
    HEADINGS,
    OPEN,
    SETTINGS,
    TODAY,
    VALID,
    Cells,
    checked_rows,
    checked_sheets,
    places,
    told,
    written,
)

ELEVEN = len(HEADINGS)


def row_of(**filled: str) -> list[str | None]:
    """A row with only these cells, by the letters of their columns."""
    return [filled.get(letter) for letter in "ABCDEFGHIJK"]


def test_a_row_is_accepted_as_the_register_holds_it() -> None:
    [accepted] = checked_rows(written()).accepted.rows(named=True)
    assert accepted == {
        "participant_id": "D0001", "insats": "Novum", "start_date": date(2025, 2, 3), "end_date": date(2025, 5, 30),
        "avslutsorsak": "Arbete eller studier", "gender": "kvinna", "age": 25, "education": "Gymnasium",
        "time_without_work": "1–2 år", "anmalare": "Försäkringskassan", "stadsdel": "Järva", "consent": True,
        "sheet": "Deltagare", "row": 2,
    }  # fmt: skip
    Participation.validate(checked_rows(written()).accepted.select(*Participation.columns()))


@pytest.mark.parametrize(
    "row",
    [
        row_of(A="Summa", D="38,5"), row_of(A="Totalt antal deltagare", B="17"), row_of(C="Summa:", D="2", E="3"),
        row_of(D="17"), row_of(A="2"), row_of(A="Medelålder", D="34,5 år"),
        row_of(A="* Uppgifterna är preliminära och kan ändras"), row_of(A="Uppdaterad", B="av kansliet"),
        row_of(A="–", B="-", K="."), row_of(B="Novum"), HEADINGS, row_of(I="(ÅÅÅÅ-MM-DD)", J="ÅÅÅÅ-MM-DD"),
        [*row_of(), None, "rättas i maj"],
    ],
)  # fmt: skip
def test_what_is_no_deltagande_is_told_apart_with_a_reason(row: list[str | None]) -> None:
    checked = checked_rows(written(), written(Id="D0002"), row)
    assert checked.accepted.height == 2
    [why] = checked.not_data.filter(pl.col("row") == 4)["why"]
    assert why.endswith(".")
    assert checked.status == "accepted"


@pytest.mark.parametrize(
    "row",
    [
        row_of(A="D0002"), row_of(C="kvinna"), row_of(I="2025-03-01"), row_of(A="D0002", B="Novum"),
        row_of(A="Anna", I="igår"), row_of(C="man", D="25", E="Gymnasium"), row_of(A="Summa", I="2025-03-01", C="man"),
    ],
)  # fmt: skip
def test_what_may_be_a_deltagande_is_rejected_rather_than_passed_over(row: list[str | None]) -> None:
    checked = checked_rows(written(), row)
    assert checked.rejected["row"].to_list() == [3]
    assert any(found.row == 3 for found in checked.findings)


def test_where_ids_are_numbers_a_lone_number_is_a_sum_only_if_it_is_the_number_of_rows() -> None:
    rows = [written(Id="17"), written(Id="18")]
    assert checked_rows(*rows, row_of(A="2")).not_data["row"].to_list() == [1, 4]
    assert checked_rows(*rows, row_of(A="19")).rejected["row"].to_list() == [4]


def test_headings_are_found_wherever_they_stand_and_in_any_order() -> None:
    rows: Cells = [["Novum 2025"], [], [None, None, *reversed(HEADINGS)], [None, None, *reversed(written())]]
    checked = checked_sheets({"Blad1": rows})
    assert checked.findings == ()
    assert checked.accepted.drop("sheet", "row").equals(checked_rows(written()).accepted.drop("sheet", "row"))


def test_headings_in_two_merged_rows_are_read_together() -> None:
    upper = [*HEADINGS[:8], "Period", None, HEADINGS[10]]
    lower = [None] * 8 + ["Start", "Slut", None]
    merged = [f"{letter}1:{letter}2" for letter in "ABCDEFGHK"] + ["I1:J1"]
    checked = checked_sheets({"Blad1": [upper, lower, written()]}, {"Blad1": merged})
    assert checked.accepted.height == 1
    assert checked.read_as.columns == {"Start": "start_date", "Slut": "end_date"}


def test_a_value_merged_over_rows_holds_for_each_of_them() -> None:
    rows = [HEADINGS, written(), written(Id="D2", Insats=None), written(Id="D3", Insats=None)]
    checked = checked_sheets({"Blad1": rows}, {"Blad1": ["B2:B4"]})
    assert checked.accepted["insats"].to_list() == ["Novum"] * 3


def test_headings_that_are_repeated_further_down_are_no_data() -> None:
    checked = checked_rows(written(), HEADINGS, written(Id="D2"))
    assert checked.accepted["row"].to_list() == [2, 4]
    assert checked.findings == ()


def test_a_deltagande_just_above_headings_is_no_heading_whatever_its_cells_say() -> None:
    checked = checked_rows(written(Kön="K/M"), HEADINGS, written(Id="D2"))
    assert checked.rejected["row"].to_list() == [2]


def test_titles_between_two_tables_are_no_data() -> None:
    between: Cells = [row_of(A="Om deltagaren", G="Övrigt"), HEADINGS, written(Id="D2")]
    checked = checked_rows(written(), *between)
    assert (checked.accepted["row"].to_list(), checked.findings) == ([2, 5], ())


def test_other_headings_are_understood_and_remembered() -> None:
    headings = ["ID", "Projekt", "Kön (K/M)", "Ålder vid start", "Utbildningsnivå", "TID UTAN ARBETE", "Remittent",
                "Stadsdelsområde", "Fr.o.m.", "T.o.m.", "Orsak"]  # fmt: skip
    checked = checked_sheets({"Blad1": [headings, written()]})
    assert checked.accepted.height == 1
    assert checked.read_as.columns["Remittent"] == "anmalare"
    assert len(checked.new_readings.columns) == ELEVEN
    remembered = ReadAs(columns={"Remittent": "anmalare", "Egen rubrik": "stadsdel"})
    headings[7] = "Egen rubrik"
    again = checked_sheets({"Blad1": [headings, written()]}, remembered=remembered)
    assert again.accepted["stadsdel"].to_list() == ["Järva"]
    assert len(again.new_readings.columns) == ELEVEN - 2


def test_what_is_read_as_something_else_is_told_until_it_has_been_approved() -> None:
    row = written(Kön="K", Anmälande_part="FK", Stadsdel="vet ej", Slutdatum="Pågår", Avslutsorsak=None)
    checked = checked_rows(row)
    values = {"gender": {"K": "kvinna"}, "anmalare": {"FK": "Försäkringskassan"}, "stadsdel": {"vet ej": "okänd"},
              "end_date": {"Pågår": "pågår"}}  # fmt: skip
    assert checked.read_as == checked.new_readings == ReadAs(values=values)
    assert checked_rows(row, remembered=checked.read_as).new_readings == ReadAs()
    assert checked.accepted["stadsdel"].to_list() == [None]


@pytest.mark.parametrize("missing", ["Deltagar-id", "Kön", "Startdatum", "Slutdatum", "Avslutsorsak"])
def test_a_missing_column_that_is_required_stops_the_file(missing: str) -> None:
    at = HEADINGS.index(missing)
    rows = [[*row[:at], *row[at + 1 :]] for row in (HEADINGS, written(), written(Id="D2"))]
    checked = checked_sheets({"Blad1": rows})
    assert checked.status == "refused"
    assert [(found.row, found.column) for found in told(checked, rules.COLUMN_REQUIRED)] == [(1, missing)]
    assert (checked.accepted.height, checked.rejected.height) == (0, 2)
    assert set(checked.rejected["rules"].str.split("\n").list.first()) == {rules.COLUMN_REQUIRED.name}


def test_another_missing_column_warns_and_leaves_the_value_unknown() -> None:
    at = HEADINGS.index("Stadsdel")
    checked = checked_sheets({"Blad1": [[*row[:at], *row[at + 1 :]] for row in (HEADINGS, written())]})
    assert places(checked, rules.COLUMN_MISSING) == [(1, "Stadsdel")]
    assert checked.accepted["stadsdel"].to_list() == [None]


def test_a_misspelt_heading_stops_the_file_and_is_suggested() -> None:
    headings = ["Stadsdell" if name == "Stadsdel" else name for name in HEADINGS]
    [found] = told(checked_sheets({"Blad1": [headings, written()]}), rules.HEADING_PLAIN)
    assert (found.cell, found.suggestion) == ("H1", "Stadsdel")


def test_two_columns_with_one_heading_stop_the_file_unless_one_is_empty() -> None:
    twice = checked_sheets({"Blad1": [[*HEADINGS, "Kön"], [*written(), "man"]]})
    assert places(twice, rules.COLUMN_ONCE) == [(1, "Kön")]
    assert checked_sheets({"Blad1": [[*HEADINGS, "Kön"], written()]}).accepted.height == 1


def test_the_template_s_own_heading_goes_before_another_that_means_the_same() -> None:
    checked = checked_sheets({"Blad1": [["Löpnummer", *HEADINGS], ["1", *written()]]})
    assert checked.accepted["participant_id"].to_list() == ["D0001"]
    assert "Löpnummer" in told(checked, rules.COLUMN_ASIDE)[0].message


def test_columns_that_nobody_asked_for_are_named_once_and_not_kept() -> None:
    headings = [*HEADINGS, "Skostorlek", "Kommentar"]
    checked = checked_sheets({"Blad1": [headings, [*written(), "38", "ok"], [*written(Id="D2"), "41", None]]})
    [found] = told(checked, rules.COLUMN_ASIDE)
    assert "Skostorlek" in found.message
    assert "Kommentar" in found.message
    assert [found.cell for found in told(checked, rules.NO_FREE_TEXT)] == ["M1"]
    assert checked.accepted.columns == [*Participation.columns(), "sheet", "row"]


def test_a_file_without_a_table_is_stopped_with_what_was_looked_for() -> None:
    checked = checked_sheets({"Blad1": [["Hej"], ["Här kommer listan", "snart"]]})
    assert checked.status == "refused"
    assert all(heading in told(checked, rules.TABLE)[0].message for heading in HEADINGS)
    assert (checked.not_data.height, checked.first_day, checked.insatser) == (2, None, ())


def test_a_table_without_rows_stops_the_file() -> None:
    assert [found.rule for found in checked_rows().findings] == [rules.HAS_ROWS.name]


def without_insats(*rows: list[str | None]) -> Cells:
    """The rows under their headings, without the column of insatser."""
    return [[row[0], *row[2:]] for row in (HEADINGS, *rows)]


def test_the_insats_may_be_the_sheet_s_name() -> None:
    sheets = {"Novum": without_insats(written()), "FINSAM-team våren": without_insats(written(Id="D2"))}
    checked = checked_sheets(sheets)
    assert checked.accepted["insats"].to_list() == ["Novum", "FINSAM-team"]
    assert checked.insatser == ("Novum", "FINSAM-team")


def test_the_insats_may_stand_in_a_title_above_each_table() -> None:
    rows = [["Uppföljning av Novum"], *without_insats(written()), [], ["FINSAM-team"], *without_insats(written())]
    checked = checked_sheets({"Blad1": rows})
    assert checked.accepted["insats"].to_list() == ["Novum", "FINSAM-team"]


def test_a_column_of_insatser_that_is_empty_tells_no_more_than_none() -> None:
    rows = [HEADINGS, written(Insats=None), written(Id="D2", Insats=None)]
    assert checked_sheets({"Novum": rows}).accepted["insats"].to_list() == ["Novum", "Novum"]
    assert places(checked_sheets({"Blad1": rows}), rules.REQUIRED) == [(2, "Insats"), (3, "Insats")]


def test_a_note_that_mentions_an_insats_is_no_title() -> None:
    first, second = without_insats(written())[1], without_insats(written(Id="D2"))[1]
    rows = [["Novum"], without_insats()[0], first, ["Gick till FINSAM-team:"], second]
    assert checked_sheets({"Blad1": rows}).accepted["insats"].to_list() == ["Novum", "Novum"]
    rows[3] = ["FINSAM-team"]
    assert checked_sheets({"Blad1": rows}).accepted["insats"].to_list() == ["Novum", "FINSAM-team"]


def test_two_titles_that_contradict_each_other_stop_the_file() -> None:
    rows = [["Novum"], ["Samverkan med FINSAM-team"], *without_insats(written())]
    assert places(checked_sheets({"Blad1": rows}), rules.INSATS_TOLD) == [(2, None)]


def test_the_insats_may_be_given_or_stand_in_the_file_s_name() -> None:
    sheets = {"Blad1": without_insats(written())}
    assert checked_sheets(sheets, insats="Novum").accepted["insats"].to_list() == ["Novum"]
    assert checked_sheets(sheets, name="novum_2025.xlsx").accepted["insats"].to_list() == ["Novum"]


def test_a_file_that_does_not_say_whose_its_rows_are_is_stopped() -> None:
    checked = checked_sheets({"Blad1": without_insats(written())})
    assert [found.rule for found in checked.findings] == [rules.INSATS_TOLD.name]
    two_names = {"Novum": [["FINSAM-team"], *without_insats(written())]}
    assert places(checked_sheets(two_names), rules.INSATS_TOLD) == [(1, None)]


def test_an_insats_that_nobody_has_is_told_to_whoever_names_it() -> None:
    with pytest.raises(DataError, match="Välj en av: Aktivitetsplatsen"):
        checked_rows(written(), insats="Finns inte")


def test_other_sheets_are_no_data() -> None:
    lists: Cells = [["Insats", "Kön", "Stadsdel"], ["Novum", "kvinna", "Järva"]]
    checked = checked_sheets({"Listor": lists, "Deltagare": [HEADINGS, written()], "Diagram": [["Antal", "12"]]})
    assert (checked.findings, checked.accepted.height, checked.not_data.height) == ((), 1, 4)


@pytest.mark.parametrize(
    ("starts", "covered"),
    [
        (["2025-02-03"], ("2025-01-01", "2025-06-30")),
        (["2024-11-01", "2025-01-08"], ("2025-01-01", "2025-06-30")),
        (["2025-02-03", "2025-08-01"], ("2025-01-01", "2025-12-31")),
        (["2025-08-01", "2024-03-01"], ("2025-07-01", "2025-12-31")),
    ],
)
def test_what_a_file_covers_follows_from_its_latest_event(starts: list[str], covered: tuple[str, str]) -> None:
    rows = [written(Id=f"D{number}", Startdatum=start, **OPEN) for number, start in enumerate(starts)]
    checked = checked_rows(*rows)
    assert (str(checked.first_day), str(checked.last_day)) == covered


def test_what_a_file_covers_may_be_given_and_later_starts_are_told() -> None:
    half = date(2025, 1, 1), date(2025, 6, 30)
    checked = checked_rows(written(), written(Id="D2", Startdatum="2025-07-01", **OPEN), covers=half)
    assert (checked.first_day, checked.last_day) == half
    assert places(checked, rules.WITHIN_COVER) == [(3, "Startdatum")]


def test_without_consent_an_end_needs_no_reason() -> None:
    rows = [[*HEADINGS, "Samtycke"], [*written(Avslutsorsak=None), "Nej"], [*written(Id="D2"), "J"]]
    checked = checked_sheets({"Blad1": rows})
    assert checked.accepted["consent"].to_list() == [False, True]


def test_every_row_of_a_large_file_is_checked_within_two_seconds() -> None:
    number = pl.int_range(20_000)
    start = pl.date(2025, 1, 1) + pl.duration(days=number % 300)
    texts = pl.select(**{heading: pl.repeat(text, 20_000) for heading, text in VALID.items()}).with_columns(
        pl.format("D{}", number).alias("Deltagar-id"),
        start.cast(pl.String).alias("Startdatum"),
        (start + pl.duration(days=30)).cast(pl.String).alias("Slutdatum"),
    )
    rows = pl.concat([pl.DataFrame([HEADINGS], schema=texts.columns, orient="row"), texts])
    cells = rows.rename(dict(zip(rows.columns, "ABCDEFGHIJK", strict=True))).with_row_index("row", offset=1)
    file = RawFile("underlag.xlsx", b"", "0" * 64, "xlsx", (RawSheet("Deltagare", cells),))
    began = time.process_time()
    checked = check(file, FORBUND, SETTINGS, EMPTY, TODAY)
    took = time.process_time() - began
    assert (checked.accepted.height, checked.rows_in) == (20_000, 20_001)
    assert took < 4, f"{took:.1f} s of processor time, of two processors; 2 s by the clock when nothing else runs"
