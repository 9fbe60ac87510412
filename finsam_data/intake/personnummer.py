"""Personnummer and samordningsnummer: found wherever they stand in a text, and masked before anything is told."""

import re
import unicodedata
from bisect import bisect
from collections.abc import Iterator, Sequence

from finsam_data.intake.birth_digits import is_event
from finsam_data.intake.digit_rows import ALONE, windows

BETWEEN_TEXTS = "\0"
"""Stands between texts that are looked through together; no number reaches across it."""
SIGN = r"(?:[^\w\x00]|_)"
"""What may stand inside a number."""
DIGITS = [r"\d", r"\d", r"[01]", r"\d", r"[0-36-9]", r"\d", r"\d", r"\d", r"\d", r"\d"]
"""What each digit may be: a month begins with 0 or 1, a day with 0–3 or 6–9."""
LIKELY = rf"{SIGN}{{0,8}}".join(DIGITS)
"""What every number holds, for a quick look at many texts; Rust and Python read it alike."""
AMONG_DIGITS = re.compile(r"\d{6}[-+\u2010-\u2013\u2212]\d{4}")
"""A number with its own sign, which may have other digits before and after it."""
TWO_DATES, TWO_SHORT_DATES = re.compile(r"\d{8}\D\d{8}"), re.compile(r"\d{6}\D+\d{6}")
DATE = re.compile(r"(?:20)?[0-3]\d([-/. ])(?:0[1-9]|1[0-2])\1(?:[0-2]\d|3[01])(?!\d)")
ODD = re.compile(r"[\s./_+\-\u2010-\u2015\u2212]{1,8}")
"""What may stand in a number that is split anywhere."""
MOST_ODD = 4
DIGITS_BEFORE, DIGITS_AFTER = re.compile(rf"\d{ALONE}$"), re.compile(rf"{ALONE}\d")
UNIQUE_ID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
"""The ids that programs give to parts of a file."""
HIDDEN_SIGNS = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
DECIMALS_BEFORE, DECIMALS_AFTER = re.compile(r"\d[.,]$"), re.compile(r"[.,](?!0+(?!\d))\d")
DIGIT = re.compile(r"\d")


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


def _found(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and YYMMDDNNNN of each number, in order; none begins within another."""
    plain, places = _plain(text)
    ids = [match.span() for match in UNIQUE_ID.finditer(plain)]
    after = 0
    for start, end, digits in windows(plain):
        if start >= after and _is_told(plain, start, end, digits):
            nearest = bisect(ids, (start, len(plain))) - 1
            if nearest < 0 or end > ids[nearest][1]:
                after = end
                yield places[start], places[end - 1] + 1, digits[-10:]


def _plain(text: str) -> tuple[str, Sequence[int]]:
    """The text with hidden signs gone and every digit written 0–9, and where each sign stood."""
    text = text.replace(BETWEEN_TEXTS, "x")
    if text.isascii():
        return text, range(len(text))
    decimals = {ord(sign): str(unicodedata.decimal(sign)) for sign in set(text) if sign.isdecimal()}
    plain = HIDDEN_SIGNS.sub("", text.translate(decimals))
    if len(plain) == len(text):
        return plain, range(len(text))
    return plain, [place for place, sign in enumerate(text) if not HIDDEN_SIGNS.match(sign)]


def _is_told(plain: str, start: int, end: int, digits: str) -> bool:
    """Is the number split as a number may be, and no date, decimal or part of a longer row of digits?"""
    event = is_event(digits)
    if event and not plain[start + 1].isdecimal():
        return False
    if plain[start - 1 : start].isdecimal() or plain[end : end + 1].isdecimal():
        own_sign = AMONG_DIGITS.fullmatch(plain, start, end) and not TWO_DATES.match(plain, max(start - 2, 0))
        return bool(own_sign) and not event
    gaps = DIGIT.split(plain[start:end])[1:-1]
    before, after = gaps[:-9], gaps[-9:]
    if not _is_usual(before, after):
        return not event and _is_odd(plain, start, end, gaps)
    if after[1] and _has_digits_beside(plain, start, end):
        return False
    if _is_decimal(plain, start, end, gaps) or _is_moment(digits, after):
        return False
    return not DATE.match(plain, end - len("".join(after[6:])) - 4)


def _is_usual(before: Sequence[str], gaps: Sequence[str]) -> bool:
    """640823-3234, 64 08 23 32 34, 640823-32 34: split, if at all, around the day and in the middle of the last."""
    inner, middle, last = gaps[1], gaps[5], gaps[7]
    if len(inner) > 1 or gaps[3] != inner or any(before) or any(gaps[::2]):
        return False
    if last and not (middle and (last == inner or (not inner and ODD.fullmatch(last)))):
        return False
    return len(middle) <= 3 or bool(ODD.fullmatch(middle))


def _is_odd(plain: str, start: int, end: int, gaps: Sequence[str]) -> bool:
    """6408-233234, 6 4 0 8 2 3 3 2 3 4: split anywhere, but no list, amount or part of a longer row of digits."""
    filled = [gap for gap in gaps if gap]
    if (len(filled) > MOST_ODD and len(set(gaps)) > 1) or _has_digits_beside(plain, start, end):
        return False
    is_amount = filled[-1] == "." and not "".join(filled[:-1]).strip()
    return not is_amount and all(map(ODD.fullmatch, filled)) and not TWO_SHORT_DATES.fullmatch(plain, start, end)


def _has_digits_beside(plain: str, start: int, end: int) -> bool:
    return bool(DIGITS_BEFORE.search(plain[max(start - 2, 0) : start]) or DIGITS_AFTER.match(plain, end))


def _is_decimal(text: str, start: int, end: int, gaps: Sequence[str]) -> bool:
    """Is it part of a number with decimals? 6408233234.0 is none: so a program may write a whole number."""
    if any(gaps):
        return False
    return bool(DECIMALS_BEFORE.search(text[max(start - 2, 0) : start]) or DECIMALS_AFTER.match(text, end))


def _is_moment(digits: str, gaps: Sequence[str]) -> bool:
    """Is it a day, white space, and a clock time or a year (2024-03-05 1230), and so more likely no person?"""
    apart = gaps[7] or ((gaps[1] or len(digits) > 10) and re.search(r"\s", gaps[5]))
    if not apart or not is_event(digits):
        return False
    hour, minute = int(digits[-4:-2]), int(digits[-2:])
    return (hour < 24 and minute < 60) or hour in {19, 20}
