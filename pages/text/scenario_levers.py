"""The levers in words: their names, what their forms ask for, and how a pulled one is told."""

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import Any

from finsam_data.errors import FinsamError
from finsam_data.scenario import InsatsAmounts, Lever
from pages.text.budget import number_tkr
from pages.text.formats import NBSP, day, listing, number

NAMES = {
    "region_quarter": "Regionens del",
    "party_share": "En part som inte matchar",
    "other_income": "Övriga intäkter och ESF",
    "insats": "En insats",
    "new_insats": "Ny insats",
    "cost_growth": "Kostnadsökning",
    "cut": "Nedskärning",
    "ideal_share": "Andel av idealet",
    "county_redistribution": "Omfördelning i länet",
    "nns_fee": "Avgift till NNS",
    "opening_equity": "Ingående eget kapital",
}
"""What the list of levers says, in its order; new_insats is the lever insats with a name of its own."""
WHAT = {
    "region_quarter": "Vad regionen ger, tkr per år. De andra parterna ger lika mycket per andel, så en krona från "
    "regionen blir {times}.",
    "party_share": "Vad parten ger i allt, tkr per år. Den lägsta andelen avgör för alla parter.",
    "other_income": "Intäkter bredvid medlemmarnas, till exempel ESF, tkr per år.",
    "insats": "Vad insatsen får kosta, tkr per år; 0 är ett uppehåll. Slutar eller börjar den mitt i ett år räknas "
    "planens belopp ned till de månader den pågår.",
    "new_insats": "En insats som inte finns i planen, tkr per år.",
    "cost_growth": "Ökning per år i stället för den antagna, i procent.",
    "cut": "Samma andel bort överallt, eller i de grupper som väljs, i procent. Räknas sist.",
    "ideal_share": "Tilldelningen går rakt till den här andelen av idealfördelningen och stannar där.",
    "county_redistribution": "Förbund över sin idealfördelning lämnar en andel per år till dem som ligger under.",
    "nns_fee": "Serviceavgiften följer tilldelningen när den skiljer sig från planens. Annars ligger planens avgift "
    "fast.",
    "opening_equity": "Eget kapital när året börjar, tkr. Får vara under noll.",
}
EMPTY_IS_PLAN = "Tomt fält är som i planen. Skriv 4500, 4 500 eller 4,5 mkr; svaret kommer med Enter eller nästa fält."
CHOOSE = "Välj spak"
SUBJECT = {"party_share": "Part", "insats": "Insats", "new_insats": "Ny insats", "cost_growth": "Kostnadsgrupp"}
PERCENT_HINT = "Skriv 2, 2,5 eller 2 %. Tomt fält är som i planen; svaret kommer med Enter eller nästa fält."
ADD_NEW = "Lägg till en ny"
LABELS = {
    "insats": "Namn på insatsen",
    "group": "Kostnadsgrupp",
    "groups": "Grupper, alla om ingen väljs",
    "share": "Procent",
    "max_cut": "Högst procent per år",
    "by": "Senast år",
    "from": "Från och med",
    "through": "Till och med",
    "on": "Ta med i scenariot",
}
DAYS = {"from": "Första dag (2026-07-01)", "through": "Sista dag (2026-12-31)"}
ASSUMED = "antaget {value}"
TO_THE_END = "sista året"
FIRST_UNDECIDED = "första obeslutade året"
SAME_AFTER = "Samma belopp åren därefter"
NO_COUNTY = "Länets förbund saknas i datamappen (county_example.yaml), så omfördelningen kan inte räknas."
COUNTY_IS_EXAMPLE = "De andra förbundens tal är exempelsiffror."


PLACES = {"tkr": "", **LABELS, "share": "procent"}
"""The name of a value in a file → how a message names it."""


def told(error: FinsamError, levers: Iterable[Lever]) -> str:
    """What is wrong, with the levers by their names on the page: Regionens del, 2026: ”ca” är inte ett belopp. …"""
    names = {lever.title: name(lever) for lever in levers}
    thing = re.sub(r"Spak (\d+(?: och \d+)?)? ?\(([^)]*)\)", lambda found: _named(found[2], names), error.thing)
    thing = re.sub(r"(\d+) \(([^)]*)\)", lambda found: _named(found[2], names), thing).replace(", tkr", "")
    for word, label in PLACES.items():
        thing = re.sub(rf", {word}$", f", {label.lower()}", thing)
    return f"{thing}: {error.rule} {error.remedy}".strip()


