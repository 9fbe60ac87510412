"""Hiding by hand: what has to go so that nobody in a small group can be worked out, and what never goes."""

from itertools import product

import numpy as np
import polars as pl
import pytest

from queries.disclosure.audit import audit
from queries.disclosure.hiding import Hider
from queries.disclosure.protect import prices, protect
from queries.disclosure.region import Region
from tests.queries.disclosure.tiny import (
    FLOW,
    KASSA,
    KOMMUN,
    REFERRAL,
    SELF,
    YEAR,
    A,
    B,
    cell,
    hidden_cells,
    hide,
    started,
    system,
    table,
)

TWO_BY_TWO = {(A, "kvinna"): 10, (A, "man"): 2, (B, "kvinna"): 20, (B, "man"): 30}
REST = {(B, "kvinna", KOMMUN): 30, (B, "kvinna", KASSA): 25, (B, "man", KASSA): 30, (B, "man", SELF): 30}
CASES = {
    "38, 1, 1": {(A, "kvinna", KOMMUN): 38, (A, "man", KASSA): 1, (A, "man", SELF): 1, **REST},
    "4 = 2 + 2": {(A, "kvinna", KOMMUN): 2, (A, "man", KASSA): 2, **REST},
    "all three alike": {(A, "man", KASSA): 3, (A, "kvinna", KOMMUN): 30, **REST},
    "nobody in A": REST,
    "one alone": {(A, "man", SELF): 1, **REST},
}


@pytest.fixture(scope="module", params=CASES)
def case(request):
    """Each case's system and what is hidden in it."""
    drawn = system(started(CASES[request.param]), FLOW, REFERRAL)
    return drawn, protect(drawn)


def other_worlds(drawn, hidden, row):
    """Which values of a cell the shown numbers allow, by trying changes along the squares of flow one by one."""
    shown = drawn.sums[drawn.published & ~hidden]
    values = {int(drawn.n[row])}
    for times, square in product(range(-9, 10), SQUARES):
        moved = np.zeros(drawn.truth.size)
        for column, one in square.items():
            moved[column] = times * one
        if (drawn.truth + moved >= 0).all() and not (shown @ moved).any():
            values.add(int(drawn.n[row] + (drawn.sums[[row]] @ moved)[0]))
    return values


SQUARES = ({0: -1, 1: 1, 3: 1, 4: -1}, {0: -1, 1: 1}, {1: 1, 4: -1})
"""A kvinna 0 and man 1, B kvinna 3 and man 4: one more man in A is one woman fewer there, or one man fewer in B."""


def test_two_by_two_is_hidden_as_a_square():
    """The 2 cannot hide alone: its row and its column each lose one more, and so do those; a zero goes with them."""
    drawn = system(started(TWO_BY_TWO), FLOW)
    hidden = protect(drawn)
    found = hidden_cells(drawn, hidden & (drawn.n > 0))
    assert len(found) == 4
    # Nobody is of another gender anywhere; A, with 12, is the least group where that can be hidden.
    assert hidden_cells(drawn, hidden) - found == {(A, "annat/okänt", "alla")}
    assert (A, "man", "alla") in found
    assert len({insats for insats, _, _ in found}) == len({gender for _, gender, _ in found}) == 2
    # Moving t around the square gives 2 + t men in A.
    assert set(range(1, 5)) <= other_worlds(drawn, hidden, cell(drawn, A, "man"))


def test_nothing_is_hidden_where_nothing_is_small():
    drawn = system(started({(A, "kvinna"): 10, (A, "man"): 12, (B, "kvinna"): 20, (B, "man"): 30}), FLOW)
    assert hidden_cells(drawn, protect(drawn)) == set()


def test_every_small_number_that_would_be_published_is_hidden(case):
    drawn, hidden = case
    assert hidden[drawn.published & drawn.small].all()
    assert not hidden[~drawn.published].any()


def test_no_attack_succeeds(case):
    drawn, hidden = case
    assert audit(drawn, hidden).findings == ()


def test_a_row_of_38_1_and_1():
    """All but the 38 are small; with 38 and the total 40 both shown the two would be known to be 2 together."""
    drawn = system(started(CASES["38, 1, 1"]), FLOW, REFERRAL)
    hidden = protect(drawn)
    assert hidden[[cell(drawn, A, "alla", KASSA), cell(drawn, A, "alla", SELF)]].all()
    assert hidden[[cell(drawn, A, "alla", KOMMUN), cell(drawn, A)]].any()
    # okänd is 0 and may be hidden too, but 0 + 1 + 1 would still be known as 2.
    assert drawn.n[cell(drawn, A)] - drawn.n[cell(drawn, A, "alla", KOMMUN)] == 1 + 1


