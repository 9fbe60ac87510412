"""A scenario as plain values made into typed levers. What is wrong is told by lever and rule, in Swedish."""

import difflib
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

import msgspec

from finsam_data import amounts
from finsam_data.errors import FinsamError
from finsam_data.scenario import LEVERS, AnyLever, Lever, Minute, OpeningEquity, Scenario

LONGEST_TEXT = 200
SEE_FORMAT = "Formatet står i: python finsam.py project --list-levers"
SHARE_LIMITS = {"cost_growth": (-0.5, 0.5), "cut": (0, 1), "ideal_share": (0, 2), "county_redistribution": (0, 1)}
"""Kind of lever → lowest and highest share that makes sense."""

Value = TypeVar("Value")


class ScenarioError(FinsamError):
    """A scenario breaks a rule; thing names the lever."""


def scenario_of(content: object, thing: str = "Scenariot") -> Scenario:
    """A scenario from plain values, such as an address carries; the same rules as for a file."""
    content = _mapping(content, thing, "name och levers")
    _no_others(content, ("name", "levers", "decided", "made_on"), thing)
    name = _text(content.get("name"), "name", thing)
    levers = content.get("levers") or []
    if not isinstance(levers, list):
        raise ScenarioError(thing, "”levers” ska vara en lista med spakar.", SEE_FORMAT)
    made_on = content.get("made_on")
    return Scenario(
        name,
        tuple(lever_of(lever, place) for place, lever in enumerate(levers, 1)),
        None if content.get("decided") is None else _minute(content["decided"], thing),
        None if made_on is None else _text(made_on, "made_on", thing),
    )


def lever_of(content: object, place: int = 1) -> AnyLever:
    """One lever from plain values; place is its number in the list, for the message."""
    thing = f"Spak {place}"
    content = _mapping(content, thing, "lever och dess värden")
    kind = content.get("lever")
    if not isinstance(kind, str) or kind not in LEVERS:
        raise ScenarioError(
            thing,
            "Spakens sort saknas (lever)." if kind is None else f"Spaken ”{_short(kind)}” finns inte.",
            f"{_meant(kind, LEVERS)}Spakarna är: {', '.join(LEVERS)}.",
        )
    thing = f"{thing} ({kind})"
    fields = {field.encode_name: field for field in msgspec.structs.fields(LEVERS[kind])}
    _no_others(content, ("lever", *fields), thing)
    values: dict[str, Any] = {}
    for name, field in fields.items():
        if content.get(name) is not None:
            values[field.name] = READERS[name](content[name], f"{thing}, {name}", LEVERS[kind])
        elif field.required:
            raise ScenarioError(thing, f"Värdet ”{name}” saknas.", f"Lägg till det. {SEE_FORMAT}")
    lever = LEVERS[kind](**values)
    _check_whole(lever, thing)
    return lever  # type: ignore[return-value]


def _read_amounts(content: object, thing: str, kind: type[Lever]) -> dict[int, float]:
    if not isinstance(content, dict) or not content:
        raise ScenarioError(thing, "Beloppen ska anges per år.", "Skriv till exempel tkr: {2026: 4500}.")
    read: dict[int, float] = {}
    for key, value in content.items():
        year = _by(amounts.year, key, thing, "Skriv året med fyra siffror, till exempel 2026.")
        if year in read:
            raise ScenarioError(thing, f"År {year} anges två gånger.", "Behåll det ena beloppet.")
        read[year] = _by(
            lambda value: amounts.tkr(value, negative=kind is OpeningEquity),
            value,
            f"{thing}, {year}",
            "Skriv beloppet som 4500, ”4 500” eller ”4,5 mkr”.",
        )
    return dict(sorted(read.items()))


def _read_share(content: object, thing: str, kind: type[Lever]) -> float:
    low, high = SHARE_LIMITS[str(kind.__struct_config__.tag)]
    remedy = "Skriv andelen som 0,02 eller ”2 %”."
    share = _by(amounts.share, content, thing, remedy)
    if not low <= share <= high:
        raise ScenarioError(thing, f"Andelen ska ligga mellan {low * 100:.0f} % och {high * 100:.0f} %.", remedy)
    return share


def _read_text(content: object, thing: str, kind: type[Lever]) -> str:
    return _text(content, thing.rpartition(", ")[2], thing.rpartition(", ")[0])


