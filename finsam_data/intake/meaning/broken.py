"""A rule broken at a row, before it is told where the row stands."""

from collections.abc import Sequence
from typing import NamedTuple

from finsam_data.intake.finding import Rule


class Broken(NamedTuple):
    """at: place of the row among the texts, None for the whole file. column: as in Participation.

    what: what stands there and what is allowed; the rule's remedy is told after it. sheet, row and letter say where
    something stands that is no row of the texts.
    """

    rule: Rule
    what: str
    at: int | None = None
    column: str | None = None
    suggestion: str | None = None
    sheet: str = ""
    row: int | None = None
    letter: str | None = None
    heading: str | None = None


def quoted(text: str, longest: int = 40) -> str:
    """The text in quotation marks, the end of a long one left out."""
    return f"”{text if len(text) <= longest else f'{text[:longest]}…'}”"


def listed(names: Sequence[str], most: int = 12) -> str:
    """The names, with semicolons because names have commas, and how many more there are of very many."""
    told = "; ".join(names[:most])
    return told if len(names) <= most else f"{told} och {len(names) - most} till"