def _named(title: str, names: Mapping[str, str]) -> str:
    return names.get(title) or NAMES.get(title, title)


def year_label(year: int, planned: float | None) -> str:
    """2026, 9392 → 2026, planen 9 392."""
    return f"{year}" if planned is None else f"{year}, planen {number(planned)}"


def amount(tkr: float) -> str:
    """9042 → 9 042, as it stands in a field."""
    return number_tkr(tkr)


def share(value: float) -> str:
    """0.025 → 2,5 %."""
    whole = round(value * 100, 6)
    return f"{number(whole, next(n for n in range(7) if round(whole, n) == whole))}{NBSP}%"


def choice_of(lever: Lever) -> str:
    """The lever's entry in the list."""
    return "new_insats" if isinstance(lever, InsatsAmounts) and lever.new else lever.kind


def name(lever: Lever) -> str:
    """A short name of a pulled lever: Kostnadsökning kansli; an insats by its own name."""
    if isinstance(lever, InsatsAmounts):
        return lever.insats
    return f"{NAMES[lever.kind]} {lever.subject}".rstrip()


def words(lever: Any, groups: Mapping[str, str]) -> str:
    """A pulled lever told whole: Regionens del: 9 042 tkr 2026–2028. groups is cost group → label."""
    return TOLD[lever.kind](lever, groups)


def _cut(lever: Any, groups: Mapping[str, str]) -> str:
    until = f"{lever.first_year}–{lever.last_year}" if lever.last_year else f"från {lever.first_year}"
    where = listing([groups.get(group, group).lower() for group in lever.groups]) or "alla grupper"
    return f"Nedskärning {share(lever.share)} {until}, {where}"


def _growth(lever: Any, groups: Mapping[str, str]) -> str:
    since = f" från {lever.first_year}" if lever.first_year else ""
    return f"{groups.get(lever.group, lever.group)} ökar {share(lever.share)} per år{since}"


def _county(lever: Any, _: Mapping[str, str]) -> str:
    part = f", {share(lever.share)} per år" if lever.share is not None else ""
    return f"Omfördelning i länet från {lever.first_year}{part}"


def _insats(lever: Any, _: Mapping[str, str]) -> str:
    parts = [amounts(lever.tkr)] if lever.tkr else []
    parts += [f"från {day(lever.first_day)}"] if lever.first_day else []
    parts += [f"till och med {day(lever.last_day)}"] if lever.last_day else []
    return f"{'Ny: ' if lever.new else ''}{lever.insats}: {', '.join(parts)}"


def amounts(tkr: Mapping[int, float]) -> str:
    """{2026: 4500, 2027: 4500, 2028: 0} → 4 500 tkr 2026–2027, 0 tkr 2028."""
    runs: list[list[tuple[int, float]]] = []
    for _, found in groupby(enumerate(sorted(tkr.items())), key=lambda pair: (pair[1][1], pair[1][0] - pair[0])):
        runs.append([item for _, item in found])
    told = []
    for run in runs:
        first, last = run[0][0], run[-1][0]
        told.append(f"{amount(run[0][1])}{NBSP}tkr {first if first == last else f'{first}–{last}'}")
    return ", ".join(told)


TOLD: dict[str, Callable[[Any, Mapping[str, str]], str]] = {
    "region_quarter": lambda lever, _: f"{NAMES['region_quarter']}: {amounts(lever.tkr)}",
    "party_share": lambda lever, _: f"{lever.party} ger {amounts(lever.tkr)}",
    "other_income": lambda lever, _: f"Övriga intäkter: {amounts(lever.tkr)}",
    "insats": _insats,
    "cost_growth": _growth,
    "cut": _cut,
    "ideal_share": lambda lever, _: f"{share(lever.share)} av idealfördelningen senast {lever.by}",
    "county_redistribution": _county,
    "nns_fee": lambda *_: "Avgiften till NNS följer tilldelningen",
    "opening_equity": lambda lever, _: f"{NAMES['opening_equity']}: {amounts(lever.tkr)}",
}
"""Kind of lever → how a pulled one is told."""
