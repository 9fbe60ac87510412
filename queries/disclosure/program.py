"""Linear programs over many unknowns, asked one question after another."""

import highspy
import numpy as np
from scipy import sparse

from queries.disclosure.region import Vector

PRIMAL = 4
"""HiGHS's number for the method that goes on from the last answer when only the costs are new."""


class Program:
    """What the unknowns and some sums of them may be; the cheapest answer is looked for where the last one stood.

    Another cost leaves the last answer possible, so the next is some steps away, not a whole search.
    """

    def __init__(self, low: Vector, high: Vector, sums: sparse.csr_array, sum_low: Vector, sum_high: Vector) -> None:
        """Limits of each unknown (low, high) and of each sum (sum_low, sum_high)."""
        rows, self._size = sums.shape
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = self._size, rows
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = np.zeros(self._size), low, high
        lp.row_lower_, lp.row_upper_ = sum_low, sum_high
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = sums.indptr, sums.indices, sums.data
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]
        self._highs.setOptionValue("output_flag", False)
        self._highs.passModel(lp)
        self._columns = np.arange(self._size, dtype=np.int32)

    def cheapest(self, cost: Vector) -> Vector | None:
        """The unknowns that cost least together; None where nothing is possible."""
        self._highs.changeColsCost(self._size, self._columns, cost)
        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        self._highs.setOptionValue("simplex_strategy", PRIMAL)
        return np.array(self._highs.getSolution().col_value)
