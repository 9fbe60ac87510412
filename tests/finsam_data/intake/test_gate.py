"""What is no honest workbook is refused at once, with a reason in Swedish and little memory."""

import io
import struct
import time
import tracemalloc
import zipfile

import pytest
import xlsxwriter

from finsam_data.errors import FinsamError
from finsam_data.intake.finding import Severity
from finsam_data.intake.raw import RefusedFileError
from finsam_data.intake.reading.file import read_file
from tests.finsam_data.intake.old_book import container, old_workbook, record

DAMAGED, EMPTY, LOCKED = "Filen är hel.", "Filen har ett innehåll.", "Filen har inget lösenord."
KIND, UNPACKS = "Filen är av det slag som filändelsen säger.", "Filen packas inte upp till orimligt mycket."
EXTENT, SIGNS = "Tabellen ryms inom 60 000 rader och 200 kolumner.", "Filens tecken går att läsa."
WITHIN, LARGE = "Filen har inga andra filer inuti sig.", "Filen är högst 10 MB."


def workbook(cells=None, charts_only=False):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet("Deltagare")
        for (row, column), value in (cells or {}).items():
            page.write(row, column, value)
        if charts_only:
            chart = book.add_chart({"type": "bar"})
            chart.add_series({"values": "=Deltagare!$A$1:$A$2"})
            book.add_chartsheet("Diagram").set_chart(chart)
    return buffer.getvalue()


