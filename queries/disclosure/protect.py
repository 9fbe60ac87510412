"""Protecting the whole plan at once: hide 1–4, then further cells until no group can be worked out."""

from collections.abc import Callable

import numpy as np
import polars as pl

from queries.disclosure.attack import TOLERANCE, Attack, Groups, joined
from queries.disclosure.groups import groups_inside, one_kind_groups, parts_of_wholes, sibling_groups, unseen
from queries.disclosure.hiding import Hider
from queries.disclosure.model import SMALL, Columns, Mask, Model
from queries.disclosure.region import Region, Vector
from queries.disclosure.side_by_side import side_by_side
from queries.publication.plan import TOTAL

Progress = Callable[[str], None]

BETWEEN = 10
"""How many groups are let move one by one before the attack is tried again on the rest."""


def protect(model: Model, progress: Progress = lambda _: None) -> Mask:
    """Which of the model's cells to hide: 1–4, and what else it takes.

    First flow by itself, then each table and year with flow as it is, then a year with all its tables, last everything
    at once: each step takes on only what the step before could not protect. Hiding more never exposes a group.
    """
    hidden = model.published & model.small & ~model.official
    price = prices(model)
    progress("Döljer små antal: deltagare")
    flow, rows = model.alone("flow")
    hidden_flow = hidden[rows]
    _protect_part(Region(flow), hidden_flow, price[rows], np.ones(len(rows), dtype=bool))
    hidden[rows] = hidden_flow
    unsafe = {
        year: list(groups_inside(model, model.in_flow & model.in_year(year), hidden).values()) for year in model.years
    }
    # A table's year has cells of its own, and flow is settled, so one block does not wait for another.
    for (table, year, _), (cells, marks, left) in side_by_side(_block, model.blocks, (model, hidden.copy(), price)):
        progress(f"Döljer små antal: {table} {year}")
        hidden[cells] = marks
        unsafe[year].append(left)
    hidden_before = -1
    # What is out already may leave groups that no hiding helps; the attack tells of them.
    while any(groups.size for parts in unsafe.values() for groups in parts) and hidden.sum() > hidden_before:
        hidden_before = hidden.sum()
        left_over = []
        for year, parts in unsafe.items():
            progress(f"Döljer små antal: alla tabeller {year}")
            groups = joined(parts)
            attack = cover(Region(model, model.around(year)), hidden, price, groups)
            left_over.append(groups.take(~attack.safe))
        progress("Döljer små antal: alla tabeller och år")
        cover(Region(model), hidden, price, joined(left_over), at_least_something=True)
        unsafe = {year: [left] for year, left in side_by_side(unsafe_after, model.years, (model, hidden))}
    return hidden | zeros_to_hide(model, hidden)


def zeros_to_hide(model: Model, hidden: Mask) -> Mask:
    """A zero in each table and year where something is hidden and no zero is, in the least group of five or more.

    Otherwise who takes what is hidden for at least one would be right, and could work out more than the attack does.
    """
    years = model.cells.select("table", pl.col("period").str.head(4).alias("year")).with_row_index("row")
    lacking = (
        years.with_columns(zero=pl.Series(model.n == 0))
        .filter(pl.Series(model.published & hidden))
        .group_by("table", "year")
        .agg(pl.col("zero").any())
        .filter(~pl.col("zero"))
    )
    zeros = parts_of_wholes(model, model.published & ~hidden & ~model.out & (model.n == 0))
    chosen = (
        zeros.join(years, on="row")
        .join(lacking, on=["table", "year"], how="semi")
        .filter(pl.col("n_whole") > SMALL[1])
        .sort("n_whole", "row")
        .unique(["table", "year"], keep="first", maintain_order=True)
    )
    found = np.zeros(len(hidden), dtype=bool)
    found[chosen.get_column("row").to_numpy()] = True
    return found


