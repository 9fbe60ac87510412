"""The words of the goal seek form."""

from finsam_data.errors import FinsamError

INTRODUCTION = "Svaret utgår från det scenario som visas, med en sak okänd."
QUESTION = "Vad söks?"
FIRST, LAST = "Från", "Till och med"
INSATS = "Insats"
EACH_YEAR = "Så lite som möjligt varje år för sig"
FLOOR = "Eget kapital minst, tkr"
OFFICE = "{group}: högst andel av ramen, %"
LARGEST_CUT = "Ingen insats skärs mer per år än, %"
RULES_ABOUT = "Reglerna som svaret ska hålla. Tomt fält är ingen regel."
USE = "Visa svaret som mitt scenario"
GROUPS = "Kostnader som får skäras ned"
NO_GROUP = "Välj minst en kostnadsgrupp som får skäras ned."
NO_QUESTION = "Välj år så att Från inte är efter Till och med."


def used(sentence: str) -> str:
    """The log line of an answer put on the screen."""
    return f"Räknade baklänges: {sentence}"


def told(field: str, error: Exception) -> str:
    """What is wrong with a field, or with the question."""
    return f"{field}: {error.rule} {error.remedy}" if isinstance(error, FinsamError) else f"{field}: {error}"
