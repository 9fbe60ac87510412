"""Personnummer and samordningsnummer: found wherever they stand in a text, and masked before anything is told."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise

import polars as pl

BETWEEN_TEXTS = "\0"
"""Stands between texts that are looked through together; no number reaches across it."""
SIGN = r"(?:[^\w\x00]|_)"
"""What may stand inside a number."""
BETWEEN_DIGITS = rf"({SIGN}{{0,8}})"
DIGITS = [r"\d", r"\d", r"[01]", r"\d", r"[0-36-9]", r"\d", r"\d", r"\d", r"\d", r"\d"]
"""What each digit may be: a month begins with 0 or 1, a day with 0–3 or 6–9."""
LIKELY = rf"{SIGN}{{0,8}}".join(DIGITS)
"""What every number holds, for a quick look at many texts; Rust and Python read it alike."""
NUMBERS = {
    len(digits): re.compile(rf"(?<!\d)(?=({BETWEEN_DIGITS.join(digits)})(?!\d))")
    for digits in (["[12]", "[089]", *DIGITS], DIGITS)
}
"""Digits → the number and what stands after each of its digits but the last."""
AMONG_DIGITS = re.compile(r"(?=(\d{6}[-+\u2010-\u2013\u2212]\d{4}))")
"""A number with its own sign, which may have other digits before and after it."""
TWO_DATES, TWO_SHORT_DATES = re.compile(r"\d{8}\D\d{8}"), re.compile(r"\d{6}\D+\d{6}")
DATE = re.compile(r"(?:20)?[0-3]\d([-/. ])(?:0[1-9]|1[0-2])\1(?:[0-2]\d|3[01])(?!\d)")
ODD = re.compile(r"[\s./_+\-\u2010-\u2015\u2212]{1,8}")
"""What may stand in a number that is split anywhere."""
MOST_ODD = 4
DIGITS_BEFORE, DIGITS_AFTER = re.compile(r"\d[\s./_+\-]$"), re.compile(r"[\s./_+\-]\d")
UNIQUE_ID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
"""The ids that programs give to parts of a file."""
BIRTH_CELL, LAST_CELL, SHORT_CELL = r"^(1[89]|20)?\d{6}$", r"^[-+]?\d{4}$", r"^\d{1,4}$"
"""A number split in cells, side by side: in two, or in more that hold a few digits each."""
FEWEST_SHORT_CELLS = 4
HIDDEN_SIGNS = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
DECIMALS_BEFORE, DECIMALS_AFTER = re.compile(r"\d[.,]$"), re.compile(r"[.,](?!0+(?!\d))\d")
EVENT_YEARS = range(10, 40)
"""A date of these years (20xx) may be when something happened."""
CENTURIES = {"18", "19", "20"}
SAMORDNING_DAYS = 60
"""What is added to the day in a samordningsnummer."""
WRITTEN_PLAINLY = re.compile(r"(18|19|20)?(\d{6})[-+ ]?(\d{4})")


def numbers(text: str) -> list[str]:
    """The numbers of a text, as YYMMDDNNNN, in order."""
    return [digits for _, _, digits in _found(text)]


def mask(text: str) -> str:
    """The text with every number as 640823-****."""
    parts, place = [], 0
    for start, end, digits in _found(text):
        parts += [text[place:start], masked(digits)]
        place = end
    return "".join([*parts, text[place:]])


def masked(digits: str) -> str:
    """YYMMDDNNNN → YYMMDD-****."""
    return f"{digits[:6]}-****"


def mistyped(text: str) -> str | None:
    """YYMMDDNNNN where the text is a number but for its last digit, and one that somebody born 1940–2009 may have."""
    written = WRITTEN_PLAINLY.fullmatch(text)
    if not written:
        return None
    century, digits = written[1] or "", written[2] + written[3]
    if not _is_birth(century, digits) or _is_event(century, digits) or _luhn(digits):
        return None
    return digits


def number_cells(cells: pl.DataFrame) -> Iterator[tuple[int, str, str]]:
    """Place from 0 in the frame, name of the column and number of every cell that holds one, or its first digits.

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
    short = cells.select(pl.all().str.contains(SHORT_CELL).fill_null(False))
    if short.width:
        for place in (short.sum_horizontal() >= FEWEST_SHORT_CELLS).arg_true():
            for at, digits in _in_short_cells(cells.row(place)):
                yield place, cells.columns[at], digits


