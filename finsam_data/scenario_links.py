"""A whole scenario as a short text for an address, and back.

The text is a version figure and the scenario's plain values as JSON, packed by zlib with words that it knows
beforehand, in base64url. It also carries eget kapital per year as it was when the link was made, so that a reader can
say what a change of the data has done. Links live long: KNOWN_WORDS may never change under the same version.
"""

import base64
import binascii
import json
import re
import zlib
from dataclasses import dataclass
from typing import Any

import msgspec

from finsam_data.amounts import HIGHEST_TKR
from finsam_data.scenario import Scenario
from finsam_data.scenario_files import plain_scenario
from finsam_data.scenario_values import ScenarioError, scenario_of

VERSION = "1"
LONGEST_LINK = 8_000
LARGEST_CONTENT = 64_000
MOST_YEARS = 50
EQUITY = "equity"
KNOWN_WORDS = (
    b'"decided":{"date":"202","paragraph":"\xc2\xa7 "groups":["max_cut":0.1,"new":true,"through":"202'
    b'"party_share","party":"region"lever":"opening_equity","lever":"nns_fee","lever":"county_redistribution","share":0.0'
    b'"by":2030,"lever":"ideal_share","share":1"from":2026,"lever":"cut","share":0.05"group":"kansli","lever":"cost_growth"'
    b'"lever":"region_quarter","lever":"other_income","tkr":{"2026":0,"2027":0,"2028":0,"2029":0,"2030":0}}],"made_on":"'
    b'{"equity":{"2025":,"2026":,"2027":,"2028":-,"2029":-,"2030":-},"levers":[{"insats":"IPS","lever":"insats","tkr":{'
    b'"2026":"}},{"insats":"Arbete","lever":"insats","tkr":{"2026":0,"2027":0,"2028":0}}],"made_on":"","name":"'
)
"""The likeliest last; what a link does not have to spell out."""


@dataclass(frozen=True)
class Linked:
    """What a link carries: the scenario, and eget kapital in tkr at the end of each year when it was made."""

    scenario: Scenario
    equity_tkr: dict[int, int]


def link_of(linked: Linked) -> str | None:
    """The text for an address; the same scenario always gives the same. None when it is too long for one."""
    content: dict[str, Any] = plain_scenario(linked.scenario)
    content[EQUITY] = {str(year): tkr for year, tkr in linked.equity_tkr.items()}
    plain = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=str).encode()
    if len(plain) > LARGEST_CONTENT:
        return None
    packer = zlib.compressobj(level=9, zdict=KNOWN_WORDS)
    packed = packer.compress(plain) + packer.flush()
    link = VERSION + base64.urlsafe_b64encode(packed).decode().rstrip("=")
    return link if len(link) <= LONGEST_LINK else None


def scenario_of_link(link: str) -> Linked:
    """What the link carries. Raises ScenarioError when it is broken, older, too large or breaks a rule."""
    content = _content(link)
    equity = content.pop(EQUITY, {})
    if not isinstance(equity, dict) or len(equity) > MOST_YEARS or not all(map(_is_balance, equity.items())):
        raise _broken("Den är skadad.")
    return Linked(scenario_of(content, "Länken"), {int(year): tkr for year, tkr in equity.items()})


def _content(link: str) -> dict[str, Any]:
    if len(link) > LONGEST_LINK:
        raise _broken("Den är för lång för att vara ett scenario.")
    if not re.fullmatch(r"[A-Za-z0-9_-]+", link):
        raise _broken("Den är skadad.")
    if link[0] != VERSION:
        raise _broken("Den är gjord av en annan version av programmet, eller skadad.")
    try:
        packed = base64.urlsafe_b64decode(link[1:] + "=" * (-len(link[1:]) % 4))
        unpacker = zlib.decompressobj(zdict=KNOWN_WORDS)
        plain = unpacker.decompress(packed, LARGEST_CONTENT + 1)
        if len(plain) > LARGEST_CONTENT:
            raise _broken("Den packar upp till mer än ett scenario kan vara.")
        if not unpacker.eof:
            raise _broken("Slutet saknas.")
        content = msgspec.json.decode(plain)
    except (binascii.Error, zlib.error, msgspec.DecodeError, ValueError, RecursionError) as error:
        raise _broken("Den är skadad.") from error
    if not isinstance(content, dict):
        raise _broken("Den är skadad.")
    return content


def _is_balance(entry: tuple[str, object]) -> bool:
    year, tkr = entry
    plain = isinstance(tkr, int) and not isinstance(tkr, bool) and abs(tkr) <= 100 * HIGHEST_TKR
    return plain and re.fullmatch(r"20\d\d", year) is not None


def _broken(rule: str) -> ScenarioError:
    return ScenarioError(
        "Länken till scenariot",
        f"{rule} Inget är öppnat.",
        "Kopiera hela länken på nytt, eller be avsändaren om scenariot som fil.",
    )
