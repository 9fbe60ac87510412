"""Personnummer and samordningsnummer: found wherever they stand in a text, and masked before anything is told."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import polars as pl

BETWEEN_TEXTS = "\0"
"""Stands between texts that are looked through together; no number reaches across it."""
SIGN = r"(?:[^\w\x00]|_)"
"""What may stand inside a number."""
LIKELY = rf"\d\d{SIGN}?\d\d{SIGN}?\d\d{SIGN}{{0,3}}\d\d{SIGN}?\d\d|\d\s\d{{3}}\s\d{{3}}\s\d{{3}}"
"""What every number fits, for a quick look at many texts; Rust and Python read it alike."""
NUMBER = re.compile(
    rf"""(?<!\d)(?=(
        (?P<century>1[89]|20)?
        (?P<year>\d\d)(?P<inner>{SIGN}?)(?P<month>0[1-9]|1[0-2])(?P=inner)(?P<day>[0-2]\d|3[01]|6[1-9]|[78]\d|9[01])
        (?P<outer>{SIGN}{{0,3}})(?P<last>\d{{4}}|\d\d(?P=inner)\d\d)
    )(?!\d))""",
    re.VERBOSE,
)
BIRTH_CELL, LAST_CELL = r"^(1[89]|20)?\d{6}$", r"^[-+]?\d{4}$"
"""A number split in two cells, side by side."""
THOUSANDS = re.compile(r"(?<!\d)\d{1,3}(?:\s\d{3}){3}(?!\d)")
HIDDEN_SIGNS = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
DECIMALS_BEFORE, DECIMALS_AFTER = re.compile(r"\d[.,]$"), re.compile(r"[.,](?!0+(?!\d))\d")
FIRST_EVENT_YEAR, LAST_EVENT_YEAR = 10, 39
"""A date of these years (20xx) before a clock time may be when something happened."""
SAMORDNING_DAYS = 60
"""What is added to the day in a samordningsnummer."""


def numbers(text: str) -> list[str]:
    """The numbers of a text, as YYMMDDNNNN, in order."""
    return [digits for _, _, digits in _found(text)]


def mask(text: str) -> str:
    """The text with every number as 640823-****."""
    parts, place = [], 0
    for start, end, digits in _found(text):
        if start >= place:
            parts += [text[place:start], masked(digits)]
            place = end
    return "".join([*parts, text[place:]])


def masked(digits: str) -> str:
    """YYMMDDNNNN → YYMMDD-****."""
    return f"{digits[:6]}-****"


def number_cells(cells: pl.DataFrame) -> Iterator[tuple[int, str, str]]:
    """Place from 0 in the frame, name of the column and number of every cell that holds one, or its first half.

    cells: String columns without hidden signs.
    """
    likely = cells.select(pl.all().str.contains(LIKELY).fill_null(False))
    for column in likely:
        texts = cells[column.name].filter(column)
        held = {text: found for text in texts.unique() if (found := numbers(text))}  # dates come again and again
        for place, text in zip(column.arg_true(), texts, strict=True) if held else ():
            for digits in held.get(text, ()):
                yield place, column.name, digits
    births = cells.select(pl.all().str.contains(BIRTH_CELL).fill_null(False))
    for left, right in pairwise(cells.columns):
        if births[left].any():
            for place in (births[left] & cells[right].str.contains(LAST_CELL).fill_null(False)).arg_true():
                for digits in numbers(f"{cells.item(place, left)} {cells.item(place, right).lstrip('-+')}"):
                    yield place, left, digits


def numbers_between(joined: str) -> list[str]:
    """The numbers of texts joined by BETWEEN_TEXTS, each once."""
    if not joined.isascii():
        joined = HIDDEN_SIGNS.sub("", joined)
    found: dict[str, None] = {}
    for match in re.finditer(LIKELY, joined):
        start = joined.rfind(BETWEEN_TEXTS, 0, match.start()) + 1
        end = joined.find(BETWEEN_TEXTS, match.end())
        found |= dict.fromkeys(numbers(joined[start : end if end >= 0 else None]))
    return list(found)


def _found(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and YYMMDDNNNN of each number, in order of start."""
    plain, places = _plain(text)
    for match in NUMBER.finditer(plain):
        digits = "".join(match[name] for name in ("year", "month", "day")) + match["last"][:2] + match["last"][-2:]
        start, end = match.span(1)
        if _is_date(match) and _luhn(digits) and not _is_decimal(plain, match) and not _is_moment(match):
            yield places[start], places[end - 1] + 1, digits
    for match in THOUSANDS.finditer(plain):
        joined = re.sub(r"\s", "", match[0])
        if (inside := NUMBER.match(joined)) and inside.end(1) == len(joined):
            digits = joined[-10:]
            if _is_date(inside) and _luhn(digits):
                yield places[match.start()], places[match.end() - 1] + 1, digits


def _plain(text: str) -> tuple[str, list[int] | range]:
    """The text with hidden signs gone and every digit written 0–9, and where each sign stood."""
    if text.isascii():
        return text, range(len(text))
    kept = [(sign, place) for place, sign in enumerate(text) if not HIDDEN_SIGNS.match(sign)]
    return "".join(_digit(sign) for sign, _ in kept), [place for _, place in kept]


def _digit(sign: str) -> str:
    return str(unicodedata.decimal(sign)) if sign.isdecimal() else sign


def _is_date(match: re.Match[str]) -> bool:
    """Does any calendar of the centuries it may be from have the day?"""
    day = int(match["day"])
    for century in (match["century"],) if match["century"] else ("19", "20"):
        try:
            date(int(century + match["year"]), int(match["month"]), day - SAMORDNING_DAYS * (day > SAMORDNING_DAYS))
        except ValueError:
            continue
        return True
    return False


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(n - 9 * (n > 9) for n in doubled) % 10 == 0


def _is_decimal(text: str, match: re.Match[str]) -> bool:
    """Is it part of a number with decimals? 6408233234.0 is none: so a program may write a whole number."""
    if match["inner"] or match["outer"]:
        return False
    start, end = match.span(1)
    return bool(DECIMALS_BEFORE.search(text[max(start - 2, 0) : start]) or DECIMALS_AFTER.match(text, end))


def _is_moment(match: re.Match[str]) -> bool:
    """Is it a day, white space, and a clock time or a year (2024-03-05 1230), and so more likely no person?"""
    if not (match["inner"] or match["century"]) or not re.search(r"\s", match["outer"]):
        return False
    event = match["century"] in {None, "20"} and FIRST_EVENT_YEAR <= int(match["year"]) <= LAST_EVENT_YEAR
    hour, minute = int(match["last"][:2]), int(match["last"][-2:])
    return event and ((hour < 24 and minute < 60) or hour in {19, 20})
