"""The audit: everything that is shown, attacked at once, before it is published."""

from collections import Counter
from collections.abc import Callable, Iterable

import msgspec
import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from queries.disclosure.attack import TOLERANCE, Attack, Groups, joined
from queries.disclosure.groups import one_kind_groups, sibling_groups, small_groups, tracker_groups
from queries.disclosure.model import SMALL, Mask, Model
from queries.disclosure.region import Region

Progress = Callable[[str], None]

KINDS = {
    "small": "gruppen på 1–4 kan räknas fram",
    "one_kind": "alla i en grupp på 1–4 har bevisligen något gemensamt",
    "siblings": "två dolda antal som tillsammans är 1–4 kan räknas fram",
    "tracker": "skillnaden mellan två val är 1–4 och kan räknas fram",
    "snapshots": "antalet har ändrats med 1–4 sedan förra publiceringen",
}
"""What was attacked → what a finding means."""


class Finding(msgspec.Struct, frozen=True, order=True):
    """Something that can be worked out: where, and how many groups of which kind."""

    table: str
    period: str
    kind: str
    groups: int

    def __str__(self) -> str:
        return f"{self.table} {self.period}: {KINDS[self.kind]} ({self.groups} st)"


class Audit(msgspec.Struct, frozen=True):
    """What the attack tried and found. Cells are those that may be shown; groups those that must not be found out.

    already_out: groups narrowed down by numbers that are printed or official, and no further by this edition.
    """

    cells: int
    hidden: int
    shown_of_five_or_more: int
    five_or_more: int
    groups: dict[str, int]
    pinned: int
    narrowed: int
    already_out: int
    programs: int
    findings: tuple[Finding, ...] = ()

    @property
    def passed(self) -> bool:
        """Could nothing be worked out?"""
        return not self.findings


def audit(
    model: Model, hidden: Mask, changed: Iterable[tuple[str, str]] = (), progress: Progress = lambda _: None
) -> Audit:
    """Attack what is shown. changed: table and period of cells that differ by 1–4 from the snapshot before.

    What a part of the system proves safe is safe; what it does not is tried in the whole, so a finding is exact.
    """
    unsafe: list[Groups] = []
    places: list[tuple[str, str, str]] = []
    sizes: Counter[str] = Counter()
    programs = 0
    whole = Region(model)
    parts = [("flow", year, None) for year in model.years] + model.blocks
    for table, year, columns in parts:
        progress(f"Angriper {table} {year}")
        inside = model.inside(table, year)
        region = whole if columns is None else Region(model, columns)
        for kind, groups in _groups(model, hidden, inside).items():
            sizes[kind] += groups.size
            attack = Attack(region, hidden, groups)
            unsafe.append(groups.take(~attack.run()))
            places += [(table, year, kind)] * unsafe[-1].size
            programs += attack.solved
    progress("Angriper det som är kvar med alla tabeller och år")
    findings: Counter[tuple[str, str, str]] = Counter((table, period, "snapshots") for table, period in changed)
    pinned = narrowed = already_out = 0
    groups = joined(unsafe)
    attack = Attack(whole, hidden, groups)
    safe = attack.run()
    nothing_shown = Attack(whole, model.published, groups)
    nothing_shown.run()
    programs += attack.solved + nothing_shown.solved
    for group in np.flatnonzero(~safe):
        lowest, highest = attack.lowest[group], attack.highest[group]
        if places[group][2] == "small" and highest - lowest < SMALL[1] - SMALL[0] and highest > lowest:
            lowest, highest = whole_numbers(whole, hidden, groups.take(np.array([group])))
        by_others = nothing_shown.lowest[group], nothing_shown.highest[group]
        if (
            lowest <= max(groups.fewest[group], by_others[0]) + TOLERANCE
            and highest >= min(groups.most[group], by_others[1]) - TOLERANCE
        ):
            already_out += 1
            continue
        findings[places[group]] += 1
        pinned += highest - lowest < TOLERANCE
        narrowed += highest - lowest >= TOLERANCE
    large = model.published & (model.n > SMALL[1])
    return Audit(
        cells=int(model.published.sum()),
        hidden=int((model.published & hidden).sum()),
        shown_of_five_or_more=int((large & ~hidden).sum()),
        five_or_more=int(large.sum()),
        groups=dict(sizes),
        pinned=int(pinned),
        narrowed=int(narrowed),
        already_out=already_out,
        programs=programs,
        findings=tuple(sorted(Finding(*place, n) for place, n in findings.items())),
    )


def whole_numbers(region: Region, hidden: Mask, group: Groups) -> tuple[float, float]:
    """The lowest and highest of one group when only whole persons are counted, by integer programming."""
    row = region.of(group.rows).toarray().ravel()
    known = region.known(hidden)
    found = [
        milp(
            sign * row,
            integrality=np.ones(len(row)),
            bounds=Bounds(-region.truth, np.inf),
            constraints=LinearConstraint(known, 0, 0),
        )
        for sign in (1, -1)
    ]
    n = float(group.n[0])
    return tuple(
        n + sign * result.fun if result.x is not None else n for sign, result in zip((1, -1), found, strict=True)
    )  # type: ignore[return-value]


def _groups(model: Model, hidden: Mask, inside: Mask) -> dict[str, Groups]:
    return {
        "small": small_groups(model, inside),
        "one_kind": one_kind_groups(model, inside, hidden),
        "tracker": tracker_groups(model, inside),
        "siblings": sibling_groups(model, hidden & inside),
    }
