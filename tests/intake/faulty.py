"""Files with known ground truth: clean ones in every dress, and such with planted faults."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.intake.dress import Dress, dress, written
from tests.intake.faults import ABOUT_INSATS, FAULTS, planted
from tests.intake.people import people
from tests.intake.writers import Page, csv_bytes, ods_bytes, openpyxl_bytes, xlsxwriter_bytes

Writer = Callable[[list[Page]], bytes]
SHEETS_OF_INSATSER = ("Aktivitetsplatsen", "FINSAM-team", "Novum")
"""Names short enough for a sheet."""


@dataclass(frozen=True)
class Format:
    """A kind of file: what writes it, and what it can hold."""

    ending: str
    write: Writer
    typed: bool = True
    merges: bool = True
    sheets: bool = True


def _csv(separator: str, encoding: str) -> Format:
    return Format("csv", lambda pages: csv_bytes(pages, separator, encoding), typed=False, merges=False, sheets=False)


FORMATS = (
    Format("xlsx", openpyxl_bytes),
    Format("xlsx", xlsxwriter_bytes),
    Format("ods", ods_bytes, merges=False),
    _csv(";", "cp1252"),
    _csv(";", "utf-8-sig"),
    _csv(",", "utf-8"),
    _csv("\t", "utf-8"),
)


@dataclass(frozen=True)
class Expected:
    """A fault, and the places in the file any of which may be pointed at. Rows of CSV files are on the sheet ””."""

    name: str
    places: frozenset[tuple[str, int]]
    columns: frozenset[str]
    rejects: bool


@dataclass(frozen=True)
class Case:
    """A file and the truth about it. rows: place → true values; filled: places of all rows with something in them."""

    label: str
    name: str
    content: bytes
    rows: dict[tuple[str, int], dict[str, Any]]
    filled: frozenset[tuple[str, int]]
    expected: tuple[Expected, ...]
    insats: str | None = None


def cases(seed: int, n: int, faults: bool) -> Iterator[Case]:
    """That many files. With faults: one to three in each, every kind of fault as often as the others."""
    rng = random.Random(seed)
    queue: list[str] = []
    for number in range(n):
        if len(queue) < 3:
            queue += rng.sample(list(FAULTS), len(FAULTS))
        names = [queue.pop(0) for _ in range(rng.randint(1, 3))] if faults else []
        yield _case(rng, number, FORMATS[number % len(FORMATS)], list(dict.fromkeys(names)))


def _case(rng: random.Random, number: int, kind: Format, names: list[str]) -> Case:
    choices = dress(rng, kind.typed, kind.merges, kind.sheets)
    # Some tell the insats in a title above each of several tables on the same sheet.
    choices.told_in_title = choices.stacked = rng.random() < 0.1 and not choices.sheet_per_insats
    if ABOUT_INSATS & set(names):
        choices.sheet_per_insats = choices.told_in_title = choices.stacked = False
    if choices.insats_elsewhere:
        rows = people(rng, rng.randint(6, 12), SHEETS_OF_INSATSER)
    else:
        rows = people(rng, rng.randint(6, 12))
    found = planted(rng, rows, names)
    made = written(rng, rows, choices)
    csv_file = kind.ending == "csv"
    at = [("" if csv_file else sheet, row) for sheet, row in made.at]
    label = f"{number} {kind.ending} {names or 'felfri'} {_told(choices)}"
    return Case(
        label,
        f"Uppföljning {number}.{kind.ending}",
        kind.write(made.pages),
        {place: row.values for place, row in zip(at, rows, strict=True)},
        frozenset(("" if csv_file else page.name, row) for page in made.pages for row in page.filled_rows()),
        tuple(
            Expected(fault.name, frozenset(at[place] for place in fault.rows), fault.columns, fault.rejects)
            for fault in found
        ),
    )


def _told(choices: Dress) -> str:
    """The dress in short, without what is as in the template."""
    return str(
        {name: value for name, value in vars(choices).items() if value not in (False, 0, "") and name != "headings"}
    )
