"""A baseline of another förbund's tables, small enough to check by hand, and what is said when tables do not hold."""

import pytest

from finsam_data.assumptions import parse_assumptions
from finsam_data.errors import DataError
from finsam_data.forbund import parse_forbund
from finsam_data.scenario import InsatsAmounts, RegionQuarter, Scenario
from queries.scenarios.baseline import baseline
from queries.scenarios.engine import project
from tests.builders import frame, row
from tests.lilla_an import FORBUND
from tests.queries.scenarios.conftest import SAMPLE

GROUPS = """\
cost_groups:
  - {name: drift, label: Drift, growth: growth_individuella, sections: [Drift], types: [individinriktad]}
"""
SHIPPED = (SAMPLE / "assumptions.yaml").read_text(encoding="utf-8")
SHIPPED_GROUPS = SHIPPED[SHIPPED.index("cost_groups:") : SHIPPED.index("assumptions:\n")]
OWN = SHIPPED.replace(SHIPPED_GROUPS, GROUPS).replace("last_year: 2030", "last_year: 2025").encode()


def line(line_no, section, name, kind, amount, **rest):
    return row("budget_line", line_no=line_no, section=section, line=name, line_kind=kind, amount_tkr=amount, **rest)


def tables(**changes):
    """2024 is the only budget. Two parties with two shares each give 2 · 300,5; the costs are 600."""
    return {
        "budget_line": frame(
            "budget_line",
            line(1, "intakter", "Summa intäkter", "summa", 650),
            line(2, "Drift", "Kansli", "post", 250),
            line(3, "aktiviteter", "Insatser", "post", 350),
            line(4, "eget kapital", "Ingående eget kapital", "saldo", 40),
        ),
        "insats_budget": frame("insats_budget", row("insats_budget", amount_tkr=340)),
        "allocation": frame(
            "allocation",
            row("allocation", party="Staten vid ån", allocation_tkr=300.5),
            row("allocation", party="Region Ån", allocation_tkr=300.5),
        ),
        "ideal_allocation": frame("ideal_allocation"),
        **changes,
    }


def small(**changes):
    return baseline(*tables(**changes).values(), parse_forbund(FORBUND.encode()), parse_assumptions(OWN))


def test_another_forbund_is_carried_on_from_its_only_budget():
    projection = project(small())
    first, second = projection.years
    # 601 från parterna och 49 från annat; 250 + 340 + 10 som ingen insats har
    assert (first.income_tkr, first.cost_tkr, first.equity_closing_tkr) == (650, 600, 40 + 50)
    # Andelen är 300,5 / 2 = 150,25, sedan 350 till; 4 · 500,25 + 230. Kostnader 250 · 1,03 + 340 · 1,03 + 10.
    assert second.income_tkr == 4 * 500.25 + 230
    assert second.cost_tkr == 258 + 350 + 10
    assert (second.ideal_tkr, second.gap_to_ideal_tkr) == (None, None)
    assert [
        row.line for row in projection.lines if row.group is None and row.year == 2025 and row.section != "intakter"
    ] == ["Ej fördelat på insatser"]


def test_the_region_of_another_forbund_pays_for_its_own_number_of_shares():
    scenario = Scenario("Regionen", (RegionQuarter(tkr={2025: 400.0}),))
    assert project(small(), scenario).year(2025).allocation_tkr == 400 / 2 * 4


def test_an_insats_of_another_forbund_can_be_named():
    scenario = Scenario("Mer", (InsatsAmounts(insats="Kaffestugan", tkr={2025: 100.0}),))
    before, after = (project(small(), s).year(2025).cost_tkr for s in (Scenario("Tom"), scenario))
    assert after - before == 100


@pytest.mark.parametrize(
    ("changes", "thing", "rule"),
    [
        ({"budget_line": frame("budget_line")}, "budget_line", "Tabellen har inget beslutat budgetår"),
        (
            {"allocation": frame("allocation", row("allocation", party="Region Ån"))},
            "allocation",
            "Tilldelningen från Staten vid ån 2024 saknas.",
        ),
        (
            {"budget_line": frame("budget_line", line(1, "Drift", "Kansli", "post", 250))},
            "budget_line",
            "Ingående eget kapital 2024 saknas.",
        ),
        (
            {
                "budget_line": frame(
                    "budget_line",
                    line(1, "Annat", "Resor", "post", 250),
                    line(2, "eget kapital", "Ingående eget kapital", "saldo", 40),
                )
            },
            "assumptions.yaml",
            "Raden ”Resor” i avsnittet ”Annat” hör inte till någon kostnadsgrupp.",
        ),
    ],
)
def test_tables_that_cannot_carry_a_projection_are_named(changes, thing, rule):
    with pytest.raises(DataError) as caught:
        small(**changes)
    assert caught.value.thing == thing
    assert caught.value.rule.startswith(rule)
