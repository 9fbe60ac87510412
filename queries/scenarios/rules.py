"""The rules that an answer must keep, measured in tkr: how much room each leaves, year by year.

A rule is kept where its room is zero or more. Decided years are what they are, so no rule is asked of them.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, NamedTuple, Self

from finsam_data.scenario import Scenario
from queries.scenarios.baseline import Baseline
from queries.scenarios.flows import closing_equity, flows
from queries.scenarios.numbers import Number, one
from queries.scenarios.projection import Projection


class Figures(NamedTuple):
    """What rules look at, in tkr: closing equity, frame and rounding per year, costs per group and per insats."""

    years: tuple[int, ...]
    closing: dict[int, Number]
    frame: dict[int, Number]
    groups: dict[tuple[str, int], Number]
    insatser: dict[tuple[str, int], Number]


class Room(NamedTuple):
    """How much room a rule leaves one year, in tkr; below zero is what it lacks. insats where it is about one."""

    rule: "Rule"
    year: int
    tkr: Number
    insats: str | None = None


@dataclass(frozen=True, kw_only=True)
class Rule(ABC):
    """Something an answer must keep. leeway_tkr is how far it may be broken; code names the kind."""

    leeway_tkr: float = 0.0
    code: ClassVar[str]
    rounding_tkr: ClassVar[float] = 0.0
    more_is_better: ClassVar[bool] = True
    """Does more money always help? Not where the rule protects a cost."""

    def eased(self, tkr: float) -> Self:
        """The same rule with that much more leeway."""
        return replace(self, leeway_tkr=self.leeway_tkr + tkr)

    @abstractmethod
    def rooms(self, figures: Figures, reference: Figures) -> Iterator[Room]:
        """The room of every undecided year; reference is the scenario that an answer is sought for."""


@dataclass(frozen=True)
class EquityFloor(Rule):
    """Eget kapital at the end of each year is at least tkr; every undecided year where none is named."""

    tkr: float = 0.0
    years: tuple[int, ...] = ()
    code: ClassVar[str] = "equity_floor"

    def rooms(self, figures: Figures, reference: Figures) -> Iterator[Room]:
        """Closing − floor."""
        for year in figures.years:
            if not self.years or year in self.years:
                yield Room(self, year, figures.closing[year] - self.tkr + self.leeway_tkr)


@dataclass(frozen=True)
class GroupShare(Rule):
    """A cost group (such as the office) takes at most this share of the financial frame."""

    group: str
    share: float
    code: ClassVar[str] = "group_share"

    def rooms(self, figures: Figures, reference: Figures) -> Iterator[Room]:
        """Share · frame − cost."""
        for year in figures.years:
            cost = figures.groups.get((self.group, year), 0.0)
            yield Room(self, year, self.share * figures.frame[year] - cost + self.leeway_tkr)


@dataclass(frozen=True)
class MaxCut(Rule):
    """No insats is cut by more than this share from one year to the next, beyond what the scenario itself changes.

    What is left of the scenario's amount one year is at least (1 − share) of what was left the year before. A tkr less
    is rounding, and so is an amount of no more than a tkr.
    """

    share: float
    code: ClassVar[str] = "max_cut"
    rounding_tkr: ClassVar[float] = 1.0
    more_is_better: ClassVar[bool] = False

    def rooms(self, figures: Figures, reference: Figures) -> Iterator[Room]:
        """Amount − (1 − share) · scenario's amount · what was left the year before."""
        for (insats, year), planned in reference.insatser.items():
            if year not in figures.years or not _some_tkr(planned):
                continue
            before = reference.insatser.get((insats, year - 1), 0.0)
            left = figures.insatser.get((insats, year - 1), 0.0) / before if _some_tkr(before) else 1.0
            amount = figures.insatser.get((insats, year), 0.0)
            yield Room(self, year, amount - (1 - self.share) * planned * left + self.leeway_tkr, insats)


@dataclass(frozen=True)
class Limit(Rule):
    """Where what is sought can go no further. kind names why; the last year it may be changed for out_of_reach.

    kind: highest_amount, lowest_offer (another party gives no more), whole_cost (all of it is cut), nothing_left (the
    insats gets nothing), as_in_scenario (no more is given and nothing is raised), out_of_reach (no change reaches the
    year).
    """

    kind: str
    code: ClassVar[str] = "limit"

    def rooms(self, figures: Figures, reference: Figures) -> Iterator[Room]:
        """None: it is kept by never going further."""
        return iter(())


def figures_shown(baseline: Baseline, projection: Projection) -> Figures:
    """The figures of a projection, whole tkr as they are shown."""
    groups: dict[tuple[str, int], Number] = {}
    insatser: dict[tuple[str, int], Number] = {}
    for row in projection.lines:
        if row.group:
            groups[row.group, row.year] = groups.get((row.group, row.year), 0.0) + row.amount_tkr
        if row.insats:
            insatser[row.insats, row.year] = row.amount_tkr
    return Figures(
        undecided(baseline),
        {row.year: float(row.equity_closing_tkr) for row in projection.years},
        {row.year: float(row.frame_tkr) for row in projection.years},
        groups,
        insatser,
    )


def figures_drawn(baseline: Baseline, scenario: Scenario) -> Figures:
    """The same unrounded, for a scenario whose levers may hold many amounts at once."""
    money, closing = flows(baseline, scenario), closing_equity(baseline, scenario)
    groups: dict[tuple[str, int], Number] = {}
    insatser: dict[tuple[str, int], Number] = {}
    spent: dict[int, Number] = dict.fromkeys(baseline.years, 0.0)
    for cost in money.costs:
        line, year = cost.line, cost.year
        spent[year] = spent[year] + cost.tkr
        if line.group:
            groups[line.group, year] = groups.get((line.group, year), 0.0) + cost.tkr
        if line.insats:
            insatser[line.insats, year] = cost.tkr
    frame = {year: closing[year] + spent[year] - baseline.rounding_tkr.get(year, 0.0) for year in baseline.years}
    return Figures(undecided(baseline), closing, frame, groups, insatser)


def undecided(baseline: Baseline) -> tuple[int, ...]:
    """The years without a decided budget."""
    return tuple(year for year in baseline.years if year >= baseline.first_undecided)


def colliding(rules: Sequence[Rule], possible: Callable[[Sequence[Rule]], bool]) -> list[Rule]:
    """Rules that cannot be kept together, though all but any one of them can: a deletion filter."""
    kept = list(rules)
    for rule in rules:
        rest = [other for other in kept if other is not rule]
        if not possible(rest):
            kept = rest
    return kept


def _some_tkr(tkr: Number) -> bool:
    return one(tkr) > MaxCut.rounding_tkr
