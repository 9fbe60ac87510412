"""What is budgeted, and whether the printed sums add up."""

import pytest

from queries.allocation import allocation_by_year
from queries.budget import (
    InsatsAmount,
    PlannedToZero,
    SumCheck,
    YearBudget,
    insats_amounts,
    money_year,
    nearest_year,
    planned_to_zero,
    sum_checks,
    year_budgets,
)
from tests.builders import frame, row


def line(line_no, section, name, amount, kind="post", parent=None, **rest):
    return row(
        "budget_line",
        **{"line_no": line_no, "section": section, "line": name, "amount_tkr": amount, "line_kind": kind},
        parent=parent,
        **rest,
    )


LINES = frame(
    "budget_line",
    line(1, "intakter", "Parterna", 600, parent="Summa intäkter"),
    line(2, "intakter", "Bidrag", 101, parent="Summa intäkter"),
    line(3, "intakter", "Summa intäkter", 700, "summa"),
    line(4, "aktiviteter", "Insatser", 400, parent="Summa aktiviteter"),
    line(5, "aktiviteter", "Summa aktiviteter", 400, "summa", "Summa kostnader"),
    line(6, "kansli", "Löner", 250, parent="Summa kostnader"),
    line(7, "kostnader", "Summa kostnader", 650, "summa"),
    line(8, "resultat", "Årets resultat", 50, "resultat"),
)
ALLOCATION = frame("allocation", row("allocation", year=2024, allocation_tkr=600.0))
NO_LINES, NO_ALLOCATION = frame("budget_line"), frame("allocation")
NO_INSATSER = frame("insats_budget")


def insats(name, year, amount, **rest):
    return row("insats_budget", insats=name, year=year, amount_tkr=amount, **rest)


PLAN = {"basis": "plan", "decided": False}


def test_income_and_costs_are_the_printed_sums():
    year = year_budgets(LINES, ALLOCATION).row(0, named=True)
    assert (year["income_tkr"], year["costs_tkr"], year["activities_tkr"]) == (700, 650, 400)
    assert year["other_income_tkr"] == 700 - 600


def test_without_printed_sums_the_lines_are_summed():
    year = year_budgets(LINES.filter(line_kind="post"), ALLOCATION).row(0, named=True)
    assert (year["income_tkr"], year["costs_tkr"]) == (600 + 101, 400 + 250)


def test_without_an_allocation_other_income_is_unknown():
    assert year_budgets(LINES, NO_ALLOCATION).get_column("other_income_tkr").to_list() == [None]


def test_a_sum_is_held_against_its_lines_and_a_result_against_the_sums():
    checks = {(c["line"], c["year"]): c for c in sum_checks(LINES, NO_INSATSER).iter_rows(named=True)}
    assert checks["Summa intäkter", 2024]["difference_tkr"] == 700 - (600 + 101)
    assert checks["Summa kostnader", 2024]["difference_tkr"] == 650 - (400 + 250)
    assert checks["Årets resultat", 2024]["difference_tkr"] == 50 - (700 - 650)


def test_insatser_are_summed_by_type_and_the_total_by_its_printed_sums():
    rows = frame(
        "insats_budget",
        insats("A", 2024, 10),
        insats("B", 2024, 5),
        insats("Summa individinriktade", 2024, 16, line_kind="summa"),
        insats("C", 2024, 4, type="strukturell"),
        insats("Summa strukturella", 2024, 4, type="strukturell", line_kind="summa"),
        insats("Totalt", 2024, 20, type="totalt", line_kind="summa"),
    )
    checks = sum_checks(NO_LINES, rows)
    assert checks.select("group", "difference_tkr").rows() == [
        ("individinriktad", 16 - (10 + 5)),
        ("strukturell", 0),
        ("totalt", 20 - (16 + 4)),
    ]


def test_insatser_keep_the_plans_order_individual_first():
    rows = frame("insats_budget", insats("C", 2024, 4, type="strukturell"), insats("B", 2024, 5), insats("A", 2024, 1))
    assert insats_amounts(rows).get_column("insats").to_list() == ["B", "A", "C"]


def test_only_insatser_with_decided_money_and_nothing_planned_are_planned_to_zero():
    amounts = insats_amounts(
        frame(
            "insats_budget",
            insats("Slutar", 2024, 9),
            insats("Slutar", 2025, 0, **PLAN),
            insats("Slutar", 2026, 0, **PLAN),
            insats("Fortsätter", 2024, 9),
            insats("Fortsätter", 2025, 0, **PLAN),
            insats("Fortsätter", 2026, 9, **PLAN),
            insats("Slutade redan", 2023, 9),
            insats("Slutade redan", 2024, 0),
            insats("Slutade redan", 2025, 0, **PLAN),
        )
    )
    assert planned_to_zero(amounts) == [PlannedToZero("Slutar", 2025)]


@pytest.mark.parametrize(("wanted", "found"), [(2025, 2025), (2021, 2024), (2030, 2026)])
def test_the_nearest_year_is_shown(wanted, found):
    assert nearest_year([2024, 2025, 2026], wanted) == found


def test_without_a_wanted_year_the_last_decided_is_shown():
    amounts = insats_amounts(frame("insats_budget", insats("A", 2024, 9), insats("A", 2025, 9, **PLAN)))
    nothing = allocation_by_year(NO_ALLOCATION, frame("ideal_allocation")), year_budgets(NO_LINES, NO_ALLOCATION)
    assert money_year(*nothing, amounts, None) == 2024
    assert money_year(*nothing, amounts, 2025) == 2025
    assert money_year(*nothing, insats_amounts(NO_INSATSER), 2025) is None


def test_answers_keep_their_schemas_with_and_without_rows():
    rows = frame("insats_budget", insats("A", 2024, 10), insats("Summa", 2024, 10, line_kind="summa"))
    for lines, budget in ((LINES, rows), (NO_LINES, NO_INSATSER)):
        YearBudget.validate(year_budgets(lines, ALLOCATION))
        InsatsAmount.validate(insats_amounts(budget))
        SumCheck.validate(sum_checks(lines, budget))
        assert planned_to_zero(insats_amounts(budget)) == []
