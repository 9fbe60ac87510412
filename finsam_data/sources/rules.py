"""Every rule of the schemas as a Swedish sentence with a remedy."""

from typing import NamedTuple


class RuleText(NamedTuple):
    """A rule as told to the user; column is empty for rules about the whole row."""

    column: str
    rule: str
    remedy: str


ROW_RULES = {
    "ends_on_or_after_start": ("Slutdatum ligger före startdatum.", "Rätta det datum som är fel."),
    "reason_needs_end": ("Avslutsorsak finns utan slutdatum.", "Fyll i slutdatum, eller ta bort avslutsorsaken."),
    "end_needs_reason": ("Slutdatum finns utan avslutsorsak.", "Fyll i avslutsorsak, eller ta bort slutdatumet."),
    "primary_key": ("Samma rad förekommer mer än en gång.", "Ta bort dubbletterna."),
    "has_value_or_reference": ("Målet saknar både värde och jämförelse.", "Fyll i value eller reference."),
    "per_cent_and_per_mille_are_sane": ("En andel är orimligt stor.", "Kontrollera talet och dess enhet."),
}
COLUMN_RULES = {
    "nullability": ("Värde saknas.", "Fyll i värdet på varje rad."),
    "min": ("Ett tal är mindre än vad som är möjligt.", "Kontrollera talet."),
    "max": ("Ett tal är större än vad som är möjligt.", "Kontrollera talet."),
    "nan": ("Ett tal är inget tal (NaN).", "Fyll i talet, eller lämna värdet tomt där det får saknas."),
    "inf": ("Ett tal är oändligt stort.", "Kontrollera talet."),
    "min_length": ("En text är tom.", "Fyll i värdet."),
    "dtype": ("Värdet finns inte i listan över tillåtna värden.", "Rätta stavningen enligt listan i handledningen."),
}


def rule_text(name: str) -> RuleText:
    """The text of a rule as dataframely names it: a row rule, or column|check."""
    column, bar, check = name.rpartition("|")
    return RuleText(column, *(COLUMN_RULES[check] if bar else ROW_RULES[name]))
