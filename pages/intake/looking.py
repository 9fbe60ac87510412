"""The files of a session: taken from the field, read and checked one by one, and kept until they are taken in.

What is kept is kept in memory only, and of a file that may not be opened nothing but what was wrong with it.
"""

import logging
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import streamlit as st

from finsam_data.errors import FinsamError
from finsam_data.files import data_signature
from finsam_data.forbund import Forbund
from finsam_data.intake.checked import CheckedFile
from finsam_data.intake.finding import Finding, Severity
from finsam_data.intake.personnummer import mask
from finsam_data.intake.raw import RawFile, RefusedFileError
from finsam_data.intake.reading.file import read_file
from finsam_data.intake.register.difference import Difference
from finsam_data.intake.register.import_folder import Record
from finsam_data.intake.register.journal import Journal
from finsam_data.intake.settings import read_intake_settings
from finsam_data.intake.taking_in import check_as_before
from pages.text import intake as text

PENDING, LOOKED, NUMBER, TOLD = "intake_pending", "intake_looked", "intake_number", "intake_told"
Days = tuple[date, date]


@dataclass(frozen=True)
class Looked:
    """A file that has been looked at: what it holds, or why it may not be opened.

    insats and covers are what the user says of it; mends is the import whose quarantine it is. difference belongs to
    the data as of signature. record: it has been taken in.
    """

    number: int
    name: str
    checked: CheckedFile | None = None
    faults: tuple[Finding, ...] = ()
    remedy: str = ""
    insats: str | None = None
    covers: Days | None = None
    mends: str | None = None
    difference: Difference | None = None
    signature: tuple[object, ...] = ()
    record: Record | None = None


def looked() -> dict[int, Looked]:
    """The files of the session by number, in the order they came."""
    found: dict[int, Looked] = st.session_state.setdefault(LOOKED, {})
    return found


def put_aside(files: list[tuple[str, bytes]]) -> None:
    """Files to be read in the next run, where their progress can be shown."""
    st.session_state[PENDING] = [*st.session_state.get(PENDING, []), *files]


def pending() -> list[tuple[str, bytes]]:
    """The files put aside, each once."""
    files: list[tuple[str, bytes]] = st.session_state.pop(PENDING, [])
    return files


def keep(found: Looked) -> None:
    """Remember it, in the place of what was known of the same file."""
    looked()[found.number] = found


def forget(number: int) -> None:
    """Let go of a file."""
    looked().pop(number, None)


def taken_back(import_id: str) -> None:
    """A file of the session that has been taken back may be taken in again."""
    for found in [*looked().values()]:
        if found.record and found.record.id == import_id:
            keep(replace(found, record=None, signature=()))


def tell(markup: str) -> None:
    """What came of a click, to be said at the top of the page in the next run."""
    st.session_state[TOLD] = markup


def told() -> str:
    """What is to be said, once."""
    return str(st.session_state.pop(TOLD, ""))


def shown_name(name: str) -> str:
    """A file's name as it may be shown: some hold a personnummer."""
    return mask(name)


def next_number() -> int:
    """A number that no file of the session has had."""
    st.session_state[NUMBER] = st.session_state.get(NUMBER, 0) + 1
    return int(st.session_state[NUMBER])


def look(name: str, content: bytes, data: Path, forbund: Forbund, today: date) -> Looked:
    """Read and check a file; whatever is wrong with it, also with the program, becomes part of the answer."""
    number, shown = next_number(), mask(name)
    try:
        file = read_file(content, name)
        return looked_at(Looked(number, shown), file, data, forbund, today)
    except RefusedFileError as error:
        return Looked(number, shown, faults=error.findings, remedy=error.remedy)
    except FinsamError as error:
        return Looked(number, shown, faults=(_fault(error.rule),), remedy=error.remedy)
    except Exception:
        code = secrets.token_hex(3)
        # Only where in the program: what stands in the file must not come into any log.
        logging.getLogger("finsam").error("fel %s när en fil kontrollerades: %s", code, _place())
        return Looked(number, shown, faults=(_fault(text.BROKEN.format(code=code)),))


def looked_at(of: Looked, file: RawFile, data: Path, forbund: Forbund, today: date) -> Looked:
    """Check a file that has been read, as the user says it should be read. Raises FinsamError."""
    settings = read_intake_settings(data)
    checked = check_as_before(file, forbund, settings, Journal(data), today, of.insats, of.covers)
    return replace(of, checked=checked, difference=None, signature=())


def retried(import_id: str, data: Path, forbund: Forbund, today: date) -> Looked:
    """The rows of an import that wait in quarantine, checked anew. Raises FinsamError."""
    file = Journal(data).retry(import_id, read_intake_settings(data))
    return looked_at(Looked(next_number(), mask(file.name), mends=import_id), file, data, forbund, today)


def with_difference(found: Looked, data: Path) -> Looked:
    """With the difference to the register as it is now. Raises FinsamError when the register cannot be read."""
    signature = data_signature(data)
    if found.checked is None or found.checked.status == "refused" or found.signature == signature:
        return found
    difference = Journal(data).difference(found.checked, found.mends)
    fresh = replace(found, difference=difference, signature=signature)
    keep(fresh)
    return fresh


def _fault(message: str) -> Finding:
    return Finding(rule=message, severity=Severity.STOPS, message=message)


def _place() -> str:
    """The lines of the program that an exception passed, without its message."""
    import sys
    import traceback

    frames: Iterator[traceback.FrameSummary] = iter(traceback.extract_tb(sys.exc_info()[2]))
    return " ← ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(list(frames)))
