"""Eget kapital year by year, and what decisions outside the plan leave of it. Amounts in tkr.

Asks the published tables economy_fact and source, and the answers of queries.budget.
"""

from dataclasses import dataclass

import dataframely as dy
import polars as pl

from queries.budget import InsatsAmount, YearBudget
from queries.remembered import remembered

OPENING_ITEM = "ingående eget kapital"
CLOSING_WORD = "utgående"
DECISION_PREFIX = "beslut "
TKR_PER_UNIT = {"tkr": 1, "mkr": 1000}


class EquityYear(dy.Schema):
    """Eget kapital at the end of each year, in tkr. Grain: one row per year, in order.

    basis says what closing_tkr is: utfall or prognos where it is printed as the next year's opening (prognos where
    the document is older than the day it applies to), otherwise the budget's or the plan's.
    computed_tkr = opening_tkr + result_tkr; closing_tkr is the printed balance where there is one, and the next year
    starts from it. after_decisions_tkr is what is left once decisions outside the plan are paid; null before them.
    """

    year = dy.Int64(primary_key=True)
    basis = dy.String()
    decided = dy.Bool()
    opening_tkr = dy.Float64(nullable=True)
    result_tkr = dy.Float64(nullable=True)
    computed_tkr = dy.Float64(nullable=True)
    closing_tkr = dy.Float64()
    decisions_tkr = dy.Float64(nullable=True)
    after_decisions_tkr = dy.Float64(nullable=True)


@dataclass(frozen=True)
class Decision:
    """A decision to finance an insats from the first to the last year, total_tkr over them all."""

    insats: str
    first_year: int
    last_year: int
    total_tkr: float
    exact: bool
    source: str
    place: str

    @property
    def per_year_tkr(self) -> float:
        """The same amount every year."""
        return self.total_tkr / (self.last_year - self.first_year + 1)


@dataclass(frozen=True)
class Room:
    """The first planned year with money that the plan does not use: opening + unallocated − decisions = closing."""

    year: int
    opening_tkr: float
    income_tkr: float
    costs_tkr: float
    decisions_tkr: float

    @property
    def unallocated_tkr(self) -> float:
        """Planned income − planned costs."""
        return self.income_tkr - self.costs_tkr

    @property
    def closing_tkr(self) -> float:
        """What is left at the end of the year when the decisions are paid."""
        return self.opening_tkr + self.unallocated_tkr - self.decisions_tkr


@remembered
def decisions(facts: pl.DataFrame) -> list[Decision]:
    """The decisions to finance an insats over a span of years; facts as EconomyFact."""
    rows = facts.filter(
        pl.col("item").str.starts_with(DECISION_PREFIX),
        pl.col("unit").is_in(list(TKR_PER_UNIT)),
        pl.col("period").str.contains(r"^\d{4}(-\d{4})?$"),
    )
    return [
        Decision(
            row["item"].removeprefix(DECISION_PREFIX),
            int(row["period"][:4]),
            int(row["period"][-4:]),
            row["value"] * TKR_PER_UNIT[row["unit"]],
            row["exact"],
            row["source"],
            row["place"],
        )
        for row in rows.iter_rows(named=True)
    ]


@remembered
def equity_facts(facts: pl.DataFrame) -> pl.DataFrame:
    """The printed figures that eget kapital and the decisions rest on."""
    return facts.filter(
        (pl.col("item").str.to_lowercase() == OPENING_ITEM) | pl.col("item").str.starts_with(DECISION_PREFIX)
    )


@remembered
def decided_beyond_plan(made: list[Decision], amounts: dy.DataFrame[InsatsAmount], year: int) -> float:
    """What the decisions cost a year beyond what its plan already gives the same insatser, in whole tkr.

    Nothing where the plan's budget per insats is not known: then the decisions may be part of it.
    """
    planned = {row["insats"]: row["amount_tkr"] for row in amounts.filter(year=year).iter_rows(named=True)}
    if not planned:
        return 0.0
    running = [decision for decision in made if decision.first_year <= year <= decision.last_year]
    return float(round(sum(max(d.per_year_tkr - planned.get(d.insats, 0), 0) for d in running)))


