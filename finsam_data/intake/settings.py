"""How the project leaders' files are written: headings, spellings and extra columns, from YAML.

standard.yaml beside this module holds for every förbund; intake.yaml in the data folder, where there is one, adds a
förbund's own spellings and columns.
"""

from pathlib import Path

import msgspec

INTAKE_FILE = "intake.yaml"


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column: name as in Participation (or of its own, for an extra column), heading in the template, other headings.

    required: must the column stand in the file? values: what an extra column may hold; empty where it may hold any
    text.
    """

    name: str
    heading: str
    synonyms: tuple[str, ...] = ()
    required: bool = False
    values: tuple[str, ...] = ()


class IntakeSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Columns in the template's order, extra ones last, and value → other spellings of it, per column."""

    version: int
    fields: tuple[Field, ...]
    extra: tuple[Field, ...] = ()
    spellings: dict[str, dict[str, tuple[str, ...]]] = {}


def read_intake_settings(folder: Path) -> IntakeSettings:
    """The standard settings with those of the data folder added; raises DataError where its YAML has a fault."""
    raise NotImplementedError
