"""A chart's table as CSV and Excel: opened right by Swedish Excel, with its source, and safe to open."""

import csv
import io
import zipfile
from dataclasses import replace

import fastexcel
import polars as pl
import pytest

from pages.drawing.chart import Chart, Column
from pages.shared.export import csv_bytes, xlsx_bytes
from pages.text.common import FILE_KEY

MARKS = "Syntetiska data, Intern"


def chart_of(rows, notes=()):
    """A chart of name, n, share, money and, unseen, whether the row is hidden."""
    schema = {"name": pl.String, "n": pl.Int64, "share": pl.Float64, "money": pl.Float64, "hidden": pl.Boolean}
    return Chart(
        key="prov",
        title="Fyra av fem är kvinnor",
        subtitle="Andel kvinnor, 2024.",
        figure={},
        table=pl.DataFrame(rows, schema=schema, orient="row"),
        columns=(
            Column("name", "Insats"),
            Column("n", "Antal", "count"),
            Column("share", "Andel", "share"),
            Column("money", "Kostnad (tkr)", "tkr"),
        ),
        definition="Kvinnor delat med alla.",
        source="Registret",
        notes=notes,
    )


CHART = chart_of(
    [("Kaffestugan", 1234, 0.8, 8279.5, False), ("Vägen; vidare", 5, None, -250.0, False)], ("Kort serie.",)
)


def csv_rows(chart):
    text = csv_bytes(chart, MARKS).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def sheets(chart):
    book = fastexcel.read_excel(xlsx_bytes(chart, MARKS))
    return book.sheet_names, book.load_sheet(0).to_polars(), book.load_sheet(1, header_row=None).to_polars()


def test_csv_opens_in_swedish_excel():
    """A BOM so that å ä ö are read, semicolons between cells, comma before decimals, no spaces in numbers."""
    content = csv_bytes(CHART, MARKS)
    assert content.startswith(b"\xef\xbb\xbf")
    lines = content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Insats;Antal;Andel;Kostnad (tkr)"
    assert lines[1] == "Kaffestugan;1234;0,8;8279,5"
    assert lines[2] == '"Vägen; vidare";5;–;-250,0'


def test_csv_says_below_the_numbers_what_they_are():
    rows = csv_rows(CHART)
    blank = rows.index([])
    assert blank == 3
    assert rows[blank + 1 :] == [
        ["Diagram", "Fyra av fem är kvinnor"],
        ["Visar", "Andel kvinnor, 2024."],
        ["Definition", "Kvinnor delat med alla."],
        ["Källa", "Registret"],
        ["Märkning", MARKS],
        ["Anmärkning", "Kort serie."],
    ]


def test_excel_has_numbers_as_numbers():
    names, table, _ = sheets(CHART)
    assert names == ["Tabell", "Om siffrorna"]
    assert table.columns == ["Insats", "Antal", "Andel", "Kostnad (tkr)"]
    assert [dtype.is_numeric() for dtype in table.dtypes] == [False, True, False, True]
    assert table.rows() == [("Kaffestugan", 1234, "0.8", 8279.5), ("Vägen; vidare", 5, "–", -250.0)]


def test_excel_says_on_a_second_sheet_what_they_are():
    _, _, about = sheets(CHART)
    assert dict(about.rows()) == {
        "Diagram": "Fyra av fem är kvinnor",
        "Visar": "Andel kvinnor, 2024.",
        "Definition": "Kvinnor delat med alla.",
        "Källa": "Registret",
        "Märkning": MARKS,
        "Anmärkning": "Kort serie.",
    }


@pytest.mark.parametrize("text", ["=1+1", "+46", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", '=HYPERLINK("http://x")'])
def test_text_that_a_spreadsheet_would_run_is_only_text(text):
    chart = chart_of([(text, 1, None, None, False)], notes=(text,))
    rows = csv_rows(chart)
    assert rows[1][0].startswith("'")
    assert rows[-1][1].startswith("'")

    _, table, _ = sheets(chart)
    assert table.item(0, 0).startswith("'")
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes(chart, MARKS))) as book:
        parts = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(parts) == 2
    assert not any(b"<f>" in part for part in parts)


def test_a_negative_number_is_a_number_and_not_a_formula():
    assert csv_rows(CHART)[2][3] == "-250,0"


def test_text_that_looks_like_a_number_stays_text():
    _, table, _ = sheets(chart_of([("2024", 1, None, None, False)]))
    assert table.schema["Insats"] == pl.String


def test_protected_numbers_are_in_no_file_and_the_row_still_is():
    """In the published tables a hidden cell has no number; nothing puts one back."""
    chart = chart_of([("Liten grupp", None, None, None, True), ("Stor grupp", 4711, 0.5, 1.5, False)])
    assert csv_rows(chart)[1] == ["Liten grupp", "skyddat", "skyddat", "skyddat"]
    _, table, about = sheets(chart)
    assert table.row(0) == ("Liten grupp", "skyddat", "skyddat", "skyddat")
    assert chart.rows[0][1:] == ["●", "●", "●"]
    assert dict(about.rows())["Tomma platser"] == FILE_KEY


def test_hidden_missing_too_few_nothing_and_zero_are_five_different_things_on_screen_and_in_files():
    columns = (
        Column("name", "Insats"),
        Column("n", "Antal", "count"),
        Column("share", "Andel", "share", of=("n", "base")),
        Column("before", "Året före", "count", "hidden_before", missing=True),
        Column("goal", "Mål", "share", hidden=""),
    )
    rows = [
        ("dold", None, 30, None, None, None, True, True),
        ("få", 6, 9, None, None, 0.5, False, False),
        ("ingen", 0, 0, None, 0, None, False, False),
        ("delvis", 12, 24, 0.5, None, None, False, True),
    ]
    schema = {
        "name": pl.String, "n": pl.Int64, "base": pl.Int64, "share": pl.Float64, "before": pl.Int64,
        "goal": pl.Float64, "hidden": pl.Boolean, "hidden_before": pl.Boolean,
    }  # fmt: skip
    chart = replace(CHART, table=pl.DataFrame(rows, schema=schema, orient="row"), columns=columns)
    assert [row[1:] for row in chart.rows] == [
        ["●", "●", "●", "–"],
        ["6", "för få", "uppgift saknas", "50\xa0%"],
        ["0", "–", "0", "–"],
        ["12", "50\xa0%", "●", "–"],
    ]
    assert [row[1:] for row in csv_rows(chart)[1:5]] == [
        ["skyddat", "skyddat", "skyddat", "–"],
        ["6", "för få", "uppgift saknas", "0,5"],
        ["0", "–", "0", "–"],
        ["12", "0,5", "skyddat", "–"],
    ]


def test_shares_leave_at_whole_per_cent():
    """61 of 348 is 0.1753; as many decimals would tell the counts behind it."""
    chart = chart_of([("Kaffestugan", 61, 61 / 348, None, False)])
    assert csv_rows(chart)[1][2] == "0,18"
    assert sheets(chart)[1].item(0, "Andel") == 0.18


def test_only_the_columns_that_are_shown_follow():
    assert "hidden" not in csv_bytes(CHART, MARKS).decode()


def test_an_empty_table_has_headings_and_source():
    empty = chart_of([])
    assert csv_rows(empty)[0] == ["Insats", "Antal", "Andel", "Kostnad (tkr)"]
    assert sheets(empty)[1].columns == ["Insats", "Antal", "Andel", "Kostnad (tkr)"]
