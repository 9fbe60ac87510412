"""The words around the choices."""

from pages.text.common import GENDER_PLURAL
from pages.text.formats import period_name, sentence_case
from queries.periods import Period, parse_period
from queries.publication.plan import TOTAL

LABELS = {"period": "Period", "insats": "Insats", "gender": "Kön"}
ALL_INSATSER = "Alla insatser"
GENDER_OPTIONS = GENDER_PLURAL | {"alla": "Kvinnor och män"}
ONE_OF_TWO = "Skyddad visning: välj insats eller kön, inte båda, så att ingen kan räknas fram."
INSATS_KEPT = (
    "Insats och kön kan inte väljas tillsammans i den skyddade visningen. Insatsen visas, med kvinnor och män ihop."
)

TOGETHER = {"insats": "alla insatser tillsammans", "gender": "kvinnor och män ihop"}
IN_STEAD = {"insats": "Alla insatser visas i stället.", "gender": "Kvinnor och män visas tillsammans i stället."}


def closed(names: list[str], period: Period) -> str:
    """Why neither of these can be chosen in such a period, and what to do about it."""
    kind, other = _kinds(period)
    together = ", ".join(TOGETHER[name] for name in names)
    wanted = " eller ".join(LABELS[name].lower() for name in names)
    return f"Skyddad visning: på den här sidan visas {kind} bara för {together}. Välj {other} för att välja {wanted}."


def closed_choice(name: str, chosen: str, period: Period) -> str:
    """The address, or the page before, asked for what such a period is not told of."""
    kind, _ = _kinds(period)
    return f"{chosen} kan inte väljas för {kind} på den här sidan i den skyddade visningen. {IN_STEAD[name]}"


def more_to_see(period: Period, insats: str, gender: str) -> str:
    """What to choose where too much is protected, nothing where there is no coarser choice."""
    if period.half:
        return "Välj ett helår för att se mer."
    if insats != TOTAL:
        return "Välj alla insatser för att se mer."
    return "Välj kvinnor och män tillsammans för att se mer." if gender != TOTAL else ""


def _kinds(period: Period) -> tuple[str, str]:
    """What kind of period it is, and the other kind."""
    return ("halvår", "ett helår") if period.half else ("helår", "ett halvår")


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
