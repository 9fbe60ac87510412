"""The words of saving, opening and sharing scenarios."""

from collections.abc import Mapping
from datetime import datetime

from finsam_data.scenario import Scenario
from pages.text.formats import listing, moment, tkr
from pages.text.scenario_comparison import mark

SAVE_ABOUT = "Sparade scenarier ligger som filer i datamappen och kan öppnas av alla som använder den."
NAME = "Namn på scenariot"
SAVE = "Spara"
NOTHING_TO_SAVE = "Det finns inget att spara än: ändra något i planen först."
NONE_SAVED = "Inget scenario är sparat än."
CHOOSE = "Välj ett sparat scenario"
OPEN, DUPLICATE, RENAME, DELETE = "Öppna", "Gör en kopia", "Byt namn", "Ta bort"
NEW_NAME = "Nytt namn"
DELETE_SURE = "Ta bort ”{name}” för alla? Hämta det som fil först om du är osäker."
DELETE_YES = "Ja, ta bort"
UNREADABLE = {1: "En sparad fil går inte att läsa", 2: "{n} sparade filer går inte att läsa"}
DOWNLOAD = "Hämta scenariot som fil (YAML)"
PASTE = "Klistra in en scenariofil"
OPEN_PASTED = "Öppna det inklistrade"
PASTE_EMPTY = "Klistra in innehållet i en scenariofil först."
PASTED = "Den inklistrade scenariofilen"
LINK = "Länk till det här scenariot"
COPY, COPIED = "Kopiera länken", "Länken är kopierad."
LINK_ABOUT = (
    "Länken bär hela scenariot och är densamma som adressen i webbläsaren. Den som öppnar den ser samma "
    "siffror, eller får veta vad som har ändrats."
)
LINK_TOO_LONG = "Scenariot är för stort för en länk. Hämta det som fil i stället."
NO_LINK = "Så snart något är ändrat bär adressen hela scenariot, och kan delas."
LINK_NOT_FITTING = "Scenariot i länken passar inte de data som finns här, så det är inte öppnat. {message}"
FILE_NOT_FITTING = "Scenariot passar inte de data som finns här, så det är inte öppnat. {message}"
OTHER_DATA = "Underlaget har ändrats sedan scenariot gjordes."
OTHER_DATA_SAME = f"{OTHER_DATA} Eget kapital blir ändå detsamma alla år."
SAME_DATA_OTHER_NUMBERS = "Underlaget är detsamma som när länken gjordes, men beräkningen ger något annat."


def opened(name: str, way: str) -> str:
    """The log line: Öppnade Regionen ger inget mer från länken."""
    return f"Öppnade {name} {way}"


FROM_LINK, FROM_SAVED, FROM_FILE = "från länken", "bland de sparade", "från en fil"


def saved_as(name: str) -> str:
    """What is told after saving, and logged."""
    return f"Sparade som {name}"


def copied_as(name: str) -> str:
    """What is told after making a copy."""
    return f"Kopian heter {name}."


def renamed_to(name: str) -> str:
    """What is told after a new name."""
    return f"Heter nu {name}."


def deleted(name: str) -> str:
    """What is told after a scenario is taken away."""
    return f"{name} är borttaget."


def entry(scenario: Scenario, changed: datetime) -> str:
    """A saved scenario in the list: its name, its mark and when it was saved."""
    return f"{scenario.name} ({mark(scenario)}, sparat {moment(changed)})"


def unreadable(n: int) -> str:
    """A heading over the files that cannot be read."""
    return UNREADABLE[min(n, 2)].format(n=n)


def changed_numbers(then: Mapping[int, int], now: Mapping[int, int], same_data: bool) -> str:
    """What a change of the data has done to eget kapital since the link was made; nothing where it is the same."""
    moved = [year for year in now if year in then and then[year] != now[year]]
    if not moved:
        return "" if same_data else OTHER_DATA_SAME
    why = SAME_DATA_OTHER_NUMBERS if same_data else OTHER_DATA
    told = listing([f"{year} {tkr(then[year])} då, {tkr(now[year])} nu" for year in moved])
    return f"{why} Eget kapital: {told}."
