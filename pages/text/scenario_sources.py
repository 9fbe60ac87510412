"""The words of what the scenarios rest on: assumptions, and the national model of the ideal."""

from pages.text.budget import number_tkr
from pages.text.formats import NBSP, number
from pages.text.scenario_levers import share

ASSUMPTIONS_TITLE = "Antagandena bakom åren efter planen, modellen och platserna"
ASSUMPTIONS_SUBTITLE = "Värde, spann, enhet, från när det gäller och varifrån det kommer."
ASSUMPTIONS_DEFINITION = (
    "Varje antagande står i datamappens assumptions.yaml och byts där. Spannet är vad osäkerheten räknas på; utan "
    "spann räknas värdet som säkert."
)
GROWTH_TITLE = "Så syns uppräkningen i planen själv"
GROWTH_SUBTITLE = "Planens rader mot föregående år och den antagna ökningen, tkr."
GROWTH_DEFINITION = (
    "Väntat är föregående års belopp gånger den antagna ökningen. En rad följer antagandet när skillnaden är högst 1 "
    "tkr, vad avrundningen av två tal kan ge."
)
OWN = "Eget antagande"
FOLLOWS = {True: "ja", False: "nej"}
MODEL = "Modell"
MODELS = {True: "Med grundbidrag", False: "Utan grundbidrag"}
MODELS_ABOUT = {
    True: "Nationella rådets beskrivning: varje förbund får först ett grundbidrag, resten delas efter nycklarna.",
    False: "Planens beskrivning: hela potten delas efter nycklarna.",
}
NO_IDEAL = "Ingen idealfördelning är publicerad, så modellen har inget att räknas mot."
INPUTS_TITLE = "Idealfördelningen {year}, {ideal}, räknad ur sina indata"
INPUTS_SUBTITLE = "{model}. Ideal = {doubling} · (grundbidrag + (pott − antal förbund · grundbidrag) · andel)."
INPUTS_DEFINITION = (
    "Andelen av nycklarna (invånare 16–64 år och helårsekvivalenter) är inte publicerad. Den är räknad baklänges, så "
    "att modellen ger det publicerade talet; allt annat är indata."
)
BACK_SOLVED = "Andel av nycklarna, räknad baklänges"
BACK_SOLVED_SOURCE = "Löst ur det publicerade idealet {ideal}"
RESULT = "Idealfördelning"
PUBLISHED = "Publicerad"
SENSITIVITY_TITLE = "Mest flyttas idealet av {name}"
SENSITIVITY_SUBTITLE = "Vad en liten ändring av varje indata gör med idealfördelningen, tkr. {model}."
SENSITIVITY_DEFINITION = (
    "En procent mer av varje indata för sig, ett förbund till för antalet. Allt annat är som det var."
)
INPUT_NAMES = {
    "pot": "potten",
    "base": "grundbidraget",
    "n": "antalet förbund",
    "share": "andelen av nycklarna",
}
COUNTY_TITLE = "Länets förbund, exempelsiffror: {above} av {n} ligger över sitt ideal"
COUNTY_TITLE_REAL = "Länets förbund: {above} av {n} ligger över sitt ideal"
COUNTY_SUBTITLE = "{note} {model}. Tkr, {year}."
COUNTY_DEFINITION = (
    "Varje förbunds ideal ur samma modell. Helårsekvivalenter är helårspersoner med sjukpenning, aktivitetsersättning, "
    "arbetslöshetsersättning eller ekonomiskt bistånd."
)
COUNTY_SOURCE = "Datamappens county_example.yaml"
EXAMPLE = "exempel"
REAL = "uppgift"


def value(number_: float, unit: str) -> str:
    """An assumption's value in its unit: 0.03, andel per år → 3 %; 350, tkr per år → 350."""
    return share(number_) if unit.startswith("andel") else number_tkr(number_)


def spread(low: float, high: float, unit: str) -> str:
    """0.02, 0.04 → 2 %–4 %; – where there is none."""
    return "–" if low == high else f"{value(low, unit)}–{value(high, unit)}"


def source(title: str, place: str) -> str:
    """Document and place; an assumption of our own says so."""
    return f"{title}, {place}" if place else title


def exact_share(found: float) -> str:
    """0.0915 → 9,150 %."""
    return f"{number(found * 100, 3)}{NBSP}%"


def noted(source: str, note: str) -> str:
    """The source with what is noted beside it."""
    return f"{source}. {note}" if note else source
