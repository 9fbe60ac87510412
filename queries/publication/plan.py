"""The publication plan: which tables about participants may exist, read from plan.yaml."""

from functools import cache
from pathlib import Path

import msgspec
import polars as pl

from finsam_data import forbund

PLAN_FILE = Path(__file__).with_name("plan.yaml")
TOTAL = forbund.TOTAL
"""The value of a dimension that sums all its categories."""
MISSING_REASON = forbund.MISSING_REASON
"""The avslutsorsak of those who ended without one (no consent to be registered)."""
CONSENT = {True: "Samtycke till registrering", False: "Inget samtycke till registrering"}


class PlannedTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One table: counts of deltaganden per period, population and dimension, with totals in every dimension."""

    name: str
    populations: tuple[str, ...]
    dimensions: tuple[str, ...]
    margins: tuple[tuple[str, ...], ...]
    """What the protected edition may show of a year: dimensions that may be told apart at once, the rest at their
    total."""
    half_year: tuple[tuple[str, ...], ...]
    """The same for half-years."""

    totals_only: tuple[str, ...] = ()
    """Populations that the protected edition shows for everybody together only."""

    def shown(self) -> pl.Expr:
        """Is the row of this table one that the protected edition may show?"""
        everybody = self._within(((),))
        allowed = pl.when(pl.col("period").str.contains("H")).then(self._within(self.half_year))
        return allowed.otherwise(self._within(self.margins)) & (
            everybody | ~pl.col("population").is_in(self.totals_only)
        )

    def _within(self, margins: tuple[tuple[str, ...], ...]) -> pl.Expr:
        totals = [[pl.col(d) == TOTAL for d in self.dimensions if d not in margin] for margin in margins]
        return pl.any_horizontal(pl.all_horizontal(pl.lit(True), *total) for total in totals)


class Plan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole list; the version changes when the list does."""

    version: int
    tables: tuple[PlannedTable, ...]


@cache
def publication_plan() -> Plan:
    """The plan that ships with this version of the code."""
    return msgspec.yaml.decode(PLAN_FILE.read_bytes(), type=Plan)
