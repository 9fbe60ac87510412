"""Faults to plant, one for each rule of the register's files: what is written wrong, and where it ought to be told."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.intake.people import HEADINGS, TODAY, Row


@dataclass(frozen=True)
class Fault:
    """A fault in a list of rows: the rows (by place) and columns (headings) any of which may be pointed at.

    rejects: is the row kept out of the register? keeps: rows among those that may be accepted all the same.
    """

    name: str
    rows: frozenset[int]
    columns: frozenset[str]
    rejects: bool


Planter = Callable[[random.Random, list[Row], int], tuple[set[int], set[str], bool]]


def _written(column: str, *texts: Any, rejects: bool = True) -> Planter:
    """Something that must not stand in a column."""

    def plant(rng: random.Random, rows: list[Row], at: int) -> tuple[set[int], set[str], bool]:
        rows[at].instead[column] = rng.choice(texts)
        return {at}, {column}, rejects

    return plant


def _start_after_end(rng: random.Random, rows: list[Row], at: int) -> tuple[set[int], set[str], bool]:
    _end(rows[at], rows[at].values["start_date"] - timedelta(days=rng.randint(1, 30)))
    return {at}, {"start_date", "end_date"}, True


def _end_in_future(rng: random.Random, rows: list[Row], at: int) -> tuple[set[int], set[str], bool]:
    _end(rows[at], TODAY + timedelta(days=rng.randint(1, 400)))
    return {at}, {"end_date"}, True


def _start_in_future(rng: random.Random, rows: list[Row], at: int) -> tuple[set[int], set[str], bool]:
    _open(rows[at])
    rows[at].values["start_date"] = TODAY + timedelta(days=rng.randint(1, 400))
    return {at}, {"start_date"}, True


def _no_reason(_: random.Random, rows: list[Row], at: int) -> tuple[set[int], set[str], bool]:
    _end(rows[at])
    rows[at].instead["avslutsorsak"] = None
    return {at}, {"avslutsorsak", "end_date"}, True


def _no_end(_: random.Random, rows: list[Row], at: int) -> tuple[set[int], set[str], bool]:
    _end(rows[at])
    rows[at].instead["end_date"] = None
    return {at}, {"avslutsorsak", "end_date"}, True


def _wrong_reason(*reasons: str) -> Planter:
    def plant(rng: random.Random, rows: list[Row], at: int) -> tuple[set[int], set[str], bool]:
        _end(rows[at])
        rows[at].instead["avslutsorsak"] = rng.choice(reasons)
        return {at}, {"avslutsorsak"}, True

    return plant


def _twice(rng: random.Random, rows: list[Row], at: int) -> tuple[set[int], set[str], bool]:
    """The same deltagande on a second row, just below or further down."""
    copy = Row(dict(rows[at].values))
    rows.append(copy)
    return {at, len(rows) - 1}, {"participant_id", "start_date", "insats"}, True


def _overlapping(rng: random.Random, rows: list[Row], at: int) -> tuple[set[int], set[str], bool]:
    values = rows[at].values
    _end(rows[at], values["start_date"] + timedelta(days=40))
    start = values["start_date"] + timedelta(days=rng.randint(1, 39))
    copy = Row({**values, "start_date": start, "end_date": start + timedelta(days=45)})
    rows.append(copy)
    return {at, len(rows) - 1}, {"participant_id", "start_date", "end_date", "insats"}, True


def _open_too_long(_: random.Random, rows: list[Row], at: int) -> tuple[set[int], set[str], bool]:
    """16 weeks is normal; 95 weeks and more is not."""
    _open(rows[at])
    rows[at].values |= {"insats": "Aktivitetsplatsen", "start_date": date(2023, 4, 3)}
    rows[at].values["stadsdel"] = "Farsta"
    return {at}, {"start_date", "end_date", "insats"}, False


def _after_insats(_: random.Random, rows: list[Row], at: int) -> tuple[set[int], set[str], bool]:
    """MIA Vidare ended with 2022."""
    rows[at].values["insats"] = "MIA Vidare"
    return {at}, {"start_date", "insats"}, True


def _before_insats(_: random.Random, rows: list[Row], at: int) -> tuple[set[int], set[str], bool]:
    """Novum began 2022-09-01."""
    values = rows[at].values
    values |= {"insats": "Novum", "start_date": date(2022, 3, 7), "stadsdel": "Farsta"}
    _end(rows[at], date(2024, 2, 5))
    return {at}, {"start_date", "insats"}, True


def _end_after_insats(rng: random.Random, rows: list[Row], at: int) -> tuple[set[int], set[str], bool]:
    """The insats for nyanlända ended with 2024."""
    rows[at].values["insats"] = "Hälsofrämjande insatser för nyanlända"
    _end(rows[at], date(2025, 1, rng.randint(1, 31)))
    return {at}, {"end_date", "insats"}, False


def _outgone_stadsdel(rng: random.Random, rows: list[Row], at: int) -> tuple[set[int], set[str], bool]:
    rows[at].instead["stadsdel"] = rng.choice(("Rinkeby-Kista", "Älvsjö", "Norrmalm"))
    return {at}, {"stadsdel"}, False


def _end(row: Row, day: date | None = None) -> None:
    row.values["end_date"] = day or row.values["end_date"] or row.values["start_date"] + timedelta(days=9)
    row.values["avslutsorsak"] = row.values["avslutsorsak"] or "Arbete eller studier"


def _open(row: Row) -> None:
    row.values["end_date"] = row.values["avslutsorsak"] = None


UNREADABLE = ("våren", "vecka 12", "2024-13-05", "2024-02-31", "31/9 2024", "snart", "20241345")
AMBIGUOUS = ("03/04/2024", "3/4-24", "05/06/2024", "04-05-2024")
FAULTS: dict[str, Planter] = {
    "id saknas": _written("participant_id", None, " ", "\u00a0"),
    "id är ett namn": _written("participant_id", "Anna Andersson", "Lindqvist, Bo", "Maria K. Svensson", rejects=False),
    "insats saknas": _written("insats", None, " "),
    "insats finns inte": _written("insats", "Klättergruppen", "Insats 7"),
    "insats felstavad": _written("insats", "Novumm", "FINSAM-taem"),
    "kön saknas": _written("gender", None, ""),
    "kön finns inte": _written("gender", "blå", "kvina", "7", "K/M"),
    "ålder omöjlig": _written("age", 12, "9", 80, "112", -4, "0"),
    "ålder oläslig": _written("age", "medelålders", "34,5", "30-40", "trettio", "34 eller 35"),
    "ålder ovanlig": _written("age", 15, 65, "66", 69, rejects=False),
    "utbildning finns inte": _written("education", "Doktorand på Mars", "Gymnaisum", "5"),
    "tid utan arbete finns inte": _written("time_without_work", "evigt", "3", "1–3 år"),
    "anmälare finns inte": _written("anmalare", "Grannen", "Försäkringskasan", "Polisen"),
    "stadsdel finns inte": _written("stadsdel", "Göteborg", "Fasrta", "Södermlam"),
    "stadsdel har upphört": _outgone_stadsdel,
    "start saknas": _written("start_date", None, " "),
    "start oläslig": _written("start_date", *UNREADABLE),
    "start tvetydig": _written("start_date", *AMBIGUOUS),
    "start i framtiden": _start_in_future,
    "slut oläsligt": _written("end_date", *UNREADABLE),
    "slut tvetydigt": _written("end_date", *AMBIGUOUS),
    "slut i framtiden": _end_in_future,
    "slut före start": _start_after_end,
    "slut utan orsak": _no_reason,
    "orsak utan slut": _no_end,
    "orsak finns inte": _wrong_reason("Vann på lotto", "Arbete eller stuider"),
    "orsak ur äldre lista": _wrong_reason("Aktivt arbetssökande, arbete eller studier", "Andra orsaker"),
    "samma rad två gånger": _twice,
    "överlappande deltaganden": _overlapping,
    "öppen för länge": _open_too_long,
    "start efter insatsens slut": _after_insats,
    "start före insatsens start": _before_insats,
    "slut efter insatsens slut": _end_after_insats,
}
ABOUT_INSATS = {"insats saknas", "insats finns inte", "insats felstavad", "start efter insatsens slut",
                "start före insatsens start", "slut efter insatsens slut", "öppen för länge"}  # fmt: skip
"""Faults that need the column Insats in the file."""


def planted(rng: random.Random, rows: list[Row], names: list[str]) -> list[Fault]:
    """Plant each of the faults on a row of its own, in place; the rows are longer where a fault needs a second one."""
    # Those who began long ago keep out of it: for them other lists and insatser were in use.
    recent = [place for place, row in enumerate(rows) if row.values["start_date"] >= date(2024, 1, 1)]
    places = rng.sample(recent, len(names))
    found = []
    for name, at in zip(names, places, strict=True):
        where, columns, rejects = FAULTS[name](rng, rows, at)
        found.append(Fault(name, frozenset(where), frozenset(HEADINGS[column] for column in columns), rejects))
    return found
