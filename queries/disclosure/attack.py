"""The attack: from what is shown, the lowest and highest that a group can be.

The attacker knows every number that is shown and how they hang together. What he cannot tell apart are the registers
that give the same numbers, so he has not found a group out while two such registers differ enough in it. Each solution
of a linear program is such a register, and a witness for all groups at once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from queries.disclosure.model import Columns, Mask
from queries.disclosure.program import Program
from queries.disclosure.region import Region, Vector

TOLERANCE = 1e-6
AT_ONCE = 300
"""How many groups one linear program tries to move together."""
MOST_MORE = 1000.0
"""How many more than in truth a finest cell may hold: more than is ever asked, so that every program has an end."""


@dataclass(frozen=True)
class Groups:
    """Groups as sums of finest cells, and how much must stay open about each.

    rows: groups × unknowns. A group is safe when it can be as few as fewest and as many as most; where either is true,
    one of the two is enough.
    """

    rows: sparse.csr_array
    n: Vector
    fewest: Vector
    most: Vector
    either: Mask

    @property
    def size(self) -> int:
        """How many groups."""
        return len(self.n)

    def take(self, which: Columns | Mask) -> "Groups":
        """Some of the groups."""
        return Groups(self.rows[which], self.n[which], self.fewest[which], self.most[which], self.either[which])

    def within(self, lowest: Vector, highest: Vector) -> "Groups":
        """The same groups, of which is known already that they are no fewer than lowest and no more than highest.

        What is left to ask is never nothing: a group that could be another number must stay so.
        """
        fewest, most = np.maximum(self.fewest, lowest), np.minimum(self.most, highest)
        settled = (self.n <= fewest + TOLERANCE) & (self.n >= most - TOLERANCE) & ~self.either
        fewest = np.where(settled, np.maximum(self.n - 1, lowest), fewest)
        most = np.where(settled, np.minimum(self.n + 1, highest), most)
        # Where it can move one way only, that way is asked for; where it cannot move at all, nothing is.
        return replace(self, fewest=fewest, most=most)

    def safe(self, lowest: Vector, highest: Vector) -> Mask:
        """Which are safe when they can be as few as lowest and as many as highest?"""
        low, high = lowest <= self.fewest + TOLERANCE, highest >= self.most - TOLERANCE
        return np.where(self.either, low | high, low & high)


def joined(parts: Iterable[Groups]) -> Groups:
    """All the groups in one."""
    listed = list(parts)
    rows = sparse.csr_array(sparse.vstack([part.rows for part in listed]))
    names = ("n", "fewest", "most", "either")
    return Groups(rows, *(np.concatenate([getattr(part, name) for part in listed]) for name in names))


class Attack:
    """An attack on groups in a region, with what is hidden and what is not."""

    def __init__(self, region: Region, hidden: Mask, groups: Groups) -> None:
        """Lowest and highest start at the truth and widen as witnesses are seen."""
        self.region, self.groups = region, groups
        self.rows = region.of(groups.rows)
        self.lowest, self.highest = groups.n.copy(), groups.n.copy()
        self.witnesses: list[Vector] = []
        self.solved = 0
        self._random = np.random.default_rng(2003_1210)
        self.learn(hidden)

    def learn(self, hidden: Mask) -> None:
        """The attacker is shown less than before."""
        self._known = self.region.known(hidden)
        self._registers: Program | None = None

    def aim(self, lowest: Vector, highest: Vector) -> None:
        """Ask no more of the groups than that they can be as few as lowest and as many as highest."""
        self.groups = self.groups.within(lowest, highest)

    @property
    def safe(self) -> Mask:
        """Which groups have been seen to stay hidden?"""
        return self.groups.safe(self.lowest, self.highest)

    def wanted(self, sign: int) -> Mask:
        """Groups that have not been seen high (or, below zero, low) enough, where that is still asked."""
        if sign > 0:
            seen = self.highest >= self.groups.most - TOLERANCE
        else:
            seen = self.lowest <= self.groups.fewest + TOLERANCE
        return ~seen & ~(self.groups.either & self.safe)

    def missing(self, sign: int) -> Vector:
        """How far each group is from the truth where it is as many (or as few) as it must be."""
        return (self.groups.most if sign > 0 else self.groups.fewest) - self.groups.n

    def see(self, moved: Vector) -> None:
        """A witness: another register that gives the same numbers."""
        self.witnesses.append(moved)
        values = self.groups.n + self.rows @ moved
        np.minimum(self.lowest, values, out=self.lowest)
        np.maximum(self.highest, values, out=self.highest)

    def run(self) -> Mask:
        """Try everything; which are safe."""
        for _ in self._tries():
            pass
        return self.safe

    def holds(self) -> bool:
        """Are all safe? Tried until one is not."""
        return not any(self._tries()) and bool(self.safe.all())

    def _tries(self) -> Iterator[bool]:
        """Move as many groups as possible together, then each that is left alone: has that one been given away?"""
        for sign in (1, -1):
            self.together(sign)
            for group in np.flatnonzero(self.wanted(sign)):
                if self.wanted(sign)[group]:
                    self.alone(sign, group)
                    yield bool(self.wanted(sign)[group] and not self.groups.either[group])

    def together(self, sign: int) -> None:
        """Move many groups in one linear program, again and again while that gets further."""
        tried: Columns = np.array([], dtype=np.intp)
        while len(left := np.flatnonzero(self.wanted(sign))):
            if not np.isin(left, tried).all():
                tried = self._random.permutation(left)[:AT_ONCE]
                program = self._movers(sign, tried)
            weights = np.where(np.isin(tried, left), self._random.uniform(0.5, 1.5, len(tried)), 0)
            self._ask(program, np.concatenate([np.zeros(len(self.region.truth)), -weights]))
            if np.count_nonzero(self.wanted(sign)) > len(left) - max(1, len(tried) // 20):
                return

    def explore(self, groups: Iterable[np.intp]) -> None:
        """Move each of the groups alone as far as it goes both ways, whatever is asked of it."""
        for group in groups:
            self.alone(1, group)
            self.alone(-1, group)

    def alone(self, sign: int, group: np.intp) -> None:
        """Move one group as far as it goes."""
        if self._registers is None:
            truth = self.region.truth
            self._registers = Program(-truth, np.full(len(truth), MOST_MORE), *self._known)
        self._ask(self._registers, -sign * self.rows[[int(group)]].toarray().ravel())

    def _movers(self, sign: int, tried: Columns) -> Program:
        """Some groups, each moved as far as it must at most; it may move the wrong way for the sake of others."""
        size, extra = len(self.region.truth), len(tried)
        moves = sparse.hstack([-sign * self.rows[tried], sparse.eye_array(extra)])
        known, low, high = self._known
        rows = sparse.vstack([sparse.hstack([known, sparse.csr_array((known.shape[0], extra))]), moves])
        endless = np.full(extra, -np.inf)
        return Program(
            np.concatenate([-self.region.truth, endless]),
            np.concatenate([np.full(size, MOST_MORE), np.abs(self.missing(sign))[tried]]),
            sparse.csr_array(rows),
            np.concatenate([low, endless]),
            np.concatenate([high, np.zeros(extra)]),
        )

    def _ask(self, program: Program, cost: Vector) -> None:
        """The answer of one linear program is a witness."""
        found = program.cheapest(cost)
        self.solved += 1
        if found is not None:
            self.see(found[: len(self.region.truth)])