def test_a_total_of_four_is_hidden_with_its_parts_and_cannot_be_had_from_the_rest():
    drawn = system(started(CASES["4 = 2 + 2"]), FLOW, REFERRAL)
    hidden = protect(drawn)
    assert hidden[cell(drawn, A)]
    # 115 in B and 119 in all would give 4; one of them is hidden.
    assert (drawn.n[cell(drawn)], drawn.n[cell(drawn, B)]) == (119, 115)
    assert hidden[[cell(drawn), cell(drawn, B)]].any()


def test_all_of_a_small_group_alike_is_not_told_by_the_zeros_around_it():
    """3 men in A, all by Kassan: with women, Kommunen and Egen anmälan shown as they are, 100 % would be known."""
    drawn = system(started(CASES["all three alike"]), FLOW, REFERRAL)
    hidden = protect(drawn)
    beside = [cell(drawn, A, "alla", KOMMUN), cell(drawn, A, "alla", SELF), cell(drawn, A, "kvinna"), cell(drawn, A)]
    assert hidden[cell(drawn, A, "man")]
    assert hidden[beside].any()


def test_the_official_totals_of_a_year_are_never_hidden():
    """2 in the whole year: printed in every report, so it stands; the two sexes are hidden all the same."""
    everything = table("insats", "gender", told_apart=(("insats", "gender"),))
    drawn = system(started({(A, "kvinna"): 1, (A, "man"): 1}), everything, periods=YEAR)
    hidden = protect(drawn)
    official = cell(drawn, period="2024")
    assert (drawn.n[official], hidden[official], drawn.official[official]) == (2, False, True)
    assert hidden[[cell(drawn, "alla", gender, period="2024") for gender in ("kvinna", "man")]].all()
    # A half-year's total is no official number.
    assert hidden[cell(drawn)]


@pytest.mark.parametrize("insats", ["alla", A])
def test_a_number_that_is_out_already_is_not_moved_by_hiding_it(insats):
    """With the total of men printed the square alone must do, and what is printed itself counts as known."""
    drawn = system(started(TWO_BY_TWO), FLOW)
    out = drawn.cells[[cell(drawn, insats, "man")]].select(
        "table", "period", "population", "insats", "gender", "category"
    )
    drawn = system(started(TWO_BY_TWO), FLOW, out=out)
    hidden = protect(drawn)
    found = audit(drawn, hidden)
    assert hidden[cell(drawn, A, "man")]
    assert found.findings == ()
    # 2 men in A printed: they are known, and so are the differences that give them; no edition can help that.
    assert (found.already_out > 0) is (insats == A)


def test_the_cheapest_cells_are_hidden():
    """One more man in A, who is one woman fewer there, or one man fewer in B: the square costs 4, totals cost more."""
    drawn = system(started(TWO_BY_TWO), FLOW)
    price = np.ones(drawn.n.size)
    dear = [cell(drawn, B, "kvinna"), cell(drawn, B, "man"), cell(drawn, B)]
    for expensive, expected in (([], 4), (dear, 4)):
        price[:] = 1
        price[expensive] = 100
        hidden = hide(drawn)
        hider = Hider(Region(drawn), hidden, price)
        moved = hider.let_move(drawn.sums[[cell(drawn, A, "man")]], 2)
        assert hidden.sum() == expected
        assert (drawn.sums[[cell(drawn, A, "man")]] @ moved)[0] == pytest.approx(2)
        assert hidden[dear].any() is np.bool_(not expensive)


def test_a_zero_is_nearly_free_to_hide_and_a_shared_total_dear():
    drawn = system(started(CASES["38, 1, 1"]), FLOW, REFERRAL)
    price = prices(drawn)
    assert price[cell(drawn, A, "kvinna", KASSA)] == 0.1
    assert price[cell(drawn, A, "kvinna")] == 1
    # The total stands in referral too.
    assert price[cell(drawn, A)] == 1 + 1


def test_hiding_is_the_same_each_time():
    drawn = system(started(CASES["38, 1, 1"]), FLOW, REFERRAL)
    first, second = protect(drawn), protect(drawn)
    assert pl.Series(first).equals(pl.Series(second))
