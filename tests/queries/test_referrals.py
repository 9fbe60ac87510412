"""Who refers to what, over time and against the goals, asked from the published tables of Lilla Ån."""

import polars as pl
import pytest

from queries.periods import Period
from queries.publication.plan import TOTAL
from queries.referrals import (
    ReferralGoal,
    anmalare_share,
    cells_of,
    referral_goals,
    referral_matrix,
    referrals_by_period,
)
from queries.uncertainty import Share
from tests.builders import frame, row
from tests.lilla_an import KAFFE, VAGEN


@pytest.fixture(scope="module")
def forbund(lilla_an):
    return lilla_an.snapshot.forbund


@pytest.fixture(scope="module")
def referral(lilla_an):
    return lilla_an.snapshot.table("referral")


def goal_on(category: str, **changes: object) -> pl.DataFrame:
    """A goal on the share of the started that one anmälare referred to Vägen vidare in 2024."""
    return frame("target", row("target", population="nya", category=category, **changes))


def test_each_cell_stands_beside_its_insats_and_the_total_comes_first(referral, forbund):
    """Two started in Vägen vidare in 2024 and one in Kaffestugan."""
    cells = referral_matrix(referral, forbund, Period(2024))
    assert cells.select("insats", "anmalare", "n", "base").rows() == [
        (TOTAL, "Vårdcentralen", 1, 3), (TOTAL, "Byrån", 1, 3), (TOTAL, "Egen anmälan", 1, 3),
        (VAGEN, "Vårdcentralen", 1, 2), (VAGEN, "Byrån", 0, 2), (VAGEN, "Egen anmälan", 1, 2),
        (KAFFE, "Vårdcentralen", 0, 1), (KAFFE, "Byrån", 1, 1), (KAFFE, "Egen anmälan", 0, 1),
    ]  # fmt: skip


def test_the_unknown_is_there_when_somebody_is(referral, forbund):
    assert "okänd" in referral_matrix(referral, forbund, Period(2023)).get_column("anmalare").to_list()
    assert "okänd" not in referral_matrix(referral, forbund, Period(2024)).get_column("anmalare").to_list()


def test_a_share_needs_ten(referral, forbund):
    tenfold = referral.with_columns(pl.col("n") * 10)
    cells = referral_matrix(tenfold, forbund, Period(2024))
    assert cells.filter(insats=TOTAL, anmalare="Byrån").item(0, "share") == 10 / 30
    assert referral_matrix(referral, forbund, Period(2024)).get_column("share").null_count() == 9


def test_years_stand_beside_years(referral, forbund):
    rows = referrals_by_period(referral, forbund, None)
    assert rows.filter(anmalare="Byrån").select("period", "n").rows() == [("2023", 1), ("2024", 1)]
    assert rows.filter(anmalare="Vårdcentralen").select("period", "n").rows() == [("2023", 3), ("2024", 1)]
    assert rows.get_column("anmalare").unique(maintain_order=True).to_list()[-1] == "okänd"


def test_halves_stand_beside_the_same_halves(referral, forbund):
    assert referrals_by_period(referral, forbund, 1).get_column("period").unique().sort().to_list() == [
        "2023H1",
        "2024H1",
    ]


def test_an_empty_register_gives_no_rows(referral, forbund):
    assert referrals_by_period(referral.clear(), forbund, None).is_empty()
    assert referral_matrix(referral.clear(), forbund, Period(2024)).is_empty()


def test_one_anmalare_only_where_it_occurs_or_has_a_goal(referral, forbund):
    cells = referral_matrix(referral, forbund, Period(2024))
    assert cells_of(cells, "Egen anmälan", TOTAL).get_column("insats").to_list() == [TOTAL, VAGEN]
    assert cells_of(cells, "Egen anmälan", TOTAL, [KAFFE]).get_column("insats").to_list() == [TOTAL, VAGEN, KAFFE]
    assert cells_of(cells, "Egen anmälan", VAGEN, [KAFFE]).get_column("insats").to_list() == [TOTAL, VAGEN]
    assert cells_of(cells, None, TOTAL).is_empty()


def test_a_goal_finds_its_anmalare_however_it_is_spelt(referral, forbund):
    goals = referral_goals(goal_on("egen Anmälan"), referral, forbund, Period(2024))
    assert goals == [ReferralGoal(VAGEN, "Egen anmälan", ">=", 40 / 100, Share(1, 2), Share(0, 2))]
    assert goals[0].verdict == "too_few"


def test_a_goal_of_another_year_insats_or_kind_is_not_used(referral, forbund):
    for target in (goal_on("arbete"), goal_on("Byrån", period="2025"), goal_on("Byrån", insats="Finns inte")):
        assert referral_goals(target, referral, forbund, Period(2024)) == []


def test_a_goal_to_rise_is_held_against_last_year():
    rising = ReferralGoal(VAGEN, "Byrån", ">", None, Share(60, 100), Share(30, 100))
    assert rising.verdict == "higher"
    assert ReferralGoal(VAGEN, "Byrån", ">", None, Share(60, 100), None).verdict is None


def test_a_hidden_count_stays_hidden(referral, forbund):
    hides = pl.col("anmalare") == "Byrån"
    hidden = referral.with_columns(n=pl.when(~hides).then(pl.col("n")), hidden=hides)
    assert anmalare_share(hidden, Period(2024), "Byrån") == Share(None, 3)
    assert referral_matrix(hidden, forbund, Period(2024)).filter(anmalare="Byrån", insats=VAGEN).item(0, "n") is None
