"""What ten digits, and perhaps a century, must be to be a personnummer or samordningsnummer."""

import re
from datetime import date

CENTURIES = {"18", "19", "20"}
SAMORDNING_DAYS = 60
"""What is added to the day in a samordningsnummer."""
EVENT_YEARS = range(10, 40)
"""A date of these years (20xx) may be when something happened."""
DOUBLED = str.maketrans("0123456789", "0246813579")
"""Digit → the sum of the digits of its double."""
WRITTEN_PLAINLY = re.compile(r"(18|19|20)?(\d{6})[-+ ]?(\d{4})")


def is_number(digits: str) -> bool:
    """Are they YYMMDDNNNN or YYYYMMDDNNNN, with a day of birth and a right last digit?"""
    return _has_right_last_digit(digits) and _is_birth(digits)


def is_person(digits: str) -> bool:
    """Are they a number, and of no day when something may have happened?"""
    return not is_event(digits) and is_number(digits)


def is_event(digits: str) -> bool:
    """May the date of YYMMDDNNNN or YYYYMMDDNNNN be one when something happened?"""
    return digits[:-10] in {"", "20"} and int(digits[-10:-8]) in EVENT_YEARS


def mistyped(text: str) -> str | None:
    """YYMMDDNNNN where the text is a number but for its last digit, and one that somebody born 1940–2009 may have."""
    written = WRITTEN_PLAINLY.fullmatch(text)
    if not written:
        return None
    digits = "".join(written.groups(""))
    if not _is_birth(digits) or is_event(digits) or _has_right_last_digit(digits):
        return None
    return digits[-10:]


def _is_birth(digits: str) -> bool:
    """Does any calendar of the centuries it may be from have the day?"""
    century, year, month, day = digits[:-10], digits[-10:-8], int(digits[-8:-6]), int(digits[-6:-4])
    for first in CENTURIES & {century} if century else ("19", "20"):
        try:
            date(int(first + year), month, day - SAMORDNING_DAYS * (day > SAMORDNING_DAYS))
        except ValueError:
            continue
        return True
    return False


def _has_right_last_digit(digits: str) -> bool:
    """Luhn, without the century: every other digit doubled, the sum of all digits is whole tens."""
    return sum(map(int, digits[-10::2].translate(DOUBLED) + digits[-9::2])) % 10 == 0
