"""Files that come again, too late or with less than before: what is said of them before they are taken in."""

from collections.abc import Sequence

from finsam_data.intake.finding import Finding, Rule, Severity
from finsam_data.intake.meaning.broken import listed
from finsam_data.intake.register.folding import replaced
from finsam_data.intake.register.import_folder import Import
from finsam_data.intake.register.quarantine import left_out
from finsam_data.intake.words import counted

SAME_FILE = Rule(
    "En fil läses in bara en gång.", Severity.WARNS, "Inget behöver göras. Finns det en nyare fil, läs in den."
)
OLDER_FILE = Rule(
    "En äldre fil läses in före en nyare.",
    Severity.WARNS,
    "Läs in den om den har något som saknas. Det som en nyare fil säger ändras inte.",
)

ALL_WAITING = Rule(
    "En rättad fil har med de rader som väntar i karantän.",
    Severity.WARNS,
    "Är de deltaganden ska de stå i filen, rättade. Annars behöver inget göras: läses filen in tas de bort ur "
    "karantänen, och tas inläsningen tillbaka är de där igen.",
)
MIDNIGHT = " 00:00:00"
"""How Excel ends a date that has no time of day."""


def is_same(imports: Sequence[Import], one: Import) -> bool:
    """Is the same file in force, read with the same outcome?"""
    old = replaced([of.record for of in imports])
    return any(
        (of.record.sha256, of.record.cover) == (one.record.sha256, one.record.cover)
        and of.record.id not in old
        and of.rows.equals(one.rows)
        and of.rejected.equals(one.rejected)
        for of in imports
    )


def warnings(imports: Sequence[Import], one: Import) -> tuple[Finding, ...]:
    """That the file is in force already, that one about later days is, and what it lacks of the rows that wait."""
    if is_same(imports, one):
        return (_warning(SAME_FILE, f"Filen ”{one.record.file}” är redan inläst, så inget ändras."),)
    return (*_too_late(imports, one), *_left_out(imports, one))


def _left_out(imports: Sequence[Import], one: Import) -> tuple[Finding, ...]:
    rows = left_out(imports, one)
    if rows.is_empty():
        return ()
    named = [
        f"rad {row['row']} i ”{row['file']}” ({row['participant_id'] or 'utan deltagar-id'}, "
        f"start {(row['start_date'] or 'saknas').removesuffix(MIDNIGHT)})"
        for row in rows.iter_rows(named=True)
    ]
    said = f"{counted(rows.height, 'rad', 'rader')} i karantän finns inte i filen: {listed(named)}."
    return (_warning(ALL_WAITING, f"{said} {ALL_WAITING.remedy}"),)


def _too_late(imports: Sequence[Import], one: Import) -> tuple[Finding, ...]:
    last_day = one.record.last_day
    later = [
        of
        for of in imports
        if of.record.last_day and last_day and of.record.last_day > last_day and one.is_about_any_of(of.record.insatser)
    ]
    if not later or one.record.mends:
        return ()
    newest = max(later, key=lambda of: str(of.record.last_day)).record
    message = (
        f"Filen gäller till och med {last_day}, men ”{newest.file}”, som gäller till och med {newest.last_day}, är "
        "redan inläst. Det som den säger ändras inte."
    )
    return (_warning(OLDER_FILE, message),)


def _warning(rule: Rule, message: str) -> Finding:
    return Finding(rule=rule.name, severity=rule.severity, message=message)
