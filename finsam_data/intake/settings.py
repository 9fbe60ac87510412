"""How the project leaders' files are written: headings, spellings and extra columns, from YAML.

standard.yaml beside this module holds for every förbund; intake.yaml in the data folder, where there is one, adds a
förbund's own spellings and columns.
"""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from finsam_data.errors import DataError
from finsam_data.files import INTAKE_FILE

STANDARD = Path(__file__).with_name("standard.yaml")
EXTRA = "extra_"
"""Stands before the name of an extra column in the register."""


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column: name as in Participation (or of its own, for an extra column), heading in the template, other headings.

    Of two columns with headings of the same field the one that stands first here is read. required: must the column
    stand in the file? values: what an extra column may hold; empty where it may hold any text.
    """

    name: str
    heading: str
    synonyms: tuple[str, ...] = ()
    required: bool = False
    values: tuple[str, ...] = ()


class IntakeSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Columns in the template's order, extra ones last, and value → other spellings of it, per column.

    Spellings and columns are named as in the register, so an extra column's begin with EXTRA. consent is a column that
    a file may have but the template lacks. unknown: what is written where something is not known; ongoing: what is
    written as the end of what has none. open_factor: how many times as long as it normally lasts a deltagande is open
    before somebody should look. volume_factor: how many times as many, or as few, may start as in any of the periods
    before; volume_least: a smaller difference than this is never told.
    """

    version: int
    fields: tuple[Field, ...]
    consent: Field
    extra: tuple[Field, ...] = ()
    spellings: dict[str, dict[str, tuple[str, ...]]] = {}
    unknown: tuple[str, ...] = ()
    ongoing: tuple[str, ...] = ()
    open_factor: float = 3
    volume_factor: float = 2
    volume_least: int = 5

    @property
    def columns(self) -> dict[str, Field]:
        """Every column a file may have, by its name in the register."""
        own = {EXTRA + field.name: field for field in self.extra}
        return {field.name: field for field in (*self.fields, self.consent)} | own


class OwnSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What intake.yaml may say: what it adds to the standard, and numbers that stand in place of the standard's."""

    version: int | None = None
    synonyms: dict[str, tuple[str, ...]] = {}
    extra: tuple[Field, ...] = ()
    spellings: dict[str, dict[str, tuple[str, ...]]] = {}
    unknown: tuple[str, ...] = ()
    ongoing: tuple[str, ...] = ()
    open_factor: float | None = None
    volume_factor: float | None = None
    volume_least: int | None = None


def read_intake_settings(folder: Path) -> IntakeSettings:
    """The standard settings with those of the data folder added; raises DataError where its YAML has a fault."""
    standard = _standard()
    path = folder / INTAKE_FILE
    if not path.is_file():
        return standard
    own = _decode(path.read_bytes(), OwnSettings)
    settings = msgspec.structs.replace(
        standard,
        fields=tuple(_with_synonyms(field, own) for field in standard.fields),
        consent=_with_synonyms(standard.consent, own),
        extra=own.extra,
        spellings=_together(standard.spellings, own.spellings),
        unknown=standard.unknown + own.unknown,
        ongoing=standard.ongoing + own.ongoing,
        **{
            name: value
            for name in ("version", "open_factor", "volume_factor", "volume_least")
            if (value := getattr(own, name)) is not None
        },
    )
    _check(settings, own)
    return settings


@cache
def _standard() -> IntakeSettings:
    return msgspec.yaml.decode(STANDARD.read_bytes(), type=IntakeSettings)


Decoded = TypeVar("Decoded")


def _decode(text: bytes, kind: type[Decoded]) -> Decoded:
    try:
        return msgspec.yaml.decode(text, type=kind)
    except msgspec.ValidationError as error:
        raise DataError(
            INTAKE_FILE, f"En uppgift är okänd eller har fel form: {error}.", "Jämför med sample_data/intake.yaml."
        ) from error
    except (msgspec.DecodeError, ValueError) as error:
        raise DataError(
            INTAKE_FILE, "Filen går inte att läsa som YAML.", "Kontrollera indrag, kolon och citattecken."
        ) from error


def _with_synonyms(field: Field, own: OwnSettings) -> Field:
    return msgspec.structs.replace(field, synonyms=field.synonyms + own.synonyms.get(field.name, ()))


def _together(
    standard: dict[str, dict[str, tuple[str, ...]]], own: dict[str, dict[str, tuple[str, ...]]]
) -> dict[str, dict[str, tuple[str, ...]]]:
    together = {column: dict(values) for column, values in standard.items()}
    for column, values in own.items():
        known = together.setdefault(column, {})
        for value, spellings in values.items():
            known[value] = known.get(value, ()) + spellings
    return together


def _check(settings: IntakeSettings, own: OwnSettings) -> None:
    """Every column that is spoken of exists, and no two have the same name or heading."""
    columns = settings.columns
    if unknown := [name for name in (*own.synonyms, *own.spellings) if name not in columns]:
        raise DataError(INTAKE_FILE, f"Kolumnen ”{unknown[0]}” finns inte.", f"Kolumnerna heter: {', '.join(columns)}.")
    every = (*settings.fields, settings.consent, *settings.extra)
    for what, names in (("Namnet", [f.name for f in every]), ("Rubriken", [f.heading for f in every])):
        if double := [name for name, n in Counter(names).items() if n > 1]:
            raise DataError(INTAKE_FILE, f"{what} ”{double[0]}” finns på två kolumner.", "Ge den ena ett annat namn.")