def repacked(content, change=lambda name, text: text, more=None):
    """The workbook with its parts changed, and more parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, text in (more or {}).items():
            new.writestr(name, text)
    return buffer.getvalue()


ONE = workbook({(0, 0): "x"})


def in_sheet(change):
    return repacked(ONE, lambda name, text: change(text) if name.endswith("sheet1.xml") else text)


def bomb(n_bytes):
    return in_sheet(lambda text: text + b" " * n_bytes)


def lying():
    """60 MB in a part of which the directory says 100 bytes."""
    content = bytearray(bomb(60_000_000))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as parts:
        size = next(part.file_size for part in parts.infolist() if part.filename.endswith("sheet1.xml"))
    while (place := content.find(struct.pack("<L", size))) >= 0:
        content[place : place + 4] = struct.pack("<L", 100)
    return bytes(content)


def locked_zip():
    """The flag of a password on every part."""
    content = bytearray(ONE)
    for sign, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = content.find(sign)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(sign, at + 4)
    return bytes(content)


def many_columns_without_names():
    """Cells that do not say where they stand, three hundred in a row."""
    return in_sheet(
        lambda text: text.replace(b"<sheetData>", b"<sheetData><row>" + b"<c><v>1</v></c>" * 300 + b"</row>")
    )


def odt():
    return repacked(ONE, more={"mimetype": "application/vnd.oasis.opendocument.text"})


def ods(cell):
    text = f'<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><table:table table:name="Blad">\
<table:table-row>{cell}</table:table-row></table:table></office:document-content>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("content.xml", text)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "make", "rule"),
    [
        ("a.xlsx", lambda: b"", EMPTY),
        ("a.csv", lambda: b"\n;;\n", EMPTY),
        ("a.xlsx", workbook, EMPTY),
        ("a.xlsx", lambda: workbook(charts_only=True), EMPTY),
        ("a.csv", lambda: b"x" * 10_000_001, LARGE),
        ("a.xlsx", lambda: bomb(51_000_000), UNPACKS),
        ("a.xlsx", lambda: bomb(5_000_000), UNPACKS),
        ("a.xlsm", lambda: bomb(60_000_000), UNPACKS),
        ("a.xlsx", lying, DAMAGED),
        ("a.xlsx", lambda: b"PK\x03\x04 no zip at all", DAMAGED),
        ("a.xlsx", lambda: ONE[:-200], DAMAGED),
        ("a.xlsx", lambda: ONE[:2000] + bytes(100) + ONE[2100:], DAMAGED),
        ("a.xlsx", locked_zip, LOCKED),
        ("a.xlsx", lambda: container(b"x", "EncryptedPackage"), LOCKED),
        ("a.xls", lambda: old_workbook({"Blad": (0, {(0, 0): "x"})}, first=record(0x2F, b"\1\0")), LOCKED),
        ("a.xls", lambda: old_workbook({"Blad": (0, {(0, 0): "x"})})[:-512], DAMAGED),
        ("a.xls", lambda: container(b"x", "WordDocument"), KIND),
        ("a.xls", lambda: ONE, KIND),
        ("a.xlsm", lambda: ONE, KIND),
        ("a.csv", lambda: ONE, KIND),
        ("a.xlsx", lambda: b"Deltagar-id;Insats\n1;Novum\n", KIND),
        ("a.xls", lambda: b"<html><table><tr><td>1</td></tr></table></html>", KIND),
        ("a.pdf", lambda: b"%PDF-1.7", KIND),
        ("a", lambda: b"a;b\n1;2\n", KIND),
        ("a.csv", lambda: b"a;b\n1;\0\n", KIND),
        ("a.csv", lambda: b'a;b\n"x"y;1\n', SIGNS),
        ("a.csv", lambda: b'a;b\n"x;1\n', SIGNS),
        ("a.csv", lambda: "å".encode() + b"\xed\xa0\x80;1\n", SIGNS),
        ("a.csv", lambda: b"a;\x81\n", SIGNS),
        ("a.csv", lambda: b"a\n" * 60_001, EXTENT),
        ("a.csv", lambda: b";" * 200, EXTENT),
        ("a.xlsx", lambda: workbook({(0, 0): "x", (1_048_575, 16_383): 1}), EXTENT),
        ("a.xlsx", lambda: workbook({(0, 0): "x", (59_000, 150): 1}), EXTENT),
        ("a.xlsx", many_columns_without_names, EXTENT),
        ("a.xls", lambda: old_workbook({"Blad": (0, {(0, 0): "x", (65_535, 255): 1})}), EXTENT),
        ("a.ods", lambda: ods('<table:table-cell table:number-columns-repeated="999999999"><text:p>x</text:p>'
                              '</table:table-cell>'), EXTENT),
        ("a.ods", lambda: ods("<table:table-cell>"), DAMAGED),
        ("a.xlsx", lambda: in_sheet(lambda text: text.replace(b'r="A1"', b'r="&#88;FD1048576"')), DAMAGED),
        ("a.xlsx", lambda: in_sheet(lambda text: b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + text), DAMAGED),
        ("a.xlsx", lambda: repacked(ONE, lambda name, text: b"" if name == "xl/workbook.xml" else text), DAMAGED),
        ("a.xlsx", lambda: repacked(ONE, more={"xl/embeddings/a.xlsx": ONE}), WITHIN),
        ("a.xlsx", lambda: repacked(ONE, more={"xl/embeddings/oleObject1.bin": b"whatever"}), WITHIN),
        ("a.xls", lambda: old_workbook({"Blad": (0, {(0, 0): "x"})}) + "MBD0001A2B3".encode("utf-16-le"), WITHIN),
        ("a.xlsx", lambda: repacked(
            workbook({(0, 0): "x"}),
            lambda name, text: text.replace(b">x<", b">&#xD800;<") if "sharedStrings" in name else text,
        ), DAMAGED),
    ],
)  # fmt: skip
def test_refused_at_once_with_a_reason(name, make, rule):
    content = make()
    begun = time.process_time()
    with pytest.raises(RefusedFileError) as caught:
        read_file(content, name)
    assert time.process_time() - begun < 1
    assert [found.rule for found in caught.value.findings] == [rule]
    assert caught.value.findings[0].severity is Severity.STOPS
    assert caught.value.remedy
    assert isinstance(caught.value, FinsamError)


@pytest.mark.parametrize("make", [lambda: bomb(60_000_000), lambda: bomb(49_000_000), lying])
def test_a_bomb_takes_little_memory(make):
    content = make()
    tracemalloc.start()
    with pytest.raises(RefusedFileError):
        read_file(content, "a.xlsx")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 150_000_000


def test_blank_cells_with_a_format_may_lie_anywhere():
    far = b'<row r="1048576" spans="1:1" s="1"><c r="XFD1048576" s="0"/></row></sheetData>'
    (sheet,) = read_file(in_sheet(lambda text: text.replace(b"</sheetData>", far)), "a.xlsx").sheets
    assert sheet.cells.rows() == [(1, "x")]


def test_what_a_file_says_of_its_own_size_reserves_no_memory():
    """A reader that believes these dies on the spot: so many strings in a .xlsx, so many rows in a .xls."""
    many = repacked(ONE, lambda _, xml: xml.replace(b' uniqueCount="1"', b' uniqueCount="99999999999999"'))
    assert read_file(many, "a.xlsx").sheets[0].cells.rows() == [(1, "x")]
    extent = record(0x0200, struct.pack("<LLHHH", 0, 2**32 - 1, 0, 2**16 - 1, 0))
    old = old_workbook({"Blad": (0, {(0, 0): "x"})}, last=extent)
    assert read_file(old, "a.xls").sheets[0].cells.rows() == [(1, "x")]


def test_sectors_that_go_round_in_circles_are_found():
    content = bytearray(old_workbook({"Blad": (0, {(0, 0): "x"})}))
    content[-512:-508] = struct.pack("<L", 0)  # the first sector of the workbook is followed by itself
    with pytest.raises(RefusedFileError, match="skadad"):
        read_file(bytes(content), "a.xls")


def test_tables_of_sectors_that_go_round_in_circles_take_no_memory():
    """The header says ten million tables, and the first sector, full of zeros, that the next one is itself."""
    content = bytearray(old_workbook({"Blad": (0, {(0, 0): "x"})}))
    struct.pack_into("<L", content, 44, 10_000_000)
    struct.pack_into("<L", content, 68, 0)
    content[512:1024] = bytes(512)
    tracemalloc.start()
    with pytest.raises(RefusedFileError):
        read_file(bytes(content), "a.xls")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000


def test_a_sheet_outside_the_workbook_leaves_the_terminal_alone(capfd):
    content = old_workbook({"Blad": (0, {(0, 0): "x"})})
    listed = content.index("Blad".encode("utf-16-le")) - 8  # place, state, sort, length and width of the name
    with pytest.raises(RefusedFileError):
        read_file(content[:listed] + struct.pack("<L", 1_000_000) + content[listed + 4 :], "a.xls")
    assert capfd.readouterr().err == ""


def test_the_file_itself_is_named_in_the_refusal():
    with pytest.raises(RefusedFileError, match=r"Novum våren 2025\.xlsx: Filen är tom\."):
        read_file(b"", "Novum våren 2025.xlsx")
