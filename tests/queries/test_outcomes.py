"""How it went in Lilla Ån, whose two lists of avslutsorsaker are never joined."""

import polars as pl
import pytest
from msgspec.structs import replace

from finsam_data.forbund import MEN_OR_OTHER
from queries.counts import compared_insatser, visible_sum
from queries.outcomes import (
    comparable,
    development,
    exit_counts,
    headline_reasons,
    outcomes_by_gender,
    period_outcome,
    toward_work,
    work_or_study,
)
from queries.periods import Period
from queries.publication.plan import MISSING_REASON, TOTAL
from queries.uncertainty import Share
from tests.lilla_an import KAFFE, VAGEN


@pytest.fixture(scope="module")
def exits(lilla_an):
    return lilla_an.snapshot.table("exit")


@pytest.fixture(scope="module")
def forbund(lilla_an):
    return lilla_an.snapshot.forbund


def without(exits: pl.DataFrame, reason: str) -> pl.DataFrame:
    """The table with every count of that reason hidden."""
    small = pl.col("avslutsorsak") == reason
    return exits.with_columns(n=pl.when(~small).then(pl.col("n")), hidden=small)


def test_work_or_study_is_counted_where_the_list_tells_it(exits, forbund):
    """Fia and Ida of the five who ended 2024; the list of 2023 joins it with other things."""
    assert work_or_study(exits, forbund, Period(2024)) == Share(2, 5)
    assert work_or_study(exits, forbund, Period(2024), KAFFE, "kvinna") == Share(1, 2)
    assert work_or_study(exits, forbund, Period(2023)) is None


def test_the_coarse_group_exists_in_every_list(exits, forbund):
    assert toward_work(exits, forbund, Period(2023)) == Share(2, 3)
    assert toward_work(exits, forbund, Period(2024)) == Share(2, 5)


def test_periods_with_different_lists_are_not_comparable(forbund):
    assert not comparable(forbund, Period(2024), Period(2023))
    assert comparable(forbund, Period(2024, 1), Period(2024, 2))


def test_the_headline_is_work_or_study_or_else_the_coarse_group(forbund):
    old, new = forbund.exit_lists
    assert headline_reasons(old) == ["Jobb eller kurs"]
    assert headline_reasons(new) == ["Arbete", "Studier"]


def test_those_without_a_reason_are_counted_of_all_who_ended(exits, forbund):
    """Gus did not consent to be registered."""
    assert period_outcome(exits, forbund, Period(2024)).missing == Share(1, 5)


def test_the_year_before_is_compared_in_the_coarse_group_only_where_the_lists_differ(exits, forbund):
    outcome = period_outcome(exits, forbund, Period(2024))
    assert (outcome.work, outcome.work_before) == (Share(2, 5), None)
    assert (outcome.toward_work, outcome.toward_work_before) == (Share(2, 5), Share(2, 3))
    assert outcome.headline == outcome.work


def test_the_first_year_has_none_before_it(exits, forbund):
    outcome = period_outcome(exits, forbund, Period(2023))
    assert (outcome.work, outcome.toward_work_before) == (None, None)
    assert outcome.headline == Share(2, 3)


def test_every_reason_has_its_row_and_they_sum_to_all(exits, forbund):
    counts = exit_counts(exits, forbund, Period(2024), [TOTAL, VAGEN, KAFFE])
    assert counts.filter(insats=TOTAL).select("avslutsorsak", "n").rows() == [
        ("Arbete", 1),
        ("Studier", 1),
        ("Vård", 1),
        ("Annat skäl", 1),
        (MISSING_REASON, 1),
    ]
    for insats, base in ((TOTAL, 5), (VAGEN, 1), (KAFFE, 4)):
        rows = counts.filter(insats=insats)
        assert rows.get_column("n").sum() == base
        assert rows.get_column("base").unique().to_list() == [base]
        assert rows.get_column("share").null_count() == rows.height, "no share of fewer than ten"


def test_the_rows_stand_in_the_order_asked_for_and_an_insats_without_rows_is_left_out(exits, forbund):
    counts = exit_counts(exits, forbund, Period(2023, 1), [KAFFE, VAGEN])
    assert counts.get_column("insats").unique(maintain_order=True).to_list() == [VAGEN]


def test_a_hidden_reason_has_no_count_and_hides_the_sums_it_is_in(exits, forbund):
    hidden = without(exits, "Arbete")
    row = exit_counts(hidden, forbund, Period(2024), [TOTAL]).row(0, named=True)
    assert (row["n"], row["share"], row["hidden"]) == (None, None, True)
    assert work_or_study(hidden, forbund, Period(2024)) == Share(None, 5)
    assert outcomes_by_gender(hidden, forbund, Period(2024), [TOTAL]).get_column("n").to_list() == [None, None]


def test_women_and_men_stand_side_by_side(exits, forbund):
    rows = outcomes_by_gender(exits, forbund, Period(2024), [TOTAL]).select("gender", "n", "base").rows()
    assert rows == [("kvinna", 2, 3), ("man", 0, 1)]


def test_men_stand_with_the_third_gender_where_that_is_how_they_are_told(exits, forbund):
    told = exits.with_columns(pl.col("gender").replace("man", MEN_OR_OTHER))
    rows = outcomes_by_gender(told, replace(forbund, genders=("kvinna", MEN_OR_OTHER)), Period(2024), [TOTAL])
    assert rows.select("gender", "n", "base").rows() == [("kvinna", 2, 3), (MEN_OR_OTHER, 0, 1)]


def test_a_share_has_its_interval(forbund):
    """81 of 263: Wilson .2553–.3662."""
    exits = pl.DataFrame(
        [("2024", VAGEN, "alla", "Arbete", 81), ("2024", VAGEN, "alla", TOTAL, 263)],
        schema=["period", "insats", "gender", "avslutsorsak", "n"],
        orient="row",
    )
    row = exit_counts(exits, forbund, Period(2024), [VAGEN]).row(0, named=True)
    assert row["share"] == 81 / 263
    assert row["low"] == pytest.approx(0.2553, abs=1e-4)
    assert row["high"] == pytest.approx(0.3662, abs=1e-4)


def test_a_development_names_the_list_of_each_point(exits, forbund):
    own = development(exits, forbund, None, coarse=False).select("period", "exit_list", "n", "base").rows()
    assert own == [("2023", "gamla", 2, 3), ("2024", "nya", 2, 5)]
    halves = development(exits, forbund, 1, VAGEN, coarse=True).select("period", "n", "base").rows()
    assert halves == [("2023H1", 2, 3), ("2024H1", 0, 0)]


def test_without_rows_there_is_no_development(exits, forbund):
    assert development(exits.clear(), forbund, None, coarse=True).is_empty()


def test_a_chosen_insats_is_compared_with_all(forbund):
    assert compared_insatser(forbund, Period(2024), TOTAL) == [TOTAL, VAGEN, KAFFE]
    assert compared_insatser(forbund, Period(2024), KAFFE) == [KAFFE, TOTAL]
    assert compared_insatser(forbund, Period(2024, 2), TOTAL) == [TOTAL, VAGEN]


def test_a_sum_with_a_hidden_cell_is_unknown():
    assert visible_sum(pl.DataFrame({"n": [2, 3]})) == 2 + 3
    assert visible_sum(pl.DataFrame({"n": [2, None]})) is None
    assert visible_sum(pl.DataFrame({"n": []}, schema={"n": pl.Int64})) == 0
