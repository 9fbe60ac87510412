"""Words that every page uses."""

from finsam_data.forbund import MEN_OR_OTHER

APP_TITLE = "Finsam i siffror"
TABLE_SUMMARY = "Visa som tabell"
DEFINITION_SUMMARY = "Så räknas det"
DOWNLOAD_CSV = "Hämta CSV"
DOWNLOAD_XLSX = "Hämta Excel"
SYNTHETIC = "Syntetiska data"
EDITIONS = {"internal": "Intern – får inte delas", "protected": "Skyddad visning"}
FILE_KEY = (
    "Skyddat: antalet visas inte, så att ingen kan kännas igen. Det betyder inte noll. För få: gruppen är för liten "
    "för en andel. Uppgift saknas: inget är känt. –: det finns inget att räkna."
)
SCREEN_KEY = (
    "skyddat: antalet visas inte, så att ingen kan kännas igen. Det betyder inte noll. För få: under 10 ges ingen "
    "andel, under 20 ingen osäkerhet. –: inget att räkna."
)
MOSTLY_HIDDEN = "Det mesta här är skyddat, så diagrammet ritas inte. Det som får visas står i tabellen."
PUBLISHING = "Läser in data och räknar …"
PUBLISHED = "Klart"
NO_PERIODS_TITLE = "Registret är tomt"
NO_PERIODS = (
    "Det finns inga deltaganden i registret ännu, så det finns inget att visa här. "
    "Sidan Budget och idealfördelning fungerar ändå."
)
NOTHING_CHOSEN = "Det finns inga deltaganden som motsvarar valen. Välj en annan period, insats eller kön."
UNEXPECTED = (
    "Något gick fel i programmet, inte i det du gjorde. Ladda om sidan; övriga sidor fungerar. "
    "Om felet återkommer, lämna felkoden {code} till den som förvaltar programmet."
)

EXIT_GROUPS = {"vidare": "Vidare mot arbete", "vård": "Vård eller rehabilitering", "annat": "Annat"}
GENDER_PLURAL = {
    "kvinna": "Kvinnor",
    "man": "Män",
    MEN_OR_OTHER: "Män, annat eller okänt",
    "annat/okänt": "Annat eller okänt",
    "alla": "Alla",
}
POPULATIONS = {
    "opening": "Öppna vid periodens början",
    "participants": "Deltagare",
    "started": "Nya",
    "ended": "Avslutade",
    "closing": "Öppna vid periodens slut",
}
DEFINITIONS = {
    "participants": "Deltagare: deltaganden som pågick någon gång under perioden, öppna vid dess början eller började "
    "i den. En person med två deltaganden räknas två gånger. Felregistreringar räknas inte.",
    "started": "Nya: deltaganden med startdatum i perioden.",
    "ended": "Avslutade: deltaganden med slutdatum i perioden.",
    "balance": "Ingående + nya − avslutade = utgående. En periods utgående är nästa periods ingående.",
    "work_or_study": "Andel till arbete eller studier: avslutade med den avslutsorsaken delat med alla avslutade i "
    "perioden. Räknas bara där listan har arbete eller studier för sig.",
    "interval": "Osäkerheten är ett 95-procentigt Wilsonintervall: så mycket kan andelen variera av slump i en grupp "
    "av den storleken. Under 10 personer anges ingen andel, under 20 ingen osäkerhet.",
    "allocation": "Tilldelning: det som parterna betalar till förbundet under året.",
    "ideal": "Idealfördelning: vad den nationella modellen skulle ge förbundet, alla parter tillsammans.",
    "anmalare": "Anmälare: den part som anmälde deltagaren till insatsen, eller deltagaren själv (egenanmälan). Saknas "
    "uppgiften visas den som okänd.",
    "self_referral": "Egenanmälan: deltagaren har själv sökt sig till insatsen. Andelen räknas av alla nya, också dem "
    "vars anmälare är okänd.",
    "spread": "Effektivt antal parter: ett delat med summan av parternas andelar i kvadrat (inverterat Simpson- eller "
    "Herfindahlindex, efter Laakso och Taagepera). Anmäler en part alla blir det 1, anmäler alla lika många blir det "
    "antalet parter. Egenanmälan och okänd anmälare ingår inte. En förändring kallas säker när periodernas deltagare, "
    "blandade slumpvis 2 000 gånger, ger en så stor skillnad i högst fem fall av hundra.",
    "stadsdel": "Stadsdel: stadsdelsområdet där deltagaren bor vid starten. Tidigare områden är summerade till dagens.",
    "age_band": "Ålder: hela år vid starten.",
    "education": "Utbildning: högsta avslutade utbildning vid starten.",
    "time_without_work": "Tid utan arbete: tiden utan arbete eller studier vid starten, enligt deltagarens egen "
    "uppgift.",
}
