"""The words of the scenario page: labels, the sentence of the year, titles, notes."""

from finsam_data.errors import FinsamError
from finsam_data.scenario import Scenario
from pages.text.formats import NBSP, day, number, percent, signed, tkr
from queries.scenarios.projection import Projection, YearRow
from queries.scenarios.year_columns import ComparedYear, Effect, Fall, YearColumn

TITLE = "Scenarier"
SOURCE = "Verksamhetsplanen"
NO_ASSUMPTIONS = (
    "Här kan scenarier prövas när datamappen har antagandena om åren efter planen, filen assumptions.yaml. "
    "Den saknas, så inget kan räknas. Övriga sidor fungerar."
)
MINE = "Mitt scenario"
LONGEST_JOINED = 80
DRAFT = "Utkast"
DECIDED = "Beslutat"
MARK_LABEL = "Scenariots märkning"
YEAR = "År"
STARTS = "Börja från"
STARTS_HELP = "Ett tryck byter ut det som visas. Det förra går att få tillbaka med Ångra."
ADD = "Lägg ovanpå det jag har i stället för att börja om"
UNDO, REDO, RESET = "Ångra", "Gör om", "Nollställ"
LEVERS = "Ändra"
IN_FORCE = "Det här är ändrat"
NO_LEVERS = "Ingenting är ändrat: planen och antagandena som de är."
CHANGE, TAKE_AWAY = "Ändra", "Ta bort"
USE_TYPED = "Använd det skrivna"
TYPED_FITS = "Det som står i fälten går att använda nu."
RESET_SAID = "Nollställde till planen"
SECTIONS = {"years": "År för år", "ideal": "Idealfördelningen", "assumptions": "Antaganden"}
TOOLS_TITLE = "Gå vidare med scenariot"
TOOLS = {
    "uncertain": "Hur osäkert det är",
    "causes": "Vad som avgör mest",
    "people": "Deltagare",
    "goal": "Räkna baklänges",
    "save": "Spara och dela",
    "compare": "Jämför",
    "decided": "Märk som beslutat",
    "group": "Arbetsgruppsläge",
}
ROWS = {
    "income_tkr": "Intäkter",
    "cost_tkr": "Kostnader",
    "result_tkr": "Resultat",
    "equity_closing_tkr": "Eget kapital",
    "gap_to_ideal_tkr": "Kvar till idealet",
}
BASIS = {"budget": "Beslutad budget", "plan": "Plan", "projektion": "Planen framskriven"}
STATE = {
    "budget": "budget, beslutad",
    "plan": "plan, inte beslutad",
    "projektion": "projektion",
}
IDEAL = "Idealfördelning"
COLUMNS_ABOUT = (
    "Idealfördelningen: medlemmarna ger hela idealfördelningen det året, med planens övriga intäkter, kostnader och "
    "ingående eget kapital."
)
NARROW = 0.01
"""Less left than this share of the year's costs, and all room is spoken for."""
DEFINITIONS = {
    "equity": "Eget kapital: ingående plus intäkter minus kostnader är utgående, och nästa år börjar med det. Det får "
    "inte bli mindre än noll. Åren efter planen följer antagandena längre ned på sidan.",
    "bridge": "Spakarna läggs på planen en i taget i den ordning de står. Varje steg är vad spaken ändrar i utgående "
    "eget kapital, också genom åren före.",
    "years": "Intäkter är medlemmarnas tilldelning plus övriga intäkter. Resultat är intäkter minus kostnader. Ram är "
    "intäkter plus ingående eget kapital. Platser är ett antagande: planens mål räknat om efter pengarna, en tiondel "
    "åt vardera håll.",
    "lines": "Varje rad i planen med de antaganden och spakar som ligger bakom beloppet det valda året.",
}
EQUITY_LINES = {"plan": "Planen", "mine": MINE}
EQUITY_SUBTITLE = "Eget kapital i slutet av varje år, tkr, {first}–{last}. Det vågräta strecket är noll."
BRIDGE_SUBTITLE = "Från planen till scenariot: eget kapital i slutet av {year}, tkr."
AS_PRINTED = "som i planen"
BRIDGE_PLAN = "Planen"
YEARS_SUBTITLE = "{name}. Tkr per år, {first}–{last}."
LINES_TITLE = "Bakom varje rad {year}: antaganden och spakar"
LINES_SUBTITLE = "{name}. Alla rader med belopp, tkr."
DECIDED_DATE, DECIDED_PARAGRAPH = "Sammanträdesdag (2026-11-27)", "Paragraf (§ 4)"
MARK_DECIDED, MARK_DRAFT = "Beslutat", "Gör till utkast igen"
DECIDED_ABOUT = "Ett scenario är ett utkast tills det märks med det protokoll där det beslutades."
MARKED_DRAFT = "Gjorde scenariot till utkast igen"
NEEDS_LEVERS = "Planen själv är inget scenario. Ändra något först."


def state(scenario: Scenario) -> str:
    """UTKAST, or where it is decided; nothing for the plan itself."""
    if not scenario.levers:
        return ""
    if scenario.decided is None:
        return DRAFT
    return f"{DECIDED} {day(scenario.decided.date)}, {scenario.decided.paragraph}"


def name(scenario: Scenario) -> str:
    """What the scenario on the screen is called."""
    return scenario.name if scenario.levers else "Planen utan ändringar"


def altered(name: str) -> str:
    """A decided scenario with something changed is another scenario."""
    return name if name.endswith(" (ändrat)") else f"{name} (ändrat)"


