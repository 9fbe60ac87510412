"""The words of the tillgänglighetsredogörelse, in the order that the law asks for."""

from datetime import date

from finsam_data.forbund import Contact, Forbund
from pages.text.common import APP_TITLE
from pages.text.formats import day

TITLE = "Tillgänglighetsredogörelse"
SOURCE = "Förbundets egen bedömning"
ASSESSED = date(2026, 11, 22)
"""The day of the latest assessment: it changes only when somebody has assessed anew."""
LAW = "lagen (2018:1937) om tillgänglighet till digital offentlig service"

SECTIONS = {
    "hur": "Hur tillgänglig är webbplatsen?",
    "annat-satt": "Om du inte kan använda delar av webbplatsen",
    "rapportera": "Rapportera brister",
    "tillsyn": "Tillsyn",
    "brister": "Innehåll som inte är tillgängligt",
    "undantag": "Undantag",
    "provning": "Hur webbplatsen har prövats",
    "tangenter": "Så används den med tangentbord",
}
"""Anchor → heading, in order."""

STATUS = (
    f"Webbplatsen är delvis förenlig med {LAW}, som hänvisar till standarden EN 301 549 och därmed till WCAG 2.1 på "
    "nivå AA. Det som brister står under rubriken Innehåll som inte är tillgängligt.",
    f"Bedömningen gjordes den {day(ASSESSED)}. Redogörelsen uppdaterades senast samma dag.",
)
OTHER_WAY = (
    "Varje diagram har samma siffror i en tabell, och varje tabell kan hämtas som CSV och Excel. Behöver du siffrorna "
    "på ett annat sätt, till exempel upplästa eller i ett annat format, så kontakta förbundet."
)
REPORT = (
    "Vi vill bli bättre. Om du hittar ett problem som inte står här, eller anser att vi inte uppfyller lagens krav, så "
    "berätta det för oss. Skriv gärna vilken sida det gäller och vilken webbläsare och vilket hjälpmedel du använder."
)
BY_MAIL = "Skriv till"
BY_PHONE = "Ring"
SUPERVISION = (
    "Myndigheten för digital förvaltning (Digg) har tillsyn över lagen. Är du inte nöjd med hur vi tar hand om det du "
    "har rapporterat kan du anmäla det till Digg."
)
SUPERVISOR = ("Anmälan görs på", "https://www.digg.se/tdosanmalan", "digg.se/tdosanmalan")
SHORTCOMINGS_INTRODUCTION = (
    "Det här är de brister vi känner till. Siffran efter kravet är dess nummer i WCAG. Kraven gäller alla sidor om "
    "inget annat sägs."
)
SHORTCOMINGS_CAPTION = "Kända brister"
COLUMNS = ("Brist", "Krav", "Vem det drabbar", "Skäl och vad vi gör")
SHORTCOMINGS = (
    (
        "När ett val ändras räknas sidan om utan att det nya läses upp.",
        "Statusmeddelanden, 4.1.3",
        "Den som lyssnar med skärmläsare",
        "Efter ett val: gå till sammanfattningen under rubriken, som alltid säger vad som visas. Ska åtgärdas.",
    ),
    (
        "Där man loggar in avslutas inloggningen efter ett visst antal timmar, tio om inget annat är inställt, utan "
        "förvarning.",
        "Justerbar tidsgräns, 2.2.1",
        "Den som behöver längre tid",
        "Gränsen skyddar känsliga uppgifter. Det man valt står i adressen och finns kvar efter en ny inloggning. En "
        "förvarning saknas och ska läggas till.",
    ),
    (
        "Bilder av diagram som hämtas som PNG eller kopieras har ingen textbeskrivning.",
        "Icke-textuellt innehåll, 1.1.1",
        "Den som får bilden utan sidan",
        "Formatet kan inte bära den. Hämta SVG, som har den, eller tabellen.",
    ),
    (
        "Excelfiler som hämtas har rubriker och källa som text, men är inte prövade med skärmläsare.",
        "Inte prövat",
        "Den som läser Excel med skärmläsare",
        "Ska prövas. Samma siffror står i tabellen på sidan.",
    ),
    (
        "Diagrammens piltangenter kräver tangentbord. Med skärmläsare på telefon går de inte att stega i.",
        "Inget krav brister: tabellen finns under diagrammet",
        "Den som lyssnar på en telefon",
        "Öppna ”Visa som tabell” under diagrammet.",
    ),
)
EXCEPTIONS = (
    "Vi åberopar inte undantaget för oskäligt betungande anpassning.",
    "Filer som projektledarna har skickat in och får tillbaka rättade är inte publicerade och omfattas inte av lagen. "
    "De visas bara i den interna utgåvan.",
)
TESTED = (
    "Vi har prövat webbplatsen själva. Ingen utomstående har granskat den.",
    "Vid varje ändring av programmet prövas alla sidor automatiskt i webbläsaren Chromium: med axe-core, på 320 "
    "bildpunkters bredd (det blir en sida vid 400 procents förstoring) och med språket i det som syns och hörs. "
    "Diagrammen prövas med bara tangentbord, också i Firefox, och att det som sägs om ett diagram är dess tabells "
    "siffror. Kontraster och avstånd mellan färger, också för den som har nedsatt färgseende, räknas ut ur de färger "
    "som används.",
    "Det som inte är prövat: med skärmläsarna NVDA, JAWS, VoiceOver och TalkBack, med talstyrning, och tillsammans med "
    "personer som har en funktionsnedsättning. Automatisk prövning hittar bara en del av de fel som finns.",
)
KEYBOARD = (
    "Allt går att nå med Tabb. På varje sida öppnar ? en lista över kortkommandona; samma lista finns i sidfoten, där "
    "kortkommandona också kan stängas av.",
    "I ett diagram går piltangenterna mellan talen, som visas och läses upp. PgUp och PgDn går fem steg, Home "
    "och End till det första och det sista, T till tabellen och Escape lämnar diagrammet. Där man kan välja insats "
    "väljer Retur den man står på i diagrammet, och alla igen nästa gång.",
)


def summary(forbund: Forbund) -> str:
    """Who stands behind the site and what the page is."""
    return (
        f"{forbund.name} står bakom {APP_TITLE}. Alla ska kunna använda den. Här står hur väl den uppfyller lagen om "
        "tillgänglighet till digital offentlig service, vilka brister vi känner till och hur du rapporterar fler."
    )


def to_whom(forbund: Forbund) -> str:
    """Whom to tell, where no way to reach them is given."""
    return f"Kontakta {forbund.name}."


def answered(contact: Contact | None) -> tuple[tuple[str, str, str], ...]:
    """The ways to reach the förbund: words, address, name."""
    if contact is None:
        return ()
    mail = (BY_MAIL, f"mailto:{contact.email}", contact.email)
    phone = (BY_PHONE, f"tel:{contact.phone.replace(' ', '').replace('-', '')}", contact.phone)
    return tuple(way for way in (mail, phone) if way[2])
