"""The protected edition: merged, hidden and attacked, from the register of a store."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from finsam_data.forbund import Forbund
from finsam_data.snapshot import Snapshot
from queries.disclosure.audit import audit
from queries.disclosure.certificate import certified
from queries.disclosure.merging import Merged, mergeable, merged_forbund, merged_rows, merging
from queries.disclosure.model import KEYS, Mask, Model, model
from queries.disclosure.outcome import Audit
from queries.disclosure.printed import changed_a_little, printed_cells, printed_sums, shown_before
from queries.disclosure.protect import protect
from queries.disclosure.unknowns import category_of
from queries.periods import Period
from queries.publication.plan import TOTAL, Plan

Progress = Callable[[str], None]
Counter = Callable[[pl.DataFrame, Forbund], dict[str, pl.DataFrame]]
"""Counts a register by a förbund's lists: table → its cells."""


@dataclass(frozen=True)
class Register:
    """What the edition is made from: every deltagande open in the periods, and how they are counted."""

    rows: pl.DataFrame
    forbund: Forbund
    periods: list[Period]
    count: Counter
    published: pl.DataFrame
    conflicts: pl.DataFrame


@dataclass(frozen=True)
class Edition:
    """The tables as they may be shown, the merged förbund, and the outcome of the attack on them."""

    tables: dict[str, pl.DataFrame]
    forbund: Forbund
    merged: Merged
    outcome: Audit
    model: Model
    hidden: Mask


def protected_edition(
    register: Register,
    plan: Plan,
    data: Path,
    fingerprint: str | None,
    before: Snapshot | None = None,
    progress: Progress = lambda _: None,
    *,
    attack_anyway: bool = False,
) -> Edition:
    """Merge, hide and attack; what the outcome says decides whether it may be published.

    A certificate of the data (fingerprint) spares hiding, and attacking too unless attack_anyway. before is the
    protected snapshot that people may remember; its merged categories are kept, for two divisions of the same people
    give each other away.
    """
    merged = _merged_before(before, register.forbund) if before else None
    if merged is None:
        counted = register.count(register.rows, register.forbund)
        merged = merging(counted, register.forbund, register.published)
    forbund = merged_forbund(register.forbund, merged)
    rows = merged_rows(register.rows, merged)
    counted = register.count(rows, forbund)
    remembered = {table.name: before.table(table.name) for table in plan.tables} if before else {}
    printed = printed_sums(register.published, register.conflicts, counted, forbund)
    out = pl.concat([printed_cells(printed), shown_before(remembered, counted, plan)])
    system = model(rows, counted, plan, forbund, register.periods, out, printed)
    known = None
    if fingerprint and (before is None or before.manifest.data_fingerprint == fingerprint):
        known = certified(data, fingerprint, plan.version, system)
    hidden, outcome = known or (protect(system, progress), None)
    tables = shown_tables(counted, system, hidden, plan)
    if outcome is None or attack_anyway:
        outcome = audit(system, hidden, changed_a_little(remembered, tables, plan).rows(), progress)
    return Edition(tables, forbund, merged, outcome, system, hidden)


def shown_tables(
    counted: Mapping[str, pl.DataFrame], system: Model, hidden: Mask, plan: Plan
) -> dict[str, pl.DataFrame]:
    """The rows that may be shown, n null where hidden; a table's totals are hidden where flow's are."""
    marks = system.cells.select(KEYS).with_columns(hidden=pl.Series(hidden))
    tables = {}
    for table in plan.tables:
        category = category_of(table)
        rows = counted[table.name].filter(table.shown()).with_columns(category)
        in_flow = (category == TOTAL) & pl.lit(table.name != "flow")
        keyed = rows.with_columns(table=pl.when(in_flow).then(pl.lit("flow")).otherwise(pl.lit(table.name)))
        found = keyed.drop("hidden", strict=False).join(marks, on=KEYS, how="left", maintain_order="left")
        tables[table.name] = found.with_columns(n=pl.when(~pl.col("hidden")).then("n")).select(
            "period", "population", *table.dimensions, "n", "hidden"
        )
    return tables


def _merged_before(before: Snapshot, forbund: Forbund) -> Merged | None:
    """The merging of the snapshot before, if the förbund still has what it merges."""
    merged, lists = before.manifest.merged, mergeable(forbund)
    return merged if all(set(found) <= set(lists[dimension]) for dimension, found in merged.items()) else None