def cover(region: Region, hidden: Mask, price: Vector, groups: Groups, *, at_least_something: bool = False) -> Attack:
    """Hide cells of the region until every group that can be protected there is safe; the attack knows which are.

    With at_least_something a group that what is out already has narrowed down is moved as far as that allows.
    """
    attack = Attack(region, hidden, groups)
    if at_least_something and groups.size:
        limit = Attack(region, region.model.published, groups)
        limit.explore(np.arange(groups.size))
        attack.aim(limit.lowest, limit.highest)
    hider = Hider(region, hidden, price)
    tried = 0
    for sign in (1, -1):
        attack.together(sign)
        for group in np.argsort(-np.abs(attack.missing(sign)), kind="stable"):
            if not attack.wanted(sign)[group]:
                continue
            moved = hider.let_move(attack.rows[[group]], attack.missing(sign)[group])
            if moved is not None:
                attack.see(moved)
            tried += 1
            if tried % BETWEEN == 0:
                attack.learn(hidden)
                attack.together(sign)
    return attack


def reveal(region: Region, hidden: Mask, price: Vector, groups: Groups, witnesses: list[Vector]) -> None:
    """Show again what need not have been hidden, dearest first: the groups must stay safe with the cell shown."""
    moves = np.array(witnesses).reshape(-1, len(region.truth))
    rows = region.of(groups.rows)
    candidates = np.flatnonzero(hidden[region.cells] & ~region.model.small[region.cells] & ~region.out)
    values = groups.n[:, None] + rows @ moves.T
    stirred = np.abs(region.sums[candidates] @ moves.T) > TOLERANCE
    usable = np.ones(len(moves), dtype=bool)
    for place in np.argsort(-price[region.cells[candidates]], kind="stable"):
        cell = region.cells[candidates[place]]
        still = usable & ~stirred[place]
        seen = np.column_stack([groups.n, values[:, still]])
        exposed = ~groups.safe(seen.min(axis=1), seen.max(axis=1))
        hidden[cell] = False
        if exposed.any():
            attack = Attack(region, hidden, groups.take(exposed))
            if not attack.holds():
                hidden[cell] = True
                continue
            more = np.array(attack.witnesses)
            values = np.hstack([values, groups.n[:, None] + rows @ more.T])
            stirred = np.hstack([stirred, np.abs(region.sums[candidates] @ more.T) > TOLERANCE])
            still = np.concatenate([still, np.ones(len(more), dtype=bool)])
        usable = still


def unsafe_after(model: Model, hidden: Mask, year: str) -> Groups:
    """What depends on what is hidden, and so is known last: pairs of siblings, and groups of one kind."""
    inside = model.in_flow & model.in_year(year)
    left = [sibling_groups(model, unseen(model, hidden) & inside), one_kind_groups(model, inside, hidden)]
    for table, _, columns in (block for block in model.blocks if block[1] == year):
        inside = model.inside(table, year)
        groups = joined([sibling_groups(model, unseen(model, hidden) & inside), one_kind_groups(model, inside, hidden)])
        left.append(groups.take(~Attack(Region(model, columns), hidden, groups).run()))
    groups = joined(left)
    return groups.take(~Attack(Region(model), hidden, groups).run())


def prices(model: Model) -> Vector:
    """What hiding a cell costs the reader: as many as the tables that show it; a zero next to nothing."""
    cells = model.cells
    total = (cells.get_column("insats") == TOTAL) | (cells.get_column("gender") == TOTAL)
    shared = cells.get_column("population").replace_strict(model.tables_counting, default=0)
    places = 1 + np.where(model.in_flow & total.to_numpy(), shared.to_numpy(), 0)
    return np.where(model.n > 0, places, 0.1)


def _block(model: Model, hidden: Mask, price: Vector, block: tuple[str, str, Columns]) -> tuple[Columns, Mask, Groups]:
    """Protect a table's year; which cells it has, which of them are hidden, and the groups that are left."""
    table, year, columns = block
    region = Region(model, columns)
    left = _protect_part(region, hidden, price, model.inside(table, year))
    return region.cells, hidden[region.cells], left


def _protect_part(region: Region, hidden: Mask, price: Vector, inside: Mask) -> Groups:
    """Protect the cells inside the region with the rest as it is; returns the groups that cannot be."""
    groups = joined(groups_inside(region.model, inside, hidden).values())
    attack = cover(region, hidden, price, groups)
    siblings = sibling_groups(region.model, unseen(region.model, hidden) & inside)
    after = cover(region, hidden, price, siblings)
    everything = joined([groups.take(attack.safe), siblings.take(after.safe)])
    reveal(region, hidden, price, everything, [*attack.witnesses, *after.witnesses])
    return joined([groups.take(~attack.safe), siblings.take(~after.safe)])
