"""The letter that goes with a returned file: plain text to paste in a mail."""

from collections.abc import Sequence
from datetime import date

from finsam_data.forbund import Forbund
from finsam_data.intake.checked import CheckedFile
from finsam_data.intake.finding import Finding, Severity
from finsam_data.intake.words import FAULTS_SHEET, counted, in_a_sentence

MOST_LINES = 8
HALF_YEAR_DAYS = 200


def letter(checked: CheckedFile, forbund: Forbund) -> str:
    """What was taken in of a file and what is to be mended, for the one who sent it.

    Tells rows and columns, never what stands there: a mail is no place for what is said of a person.
    """
    parts = [
        _greeting(checked),
        _outcome(checked),
        *_to_mend(checked.findings),
        *_to_check(checked.findings),
        _ending(checked.findings, forbund),
    ]
    return "\n\n".join(parts) + "\n"


def _greeting(checked: CheckedFile) -> str:
    what = f" för {in_a_sentence(checked.insatser)}" if checked.insatser else ""
    return f"Hej!\n\nTack för filen ”{checked.file.name}”{what}{_period(checked.first_day, checked.last_day)}."


def _period(first_day: date | None, last_day: date | None) -> str:
    if first_day is None or last_day is None:
        return ""
    if (last_day - first_day).days > HALF_YEAR_DAYS:
        return f", helåret {last_day.year}"
    return f", {'första' if last_day.month <= 6 else 'andra'} halvåret {last_day.year}"


def _outcome(checked: CheckedFile) -> str:
    rows = checked.accepted.height + checked.rejected.height
    told = f"Vi hittade {counted(rows, 'rad', 'rader')} om deltagare."
    if checked.status == "refused":
        return f"{told} Filen kan inte läsas in ännu, så ingen av dem är med."
    if checked.status == "accepted":
        return f"{told} {'Den' if rows == 1 else 'Alla'} går att läsa in."
    accepted, rejected = checked.accepted.height, checked.rejected.height
    return f"{told} {accepted} går att läsa in och {rejected} måste rättas först."


def _to_mend(findings: Sequence[Finding]) -> list[str]:
    """What stops the file, and rows with faults, by rule and place."""
    stops = [found for found in findings if found.severity is Severity.STOPS]
    rejects = [found for found in findings if found.severity is Severity.REJECTS]
    return [
        *_told("Det här måste rättas innan filen kan läsas in:", stops),
        *_told("De här raderna bryter mot en regel och måste rättas:", rejects),
    ]


def _to_check(findings: Sequence[Finding]) -> list[str]:
    """What is taken in but looks odd."""
    warnings = [found for found in findings if found.severity is Severity.WARNS]
    return _told("Titta också på det här, som är inläst men kan vara fel:", warnings)


def _told(heading: str, findings: Sequence[Finding]) -> list[str]:
    if not findings:
        return []
    lines = [f"- {_place(found)}Regel: {found.rule}" for found in findings[:MOST_LINES]]
    if more := len(findings) - MOST_LINES:
        lines += [f"och {more} till, se bladet {FAULTS_SHEET}"] if more > 0 else []
    return ["\n".join([heading, *lines])]


def _place(found: Finding) -> str:
    sheet = f"bladet {found.sheet}" if found.sheet else ""
    row = f"rad {found.row}" if found.row else ""
    column = f"kolumnen {found.column}" if found.column else ""
    place = ", ".join(part for part in (sheet, row, column) if part)
    return f"{place[0].upper()}{place[1:]}. " if place else ""


def _ending(findings: Sequence[Finding], forbund: Forbund) -> str:
    if not findings:
        return f"Du behöver inte göra något mer.\n\nVänliga hälsningar\n{forbund.name}"
    return (
        f"I den bifogade filen är cellerna markerade, och bladet {FAULTS_SHEET} säger vad som ska göras. "
        "Rätta i den filen, spara och skicka tillbaka den.\n\n"
        f"Vänliga hälsningar\n{forbund.name}"
    )
