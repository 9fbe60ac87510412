"""Why a file of unknown origin cannot be read, and how large it may be."""

from enum import StrEnum
from typing import NamedTuple

from finsam_data.errors import DataError

SAVE_AS_XLSX = "Spara filen som Excel-arbetsbok (.xlsx) utan lösenord, eller som CSV."
ONLY_THE_TABLE = "Spara bara tabellen i en ny fil."


class Limits(NamedTuple):
    """The most a file may have; ratio is unpacked to packed, cells the area that the cells of a sheet span."""

    packed_bytes: int
    unpacked_bytes: int
    ratio: int
    parts: int
    sheets: int
    rows: int
    columns: int
    cells: int


class Cause(StrEnum):
    """Why a file cannot be read."""

    EMPTY = "empty"
    LARGE = "large"
    KIND = "kind"
    LOCKED = "locked"
    DAMAGED = "damaged"
    UNPACKS = "unpacks"
    EXTENT = "extent"
    SIGNS = "signs"


class UnreadableError(DataError):
    """A file that cannot be read, and why."""

    def __init__(self, cause: Cause, thing: str, rule: str, remedy: str) -> None:
        self.cause = cause
        super().__init__(thing, rule, remedy)


def check_size(content: bytes, thing: str, limits: Limits) -> None:
    """Raises UnreadableError where the file is empty or too large."""
    if not content:
        raise UnreadableError(Cause.EMPTY, thing, "Filen är tom.", "Utgå från mallen.")
    if len(content) > limits.packed_bytes:
        rule = f"Filen är större än {limits.packed_bytes // 1_000_000} MB."
        raise UnreadableError(Cause.LARGE, thing, rule, ONLY_THE_TABLE)


def damaged(thing: str) -> UnreadableError:
    """The fault of a file that no program can open."""
    return UnreadableError(Cause.DAMAGED, thing, "Filen är skadad eller ingen Excelfil.", SAVE_AS_XLSX)
