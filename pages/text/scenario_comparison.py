"""The words of the comparison of scenarios."""

from collections.abc import Mapping, Sequence
from datetime import date

from finsam_data.scenario import Scenario
from pages.text.formats import MISSING, day, listing, number, tkr
from pages.text.scenario_levers import NAMES, amount, share
from queries.scenarios.side_by_side import Form, Input, Value

INTRODUCTION = "Välj högst fyra scenarier. Först visas det som skiljer dem åt, sedan vad vart och ett leder till."
CHOOSE = "Scenarier att jämföra"
ON_SCREEN = "Mitt scenario, som det är nu"
MOST = 4
TOO_MANY = "Högst fyra kan jämföras åt gången, så {names} är inte med. Ta bort något av de andra först."
TOO_FEW = "Välj minst två scenarier, så visas de sida vid sida här."
NOT_FITTING = "”{name}” kan inte räknas på de här data och är inte med. {message}"
LETTERS = "ABCD"
DRAFT = "UTKAST"
IS_PLAN = "planen, ingenting ändrat"
PLAN = "Planen"
WHAT = "Vad"
SCENARIO = "Scenario"
INPUTS = {0: "Scenarierna har samma insatta värden", 1: "Scenarierna skiljer sig i ett insatt värde"}
INPUTS_SUBTITLE = "Bara det som skiljer. Streck: scenariot ändrar inte det, utan planen och antagandena gäller."
INPUTS_DEFINITION = (
    "Ett värde tas med när det inte är lika i alla scenarier. Att inte ändra något räknas som planens värde."
)
YES = "ja"
SUBTITLE = "Tkr per år, {years}. {basis}"
BASIS = "Beräkning, inte utfall."
OUTCOMES = {
    "income_tkr": ("Intäkter", "Intäkterna"),
    "cost_tkr": ("Kostnader", "Kostnaderna"),
    "result_tkr": ("Resultat", "Resultatet"),
    "equity_closing_tkr": ("Eget kapital", "Eget kapital"),
    "gap_to_ideal_tkr": ("Kvar till idealet", "Det som fattas till idealet"),
}
"""Column → as a heading, and as the subject of a sentence."""
OUTCOME_DEFINITIONS = {
    "income_tkr": "Intäkter: medlemmarnas tilldelning plus övriga intäkter.",
    "cost_tkr": "Kostnader: alla rader i planen, framskrivna och ändrade av scenariot.",
    "result_tkr": "Resultat: intäkter minus kostnader.",
    "equity_closing_tkr": "Eget kapital i slutet av året: ingående plus resultat, plus planens egen avrundning.",
    "gap_to_ideal_tkr": "Idealfördelningen minus tilldelningen. Minus betyder att tilldelningen är högre än idealet.",
}
EQUITY_SUBTITLE = "Eget kapital i slutet av varje år, tkr, {years}. Det vågräta strecket är noll. {basis}"
COUNTS = {2: "båda", 3: "alla tre", 4: "alla fyra"}
PARTS = {"from": "första dag", "through": "sista dag", "max_cut": "högst per år"}
DOWNLOAD = "Hämta jämförelsen som Excel med formler"
SOURCE = "{source}; framräkning enligt antagandena i assumptions.yaml"


def mark(scenario: Scenario) -> str:
    """UTKAST, or in which minute it was decided; nothing where nothing is changed."""
    if scenario.decided:
        return f"beslutat {day(scenario.decided.date)}, {scenario.decided.paragraph}"
    return DRAFT if scenario.levers else IS_PLAN


def lettered(letter: str, scenario: Scenario) -> str:
    """A, scenario → A Regionen ger inget mer."""
    return f"{letter} {scenario.name}"


def inputs_title(differing: int) -> str:
    """How many things differ."""
    return INPUTS.get(differing, f"Scenarierna skiljer sig i {number(differing)} insatta värden")


def input_name(name: Input, groups: Mapping[str, str]) -> str:
    """An input in words: Kostnadsökning, Styrelse och kansli 2028–; an insats by its own name."""
    about = groups.get(name.subject, name.subject)
    parts = [about] if name.kind == "insats" else [NAMES[name.kind], *([about] if about else [])]
    parts += [PARTS[name.part]] if name.part in PARTS else []
    told = f"{', '.join(parts)} {name.when}".rstrip()
    return f"{told.removesuffix('–')} och framåt" if told.endswith("–") else told


def input_value(value: Value | None, form: Form) -> str:
    """A value as it is read; – where the scenario leaves it alone."""
    if value is None:
        return MISSING
    if isinstance(value, date):
        return day(value)
    if form == "yes":
        return YES
    return share(value) if form == "share" else f"{amount(value)}"


def input_unit(form: Form) -> str:
    """What stands after the name: tkr for amounts."""
    return ", tkr" if form == "tkr" else ""


def outcome_title(outcome: str, years: Sequence[int], values: Sequence[Sequence[int | None]]) -> str:
    """In which year the scenarios differ most, and between what."""
    subject = OUTCOMES[outcome][1]
    spans = {
        year: (min(known), max(known))
        for place, year in enumerate(years)
        if (known := [value for series in values if (value := series[place]) is not None])
    }
    if not spans:
        return f"{subject} är inte känt för något år"
    year, (low, high) = max(spans.items(), key=lambda entry: (entry[1][1] - entry[1][0], -entry[0]))
    if low == high:
        return f"{subject} är lika i {COUNTS.get(len(values), 'alla')}"
    return f"{subject} skiljer mest {year}: från {tkr(low)} till {tkr(high)}"


def equity_title(years: Sequence[int], values: Sequence[Sequence[int | None]]) -> str:
    """Which of the scenarios go below zero, and when first."""
    below = {}
    for letter, series in zip(LETTERS, values, strict=False):
        if year := next(
            (year for year, value in zip(years, series, strict=True) if value is not None and value < 0), 0
        ):
            below[letter] = year
    everyone = COUNTS.get(len(values), "alla")
    if not below:
        return f"Eget kapital hålls över noll i {everyone}, alla år"
    told = listing([f"{letter} {year}" for letter, year in below.items()])
    if len(below) == len(values):
        return f"Eget kapital går under noll i {everyone}: {told}"
    above = listing([letter for letter in LETTERS[: len(values)] if letter not in below])
    return f"Eget kapital går under noll i {told}, men inte i {above}"
