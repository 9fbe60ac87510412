"""The publication plan: which tables about participants may exist, read from plan.yaml."""

from functools import cache
from pathlib import Path

import msgspec

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


class Plan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole list; the version changes when the list does."""

    version: int
    tables: tuple[PlannedTable, ...]


@cache
def publication_plan() -> Plan:
    """The plan that ships with this version of the code."""
    return msgspec.yaml.decode(PLAN_FILE.read_bytes(), type=Plan)
