"""Several unknowns at once by linear programming: the least change that keeps every rule, in whole tkr."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from finsam_data.scenario import Scenario
from queries.scenarios.baseline import Baseline
from queries.scenarios.engine import project
from queries.scenarios.goal_seek import MORE_TKR, Collision
from queries.scenarios.linear_columns import Free, Vector
from queries.scenarios.linear_program import Aim, Change, Program, minimum, program
from queries.scenarios.numbers import one
from queries.scenarios.projection import Projection
from queries.scenarios.rules import Limit, Room, Rule, colliding, figures_shown

TRIES = 8
"""How many times rules are tightened where rounding to whole tkr breaks one."""
SOME_PRICE = 0.01
"""A rule that would save less per tkr decides nothing."""


@dataclass(frozen=True)
class LinearAnswer:
    """The least change. total_tkr is what is cut in all, or what the region gives in all, over the years.

    changes are those that differ from the scenario. binding is the rule that costs most, None where nothing had to be
    changed; more_total_tkr is the total with 100 tkr more (more_tkr) in that rule every year.
    """

    aim: Aim
    free: Free
    rules: tuple[Rule, ...]
    total_tkr: float
    changes: tuple[Change, ...]
    scenario: Scenario
    projection: Projection
    binding: Room | None
    more_tkr: float
    more_total_tkr: float


def solve(
    baseline: Baseline, scenario: Scenario, free: Free, rules: Sequence[Rule], aim: Aim
) -> LinearAnswer | Collision:
    """The least that must be cut, or that the region must give, for every rule to hold.

    Raises ScenarioError where what may be changed does not fit the baseline.
    """
    model = program(baseline, scenario, free, rules, aim)
    found = _whole_answer(model, rules)
    if found is None:
        return _collision(model, rules)
    at, prices, projection = found
    shown = figures_shown(baseline, projection)
    changes = model.changes(at, shown)
    cut = sum(change.before_tkr - change.after_tkr for change in changes)
    given = sum(float(value) for u, value in zip(model.unknowns, at, strict=True) if u.kind == "quarter")
    total = more = cut if aim == "least_cut" else given
    binding: Room | None = None
    if prices.max(initial=0.0) > SOME_PRICE:
        binding = [room for rule in rules for room in rule.rooms(shown, model.reference)][int(prices.argmax())]
        easier = np.array([MORE_TKR * (room.rule == binding.rule) for room in model.rooms])
        now, eased = minimum(model, rules), minimum(model, rules, easier)
        more += float(model.aimed @ (eased.at - now.at)) if now and eased else 0.0
    return LinearAnswer(
        aim, free, tuple(rules), total, changes, model.scenario_at(at), projection, binding, MORE_TKR, more
    )


def _whole_answer(model: Program, rules: Sequence[Rule]) -> tuple[Vector, Vector, Projection] | None:
    """The least change in whole tkr; where rounding breaks a rule, it is tightened there and all is solved anew."""
    rounding = np.array([room.rule.rounding_tkr for room in model.rooms])
    tightened = np.zeros(len(model.rooms))
    for _ in range(TRIES):
        solution = minimum(model, rules, tightened)
        if solution is None:
            return None
        at = model.whole(solution.at)
        projection = project(model.baseline, model.scenario_at(at))
        shown = figures_shown(model.baseline, projection)
        left = np.array([one(room.tkr) for rule in rules for room in rule.rooms(shown, model.reference)])
        broken = left < -rounding
        if not broken.any():
            return at, solution.prices, projection
        tightened += np.where(broken, np.floor(left), 0.0)
    return None


def _collision(model: Program, rules: Sequence[Rule]) -> Collision:
    """Which rules cannot be kept together, and how little the first of them can be broken by."""

    def possible(kept: Sequence[Rule]) -> bool:
        return minimum(model, kept, limited=model.limit in kept) is not None

    found = colliding([*rules, model.limit], possible)
    if len(found) == 1:
        found.append(Limit("out_of_reach"))
    first = next(rule for rule in found if not isinstance(rule, Limit))
    best = minimum(model, found, limited=model.limit in found, elastic=first)
    at = model.now if best is None else best.at
    left = [
        room._replace(tkr=one(room.tkr) + float(effect @ (at - model.now)))
        for room, effect in zip(model.rooms, model.effects, strict=True)
        if room.rule == first
    ]
    return Collision(tuple(found), min(left, key=lambda room: one(room.tkr)))
