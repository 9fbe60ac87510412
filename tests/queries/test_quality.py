"""What is unknown, and what the register itself tells of rows that somebody should look at."""

from datetime import date

import polars as pl
import pytest

from finsam_data.forbund import parse_forbund
from finsam_data.schemas.quality import ANY_DOUBT, DOUBTS, NOBODY, QUALITY_TABLES
from queries.periods import Period, covered_periods
from queries.publication.plan import TOTAL
from queries.publication.quality_tables import Taken, quality_tables
from queries.quality import (
    FIELDS,
    Known,
    doubts,
    field_gaps,
    gaps_by_period,
    has_quality_tables,
    known_answers,
    largest_gap,
    open_too_long,
)
from tests.builders import frame
from tests.lilla_an import FORBUND, KAFFE, VAGEN, deltagande

Y2023, Y2024 = Period(2023), Period(2024)
NORMAL = "code: vagen, from: 2022-01-01"
WITH_NORMAL = parse_forbund(FORBUND.replace(NORMAL, f"{NORMAL}, normal_weeks: 4").encode())
"""Vägen vidare normally lasts 4 · 7 = 28 days, so 3 · 28 = 84 days open are too many; Kaffestugan says nothing."""
NOTHING_WAITS = pl.DataFrame(schema={"insats": pl.String, "rule": pl.String})


@pytest.fixture(scope="module")
def tables(lilla_an):
    return {asked.table: lilla_an.snapshot.table(asked.table) for asked in FIELDS.values()}


def gap(gaps, insats, field):
    return gaps.filter(insats=insats, field=field).select("n", "base").row(0)


def made(rows, *, today=date(2024, 12, 31), taken=(), before=(), waiting=NOTHING_WAITS, periods=None):
    periods = periods or covered_periods(date(2023, 1, 1), date(2024, 12, 31))
    return quality_tables(
        frame("participation", *rows), WITH_NORMAL, periods, today, taken, frame("participation", *before), waiting, 3
    )


def in_doubt(rows, period=Y2024, figure="participants", insats=TOTAL, **more):
    """The doubts of one figure that are not zero, and its base."""
    found = doubts(made(rows, **more)["doubtful"], period, insats).filter(figure=figure)
    row = found.row(0, named=True)
    return {name: row[name] for name in (*DOUBTS, ANY_DOUBT) if row[name]}, row["base"]


# What is unknown.


def test_the_unknown_are_counted_per_insats_and_field(tables, lilla_an):
    """2023 eli, fia and gus started in Kaffestugan, and only of eli is nothing known; carl and disa in Vägen vidare."""
    gaps = field_gaps(tables, lilla_an.snapshot.forbund, Y2023, [TOTAL, VAGEN, KAFFE])
    for field in ("anmalare", "stadsdel", "age_band", "education", "time_without_work"):
        assert gap(gaps, KAFFE, field) == (1, 3)
        assert gap(gaps, VAGEN, field) == (0, 2)
        assert gap(gaps, TOTAL, field) == (0 + 1, 2 + 3)


def test_the_reason_is_asked_of_those_who_ended(tables, lilla_an):
    """2024 five ended, and gus, who has not consented, without a reason."""
    gaps = field_gaps(tables, lilla_an.snapshot.forbund, Y2024, [TOTAL])
    assert gap(gaps, TOTAL, "avslutsorsak") == (1, 5)


def test_all_answers_together(tables, lilla_an):
    """2023: five fields of five started, and one field of three ended; five answers are missing, all of them eli's."""
    gaps = field_gaps(tables, lilla_an.snapshot.forbund, Y2023, [TOTAL])
    known = known_answers(gaps)
    assert known == Known(5, 5 * 5 + 3, enough=False)
    assert known.share is None  # five started: too few for a share
    assert Known(50, 280, enough=True).share == 1 - 50 / 280


def test_a_hidden_count_leaves_the_answers_unknown(tables, lilla_an):
    hidden = pl.when(pl.col("education") == "okänd").then(None).otherwise("n").alias("n")
    education = tables["education"].with_columns(hidden)
    gaps = field_gaps({**tables, "education": education}, lilla_an.snapshot.forbund, Y2023, [TOTAL])
    assert known_answers(gaps) == Known(None, None, enough=False)
    assert largest_gap(gaps) is None
    assert gaps.filter(field="education").get_column("hidden").to_list() == [True]


def test_where_the_unknown_are_merged_with_others_they_are_hidden_and_not_zero(tables, lilla_an):
    education = tables["education"].filter(pl.col("education") != "okänd")
    gaps = field_gaps({**tables, "education": education}, lilla_an.snapshot.forbund, Y2023, [TOTAL])
    assert gap(gaps, TOTAL, "education") == (None, 5)


