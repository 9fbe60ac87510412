"""A personnummer anywhere in a file stops it, is pointed out where that can be done, and is never repeated."""

import io
import traceback
import zipfile

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from finsam_data.intake.raw import RefusedFileError
from finsam_data.intake.reading.file import read_file
from finsam_data.intake.reading.notes import NO_PICTURES
from tests.finsam_data.intake.old_book import old_workbook, record
from tests.finsam_data.intake.test_gate import ONE, repacked
from tests.finsam_data.intake.test_reading import by_openpyxl, by_xlsxwriter, ods, text

NUMBER, DIGITS = "640823-3234", 6408233234


def refusal(content, name="a.xlsx"):
    """(sheet, cell) of each finding; nothing that is told or logged holds the number."""
    with pytest.raises(RefusedFileError) as caught:
        read_file(content, name)
    error = caught.value
    everything = "".join(traceback.format_exception(error)) + repr(error.findings) + repr(vars(error))
    assert "3234" not in everything
    assert all("640823-****" in found.message for found in error.findings)
    return [(found.sheet, found.cell) for found in error.findings]


@pytest.mark.parametrize(
    "value", [NUMBER, f"Anna {NUMBER}", DIGITS, float(DIGITS), 190000000000 + DIGITS, "640823 3234"]
)
def test_in_a_cell(value):
    cells = {(0, 0): "x", (2, 1): value}
    assert refusal(by_openpyxl(cells)) == [("Blad", "B3")]
    assert refusal(by_xlsxwriter(cells)) == [("Blad", "B3")]
    assert refusal(old_workbook({"Blad": (0, {(2, 1): value})}), "a.xls") == [("Blad", "B3")]
    assert refusal(ods([2, "<table:table-cell/>" + text(value)]), "a.ods") == [("Blad", "B3")]
    assert refusal(f"x;y\n;\n;{value}\n".encode(), "a.csv") == [("", "B3")]


def test_in_two_cells_side_by_side():
    content = by_openpyxl({(0, 0): "Född", (0, 1): "Fyra sista", (1, 0): 640823, (1, 1): 3234, (2, 0): 640823})
    assert refusal(content) == [("Blad", "A2")]
    read_file(
        by_openpyxl({(0, 0): "Startdatum", (1, 0): "20240305", (1, 1): 2024, (2, 0): 640823, (2, 2): 3234}), "a.xlsx"
    )


@pytest.mark.parametrize("value", [508233236, "508233236", 508233236.0])
def test_without_the_zeros_it_began_with(value):
    with pytest.raises(RefusedFileError) as caught:
        read_file(by_openpyxl({(0, 0): "Id", (1, 0): 20240305, (2, 0): value}), "a.xlsx")
    [found] = caught.value.findings
    assert found.message == "Ett personnummer (050823-****) står i cell A3 på bladet ”Blad”, utan nollorna i början."
    assert "byt ett id mot ett kortare med bokstav" in caught.value.remedy
    read_file(by_openpyxl({(0, 0): "Id", (1, 0): "D508"}), "a.xlsx")


def with_change(change):
    return by_openpyxl({(0, 0): "x"}, change)


def as_date(book):
    book.active["B2"] = DIGITS
    book.active["B2"].number_format = "yyyy-mm-dd"


def commented(book):
    book.active["C4"].comment = Comment(f"ring {NUMBER}", "Kansliet")


def in_header(book):
    book.active.oddHeader.center.text = NUMBER


def in_property(book):
    book.properties.subject = NUMBER


def in_custom_property(book):
    from openpyxl.packaging.custom import StringProperty

    book.custom_doc_props.append(StringProperty(name="Ärende", value=NUMBER))


def in_name(book):
    book.defined_names["person"] = DefinedName("person", attr_text=f'"{NUMBER}"')


def in_rule(book):
    rule = DataValidation(type="list", formula1='"ja,nej"', prompt=f"se {NUMBER}", showInputMessage=True)
    rule.add("A1")
    book.active.add_data_validation(rule)


def in_link(book):
    book.active["A1"].hyperlink = f"https://example.se/?id={DIGITS}"


def in_sheet_name(book):
    book.active.title = NUMBER


def in_formula(book):
    book.active["B2"] = f'=IF(A1="{NUMBER}",1,2)'


@pytest.mark.parametrize(
    ("change", "places"),
    [
        (as_date, [("Blad", "B2")]),
        (commented, [("Blad", "C4")]),
        (in_header, [("Blad", None)]),
        (in_property, [("", None)]),
        (in_custom_property, [("", None)]),
        (in_name, [("", None)]),
        (in_rule, [("Blad", None)]),
        (in_formula, [("Blad", "B2")]),
    ],
)
def test_elsewhere_in_a_workbook(change, places):
    assert refusal(with_change(change)) == places


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/media/image1.png", b"\x89PNG\r\n\x1a\n....tEXtComment\0" + NUMBER.encode()),
        ("xl/printerSettings1.bin", b"\0\1" + NUMBER.encode("utf-16-le")),
        ("customXml/item1.xml", f"<a><!-- {NUMBER} --></a>".encode()),
    ],
)
def test_in_a_part_that_is_no_text(part, content):
    whole = io.BytesIO(by_openpyxl({(0, 0): "x"}))
    with zipfile.ZipFile(whole, "a") as parts:
        parts.writestr(part, content)
    assert refusal(whole.getvalue()) == [("", None)]


