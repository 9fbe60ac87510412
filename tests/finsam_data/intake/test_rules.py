"""Each rule about a row: a row that keeps it and one that breaks it, at the right row and column."""

import pytest

from finsam_data.intake.finding import Rule, Severity
from finsam_data.intake.meaning import rules
from tests.finsam_data.intake.sheets import HEADINGS, OPEN, VALID, checked_rows, checked_sheets, places, told, written

NYANLANDA = {"Insats": "Hälsofrämjande insatser för nyanlända", "Startdatum": "2024-06-03"}
"""An insats whose last day was 2024-12-31."""

# Rule, column at which it is told, what is changed in a row that keeps it, and in one that breaks it.
CASES: list[tuple[Rule, str, dict[str, str | None], dict[str, str | None]]] = [
    (rules.REQUIRED, "Deltagar-id", {}, {"Id": None}),
    (rules.REQUIRED, "Insats", {}, {"Insats": None}),
    (rules.REQUIRED, "Kön", {}, {"Kön": None}),
    (rules.REQUIRED, "Startdatum", {}, {"Startdatum": None}),
    (rules.REQUIRED, "Startdatum", {}, {"Startdatum": "okänt"}),
    (rules.FILLED_IN, "Ålder", {"Ålder": "okänd"}, {"Ålder": None}),
    (rules.FILLED_IN, "Stadsdel", {"Stadsdel": "Vet ej"}, {"Stadsdel": None}),
    (rules.ALLOWED, "Kön", {"Kön": "K"}, {"Kön": "Kvi"}),
    (rules.ALLOWED, "Utbildning", {"Utbildning": "gymnasium "}, {"Utbildning": "Gymnasiumm"}),
    (rules.ALLOWED, "Anmälande part", {"Anmälande_part": "FK"}, {"Anmälande_part": "Kyrkan"}),
    (rules.ALLOWED, "Insats", {"Insats": "NOVUM"}, {"Insats": "Novumm"}),
    (rules.ALLOWED, "Avslutsorsak", {"Avslutsorsak": "Arbete"}, {"Avslutsorsak": "Vann på lotto"}),
    (rules.ID_IS_CODE, "Deltagar-id", {"Id": "ABC"}, {"Id": "Anna Berg"}),
    (rules.ID_IS_CODE, "Deltagar-id", {"Id": "N-17"}, {"Id": "19900305"}),
    (rules.AGE_NUMBER, "Ålder", {"Ålder": "25,0"}, {"Ålder": "25,5"}),
    (rules.AGE_SPAN, "Ålder", {"Ålder": "16"}, {"Ålder": "14"}),
    (rules.AGE_SPAN, "Ålder", {"Ålder": "64"}, {"Ålder": "70"}),
    (rules.AGE_SPAN, "Ålder", {}, {"Ålder": "1990"}),
    (rules.AGE_USUAL, "Ålder", {"Ålder": "16"}, {"Ålder": "15"}),
    (rules.AGE_USUAL, "Ålder", {"Ålder": "64"}, {"Ålder": "65"}),
    (rules.DATE_READABLE, "Startdatum", {"Startdatum": "5/2 2025"}, {"Startdatum": "2025-02-30"}),
    (rules.DATE_PLAIN, "Startdatum", {"Startdatum": "13/2/2025"}, {"Startdatum": "3/2/2025"}),
    (rules.DATE_PLAIN, "Slutdatum", {}, {"Slutdatum": "3/4-25"}),
    (rules.START_BEFORE_END, "Slutdatum", {"Slutdatum": "2025-02-03"}, {"Slutdatum": "2025-02-02"}),
    (rules.NOT_FUTURE, "Startdatum", {"Startdatum": "2026-01-15", **OPEN}, {"Startdatum": "2026-01-16", **OPEN}),
    (rules.NOT_FUTURE, "Slutdatum", {"Slutdatum": "2026-01-15"}, {"Slutdatum": "2026-01-16"}),
    (rules.END_NEEDS_REASON, "Avslutsorsak", OPEN, {"Avslutsorsak": None}),
    (rules.END_NEEDS_REASON, "Avslutsorsak", OPEN, {"Avslutsorsak": "Uppgift saknas"}),
    (rules.REASON_NEEDS_END, "Slutdatum", {"Slutdatum": "pågår", "Avslutsorsak": "-"}, {"Slutdatum": None}),
    (rules.REASON_OF_YEAR, "Avslutsorsak", {}, {"Avslutsorsak": "Annan orsak"}),
    (rules.INSATS_RUNS, "Startdatum", {"Startdatum": "2022-09-01"}, {"Startdatum": "2022-08-31"}),
    (
        rules.ENDS_WITH_INSATS,
        "Slutdatum",
        {**NYANLANDA, "Slutdatum": "2024-12-31"},
        {**NYANLANDA, "Slutdatum": "2025-01-01"},
    ),
    (rules.DISTRICT_OF_TIME, "Stadsdel", {}, {"Stadsdel": "Rinkeby-Kista"}),
    (rules.DISTRICT_OF_TIME, "Stadsdel", {"Startdatum": "2023-07-01"}, {"Startdatum": "2023-06-30"}),
]


