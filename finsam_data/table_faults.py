"""The faults of a table that somebody has filled in: every one is told at once, each with its place."""

from collections.abc import Sequence
from typing import NamedTuple

from finsam_data.errors import FinsamError

MOST_TOLD = 50


class Fault(NamedTuple):
    """What is wrong at one place; row is its number in the file, 0 for the file as a whole."""

    row: int
    column: str
    rule: str
    remedy: str

    @property
    def words(self) -> str:
        """The fault in one line."""
        place = ", ".join(filter(None, [f"rad {self.row}" if self.row else "", self.column]))
        start = f"{place[:1].upper()}{place[1:]}: " if place else ""
        return f"{start}{self.rule} {self.remedy}"


class TableError(FinsamError):
    """A table with faults; every one of them is told."""

    def __init__(self, thing: str, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        rule = f"Tabellen har {len(faults)} fel." if len(faults) > 1 else "Tabellen har ett fel."
        super().__init__(thing, rule, "\n".join(["", *self.lines]))

    @property
    def lines(self) -> list[str]:
        """The faults, a line each; of very many the first ones and how many more."""
        told = [fault.words for fault in self.faults[:MOST_TOLD]]
        more = len(self.faults) - len(told)
        return [*told, f"… och {more} fel till."] if more else told
