"""The words of the working-group mode and of its note."""

from collections.abc import Sequence
from datetime import datetime

from pages.text.formats import NBSP, signed
from pages.text.scenario_levers import NAMES, amount, share

TITLE = "Arbetsgruppsläge"
ENTER = "Öppna arbetsgruppsläget"
ENTER_ABOUT = (
    "Stor text för den delade skärmen: ett reglage i taget, resultatet bredvid, och en logg som blir en anteckning."
)
LEAVE = "Lämna arbetsgruppsläget"
PREVIOUS_DIAL, NEXT_DIAL = "Föregående reglage", "Nästa reglage"
PREVIOUS_YEAR, NEXT_YEAR = "Föregående år", "Nästa år"
ONLY_YEAR = "Bara det året, inte åren efter"
KEYS = "Piltangenterna: vänster och höger byter reglage, upp och ned ändrar. PageUp och PageDown byter år."
PLANNED = "planen {value}"
AS_PLANNED = "som i planen"
NO_STEP = "Reglaget går inte längre åt det hållet."
UNDO = "Ångra"
RESULT = "Vad det leder till"
YEAR_COLUMN, RESULT_COLUMN, EQUITY_COLUMN, PLAN_COLUMN = "År", "Resultat, tkr", "Eget kapital, tkr", "I planen, tkr"
TABLE_CAPTION = "Resultat och eget kapital per år, och eget kapital i planen"
LOG = "Loggen"
LOG_EMPTY = "Inget är ändrat än."
LOG_TITLE = "Hela loggen, {n} ändringar"
DOWNLOAD_TEXT = "Hämta anteckningen som text"
DOWNLOAD_HTML = "Hämta anteckningen för utskrift"
NOTE_TITLE = "Anteckning från arbetsgruppen"
NOTE_DRAFT = "UTKAST. Anteckningen är ett räkneexempel och inget beslut."
NOTE_DECIDED = "Scenariot är märkt som {mark}. Siffrorna är en beräkning, inte ett utfall."
SCENARIO, FORBUND, WHEN, DATA, MARKS = "Scenario", "Förbund", "Tid", "Data", "Märkning"
CHANGED = "Det som är ändrat mot planen"
NOTHING_CHANGED = "Ingenting är ändrat."
HAPPENED = "Så gick det till"
LEADS_TO = "Vad det leder till, tkr"
REMARKS = "Anmärkningar"
EARLIER = "{n} tidigare ändringar står inte här."
NOTE_COLUMNS = ("År", "Intäkter", "Kostnader", "Resultat", "Eget kapital", "I planen", "Kvar till idealet")
SOURCE = "Källa: {source}. Ögonblicksbild {snapshot_id}, underlag {fingerprint}."
MOST_IN_NOTE = 18


def dial_name(kind: str, subject: str, label: str) -> str:
    """A dial's name: an insats by its own, a group's growth with the group's label."""
    return subject if kind == "insats" else f"{NAMES[kind]}, {label.lower()}" if label else NAMES[kind]


def dial_value(value: float, yearly: bool) -> str:
    """9042 → 9 042 tkr; 0.03 → 3 %."""
    return f"{amount(value)}{NBSP}tkr" if yearly else share(round(value, 4))


def dial_step(step: float, yearly: bool) -> str:
    """50 → +50 tkr; −0.01 → −1 %, of units that are per cent."""
    return f"{signed(step)}{NBSP}tkr" if yearly else f"{signed(step * 100, 1).removesuffix(',0')}{NBSP}%"


def when(years: Sequence[int]) -> str:
    """[2026] → 2026; [2026, 2027, 2028] → 2026–2028."""
    return f"{years[0]}" if len(years) == 1 else f"{years[0]}–{years[-1]}"


def said(name: str, years: Sequence[int], value: str) -> str:
    """The log line of a turned dial; years only where it has a value for each."""
    return f"{name}{f' {when(years)}' if years else ''}: {value}{f' {years[0]}' if len(years) > 1 else ''}"


def place(number: int, of: int) -> str:
    """Which dial this is."""
    return f"Reglage {number} av {of}"


def clock(moment: datetime) -> str:
    """13.04."""
    return f"{moment:%H.%M}"
