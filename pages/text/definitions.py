"""Every term the pages use, with its meaning, in the order of the Swedish alphabet."""

from pages.text.common import DEFINITIONS

TERMS = {
    "balance": "Deltagarbalans",
    "interval": "Osäkerhet",
}
"""The term of the definitions that do not open with their own."""
MORE_DEFINITIONS = (
    ("Deltagande", "En deltagare i en insats, från ett startdatum. Det som alla antal räknar."),
    (
        "Insats",
        "En individinriktad insats med egen start och eventuellt slut. Strukturella insatser har inga deltagare.",
    ),
    ("Kön", "Juridiskt kön som det registrerats: kvinna, man eller annat/okänt."),
    ("Avslutsorsak", "Varför ett deltagande avslutades, enligt den lista som gällde på slutdagen."),
    ("Vidare mot arbete", "Den grövre gruppen arbete, studier, arbetssökande och fortsatt stöd."),
    ("Mål", "Förväntat resultat i verksamhetsplanen för det år som anges."),
    ("Uppgift saknas, okänd", "Uppgiften finns inte i registret. Visas för sig och räknas med i basen."),
    ("Skyddat, ●", "Antalet visas inte, så att ingen kan kännas igen. Det betyder inte noll."),
    ("För få", "Gruppen är för liten: under 10 ges ingen andel, under 20 ingen osäkerhet och ingen jämförelse."),
)


def definition(key: str, words: str) -> tuple[str, str]:
    """The term and what it means, from a definition that opens with its term and a colon or has one in TERMS."""
    if key in TERMS:
        return TERMS[key], words
    term, colon, meaning = words.partition(": ")
    return (term, meaning[:1].upper() + meaning[1:]) if colon else (key, words)


def definitions() -> list[tuple[str, str]]:
    """Every term with its meaning, in alphabetical order."""
    return sorted(
        [*(definition(key, words) for key, words in DEFINITIONS.items()), *MORE_DEFINITIONS],
        key=lambda pair: pair[0].casefold().replace("å", "{").replace("ä", "|").replace("ö", "}"),
    )
