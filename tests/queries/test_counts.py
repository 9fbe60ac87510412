"""Sums and orders over cells of which some are hidden: unknown stays unknown."""

import polars as pl
import pytest

from queries.counts import compared_insatser, surely_largest, visible_n, visible_sum, visible_total
from queries.periods import Period
from queries.publication.plan import TOTAL
from tests.lilla_an import KAFFE, VAGEN


def cells(*n: int | None) -> pl.DataFrame:
    return pl.DataFrame({"n": n}, {"n": pl.Int64})


@pytest.mark.parametrize(("n", "total"), [((3, 4), 3 + 4), ((), 0), ((3, None), None), ((None,), None)])
def test_a_sum_with_a_hidden_cell_in_it_is_unknown(n, total):
    assert visible_sum(cells(*n)) == total


@pytest.mark.parametrize(("n", "cells_in_it", "total"), [((3, 4), 2, 7), ((3,), 2, None), ((3, None), 2, None)])
def test_a_cell_that_is_not_in_the_table_is_no_zero(n, cells_in_it, total):
    grouped = cells(*n).with_columns(of=pl.lit("alla")).group_by("of").agg(visible_n(cells_in_it))
    assert grouped.item(0, "n") == total


def test_named_counts_are_added_where_all_of_them_are_seen():
    counts = {"Arbete": 7, "Studier": 5, "Vård": None}
    assert visible_total(counts, ["Arbete", "Studier"]) == 7 + 5
    assert visible_total(counts, ["Arbete", "Vård"]) is None
    assert visible_total(counts, ["Arbete", "hopslagen"]) is None
    assert visible_total(counts, []) == 0


@pytest.mark.parametrize(
    ("counts", "total", "largest"),
    [
        ({"a": 60, "b": 40}, 100, ["a"]),
        ({"a": 50, "b": 50}, 100, ["a", "b"]),
        ({"a": 0, "b": 0}, 0, []),
        ({}, 0, []),
        # 100 − 60 = 40 are left for the hidden one, fewer than 60.
        ({"a": 60, "b": None}, 100, ["a"]),
        # 100 − 50 = 50: it may be as large.
        ({"a": 50, "b": None}, 100, []),
        ({"a": 45, "b": None, "c": None}, 100, []),
        ({"a": 60, "b": None}, None, []),
        ({"a": None}, 100, []),
    ],
)
def test_the_largest_is_told_only_where_no_hidden_one_can_reach_it(counts, total, largest):
    assert surely_largest(counts, total) == largest


def test_what_is_out_of_the_contest_still_takes_its_part_of_the_total():
    counts = {"Byrån": 45, "Egen": 30, "Vården": None}
    # 100 − 45 − 30 = 25 < 45.
    assert surely_largest(counts, 100, ["Byrån", "Vården"]) == ["Byrån"]
    assert surely_largest(counts, 120, ["Byrån", "Vården"]) == []
    assert surely_largest({"Byrån": 45, "Egen": None}, 100, ["Byrån"]) == ["Byrån"]


def test_where_insatser_cannot_be_told_apart_only_their_sum_is_a_row(lilla_an):
    forbund = lilla_an.snapshot.forbund
    assert compared_insatser(forbund, Period(2024), TOTAL) == [TOTAL, VAGEN, KAFFE]
    assert compared_insatser(forbund, Period(2024), KAFFE) == [KAFFE, TOTAL]
    assert compared_insatser(forbund, Period(2024), KAFFE, apart=False) == [TOTAL]
