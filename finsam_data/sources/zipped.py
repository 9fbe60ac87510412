"""A workbook's zip: unpacked within limits, and looked through for cells that lie too far out."""

import io
import re
import struct
import zipfile
import zlib
from functools import reduce

import polars as pl

from finsam_data.sources.unreadable import ONLY_THE_TABLE, SAVE_AS_XLSX, Cause, Limits, UnreadableError, damaged

SHEET_PART = b"sheetData"
"""What stands in every part that is a sheet, whatever the part is called."""
CELL_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,9})(\d{0,9})["']""")
REFERENCE_IN_DISGUISE = re.compile(rb"""\sr\s*=\s*["'][^"'<>]{0,40}&""")
STRING_COUNT = re.compile(
    rb"""(<(?:[\w.-]+:)?sst\b(?:[^<>"']|"[^"]*"|'[^']*')*?)\suniqueCount\s*=\s*(?:"[^"]*"|'[^']*')"""
)
LOCAL_HEADER_BYTES = 30
EMPTY_CELL = re.compile(rb"""<(?:\w+:)?(?:c|row)(?:\s+[\w:]+="[^"<>&]*")*\s*/>""")
EMPTY_ROW = re.compile(rb"""<((?:\w+:)?row)(?:\s+[\w:]+="[^"<>&]*")*\s*>\s*</\1\s*>""")


def unpacked(content: bytes, thing: str, limits: Limits) -> dict[str, bytes]:
    """Name → content of every part of a zip; its directory is checked first, and what it promises is held to.

    Raises UnreadableError where it unpacks to too much, is damaged or has a password.
    """
    too_large = UnreadableError(Cause.UNPACKS, thing, "Filen packas upp till orimligt mycket.", ONLY_THE_TABLE)
    left = min(limits.unpacked_bytes, limits.ratio * len(content))
    texts: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            directory = parts.infolist()
            if sum(part.file_size for part in directory) > left or len(directory) > limits.parts:
                raise too_large
            if any(part.flag_bits & 1 for part in directory):
                raise UnreadableError(Cause.LOCKED, thing, "Filen har ett lösenord.", SAVE_AS_XLSX)
            for part in directory:
                with parts.open(part) as opened:
                    text = opened.read(left + 1)
                left -= len(text)
                if left < 0:
                    raise too_large
                path = part.filename.replace("\\", "/")
                if path in texts:
                    raise damaged(thing)
                texts[path] = text
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        # zipfile tells of a packing it does not know by NotImplementedError, which is a RuntimeError.
        raise damaged(thing) from error
    return texts


def around_parts(content: bytes) -> bytes:
    """What a zip that has been unpacked holds beside its parts: names, comments, whatever lies between and after."""
    around, at = [], 0
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for part in sorted(parts.infolist(), key=lambda part: part.header_offset):
            n_name, n_extra = struct.unpack_from("<HH", content, part.header_offset + 26)
            start = part.header_offset + LOCAL_HEADER_BYTES + n_name + n_extra
            around.append(content[at:start])
            at = max(at, start + part.compress_size)
    return b"".join([*around, content[at:]])


def packed(parts: dict[str, bytes]) -> bytes:
    """A zip of what was checked, so that the reader meets nothing the first directory lied about.

    How many strings there are is left out: the reader takes as much memory as it says.
    """
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as checked:
        for name, text in parts.items():
            checked.writestr(name, STRING_COUNT.sub(rb"\1", text) if b"uniqueCount" in text else text)
    return copy.getvalue()


def check_extent(text: bytes, thing: str, limits: Limits) -> None:
    """A single cell far out makes the reader fill all the way there, so no cell of a sheet's part may lie far out.

    Raises UnreadableError where one does.
    """
    if SHEET_PART not in text or not _maybe_far(text, thing, limits.rows):
        return
    # Blank cells and rows that only have a format are not read, so they may lie anywhere.
    text = EMPTY_ROW.sub(b"", EMPTY_CELL.sub(b"", text))
    if REFERENCE_IN_DISGUISE.search(text):
        raise damaged(thing)
    last_row, last_column = 0, 0
    for letters, digits in sorted(set(CELL_REFERENCE.findall(text)), reverse=True):
        row, column = int(digits or 0), place(letters)
        last_row, last_column = max(last_row, row), max(last_column, column)
        if row > limits.rows or column > limits.columns:
            rule = (
                f"Något står i cell {letters.decode().upper()}{row or ''}, utanför de första {limits.rows} raderna "
                f"och {limits.columns} kolumnerna."
            )
            raise UnreadableError(Cause.EXTENT, thing, rule, f"Töm den. {ONLY_THE_TABLE}")
    if last_row * last_column > limits.cells:
        rule = f"Ett blad spänner över {last_row} rader och {last_column} kolumner, och det är för mycket."
        raise UnreadableError(Cause.EXTENT, thing, rule, f"Töm kolumnerna utanför tabellen. {ONLY_THE_TABLE}")


def _maybe_far(text: bytes, thing: str, rows: int) -> bool:
    """May a cell lie outside A–Z or far down, or be written in disguise? A quick look that most files need only."""
    digits = str(rows)
    far_down = rf"[{digits[0]}-9]\d{{{len(digits) - 1}}}|\d{{{len(digits) + 1}}}"
    far = rf"""\sr\s*=\s*["'](?:[A-Za-z]{{2}}|[A-Za-z]?(?:{far_down})|[^"'<>]{{0,40}}&)"""
    try:
        return bool(pl.Series([text.decode()]).str.contains(far).item())
    except UnicodeDecodeError as error:
        raise damaged(thing) from error


def place(letters: bytes) -> int:
    """A → 1, AA → 27."""
    return reduce(lambda found, letter: found * 26 + letter - 64, letters.upper(), 0)
