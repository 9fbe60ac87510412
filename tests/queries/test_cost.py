"""What a deltagande and a result cost."""

import polars as pl
import pytest

from finsam_data.forbund import parse_forbund
from queries.budget import insats_amounts
from queries.cost import InsatsCost, insats_costs
from queries.uncertainty import wilson
from tests.builders import frame, row
from tests.lilla_an import FORBUND, VAGEN

FORBUNDET = parse_forbund(FORBUND.encode())


def cells(table, year, **counts):
    column = "population" if table == "flow" else "avslutsorsak"
    return pl.DataFrame(
        [(f"{year}", "ended" if table == "exit" else name, VAGEN, "alla", name, n) for name, n in counts.items()],
        schema=["period", "population", "insats", "gender", "what", "n"],
        orient="row",
    ).rename({"what": "avslutsorsak" if column == "avslutsorsak" else "unused"})


def costs(participants=100, ended=40, work=10, study=2, year=2024, **budget):
    amounts = insats_amounts(
        frame("insats_budget", row("insats_budget", insats=VAGEN, year=year, **{"amount_tkr": 1200, **budget}))
    )
    flow = cells("flow", 2024, participants=participants)
    exits = cells("exit", 2024, alla=ended, Arbete=work, Studier=study)
    return insats_costs(amounts, flow, exits, FORBUNDET)


def test_the_budget_is_divided_by_the_years_counts():
    found = InsatsCost.validate(costs()).row(0, named=True)
    assert found["per_participant_tkr"] == 1200 / 100
    assert found["per_result_tkr"] == 1200 / (10 + 2)


def test_the_interval_divides_by_the_results_at_wilsons_limits():
    found = costs().row(0, named=True)
    low, high = wilson(12, 40)
    assert found["per_result_low_tkr"] == pytest.approx(1200 / (high * 40))
    assert found["per_result_high_tkr"] == pytest.approx(1200 / (low * 40))


def test_below_ten_there_is_no_cost_but_the_counts_stand():
    found = costs(participants=9, ended=9, work=3).row(0, named=True)
    assert (found["participants"], found["per_participant_tkr"]) == (9, None)
    assert (found["ended"], found["per_result_tkr"], found["per_result_low_tkr"]) == (9, None, None)


def test_without_results_only_the_least_cost_is_known():
    found = costs(work=0, study=0).row(0, named=True)
    assert found["per_result_tkr"] is None
    assert found["per_result_low_tkr"] == pytest.approx(1200 / (wilson(0, 40)[1] * 40))
    assert found["per_result_high_tkr"] is None


def test_a_protected_count_gives_no_cost():
    found = costs(study=None).row(0, named=True)
    assert (found["hidden"], found["results"], found["per_result_tkr"]) == (True, None, None)
    assert found["per_participant_tkr"] == 1200 / 100


def test_a_list_that_does_not_tell_work_or_study_gives_no_results():
    amounts = insats_amounts(frame("insats_budget", row("insats_budget", insats=VAGEN, year=2023)))
    found = insats_costs(
        amounts, cells("flow", 2023, participants=50), cells("exit", 2023, alla=40, **{"Jobb eller kurs": 9}), FORBUNDET
    ).row(0, named=True)
    assert (found["results"], found["hidden"]) == (None, False)


@pytest.mark.parametrize("budget", [{"year": 2025}, {"amount_tkr": 0}, {"basis": "plan"}, {"type": "strukturell"}])
def test_only_money_and_counts_of_the_same_year_and_never_a_plan(budget):
    assert costs(**budget).is_empty()
