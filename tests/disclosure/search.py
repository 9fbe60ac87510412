"""How far sums can go among all worlds: is there one in which this group is as large as four, or as small as one?

Found cheapest first. Worlds already seen answer most. Then a block of unknowns (a table in a year) is moved while all
others stand still: what is reached so is reached. Then a sum's own block and the flow alone, all other equations
forgotten: what cannot be reached even so never can. What is left is asked of everything at once.
"""

import time
from collections.abc import Iterator

import numpy as np
from scipy import sparse
from scipy.optimize import LinearConstraint, linprog, milp

from tests.disclosure.polytope import TOLERANCE, Interior, rows_in_use

MILP_SECONDS = 2.0
WORLDS = 400
"""How many worlds are kept to answer later questions."""


class Search:
    """Lowest and highest values of many sums, until a moment of time.monotonic()."""

    def __init__(
        self, equations: sparse.csr_matrix, known: np.ndarray, inside: Interior, block_of: np.ndarray, until: float
    ) -> None:
        """block_of numbers the block of each column; block 0 is what the others hang together by."""
        self.until = until
        self.programs = 0
        moving = np.any(np.abs(inside.steps) >= TOLERANCE, axis=0)
        self.columns = np.flatnonzero(moving)
        self.fixed = np.where(moving, 0.0, np.round(inside.world))
        self.system, self.known = rows_in_use(equations[:, self.columns].tocsr(), known - equations @ self.fixed)
        self.block_of = block_of[self.columns]
        self.worlds = [inside.world[self.columns]]

    def outside(self, sums: sparse.csr_matrix, bound: float, sign: int) -> tuple[np.ndarray, np.ndarray]:
        """Which sums can never reach the bound, from below (sign 1) or from above (sign −1), and how far they can.

        How far is NaN where the bound is reached, and minus or plus infinity where time ran out; both are not outside.
        """
        asked = _Asked(sums[:, self.columns].tocsr(), np.asarray(sums @ self.fixed), bound, sign)
        own = np.array([self._block(asked.sums[row]) for row in range(sums.shape[0])], dtype=int)
        for world in self.worlds:
            asked.look(world)
        for base in (0, None):
            if base is None:
                self._all(asked, asked.open(own == 0))
            world = self.worlds[0 if base == 0 else -1]
            for block in np.unique(own[~asked.reached]):
                for found in self._around(asked, world, block, own):
                    if self._fits(found):
                        asked.look(found)
        best = np.full(sums.shape[0], -np.inf) * sign
        outside = np.zeros(sums.shape[0], dtype=bool)
        for row in asked.open():
            if not asked.reached[row] and time.monotonic() < self.until:
                value = self._relaxed(asked.sums[row], asked.constant[row], own[row], sign)
                if value * sign < bound * sign - TOLERANCE:
                    best[row], outside[row] = value, True
        while len(rows := asked.open(~outside)) and time.monotonic() < self.until:
            if self._all(asked, rows) < max(1, len(rows) // 10):
                break
        for row in asked.open(~outside):
            if not asked.reached[row] and time.monotonic() < self.until:
                best[row], world = self._best(
                    asked.sums[row], asked.constant[row], np.arange(len(self.columns)), self.system, self.known, sign
                )
                outside[row] = best[row] * sign < bound * sign - TOLERANCE
                if world is not None and self._fits(world):
                    self._keep(world)
                    asked.look(world)
        best[asked.reached] = np.nan
        return outside, best

    def ranges(self, sums: sparse.csr_matrix) -> tuple[np.ndarray, np.ndarray]:
        """The lowest and highest whole value of each sum, in worlds of whole numbers; infinite where time ran out."""
        constant = np.asarray(sums @ self.fixed)
        moving = sums[:, self.columns].tocsr()
        ends = {-1: np.full(sums.shape[0], -np.inf), 1: np.full(sums.shape[0], np.inf)}
        for row in range(sums.shape[0]):
            for sign, found in ends.items():
                if time.monotonic() < self.until:
                    found[row] = self._whole(moving[row], float(constant[row]), sign)
        return ends[-1], ends[1]

    def _fits(self, world: np.ndarray) -> bool:
        """Is it a world? What a solver returns is not taken at its word where it would free the edition."""
        return bool(world.min() > -1e-5 and np.abs(self.system @ world - self.known).max() < 1e-4)

    def _keep(self, world: np.ndarray) -> None:
        if len(self.worlds) < WORLDS:
            self.worlds.append(world)

    def _block(self, asked: sparse.csr_matrix) -> int:
        """The block of a sum: its own, or 0 when it is of many."""
        blocks = np.unique(self.block_of[asked.indices])
        return int(blocks[0]) if len(blocks) == 1 else 0

    def _all(self, asked: "_Asked", rows: np.ndarray) -> int:
        """Move everything so that as many as possible of these reach the bound; how many did."""
        if not len(rows) or time.monotonic() > self.until:
            return 0
        everything = np.arange(len(self.columns))
        world = self._together(asked, rows, everything, self.system, self.known, asked.constant)
        if world is None or not self._fits(world):
            return 0
        self._keep(world)
        return asked.look(world)

    def _around(self, asked: "_Asked", world: np.ndarray, block: int, own: np.ndarray) -> Iterator[np.ndarray]:
        """Worlds like this one but for one block, in which more of the block's sums reach the bound."""
        inside = np.flatnonzero(self.block_of == block)
        still = world.copy()
        still[inside] = 0.0
        system = self.system[:, inside].tocsr()
        touched = np.flatnonzero(np.diff(system.indptr))
        system, known = system[touched], (self.known - self.system @ still)[touched]
        constant = asked.constant + asked.sums @ still
        while len(rows := asked.open(own == block)) and time.monotonic() < self.until:
            part = self._together(asked, rows, inside, system, known, constant)
            if part is None:
                return
            found = still.copy()
            found[inside] = part
            yield found
            if len(asked.open(own == block)) > len(rows) * 0.95:
                return

    def _together(
        self,
        asked: "_Asked",
        rows: np.ndarray,
        inside: np.ndarray,
        system: sparse.csr_matrix,
        known: np.ndarray,
        constant: np.ndarray,
    ) -> np.ndarray | None:
        """Values of the columns inside with which as many as possible of the sums reach the bound, or come near it."""
        many, width, sign = len(rows), len(inside), asked.sign
        self.programs += 1
        # sign · t ≤ sign · (constant + sum), and sign · t ≤ sign · bound; the sum of sign · t is made large.
        beyond = sparse.hstack([-sign * asked.sums[rows][:, inside], sign * sparse.identity(many)]).tocsr()
        equal = sparse.hstack([system, sparse.csr_matrix((system.shape[0], many))]).tocsr()
        limit = [-np.inf, asked.bound] if sign > 0 else [asked.bound, np.inf]
        found = linprog(
            np.concatenate([np.zeros(width), -sign * np.ones(many)]),
            A_ub=beyond,
            b_ub=sign * constant[rows],
            A_eq=equal,
            b_eq=known,
            bounds=np.array([[0, np.inf]] * width + [limit] * many),
            method="highs",
            options={"time_limit": max(1.0, self.until - time.monotonic())},
        )
        return np.asarray(found.x[:width]) if found.status == 0 else None

    def _relaxed(self, asked: sparse.csr_matrix, constant: float, block: int, sign: int) -> float:
        """The best value when only the equations of one block and block 0 are kept."""
        inside = np.flatnonzero((self.block_of == block) | (self.block_of == 0))
        system = self.system[:, inside].tocsr()
        whole = np.diff(system.indptr) == np.diff(self.system.indptr)
        rows = np.flatnonzero(whole & (np.diff(system.indptr) > 0))
        return self._best(asked, constant, inside, system[rows], self.known[rows], sign)[0]

    def _best(
        self,
        asked: sparse.csr_matrix,
        constant: float,
        inside: np.ndarray,
        system: sparse.csr_matrix,
        known: np.ndarray,
        sign: int,
    ) -> tuple[float, np.ndarray | None]:
        """The best value of one sum, and the values of the columns inside that give it; None when it has no end."""
        self.programs += 1
        found = linprog(
            -sign * asked[:, inside].toarray().ravel(), A_eq=system, b_eq=known, bounds=(0, None), method="highs"
        )
        if found.status == 0:
            return float(constant - sign * found.fun) + 0.0, np.asarray(found.x)
        if found.status == 3:
            return sign * np.inf, None
        raise ValueError(found.message)

    def _whole(self, asked: sparse.csr_matrix, constant: float, sign: int) -> float:
        """As _best, among worlds of whole numbers. Where that takes long, the bound that is proven so far."""
        self.programs += 1
        found = milp(
            -sign * asked.toarray().ravel(),
            constraints=LinearConstraint(self.system, self.known, self.known),
            integrality=np.ones(len(self.columns)),
            options={"time_limit": MILP_SECONDS},
        )
        bound = found.mip_dual_bound
        if bound is None or not np.isfinite(bound):
            return sign * np.inf
        value = constant - sign * bound
        return float(np.floor(value + TOLERANCE) if sign > 0 else np.ceil(value - TOLERANCE)) + 0.0


class _Asked:
    """Sums, the bound they should reach, and which have been seen to."""

    def __init__(self, sums: sparse.csr_matrix, constant: np.ndarray, bound: float, sign: int) -> None:
        self.sums, self.constant, self.bound, self.sign = sums, constant, bound, sign
        self.reached = np.zeros(sums.shape[0], dtype=bool)

    def look(self, world: np.ndarray) -> int:
        """Note those that reach the bound in this world; how many are new."""
        values = (self.constant + self.sums @ world) * self.sign
        fresh = ~self.reached & (values >= self.bound * self.sign - TOLERANCE)
        self.reached |= fresh
        return int(fresh.sum())

    def open(self, among: np.ndarray | None = None) -> np.ndarray:
        """Rows that have not reached it."""
        return np.flatnonzero(~self.reached if among is None else ~self.reached & among)