def _read_texts(content: object, thing: str, kind: type[Lever]) -> tuple[str, ...]:
    texts = content if isinstance(content, list) else [content]
    return tuple(dict.fromkeys(sorted(_read_text(text, thing, kind) for text in texts)))


def _read_flag(content: object, thing: str, kind: type[Lever]) -> bool:
    if not isinstance(content, bool):
        raise ScenarioError(thing, "Värdet ska vara true eller false.", "Skriv true om det gäller, annars ingenting.")
    return content


def _read_year(content: object, thing: str, kind: type[Lever]) -> int:
    return _by(amounts.year, content, thing, "Skriv året med fyra siffror, till exempel 2026.")


def _read_day_or_year(content: object, thing: str, kind: type[Lever]) -> date | int:
    """The insats lever runs between days; the others between whole years."""
    return _day(content, thing) if kind is LEVERS["insats"] else _read_year(content, thing, kind)


Reader = Callable[[object, str, type[Lever]], Any]

READERS: dict[str, Reader] = {
    "tkr": _read_amounts,
    "share": _read_share,
    "max_cut": _read_share,
    "by": _read_year,
    "from": _read_day_or_year,
    "through": _read_day_or_year,
    "insats": _read_text,
    "party": _read_text,
    "group": _read_text,
    "groups": _read_texts,
    "new": _read_flag,
}
"""The name of a value in a file → how it is read; a name means the same in every lever."""


def _check_whole(lever: Lever, thing: str) -> None:
    """Rules between a lever's own values."""
    fields = msgspec.structs.asdict(lever)
    first, last = fields.get("first_year"), fields.get("last_year")
    if first and last and first > last:
        raise ScenarioError(thing, f"Den börjar {first} och slutar redan {last}.", "Byt plats på from och through.")
    if "insats" in fields and not (fields["tkr"] or fields["first_day"] or fields["last_day"]):
        raise ScenarioError(thing, "Spaken ändrar ingenting.", "Ange belopp per år (tkr) eller en dag (from, through).")
    if fields.get("new") and not fields["tkr"]:
        raise ScenarioError(thing, "En ny insats behöver belopp per år.", "Skriv till exempel tkr: {2026: 2000}.")
    if "insats" in fields and fields["group"] and not fields["new"]:
        raise ScenarioError(
            thing, "Bara en ny insats får välja kostnadsgrupp.", "Ta bort group, eller skriv new: true."
        )


def _minute(content: object, thing: str) -> Minute:
    thing = f"{thing}, decided"
    fields = _mapping(content, thing, "date och paragraph")
    _no_others(fields, ("date", "paragraph"), thing)
    return Minute(_day(fields.get("date"), f"{thing}, date"), _text(fields.get("paragraph"), "paragraph", thing))


def _day(content: object, thing: str) -> date:
    try:
        return date.fromisoformat(str(content))
    except ValueError as error:
        raise ScenarioError(thing, f"”{_short(content)}” är inte ett datum.", "Skriv det som 2026-07-01.") from error


def _text(content: object, name: str, thing: str) -> str:
    text = unicodedata.normalize("NFC", content).strip() if isinstance(content, str) else ""
    if not text or len(text) > LONGEST_TEXT or any(unicodedata.category(sign)[0] == "C" for sign in text):
        raise ScenarioError(
            thing,
            f"”{name}” ska vara en text på en rad med 1–{LONGEST_TEXT} tecken.",
            "Skriv texten inom citattecken.",
        )
    return text


def _mapping(content: object, thing: str, expected: str) -> dict[Any, Any]:
    if not isinstance(content, dict):
        raise ScenarioError(thing, f"Här väntas {expected}, skrivet som namn: värde.", SEE_FORMAT)
    return content


def _no_others(content: dict[Any, Any], known: tuple[str, ...], thing: str) -> None:
    if others := [name for name in content if name not in known]:
        raise ScenarioError(
            thing,
            f"”{_short(others[0])}” är ett okänt värde här.",
            f"{_meant(others[0], known)}Här får stå: {', '.join(known)}.",
        )


def _by(reader: Callable[[object], Value], content: object, thing: str, remedy: str) -> Value:
    try:
        return reader(content)
    except ValueError as error:
        raise ScenarioError(thing, str(error), remedy) from error


def _meant(written: object, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(str(written), list(known), 1)
    return f"Menade du ”{close[0]}”? " if close else ""


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else f"{text[:40]}…"
