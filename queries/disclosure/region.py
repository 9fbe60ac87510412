"""A part of the system that moves while the rest stands still."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from queries.disclosure.model import Columns, Mask, Model

Vector = NDArray[np.float64]


class Known(NamedTuple):
    """Sums of finest cells, and from where to where each may be from the truth."""

    rows: sparse.csr_array
    low: Vector
    high: Vector


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
        inside = model.limits[:, self.part]
        touched = np.diff(inside.indptr) > 0
        self.limits, self.room = inside[touched], np.maximum(model.limits @ model.truth, 0)[touched]
        self.out = model.out[self.cells]

    def known(self, hidden: Mask) -> Known:
        """Every sum that the attacker knows: what is shown, what is printed already, and how it hangs together."""
        return self.held(self.sums[~hidden[self.cells] | self.out])

    def held(self, *sums: sparse.csr_array) -> Known:
        """Those sums as they are, and what is known whatever is shown."""
        equal = sparse.vstack([*sums, self.links])
        zeros, count = np.zeros(equal.shape[0]), len(self.room)
        return Known(
            sparse.csr_array(sparse.vstack([equal, self.limits])),
            np.concatenate([zeros, -self.room]),
            np.concatenate([zeros, np.full(count, np.inf)]),
        )

    def of(self, rows: sparse.csr_array) -> sparse.csr_array:
        """The region's part of some sums."""
        return sparse.csr_array(rows[:, self.part])


def without_empty(rows: sparse.csr_array) -> sparse.csr_array:
    """The rows that hold anything."""
    rows = sparse.csr_array(rows)
    return rows[np.diff(rows.indptr) > 0]
