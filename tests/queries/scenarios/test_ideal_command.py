"""python finsam.py ideal: the template out, a filled-in table in, the answer as text, JSON and a file."""

import json

import fastexcel
import pytest

from finsam import main
from tests.queries.scenarios.conftest import SAMPLE

TABLE = """\
Förbund;Invånare 16–64 år;Helårsekvivalenter;Tilldelning, tkr
Hela landet;5 600 000;560 000;
Stockholms stad;640 000;46 967;36 168
Roslagen;190000;11000;17 mkr
"""


@pytest.fixture
def answer(capfdbinary):
    """Run the command; its exit code and what it wrote."""

    def run(*arguments):
        code = main(["ideal", "--data", str(SAMPLE), *map(str, arguments)])
        written = capfdbinary.readouterr()
        return code, (written.out + written.err).decode().replace("\u00a0", " ")

    return run


@pytest.fixture
def table(tmp_path):
    file = tmp_path / "tabell.csv"
    file.write_text(TABLE, encoding="utf-8")
    return file


@pytest.mark.parametrize("name", ["mall.xlsx", "mall.csv"])
def test_the_template_can_be_filled_in_and_read(answer, tmp_path, name):
    assert answer("--template", tmp_path / name)[0] == 0
    code, told = answer("--table", tmp_path / name, "--json")
    # Landets rad får vara tom, förbundets egen ska fyllas i.
    assert code == 1
    assert [(fault["row"], fault["column"]) for fault in json.loads(told)["faults"]] == [
        (3, "Invånare 16–64 år"),
        (3, "Helårsekvivalenter"),
    ]


def test_json_gives_every_forbund(answer, table):
    code, told = answer("--table", table, "--json")
    found = json.loads(told)
    assert (code, found["ok"], found["mark"]) == (0, True, "Egna uppgifter")
    stockholm, roslagen = found["forbund"]
    assert stockholm["share"] == pytest.approx(0.25 * 640 / 5600 + 0.75 * 46_967 / 560_000)
    assert (stockholm["ideal_tkr"], stockholm["gap_tkr"]) == (57_770, 57_770 - 36_168)
    share = 0.25 * 190 / 5600 + 0.75 * 11 / 560
    assert roslagen["ideal_tkr"] == round(2 * (400 + (339_000 - 69 * 400) * share))


def test_without_the_base_grant(answer, table):
    found = json.loads(answer("--table", table, "--json", "--without-base")[1])
    share = 0.25 * 640 / 5600 + 0.75 * 46_967 / 560_000
    assert found["forbund"][0]["ideal_tkr"] == round(2 * 339_000 * share)
    assert found["with_base"] is False


def test_without_json_it_is_a_table(answer, table):
    told = answer("--table", table)[1]
    assert "1 av 2 förbund ligger över sitt ideal" in told
    assert "57 770" in told
    assert "Tabellens 2 förbund får tillsammans" in told


def test_the_answer_as_a_file_keeps_its_mark(answer, table, tmp_path):
    result = tmp_path / "svar.xlsx"
    assert answer("--table", table, "--out", result)[0] == 0
    book = fastexcel.read_excel(result)
    assert book.load_sheet(0).to_polars()["Ideal, tkr"].to_list()[0] == 57_770
    assert "Egna uppgifter" in book.load_sheet(1, header_row=None).to_polars().to_series(1).to_list()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("Förbund;Invånare;HE\nÅn;många;\n", "Tabellen har 2 fel."),
        ("", "Filen är tom."),
        (None, "Filen går inte att läsa."),
    ],
)
def test_what_is_wrong_is_told_in_words(answer, tmp_path, content, told):
    file = tmp_path / "fel.csv"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    code, text = answer("--table", file)
    assert code == 1
    assert told in text


def test_a_folder_that_is_not_there_is_told(answer, table, tmp_path):
    code, told = answer("--table", table, "--out", tmp_path / "borta" / "svar.csv")
    assert code == 1
    assert "Filen går inte att skriva." in told
