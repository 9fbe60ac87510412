"""A file on its way in: read as its insats has been read before, checked, and told of as a program wants to hear it."""

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec

from finsam_data.forbund import Forbund
from finsam_data.intake.checked import CheckedFile, ReadAs, Status
from finsam_data.intake.finding import Finding
from finsam_data.intake.meaning.checking import check
from finsam_data.intake.meaning.covering import Cover
from finsam_data.intake.personnummer import mask
from finsam_data.intake.raw import RawFile
from finsam_data.intake.register.journal import Journal
from finsam_data.intake.settings import IntakeSettings

TOLD = ("sheet", "row", "column", "rule", "severity", "message", "suggestion")
"""What a report tells of a finding."""


class Report(msgspec.Struct, frozen=True):
    """A file as --json tells it: rows_in = accepted + rejected + not_data; findings have the keys of TOLD."""

    file: str
    sha256: str
    status: Status
    rows_in: int
    accepted: int
    rejected: int
    not_data: int
    findings: list[dict[str, Any]]


def check_as_before(
    file: RawFile,
    forbund: Forbund,
    settings: IntakeSettings,
    journal: Journal,
    today: date,
    insats: str | None = None,
    covers: Cover | None = None,
) -> CheckedFile:
    """The file checked against the register, with the readings that have been approved for its insatser.

    Raises DataError as check does, and where the register or an import cannot be read.
    """
    register = journal.register()

    def checked(remembered: ReadAs) -> CheckedFile:
        return check(file, forbund, settings, register, today, insats=insats, covers=covers, remembered=remembered)

    # Which insatser it is about is known when it has been read once.
    first = checked(ReadAs())
    remembered = journal.remembered(first.insatser)
    return first if remembered == ReadAs() else checked(remembered)


def report(checked: CheckedFile, warnings: Iterable[Finding] = ()) -> Report:
    """A checked file, with what is said of it beside its own findings."""
    return Report(
        mask(checked.file.name),
        checked.file.sha256,
        checked.status,
        checked.rows_in,
        checked.accepted.height,
        checked.rejected.height,
        checked.not_data.height,
        [_told(found) for found in (*warnings, *checked.findings)],
    )


def report_refused(name: str, content: bytes, findings: Iterable[Finding]) -> Report:
    """A file that was not read at all."""
    sha256 = hashlib.sha256(content).hexdigest()
    return Report(mask(name), sha256, "refused", 0, 0, 0, 0, [_told(found) for found in findings])


def _told(finding: Finding) -> dict[str, Any]:
    return {name: getattr(finding, name) for name in TOLD}