def joined(name: str, other: str) -> str:
    """A scenario with another's levers on top is called by both, as far as there is room."""
    both = f"{name} + {other}"
    return both if len(both) <= LONGEST_JOINED else altered(name)


def taken_away(words: str) -> str:
    """The log line of a lever taken away."""
    return f"Tog bort: {words}"


def started(name: str, added: bool) -> str:
    """The log line of a starting point."""
    return f"{'La till' if added else 'Började från'}: {name}"


def decided_said(scenario: Scenario) -> str:
    """The log line of a decision."""
    return f"Märkte {scenario.name}: {state(scenario).lower()}"


def verdict(year: ComparedYear) -> str:
    """The sentence of the year, from what is left at its end."""
    left, cost = year.mine.equity_closing_tkr, year.mine.cost_tkr
    if left < 0:
        return f"{year.year} saknas {tkr(-left)}"
    if left < NARROW * cost:
        return f"{year.year} är allt utrymme intecknat; {tkr(left)} kvar"
    return f"{year.year} finns {tkr(left)} kvar"


def around(year: ComparedYear, plan: Projection, mine: Projection) -> str:
    """What the year's sentence is to be read against: the plan, and the years that are worst."""
    change = year.mine.equity_closing_tkr - year.plan.equity_closing_tkr
    against = f"{tkr(abs(change))} {'mer' if change > 0 else 'mindre'} än i planen. " if change else ""
    later = [row for row in mine.years if row.year >= _first_open(plan)]
    below = [row.year for row in later if row.equity_closing_tkr < 0]
    if below:
        return f"{against}Eget kapital är under noll i slutet av {years(below)}."
    lowest = min(later, key=lambda row: row.equity_closing_tkr)
    return (
        f"{against}Eget kapital håller sig över noll till {mine.years[-1].year}; lägst {lowest.year}, "
        f"{tkr(lowest.equity_closing_tkr)}."
    )


def years(found: list[int]) -> str:
    """[2026, 2027, 2028] → 2026–2028; [2026, 2028] → 2026 och 2028."""
    if len(found) > 1 and found[-1] - found[0] == len(found) - 1:
        return f"{found[0]}–{found[-1]}"
    return " och ".join([", ".join(map(str, found[:-1])), str(found[-1])]) if len(found) > 1 else str(found[0])


def _first_open(plan: Projection) -> int:
    return next((row.year for row in plan.years if row.basis != "budget"), plan.years[0].year)


def fall(fall: Fall) -> str:
    """The cliff of other income."""
    return (
        f"Stup i övriga intäkter, till exempel ESF: från {tkr(fall.before_tkr)} {fall.year - 1} till "
        f"{tkr(fall.after_tkr)} {fall.year}."
    )


def equity_title(first: YearRow | None, mine: Projection, plan: Projection) -> str:
    """The finding of eget kapital; first is the first year below zero."""
    if first:
        return f"Eget kapital går under noll {first.year}: {tkr(first.equity_closing_tkr)}"
    last = mine.years[-1]
    if mine == plan:
        return (
            f"Med planen växer eget kapital till {tkr(last.equity_closing_tkr)} {last.year}"
            if (last.equity_closing_tkr > mine.years[0].equity_closing_tkr)
            else f"Med planen är eget kapital {tkr(last.equity_closing_tkr)} {last.year}"
        )
    lowest = min((row for row in mine.years if row.year >= _first_open(plan)), key=lambda row: row.equity_closing_tkr)
    return f"Eget kapital är lägst {lowest.year}: {tkr(lowest.equity_closing_tkr)}"


def bridge_title(effects: list[Effect], names: list[str], year: int) -> str:
    """Which lever moves most."""
    if not effects:
        return f"Inga spakar flyttar eget kapital {year}"
    largest = max(range(len(effects)), key=lambda place: abs(effects[place].tkr))
    if effects[largest].tkr == 0:
        return f"Spakarna flyttar inte eget kapital {year}"
    return f"Mest flyttar {names[largest]}: {signed(effects[largest].tkr)}{NBSP}tkr {year}"


def years_title(mine: Projection) -> str:
    """How the results go."""
    minus = [row.year for row in mine.years if row.result_tkr < 0]
    if not minus:
        return "Intäkterna täcker kostnaderna alla år"
    return f"Kostnaderna är större än intäkterna {years(minus)}"


def column(values: YearColumn | None) -> list[str]:
    """One of the three columns, as it stands."""
    if values is None:
        return ["–"] * len(ROWS)
    return [number(value) for value in values]


def places(low: int | None, high: int | None) -> str:
    """387, 473 → 387–473."""
    return "–" if low is None or high is None else f"{number(low)}–{number(high)}"


def followed(n: int, of: int, growth: float) -> str:
    """What share of the plan's lines grows as assumed."""
    return (
        f"Planen räknar själv upp med {percent(growth)} om året: {n} av {of} belopp i planen följer antagandet inom "
        "1 tkr."
    )


def columns_caption(year: int) -> str:
    """What the table of three columns is."""
    return f"Planen, idealfördelningen och scenariot {year}, tkr. Eget kapital är i slutet av året. {COLUMNS_ABOUT}"


def decision_told(error: FinsamError) -> str:
    """What is wrong with the reference to a minute."""
    where = DECIDED_DATE if error.thing.endswith("date") else DECIDED_PARAGRAPH
    rule = error.rule if error.thing.endswith("date") else "Paragrafen saknas eller är för lång."
    return f"{where.partition(' (')[0]}: {rule} {error.remedy if error.thing.endswith('date') else ''}".strip()
