"""What a file must be to be opened at all: of a known kind, the kind its ending says, and of sane size."""

import re
from pathlib import PurePath
from typing import get_args

from finsam_data.intake.finding import Finding, Rule, Severity
from finsam_data.intake.personnummer import mask, masked, numbers
from finsam_data.intake.raw import Kind, RefusedFileError
from finsam_data.sources.spreadsheet import OLD_EXCEL, ZIP
from finsam_data.sources.unreadable import Cause, Limits, UnreadableError, check_size
from finsam_data.sources.zipped import unpacked

LIMITS = Limits(
    packed_bytes=10_000_000,
    unpacked_bytes=50_000_000,
    ratio=100,
    parts=1_000,
    sheets=50,
    rows=60_000,
    columns=200,
    cells=3_000_000,
)
SAVE_ANEW = "Öppna filen i Excel, spara den som Excel-arbetsbok (.xlsx) utan lösenord och skicka den igen."
RULES = {
    Cause.EMPTY: Rule("Filen har ett innehåll.", Severity.STOPS, "Utgå från mallen och skicka filen igen."),
    Cause.LARGE: Rule("Filen är högst 10 MB.", Severity.STOPS, "Spara bara tabellen i en ny fil."),
    Cause.KIND: Rule("Filen är av det slag som filändelsen säger.", Severity.STOPS, SAVE_ANEW),
    Cause.LOCKED: Rule("Filen har inget lösenord.", Severity.STOPS, SAVE_ANEW),
    Cause.DAMAGED: Rule("Filen är hel.", Severity.STOPS, SAVE_ANEW),
    Cause.UNPACKS: Rule(
        "Filen packas inte upp till orimligt mycket.",
        Severity.STOPS,
        "Kopiera tabellen, utan tomma rader och kolumner, till en ny fil.",
    ),
    Cause.EXTENT: Rule(
        "Tabellen ryms inom 60 000 rader och 200 kolumner.",
        Severity.STOPS,
        "Kopiera tabellen, utan det som står långt utanför, till en ny fil.",
    ),
    Cause.SIGNS: Rule("Filens tecken går att läsa.", Severity.STOPS, "Spara om filen som CSV UTF-8 eller .xlsx."),
}
NO_PERSONNUMMER = Rule(
    "Filen innehåller inga personnummer.",
    Severity.STOPS,
    "Ta bort personnumret överallt, också ur kommentarer, dolda blad, bladnamn, filnamn och dokumentegenskaper "
    "(Arkiv, Info, Granska dokument), spara som ny fil och skicka den. Radera den gamla. "
    "Är det något annat, som ett telefonnummer, ta bort det ändå; byt ett id mot ett kortare med bokstav, som D0123.",
)
NOTHING_WITHIN = Rule(
    "Filen har inga andra filer inuti sig.",
    Severity.STOPS,
    "Öppna filen i Excel, välj Start, Sök och markera, Markeringsfönster, ta bort det inbäddade objektet på varje blad "
    "som har ett, spara och skicka filen igen.",
)
KIND_WORDS = {
    "xlsx": "en Excel-arbetsbok",
    "xlsm": "en Excel-arbetsbok med makron",
    "xls": "en Excel-arbetsbok av äldre slag",
    "ods": "ett kalkylblad för LibreOffice",
    "xlsb": "en binär Excel-arbetsbok (.xlsb)",
    "docx": "ett Word-dokument",
    "zip": "ett zip-arkiv",
    "pdf": "en PDF-fil",
    "html": "en webbsida",
    "csv": "en textfil",
    "unknown": "något annat",
    "ole": "ett dokument av äldre slag",
}
ENDINGS: dict[str, Kind] = {kind: kind for kind in get_args(Kind)} | {"txt": "csv", "tsv": "csv"}
LOCKED_STREAM, OLD_STREAMS = "EncryptedPackage", ("Workbook", "Book", "WORKBOOK", "BOOK")
"""Names of the streams in an OLE file that hold a workbook with a password, and one of the old kind."""
ZIP_KINDS = {b"macroEnabled.main+xml": "xlsm", b"sheet.main+xml": "xlsx", b"wordprocessingml": "docx"}
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
MAY_BE_BINARY = ("vbaProject.bin",)
EMBEDDED = re.compile(rb"M\0B\0D\0(?:[0-9A-F]\0){8}")
"""The name that an old workbook gives each file embedded in it."""


