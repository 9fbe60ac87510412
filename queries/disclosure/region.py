"""A part of the system that moves while the rest stands still."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from queries.disclosure.model import Columns, Mask, Model

Vector = NDArray[np.float64]


class Region:
    """Some of the finest cells, and the sums and links that they are in.

    What can move while the rest stands still can move in the whole system too, so what is safe in a part is safe.
    Vectors over the region say how far each of its finest cells is from the truth.
    """

    def __init__(self, model: Model, columns: Columns | None = None) -> None:
        """Without columns: the whole system."""
        self.model = model
        self.part = slice(None) if columns is None else columns
        self.truth: Vector = model.truth[self.part]
        sums = sparse.csr_array(model.sums[:, self.part])
        self.cells = np.flatnonzero((np.diff(sums.indptr) > 0) & (model.published | model.out))
        self.sums = sums[self.cells]
        self.links = without_empty(model.links[:, self.part])
        self.out = model.out[self.cells]

    def known(self, hidden: Mask) -> sparse.csr_array:
        """Every sum that the attacker knows: what is shown, what is printed already, and how it hangs together."""
        seen = ~hidden[self.cells] | self.out
        return sparse.csr_array(sparse.vstack([self.sums[seen], self.links]))

    def of(self, rows: sparse.csr_array) -> sparse.csr_array:
        """The region's part of some sums."""
        return sparse.csr_array(rows[:, self.part])


def without_empty(rows: sparse.csr_array) -> sparse.csr_array:
    """The rows that hold anything."""
    rows = sparse.csr_array(rows)
    return rows[np.diff(rows.indptr) > 0]
