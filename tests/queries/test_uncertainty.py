"""Wilson and Newcombe against printed reference values."""

import polars as pl
import pytest

from queries.uncertainty import (
    SMALLEST_BASE,
    SMALLEST_INTERVAL_BASE,
    Share,
    compare,
    compare_with_value,
    newcombe,
    wilson,
    with_shares,
)

WILSON = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0, 0.1611),
    (1, 29, 0.0061, 0.1718),
    (61, 348, 0.1389, 0.2187),
]
NEWCOMBE = [
    (56, 70, 48, 80, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.1705, 0.8090),
    (5, 56, 0, 29, -0.0381, 0.1926),
]


@pytest.mark.parametrize(("k", "n", "low", "high"), WILSON)
def test_wilson_is_as_in_the_tables(k, n, low, high):
    assert wilson(k, n) == pytest.approx((low, high), abs=0.00005)


@pytest.mark.parametrize(("k", "n", "other_k", "other_n", "low", "high"), NEWCOMBE)
def test_newcombe_is_as_in_the_tables(k, n, other_k, other_n, low, high):
    assert newcombe(k, n, other_k, other_n) == pytest.approx((low, high), abs=0.00005)


@pytest.mark.parametrize(("k", "n", "other_k", "other_n", "low", "high"), NEWCOMBE)
def test_the_difference_the_other_way_is_the_mirror_image(k, n, other_k, other_n, low, high):
    assert newcombe(other_k, other_n, k, n) == pytest.approx((-high, -low), abs=0.00005)


def test_an_interval_stays_between_nothing_and_all():
    for n in (1, 10, 348):
        assert 0 <= wilson(0, n)[0] == pytest.approx(0)
        assert 1 >= wilson(n, n)[1] == pytest.approx(1)


def test_the_interval_of_the_rest_is_the_mirror_image():
    low, high = wilson(61, 348)
    assert wilson(348 - 61, 348) == pytest.approx((1 - high, 1 - low))


def test_below_ten_there_is_no_share():
    assert SMALLEST_BASE == 10
    assert (Share(3, 9).share, Share(3, 9).interval, Share(3, 9).enough) == (None, None, False)
    assert (Share(3, 10).share, Share(3, 10).enough) == (3 / 10, True)


def test_below_twenty_there_is_no_interval_and_no_comparison():
    assert SMALLEST_INTERVAL_BASE == 20
    assert (Share(9, 19).share, Share(9, 19).interval) == (9 / 19, None)
    assert Share(9, 20).interval == wilson(9, 20)
    assert compare(Share(19, 19), Share(0, 400)) == "too_few"
    assert compare(Share(20, 20), Share(0, 400)) == "higher"
    assert compare_with_value(Share(19, 19), 0.1) == "too_few"
    assert compare_with_value(Share(20, 20), 0.1) == "higher"


def test_nobody_has_no_share():
    assert Share(0, 0).share is None


def test_a_hidden_count_gives_no_share():
    for share in (Share(None, 20), Share(3, None), Share(None, None)):
        assert share.hidden
        assert (share.share, share.interval) == (None, None)
    assert not Share(3, 20).hidden


def test_a_difference_is_sure_only_when_its_interval_leaves_zero_out():
    assert compare(Share(56, 70), Share(48, 80)) == "higher"
    assert compare(Share(48, 80), Share(56, 70)) == "lower"
    assert compare(Share(5, 56), Share(0, 29)) == "chance"
    assert compare(Share(5, 56), Share(5, 56)) == "chance"
    assert compare(Share(9, 10), Share(3, 9)) == "too_few"
    assert compare(Share(3, 9), Share(9, 10)) == "too_few"
    assert compare(Share(None, 80), Share(48, 80)) == "hidden"


def test_a_goal_is_surely_missed_only_when_it_lies_outside_the_interval():
    share = Share(61, 348)  # .1389–.2187
    assert compare_with_value(share, 0.138) == "higher"
    assert compare_with_value(share, 0.14) == "chance"
    assert compare_with_value(share, 0.218) == "chance"
    assert compare_with_value(share, 0.22) == "lower"
    assert compare_with_value(Share(6, 9), 0.1) == "too_few"
    assert compare_with_value(Share(None, 9), 0.1) == "hidden"


def test_with_shares_agrees_with_wilson_row_by_row():
    counts = [(k, n) for n in (10, 11, 19, 20, 29, 60, 348) for k in range(0, n + 1, 7)] + [(n, n) for n in (10, 348)]
    frame = with_shares(pl.DataFrame(counts, schema=["n", "base"], orient="row"))
    for k, n, share, low, high in frame.iter_rows():
        assert share == pytest.approx(k / n)
        assert (low, high) == (pytest.approx(wilson(k, n)) if n >= 20 else (None, None))


def test_with_shares_gives_none_below_ten_or_where_a_count_is_missing():
    columns = {"n": pl.Int64, "base": pl.Int64}
    frame = with_shares(pl.DataFrame([(3, 9), (0, 0), (None, 20), (3, None)], schema=columns, orient="row"))
    assert frame.select("share", "low", "high").null_count().row(0) == (4, 4, 4)


def test_with_shares_takes_other_names_for_the_counts():
    frame = with_shares(pl.DataFrame({"women": [6], "ended": [12]}), n="women", base="ended")
    assert frame.get_column("share").item() == 6 / 12
