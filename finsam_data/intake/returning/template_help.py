"""What the template tells the one who fills it in: about each column, and about the work as a whole."""

HELP = {
    "participant_id": (
        "Deltagar-id",
        "Insatsens eget nummer på deltagaren, samma varje gång. Aldrig personnummer eller namn.",
        "Skriv insatsens eget nummer på deltagaren, aldrig personnummer eller namn.",
    ),
    "insats": (
        "Insatsen finns inte i listan",
        "Insatsen som deltagaren är med i. En rad för varje insats och varje gång.",
        "Välj insatsen i listan. Är det en insats som inte finns där? Hör av dig till kansliet.",
    ),
    "gender": (
        "Kön ska väljas i listan",
        "Juridiskt kön.",
        "Välj kvinna, man eller annat/okänt i listan.",
    ),
    "age": (
        "Åldern ska vara 16–64 år",
        "Ålder i hela år den dag deltagandet började, 16–64. Skriv okänd om den inte är känd.",
        "Åldern skrivs i hela år, 16–64. Är deltagaren 15 eller 65–69 år, eller åldern okänd? Då får det stå.",
    ),
    "education": (
        "Utbildning ska väljas i listan",
        "Högsta avslutade utbildning vid starten. Välj okänd om det inte är känt.",
        "Välj ett av värdena i listan, eller okänd om det inte är känt.",
    ),
    "time_without_work": (
        "Tiden ska väljas i listan",
        "Tid utan arbete eller studier före starten, enligt deltagaren själv. Välj okänd om det inte är känt.",
        "Välj ett av värdena i listan, eller okänd om det inte är känt.",
    ),
    "anmalare": (
        "Anmälaren ska väljas i listan",
        "Parten som anmälde deltagaren till insatsen. Välj okänd om det inte är känt.",
        "Välj ett av värdena i listan, eller okänd om det inte är känt.",
    ),
    "stadsdel": (
        "Stadsdelen finns inte i listan",
        "Stadsdelsområdet där deltagaren bodde vid starten. Välj okänd om det inte är känt.",
        "Välj området i listan. Började deltagandet när området hette något annat? Då får det gamla namnet stå.",
    ),
    "start_date": (
        "Startdatum stämmer inte",
        "Första dagen i insatsen, skriven som 2024-03-05. Inte senare än i dag.",
        "Skriv ett datum som 2024-03-05, inte senare än i dag.",
    ),
    "end_date": (
        "Slutdatum stämmer inte",
        "Sista dagen i insatsen, skriven som 2024-03-05. Lämna tomt så länge deltagandet pågår.",
        "Skriv ett datum som 2024-03-05, inte före startdatum och inte senare än i dag.",
    ),
    "avslutsorsak": (
        "Orsaken finns inte i listan",
        "Varför deltagandet avslutades. Fylls i när det finns ett slutdatum, annars inte.",
        "Välj orsaken i listan. Avslutades deltagandet när en äldre lista gällde? Då får orsaken ur den stå.",
    ),
}
"""Column → what is wrong (at most 32 letters), what should stand there, and what to do (at most 255 letters each)."""

OTHER_HELP = (
    "Värdet ska väljas i listan",
    "En extra uppgift som förbundet har bett om. Lämna tomt om den inte är känd.",
    "Välj ett av värdena i listan, eller lämna tomt om uppgiften inte är känd.",
)
"""The same for a column that the förbund has added itself."""

WAYS = (
    "Fyll i bladet Deltagare: en rad för varje deltagande. Samma person i två insatser, eller två gånger: två rader.",
    "Ta med alla som började i perioden, alla som avslutade i den och alla som fortfarande är med.",
    "Skriv aldrig personnummer, namn eller annan fri text om en person. En fil med personnummer läses inte in.",
    "Välj i listorna där det finns en: ställ markören i cellen och klicka på pilen.",
    "Ändra inte rubrikerna, och lägg inga summor eller anteckningar under tabellen.",
    "Pågår deltagandet ännu? Lämna slutdatum och avslutsorsak tomma.",
    "Spara filen och skicka den till kansliet. Det som behöver rättas kommer tillbaka markerat, med en förklaring.",
)
