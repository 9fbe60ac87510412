"""Rows of digits in a text, and the ten or twelve of them that may be a personnummer."""

import re
from collections.abc import Iterator
from functools import lru_cache

from finsam_data.intake.birth_digits import is_number

ROW = re.compile(r"\d(?:[\W_]{0,8}+\d){9,}+")
"""Digits with nothing but a few signs between them."""
ALONE = r"[\s./_+\-]"
"""A sign that, alone between two digits, keeps them together."""
JOINED, APART, WITHIN = re.compile(rf"(?<=\d){ALONE}\d"), re.compile(r"[\W_]+\d"), re.compile(r"\d")
"""A digit after a sign alone (j), after other signs (a) and next to another digit (w)."""
DAY = r"\d\d(?:0[1-9]|1[0-2])(?:[06][1-9]|[1278]\d|[39][01])\d{4}"
KINDS = (
    (12, re.compile(r"(?=a.{11}a|[aj]www.{8}[aj])"), re.compile(rf"(?:1[89]|20){DAY}")),
    (10, re.compile(r"(?=a.{9}a|[aj]www.{6}[aj]|wwwwww[aj]www|.wwwww[aj]wwww)"), re.compile(DAY)),
)
"""How many digits, their shape and what they are. A number has no digits joined to its ends, or begins with year and
month, or has six digits, a sign and four."""
NO_DIGITS = re.compile(r"\D+")
MOST_KNOWN = 10_000


def windows(plain: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and the digits alone of all that would be a number, however it is split, in order and longest first.

    plain: digits are 0–9 and no NUL. It is made for texts that are nothing but digits, too: the shape of a row, which
    is cheap, is looked at before the digits.
    """
    is_one = lru_cache(MOST_KNOWN)(is_number)
    for row in ROW.finditer(plain):
        digits = NO_DIGITS.sub("", row[0])
        shape = "a" + WITHIN.sub("w", APART.sub("a", JOINED.sub("j", row[0])))[1:] + "a"
        found = [
            (first, -length)
            for length, split, born in KINDS
            for match in split.finditer(shape)
            if born.match(digits, first := match.start()) and is_one(digits[first : first + length])
        ]
        places = [digit.start() for digit in WITHIN.finditer(plain, *row.span())] if found else []
        for first, length in sorted(found):
            yield places[first], places[first - length - 1] + 1, digits[first : first - length]
