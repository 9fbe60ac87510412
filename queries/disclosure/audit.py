"""The audit: everything that is shown, attacked at once, before it is published."""

from collections import Counter
from collections.abc import Callable, Iterable

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from queries.disclosure.attack import MOST_MORE, TOLERANCE, Attack, Groups, joined
from queries.disclosure.groups import groups_inside, sibling_groups, unseen
from queries.disclosure.model import SMALL, Mask, Model
from queries.disclosure.outcome import Audit, Finding
from queries.disclosure.region import Region
from queries.disclosure.side_by_side import side_by_side

Progress = Callable[[str], None]

LONGEST = 10
"""Seconds for one integer program."""


def audit(
    model: Model, hidden: Mask, changed: Iterable[tuple[str, str]] = (), progress: Progress = lambda _: None
) -> Audit:
    """Attack what is shown. changed: table and period of cells that differ by 1–4 from the snapshot before.

    What a part of the system proves safe is safe; what it does not is tried in the whole, so a finding is exact.
    """
    sizes: Counter[str] = Counter()
    programs = 0
    left: list[Groups] = []
    places: list[tuple[str, str, str]] = []
    for year, (groups, tables_and_kinds, tried, solved) in side_by_side(_attack_year, model.years, (model, hidden)):
        progress(f"Angripet: {year}")
        left.append(groups)
        places += [(table, year, kind) for table, kind in tables_and_kinds]
        sizes += tried
        programs += solved
    progress("Angriper det som är kvar med alla tabeller och år")
    rest, whole = joined(left), Region(model)
    attack = Attack(whole, hidden, rest)
    exposed = np.flatnonzero(~attack.run())
    nothing_shown = Attack(whole, model.published, rest.take(exposed))
    attack.explore(exposed)
    nothing_shown.explore(np.arange(len(exposed)))
    # Of a group that numbers already out have narrowed down, only what they left open can be given away.
    asked = rest.take(exposed).within(nothing_shown.lowest, nothing_shown.highest)
    programs += attack.solved + nothing_shown.solved
    findings: Counter[tuple[str, str, str]] = Counter((table, period, "snapshots") for table, period in changed)
    pinned = narrowed = already_out = 0
    for place, group in enumerate(exposed):
        lowest, highest = attack.lowest[group], attack.highest[group]
        if asked.take(np.array([place])).safe(np.array([lowest]), np.array([highest]))[0]:
            already_out += 1
            continue
        if places[group][2] == "small" and TOLERANCE < highest - lowest < SMALL[1] - SMALL[0]:
            lowest, highest = whole_numbers(whole, hidden, rest.take(np.array([group])))
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


def _attack_year(model: Model, hidden: Mask, year: str) -> tuple[Groups, list[tuple[str, str]], Counter[str], int]:
    """The groups of a year that are not seen to be safe in it, table and kind of each, how many were tried of each
    kind, and with how many programs.
    """
    sizes: Counter[str] = Counter()
    programs = 0
    parts: list[Groups] = []
    kinds: list[tuple[str, str]] = []

    def left_in(region: Region, groups: Groups) -> Mask:
        nonlocal programs
        attack = Attack(region, hidden, groups)
        safe = attack.run()
        programs += attack.solved
        return ~safe

    for table, columns in [("flow", None), *((name, part) for name, when, part in model.blocks if when == year)]:
        inside = model.inside(table, year)
        by_kind = {
            **groups_inside(model, inside, hidden),
            "siblings": sibling_groups(model, unseen(model, hidden) & inside),
        }
        for kind, groups in by_kind.items():
            sizes[kind] += groups.size
            # Flow is in all tables, so it is tried with them at once.
            parts.append(groups if columns is None else groups.take(left_in(Region(model, columns), groups)))
            kinds += [(table, kind)] * parts[-1].size
    together = joined(parts)
    left = left_in(Region(model, model.around(year)), together)
    return together.take(left), [kinds[group] for group in np.flatnonzero(left)], sizes, programs


def whole_numbers(region: Region, hidden: Mask, group: Groups) -> tuple[float, float]:
    """The lowest and highest of one group when only whole persons are counted, as far as LONGEST seconds tell."""
    row = region.of(group.rows).toarray().ravel()
    known = region.known(hidden)
    found = [
        milp(
            sign * row,
            integrality=np.ones(len(row)),
            bounds=Bounds(-region.truth, MOST_MORE),
            constraints=LinearConstraint(*known),
            options={"time_limit": LONGEST},
        )
        for sign in (1, -1)
    ]
    n = float(group.n[0])
    return tuple(
        n + sign * result.fun if result.x is not None else n for sign, result in zip((1, -1), found, strict=True)
    )  # type: ignore[return-value]
