"""Which further cells to hide so that a group cannot be worked out: the cheapest way to let it move."""

import numpy as np
from scipy import sparse

from queries.disclosure.attack import TOLERANCE
from queries.disclosure.model import Mask
from queries.disclosure.program import Program
from queries.disclosure.region import Region, Vector, without_empty

ROUNDS = 3
"""How many times the cheapest way is looked for, each time with less regard to how far a cell has to move."""


class Hider:
    """Hides cells of a region, for one group at a time."""

    def __init__(self, region: Region, hidden: Mask, price: Vector) -> None:
        """Hidden (all cells) is changed as cells are hidden; price is what hiding each cell costs."""
        self.region, self.hidden = region, hidden
        free = ~region.out
        self.cells, self.sums, self.price = region.cells[free], region.sums[free], price[region.cells[free]]
        self.fixed = region.held(without_empty(region.sums[~free]))

    def let_move(self, group: sparse.csr_array, change: float) -> Vector | None:
        """Hide the cheapest cells that let the group be that many more (or fewer); the witness, or None if nothing can.

        A linear program counts how far cells move, not how many do, so it is run again with the far movers cheaper.
        """
        size, choices = len(self.region.truth), len(self.cells)
        eye = sparse.eye_array(choices)
        rows, lowest, highest = self.fixed
        equations = sparse.block_array([[rows, None, None], [self.sums, -eye, eye], [group, None, None]], format="csr")
        moved = np.append(np.zeros(choices), change)
        low = np.concatenate([-self.region.truth, np.zeros(2 * choices)])
        program = Program(
            low,
            np.full(len(low), np.inf),
            equations,
            np.concatenate([lowest, moved]),
            np.concatenate([highest, moved]),
        )
        price = np.where(self.hidden[self.cells], 0, self.price)
        cost, best, least = price, None, np.inf
        for _ in range(ROUNDS):
            found = program.cheapest(np.concatenate([np.zeros(size), cost, cost]))
            if found is None:
                break
            far = np.abs(self.sums @ found[:size])
            if (total := price[far > TOLERANCE].sum()) < least - TOLERANCE:
                best, least = found[:size], total
            else:
                break
            cost = price / (far + 0.1)
        if best is not None:
            self.hidden[self.cells[np.abs(self.sums @ best) > TOLERANCE]] = True
        return best
