"""The words of the page on how far the figures can be trusted."""

from finsam_data.forbund import Forbund
from finsam_data.schemas.quality import ANY_DOUBT, NOBODY
from pages.text.formats import NBSP, listing, number, percent, period_name, sentence_case
from queries.periods import Period
from queries.publication.plan import TOTAL
from queries.quality import Known

TITLE = "Datakvalitet"
NOBODY_COUNTED = "Ingen började eller avslutades med de val du har gjort. Välj en annan period eller insats."
SOURCE = "insatsuppföljningens register"

KNOWN_TITLE = "Hur mycket är okänt?"
KNOWN_INTRODUCTION = (
    "De fem första uppgifterna registreras vid starten och räknas av dem som började, avslutsorsaken av dem som "
    "avslutades."
)
FIELDS = {
    "anmalare": "Anmälare",
    "stadsdel": "Stadsdel",
    "age_band": "Ålder",
    "education": "Utbildning",
    "time_without_work": "Tid utan arbete",
    "avslutsorsak": "Avslutsorsak",
}
GAP_DEFINITION = (
    "Okänd: uppgiften saknas i registret. Anmälare, stadsdel, ålder, utbildning och tid utan arbete räknas av dem som "
    "började i perioden, avslutsorsak av dem som avslutades i den. Utan samtycke till registrering finns ingen "
    "avslutsorsak. Kön räknas inte, eftersom ”annat eller okänt” är ett och samma värde i registret."
)
ALL_INSATSER = "Alla insatser"
ALL_KNOWN_TITLE = "Inga uppgifter saknas"
GAP_TITLE = "Andel okända per uppgift"
HISTORY_TITLE = "Andel okända per uppgift, år för år"
FEW_NOTE = "Där färre än 10 började eller avslutades ges ingen andel."
MERGED_NOTE = (
    "Där okända är hopslagna med en annan grupp för att ingen ska kunna kännas igen, eller antalet är skyddat, står ●."
)

KNOWN_LABEL = "Kända uppgifter"
WAITING_NOW = "i alla insatser, just nu"
DELAY_LABEL = "Från start till registrering"
DELAY_UNKNOWN = "Inga filer har lästs in för perioden"

TRUST_TITLE = "Vad vilar siffrorna på?"
TRUST_INTRODUCTION = "Rader som räknas med men som någon bör titta på innan siffrorna används."
FIGURES = {
    "participants": "Deltagare",
    "started": "Nya",
    "ended": "Avslutade",
    "closing": "Öppna vid periodens slut",
    "work_or_study": "Till arbete eller studier",
}
DOUBTS = {
    ANY_DOUBT: "Tveksamma rader",
    "open_too_long": "Öppna för länge",
    "age_outside": "Ålder utanför 16–64",
    "outside_life": "Började utanför insatsens tid",
    "overlapping": "Två samtidigt",
    "no_reason": "Avslutsorsak saknas",
}
DOUBT_DEFINITION = (
    "Öppna för länge: har pågått flera gånger så länge som insatsen brukar (gränsen står i tabellen över öppna), "
    "vilket oftast betyder att ett avslut inte har rapporterats. Ålder utanför 16–64: insatserna är till för dem i "
    "arbetsför ålder. Började utanför insatsens tid: innan insatsen fanns eller efter att den upphörde. Två samtidigt: "
    "samma deltagare hade redan ett pågående deltagande i insatsen. Avslutsorsak saknas: trots samtycke. En rad med "
    "flera fel räknas en gång bland de tveksamma. Rader i karantän är inte med i någon siffra."
)
DOUBT_HISTORY_TITLE = "Andel tveksamma rader, år för år"

OPEN_TITLE = "Öppna längre än insatsen brukar pågå"
OPEN_COLUMNS = {
    "insats": "Insats",
    "normal": "Brukar pågå",
    "limit": "Gräns",
    "base": "Öppna",
    "n": "För länge",
    "share": "Andel",
}
NO_NORMAL = "inte angivet"

TIME_TITLE = "Hur snabbt kommer uppgifterna in?"
TIME_INTRODUCTION = (
    "Dagar från start eller avslut till den dag då den första fil som berättade om det lästes in. Filerna samlas in "
    "två gånger om året, så upp till ett halvår är väntat."
)
NO_TIMES = (
    "Inga filer har lästs in ännu för de här deltagandena, så det går inte att säga hur snabbt uppgifterna kom. Det "
    "visas när projektledarnas filer läses in på sidan Inläsning."
)
EVENTS = {"start": "Start", "end": "Avslut"}
DELAY_DEFINITION = (
    "Räknas för deltaganden som kommit in med en inläst fil som fortfarande gäller: från händelsen till dagen då den "
    "första fil som hade den lästes in. Vad som stod i registret före den första inläsningen räknas inte. Median: "
    "hälften kom in på högst så många dagar."
)

