"""Words that the files to the project leaders share: names of our own sheets, severities, counts and lists in text."""

from collections.abc import Sequence
from math import ceil

from finsam_data.intake.finding import Severity

TABLE_SHEET = "Deltagare"
INSTRUCTIONS_SHEET = "Så fyller du i"
LISTS_SHEET = "Listor"
FAULTS_SHEET = "Att rätta"
OWN_SHEETS = (INSTRUCTIONS_SHEET, LISTS_SHEET, FAULTS_SHEET)
"""Sheets that the office has written itself: what stands there is never about a participant."""

SEVERITY_HEADINGS = {
    Severity.STOPS: "Stoppar hela filen",
    Severity.REJECTS: "Raden kan inte läsas in förrän den är rättad",
    Severity.WARNS: "Inläst, men kontrollera",
}
SEVERITY_MARKS = {Severity.STOPS: "STOPPAR FILEN", Severity.REJECTS: "FEL", Severity.WARNS: "KONTROLLERA"}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
"""How a text begins that a spreadsheet would take for a formula, or hide one behind."""


def row_height(text: str, width: float) -> float:
    """The points that a text takes in a column that many letters wide; only Excel itself finds out by itself."""
    return 15.0 * max(1, ceil(1.1 * len(text) / width))


def counted(number: int, one: str, many: str) -> str:
    """The number with its noun: ”1 rad”, ”2 000 rader” (no-break spaces within the number)."""
    return f"{number:,}".replace(",", "\u00a0") + f" {one if number == 1 else many}"


def in_a_sentence(names: Sequence[str]) -> str:
    """The names as in running text: ”a”, ”a och b”, ”a, b och c”."""
    return " och ".join([*([", ".join(names[:-1])] if names[:-1] else []), *names[-1:]])
