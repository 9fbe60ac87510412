"""How even the spread over the parties is, and when a change of it is more than chance."""

import polars as pl
import pytest

from queries.periods import Period
from queries.publication.plan import TOTAL
from queries.spread import Spread, compare_spread, effective_number, parties_of, spread_by_insats, spreads
from tests.lilla_an import KAFFE, VAGEN


@pytest.fixture(scope="module")
def referral(lilla_an):
    return lilla_an.snapshot.table("referral")


def test_one_party_alone_is_one():
    assert effective_number([12, 0, 0]) == 1


def test_equal_parties_are_their_number():
    assert effective_number([7, 7, 7]) == 3


def test_it_is_one_over_the_sum_of_squared_shares():
    assert effective_number([6, 3, 1]) == pytest.approx(1 / ((6 / 10) ** 2 + (3 / 10) ** 2 + (1 / 10) ** 2))


def test_below_ten_there_is_no_number():
    assert Spread((5, 4)).effective is None
    assert Spread((5, 5)).effective == 2


def test_self_referral_is_no_party(lilla_an):
    assert parties_of(lilla_an.snapshot.forbund) == ["Vårdcentralen", "Byrån"]


def test_only_the_parties_are_counted(lilla_an, referral):
    """Three started in 2024: one egenanmälan, one of Byrån, one of Vårdcentralen."""
    found = spreads(referral, lilla_an.snapshot.forbund, Period(2024))
    assert found == {TOTAL: Spread((1, 1)), VAGEN: Spread((1, 0)), KAFFE: Spread((0, 1))}


def test_the_same_spread_twice_is_chance():
    assert compare_spread(Spread((30, 20, 10)), Spread((30, 20, 10))) == "chance"


def test_from_even_to_one_party_is_surely_lower_and_the_way_back_surely_higher():
    even, one = Spread((40, 40, 40)), Spread((118, 1, 1))
    assert compare_spread(one, even) == "lower"
    assert compare_spread(even, one) == "higher"


def test_a_small_shift_of_few_people_is_chance():
    assert compare_spread(Spread((12, 10)), Spread((14, 10))) == "chance"


def test_one_party_alone_both_years_is_chance():
    assert compare_spread(Spread((20, 0)), Spread((400, 0))) == "chance"


def test_too_few_is_told():
    assert compare_spread(Spread((5, 4)), Spread((50, 40))) == "too_few"


def test_the_verdict_is_the_same_every_time():
    now, before = Spread((52, 35, 13)), Spread((40, 38, 22))
    assert len({compare_spread(now, before) for _ in range(3)}) == 1


def test_insatser_without_anyone_referred_are_left_out(lilla_an, referral):
    rows = spread_by_insats(referral, lilla_an.snapshot.forbund, Period(2023, 1), [TOTAL, VAGEN, KAFFE])
    assert rows.get_column("insats").to_list() == [TOTAL, VAGEN]
    assert rows.get_column("effective_before").null_count() == 2


def test_a_hidden_count_hides_the_index(lilla_an, referral):
    hidden = referral.with_columns(hidden=(pl.col("insats") == KAFFE) & (pl.col("anmalare") == "Byrån"))
    rows = spread_by_insats(hidden, lilla_an.snapshot.forbund, Period(2024), [KAFFE])
    assert rows.select("n", "effective", "hidden").rows() == [(None, None, True)]