def numbers_between(joined: str) -> list[str]:
    """The numbers of texts joined by BETWEEN_TEXTS, each once."""
    if not joined.isascii():
        joined = HIDDEN_SIGNS.sub("", joined)
    found: dict[str, None] = {}
    end = 0
    while end >= 0 and (match := re.compile(LIKELY).search(joined, end)):
        start = joined.rfind(BETWEEN_TEXTS, 0, match.start()) + 1
        end = joined.find(BETWEEN_TEXTS, match.end())
        found |= dict.fromkeys(numbers(joined[start : end if end >= 0 else None]))
    return list(found)


def _in_short_cells(texts: Sequence[str | None]) -> Iterator[tuple[int, str]]:
    """Place of the first cell and number, one digit to a cell or year, month, day and the last four."""
    short = re.compile(SHORT_CELL)
    for is_short, group in groupby(enumerate(texts), lambda cell: bool(cell[1] and short.match(cell[1]))):
        run = [(at, text or "") for at, text in group]
        if not is_short:
            continue
        for first in range(len(run)):
            year, *days, last = (text for _, text in run[first : first + 4]) if len(run) - first >= 4 else ("", "")
            if len(year) in {2, 4} and all(len(day) <= 2 for day in days) and len(last) == 4:
                digits = f"{year}{''.join(day.zfill(2) for day in days)}{last}"
                if _is_person(digits[:-10], digits[-10:]):
                    yield run[first][0], digits[-10:]
        for single, part in groupby(run, lambda cell: len(cell[1]) == 1):
            line = list(part)
            digits = "".join(text for _, text in line)
            if single and len(line) in NUMBERS and _is_person(digits[:-10], digits[-10:]):
                yield line[0][0], digits[-10:]


