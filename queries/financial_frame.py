"""The ekonomiska ram of one year: where the money comes from and what it is used for. Amounts in tkr.

Asks the published tables budget_line, insats_budget and economy_fact through the answers of queries.budget and
queries.equity; what is printed is kept beside what is computed.
"""

from typing import NamedTuple

import dataframely as dy
import polars as pl

from queries.budget import TYPES, InsatsAmount, YearBudget
from queries.equity import TKR_PER_UNIT, EquityYear
from queries.remembered import remembered

PRINTED_ITEMS = {
    "individinriktad": "individinriktade insatser",
    "office": "kansli, administration",
    "strukturell": "strukturella insatser",
    "closing": "utgående eget kapital",
    "frame": "ekonomisk ram",
}
"""The part of the frame → the item of economy_fact that prints it."""


class FramePart(NamedTuple):
    """One part of the frame: its name, its amount and what the documents print for it, in tkr."""

    name: str
    amount_tkr: float
    printed_tkr: float | None


class FinancialFrame(NamedTuple):
    """contributions + other income + opening = the frame; the frame − its uses = closing.

    uses are the insatser by type (or all activities as one, where no budget per insats exists) and the office;
    rounding may keep them 1 from the printed costs, which closing rests on.
    """

    year: int
    basis: str
    decided: bool
    sources: tuple[FramePart, ...]
    frame: FramePart
    uses: tuple[FramePart, ...]
    closing: FramePart


@remembered
def financial_frame(
    year: int,
    budgets: dy.DataFrame[YearBudget],
    equity: dy.DataFrame[EquityYear],
    amounts: dy.DataFrame[InsatsAmount],
    facts: pl.DataFrame,
) -> FinancialFrame | None:
    """The year's frame; None without budget lines, an allocation or an opening balance that year."""
    found = (
        equity.select("year", "opening_tkr")
        .join(budgets, on="year")
        .filter(pl.col("opening_tkr").is_not_null(), pl.col("other_income_tkr").is_not_null(), year=year)
    )
    for row in found.iter_rows(named=True):
        printed = _printed(facts, year)
        activities = _activities(amounts, row)
        uses = {**activities, "office": row["costs_tkr"] - row["activities_tkr"]}
        income = {
            "contributions": row["income_tkr"] - row["other_income_tkr"],
            "other_income": row["other_income_tkr"],
            "opening": row["opening_tkr"],
        }
        frame = sum(income.values())
        return FinancialFrame(
            year,
            row["basis"],
            row["decided"],
            tuple(FramePart(name, amount, printed.get(name)) for name, amount in income.items()),
            FramePart("frame", frame, printed.get("frame")),
            tuple(FramePart(name, amount, printed.get(name)) for name, amount in uses.items()),
            FramePart("closing", frame - row["costs_tkr"], printed.get("closing")),
        )
    return None


@remembered
def frame_years(budgets: dy.DataFrame[YearBudget], equity: dy.DataFrame[EquityYear]) -> list[int]:
    """The years that have a frame."""
    opened = equity.filter(pl.col("opening_tkr").is_not_null()).get_column("year")
    return (
        budgets.filter(pl.col("other_income_tkr").is_not_null(), pl.col("year").is_in(opened.implode()))
        .get_column("year")
        .to_list()
    )


def _activities(amounts: dy.DataFrame[InsatsAmount], budget: dict[str, float]) -> dict[str, float]:
    """The insatser by type, where they add up to the year's activities (±1 of rounding); else all as one."""
    posts = amounts.filter(year=budget["year"])
    sums = {name: float(posts.filter(type=name).get_column("amount_tkr").sum()) for name in TYPES}
    same = not posts.is_empty() and abs(sum(sums.values()) - budget["activities_tkr"]) <= 2
    return sums if same else {"activities": budget["activities_tkr"]}


def _printed(facts: pl.DataFrame, year: int) -> dict[str, float]:
    rows = facts.filter(pl.col("unit").is_in(list(TKR_PER_UNIT)), period=str(year))
    values = {
        item: value * TKR_PER_UNIT[unit] for item, value, unit in rows.select("item", "value", "unit").iter_rows()
    }
    return {part: values[item] for part, item in PRINTED_ITEMS.items() if item in values}
