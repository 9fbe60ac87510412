"""Goal seek: the one number that just keeps the rules, which rule decides it, and what 100 tkr more would change.

Every step is a projection, so an answer holds on the whole tkr that are shown. Codes and numbers only; the words stand
with the pages.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from finsam_data.scenario import Scenario
from queries.scenarios.baseline import Baseline
from queries.scenarios.engine import project
from queries.scenarios.numbers import LAST_BITS, one
from queries.scenarios.projection import Projection
from queries.scenarios.rules import EquityFloor, Figures, Limit, Room, Rule, colliding, figures_drawn, figures_shown
from queries.scenarios.unknowns import Dial, RegionGives, Unknown

MORE_TKR = 100.0
LINES_TRIED = 8
"""How many times a straight line may point out the step before halving takes over."""


@dataclass(frozen=True)
class Found:
    """The answer. value is the sought number, None where each year has its own; values hold it year by year.

    values are tkr, or shares 0–1 of a cut; scenario is the one on screen with the answer in it, projection what it
    leads to. binding is the rule that one step less would break first; None where the rules ask for nothing at all.
    more_values is the answer with 100 tkr more (more_tkr) in the rule that binds.
    """

    unknown: Unknown
    rules: tuple[Rule, ...]
    value: float | None
    values: dict[int, float]
    scenario: Scenario
    projection: Projection
    binding: Room | None
    more_tkr: float
    more_values: dict[int, float]


@dataclass(frozen=True)
class Collision:
    """No answer: the rules cannot be kept together, though all but any one of them can.

    short names the rule and year that lack most where as much as possible is done, and how much, below zero.
    """

    rules: tuple[Rule, ...]
    short: Room


def seek(
    baseline: Baseline, scenario: Scenario, unknown: Unknown, rules: Sequence[Rule] = (EquityFloor(),)
) -> Found | Collision:
    """The least (or the most) of the unknown that keeps the rules, all else as in the scenario.

    Raises ScenarioError where the scenario or the unknown does not fit the baseline.
    """
    reference = figures_shown(baseline, project(baseline, scenario))
    search = _Search(baseline, unknown.dial(baseline, scenario), reference, baseline.years[-1])
    step = search.least(rules)
    if step is None or _broken(search.rooms(step, _protecting(rules))):
        return _collision(search, rules)
    dial = search.dial
    binding = min(search.rooms(step - 1, _helped(rules)), key=_room) if step > dial.low else None
    eased = [rule.eased(MORE_TKR) if binding and rule == binding.rule else rule for rule in rules]
    more = search.least(eased)
    value = dial.value(step)
    return Found(
        unknown,
        tuple(rules),
        value,
        _values(dial, value),
        search.scenario_at(step),
        search.projection(step),
        binding,
        MORE_TKR,
        _values(dial, value if more is None else dial.value(more)),
    )


def least_each_year(
    baseline: Baseline, scenario: Scenario, years: Sequence[int], rules: Sequence[Rule] = (EquityFloor(),)
) -> Found | Collision:
    """The least the region must give, year after year, each as low as the years before allow."""
    answer = _year_by_year(baseline, scenario, years, rules)
    if isinstance(answer, Collision) or answer.binding is None:
        return answer
    eased = [rule.eased(MORE_TKR) if rule == answer.binding.rule else rule for rule in rules]
    more = _year_by_year(baseline, scenario, years, eased)
    return answer if isinstance(more, Collision) else replace(answer, more_values=more.values)


def _year_by_year(
    baseline: Baseline, scenario: Scenario, years: Sequence[int], rules: Sequence[Rule]
) -> Found | Collision:
    values: dict[int, float] = {}
    binding: Room | None = None
    now, projection = scenario, project(baseline, scenario)
    reference = figures_shown(baseline, projection)
    for year, through in zip(years, [*(later - 1 for later in years[1:]), baseline.years[-1]], strict=True):
        unknown = RegionGives((year,))
        search = _Search(baseline, unknown.dial(baseline, now), reference, through)
        step = search.least(rules)
        if step is None or _broken(search.rooms(step, _protecting(rules))):
            return _collision(search, rules)
        if binding is None and step > search.dial.low:
            binding = min(search.rooms(step - 1, _helped(rules)), key=_room)
        values[year], now, projection = search.dial.value(step), search.scenario_at(step), search.projection(step)
    return Found(
        RegionGives(tuple(years)),
        tuple(rules),
        None,
        values,
        now,
        projection,
        binding,
        MORE_TKR,
        values,
    )


@dataclass(frozen=True)
class _Search:
    """Steps tried so far. reference is the scenario on screen; rules are asked of the years through the last."""

    baseline: Baseline
    dial: Dial
    reference: Figures
    through: int
    tried: dict[int, Projection] = field(default_factory=dict)

    def scenario_at(self, step: int) -> Scenario:
        return self.dial.pulled(self.dial.value(step))

    def projection(self, step: int) -> Projection:
        if step not in self.tried:
            self.tried[step] = project(self.baseline, self.scenario_at(step))
        return self.tried[step]

    def rooms(self, step: int, rules: Sequence[Rule]) -> list[Room]:
        return self._asked(figures_shown(self.baseline, self.projection(step)), rules)

    def least(self, rules: Sequence[Rule]) -> int | None:
        """The first step that keeps the rules that more money helps; tried first where straight lines cross zero."""
        helped, dial = _helped(rules), self.dial

        def rooms(step: int) -> list[float]:
            return [_room(found) for found in self.rooms(step, helped)]

        at_low, slopes = self._lines(helped)
        step = _moved(dial, dial.low, at_low, slopes)
        for _ in range(LINES_TRIED):
            now = rooms(step)
            if min(now, default=0.0) >= 0 and (step == dial.low or min(rooms(step - 1)) < 0):
                return step
            further = _moved(dial, step, now, slopes)
            step = further if further != step else step - 1
        return least(rooms, dial.low, dial.high)

    def _lines(self, rules: Sequence[Rule]) -> tuple[list[float], list[float]]:
        """The rooms at the low end, and what a step adds to each, as if nothing were rounded."""
        low, high = self.dial.low, self.dial.high
        ends = np.array([self.dial.value(low), self.dial.value(high)])
        found = self._asked(figures_drawn(self.baseline, self.dial.pulled(ends)), rules)
        lines = [np.broadcast_to(room.tkr, 2).tolist() for room in found]
        return [lower for lower, _ in lines], [(upper - lower) / (high - low) for lower, upper in lines]

    def _asked(self, figures: Figures, rules: Sequence[Rule]) -> list[Room]:
        return [room for rule in rules for room in rule.rooms(figures, self.reference) if room.year <= self.through]


def least(rooms: Callable[[int], Sequence[float]], low: int, high: int) -> int | None:
    """The first whole number where every room is zero or more, by bisection; None where not even high has that.

    No room falls from low to high.
    """
    if min(rooms(high), default=0.0) < 0:
        return None
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if min(rooms(middle), default=0.0) >= 0 else (middle + 1, high)
    return high


def _moved(dial: Dial, step: int, rooms: Sequence[float], slopes: Sequence[float]) -> int:
    """As many steps on (or back) as the last room needs (or has to spare), no further than the ends."""
    if any(room < 0 and slope <= 0 for room, slope in zip(rooms, slopes, strict=True)):
        return dial.high
    needed = [-room / slope for room, slope in zip(rooms, slopes, strict=True) if slope > 0]
    return min(max(step + math.ceil(max(needed, default=0.0) - LAST_BITS), dial.low), dial.high)


def _collision(search: _Search, rules: Sequence[Rule]) -> Collision:
    """Which rules cannot be kept together; the end of the dial is one of them."""
    dial = search.dial

    def possible(kept: Sequence[Rule]) -> bool:
        step = search.least(kept)
        if step is None and dial.limit in kept:
            return False
        if step is None:  # without the end of the dial, whatever more money helps can be reached
            ends = zip(search.rooms(dial.low, _helped(kept)), search.rooms(dial.high, _helped(kept)), strict=True)
            if any(_room(high) < 0 and _room(high) <= _room(low) for low, high in ends):
                return False
        return not _broken(search.rooms(dial.high if step is None else step, _protecting(kept)))

    found = colliding([*rules, dial.limit], possible)
    if len(found) == 1:
        found.append(Limit("out_of_reach"))
    step = search.least(found)
    rooms = search.rooms(dial.high if step is None else step, found)
    return Collision(tuple(found), min(rooms, key=_room))


def _values(dial: Dial, value: float) -> dict[int, float]:
    return {year: one(each) for year, each in dial.values(value).items()}


def _helped(rules: Sequence[Rule]) -> list[Rule]:
    return [rule for rule in rules if rule.more_is_better and not isinstance(rule, Limit)]


def _protecting(rules: Sequence[Rule]) -> list[Rule]:
    return [rule for rule in rules if not rule.more_is_better]


def _broken(rooms: Sequence[Room]) -> bool:
    return any(_room(room) < -room.rule.rounding_tkr for room in rooms)


def _room(room: Room) -> float:
    return one(room.tkr)
