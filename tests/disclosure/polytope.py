"""All the worlds that fit what is shown: a polytope, and what holds in every one of them.

Nothing here knows what the numbers mean. Worlds are non-negative and need not be whole, so what is found to hold
holds among whole worlds too; that a world exists with a large or a small value is a proof only as fine as that.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import linprog
from scipy.sparse.linalg import lsqr

TOLERANCE = 1e-6
DIRECTIONS = 2


@dataclass(frozen=True)
class Interior:
    """What is true of all worlds: a world where nothing is zero that need not be, and random steps between worlds."""

    world: np.ndarray
    steps: np.ndarray
    """One row per direction: a world plus a small step is a world."""

    def pinned(self, sums: sparse.csr_matrix) -> np.ndarray:
        """Which of these sums have one value only, whatever the world."""
        return np.all(np.abs(sums @ self.steps.T) < TOLERANCE, axis=1)

    def values(self, sums: sparse.csr_matrix) -> np.ndarray:
        """The value of each sum in this world; the only one, where it is pinned."""
        return np.asarray(sums @ self.world)


def interior(equations: sparse.csr_matrix, known: np.ndarray, seed: int = 0) -> Interior:
    """Raises ValueError when no world fits: then the equations say something that is not so."""
    columns = equations.shape[1]
    alive = _not_plainly_zero(equations, known)
    system, right = rows_in_use(equations[:, alive], known)
    width = int(alive.sum())
    # Scaled by s, so that one program finds all that can be above zero: t is 1 wherever it can.
    matrix = sparse.hstack([system, system, sparse.csr_matrix(-right.reshape(-1, 1))]).tocsr()
    bounds = np.array([[0, 1]] * width + [[0, np.inf]] * width + [[1, np.inf]])
    cost = np.concatenate([-np.ones(width), np.zeros(width + 1)])
    found = linprog(cost, A_eq=matrix, b_eq=np.zeros(system.shape[0]), bounds=bounds, method="highs")
    if found.status != 0:
        raise ValueError(f"no world fits what is shown: {found.message}")
    inside = (found.x[:width] + found.x[width : 2 * width]) / found.x[-1]
    positive = found.x[:width] > 0.5
    world = np.zeros(columns)
    world[alive] = np.where(positive, inside, 0.0)
    support = np.flatnonzero(alive)[positive]
    own, _ = rows_in_use(equations[:, support], np.zeros(len(known)))
    draw = np.random.default_rng(seed)
    steps = np.zeros((DIRECTIONS, columns))
    for number in range(DIRECTIONS):
        wish = draw.standard_normal(len(support))
        lean = lsqr(own.T, wish, atol=1e-14, btol=1e-14, iter_lim=20_000)[0]
        steps[number, support] = wish - own.T @ lean
    return Interior(world, steps)


def _not_plainly_zero(equations: sparse.csr_matrix, known: np.ndarray) -> np.ndarray:
    """The columns left when every sum of non-negative parts that is zero has taken its parts with it."""
    alive = np.ones(equations.shape[1], dtype=bool)
    positive, negative = (equations > 0).astype(float), (equations < 0).astype(float)
    while True:
        above, below = positive @ alive, negative @ alive
        zero = (known == 0) & ((above == 0) != (below == 0))
        gone = alive & (((positive + negative).T @ zero) > 0)
        if not gone.any():
            return alive
        alive &= ~gone


def rows_in_use(equations: sparse.csr_matrix, known: np.ndarray) -> tuple[sparse.csr_matrix, np.ndarray]:
    """The equations that still say something, each once."""
    equations = equations.tocsr()
    equations.sort_indices()
    seen: dict[tuple[bytes, bytes, float], int] = {}
    for row in range(equations.shape[0]):
        part = slice(equations.indptr[row], equations.indptr[row + 1])
        if part.start == part.stop and abs(known[row]) < TOLERANCE:
            continue
        seen.setdefault((equations.indices[part].tobytes(), equations.data[part].tobytes(), float(known[row])), row)
    rows = list(seen.values())
    return equations[rows], known[rows]
