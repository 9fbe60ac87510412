"""The förbund's lists of allowed values, with the spellings of the settings."""

from collections.abc import Mapping

from finsam_data.errors import DataError
from finsam_data.files import INTAKE_FILE
from finsam_data.forbund import Forbund
from finsam_data.intake.meaning.values import Choices
from finsam_data.intake.settings import EXTRA, IntakeSettings

YES, NO = "ja", "nej"


class Lists:
    """columns: column → its allowed values. reasons: code of a list of avslutsorsaker → its own. any_reason: all."""

    def __init__(self, forbund: Forbund, settings: IntakeSettings, remembered: Mapping[str, Mapping[str, str]]) -> None:
        """remembered: column → text → value, as approved before.

        Raises DataError where the settings have spellings of a value that is in no list.
        """
        spellings = {column: dict(values) for column, values in settings.spellings.items()}
        values = {
            **{column: listed for column, listed in forbund.allowed_values.items() if column != "avslutsorsak"},
            "consent": [YES, NO],
            **{EXTRA + field.name: list(field.values) for field in settings.extra if field.values},
        }
        _check(spellings, {**values, "avslutsorsak": forbund.avslutsorsaker})
        for insats in forbund.insatser:
            _add(spellings, "insats", insats.name, insats.code, insats.short_name)
        for reason in (reason for exit_list in forbund.exit_lists for reason in exit_list.reasons):
            _add(spellings, "avslutsorsak", reason.name, reason.short_name)
        self.columns = {
            column: Choices(listed, spellings.get(column), remembered.get(column)) for column, listed in values.items()
        }
        ways = spellings.get("avslutsorsak"), remembered.get("avslutsorsak")
        self.reasons = {
            found.code: Choices([*(reason.name for reason in found.reasons), *forbund.excluded_reasons], *ways)
            for found in forbund.exit_lists
        }
        self.any_reason = Choices(forbund.avslutsorsaker, *ways)


def _add(spellings: dict[str, dict[str, tuple[str, ...]]], column: str, value: str, *ways: str) -> None:
    known = spellings.setdefault(column, {})
    known[value] = (*known.get(value, ()), *filter(None, ways))


def _check(spellings: Mapping[str, Mapping[str, object]], values: Mapping[str, list[str]]) -> None:
    for column, spelt in spellings.items():
        if lost := [value for value in spelt if value not in values.get(column, ())]:
            raise DataError(
                INTAKE_FILE,
                f"Stavningar av ”{lost[0]}” finns, men det är inget värde i kolumnen ”{column}”.",
                "Skriv värdet som i forbund.yaml, eller ta bort stavningarna.",
            )