@pytest.mark.parametrize(("rule", "column", "kept", "broken"), CASES)
def test_a_row_that_breaks_a_rule_is_told_at_its_cell(
    rule: Rule, column: str, kept: dict[str, str | None], broken: dict[str, str | None]
) -> None:
    checked = checked_rows(written(**kept), written(**{"Id": "D0002", **broken}))
    assert places(checked, rule) == [(3, column)]
    [found] = told(checked, rule)
    assert (found.sheet, found.cell) == ("Deltagare", f"{'ABCDEFGHIJK'[HEADINGS.index(column)]}3")
    assert found.message.endswith(rule.remedy)
    rejects = rule.severity is Severity.REJECTS
    assert checked.rejected.height == rejects
    assert checked.accepted.height == 2 - rejects
    assert not rejects or rule.name in checked.rejected["rules"][0].split("\n")


def test_a_mistyped_personnummer_as_id_stops_the_file_and_is_masked() -> None:
    # 640823-3234 is the official example, so 5 cannot be its last digit.
    checked = checked_rows(written(), written(Id="640823-3235"), written(Id="D0003"))
    assert checked.status == "refused"
    assert checked.accepted.height == 0
    [found] = told(checked, rules.ID_NO_PERSONNUMMER)
    assert (found.row, found.column, found.severity) == (3, "Deltagar-id", Severity.STOPS)
    assert "640823-****" in found.message
    assert "3235" not in "".join(one.message for one in checked.findings)


@pytest.mark.parametrize("code", ["1234567890", "240305-1231", "2403051231", "0701234567890", "640823-323"])
def test_a_code_of_digits_that_is_no_birthday_stops_nothing(code: str) -> None:
    assert checked_rows(written(Id=code)).status == "accepted"


def test_a_file_without_faults_has_no_findings() -> None:
    assert checked_rows(written(), written(Id="D0002", **OPEN)).findings == ()


def test_the_same_deltagande_twice_rejects_the_later_row() -> None:
    checked = checked_rows(written(), written(Id="D0002"), written(), written(Insats="FINSAM-team"))
    assert places(checked, rules.ONCE) == [(4, "Deltagar-id")]
    assert "rad 2" in told(checked, rules.ONCE)[0].message
    assert checked.accepted["row"].to_list() == [2, 3, 5]


def test_deltaganden_that_overlap_reject_the_one_that_began_later() -> None:
    later = written(Startdatum="2025-05-30", Slutdatum="2025-06-30")
    after = written(Startdatum="2025-07-01", **OPEN)
    checked = checked_rows(later, written(), after)
    # The later begins on 30 May, the last day of the one on row 3; a day after an end is free again.
    assert places(checked, rules.NO_OVERLAP) == [(2, "Startdatum")]
    assert checked.accepted["row"].to_list() == [3, 4]


def test_a_deltagande_that_is_open_overlaps_all_later_ones() -> None:
    checked = checked_rows(written(**OPEN), written(Startdatum="2025-11-01", **OPEN))
    assert places(checked, rules.NO_OVERLAP) == [(3, "Startdatum")]


def test_an_overlap_is_told_with_the_deltagande_that_goes_on() -> None:
    short = written(Startdatum="2025-03-01", Slutdatum="2025-03-02")
    checked = checked_rows(written(), short, written(Startdatum="2025-04-01", **OPEN))
    assert [("rad 2" in found.message, found.row) for found in told(checked, rules.NO_OVERLAP)] == [
        (True, 3),
        (True, 4),
    ]


def test_a_row_whose_end_cannot_be_read_overlaps_nothing() -> None:
    checked = checked_rows(written(Slutdatum="våren"), written(Startdatum="2025-06-01", **OPEN))
    assert told(checked, rules.NO_OVERLAP) == []


def test_a_row_on_another_sheet_is_told_with_its_sheet() -> None:
    checked = checked_sheets({"Vår": [HEADINGS, written()], "Höst": [HEADINGS, written()]})
    [found] = told(checked, rules.ONCE)
    assert (found.sheet, "bladet Vår, rad 2" in found.message) == ("Höst", True)


