"""A file of unknown origin: its rows keep their numbers, and nothing in it can make the reader work hard."""

import io
import struct
import time
import zipfile

import pytest
import xlsxwriter

from finsam_data.errors import DataError
from finsam_data.sources.spreadsheet import LARGEST_BYTES, MOST_COLUMNS, MOST_ROWS, read_spreadsheet


def workbook(cells, sheet="Blad"):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet(sheet)
        for (row, column), value in cells.items():
            page.write(row, column, value)
    return buffer.getvalue()


def repacked(content, change):
    """The workbook with its parts changed: name → text, or None to leave it out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return buffer.getvalue()


def test_rows_keep_the_numbers_their_author_sees():
    (sheet,) = read_spreadsheet(workbook({(3, 1): "Förbund", (6, 1): " Ån ", (6, 2): 57770}), "a.xlsx")
    assert [(row.number, row.cells) for row in sheet.rows] == [(4, ("Förbund", "")), (7, ("Ån", "57770"))]


@pytest.mark.parametrize(
    ("content", "cells"),
    [
        ("Förbund;Tal\n\nÅn;57,5\n".encode(), ("Ån", "57,5")),
        ("\ufeffFörbund;Tal\r\n\r\nÅn;57,5\r\n".encode(), ("Ån", "57,5")),
        ("Förbund;Tal\n\nÅn;57,5\n".encode("cp1252"), ("Ån", "57,5")),
        ("Förbund\tTal\n\nÅn\t57,5\n".encode(), ("Ån", "57,5")),
        ('Förbund,Tal\n\nÅn,"57,5"\n'.encode(), ("Ån", "57,5")),
    ],
)
def test_csv_in_every_dress(content, cells):
    (sheet,) = read_spreadsheet(content, "a.csv")
    assert [(row.number, row.cells[0]) for row in sheet.rows] == [(1, "Förbund"), (3, "Ån")]
    assert sheet.rows[1].cells == cells


def test_a_text_over_two_lines_does_not_shift_the_numbers():
    (sheet,) = read_spreadsheet('Förbund;Tal\n"Ån\noch älven";1\nBäcken;2\n'.encode(), "a.csv")
    assert [(row.number, row.cells[0]) for row in sheet.rows] == [(1, "Förbund"), (2, "Ån och älven"), (4, "Bäcken")]


def blank_bomb():
    """200 MB of blanks in one part, packed to 200 kB."""
    content = workbook({(0, 0): "x"})
    return repacked(content, lambda name, text: text + b" " * 200_000_000 if name.endswith("sheet1.xml") else text)


def lying_bomb():
    """As blank_bomb, with a directory that says 100 bytes."""
    content = bytearray(blank_bomb())
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as parts:
        size = next(part.file_size for part in parts.infolist() if part.filename.endswith("sheet1.xml"))
    told, lie = struct.pack("<L", size), struct.pack("<L", 100)
    while (place := content.find(told)) >= 0:
        content[place : place + 4] = lie
    return bytes(content)


def disguised():
    """A far cell whose reference is written with an entity."""
    content = workbook({(0, 0): 1})
    return repacked(content, lambda _, text: text.replace(b'r="A1"', b'r="&#88;FD1048576"'))


@pytest.mark.parametrize(
    ("make", "rule"),
    [
        (lambda: b"", "Filen är tom."),
        (lambda: b"x" * (LARGEST_BYTES + 1), "Filen är större än 2 MB."),
        (lambda: b"PK\x03\x04 no zip at all", "Filen är skadad eller ingen Excelfil."),
        (lambda: workbook({(0, 0): "x"})[:-200], "Filen är skadad eller ingen Excelfil."),
        (lambda: b"\xd0\xcf\x11\xe0 old or locked", "Filen är varken Excel (.xlsx) eller CSV, eller har ett lösenord."),
        (blank_bomb, "Filen packas upp till orimligt mycket."),
        (lying_bomb, "Filen är skadad eller ingen Excelfil."),
        (disguised, "Filen är skadad eller ingen Excelfil."),
        (
            lambda: workbook({(0, 0): "x", (1_048_575, 16_383): 1}),
            f"Något står i cell XFD1048576, utanför de första {MOST_ROWS} raderna och {MOST_COLUMNS} kolumnerna.",
        ),
    ],
)
def test_a_hostile_workbook_is_refused_at_once(make, rule):
    content = make()
    begun = time.perf_counter()
    with pytest.raises(DataError) as caught:
        read_spreadsheet(content, "a.xlsx")
    assert caught.value.rule == rule
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"F\0;x", "Filen är ingen textfil."),
        (b'a;b\n"x"y;1\n', "Citattecknen går inte ihop på rad 2."),
        (b"a;b\n" + 200_000 * b"x" + b";1\n", "En cell på rad 2 är för lång. Kanske saknas ett citattecken i den."),
        (b"a\n" * (MOST_ROWS + 1), "Filen har fler än 5000 rader eller 100 kolumner."),
        (b";" * (MOST_COLUMNS + 1), "Filen har fler än 5000 rader eller 100 kolumner."),
    ],
)
def test_csv_that_is_none_is_refused(content, rule):
    with pytest.raises(DataError) as caught:
        read_spreadsheet(content, "a.csv")
    assert caught.value.rule == rule


def test_a_name_of_another_kind_is_refused():
    with pytest.raises(DataError, match="varken Excel"):
        read_spreadsheet(b"a;b", "a.exe")
