"""The attack's arithmetic, on tables small enough to solve in the head."""

import math

import numpy as np
import pytest
from scipy import sparse

from tests.disclosure.polytope import interior
from tests.disclosure.search import Search

# Two by two: a b | 10
#             c d |  6
#             ----
#             7 9     so a = 1 + d, and a may be 1 to 7.
SQUARE = sparse.csr_matrix(np.array([[1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1]], dtype=float))
SUMS = np.array([10.0, 6.0, 7.0, 9.0])


def rows(*parts: list[int]) -> sparse.csr_matrix:
    return sparse.csr_matrix(np.array(parts, dtype=float))


def test_only_what_has_one_value_is_pinned() -> None:
    inside = interior(SQUARE, SUMS)
    asked = rows([1, 0, 0, 0], [1, 0, 0, -1], [1, 1, 1, 1], [0, 1, 1, 0])
    assert inside.pinned(asked).tolist() == [False, True, True, False]
    assert inside.values(asked)[1:3].tolist() == pytest.approx([7 - 6, 10 + 6])


def test_a_zero_takes_its_parts_with_it() -> None:
    inside = interior(sparse.vstack([SQUARE, rows([0, 1, 0, 0])]).tocsr(), np.array([7.0, 6.0, 7.0, 6.0, 0.0]))
    assert inside.pinned(rows([1, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1])).all()
    assert inside.values(rows([1, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1])).tolist() == pytest.approx([7, 0, 6])


def test_zeros_that_only_all_equations_together_give() -> None:
    # a + b = 5 and a + b + c = 5 + d, d + e = c: e is zero although no sum that is zero says so.
    system = rows([1, 1, 0, 0, 0], [1, 1, 1, -1, 0], [0, 0, -1, 1, 1])
    inside = interior(system, np.array([5.0, 5.0, 0.0]))
    assert inside.pinned(rows([0, 0, 0, 0, 1], [0, 0, 0, 1, 0])).tolist() == [True, False]


def test_numbers_that_contradict_each_other_are_told() -> None:
    with pytest.raises(ValueError, match="no world fits"):
        interior(SQUARE, np.array([10.0, 6.0, 7.0, 8.0]))


@pytest.mark.parametrize(
    ("cell", "lowest", "highest"),
    [(0, 1, 7), (1, 3, 9), (2, 0, 6), (3, 0, 6)],  # a ≥ 10 − 9, b = 10 − a, c = 7 − a, d = a − 1
)
@pytest.mark.parametrize("blocks", [[0, 0, 0, 0], [0, 0, 1, 1], [1, 2, 1, 2]])
def test_ranges_are_those_of_the_square(cell: int, lowest: int, highest: int, blocks: list[int]) -> None:
    search = Search(SQUARE, SUMS, interior(SQUARE, SUMS), np.array(blocks), math.inf)
    asked = sparse.csr_matrix(np.eye(4)[[cell]])
    low, high = search.ranges(asked)
    assert (low[0], high[0]) == (lowest, highest)
    for bound in range(10):
        cannot_reach, _ = search.outside(asked, bound, 1)
        cannot_sink, _ = search.outside(asked, bound, -1)
        assert cannot_reach[0] == (bound > highest)
        assert cannot_sink[0] == (bound < lowest)


def test_whole_numbers_bind_harder_than_fractions() -> None:
    # 2a + b = 5 leaves a at most 2, not 2.5.
    system, known = rows([2, 1]), np.array([5.0])
    search = Search(system, known, interior(system, known), np.zeros(2, dtype=int), math.inf)
    assert search.ranges(rows([1, 0]))[1][0] == 2
    assert not search.outside(rows([1, 0]), 2.5, 1)[0][0]