def test_open_three_times_as_long_as_the_insats_lasts_is_told() -> None:
    # Aktivitetsplatsen lasts 16 weeks: 3 · 16 · 7 = 336 days before 2025-12-31 is 2025-01-29.
    last = written(Id="D0003", Startdatum="2025-07-02", Slutdatum="2025-08-01")
    checked = checked_rows(
        written(Insats="Aktivitetsplatsen", Startdatum="2025-01-29", **OPEN),
        written(Id="D0002", Insats="Aktivitetsplatsen", Startdatum="2025-01-28", **OPEN),
        last,
    )
    assert (str(checked.first_day), str(checked.last_day)) == ("2025-01-01", "2025-12-31")
    assert places(checked, rules.OPEN_LONG) == [(3, "Slutdatum")]
    assert "48 veckor" in told(checked, rules.OPEN_LONG)[0].message


def test_an_older_reason_is_told_with_the_list_and_what_answers_to_it() -> None:
    checked = checked_rows(written(Avslutsorsak="Fortsatt rehabilitering"), written(Id="D2", Avslutsorsak="Sjukdom"))
    first, _ = told(checked, rules.REASON_OF_YEAR)
    assert first.suggestion == "Utredning, vård eller rehabilitering"
    assert "Insatsuppföljning" in first.message
    assert "Arbete eller studier" in first.message


def test_a_reason_is_read_by_the_list_of_the_day_the_deltagande_ended() -> None:
    old = written(Startdatum="2022-10-01", Slutdatum="2022-12-31", Avslutsorsak="annan orsak", Stadsdel="Farsta")
    checked = checked_rows(old, written(Id="D0002", Avslutsorsak="Flytt"))
    assert checked.accepted["avslutsorsak"].to_list() == ["Annan orsak", "Annat (flytt, föräldraledighet med mera)"]


def test_a_district_that_has_gone_is_read_as_the_one_that_sums_it_from_the_day_it_went() -> None:
    before = written(Stadsdel="Rinkeby-Kista", Startdatum="2023-06-30", Slutdatum="2024-01-02")
    checked = checked_rows(before, written(Id="D0002", Stadsdel="Rinkeby-Kista"))
    assert checked.accepted["stadsdel"].to_list() == ["Rinkeby-Kista", "Järva"]
    assert [found.suggestion for found in told(checked, rules.DISTRICT_OF_TIME)] == ["Järva"]


def test_two_readings_of_a_date_are_both_named() -> None:
    [found] = told(checked_rows(written(), written(Id="D2", Startdatum="03/04/2025")), rules.DATE_PLAIN)
    assert "2025-04-03 eller 2025-03-04" in found.message
    assert found.suggestion is None


def test_a_near_miss_is_rejected_with_a_suggestion() -> None:
    [found] = told(checked_rows(written(), written(Id="D2", Stadsdel="Jerva")), rules.ALLOWED)
    assert found.suggestion == "Järva"


def test_a_name_in_place_of_an_id_is_not_told_on() -> None:
    [found] = told(checked_rows(written(Id="Anna Berg")), rules.ID_IS_CODE)
    assert "Anna" not in found.message


def test_findings_come_gravest_first_then_by_row() -> None:
    checked = checked_rows(written(Ålder="15"), written(Id="D2", Kön="x?y", Ålder="12"), written(Id="D3", Ålder="66"))
    told_in_order = [(found.severity, found.row, found.column) for found in checked.findings]
    rejects, warns = Severity.REJECTS, Severity.WARNS
    assert told_in_order == [(rejects, 3, "Kön"), (rejects, 3, "Ålder"), (warns, 2, "Ålder"), (warns, 4, "Ålder")]


def test_every_rule_is_named_once_by_a_sentence_and_has_a_remedy() -> None:
    every = [rule for rule in vars(rules).values() if isinstance(rule, Rule)]
    assert len({rule.name for rule in every}) == len(every) > 30
    assert all(text[0].isupper() and text.endswith(".") for rule in every for text in (rule.name, rule.remedy))


def test_rows_of_another_insats_than_the_one_the_file_is_sent_for_are_rejected() -> None:
    checked = checked_rows(written(), written(Id="D2", Insats="FINSAM-team"), insats="novum")
    assert places(checked, rules.SAME_INSATS) == [(3, "Insats")]


def test_a_row_above_the_headings_is_never_taken_for_a_title() -> None:
    checked = checked_sheets({"Blad1": [written(), HEADINGS, written(Id="D2")]})
    assert places(checked, rules.UNDER_HEADINGS) == [(1, None)]
    assert (checked.rejected.height, checked.accepted.height) == (1, 1)
    assert checked.rejected["participant_id"].to_list() == [VALID["Deltagar-id"]]
