"""The assumptions that carry the plan beyond its last year, and the inputs of the national model: assumptions.yaml."""

from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal

import msgspec

from finsam_data.errors import DataError

ASSUMPTIONS_FILE = "assumptions.yaml"
OWN_ASSUMPTION = "antagande"
"""Stands as source where no document says it."""

Unit = Literal["tkr", "tkr per år", "andel", "andel per år", "antal", "platser"]
SHARES = {"andel", "andel per år"}

REQUIRED = (
    "region_increase",
    "other_income",
    "nns_fee",
    "ideal_increase",
    "ideal_pot",
    "ideal_base",
    "ideal_n",
    "ideal_weight_inhabitants",
    "ideal_weight_full_year_equivalents",
    "ideal_doubling",
    "redistribution_share",
    "redistribution_max_cut",
)
"""What the engine asks for by name; the growth of each cost group is asked for by the group."""


class Assumption(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One stated value with its unit, source and first day; low and high span what it may be. Shares are 0–1."""

    id: str
    label: str
    value: float
    unit: Unit
    valid_from: date
    source: str
    place: str = ""
    low: float | None = None
    high: float | None = None
    insats: str | None = None
    note: str = ""

    @property
    def spread(self) -> tuple[float, float]:
        """Lowest and highest value; the value itself where no range is stated."""
        return (
            self.value if self.low is None else self.low,
            self.value if self.high is None else self.high,
        )


class CostGroup(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which budget lines grow and are cut together; growth is the id of an assumption."""

    name: str
    label: str
    growth: str
    sections: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    can_be_cut: bool = True


class Assumptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Everything that is assumed, each thing once."""

    last_year: int
    cost_groups: tuple[CostGroup, ...]
    assumptions: tuple[Assumption, ...]

    def value(self, name: str) -> float:
        """The value of the assumption with that id."""
        return self.by_id[name].value

    def of_insats(self, insats: str, unit: Unit) -> Assumption | None:
        """What is assumed of an insats in that unit: places, or a share with a result."""
        return self._by_insats.get((insats, unit))

    @cached_property
    def by_id(self) -> dict[str, Assumption]:
        """Id → assumption."""
        return {assumption.id: assumption for assumption in self.assumptions}

    @cached_property
    def _by_insats(self) -> dict[tuple[str, str], Assumption]:
        return {(a.insats, a.unit): a for a in self.assumptions if a.insats}


def parse_assumptions(text: bytes, thing: str = ASSUMPTIONS_FILE) -> Assumptions:
    """Read the YAML and check that it hangs together. Raises DataError naming the assumption and the rule."""
    try:
        assumptions = msgspec.yaml.decode(text, type=Assumptions)
    except msgspec.ValidationError as error:
        place = str(error).rpartition("`$.")[2].rstrip("`") if "`$." in str(error) else "filens översta nivå"
        raise DataError(
            thing,
            f"Uppgiften vid ”{place}” saknas, är okänd eller har fel form.",
            "Jämför med sample_data/assumptions.yaml och rätta filen.",
        ) from error
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise DataError(
            thing, "Filen går inte att läsa som YAML.", "Kontrollera indrag, kolon och citattecken och spara om filen."
        ) from error
    _check(assumptions, thing)
    return assumptions


def read_assumptions(folder: Path) -> Assumptions:
    """The assumptions of a data folder."""
    path = folder / ASSUMPTIONS_FILE
    if not path.is_file():
        raise DataError(
            ASSUMPTIONS_FILE,
            f"Filen saknas i datamappen ”{folder.name}”, och utan den kan inga scenarier räknas.",
            "Utgå från sample_data/assumptions.yaml.",
        )
    return parse_assumptions(path.read_bytes())


def _check(assumptions: Assumptions, thing: str) -> None:
    """Rules that span several entries: each id once, none missing, ranges around values, each line in one group."""
    ids = [assumption.id for assumption in assumptions.assumptions]
    if double := [name for name in ids if ids.count(name) > 1]:
        raise DataError(thing, f"Antagandet ”{double[0]}” står två gånger.", "Behåll det ena.")
    asked = [*REQUIRED, *(group.growth for group in assumptions.cost_groups)]
    if lost := [name for name in asked if name not in ids]:
        raise DataError(thing, f"Antagandet ”{lost[0]}” saknas.", "Lägg till det, som i sample_data/assumptions.yaml.")
    for assumption in assumptions.assumptions:
        low, high = assumption.spread
        if not low <= assumption.value <= high:
            raise DataError(
                f"{thing}, {assumption.id}", "Värdet ligger utanför low och high.", "Rätta värdet eller spannet."
            )
        if assumption.unit in SHARES and not -1 < low <= high <= 1:
            raise DataError(f"{thing}, {assumption.id}", "En andel ska ligga mellan −1 och 1.", "Skriv 3 % som 0.03.")
    if assumptions.value("ideal_weight_inhabitants") + assumptions.value("ideal_weight_full_year_equivalents") != 1:
        raise DataError(thing, "Idealfördelningens två vikter ska bli 1 tillsammans.", "Rätta den ena.")
    for kind in ("name", "sections", "types", "lines"):
        taken = [value for group in assumptions.cost_groups for value in _as_tuple(getattr(group, kind))]
        if double := [value for value in taken if taken.count(value) > 1]:
            raise DataError(thing, f"”{double[0]}” hör till två kostnadsgrupper.", "Låt det stå i en av dem.")


def _as_tuple(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value
