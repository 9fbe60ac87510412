"""Files that come again, or too late: what is said of them before they are taken in."""

from collections.abc import Sequence

from finsam_data.intake.finding import Finding, Rule, Severity
from finsam_data.intake.register.folding import replaced
from finsam_data.intake.register.import_folder import Import

SAME_FILE = Rule(
    "En fil läses in bara en gång.", Severity.WARNS, "Inget behöver göras. Finns det en nyare fil, läs in den."
)
OLDER_FILE = Rule(
    "En äldre fil läses in före en nyare.",
    Severity.WARNS,
    "Läs in den om den har något som saknas. Det som en nyare fil säger ändras inte.",
)


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
    """That the file is in force already, or that one of the same insats about later days is."""
    if is_same(imports, one):
        return (_warning(SAME_FILE, f"Filen ”{one.record.file}” är redan inläst, så inget ändras."),)
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
