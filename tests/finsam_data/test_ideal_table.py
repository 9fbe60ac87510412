"""A filled-in table over förbund: read as Swedes write, and every fault told at once with row, column and remedy."""

import pytest

from finsam_data.ideal_table import CountryKeys, read_ideal_table
from finsam_data.table_faults import MOST_TOLD, TableError

HEADINGS = "Förbund;Invånare 16–64 år;Helårsekvivalenter;Tilldelning, tkr"


def read(*rows, headings=HEADINGS):
    return read_ideal_table("\n".join([headings, *rows]).encode(), "tabell.csv")


def faults(*rows, headings=HEADINGS):
    with pytest.raises(TableError) as caught:
        read(*rows, headings=headings)
    return [fault.words for fault in caught.value.faults]


def test_numbers_as_swedes_write_them():
    file = read("Ån;640 000;46\u00a0967,5;36 168", "Bäcken;100000;5000;17 mkr", "Tjärn;1;0;")
    assert file.keys.rows() == [
        ("Ån", 640_000, 46_967.5, 36_168),
        ("Bäcken", 100_000, 5_000, 17_000),
        ("Tjärn", 1, 0, None),
    ]
    assert file.country is None


@pytest.mark.parametrize(
    "headings",
    [
        "forbund;inhabitants;full_year_equivalents;allocation_tkr",
        "FÖRBUND;invånare 16-64 år;helårs-ekvivalenter;Tilldelning (tkr)",
        "Förbund;Invånare;HE;Tilldelning",
    ],
)
def test_columns_are_known_by_name(headings):
    assert read("Ån;100;10;5", headings=headings).keys.row(0) == ("Ån", 100, 10, 5)


def test_columns_in_another_order_and_others_beside():
    file = read("x;10;Ån;100", headings="Län;Helårsekvivalenter;Förbund;Invånare 16–64 år")
    assert file.keys.row(0) == ("Ån", 100, 10, None)
    assert file.unused == ("Län",)


def test_headings_may_stand_below_other_rows():
    content = f"Våra siffror\n\n{HEADINGS}\nÅn;100;många;\n".encode()
    with pytest.raises(TableError) as caught:
        read_ideal_table(content, "tabell.csv")
    assert [fault.row for fault in caught.value.faults] == [4]


def test_the_whole_country_has_its_own_row():
    file = read("Hela landet;5 600 000;560 000;", "Ån;100;10;5")
    assert file.country == CountryKeys(5_600_000, 560_000)
    assert file.keys["forbund"].to_list() == ["Ån"]


def test_the_templates_row_for_the_country_may_be_left_empty():
    assert read("Hela landet;;;", "Ån;100;10;5").country is None


def test_every_fault_is_told_at_once():
    assert faults("Ån;många;1.234;ca 4500", "Bäcken;-5;10;", "bäcken;;3;", ";3;2;", "Summa;3;2;", "Tjärn;3;4;") == [
        "Rad 2, Invånare 16–64 år: ”många” är inte ett tal. Skriv till exempel 640000 eller 640 000, utan enhet.",
        "Rad 2, Helårsekvivalenter: ”1.234” går att läsa på två sätt, med decimaler eller med tusental. "
        "Skriv till exempel 46967 eller 46 967,5, utan enhet.",
        "Rad 2, Tilldelning, tkr: ”ca 4500” är inte ett belopp. Skriv till exempel 36168, 36 168 eller 36,2 mkr.",
        "Rad 3, Invånare 16–64 år: ”-5” är negativt; det ska vara 0 eller mer. "
        "Skriv till exempel 640000 eller 640 000, utan enhet.",
        "Rad 4, Invånare 16–64 år: Talet saknas. Fyll i det; noll skrivs 0.",
        "Rad 4, Förbund: ”bäcken” står också på rad 3. Behåll den ena raden.",
        "Rad 5, Förbund: Namnet saknas. Skriv förbundets namn, eller töm raden.",
        "Rad 6, Förbund: ”Summa” är inget förbund utan en summa. "
        "Ta bort raden; landets summor står på en rad med namnet Hela landet.",
        "Rad 7, Helårsekvivalenter: Helårsekvivalenterna är fler än invånarna. Se efter om kolumnerna har bytt plats.",
    ]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["Ån;25 000 000;1;"], "Rad 2, Invånare 16–64 år: ”25 000 000” är orimligt mycket"),
        (["Ån;1e9;1;"], "Rad 2, Invånare 16–64 år: ”1e9” är inte ett tal."),
        (["Ån;nan;1;"], "Rad 2, Invånare 16–64 år: ”nan” är inte ett tal."),
        (["Ån;100;1;-5"], "Rad 2, Tilldelning, tkr: -5 är ett negativt belopp"),
        (["Ån;100;1;57.770"], "Rad 2, Tilldelning, tkr: ”57.770” går att läsa på två sätt"),
        (["Ån;100;46;5;7"], "Rad 2: Raden har fler värden än det finns rubriker."),
        ([f"{'Å' * 121};100;1;"], "Rad 2, Förbund: Namnet är längre än 120 tecken"),
        (["Ån;0;0;"], "Invånare 16–64 år: Alla tal är noll"),
        (["Hela landet;50;50;", "Ån;100;10;"], "Rad 2, Invånare 16–64 år: Hela landet har mindre än"),
        (["Ån;100;10;", "Riket;1;1;", "Hela landet;1;1;"], "Rad 4, Förbund: ”Hela landet” står också på rad 3."),
        ([], "Tabellen har rubriker men inga förbund."),
        ([f"F{n};1;1;" for n in range(501)], "Fler än 500 rader."),
    ],
)
def test_a_rule_broken_is_told_with_its_place(rows, told):
    assert faults(*rows)[0].startswith(told)


def test_a_short_row_lacks_its_numbers():
    assert [words.split(":")[0] for words in faults("Ån")] == ["Rad 2, Invånare 16–64 år", "Rad 2, Helårsekvivalenter"]


@pytest.mark.parametrize(
    ("headings", "told"),
    [
        ("Förbund;Helårsekvivalenter", ["Rad 1, Invånare 16–64 år: Kolumnen saknas."]),
        ("Förbund;HE;Helårsekvivalenter;Invånare", ["Rad 1, Helårsekvivalenter: Kolumnen finns två gånger."]),
        ("Namn;Antal", ["Rubrikraden saknas eller går inte att känna igen."]),
    ],
)
def test_headings_that_are_wrong_are_named(headings, told):
    found = faults("Ån;1;1", headings=headings)
    assert [words[: len(start)] for words, start in zip(found, told, strict=True)] == told


def test_very_many_faults_are_counted_and_the_first_are_told():
    with pytest.raises(TableError) as caught:
        read(*(f"F{n};x;1;" for n in range(MOST_TOLD + 7)))
    assert caught.value.rule == f"Tabellen har {MOST_TOLD + 7} fel."
    assert caught.value.lines[-1] == "… och 7 fel till."
