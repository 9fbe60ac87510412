"""The plan line by line, carried on by the assumptions: what every scenario is a change of. Amounts in tkr.

Asks the tables budget_line, insats_budget, allocation and ideal_allocation. The first year is the last with a decided
budget; planned years follow as printed; the years after the plan are its last year and the assumptions.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import msgspec
import polars as pl

from finsam_data.assumptions import Assumptions, CostGroup
from finsam_data.county import County
from finsam_data.errors import DataError
from finsam_data.forbund import FORBUND_FILE, Forbund, Party
from queries.budget import year_budgets
from queries.equity import CLOSING_WORD, OPENING_ITEM
from queries.scenarios.lines import CostLine, cost_lines

PROJECTED = "projektion"


@dataclass(frozen=True)
class Balances:
    """What the plan prints of eget kapital, year → tkr; years without a printed figure are absent."""

    opening: dict[int, float]
    closing: dict[int, float]
    result: dict[int, float]


@dataclass(frozen=True, eq=False)
class Baseline:
    """All that a projection starts from, year → tkr. Two are the same when their fingerprints are.

    party_tkr is what each party pays and quarter_tkr the lowest amount per share. basis is budget or plan as in the
    tables, projektion after them. ideal_published is the last year whose ideal is printed.
    """

    forbund: Forbund
    assumptions: Assumptions
    county: County | None
    years: tuple[int, ...]
    first_undecided: int
    last_plan: int
    basis: dict[int, str]
    party_tkr: dict[int, dict[str, float]]
    quarter_tkr: dict[int, float]
    other_income_tkr: dict[int, float]
    costs: tuple[CostLine, ...]
    ideal_tkr: dict[int, float]
    ideal_published: int | None
    printed: Balances
    known_insatser: tuple[str, ...]

    @property
    def shares(self) -> int:
        """How many shares the parties pay together."""
        return sum(party.shares for party in self.forbund.parties)

    @property
    def region(self) -> Party | None:
        """The party with the role of region; None where the förbund has none."""
        return next((party for party in self.forbund.parties if party.role == "region"), None)

    @cached_property
    def groups(self) -> dict[str, CostGroup]:
        """Name → cost group."""
        return {group.name: group for group in self.assumptions.cost_groups}

    @cached_property
    def opening_tkr(self) -> float:
        """Eget kapital at the start of the first year."""
        return self.printed.opening[self.years[0]]

    @cached_property
    def rounding_tkr(self) -> dict[int, float]:
        """What the printed closing balance has beside opening + income − costs, in the years that print one."""
        found: dict[int, float] = {}
        equity = self.opening_tkr
        for year in self.years:
            income = sum(self.party_tkr[year].values()) + self.other_income_tkr[year]
            equity += income - sum(line.amounts[year] for line in self.costs)
            if year in self.printed.closing and year <= self.last_plan:
                found[year] = self.printed.closing[year] - equity
                equity = self.printed.closing[year]
        return {year: tkr for year, tkr in found.items() if tkr}

    @cached_property
    def fingerprint(self) -> str:
        """Changes whenever any number or name changes that a projection rests on."""
        content = (
            [(party.name, party.role, party.shares) for party in self.forbund.parties],
            self.known_insatser,
            self.assumptions,
            self.county,
            self.basis,
            self.party_tkr,
            self.other_income_tkr,
            self.costs,
            self.ideal_tkr,
            self.printed,
        )
        return hashlib.sha256(msgspec.json.encode(content)).hexdigest()[:12]


def baseline(
    budget_lines: pl.DataFrame,
    insats_budget: pl.DataFrame,
    allocation: pl.DataFrame,
    ideal: pl.DataFrame,
    forbund: Forbund,
    assumptions: Assumptions,
    county: County | None = None,
) -> Baseline:
    """The plan and its continuation. Raises DataError naming the table that cannot carry a projection."""
    budgets = {row["year"]: row for row in year_budgets(budget_lines, allocation).iter_rows(named=True)}
    plan = _planned_years(budgets, assumptions.last_year)
    years = range(plan[0], max(assumptions.last_year, plan[-1]) + 1)
    ideal_tkr, ideal_published = _ideal(ideal, years, assumptions.value("ideal_increase"))
    party_tkr = _party_amounts(allocation, forbund, plan)
    quarter_tkr = {year: min(party_tkr[year][p.name] / p.shares for p in forbund.parties) for year in plan}
    other_tkr = {year: budgets[year]["income_tkr"] - sum(party_tkr[year].values()) for year in plan}
    for year in range(plan[-1] + 1, years[-1] + 1):
        quarter_tkr[year] = quarter_tkr[year - 1] + assumptions.value("region_increase")
        party_tkr[year] = {party.name: quarter_tkr[year] * party.shares for party in forbund.parties}
        other_tkr[year] = assumptions.value("other_income")
    costs = {year: budgets[year]["costs_tkr"] for year in plan}
    named = insats_budget.filter(pl.col("line_kind") == "post").get_column("insats")
    return Baseline(
        forbund=forbund,
        assumptions=assumptions,
        county=county,
        years=tuple(years),
        first_undecided=plan[0] + 1,
        last_plan=plan[-1],
        basis={year: budgets[year]["basis"] if year in plan else PROJECTED for year in years},
        party_tkr=party_tkr,
        quarter_tkr=quarter_tkr,
        other_income_tkr=other_tkr,
        costs=cost_lines(budget_lines, insats_budget, costs, years, assumptions),
        ideal_tkr=ideal_tkr,
        ideal_published=ideal_published,
        printed=_balances(budget_lines, plan[0]),
        known_insatser=tuple(dict.fromkeys([*named, *(insats.name for insats in forbund.insatser)])),
    )


def _planned_years(budgets: dict[int, dict[str, object]], last_year: int) -> list[int]:
    """The last decided budget and the planned years that follow without a gap."""
    decided = [year for year, budget in budgets.items() if budget["decided"]]
    if not decided or max(decided) > last_year:
        raise DataError(
            "budget_line",
            f"Tabellen har inget beslutat budgetår till och med {last_year} att räkna vidare från.",
            "Lägg in den senast beslutade budgeten, eller ändra last_year i assumptions.yaml.",
        )
    plan = [max(decided)]
    while plan[-1] + 1 in budgets:
        plan.append(plan[-1] + 1)
    return plan


def _party_amounts(allocation: pl.DataFrame, forbund: Forbund, plan: Sequence[int]) -> dict[int, dict[str, float]]:
    rows = allocation.select("year", pl.col("party").cast(pl.String), "allocation_tkr").iter_rows()
    paid = {(year, party): float(tkr) for year, party, tkr in rows}
    if idle := [party.name for party in forbund.parties if party.shares < 1]:
        raise DataError(
            FORBUND_FILE, f"{idle[0]} har ingen andel av tilldelningen.", "Ge parten minst en andel (shares)."
        )
    lost = [(year, p.name) for year in plan for p in forbund.parties if (year, p.name) not in paid]
    if lost:
        raise DataError("allocation", f"Tilldelningen från {lost[0][1]} {lost[0][0]} saknas.", "Lägg in raden.")
    return {year: {party.name: paid[year, party.name] for party in forbund.parties} for year in plan}


def _balances(budget_lines: pl.DataFrame, first_year: int) -> Balances:
    balances = Balances({}, {}, {})
    for kind, line, year, amount in budget_lines.select("line_kind", "line", "year", "amount_tkr").iter_rows():
        if kind == "resultat":
            balances.result[year] = float(amount)
        elif kind == "saldo" and OPENING_ITEM in line.lower():
            balances.opening[year] = float(amount)
        elif kind == "saldo" and CLOSING_WORD in line.lower():
            balances.closing[year] = float(amount)
    if first_year not in balances.opening:
        raise DataError(
            "budget_line",
            f"Ingående eget kapital {first_year} saknas.",
            "Lägg in det som en rad av slaget saldo med namnet ”Ingående eget kapital”.",
        )
    return balances


def _ideal(ideal: pl.DataFrame, years: Sequence[int], increase: float) -> tuple[dict[int, float], int | None]:
    """The published ideal, and after the last published that one grown as assumed; earlier years have none."""
    published = {year: float(tkr) for year, tkr in ideal.select("year", "ideal_tkr").iter_rows() if year <= years[-1]}
    found: dict[int, float] = {}
    for year in years:
        if known := [earlier for earlier in published if earlier <= year]:
            found[year] = published[max(known)] * (1 + increase) ** (year - max(known))
    return found, max(published, default=None)