@pytest.mark.parametrize("change", [in_link, in_sheet_name])
def test_in_a_link_and_in_the_name_of_a_sheet(change):
    assert refusal(with_change(change))


def test_in_a_text_that_no_cell_shows():
    more = b"<si><r><t>640823</t></r><r><rPr><b/></rPr><t>-3234</t></r></si></sst>"
    content = repacked(ONE, lambda name, xml: xml.replace(b"</sst>", more) if "sharedStrings" in name else xml)
    assert refusal(content) == [("", None)]


def test_in_a_text_box_and_in_saved_values_of_another_file():
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet("Blad")
        page.write(0, 0, "x")
        page.insert_textbox(3, 3, f"Anna {NUMBER}")
    assert refusal(buffer.getvalue()) == [("Blad", None)]
    saved = f"<externalLink><sheetData><row><cell><v>{DIGITS}</v></cell></row></sheetData></externalLink>"
    assert refusal(repacked(ONE, more={"xl/externalLinks/externalLink1.xml": saved})) == [("", None)]
    utf_16 = f'<?xml version="1.0" encoding="utf-16"?><a>{NUMBER}</a>'.encode("utf-16")
    assert refusal(repacked(ONE, more={"customXml/item1.xml": utf_16})) == [("", None)]


def test_in_the_zip_around_its_parts():
    """In its comment, in a part's own, after its end, and in the name of an empty folder."""
    commented, noted = io.BytesIO(ONE), io.BytesIO(ONE)
    with zipfile.ZipFile(commented, "a") as parts:
        parts.comment = f"se {NUMBER}".encode()
    with zipfile.ZipFile(noted, "a") as parts:
        part = zipfile.ZipInfo("more.txt")
        part.comment = NUMBER.encode("utf-16-le")
        parts.writestr(part, "x")
    for content in (commented.getvalue(), noted.getvalue(), ONE + f"\n{NUMBER}".encode()):
        assert refusal(content) == [("", None)]
    assert refusal(repacked(ONE, more={f"{NUMBER}/": b""}))


def test_a_digit_to_a_cell():
    cells = {(0, 0): "Kod"} | {(1, place): int(digit) for place, digit in enumerate(str(DIGITS))}
    assert refusal(by_openpyxl(cells)) == [("Blad", "A2")]


@pytest.mark.parametrize("name", [f"Novum {NUMBER}.xlsx", f"{DIGITS}.xlsx", "19640823-3234.csv"])
def test_in_the_name_of_the_file(name):
    assert refusal(ONE, name) == [("", None)]


def test_beside_the_cells_of_an_old_workbook_and_of_an_open_document():
    note = record(0x01B6, NUMBER.encode("utf-16-le"))
    assert refusal(old_workbook({"Blad": (0, {(0, 0): "x"})}, last=note), "a.xls") == [("", None)]
    comment = f"<office:annotation><text:p>{NUMBER}</text:p></office:annotation>"
    cell = text("x").replace("<text:p>", f"{comment}<text:p>")
    assert refusal(ods([cell]), "a.ods") == [("", None)]


def test_very_many_are_counted_and_not_all_pointed_out():
    places = refusal_of_many(130)
    assert len(places) == 100 + 1
    assert places[-1].message == "… och 30 personnummer till."


def refusal_of_many(n):
    with pytest.raises(RefusedFileError) as caught:
        read_file(("x\n" + f"{NUMBER}\n" * n).encode(), "a.csv")
    assert len(str(caught.value)) < 2_000
    return caught.value.findings


def test_pictures_are_said_not_to_have_been_looked_through():
    picture = b"\x89PNG\r\n\x1a\n"
    drawings = record(0x00EB, b"\x0f\x00\x00\xf0\x20\0\0\0" + b"\x00\x6e\x1e\xf0" + picture)
    old = {"Blad": (0, {(0, 0): "x"})}
    for name, with_picture, without in (
        ("a.xlsx", repacked(ONE, more={"xl/media/image1.png": picture}), ONE),
        ("a.ods", repacked(ods([text("x")]), more={"Pictures/1.png": picture}), ods([text("x")])),
        ("a.xls", old_workbook(old, first=drawings), old_workbook(old)),
    ):
        [found] = read_file(with_picture, name).findings
        assert found.rule == NO_PICTURES.name
        assert read_file(without, name).findings == ()


def test_ids_dates_and_phone_numbers_stop_no_file():
    lines = ["Id;Telefon;Datum", "N-20240305-12;070-123 45 67;2024-03-05", "1234567890;0812345678;20240305"]
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line.split(";"))
    buffer = io.BytesIO()
    book.save(buffer)
    for content, name in ((buffer.getvalue(), "a.xlsx"), ("\n".join(lines).encode(), "a.csv")):
        assert read_file(content, name).sheets[0].cells.height == 3
