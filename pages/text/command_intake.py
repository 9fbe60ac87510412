"""The words of the commands that take files in and back."""

from collections.abc import Sequence

from finsam_data.intake.checked import ReadAs
from finsam_data.intake.finding import Finding, Severity
from finsam_data.intake.register.difference import Difference
from finsam_data.intake.register.import_folder import Record
from finsam_data.intake.settings import IntakeSettings
from finsam_data.intake.taking_in import Report
from finsam_data.intake.words import counted
from pages.text.formats import listing
from pages.text.intake import quarantine_effect

ASK_IMPORT, ASK_UNDO = "Läsa in filen? [j/N] ", "Ta tillbaka inläsningen? [j/N] "
YES = {"j", "ja"}
APPROVED_RULE = "Det som en fil ändrar i registret är godkänt."
NOT_APPROVED = "Filen är inte inläst: det som ändras är inte godkänt. Kör igen med --yes, eller i en terminal."
NOT_UNDONE = "Inget är återtaget: det är inte godkänt. Kör igen med --yes, eller i en terminal."
DRY_RUN = "Inget är inläst (--dry-run)."
SAME = "Filen är redan inläst och gäller. Inget behöver göras."
NO_IMPORTS = "Inget är inläst ännu."
PUBLISHED = "Den interna utgåvan är publicerad. Den skyddade görs om nästa gång någon öppnar den, eller med publish."
NOT_PUBLISHED = "Registret är ändrat, men publicerades inte."
MOST_ROWS = 20
STATUSES = {"accepted": "alla rader godkända", "partly": "några rader avvisade", "refused": "avvisad"}
STATES = {
    "in_force": "gäller",
    "replaced": "ersatt av en senare",
    "taken_back": "återtagen",
    "outside": "hör till ett tidigare register",
}
SEVERITIES = {Severity.STOPS: "STOPPAR", Severity.REJECTS: "AVVISAD", Severity.WARNS: "VARNING"}


def taken_in(record: Record) -> str:
    """That a file is in the register."""
    return f"Inläst som {record.id}. Ångra med: python finsam.py undo {record.id}"


def taken_back(import_id: str) -> str:
    """That an import is no longer in the register."""
    return f"Inläsningen {import_id} är återtagen."


def report_lines(report: Report) -> list[str]:
    """A file, how its rows were sorted and what was found."""
    counts = (
        f"{counted(report.rows_in, 'rad läst', 'rader lästa')} = {counted(report.accepted, 'godkänd', 'godkända')} + "
        f"{counted(report.rejected, 'avvisad', 'avvisade')}"
    )
    head = f"{report.file}: {STATUSES[report.status]}. {counts} + {_no_data(report.not_data)}."
    return [head, *_at_most([_finding(found) for found in report.findings])]


def reading_lines(new: ReadAs, settings: IntakeSettings) -> list[str]:
    """What is read as what for the first time."""
    columns = settings.columns
    lines = [f"  ”{heading}” läses som rubriken {columns[name].heading}" for heading, name in new.columns.items()]
    for name, texts in new.values.items():
        lines += [f"  ”{text}” läses som ”{value}” ({columns[name].heading})" for text, value in texts.items()]
    return ["Läses så här för första gången:", *_at_most(lines)] if lines else []


def difference_lines(found: Difference, settings: IntakeSettings) -> list[str]:
    """What changes in the register, row by row."""
    moved = [quarantine] if (quarantine := quarantine_effect(found)) else []
    if found.is_empty:
        return ["Inget ändras i registret.", *moved]
    headings = {name: field.heading for name, field in settings.columns.items()}
    kinds = (
        (found.new, "ny", "nya"),
        (found.changed, "ändrad uppgift", "ändrade uppgifter"),
        (found.ended, "avslutad", "avslutade"),
        (found.removed, "borttagen", "borttagna"),
    )
    said = [f"{rows.height} {one if rows.height == 1 else many}" for rows, one, many in kinds if rows.height]
    lines = [f"Det här ändras i registret: {listing(said)}."]
    for rows, one, _ in kinds:
        told = []
        for row in rows.iter_rows(named=True):
            what = ""
            if rows is found.changed:
                column = headings.get(row["column"], row["column"])
                what = f", {column}: {row['old'] or 'tomt'} → {row['new'] or 'tomt'}"
            if rows is found.ended:
                what = f", slut {row['end_date']}, {row['avslutsorsak'] or 'utan avslutsorsak'}"
            told.append(f"  {one:<14} {row['participant_id']}, {row['insats']}, start {row['start_date']}{what}")
        lines += _at_most(told)
    return [*lines, *moved]


def record_lines(records: Sequence[Record]) -> list[str]:
    """The imports, newest first."""
    lines = []
    for record in records:
        days = f"{record.first_day}–{record.last_day}" if record.first_day else "utan datum"
        state = STATES[record.state]
        if record.taken_back:
            state = f"{state} {record.taken_back.when.astimezone():%Y-%m-%d %H:%M} av {record.taken_back.who}"
        lines += [
            f"{record.id:<12} {record.when.astimezone():%Y-%m-%d %H:%M}  {record.who}  ”{record.file}”  {state}",
            f"{'':<12} {listing(list(record.insatser)) or 'ingen insats'}, {days}: "
            f"{counted(record.rows_in, 'rad', 'rader')} = {counted(record.accepted, 'godkänd', 'godkända')} + "
            f"{counted(record.rejected, 'avvisad', 'avvisade')} + {_no_data(record.not_data)}",
            f"{'':<12} sha256 {record.sha256}",
        ]
    return lines or [NO_IMPORTS]


def _no_data(n: int) -> str:
    return counted(n, "som inte är ett deltagande", "som inte är deltaganden")


def _finding(found: dict[str, object]) -> str:
    parts = (("bladet", found["sheet"]), ("rad", found["row"]), ("kolumnen", found["column"]))
    place = ", ".join(f"{word} {value}" for word, value in parts if value)
    suggestion = f" Förslag: {found['suggestion']}." if found["suggestion"] else ""
    severity = SEVERITIES[Severity(str(found["severity"]))]
    return f"  {severity:<8} {place}{': ' if place else ''}{found['message']}{suggestion}"


def _at_most(lines: list[str]) -> list[str]:
    return lines if len(lines) <= MOST_ROWS else [*lines[:MOST_ROWS], f"  … och {len(lines) - MOST_ROWS} till"]


def not_opened(path_name: str) -> Finding:
    """A file that the system does not give us."""
    return Finding(
        rule="Filen går att öppna.",
        severity=Severity.STOPS,
        message=f"”{path_name}” går inte att läsa. Kontrollera namnet och att den får läsas.",
    )


def not_approved() -> Finding:
    """Why a file whose rows are good is not taken in."""
    return Finding(rule=APPROVED_RULE, severity=Severity.WARNS, message=NOT_APPROVED)
