"""python finsam.py import, imports, undo and template."""

import getpass
import sys
from argparse import Namespace
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from commands.answers import PARTLY, print_json, write_file
from finsam_data.errors import FinsamError
from finsam_data.forbund import read_forbund
from finsam_data.intake.checked import CheckedFile, ReadAs
from finsam_data.intake.meaning.covering import Cover, parse_cover
from finsam_data.intake.raw import RefusedFileError
from finsam_data.intake.reading.file import read_file
from finsam_data.intake.reading.gate import LIMITS
from finsam_data.intake.register.difference import Difference
from finsam_data.intake.register.journal import ChangedSinceError, Journal
from finsam_data.intake.returning.template import template
from finsam_data.intake.settings import read_intake_settings
from finsam_data.intake.taking_in import Report, check_as_before, report, report_refused
from finsam_data.settings import Settings
from pages.text import command_intake as text

REFUSED, NOT_APPROVED = 2, 4


class Intake:
    """One run of import: the files are taken in one after the other, and the register is published at the end."""

    def __init__(self, settings: Settings, options: Namespace) -> None:
        self.options = options
        self.forbund = read_forbund(settings.data)
        self.settings = read_intake_settings(settings.data)
        self.journal = Journal(settings.data)
        self.covers: Cover | None = parse_cover(options.covers) if options.covers else None
        self.changed = False

    def take_in(self, path: Path) -> int:
        """Read, check, show, ask and take in one file; its exit code."""
        content = b""
        try:
            with path.open("rb") as opened:
                content = opened.read(LIMITS.packed_bytes + 1)
            file = read_file(content, path.name)
        except OSError:
            return self._tell(report_refused(path.name, content, [text.not_opened(path.name)]))
        except RefusedFileError as refusal:
            return self._tell(report_refused(path.name, content, refusal.findings), [f"  {refusal.remedy}"])
        asked = self.options.insats, self.covers
        checked = check_as_before(file, self.forbund, self.settings, self.journal, date.today(), *asked)
        if checked.status == "refused":
            return self._tell(report(checked))
        while True:
            try:
                return self._taken_in(checked)
            except ChangedSinceError:
                continue  # another import came between; what it changes now is shown anew

    def _taken_in(self, checked: CheckedFile) -> int:
        found = self.journal.difference(checked)
        told = report(checked, found.warnings)
        lines = [*text.reading_lines(checked.new_readings, self.settings), *text.difference_lines(found, self.settings)]
        if found.same_file:
            return self._tell(told, [text.SAME])
        if self.options.dry_run:
            return self._tell(told, [*lines, text.DRY_RUN])
        if not self.options.json:
            self._tell(told, lines)
        if needs_approval(checked, found) and not self.options.yes and not self._asked():
            refused = report(checked, [*found.warnings, text.not_approved()])
            if self.options.json:
                self._tell(refused)
            else:
                print(text.NOT_APPROVED, file=sys.stderr)
            return NOT_APPROVED
        record = self.journal.commit(checked, who(), now(), None if self.options.yes else found)
        self.changed = True
        if self.options.json:
            return self._tell(told)
        print(text.taken_in(record) if record else text.SAME)
        return _code(told)

    def _asked(self) -> bool:
        return not self.options.json and asked(text.ASK_IMPORT)

    def _tell(self, told: Report, lines: list[str] | None = None) -> int:
        if self.options.json:
            print_json(told)
        else:
            print("\n".join([*text.report_lines(told), *(lines or [])]))
        return _code(told)


def take_in(settings: Settings, options: Namespace) -> int:
    """Take files into the register; with --json one line per file. The gravest exit code of them all."""
    intake = Intake(settings, options)
    intake.journal.clean_up()
    codes = []
    try:
        codes += [intake.take_in(path) for path in options.files]
    finally:
        if intake.changed:
            published(settings)
    return next((code for code in (REFUSED, NOT_APPROVED, PARTLY) if code in codes), 0)


def undo(settings: Settings, options: Namespace) -> int:
    """Take an import back, when it has been shown what that changes."""
    journal = Journal(settings.data)
    journal.clean_up()
    found = journal.difference_without(options.id)
    if not options.json:
        print("\n".join(text.difference_lines(found, read_intake_settings(settings.data))))
    if not options.yes and (options.json or not asked(text.ASK_UNDO)):
        print_json({"ok": False, "error": text.NOT_UNDONE}) if options.json else print(text.NOT_UNDONE, file=sys.stderr)
        return NOT_APPROVED
    journal.take_back(options.id, who(), now(), None if options.yes else found)
    print_json({"ok": True, "taken_back": options.id}) if options.json else print(text.taken_back(options.id))
    published(settings)
    return 0


def imports(settings: Settings, options: Namespace) -> int:
    """List the imports, newest first; with --json one line per import."""
    journal = Journal(settings.data)
    journal.clean_up()
    records = journal.records()
    if options.json:
        for record in records:
            print_json(record)
    else:
        print("\n".join(text.record_lines(records)))
    return 0


def write_template(settings: Settings, options: Namespace) -> int:
    """Write the workbook that the project leaders fill in."""
    write_file(options.file, template(read_forbund(settings.data), read_intake_settings(settings.data)))
    print_json({"ok": True, "file": str(options.file)}) if options.json else print(f"Skrev {options.file}")
    return 0


def published(settings: Settings) -> None:
    """Publish what the office sees; where that fails the register stays changed, and it is said why.

    The protected edition, which is attacked first and takes minutes, is made when it is next asked for.
    """
    from queries.publication.publish import publish

    try:
        publish(replace(settings, edition="internal"), datetime.now(UTC), lambda step: print(step, file=sys.stderr))
        print(text.PUBLISHED, file=sys.stderr)
    except FinsamError as error:
        print(f"{text.NOT_PUBLISHED} {error}", file=sys.stderr)


def needs_approval(checked: CheckedFile, found: Difference) -> bool:
    """Does the file change what was there, come too late, or hold something that is read for the first time?"""
    return found.touches_what_was or bool(found.warnings) or checked.new_readings != ReadAs()


def asked(question: str) -> bool:
    """The answer of whoever sits at the terminal; no where nobody does."""
    return sys.stdin.isatty() and input(question).strip().lower() in text.YES


def who() -> str:
    """The user of the computer."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "okänd"


def now() -> datetime:
    """With the clock of the place, by whose days the imports are named."""
    return datetime.now(UTC).astimezone()


def _code(told: Report) -> int:
    return {"accepted": 0, "partly": PARTLY, "refused": REFUSED}[told.status]
