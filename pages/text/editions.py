"""The words about the two editions: what each shows, what is hidden and why."""

from datetime import datetime

from pages.text.formats import listing, moment, number, percent
from queries.disclosure.outcome import Audit

INSIGHT = {
    "internal": (
        "Det här är den interna utgåvan. Den visar exakta antal, också i grupper så små att en person kan kännas igen. "
        "Den får bara öppnas av kansliet och inte visas, skickas eller sparas för någon annan.",
        "Deltagande i insatserna säger något om en persons hälsa, så uppgifterna är känsliga personuppgifter. Inga "
        "namn eller personnummer finns i underlaget. Uppföljningen gäller insatserna och används aldrig för beslut om "
        "en enskild person.",
    ),
    "protected": (
        "Det här är den skyddade utgåvan. Deltagande i insatserna säger något om en persons hälsa, så ingen ska kunna "
        "kännas igen. Därför visas aldrig ett antal mellan 1 och 4, och inte heller de antal som de annars hade gått "
        "att räkna ut ur: en summa minus det som visas, en andel med känd bas, skillnaden mellan två perioder eller "
        "två sidor. Ett dolt antal kan alltså också vara noll eller större än 4. Årets officiella summor visas exakt.",
        "Ett dolt antal är markerat med ● och ett rutigt fält som alltid är lika stort, och står som ”skyddat” i de "
        "filer som hämtas. Inget räknas fram ur det: ingen andel, ingen jämförelse, ingen plats i en rangordning.",
        "För ett helår väljs en sak till, insats eller kön, inte båda. Det är vad som går att skydda för alla tabeller "
        "på en gång. Ett halvår har så få i varje insats att nästan allt annars måste döljas, också i årets siffror. "
        "Halvår visas därför för alla tillsammans. Bara deltagare, nya och avslutade visas också per insats och per "
        "kön, var för sig.",
        "Uppföljningen gäller insatserna och används aldrig för beslut om en enskild person.",
    ),
}
ROUGH_FROM = 100
CONFLICTS_LEFT_OUT = (
    "Motsägelser i siffror om deltagare redovisas bara i den interna utgåvan, eftersom förklaringarna kan peka ut "
    "enstaka personer."
)
GENDER_NOT_APART = (
    "Skyddad visning: hur det gick för kvinnor och män var för sig visas bara för helår. Välj ett helår för att se det."
)
NOTHING_MERGED = "Inga kategorier är hopslagna i den här utgåvan."
MERGED = "Några kategorier är hopslagna, så att fler antal kan visas: {merged}."
DIMENSION_NAMES = {
    "insats": "insats",
    "gender": "kön",
    "avslutsorsak": "avslutsorsak",
    "duration": "tid i insatsen",
    "anmalare": "anmälare",
    "stadsdel": "stadsdel",
    "age_band": "ålder",
    "education": "utbildning",
    "time_without_work": "tid utan arbete",
    "consent": "samtycke",
}


def merged_sentence(merged: dict[str, dict[str, str]]) -> str:
    """Which categories stand together and under what name."""
    told = []
    for dimension, names in merged.items():
        for together in dict.fromkeys(names.values()):
            parts = [f"”{name}”" for name, target in names.items() if target == together and name != together]
            if parts:
                told.append(f"{DIMENSION_NAMES.get(dimension, dimension)}: {listing(parts)} som ”{together}”")
    return MERGED.format(merged="; ".join(told)) if told else NOTHING_MERGED


def audit_sentences(outcome: Audit, created: datetime) -> tuple[str, str]:
    """What the attack on the edition tried before it was published, and that nothing was found.

    How many groups there are is told roughly: the exact number would be one more thing to reckon with.
    """
    tried = _roughly(sum(outcome.groups.values()))
    attacked = (
        f"Den här utgåvan publicerades {moment(created)}. Dessförinnan försökte programmet självt räkna fram det "
        "dolda, ur allt som visas på en gång: alla tabeller och perioder, officiella summor och redan tryckta siffror. "
        f"Det prövade {tried} grupper och skillnader på 1–4 personer, och ingen av dem "
        "gick att räkna fram ur utgåvan. Annars hade den inte publicerats."
    )
    already = (
        " I några fall säger redan tryckta eller officiella siffror något om en liten grupp. De räknas inte som fynd."
        if outcome.already_out
        else ""
    )
    part = percent(outcome.shown_of_five_or_more / outcome.five_or_more) if outcome.five_or_more else percent(1.0)
    return attacked + already, f"Av de antal som är 5 eller större visas {part} exakt."


def _roughly(n: int) -> str:
    """With two digits that tell: omkring 9 300."""
    return f"omkring {number(round(n, 2 - len(str(n))))}" if n >= ROUGH_FROM else f"färre än {ROUGH_FROM}"


def cells_sentence(shown: int, hidden: int) -> str:
    """How much of the edition is shown exactly."""
    part = percent(shown / (shown + hidden)) if shown + hidden else percent(1.0)
    counted = f"Av {number(shown + hidden)} antal om deltagare visas {number(shown)} exakt ({part})"
    return f"{counted} och {number(hidden)} är skyddade."
