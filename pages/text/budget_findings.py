"""What stands out in the money, said in sentences from its numbers. A förbund without these facts gets none of them."""

from itertools import pairwise

import polars as pl

from pages.text.budget import decision_words
from pages.text.formats import MINUS, MONTHS, listing, number, signed, tkr
from queries.budget import PlannedToZero
from queries.equity import Decision, Room


def zero_introduction(zero: list[PlannedToZero], made: list[Decision]) -> str:
    """Who gets nothing in the plan, and for which of them no decision is read."""
    if not zero:
        return ""
    names = [planned.insats for planned in zero]
    decided = {decision.insats for decision in made}
    said = f"{listing(names)} är {_planned(len(names))} till 0 tkr från {zero[0].first_year}."
    if without := [name for name in names if name not in decided]:
        said += f" För {listing(without)} finns inget inläst beslut om pengar utanför planen."
    return said


def frame_findings(
    room: Room | None,
    zero: list[PlannedToZero],
    made: list[Decision],
    documents: pl.DataFrame,
    budgets: pl.DataFrame,
) -> list[str]:
    """The room, what the plan leaves out, what is decided outside it, and a fall in other income.

    documents as Source, budgets as YearBudget.
    """
    said = []
    if room:
        said.append(
            f"I planen för {room.year} är {tkr(room.unallocated_tkr)} ofördelade: "
            f"intäkter {tkr(room.income_tkr)} minus kostnader {tkr(room.costs_tkr)}."
        )
        decided = {decision.insats for decision in made}
        left_out = [planned.insats for planned in zero if planned.insats in decided]
        if left_out:
            both = "båda " if len(left_out) == 2 else ""
            said[-1] += f" Men {listing(left_out)} är {both}{_planned(len(left_out))} till 0 tkr."
        if room.decisions_tkr:
            said += _decided(room, made, dict(documents.select("source", "dated").iter_rows()))
    return said + _falls(list(budgets.drop_nulls("other_income_tkr").select("year", "other_income_tkr").iter_rows()))


def _planned(count: int) -> str:
    return "planerad" if count == 1 else "planerade"


def _decided(room: Room, made: list[Decision], documents: dict[str, str]) -> list[str]:
    running = [decision for decision in made if decision.first_year <= room.year <= decision.last_year]
    first, last = min(d.first_year for d in running), max(d.last_year for d in running)
    dates = dict.fromkeys(_dated(documents[d.source]) for d in running if documents.get(d.source))
    when = f" {listing(list(dates))}" if dates else ""
    places = listing(list(dict.fromkeys(d.place for d in running)))
    span = f"{first}–{last}" if last > first else f"{first}"
    more = room.decisions_tkr - room.unallocated_tkr
    compared = (
        "mer än det ofördelade"
        if more > 0
        else "mindre än det ofördelade"
        if more < 0
        else "lika mycket som det ofördelade"
    )
    equation = (
        f"{number(room.opening_tkr)} {signed(room.unallocated_tkr).replace('+', '+ ')} {MINUS} "
        f"{number(room.decisions_tkr)} = {tkr(room.closing_tkr)}"
    )
    return [
        f"Styrelsen beslutade{when} ({places}) att ge {decision_words(running)} för {span}. Det är omkring "
        f"{tkr(room.decisions_tkr)} om året utöver planen, {compared}.",
        f"Kvar i slutet av {room.year}: {equation}. {_verdict(room)}",
    ]


def _verdict(room: Room) -> str:
    if room.closing_tkr < 0:
        return "Eget kapital får inte bli mindre än noll."
    if room.closing_tkr < room.opening_tkr:
        return "Hela utrymmet är alltså använt."
    return f"Utrymmet minskar från {tkr(room.unallocated_tkr)} till {tkr(room.unallocated_tkr - room.decisions_tkr)}."


def _falls(other_income: list[tuple[int, float]]) -> list[str]:
    """Every time other income is more than halved from one year to the next."""
    return [
        f"Övriga intäkter faller från {tkr(before)} {year} till {tkr(after)} {next_year}."
        for (year, before), (next_year, after) in pairwise(other_income)
        if before > 0 and after < before / 2
    ]


def _dated(written: str) -> str:
    """2025-05-23 → i maj 2025; 2025 → 2025."""
    year, month = written[:4], written[5:7]
    return f"i {MONTHS[int(month) - 1]} {year}" if month.isdigit() and 1 <= int(month) <= len(MONTHS) else year