WAITING_TITLE = "Rader i karantän"
WAITING_INTRODUCTION = "Rader som inte gick att läsa in. De räknas inte i någon siffra förrän de har rättats."
NOTHING_WAITING = "Inga rader ligger i karantän."
WAITING_DEFINITION = (
    "En rad som bryter mot en regel läggs i karantän när filen läses in, och prövas igen nästa gång samma insats "
    "lämnar en fil."
)
NO_INSATS = "Insatsen framgår inte"

FILES_TITLE = "Inlästa filer"
NO_FILES = "Inga filer har lästs in ännu."
FILES_DEFINITION = "De inläsningar som gäller nu. Lästa rader = godkända + avvisade + rader som inte är deltaganden."

PROTECTED_NOTE = (
    "Skyddad visning: här visas vad som är okänt i de skyddade siffrorna. Rader i karantän, tveksamma rader och hur "
    "snabbt uppgifterna kommer in visas bara i den interna utgåvan."
)
NOT_YET = (
    "Ögonblicksbilden är gjord innan det här räknades. Publicera om den med python finsam.py publish, så visas det."
)


def scope(period: Period, insats: str) -> str:
    """Period and insats, as they stand in a subtitle."""
    return period_name(period) if insats == TOTAL else f"{period_name(period)}, {insats}"


def insats_name(insats: str) -> str:
    """As a row heading."""
    return {TOTAL: ALL_INSATSER, NOBODY: NO_INSATS}.get(insats, insats)


def summary(period: Period, insats: str, known: Known, worst: dict[str, object] | None) -> str:
    """How much is known, and what is missing most."""
    where = "alla insatser" if insats == TOTAL else insats
    when = sentence_case(period_name(period))
    if known.missing is None:
        return f"{when}, {where}: hur mycket som är känt är delvis skyddat."
    if known.share is None:
        return f"{when}, {where}: {number(known.missing)} av {number(known.base)} uppgifter om deltagandena saknas."
    said = f"{when}, {where}: {percent(known.share)} av uppgifterna om deltagandena är kända."
    if worst is None:
        return f"{said} Inget saknas." if known.missing == 0 else said
    return f"{said} Oftast saknas {_field(worst)}: {_share(worst)}."


def gap_title(worst: dict[str, object] | None, nothing_missing: bool) -> str:
    """The field that is missing most often."""
    if nothing_missing:
        return ALL_KNOWN_TITLE
    return GAP_TITLE if worst is None else f"{sentence_case(_field(worst))} saknas oftast: {_share(worst)}"


def doubt_title(n: int, base: int) -> str:
    """How many of the participants' rows are in doubt."""
    if not base:
        return "Det finns inga deltaganden att granska"
    if not n:
        return "Ingen rad är tveksam"
    return f"{number(n)} av {number(base)} deltagare vilar på tveksamma rader"


def open_title(n: int, base: int) -> str:
    """How many are open far too long."""
    if not n:
        return "Inget deltagande har varit öppet för länge"
    return f"{number(n)} av {number(base)} öppna deltaganden har pågått för länge"


def delay_title(known: int, median: int | None) -> str:
    """The median of the starts whose registration is known."""
    if median is None:
        return "Starternas inläsning är inte känd"
    return f"Av {number(known)} starter med känd inläsning kom hälften in inom {days(median)}"


def waiting_title(n: int) -> str:
    """How many rows wait."""
    return "En rad väntar på rättning" if n == 1 else f"{number(n)} rader väntar på rättning"


def files_title(rejected: int, accepted: int) -> str:
    """How much of what was sent could be used."""
    if not rejected:
        return "Alla rader i de inlästa filerna gick att använda"
    return f"{percent(rejected / (rejected + accepted), 1)} av raderna i de inlästa filerna avvisades"


def days(n: int | None) -> str:
    """37 → 37 dagar."""
    return "–" if n is None else f"{number(n)}{NBSP}{'dag' if n == 1 else 'dagar'}"


def weeks(n: int | None) -> str:
    """16 → 16 veckor."""
    return NO_NORMAL if n is None else f"{number(n)}{NBSP}{'vecka' if n == 1 else 'veckor'}"


def without_normal(forbund: Forbund, names: list[str]) -> str:
    """The insatser for which nobody has said how long they last; empty where all have."""
    unsaid = [name for name in names if forbund.insats(name).normal_weeks is None]
    return (
        f"Hur länge insatsen brukar pågå är inte angivet för {listing(unsaid)}, så där går det inte att säga."
        if unsaid
        else ""
    )


def _field(row: dict[str, object]) -> str:
    return FIELDS[str(row["field"])].lower()


def _share(row: dict[str, object]) -> str:
    share, who = row["share"], "avslutade" if row["field"] == "avslutsorsak" else "nya"
    return f"{percent(share if isinstance(share, float) else None)} av de {who}"
