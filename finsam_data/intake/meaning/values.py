"""Values from a list as people spell them, and ages."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

BETWEEN_DIGITS = re.compile(r"(?<=\d)[^\w<>≤≥+]+(?=\d)")
APART = "ꟷ"
"""A letter that nobody writes, to keep ”1–2” from becoming 12."""
SIGNS = re.compile(r"[^\w<>≤≥+]|_")
AGE = re.compile(r"(\d{1,4})(?:[.,](\d+))?(?: ?(?:år|ar|år gammal|y))?\.?", re.IGNORECASE)
NEAR = 0.75
"""How alike two texts must be, as difflib counts, for the one to be suggested in place of the other."""
LONGEST_NEAR, MOST_MISSES = 100, 300
"""Of longer texts, and after so many distinct ones that are no values, nothing is suggested: the column is another."""


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """What is compared: letters and digits only, small, without marks; what parts two numbers is one hyphen.

    A text of signs only stays as it is, so that ”-” is something.
    """
    letters = unicodedata.normalize("NFKD", text.casefold())
    if not letters.isascii():
        letters = "".join(sign for sign in letters if not unicodedata.combining(sign))
    kept = SIGNS.sub("", BETWEEN_DIGITS.sub(APART, letters))
    return kept.replace(APART, "-") or letters


class Read(NamedTuple):
    """value: what the text was read as, None where it is none of the values; suggestion: what may have been meant."""

    value: str | None
    suggestion: str | None = None


class Choices:
    """The values of a list, and the other ways in which they are written."""

    def __init__(
        self,
        values: Iterable[str],
        spellings: Mapping[str, Iterable[str]] | None = None,
        remembered: Mapping[str, str] | None = None,
    ) -> None:
        """spellings: value → other ways; those of values that the list lacks are left aside.

        remembered: text → value, as approved before. Of two values that are plainly alike neither is read by that.
        """
        self.values = tuple(dict.fromkeys(values))
        self._exact = {value: value for value in self.values}
        self._exact |= {text: value for text, value in (remembered or {}).items() if value in self._exact}
        ways: dict[str, set[str]] = {}
        for value in self.values:
            for way in (value, *(spellings or {}).get(value, ())):
                ways.setdefault(plain(way), set()).add(value)
        self._misses = 0
        self._plain = {way: next(iter(found)) for way, found in ways.items() if len(found) == 1}

    def read(self, text: str) -> Read:
        """The value of a text; only what differs in case, spaces, marks and punctuation is taken for the same."""
        if value := self._exact.get(text) or self._plain.get(plain(text)):
            return Read(value)
        if len(text) > LONGEST_NEAR or self._misses >= MOST_MISSES:
            return Read(None)
        self._misses += 1
        near = get_close_matches(plain(text), self._plain, n=1, cutoff=NEAR)
        return Read(None, self._plain[near[0]] if near else None)


def read_age(text: str) -> tuple[int | None, str | None]:
    """Whole years of ”34”, ”34,0” or ”34 år”; else None and, for years with a fraction, the whole years as text."""
    found = AGE.fullmatch(text.strip())
    if not found:
        return None, None
    if (found[2] or "").strip("0"):
        return None, found[1]
    return int(found[1]), None