def _found(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and YYMMDDNNNN of each number, in order; none begins within another."""
    plain, places = _plain(text)
    found = sorted(_candidates(plain), key=lambda one: (one[0], -one[1]))
    ids = [match.span() for match in UNIQUE_ID.finditer(plain)] if found else []
    after = 0
    for start, end, digits in found:
        if start >= after and not any(first <= start and end <= last for first, last in ids):
            after = end
            yield places[start], places[end - 1] + 1, digits


def _candidates(plain: str) -> Iterator[tuple[int, int, str]]:
    for n, pattern in NUMBERS.items():
        for match in pattern.finditer(plain):
            start, end = match.span(1)
            gaps = match.groups()[1:]
            before, after = gaps[: n - 10], gaps[n - 10 :]
            usual = _is_usual(before, after)
            if not usual and not _is_odd(plain, start, end, gaps):
                continue
            digits = "".join(filter(str.isdecimal, match[1]))
            century, digits = digits[:-10], digits[-10:]
            if not _is_birth(century, digits) or not _luhn(digits):
                continue
            if usual:
                told = not (after[1] and _has_digits_beside(plain, start, end))
                told = told and not _is_decimal(plain, start, end, gaps) and not _is_moment(century, digits, after)
                told = told and not DATE.match(plain, end - len(f"{digits[6:]}{''.join(after[6:])}"))
            else:
                told = not _is_event(century, digits) and bool(century or not _is_phone(digits, after))
            if told:
                yield start, end, digits
    for match in AMONG_DIGITS.finditer(plain):
        start, end = match.span(1)
        digits = f"{match[1][:6]}{match[1][-4:]}"
        beside = plain[max(start - 1, 0) : start] + plain[end : end + 1]
        if re.search(r"\d", beside) and _is_person("", digits) and not TWO_DATES.match(plain, max(start - 2, 0)):
            yield start, end, digits


def _is_usual(before: Sequence[str], gaps: Sequence[str]) -> bool:
    """640823-3234, 64 08 23 32 34, 640823-32 34: split, if at all, around the day and in the middle of the last."""
    inner, split = gaps[1], {place for place, gap in enumerate(gaps, start=1) if gap}
    last = not gaps[7] or (bool(gaps[5]) and (gaps[7] == inner or (not inner and bool(ODD.fullmatch(gaps[7])))))
    same = gaps[3] == inner and len(inner) <= 1 and last
    return not any(before) and split <= {2, 4, 6, 8} and same and (len(gaps[5]) <= 3 or bool(ODD.fullmatch(gaps[5])))


def _is_odd(plain: str, start: int, end: int, gaps: Sequence[str]) -> bool:
    """6408-233234, 6 4 0 8 2 3 3 2 3 4: split anywhere, but no list, amount or part of a longer row of digits."""
    filled = [gap for gap in gaps if gap]
    if (len(filled) > MOST_ODD and len(set(gaps)) > 1) or _has_digits_beside(plain, start, end):
        return False
    is_amount = filled[-1] == "." and not "".join(filled[:-1]).strip()
    return not is_amount and all(map(ODD.fullmatch, filled)) and not TWO_SHORT_DATES.fullmatch(plain, start, end)


def _has_digits_beside(plain: str, start: int, end: int) -> bool:
    return bool(DIGITS_BEFORE.search(plain[max(start - 2, 0) : start]) or DIGITS_AFTER.match(plain, end))


def _is_phone(digits: str, gaps: Sequence[str]) -> bool:
    """Is it split as 0701-23 45 67 is, and no birthday with four digits after it?"""
    split = {place for place, gap in enumerate(gaps, start=1) if gap}
    return digits[0] == "0" and len(split) < len(gaps) and (6 not in split or (8 in split and min(split) < 6))


def _is_person(century: str, digits: str) -> bool:
    return _is_birth(century, digits) and _luhn(digits) and not _is_event(century, digits)


def _is_event(century: str, digits: str) -> bool:
    """May its date be one when something happened?"""
    return century in {"", "20"} and int(digits[:2]) in EVENT_YEARS


def _plain(text: str) -> tuple[str, list[int] | range]:
    """The text with hidden signs gone and every digit written 0–9, and where each sign stood."""
    if text.isascii():
        return text, range(len(text))
    kept = [(sign, place) for place, sign in enumerate(text) if not HIDDEN_SIGNS.match(sign)]
    return "".join(_digit(sign) for sign, _ in kept), [place for _, place in kept]


def _digit(sign: str) -> str:
    return str(unicodedata.decimal(sign)) if sign.isdecimal() else sign


def _is_birth(century: str, digits: str) -> bool:
    """Does any calendar of the centuries it may be from have the day?"""
    if century and century not in CENTURIES:
        return False
    day = int(digits[4:6])
    for first in (century,) if century else ("19", "20"):
        try:
            date(int(first + digits[:2]), int(digits[2:4]), day - SAMORDNING_DAYS * (day > SAMORDNING_DAYS))
        except ValueError:
            continue
        return True
    return False


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(n - 9 * (n > 9) for n in doubled) % 10 == 0


def _is_decimal(text: str, start: int, end: int, gaps: Sequence[str]) -> bool:
    """Is it part of a number with decimals? 6408233234.0 is none: so a program may write a whole number."""
    if any(gaps):
        return False
    return bool(DECIMALS_BEFORE.search(text[max(start - 2, 0) : start]) or DECIMALS_AFTER.match(text, end))


def _is_moment(century: str, digits: str, gaps: Sequence[str]) -> bool:
    """Is it a day, white space, and a clock time or a year (2024-03-05 1230), and so more likely no person?"""
    apart = gaps[7] or ((gaps[1] or century) and re.search(r"\s", gaps[5]))
    if not apart or not _is_event(century, digits):
        return False
    hour, minute = int(digits[6:8]), int(digits[8:])
    return (hour < 24 and minute < 60) or hour in {19, 20}
