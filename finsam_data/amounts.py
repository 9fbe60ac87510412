"""Amounts, shares and years the way Swedes write them: ”4 500”, ”4,5 mkr”, ”4500 tkr”, ”5 %”.

Each reader gives a number or raises ValueError with a Swedish sentence that says which rule is broken.
"""

import re
from typing import TypeGuard

HIGHEST_TKR = 1_000_000
LARGEST_NUMBER = 1e15
KR_PER_UNIT = {"": 1000, "tkr": 1000, "mkr": 1_000_000, "mnkr": 1_000_000, "kr": 1, "kronor": 1}
MINUS_SIGNS = "−–‒"
SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
NUMBER = re.compile(r"([+-]?)(\d{1,3}(?: \d{3})+|\d+)(?:[.,](\d+))?")
AMOUNT = re.compile(rf"{NUMBER.pattern} ?(tkr|mn?kr|kr|kronor)?", re.IGNORECASE)
SHARE = re.compile(rf"{NUMBER.pattern} ?(%|procent)?", re.IGNORECASE)
YEAR = re.compile(r"(19|20)\d\d")


def tkr(value: object, negative: bool = False) -> float:
    """An amount in tkr, of a number or a text; negative ones only where they make sense."""
    if isinstance(value, str):
        amount = _amount(value)
    elif _is_number(value):
        amount = float(value)
    else:
        raise ValueError(f"”{_shown(value)}” är inte ett belopp.")
    if amount < 0 and not negative:
        raise ValueError(f"{_shown(value)} är ett negativt belopp; det ska vara 0 eller mer.")
    if abs(amount) > HIGHEST_TKR:
        raise ValueError(f"{_shown(value)} är orimligt mycket; högst 1 000 000 tkr (en miljard kronor) godtas.")
    return amount + 0.0


def share(value: object) -> float:
    """A share as 0–1, of 0.02, ”0,02” or ”2 %”."""
    if isinstance(value, str):
        found = SHARE.fullmatch(_plain(value))
        if not found:
            raise ValueError(f"”{_shown(value)}” är inte en andel.")
        number = _number(found)
        return number / 100 if found[4] else number
    if _is_number(value):
        return float(value) + 0.0
    raise ValueError(f"”{_shown(value)}” är inte en andel.")


def year(value: object) -> int:
    """A calendar year, of 2026 or ”2026”."""
    if isinstance(value, bool) or not isinstance(value, int | str) or not YEAR.fullmatch(str(value).strip()):
        raise ValueError(f"”{_shown(value)}” är inte ett år.")
    return int(value)


def _is_number(value: object) -> TypeGuard[int | float]:
    """A finite number that fits a float; yes and no are none."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < LARGEST_NUMBER


def _amount(text: str) -> float:
    found = AMOUNT.fullmatch(_plain(text))
    if not found:
        raise ValueError(f"”{_shown(text)}” är inte ett belopp.")
    unit = (found[4] or "").lower()
    if KR_PER_UNIT[unit] <= 1000 and len(found[3] or "") == 3:
        raise ValueError(f"”{_shown(text)}” går att läsa på två sätt, med decimaler eller med tusental.")
    return _number(found) * KR_PER_UNIT[unit] / 1000


def _number(found: re.Match[str]) -> float:
    return float(f"{found[1]}{found[2].replace(' ', '')}.{found[3] or 0}")


def _plain(text: str) -> str:
    """One kind of space and one kind of minus."""
    plain = SPACES.sub(" ", text).strip()
    for sign in MINUS_SIGNS:
        plain = plain.replace(sign, "-")
    return plain.replace("- ", "-")


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else f"{text[:40]}…"