def admit(content: bytes, name: str) -> tuple[Kind, dict[str, bytes]]:
    """The kind of a file that may be opened, and its parts where it is a zip.

    Raises RefusedFileError where it is empty, too large, damaged, locked, not what its ending says, or its name holds
    a personnummer.
    """
    if found := numbers(PurePath(name).name):
        raise refused(name, *(personnummer_at("i filnamnet", digits) for digits in found))
    try:
        check_size(content, name, LIMITS)
        parts = unpacked(content, name, LIMITS) if content.startswith(ZIP) else {}
    except UnreadableError as error:
        raise unreadable(name, error) from None
    kind = _kind(content, parts, name)
    ending = PurePath(name).suffix.lower()
    if ENDINGS.get(ending[1:]) != kind:
        told = f"Filnamnet slutar på ”{ending}”, men filen är {KIND_WORDS[kind]}."
        raise refused(name, broken(RULES[Cause.KIND], told))
    if kind == "xls" and EMBEDDED.search(content):
        raise _with_file_within(name, "")
    _check_parts(parts, name)
    return ENDINGS[ending[1:]], parts


def _with_file_within(name: str, part: str) -> RefusedFileError:
    told = f"Filen har en annan fil inbäddad i sig{part}. Den går inte att söka igenom efter personnummer."
    return refused(name, broken(NOTHING_WITHIN, told))


def refused(name: str, *findings: Finding) -> RefusedFileError:
    """A file that is not read, for what was found; the remedies are those of the rules that it breaks."""
    remedies = {rule.name: rule.remedy for rule in (*RULES.values(), NO_PERSONNUMMER, NOTHING_WITHIN)}
    return RefusedFileError(mask(name), findings, " ".join(dict.fromkeys(remedies[found.rule] for found in findings)))


def unreadable(name: str, error: UnreadableError) -> RefusedFileError:
    """A file that is not read, for what made it unreadable."""
    return refused(name, broken(RULES[error.cause], error.rule))


def personnummer_at(where: str, digits: str, sheet: str = "", cell: str | None = None) -> Finding:
    """A personnummer found; where is the end of a sentence."""
    return broken(NO_PERSONNUMMER, f"Ett personnummer ({masked(digits)}) står {where}.", sheet, cell)


def broken(rule: Rule, message: str, sheet: str = "", cell: str | None = None) -> Finding:
    """A rule broken, in the file as a whole, on a sheet or in a cell (”C7”)."""
    letters = cell.rstrip("0123456789") if cell else None
    return Finding(
        sheet=mask(sheet),
        row=int(cell[len(letters) :]) if cell and letters else None,
        column=letters,
        cell=cell,
        rule=rule.name,
        severity=rule.severity,
        message=mask(message),
    )


def _kind(content: bytes, parts: dict[str, bytes], name: str) -> str:
    """What the file is, whatever it is called. Raises RefusedFileError where it has a password."""
    if parts:
        return _zip_kind(parts, name)
    if content.startswith(OLD_EXCEL):
        if LOCKED_STREAM.encode("utf-16-le") in content:
            raise refused(name, broken(RULES[Cause.LOCKED], "Filen har ett lösenord."))
        return "xls" if any(stream.encode("utf-16-le") in content for stream in OLD_STREAMS) else "ole"
    if content.startswith(b"%PDF"):
        return "pdf"
    start = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta")):
        return "html"
    return "unknown" if b"\0" in content else "csv"


def _zip_kind(parts: dict[str, bytes], name: str) -> str:
    if parts.get("mimetype", b"").startswith(OPEN_DOCUMENT):
        if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
            raise refused(name, broken(RULES[Cause.LOCKED], "Filen har ett lösenord."))
        return "ods"
    if any(part.lower().endswith("xl/workbook.bin") for part in parts):
        return "xlsb"
    types = parts.get("[Content_Types].xml", b"")
    return next((kind for words, kind in ZIP_KINDS.items() if words in types), "zip")


def _check_parts(parts: dict[str, bytes], name: str) -> None:
    """No part may be a file of its own, which nobody would look through, or XML that two readers read differently."""
    parts |= {
        part: text.decode("utf-16", errors="replace").encode()
        for part, text in parts.items()
        if text.startswith(UTF_16)
    }
    for part, text in parts.items():
        if (text.startswith((ZIP, OLD_EXCEL)) or "/embeddings/" in part) and not part.endswith(MAY_BE_BINARY):
            raise _with_file_within(name, f" ({PurePath(part).name})")
        if part.lower().endswith((".xml", ".rels", ".vml")) and (b"\0" in text or b"<!ENTITY" in text):
            raise refused(name, broken(RULES[Cause.DAMAGED], "Filen är skadad eller ingen Excelfil."))
