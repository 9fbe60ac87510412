"""A scenario as a linear program: what one tkr of each unknown does to each rule, and the least change that keeps them.

The effects are asked of the engine itself, all unknowns in one go; the rooms are those of the shown figures. Only what
is linear may be unknown: amounts of insatser, cuts of groups without such insatser, the region's quarter.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

import numpy as np

from finsam_data.amounts import HIGHEST_TKR
from finsam_data.scenario import Scenario
from finsam_data.scenario_values import ScenarioError
from queries.scenarios.baseline import Baseline
from queries.scenarios.engine import project
from queries.scenarios.linear_columns import Column, Free, Vector, columns, with_columns
from queries.scenarios.numbers import LAST_BITS, one
from queries.scenarios.pulling import quarter_step
from queries.scenarios.rules import Figures, Limit, Room, Rule, figures_drawn, figures_shown
from queries.scenarios.unknowns import check_years

Aim = Literal["least_cut", "least_from_region"]
EVEN_TKR = 1.0
"""What evenness is worth: among answers that cost the same, the largest relative change is as small as can be."""
TRIFLE = 0.001
"""What a tkr of cuts is worth beside a tkr of the region's: it is not cut for nothing."""
SHARE_STEP = 0.0001
NUMERICAL_TROUBLE = 4
"""What the solver answers when it has lost its way; it is then asked once more, more slowly."""
LEAST_CUT_TKR = 0.5
LEAST_SCALE_TKR = 1000.0
"""Changes of a quarter that is next to nothing are held against this."""


class Change(NamedTuple):
    """One unknown one year, as in the scenario and in the answer, in tkr.

    kind is insats or group (what it costs when every cut is made) or quarter (what the region gives; no subject).
    """

    kind: str
    subject: str
    year: int
    before_tkr: float
    after_tkr: float


class Solution(NamedTuple):
    """Where the unknowns end, and what one tkr more in each room would save."""

    at: Vector
    prices: Vector


@dataclass(frozen=True)
class Program:
    """The scenario as a linear program: room + effects · (x − now) ≥ 0 for each room of all rules.

    tkr is what each unknown's whole worth is: the cost now of an insats or a group, the region's quarter.
    """

    baseline: Baseline
    scenario: Scenario
    aim: Aim
    unknowns: tuple[Column, ...]
    reference: Figures
    rooms: tuple[Room, ...]
    effects: Vector
    tkr: Vector

    @cached_property
    def now(self) -> Vector:
        """The unknowns as in the scenario."""
        return np.array([unknown.now for unknown in self.unknowns])

    @cached_property
    def spare(self) -> Vector:
        """The room of each rule in the scenario, in tkr."""
        return np.array([one(room.tkr) for room in self.rooms])

    @cached_property
    def limit(self) -> Limit:
        """Why the unknowns can go no further."""
        if self.aim == "least_cut":
            return Limit("whole_cost")
        held = any(u.kind == "quarter" and u.high < HIGHEST_TKR for u in self.unknowns)
        return Limit("lowest_offer" if held else "highest_amount")

    @cached_property
    def weights(self) -> Vector:
        """What one more of each unknown costs; cuts next to nothing where the region's money is what is sought."""
        cuts = np.array(
            [-tkr / u.now if u.kind == "insats" else tkr for u, tkr in zip(self.unknowns, self.tkr, strict=True)]
        )
        if self.aim == "least_cut":
            return cuts
        return np.where([u.kind == "quarter" for u in self.unknowns], 1.0, cuts * TRIFLE)

    @cached_property
    def aimed(self) -> Vector:
        """What one more of each unknown adds to the total."""
        quarter = np.array([float(u.kind == "quarter") for u in self.unknowns])
        return self.weights if self.aim == "least_cut" else quarter

    @cached_property
    def changed(self) -> Vector:
        """One more of each unknown as a relative change for the worse."""
        return np.array([_change(unknown) for unknown in self.unknowns])

    def whole(self, x: Vector) -> Vector:
        """Costs down and quarters up to amounts that can be written; what has hardly moved stays."""
        quarter = quarter_step(self.baseline) if self.aim == "least_from_region" else 1.0
        return np.array([_whole(u, value, quarter) for u, value in zip(self.unknowns, x, strict=True)])

    def scenario_at(self, x: Vector) -> Scenario:
        """With the unknowns that have moved."""
        moved = [(u, float(value)) for u, value in zip(self.unknowns, x, strict=True) if value != u.now]
        return with_columns(self.baseline, self.scenario, [u for u, _ in moved], [value for _, value in moved])

    def changes(self, x: Vector, shown: Figures) -> tuple[Change, ...]:
        """What has moved, in tkr as shown."""
        costs = {"insats": shown.insatser, "group": shown.groups}
        return tuple(
            Change(u.kind, u.subject, u.year, before, value if u.kind == "quarter" else one(costs[u.kind][u[1:3]]))
            for u, value, before in zip(self.unknowns, x.tolist(), self.tkr.tolist(), strict=True)
            if value != u.now
        )


