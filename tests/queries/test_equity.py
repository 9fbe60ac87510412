"""Eget kapital year by year, and the frame it is part of."""

import polars as pl
import pytest

from queries.budget import insats_amounts, year_budgets
from queries.equity import Decision, EquityYear, decisions, equity_by_year, equity_facts, first_room
from queries.financial_frame import financial_frame, frame_years
from tests.builders import frame, row

PLAN = {"basis": "plan", "decided": False}


def line(line_no, section, name, year, amount, kind="post", **rest):
    of = {"line_no": line_no, "section": section, "line": name, "year": year, "amount_tkr": amount, "line_kind": kind}
    return row("budget_line", source="plan-2025", **of, **rest)


def fact(item, period, value, unit="tkr", source="plan-2025", exact=True):
    return row(
        "economy_fact", item=item, period=period, value=float(value), unit=unit, source=source, place="§ 1", exact=exact
    )


LINES = frame(
    "budget_line",
    line(1, "intakter", "Summa intäkter", 2025, 700, "summa"),
    line(2, "aktiviteter", "Insatser", 2025, 500),
    line(3, "kansli", "Löner", 2025, 251),
    line(4, "kostnader", "Summa kostnader", 2025, 751, "summa"),
    line(5, "eget kapital", "Utgående eget kapital", 2025, 48, "saldo"),
    line(1, "intakter", "Summa intäkter", 2026, 700, "summa", **PLAN),
    line(4, "kostnader", "Summa kostnader", 2026, 600, "summa", **PLAN),
    line(1, "intakter", "Summa intäkter", 2027, 700, "summa", **PLAN),
    line(4, "kostnader", "Summa kostnader", 2027, 600, "summa", **PLAN),
)
FACTS = frame(
    "economy_fact",
    fact("ingående eget kapital", "2024", 20),
    fact("ingående eget kapital", "2025", 100),
    fact("beslut A", "2026-2028", 0.45, "mkr", exact=False),
    fact("ekonomisk ram", "2025", 800),
    fact("kansli, administration", "2025", 252),
    fact("medlemmarnas tilldelning", "2025", 650),
)
SOURCES = frame("source", row("source", source="plan-2025", dated="2024-11-22"))
ALLOCATION = frame("allocation", row("allocation", year=2025, allocation_tkr=650.0))
AMOUNTS = frame(
    "insats_budget",
    row("insats_budget", insats="A", year=2025, amount_tkr=500),
    row("insats_budget", insats="A", year=2026, amount_tkr=0, **PLAN),
    row("insats_budget", insats="A", year=2027, amount_tkr=0, **PLAN),
)


@pytest.fixture
def budgets():
    return year_budgets(LINES, ALLOCATION)


@pytest.fixture
def amounts():
    return insats_amounts(AMOUNTS)


@pytest.fixture
def equity(budgets, amounts):
    return equity_by_year(FACTS, SOURCES, LINES, budgets, amounts)


def of(equity, year):
    return equity.row(by_predicate=pl.col("year") == year, named=True)


def test_an_opening_balance_closes_the_year_before(equity):
    assert of(equity, 2023)["closing_tkr"] == 20
    assert of(equity, 2024)["result_tkr"] == 100 - 20


def test_a_balance_printed_before_its_day_is_a_forecast(equity):
    """The plan is dated in November 2024: the opening of 2024 is then known, that of 2025 is not."""
    assert [of(equity, year)["basis"] for year in (2023, 2024, 2025, 2026)] == ["utfall", "prognos", "budget", "plan"]


def test_the_next_year_starts_from_the_printed_balance(equity):
    now = of(equity, 2025)
    assert now["computed_tkr"] == 100 + 700 - 751
    assert now["closing_tkr"] == 48  # as printed, one less
    assert of(equity, 2026)["opening_tkr"] == 48


def test_decisions_outside_the_plan_are_taken_from_what_is_left(equity):
    """450 over three years is 150 a year: 48 + 100 − 150 = −2, then 148 + 100 − 300 = −52."""
    assert of(equity, 2026)["after_decisions_tkr"] == 48 + (700 - 600) - 450 / 3
    assert of(equity, 2027)["after_decisions_tkr"] == 48 + 2 * (700 - 600) - 2 * 450 / 3
    assert of(equity, 2025)["after_decisions_tkr"] is None


def test_money_that_the_plan_already_has_is_not_taken_twice(budgets):
    planned = AMOUNTS.with_columns(amount_tkr=pl.when(pl.col("year") == 2026).then(120).otherwise("amount_tkr"))
    equity = equity_by_year(FACTS, SOURCES, LINES, budgets, insats_amounts(planned))
    assert of(equity, 2026)["decisions_tkr"] == 450 / 3 - 120


def test_without_a_budget_per_insats_no_decision_is_known_to_be_outside_the_plan(budgets):
    equity = equity_by_year(FACTS, SOURCES, LINES, budgets, insats_amounts(AMOUNTS.clear()))
    assert of(equity, 2026)["decisions_tkr"] == 0
    assert of(equity, 2026)["after_decisions_tkr"] is None


def test_a_decision_is_read_from_the_protocol():
    assert decisions(FACTS) == [Decision("A", 2026, 2028, 450.0, False, "plan-2025", "§ 1")]
    assert equity_facts(FACTS).get_column("item").to_list()[-1] == "beslut A"


def test_the_room_is_the_first_planned_year_with_money_left(equity, budgets):
    room = first_room(equity, budgets, 2025)
    assert (room.year, room.unallocated_tkr) == (2026, 700 - 600)
    assert room.closing_tkr == 48 + 100 - 150
    assert first_room(equity, budgets, 2027) is None


def test_the_frame_is_allocation_other_income_and_opening_balance(equity, budgets, amounts):
    frame = financial_frame(2025, budgets, equity, amounts, FACTS)
    assert {part.name: part.amount_tkr for part in frame.sources} == {
        "contributions": 650,
        "other_income": 700 - 650,
        "opening": 100,
    }
    assert frame.frame == ("frame", 650 + 50 + 100, 800)
    assert frame.uses[-1] == ("office", 751 - 500, 252)  # printed as one more
    assert frame.closing.amount_tkr == 800 - 751


def test_without_insatser_the_activities_are_one_use(equity, budgets):
    frame = financial_frame(2025, budgets, equity, insats_amounts(AMOUNTS.clear()), FACTS)
    assert [part.name for part in frame.uses] == ["activities", "office"]


def test_a_year_without_an_allocation_has_no_frame(equity, budgets, amounts):
    assert frame_years(budgets, equity) == [2025]
    assert financial_frame(2026, budgets, equity, amounts, FACTS) is None


def test_without_facts_there_is_nothing(budgets, amounts):
    equity = equity_by_year(FACTS.clear(), SOURCES.clear(), LINES, budgets, amounts)
    assert equity.is_empty()
    assert first_room(equity, budgets, 2025) is None


def test_answers_keep_their_schema(equity):
    EquityYear.validate(equity)
