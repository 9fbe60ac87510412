"""What to do where a rule is broken, by the rule's name."""

from functools import cache
from importlib import import_module

from finsam_data.intake.finding import Rule

RULES_IN = ("meaning.rules", "reading.gate", "reading.notes", "register.repeated")


def remedy(rule: str) -> str:
    """The remedy of the rule of that name; empty for a name that is no rule's."""
    return _remedies().get(rule, "")


@cache
def _remedies() -> dict[str, str]:
    modules = [import_module(f"finsam_data.intake.{name}") for name in RULES_IN]
    return {rule.name: rule.remedy for module in modules for rule in vars(module).values() if isinstance(rule, Rule)}