def test_the_largest_gap_needs_a_base_that_bears_a_share(tables, lilla_an):
    gaps = field_gaps(tables, lilla_an.snapshot.forbund, Y2023, [TOTAL])
    assert largest_gap(gaps) is None  # five started: too few for a share
    tenfold = {name: table.with_columns(n=pl.col("n") * 10) for name, table in tables.items()}
    shares = dict(field_gaps(tenfold, lilla_an.snapshot.forbund, Y2024, [TOTAL]).select("field", "share").iter_rows())
    largest = largest_gap(field_gaps(tenfold, lilla_an.snapshot.forbund, Y2024, [TOTAL]))
    assert largest["field"] == "avslutsorsak"
    assert shares["avslutsorsak"] == 1 / 5 == max(shares.values())


def test_every_period_of_a_kind_stands_in_the_history(tables):
    history = gaps_by_period(tables, None)
    assert history.filter(field="education").select("period", "n", "base").rows() == [("2023", 1, 5), ("2024", 0, 3)]
    assert gaps_by_period(tables, 1).get_column("period").unique().sort().to_list() == ["2023H1", "2024H1"]


# Rows in doubt.


def test_an_orderly_row_is_in_no_doubt():
    assert in_doubt([deltagande("a", VAGEN, "2024-01-01", "2024-02-01", "Arbete", "man")]) == ({}, 1)


def test_open_too_long_is_more_than_three_times_what_is_normal():
    """From 2024-10-08 to 12-31 there are 23 + 30 + 31 = 84 days; a day earlier there are 85."""
    rows = [deltagande("a", VAGEN, day, None, None, "man") for day in ("2024-10-08", "2024-10-07")]
    rows[1]["participant_id"] = "b"
    assert in_doubt(rows) == ({"open_too_long": 1, ANY_DOUBT: 1}, 2)
    assert open_too_long(made(rows)["doubtful"], Y2024).filter(insats=VAGEN).row(0) == (VAGEN, 1, 2, 84, None)


def test_nobody_is_open_too_long_where_nobody_has_said_how_long_it_lasts():
    assert in_doubt([deltagande("a", KAFFE, "2023-07-01", None, None, "man")]) == ({}, 1)


def test_a_period_that_has_not_ended_is_judged_as_of_the_last_event():
    """On 2024-07-31 the row has been open 30 days; at the end of the year it would be 183."""
    rows = [deltagande("a", VAGEN, "2024-07-01", None, None, "man")]
    assert in_doubt(rows, today=date(2024, 7, 31)) == ({}, 1)
    assert in_doubt(rows)[0]["open_too_long"] == 1


def test_one_who_has_ended_since_was_open_too_long_then():
    """Open 2023-01-01 to 2024-01-10: at the end of 2023 there had been 364 days, and at that of 2024 none are left."""
    rows = [deltagande("a", VAGEN, "2023-01-01", "2024-01-10", "Arbete", "man")]
    assert in_doubt(rows, Y2023, "closing") == ({"open_too_long": 1, ANY_DOUBT: 1}, 1)
    assert in_doubt(rows, Y2024, "closing") == ({}, 0)


@pytest.mark.parametrize(("age", "found"), [(15, 1), (16, 0), (64, 0), (65, 1), (None, 0)])
def test_an_age_outside_16_to_64_is_in_doubt(age, found):
    told, _ = in_doubt([deltagande("a", VAGEN, "2024-01-01", "2024-02-01", "Arbete", "man", age=age)])
    assert told.get("age_outside", 0) == found


@pytest.mark.parametrize(
    ("start", "found"), [("2023-06-30", 1), ("2023-07-01", 0), ("2024-06-30", 0), ("2024-07-01", 1)]
)
def test_a_start_outside_the_life_of_the_insats_is_in_doubt(start, found):
    """Kaffestugan ran from 2023-07-01 through 2024-06-30."""
    told, _ = in_doubt([deltagande("a", KAFFE, start, None, None, "man")])
    assert told.get("outside_life", 0) == found


@pytest.mark.parametrize(("start", "found"), [("2024-02-01", 1), ("2024-02-02", 0)])
def test_two_at_once_in_one_insats_are_in_doubt(start, found):
    """The first ends on 2024-02-01; the later of the two is the one in doubt."""
    first = deltagande("a", VAGEN, "2024-01-01", "2024-02-01", "Arbete", "man")
    second = deltagande("a", VAGEN, start, "2024-03-01", "Arbete", "man")
    elsewhere = deltagande("a", KAFFE, start, "2024-03-01", "Arbete", "man")
    assert in_doubt([first, second])[0].get("overlapping", 0) == found
    assert in_doubt([first, elsewhere])[0].get("overlapping", 0) == 0


def test_no_reason_is_in_doubt_unless_there_is_no_consent():
    rows = [deltagande(name, VAGEN, "2024-01-01", "2024-02-01", None, "man", consent=name == "a") for name in "ab"]
    assert in_doubt(rows, figure="ended") == ({"no_reason": 1, ANY_DOUBT: 1}, 2)


