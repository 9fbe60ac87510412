"""The words of the fan, the tornado and the effects on people."""

from pages.text.formats import number

FAN_SUBTITLE = (
    "Eget kapital i slutet av varje år, tkr, {draws} dragningar ur antagandenas spann. Linjen är det angivna."
)
STATED, HALF, MOST = "Angivna värden", "Hälften av fallen", "Nio fall av tio"
FAN_DEFINITION = (
    "Varje antagande med spann dras slumpvis, oftast nära sitt angivna värde, och eget kapital räknas om. Samma "
    "scenario ger alltid samma bild. Det som en spak bestämmer dras inte."
)
TORNADO_SUBTITLE = "Eget kapital i slutet av {year}, tkr, när en sak i taget ändras. Strecket är scenariot, {stated}."
TORNADO_DEFINITION = (
    "Antaganden ändras till sitt lägsta och högsta värde; belopp fem procent ned och upp i alla obeslutade år. De åtta "
    "som flyttar mest visas i diagrammet."
)
SHOWN = 8
NOTHING_MOVES = "Inget som kan ändras flyttar eget kapital det här året: det är redan beslutat."
PEOPLE_TITLE = "Vad pengarna kan betyda för deltagare {year}: ett antagande"
PEOPLE_SUBTITLE = "Deltagare under året och av dem till arbete eller studier, spann ur registrets egna år."
NO_PEOPLE = "Ingen individinriktad insats finns att räkna på."


def tornado_title(name: str, width: float, year: int) -> str:
    """What moves most."""
    return f"Mest avgör {name[:1].lower() + name[1:]}: {number(width)} tkr mellan lägst och högst {year}"


def ends(low: float, high: float) -> str:
    """−1877, 1879 → −1 877 till 1 879."""
    return f"{number(low)} till {number(high)}"
