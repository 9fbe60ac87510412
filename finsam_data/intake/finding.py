"""What is found in a file: a rule that is broken, where, how serious it is and what to do."""

from enum import StrEnum

import msgspec


class Severity(StrEnum):
    """What a broken rule does: nothing of the file is taken in, the row is not, or somebody should have a look."""

    STOPS = "stops_file"
    REJECTS = "rejects_row"
    WARNS = "warns"


class Rule(msgspec.Struct, frozen=True):
    """A rule: its name is a Swedish sentence that says what holds, the remedy what to do where it does not."""

    name: str
    severity: Severity
    remedy: str


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A rule broken at one place.

    row is numbered as Excel does. column is the template's heading where the column is known, otherwise the file's own
    heading; cell is the place as Excel writes it (”C7”). What concerns the whole file has neither. The message is
    Swedish, says what stands there and what is allowed, and never holds a personnummer.
    """

    sheet: str = ""
    row: int | None = None
    column: str | None = None
    cell: str | None = None
    rule: str
    severity: Severity
    message: str
    suggestion: str | None = None