def test_a_row_with_two_doubts_counts_once_among_all():
    told, base = in_doubt([deltagande("a", VAGEN, "2024-01-01", None, None, "man", age=66)])
    assert (told, base) == ({"open_too_long": 1, "age_outside": 1, ANY_DOUBT: 1}, 1)


def test_work_or_study_is_told_only_where_the_list_tells_it():
    rows = [
        deltagande("a", VAGEN, "2023-02-01", "2023-03-01", "Jobb eller kurs", "man"),
        deltagande("b", VAGEN, "2024-02-01", "2024-03-01", "Studier", "man", age=66),
        deltagande("c", VAGEN, "2024-02-01", "2024-03-01", "Vård", "man", age=66),
    ]
    table = made(rows)["doubtful"]
    assert table.filter(period="2023", figure="work_or_study").is_empty()
    assert in_doubt(rows, figure="work_or_study") == ({"age_outside": 1, ANY_DOUBT: 1}, 1)


# What the imports tell.


def taken_in(import_id, day, *rows, in_force=True):
    found = frame("participation", *rows).select("participant_id", "insats", "start_date", "end_date")
    return Taken(import_id, day, (VAGEN,), "2024", 9, 7, 1, 1, in_force, found)


def test_days_are_counted_from_the_event_to_the_first_file_that_told_of_it():
    """Started 2024-01-01 and told on 01-31: 30 days. Ended 2024-02-01 and told on 03-02: 29 + 1 = 30 days."""
    still_open = deltagande("a", VAGEN, "2024-01-01", None, None, "man")
    ended = still_open | {"end_date": date(2024, 2, 1), "avslutsorsak": "Arbete"}
    never_told = deltagande("b", VAGEN, "2024-01-01", None, None, "man")
    taken = [
        taken_in("1", date(2024, 1, 31), still_open, in_force=False),
        taken_in("2", date(2024, 3, 2), ended),
        taken_in("3", date(2024, 9, 1), ended),
    ]
    table = made([ended, never_told], taken=taken)["registration_delay"].filter(period="2024", insats=VAGEN)
    asked = ["event", "n", "known", "median_days", "nine_of_ten_days"]
    assert table.select(asked).rows() == [("start", 2, 1, 30, 30), ("end", 1, 1, 30, 30)]


def test_nobody_knows_when_that_came_in_which_stood_there_before_the_first_file():
    """The start stood in the register already; of the end the file was the first to tell."""
    still_open = deltagande("a", VAGEN, "2024-01-01", None, None, "man")
    ended = still_open | {"end_date": date(2024, 2, 1), "avslutsorsak": "Arbete"}
    taken = [taken_in("1", date(2024, 3, 2), ended)]
    table = made([ended], taken=taken, before=[still_open])["registration_delay"].filter(period="2024", insats=VAGEN)
    assert table.select("event", "known").rows() == [("start", 0), ("end", 1)]


def test_only_the_files_in_force_are_listed():
    row = deltagande("a", VAGEN, "2024-01-01", None, None, "man")
    taken = [taken_in("1", date(2024, 1, 31), row, in_force=False), taken_in("2", date(2024, 3, 2), row)]
    listed = made([row], taken=taken)["taken_file"]
    assert listed.select("import_id", "insatser", "rows_in", "accepted", "rejected", "not_data").rows() == [
        ("2", VAGEN, 9, 7, 1, 1)
    ]


def test_rows_that_wait_are_counted_by_insats_and_rule():
    waiting = pl.DataFrame(
        {"insats": [VAGEN, VAGEN, NOBODY], "rule": ["Åldern stämmer", "Åldern stämmer", "Insats anges"]}
    )
    table = made([deltagande("a", VAGEN, "2024-01-01", None, None, "man")], waiting=waiting)["waiting"]
    assert table.rows() == [(VAGEN, "Åldern stämmer", 2), (NOBODY, "Insats anges", 1)]


# Which edition has what.


def test_the_internal_edition_has_the_tables_and_they_hold_counts_only(lilla_an):
    assert has_quality_tables(lilla_an.snapshot.manifest.tables)
    ids = {"anna", "bo", "carl", "disa", "eli", "fia", "gus", "hal", "ida", "jon"}
    for name in QUALITY_TABLES:
        texts = lilla_an.snapshot.table(name).select(pl.col(pl.String))
        assert not any(ids & set(texts.get_column(column)) for column in texts.columns)


def test_an_empty_register_gives_empty_tables():
    tables = quality_tables(frame("participation"), WITH_NORMAL, [], None, (), frame("participation"), NOTHING_WAITS, 3)
    assert {name: table.height for name, table in tables.items()} == dict.fromkeys(QUALITY_TABLES, 0)