@remembered
def equity_by_year(
    facts: pl.DataFrame,
    sources: pl.DataFrame,
    lines: pl.DataFrame,
    budgets: dy.DataFrame[YearBudget],
    amounts: dy.DataFrame[InsatsAmount],
) -> dy.DataFrame[EquityYear]:
    """From the first printed balance to the last planned year."""
    openings = _openings(facts, sources, lines)
    rows: dict[int, dict[str, object]] = {}
    for year, (balance, basis) in openings.items():
        former = openings.get(year - 1)
        rows[year - 1] = {
            "year": year - 1,
            "basis": basis,
            "decided": True,
            "opening_tkr": former[0] if former else None,
            "result_tkr": balance - former[0] if former else None,
            "computed_tkr": balance if former else None,
            "closing_tkr": balance,
        }
    closings = _printed_closings(lines)
    balances = {year: balance for year, (balance, _) in openings.items()}
    made, paid = decisions(facts), 0.0
    for budget in budgets.iter_rows(named=True):
        year = budget["year"]
        if year in rows or year not in balances:
            continue
        result = budget["income_tkr"] - budget["costs_tkr"]
        computed = balances[year] + result
        closing = closings.get(year, computed)
        balances.setdefault(year + 1, closing)
        extra = None if budget["decided"] else decided_beyond_plan(made, amounts, year)
        paid += extra or 0.0
        rows[year] = {
            **{name: budget[name] for name in ("year", "basis", "decided")},
            "opening_tkr": balances[year],
            "result_tkr": result,
            "computed_tkr": computed,
            "closing_tkr": closing,
            "decisions_tkr": extra,
            "after_decisions_tkr": closing - paid if paid else None,
        }
    frame = pl.DataFrame(list(rows.values()), schema=EquityYear.create_empty().schema, orient="row")
    return EquityYear.cast(frame.sort("year"))


@remembered
def first_room(equity: dy.DataFrame[EquityYear], budgets: dy.DataFrame[YearBudget], after: int) -> Room | None:
    """The first year after the given one whose plan leaves money unallocated; None where no plan does."""
    years = equity.join(budgets, on="year").filter(
        ~pl.col("decided"), pl.col("year") > after, pl.col("income_tkr") > pl.col("costs_tkr")
    )
    for row in years.iter_rows(named=True):
        numbers = (row[name] or 0.0 for name in ("opening_tkr", "income_tkr", "costs_tkr", "decisions_tkr"))
        return Room(row["year"], *numbers)
    return None


def _openings(facts: pl.DataFrame, sources: pl.DataFrame, lines: pl.DataFrame) -> dict[int, tuple[float, str]]:
    """Year → its printed opening balance and whether that was utfall or prognos when it was printed."""
    printed = facts.filter(
        pl.col("item").str.to_lowercase() == OPENING_ITEM,
        pl.col("unit").is_in(list(TKR_PER_UNIT)),
        pl.col("period").str.contains(r"^\d{4}$"),
    ).select(
        pl.col("period").cast(pl.Int64).alias("year"),
        pl.col("value") * pl.col("unit").replace_strict(TKR_PER_UNIT, return_dtype=pl.Int64),
        "source",
    )
    budgeted = lines.filter(
        pl.col("line_kind") == "saldo", pl.col("line").str.to_lowercase().str.contains(OPENING_ITEM, literal=True)
    ).select("year", pl.col("amount_tkr").cast(pl.Float64).alias("value"), "source")
    dated = dict(sources.select("source", "dated").iter_rows())
    openings: dict[int, tuple[float, str]] = {}
    for year, value, source in pl.concat([printed, budgeted]).sort("year", maintain_order=True).iter_rows():
        known = str(dated.get(source, ""))[:4] >= str(year)
        openings.setdefault(year, (value, "utfall" if known else "prognos"))
    return openings


def _printed_closings(lines: pl.DataFrame) -> dict[int, float]:
    closing = pl.col("line").str.to_lowercase().str.contains(CLOSING_WORD, literal=True)
    rows = lines.filter(pl.col("line_kind") == "saldo", closing)
    return {year: float(amount) for year, amount in rows.select("year", "amount_tkr").iter_rows()}
