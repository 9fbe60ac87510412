"""The words of the ideal for a table of one's own: the template, the upload, the table, what it rests on."""

import unicodedata

from pages.text.budget import number_tkr
from pages.text.formats import number, tkr

TITLE = "Räkna på en egen tabell"
ABOUT = (
    "Fyll i mallen med invånare och helårsekvivalenter för ett eller flera förbund, till exempel från SCB, och välj "
    "filen här. Den räknas i minnet och sparas inte."
)
TEMPLATE = "Hämta mallen (Excel)"
TEMPLATE_FILE = "mall-idealfordelning.xlsx"
UPLOAD = "Ifylld tabell, Excel (.xlsx) eller CSV, högst 2 MB"
FORGET = "Ta bort filen"
FIELD_REFUSED = "Filen togs inte emot: den är större än {mb} MB."
CHOOSE_FILE = "Välj fil"
DROP = "eller släpp den här"
FAULTS = "{file} går inte att räkna på än:"
MARK = "Egna uppgifter"
KIND = "egen uppgift"
HAS_ABOVE = "Egen tabell: {above} av {n} förbund ligger över sitt ideal"
HAS_NO_ALLOCATION = "Egen tabell: idealet för {n} förbund"
SUBTITLE = "Egna uppgifter ur filen {file}, inte kontrollerade här. {model}. Tkr per år."
SOURCE = "Egen fil {file}; modellens övriga indata ur antagandena"
LONGEST_FILE_NAME = 60

SHEET, GUIDE_SHEET = "Förbund", "Så fylls mallen i"
GUIDE = (
    "En rad per förbund. Kolumnerna känns igen på rubrikerna; andra kolumner läses inte.",
    "Invånare 16–64 år och helårsekvivalenter ska vara fyllda för varje förbund. Noll skrivs 0.",
    "Helårsekvivalenter: helårspersoner med sjukpenning, aktivitetsersättning, arbetslöshetsersättning eller "
    "ekonomiskt bistånd.",
    "Tilldelning, tkr, är det parterna ger tillsammans. Den får vara tom; då räknas inget avstånd till idealet.",
    "Raden Hela landet har summorna för alla förbund i landet. Lämnas den tom läses tabellen som hela landet, och "
    "förbunden i den delar på hela potten.",
    "Skriv inga personuppgifter i filen.",
)


def file_name(name: str) -> str:
    """A file's name as it may stand in a title: one line, not too long."""
    plain = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C").strip()
    return plain if len(plain) <= LONGEST_FILE_NAME else f"{plain[:LONGEST_FILE_NAME]}…"


def definition(inhabitants: float, full_year_equivalents: float) -> str:
    """How it is counted, with the model's own weights."""
    return (
        f"Andelen är {number(inhabitants * 100)} procent invånare och {number(full_year_equivalents * 100)} procent "
        "helårsekvivalenter, av hela landets. Idealet är alla parter tillsammans. Kvar till idealet är idealet minus "
        "tilldelningen."
    )


def whole_country(n: int, pot: float) -> str:
    """What a table without the country's row is taken for."""
    return (
        f"Raden Hela landet saknas, så tabellen läses som hela landet: {number(n)} förbund delar på hela statens pott, "
        f"{tkr(pot)}. Fyll i raden om tabellen bara är en del av landet."
    )


def part_of_country(n: int, of: float, state: float, pot: float) -> str:
    """What a table with the country's row is part of."""
    return (
        f"Tabellens {number(n)} förbund får tillsammans {tkr(round(state))} av statens pott, {tkr(pot)}. Modellen "
        f"räknar med {number_tkr(of)} förbund i landet."
    )


def unused(headings: tuple[str, ...]) -> str:
    """The columns that were not read."""
    return f"Lästes inte: {'; '.join(file_name(heading) for heading in headings)}."
