"""Reading one table: what is taken as it is, what is refused, and in which words."""

from contextlib import suppress
from datetime import date, datetime

import polars as pl
import pytest

from finsam_data.errors import DataError
from finsam_data.schemas import Participation
from finsam_data.sources.parquet import read_table
from tests.builders import frame, row


def read(folder, frame_or_bytes, allowed=None):
    """The register as read from a file with this content."""
    path = folder / "participation.parquet"
    if isinstance(frame_or_bytes, bytes):
        path.write_bytes(frame_or_bytes)
    else:
        frame_or_bytes.write_parquet(path)
    return read_table(folder, "participation", allowed or {})


def refusal(folder, frame_or_bytes, allowed=None):
    """What is said when the content is refused."""
    with pytest.raises(DataError) as caught:
        read(folder, frame_or_bytes, allowed)
    assert str(folder) not in str(caught.value)
    return caught.value


@pytest.fixture
def good():
    return frame("participation", row("participation"), row("participation", participant_id="p2"))


def test_the_columns_come_in_the_order_of_the_schema_and_further_ones_are_left_aside(tmp_path, good):
    shuffled = good.select(reversed(good.columns)).with_columns(funktionsnedsattning=pl.lit("nej"))
    assert read(tmp_path, shuffled).equals(good)


def test_a_table_without_rows_is_accepted_whatever_its_types(tmp_path, good):
    assert read(tmp_path, good.clear()).schema == Participation.create_empty().schema
    untyped = pl.DataFrame(schema=dict.fromkeys(good.columns, pl.Null))
    assert read(tmp_path, untyped).schema == Participation.create_empty().schema


@pytest.mark.parametrize(
    ("column", "dtype"),
    [("age", pl.Int8), ("age", pl.UInt16), ("gender", pl.Categorical), ("gender", pl.Enum(["kvinna", "man"]))],
)
def test_a_narrower_type_that_says_the_same_is_accepted(tmp_path, good, column, dtype):
    assert read(tmp_path, good.with_columns(pl.col(column).cast(dtype))).equals(good)


def test_a_column_of_nothing_is_accepted_where_gaps_are_allowed(tmp_path, good):
    gaps = good.with_columns(education=pl.lit(None, pl.Null), age=pl.lit(None, pl.Null))
    assert read(tmp_path, gaps).select("education", "age").null_count().row(0) == (2, 2)


def test_a_missing_file_is_named_with_the_folders_own_name_only(tmp_path):
    folder = tmp_path / "vår"
    folder.mkdir()
    with pytest.raises(DataError) as caught:
        read_table(folder, "participation", {})
    assert str(caught.value) == (
        "participation.parquet: Filen saknas i datamappen ”vår”. "
        "Lägg dit filen, eller återställ den från en säkerhetskopia."
    )


def test_a_file_that_is_no_parquet_is_refused(tmp_path):
    assert "går inte att läsa som Parquet" in refusal(tmp_path, b"participant_id;insats\np1;Kaffestugan\n").rule


def test_an_empty_file_is_refused(tmp_path):
    assert "går inte att läsa som Parquet" in refusal(tmp_path, b"").rule


def test_a_truncated_file_is_refused_wherever_it_is_cut(tmp_path, good):
    good.write_parquet(tmp_path / "participation.parquet")
    whole = (tmp_path / "participation.parquet").read_bytes()
    for length in range(1, len(whole), 97):
        assert "går inte att läsa som Parquet" in refusal(tmp_path, whole[:length]).rule


def test_a_file_with_a_hole_in_it_is_refused_or_read_but_never_an_accident(tmp_path, good):
    good.write_parquet(tmp_path / "participation.parquet")
    whole = (tmp_path / "participation.parquet").read_bytes()
    for place in range(0, len(whole), 16):
        with suppress(DataError):
            read(tmp_path, whole[:place] + bytes(8) + whole[place + 8 :])


def test_a_missing_column_is_named(tmp_path, good):
    error = refusal(tmp_path, good.drop("stadsdel"))
    assert error.thing == "participation.parquet, kolumnen stadsdel"
    assert error.rule == "Kolumnen saknas."


def test_all_missing_columns_are_named(tmp_path, good):
    error = refusal(tmp_path, good.drop("stadsdel", "consent"))
    assert error.thing == "participation.parquet, kolumnen stadsdel"
    assert error.rule == "2 kolumner saknas: stadsdel, consent."


@pytest.mark.parametrize(
    ("column", "value", "wanted", "found"),
    [
        ("age", "40", "heltal", "text"),
        ("age", 40.5, "heltal", "decimaltal"),
        ("start_date", 45292, "datum", "heltal"),
        ("start_date", "2024-01-01", "datum", "text"),
        ("start_date", datetime(2024, 1, 1, 8), "datum", "datum med klockslag"),
        ("gender", 1, "text", "heltal"),
        ("gender", True, "text", "ja eller nej (sant/falskt)"),
        ("consent", 1, "ja eller nej (sant/falskt)", "heltal"),
        ("consent", date(2024, 1, 1), "ja eller nej (sant/falskt)", "datum"),
    ],
)
def test_a_mistyped_column_is_told_in_words(tmp_path, good, column, value, wanted, found):
    error = refusal(tmp_path, good.with_columns(pl.lit(value).alias(column)))
    assert error.thing == f"participation.parquet, kolumnen {column}"
    assert error.rule == f"Kolumnen ska innehålla {wanted}, men filen har {found}."


def test_a_value_outside_its_list_is_shown_with_the_list_and_the_count(tmp_path, good):
    three = pl.concat([good, frame("participation", row("participation", participant_id="p3", gender="Kvina"))])
    error = refusal(tmp_path, three, {"gender": ["kvinna", "man"]})
    assert error.thing == "participation.parquet, kolumnen gender"
    assert error.rule == "Värdet ”Kvina” finns inte i listan. Det gäller 1 av 3 rader."
    assert "kvinna, man" in error.remedy


def test_a_gap_is_never_a_value_outside_the_list(tmp_path):
    gap = frame("participation", row("participation", education=None))
    assert read(tmp_path, gap, {"education": ["Kort"]}).height == 1


def test_the_rule_that_most_rows_break_is_the_one_told(tmp_path):
    rows = [row("participation", participant_id=f"p{n}", age=70) for n in range(3)]
    rows += [row("participation", participant_id="q", age=14)]
    error = refusal(tmp_path, frame("participation", *rows))
    assert error.rule == "Ett tal är större än vad som är möjligt. Det gäller 3 av 4 rader."
