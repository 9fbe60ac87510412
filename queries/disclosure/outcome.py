"""What came of an audit. Stands apart from the attack, whose solvers those who only tell of it need not load."""

import msgspec

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
