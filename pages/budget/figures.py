"""The key figures of the budget page, from answers to words."""

import polars as pl

from pages.shared.html import KeyFigure
from pages.text import budget as text
from pages.text.common import DEFINITIONS
from pages.text.formats import MISSING, percent, sentence_case, tkr
from queries.allocation import AllocationGap
from queries.equity import Room
from queries.financial_frame import FinancialFrame


def money_figures(
    year: int,
    years: pl.DataFrame,
    gap: AllocationGap | None,
    frame: FinancialFrame | None,
    equity: pl.DataFrame,
    room: Room | None,
) -> list[KeyFigure]:
    """From the allocation to what is left unallocated; years as YearAllocation, equity as EquityYear."""
    return [
        _allocation(year, years),
        *_ideal(year, gap),
        _frame(year, frame),
        _equity(year, equity),
        _room(year, room),
    ]


def allocation_sentence(year: int, years: pl.DataFrame) -> str:
    """The year's allocation for the summary; nothing where none is read."""
    found = years.filter(year=year).select("allocation_tkr", "basis", "decided").rows()
    return text.allocation_words(year, *found[0]) if found else ""


def _allocation(year: int, years: pl.DataFrame) -> KeyFigure:
    label = text.FIGURES["allocation"].format(year=year)
    now, before = (next(years.filter(year=wanted).iter_rows(named=True), None) for wanted in (year, year - 1))
    if now is None:
        return KeyFigure(label, MISSING, [text.NOT_READ.format(year=year)], definition=DEFINITIONS["allocation"])
    change = [text.change(now["allocation_tkr"] - before["allocation_tkr"], year - 1)] if before else []
    state = sentence_case(text.state(now["basis"], now["decided"]))
    return KeyFigure(label, tkr(now["allocation_tkr"]), change, state, DEFINITIONS["allocation"])


def _ideal(year: int, gap: AllocationGap | None) -> list[KeyFigure]:
    ideal, missing = (text.FIGURES[name].format(year=year) for name in ("ideal", "gap"))
    if gap is None:
        why = [text.NO_IDEAL.format(year=year)]
        return [KeyFigure(label, MISSING, why, definition=DEFINITIONS["ideal"]) for label in (ideal, missing)]
    lacking = max(gap.gap_tkr, 0)
    return [
        KeyFigure(
            ideal,
            tkr(gap.ideal_tkr),
            [f"Tilldelningen är {percent(gap.share, 1)} av idealet"],
            text.PUBLISHED_IDEAL,
            DEFINITIONS["ideal"],
        ),
        KeyFigure(
            missing,
            tkr(lacking),
            [f"{percent(lacking / gap.ideal_tkr, 1)} av idealet"],
            definition=f"{DEFINITIONS['allocation']} {DEFINITIONS['ideal']}",
        ),
    ]


def _frame(year: int, frame: FinancialFrame | None) -> KeyFigure:
    label = text.FIGURES["frame"].format(year=year)
    if frame is None or frame.year != year:
        return KeyFigure(label, MISSING, [text.NOT_READ.format(year=year)], definition=text.DEFINITIONS["frame"])
    return KeyFigure(
        label,
        tkr(frame.frame.amount_tkr),
        ["Tilldelning, övriga intäkter och ingående eget kapital"],
        sentence_case(text.state(frame.basis, frame.decided)),
        text.DEFINITIONS["frame"],
    )


def _equity(year: int, equity: pl.DataFrame) -> KeyFigure:
    label = text.FIGURES["equity"].format(year=year)
    for row in equity.filter(year=year).iter_rows(named=True):
        opening = row["opening_tkr"]
        change = [text.change(row["closing_tkr"] - opening, year - 1)] if opening is not None else []
        state = sentence_case(text.state(row["basis"], row["decided"]))
        return KeyFigure(label, tkr(row["closing_tkr"]), change, state, text.DEFINITIONS["equity"])
    return KeyFigure(label, MISSING, [text.NOT_READ.format(year=year)], definition=text.DEFINITIONS["equity"])


def _room(year: int, room: Room | None) -> KeyFigure:
    if room is None:
        why = [text.NO_ROOM.format(year=year)]
        return KeyFigure(
            text.FIGURES["room"].format(year="").strip(), MISSING, why, definition=text.DEFINITIONS["room"]
        )
    compared = [f"Beslut utanför planen tar {tkr(room.decisions_tkr)}"] if room.decisions_tkr else []
    state = sentence_case(text.state("plan", False))
    return KeyFigure(
        text.FIGURES["room"].format(year=room.year),
        tkr(room.unallocated_tkr),
        compared,
        state,
        text.DEFINITIONS["room"],
    )