def _change(unknown: Column) -> float:
    """A cost against its amount now, a quarter upwards, a share as it is."""
    if unknown.kind == "insats":
        return -1 / max(unknown.now, 1)
    return 1 / max(unknown.now, LEAST_SCALE_TKR) if unknown.kind == "quarter" else 1.0


def _whole(unknown: Column, value: float, quarter: float) -> float:
    if unknown.kind == "group":
        return min(math.ceil(value / SHARE_STEP - LAST_BITS) * SHARE_STEP, 1.0)
    if unknown.kind == "quarter":
        return math.ceil(value / quarter - LAST_BITS) * quarter
    return unknown.now if abs(value - unknown.now) < LEAST_CUT_TKR else math.floor(value + LAST_BITS)


def program(baseline: Baseline, scenario: Scenario, free: Free, rules: Sequence[Rule], aim: Aim) -> Program:
    """What may be changed against the rules. Raises ScenarioError where the two leave nothing to seek."""
    check_years(baseline, free.years)
    if free.quarter != (aim == "least_from_region"):
        raise ScenarioError(
            "Målsökningen", "Regionens andel ska vara fri när den söks, och bara då.", "Ändra vad som får ändras."
        )
    unknowns = columns(baseline, scenario, free)
    if not unknowns or not rules:
        raise ScenarioError("Målsökningen", "Det finns inget att söka.", "Välj vad som får ändras och minst en regel.")
    reference = figures_shown(baseline, project(baseline, scenario))
    now = np.array([unknown.now for unknown in unknowns])
    steps = np.array([-1.0 if unknown.kind == "quarter" else 1.0 for unknown in unknowns])
    tried = now[:, None] + np.hstack([np.zeros((len(now), 1)), np.diag(steps)])
    drawn = figures_drawn(baseline, with_columns(baseline, scenario, unknowns, list(tried)))
    width = len(now) + 1
    moved = [np.broadcast_to(room.tkr, width) for rule in rules for room in rule.rooms(drawn, reference)]
    rows = np.array(moved).reshape(len(moved), width)
    rooms = tuple(room for rule in rules for room in rule.rooms(reference, reference))
    tkr = [
        unknown.now
        if unknown.kind == "quarter"
        else one((reference.groups if unknown.kind == "group" else reference.insatser)[unknown.subject, unknown.year])
        for unknown in unknowns
    ]
    effects = (rows[:, 1:] - rows[:, :1]) / steps
    return Program(baseline, scenario, aim, unknowns, reference, rooms, effects, np.array(tkr))


def minimum(
    model: Program,
    rules: Sequence[Rule],
    eased: Vector | None = None,
    limited: bool = True,
    elastic: Rule | None = None,
) -> Solution | None:
    """The least change that keeps the rules; None where there is none.

    eased is added to every room of the program; an elastic rule breaks as little as can be.
    """
    from scipy.optimize import linprog

    n, years = len(model.unknowns), sorted({unknown.year for unknown in model.unknowns})
    asked = [row for row, room in enumerate(model.rooms) if room.rule in rules]
    spare = (model.spare if eased is None else model.spare + eased)[asked]
    given = np.array([float(model.rooms[r].rule == elastic) for r in asked]).reshape(-1, 1)
    effects = model.effects[asked]
    of_year = np.array([[float(unknown.year == year) for year in years] for unknown in model.unknowns])
    # Columns: the unknowns, the largest relative change of each year, that of all years, how much is broken.
    rows = [
        np.hstack([-effects, np.zeros((len(asked), len(years) + 1)), -given]),
        np.hstack([np.diag(model.changed), -of_year, np.zeros((n, 2))]),
        np.hstack(
            [np.zeros((len(years), n)), np.eye(len(years)), -np.ones((len(years), 1)), np.zeros((len(years), 1))]
        ),
    ]
    even = [EVEN_TKR] * (len(years) + 1)
    nothing = [0.0] * (n + len(even))  # without limits only whether there is an answer is asked
    aimed = [*nothing, 1.0] if elastic else [*model.weights, *even, 0.0] if limited else [*nothing, 0.0]
    bounds = [
        *((u.low, u.high) if limited else (None, None) for u in model.unknowns),
        *[(-HIGHEST_TKR, None)] * len(even),
        (0, None if elastic else 0),
    ]
    spares = np.concatenate([spare - effects @ model.now, model.changed * model.now, np.zeros(len(years))])
    for presolve in (True, False):
        result = linprog(aimed, np.vstack(rows), spares, bounds=bounds, options={"presolve": presolve})
        if result.status != NUMERICAL_TROUBLE:
            break
    if result.status != 0:
        return None
    prices = np.zeros(len(model.rooms))
    prices[asked] = -result.ineqlin.marginals[: len(asked)]
    return Solution(result.x[:n], prices)
