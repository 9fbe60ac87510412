"""The balance and the counts, asked from the published table flow of Lilla Ån."""

import polars as pl
import pytest

from queries.flow import Balance, InsatsCount, balance, counts_by_insats, counts_by_period, in_use
from queries.periods import Period, parse_period
from queries.publication.plan import TOTAL
from tests.lilla_an import KAFFE, PERIODS, VAGEN


@pytest.fixture(scope="module")
def flow(lilla_an):
    return lilla_an.snapshot.table("flow")


def test_the_balance_of_a_year(flow):
    """Three were open, three started and five ended: one is left."""
    assert balance(flow, Period(2024)) == Balance(opening=3, participants=3 + 3, started=3, ended=5, closing=3 + 3 - 5)


def test_the_balance_of_one_insats_and_one_sex(flow):
    assert balance(flow, Period(2024), KAFFE, "kvinna") == Balance(1, 2, 1, 2, 0)
    assert balance(flow, Period(2023, 1), VAGEN) == Balance(1, 3, 2, 3, 0)


def test_there_is_no_balance_of_a_period_the_register_does_not_have(flow):
    assert balance(flow, Period(2022)) is None
    assert balance(flow, Period(2025, 1)) is None


def test_an_insats_that_had_not_begun_has_no_balance_and_an_ended_one_only_zeros(flow):
    assert balance(flow, Period(2023, 1), KAFFE) is None
    assert balance(flow, Period(2024, 2), KAFFE) == Balance(0, 0, 0, 0, 0)


def test_the_balance_law_holds_in_every_period(flow):
    for code in PERIODS:
        now = balance(flow, parse_period(code))
        assert now.opening + now.started - now.ended == now.closing
        assert now.participants == now.opening + now.started


def test_years_are_counted_beside_years_and_halves_beside_the_same_halves(flow):
    assert counts_by_period(flow, None).rows() == [("2023", 6, 5, 3), ("2024", 6, 3, 5)]
    assert counts_by_period(flow, 1).rows() == [("2023H1", 3, 2, 3), ("2024H1", 5, 2, 4)]
    assert counts_by_period(flow, 2).rows() == [("2023H2", 3, 3, 0), ("2024H2", 2, 1, 1)]


def test_an_insats_has_only_the_periods_it_ran(flow):
    assert counts_by_period(flow, 1, KAFFE).rows() == [("2024H1", 4, 1, 4)]


def test_the_largest_insats_comes_first(flow):
    assert counts_by_insats(flow, Period(2024)).rows() == [(KAFFE, 4, 1, 4), (VAGEN, 2, 2, 1)]
    assert sorted(counts_by_insats(flow, Period(2024), "man").rows()) == [(KAFFE, 1, 0, 1), (VAGEN, 1, 1, 0)]


def test_without_rows_there_are_no_counts(flow):
    empty = flow.clear()
    assert counts_by_period(empty, None).is_empty()
    assert counts_by_insats(empty, Period(2024)).is_empty()
    assert balance(empty, Period(2024)) is None


def test_a_hidden_count_is_none_and_comes_last(flow):
    hidden = flow.with_columns(n=pl.when(pl.col("insats") != KAFFE).then(pl.col("n")))
    assert counts_by_insats(hidden, Period(2024)).rows() == [(VAGEN, 2, 2, 1), (KAFFE, None, None, None)]
    assert balance(hidden, Period(2024), KAFFE) == Balance(None, None, None, None, None)


def test_hidden_insatser_stand_last_in_the_order_of_the_table():
    rows = [("a", None), ("b", 5), ("c", None), ("d", 9), ("e", 5)]
    flow = pl.DataFrame(
        [("2024", name, insats, TOTAL, n) for insats, n in rows for name in ("participants", "started", "ended")],
        schema={"period": pl.String, "population": pl.String, "insats": pl.String, "gender": pl.String, "n": pl.Int64},
        orient="row",
    )  # fmt: skip
    assert counts_by_insats(flow, Period(2024)).get_column("insats").to_list() == ["d", "b", "e", "a", "c"]


def test_an_insats_that_has_ended_and_is_seen_to_be_empty_is_left_out(flow, lilla_an):
    forbund, period = lilla_an.snapshot.forbund, Period(2024, 2)
    counts = counts_by_insats(flow, period)
    assert in_use(counts, forbund, period).get_column("insats").to_list() == [VAGEN]
    unseen = InsatsCount.cast(counts.with_columns(pl.lit(None, pl.Int64).alias("participants")))
    assert in_use(unseen, forbund, period).height == 2, "whether anybody is left there is hidden"
