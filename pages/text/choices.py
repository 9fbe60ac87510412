"""The words around the choices."""

from pages.text.formats import period_name, sentence_case
from queries.periods import parse_period

LABELS = {"period": "Period", "insats": "Insats", "gender": "Kön"}
ALL_INSATSER = "Alla insatser"
GENDER_OPTIONS = {"alla": "Kvinnor och män", "kvinna": "Kvinnor", "man": "Män"}


def period_option(code: str) -> str:
    """How a period stands in the list: Helåret 2024, Första halvåret 2024."""
    period = parse_period(code)
    if period is None:
        return code
    return f"Helåret {period.year}" if period.half is None else sentence_case(period_name(period))


def unknown_choice(name: str, value: str) -> str:
    """The address asked for something that does not exist."""
    return f"{LABELS[name]} ”{value[:40]}” i adressen finns inte. Standardvalet visas i stället."


def not_running(insats: str) -> str:
    """The insats exists but not in the period."""
    return f"{insats} pågick inte under perioden. Alla insatser visas i stället."
