"""The rules about columns, rows and values of a project leader's file, each a Swedish sentence with a remedy."""

from finsam_data.intake.finding import Rule, Severity

STOPS, REJECTS, WARNS = Severity.STOPS, Severity.REJECTS, Severity.WARNS

TABLE = Rule("Filen har en tabell med mallens rubriker.", STOPS, "Utgå från mallen och skriv rubrikerna som i den.")
COLUMN_REQUIRED = Rule(
    "Alla kolumner som måste finnas finns.", STOPS, "Lägg till kolumnen, med samma rubrik som i mallen."
)
HEADING_PLAIN = Rule("Varje rubrik är skriven som i mallen.", STOPS, "Rätta rubriken.")
COLUMN_ONCE = Rule("Varje kolumn finns bara en gång.", STOPS, "Ta bort den ena kolumnen, eller byt rubrik på den.")
INSATS_TOLD = Rule(
    "Det framgår vilken insats varje rad gäller.",
    STOPS,
    "Fyll i kolumnen Insats, eller döp bladet till insatsens namn.",
)
HAS_ROWS = Rule("Tabellen har minst ett deltagande.", STOPS, "Fyll i en rad per deltagande under rubrikerna.")
COLUMN_MISSING = Rule("Filen har alla mallens kolumner.", WARNS, "Lägg till kolumnen om uppgiften finns.")
COLUMN_ASIDE = Rule(
    "Filen har bara mallens kolumner.", WARNS, "Uppgifter som inte efterfrågas ska inte skickas; ta bort kolumnen."
)
NO_FREE_TEXT = Rule(
    "Filen har inga namn och ingen fritext.", WARNS, "Ta bort texten: namn och berättelser får inte skickas."
)

UNDER_HEADINGS = Rule(
    "Varje deltagande står under en rubrikrad.", REJECTS, "Flytta raden till tabellen, under rubrikerna."
)
REQUIRED = Rule("Varje deltagande har deltagar-id, insats, kön och startdatum.", REJECTS, "Fyll i uppgiften.")
FILLED_IN = Rule(
    "Varje uppgift är ifylld eller sägs vara okänd.",
    WARNS,
    "Fyll i uppgiften, eller skriv ”okänd” om den inte är känd.",
)
ALLOWED = Rule("Varje värde finns i listan över tillåtna värden.", REJECTS, "Välj ett av dem.")
SAME_INSATS = Rule(
    "Raden gäller den insats som filen skickades in för.", REJECTS, "Rätta insatsen, eller skicka raden för sig."
)
ID_IS_CODE = Rule(
    "Deltagar-id är en kod utan namn.",
    WARNS,
    "Byt till en kod som bara ni kan koppla till personen, till exempel D0123, och använd samma kod varje gång.",
)
ID_NO_PERSONNUMMER = Rule(
    "Deltagar-id är inget personnummer, inte heller ett felskrivet.",
    STOPS,
    "Byt till en kod som bara ni kan koppla till personen, till exempel D0123, skicka filen igen och radera den gamla.",
)
AGE_NUMBER = Rule("Ålder är ett tal i hela år.", REJECTS, "Skriv åldern vid start med siffror, till exempel 34.")
AGE_SPAN = Rule("Åldern vid start är mellan 16 och 64 år.", REJECTS, "Kontrollera åldern.")
AGE_USUAL = Rule(
    "Åldrarna 15 och 65–69 år förekommer bara undantagsvis.",
    WARNS,
    "Kontrollera åldern; stämmer den behöver inget göras.",
)
DATE_READABLE = Rule("Varje datum är en dag som finns.", REJECTS, "Skriv datumet som 2024-03-05.")
DATE_PLAIN = Rule("Varje datum går bara att läsa på ett sätt.", REJECTS, "Skriv datumet som år-månad-dag.")
START_BEFORE_END = Rule("Startdatum ligger inte efter slutdatum.", REJECTS, "Rätta det datum som är fel.")
NOT_FUTURE = Rule("Inget datum ligger i framtiden.", REJECTS, "Rätta datumet; det som ännu inte har hänt lämnas tomt.")
END_NEEDS_REASON = Rule(
    "Ett avslutat deltagande har avslutsorsak.", REJECTS, "Fyll i avslutsorsak, eller ta bort slutdatumet."
)
REASON_NEEDS_END = Rule(
    "Avslutsorsak finns bara där det finns slutdatum.", REJECTS, "Fyll i slutdatum, eller ta bort avslutsorsaken."
)
REASON_OF_YEAR = Rule(
    "Avslutsorsaken finns i den lista som gällde när deltagandet avslutades.", REJECTS, "Välj en orsak ur listan."
)
ONCE = Rule(
    "Samma deltagande står bara på en rad.", REJECTS, "Ta bort den ena raden, eller rätta deltagar-id eller startdatum."
)
NO_OVERLAP = Rule(
    "En deltagare har bara ett pågående deltagande åt gången i en insats.",
    REJECTS,
    "Rätta datumen, eller slå ihop raderna till en.",
)
INSATS_RUNS = Rule("Startdatum ligger inom den tid då insatsen pågår.", REJECTS, "Rätta startdatumet eller insatsen.")
ENDS_WITH_INSATS = Rule(
    "Inget deltagande avslutas efter insatsens sista dag.",
    WARNS,
    "Kontrollera slutdatumet; avslutades deltagandet först efteråt behöver inget göras.",
)
DISTRICT_OF_TIME = Rule(
    "Stadsdelen fanns när deltagandet började.", WARNS, "Kontrollera stadsdelen; annars behöver inget göras."
)
OPEN_LONG = Rule(
    "Inget deltagande är öppet mycket längre än insatsen brukar vara.",
    WARNS,
    "Kontrollera om deltagandet är avslutat och fyll i så fall slutdatum och avslutsorsak.",
)
WITHIN_COVER = Rule(
    "Inget deltagande börjar efter perioden som filen gäller.", WARNS, "Kontrollera datumet, eller perioden."
)

SAME_AS_BEFORE = Rule(
    "Ett värde som redan finns i registret är detsamma i filen.",
    WARNS,
    "Kontrollera vilket som är rätt. Läses filen in gäller det nya värdet, om inte en nyare fil säger annat.",
)
SAME_START = Rule(
    "Ett deltagande har samma startdatum som i registret.",
    WARNS,
    "Kontrollera vilket datum som är rätt; med nytt datum räknas det som ett nytt deltagande och det gamla tas bort.",
)
NO_OVERLAP_BEFORE = Rule(
    "Ett nytt deltagande börjar inte medan ett äldre i samma insats pågår.",
    WARNS,
    "Ta med det äldre deltagandet i filen med dess slutdatum, eller rätta startdatumet.",
)
STILL_THERE = Rule(
    "Deltaganden som var öppna i registret finns med i filen.",
    WARNS,
    "Ta med dem i filen, med slutdatum och avslutsorsak om de är avslutade.",
)
USUAL_VOLUME = Rule(
    "Antalet som började liknar tidigare perioders.",
    WARNS,
    "Kontrollera att alla deltaganden är med, och bara en gång.",
)
