"""Dates as people write them. What can be read as two days is never guessed."""

import re
from datetime import date, timedelta
from typing import NamedTuple

SERIAL_DAY_NONE = date(1899, 12, 30)
"""Excel's day 0, as it counts from March 1900."""
SERIALS = range(18_264, 73_051)
"""The years 1950–2099."""
YEARS = range(1950, 2100)
MONTHS = {
    word: number
    for number, words in enumerate(
        ("januari january jan", "februari february feb", "mars march mar", "april apr", "maj may", "juni june jun",
         "juli july jul", "augusti august aug", "september sept sep", "oktober october okt oct", "november nov",
         "december dec"), start=1)
    for word in words.split()
}  # fmt: skip
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
CLOCK = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?[AaPp][Mm])?Z?$")
SERIAL = re.compile(r"(\d{5})([.,]\d+)?")
TOGETHER = re.compile(r"(\d{4})(\d\d)(\d\d)")
SHORT_TOGETHER = re.compile(r"(\d\d)(\d\d)(\d\d)")
YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})")
DAY_SLASH_MONTH = re.compile(r"(\d{1,2})/(\d{1,2}) (\d{4})")
NUMBERS = re.compile(r"(\d{1,2}) ?([-/. ]) ?(\d{1,2}) ?([-/. ]) ?(\d{4}|\d\d)")
IN_WORDS = re.compile(
    r"(?:(?:mån|tis|ons|tors?|fre|lör|sön)[a-zåäö]*\.?,? )?(?:den )?(\d{1,2})(?::?[ae])?[- .]{1,2}"
    r"([a-zåäö]{3,9})[- .,]{1,2}(\d{4}|\d\d)"
)
MONTH_FIRST = re.compile(r"([a-zåäö]{3,9})\.? (\d{1,2}),? (\d{4})")


class Reading(NamedTuple):
    """The days a text may mean: one where it is plain, several where it is ambiguous, none where it is no date."""

    days: tuple[date, ...] = ()

    @property
    def day(self) -> date | None:
        """The day, where there is just one."""
        return self.days[0] if len(self.days) == 1 else None


def read_date(text: str) -> Reading:
    """What day a cell's text is; numbers of five digits are Excel's serial numbers.

    ”5/3 2024” is Swedish for 5 March, but 3/4-24 and 03/04/2024 are written in both orders and are ambiguous unless a
    number is too large for a month.
    """
    plain = CLOCK.sub("", text.strip().translate(DASHES)).strip()
    return _in_numbers(plain) if plain[-1:].isdigit() and not any(map(str.isalpha, plain)) else _in_words(plain)


def _in_numbers(plain: str) -> Reading:
    if found := YEAR_FIRST.fullmatch(plain) or TOGETHER.fullmatch(plain):
        year, month, day = found.groups()
        return _days((int(year), int(month), int(day)))
    if (found := SERIAL.fullmatch(plain)) and int(found[1]) in SERIALS:
        return Reading((SERIAL_DAY_NONE + timedelta(days=int(found[1])),))
    if (found := DAY_SLASH_MONTH.fullmatch(plain)) and int(found[2]) <= 12:
        return _days((int(found[3]), int(found[2]), int(found[1])))
    if found := NUMBERS.fullmatch(plain):
        return _any_order(found[1], found[3], found[5], year_may_be_first=(found[2], found[4]) != ("/", "-"))
    if found := SHORT_TOGETHER.fullmatch(plain):
        return _any_order(found[1], found[2], found[3], year_may_be_first=True)
    return Reading()


def _in_words(plain: str) -> Reading:
    if (found := IN_WORDS.fullmatch(plain.casefold())) and found[2] in MONTHS:
        return _days((_year(found[3]), MONTHS[found[2]], int(found[1])))
    if (found := MONTH_FIRST.fullmatch(plain.casefold())) and found[1] in MONTHS:
        return _days((int(found[3]), MONTHS[found[1]], int(found[2])))
    return Reading()


def _any_order(first: str, second: str, last: str, *, year_may_be_first: bool) -> Reading:
    """Day and month in either order before the year; a year of two digits may also stand first."""
    orders = [(last, second, first), (last, first, second)]
    if len(last) == 2 and year_may_be_first:
        orders.insert(0, (first, second, last))
    return _days(*((_year(year), int(month), int(day)) for year, month, day in orders))


def _year(written: str) -> int:
    return int(written) + (2000 if len(written) == 2 else 0)


def _days(*parts: tuple[int, int, int]) -> Reading:
    """Those of the days that exist, each once."""
    days = []
    for year, month, day in parts:
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found.year in YEARS and found not in days:
            days.append(found)
    return Reading(tuple(days))
