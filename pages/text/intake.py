"""The words of the page that takes in the project leaders' files."""

from datetime import date

from finsam_data.intake.checked import CheckedFile
from finsam_data.intake.finding import Severity
from finsam_data.intake.register.difference import Difference
from finsam_data.intake.register.import_folder import Record
from finsam_data.intake.words import counted
from pages.text.formats import day, listing, number, period_code_name, period_name, sentence_case
from queries.periods import Period

TITLE = "Inläsning"
SUMMARY = (
    "Läs in projektledarnas filer. Varje fil kontrolleras först; inget ändras i registret förrän du godkänner det, och "
    "allt går att ta tillbaka."
)
NOT_HERE = (
    "Filer läses bara in i den interna utgåvan, av kansliet. Den här visningen är skyddad, och härifrån går inget att "
    "läsa in."
)
SOURCE = "projektledarnas filer och registrets egna inläsningar"

FIELD_TITLE = "Välj filer"
FIELD_LABEL = "Filer från projektledarna (.xlsx, .xlsm, .xls, .ods eller .csv, högst 10 MB var)"
CHOOSE = "Välj filer"
DROP = "eller släpp dem här, gärna flera på en gång"
TOO_LARGE = "Filen är större än 10 MB och kan inte tas emot."
FORGET = "Ta bort filen ur fältet"
TEMPLATE = "Hämta mallen (Excel)"
TEMPLATE_FILE = "insatsuppfoljning-mall.xlsx"
TEMPLATE_ABOUT = "Mallen har registrets egna listor som valbara värden. Andra uppställningar går också att läsa."
NOTHING_LOADED = "Inga filer är valda ännu. Välj en eller flera ovan, så visas här vad som finns i dem."

RESULTS_TITLE = "Kontrollerade filer"
STATUSES = {
    "accepted": "Kan läsas in",
    "partly": "Kan läsas in, utom några rader",
    "none": "Ingen rad kan läsas in",
    "refused": "Kan inte läsas in",
    "done": "Inläst",
    "same": "Redan inläst",
}
SEVERITIES = {
    Severity.STOPS: "Stoppar filen",
    Severity.REJECTS: "Raden avvisas",
    Severity.WARNS: "Bör kontrolleras",
}
FINDING_COLUMNS = ("Var", "Blad", "Kolumn", "Vad som är fel")
SUGGESTION = "Förslag"
WHOLE_FILE = "Hela filen"
NO_FINDINGS = "Inga fel och inget att kontrollera."
NOT_DATA_SUMMARY = "Rader som inte är deltaganden"
NOT_DATA_COLUMNS = ("Var", "Blad", "Varför")
READINGS_NEW = "Läses så här för första gången"
READINGS_ABOUT = (
    "Det här stod inte som i mallen. Du godkänner tolkningen när du läser in filen, sedan minns programmet den."
)
READINGS_ALL = "Så har filen tolkats"
READING_COLUMNS = ("I filen", "Kolumn", "Läses som")
HEADING_READ = "(rubrik)"
DIFFERENCE_TITLE = "Det här ändras i registret"
NO_DIFFERENCE = "Inget ändras i registret."
NEW_COLUMNS = ("Deltagar-id", "Insats", "Start")
CHANGED_COLUMNS = ("Deltagar-id", "Insats", "Start", "Kolumn", "Var", "Blir")
ENDED_COLUMNS = ("Deltagar-id", "Insats", "Start", "Avslut", "Avslutsorsak")
APPROVE = "Läs in"
APPROVE_PARTLY = "Läs in de rader som går"
APPROVE_NONE = "Lägg raderna i karantän"
DONE_ABOUT = "Siffrorna på de andra sidorna räknas om nu."
RETURNED = "Hämta rättat underlag"
LETTER = "Brev att klistra in"
LETTER_LABEL = "Brev till projektledaren"
COPY = "Kopiera brevet"
COPIED = "Kopierat"
DROP_RESULT = "Ta bort ur listan"
OTHERWISE = "Läs filen på annat sätt"
OTHERWISE_ABOUT = "Behövs bara när filen inte själv säger vilken insats eller period den gäller, eller säger fel."
INSATS = "Insats"
BY_FILE = "Enligt filen"
COVERS = "Filen avser"
BY_DATES = "Enligt datumen i filen"

LOG_TITLE = "Senaste inläsningarna"
NO_RECORDS = "Inga filer har lästs in ännu."
RECORD_COLUMNS = ("Nummer", "När", "Vem", "Fil", "Insats", "Avser", "Rader", "Läget", "Kontrollsumma")
STATES = {
    "in_force": "Gäller",
    "replaced": "Ersatt av en senare",
    "taken_back": "Återtagen",
    "outside": "Hör till ett tidigare register",
}
SHOWN_RECORDS = 10
ALL_RECORDS = "Äldre inläsningar"
TAKE_BACK_LABEL = "Inläsning att ta tillbaka"
TAKE_BACK = "Ta tillbaka …"
TAKE_BACK_SURE = "Ja, ta tillbaka"
CANCEL = "Avbryt"
CHANGED_SINCE = "Registret har ändrats sedan frågan ställdes, så inget är gjort. Pröva igen."
TAKEN_BACK = "Inläsningen {id} är återtagen. Siffrorna på de andra sidorna räknas om nu."

QUARANTINE_TITLE = "Rader i karantän"
QUARANTINE_ABOUT = (
    "Rader som avvisades när filen lästes in. De räknas inte i någon siffra. De går bort när en rättad fil för samma "
    "insats och period läses in, också de rader som den inte har med; det sägs innan. De kan också prövas igen som de "
    "är, till exempel sedan en lista i registret har fyllts på."
)
NOTHING_WAITING = "Inga rader ligger i karantän."
QUARANTINE_COLUMNS = ("Inläsning", "Fil", "Blad", "Rad", "Deltagar-id", "Insats", "Start", "Regel")
RETRY_LABEL = "Inläsning att pröva igen"
RETRY = "Pröva igen"

WORKING = "Kontrollerar filerna"
AT_OFFICE = "kansliet"
BROKEN = "Filen kunde inte kontrolleras på grund av ett fel i programmet, inte i filen. Felkoden är {code}."
MOST_ROWS = 200
"""Rows of a table on screen; the returned workbook has them all."""


def progress(place: int, files: int, name: str) -> str:
    """Which file is being read."""
    return f"Kontrollerar fil {place} av {files}: {name}"


def counts(checked: CheckedFile) -> str:
    """Every row of the file accounted for: rows read = accepted + rejected + no data."""
    none = checked.not_data.height
    return (
        f"{counted(checked.rows_in, 'rad läst', 'rader lästa')} = "
        f"{counted(checked.accepted.height, 'godkänd', 'godkända')} + "
        f"{counted(checked.rejected.height, 'avvisad', 'avvisade')} + "
        f"{counted(none, 'som inte är ett deltagande', 'som inte är deltaganden')}"
    )


def about(checked: CheckedFile) -> str:
    """Which insatser and which period the file is about."""
    insatser = listing(list(checked.insatser)) or "Insatsen framgår inte"
    return f"{insatser}, {covers(checked.first_day, checked.last_day)}"


def covers(first_day: date | None, last_day: date | None) -> str:
    """The half-year or year between the days."""
    if first_day is None or last_day is None:
        return "period okänd"
    if (first_day.month, last_day.month) == (1, 12):
        return f"helåret {last_day.year}"
    return period_name(Period(last_day.year, 1 if last_day.month == 6 else 2))


def findings_part(name: str, severity: Severity, n: int) -> str:
    """What a table of findings holds, for those who cannot see what stands around it."""
    return f"{findings_heading(severity, n)} i {name}"


def findings_heading(severity: Severity, n: int) -> str:
    """The heading of the findings of one severity."""
    return f"{SEVERITIES[severity]} ({number(n)})"


def place(row: int | None) -> str:
    """The row as Excel numbers it."""
    return WHOLE_FILE if row is None else f"Rad {row}"


def difference_summary(found: Difference) -> str:
    """How many rows are new, changed, ended and removed."""
    changed = found.changed.select("participant_id", "insats", "start_date").unique().height
    told = [
        counted(n, one, many)
        for n, one, many in (
            (found.new.height, "ny", "nya"),
            (changed, "ändrad", "ändrade"),
            (found.ended.height, "avslutad", "avslutade"),
            (found.removed.height, "borttagen", "borttagna"),
        )
        if n
    ]
    return f"{sentence_case(listing(told))}." if told else NO_DIFFERENCE


def difference_part(kind: str, n: int) -> str:
    """The heading of one part of the difference."""
    words = {
        "new": "Nya deltaganden",
        "changed": "Ändrade uppgifter",
        "ended": "Avslutade sedan förra gången",
        "removed": "Tas bort ur registret",
    }
    return f"{words[kind]} ({number(n)})"


def more(n: int) -> str:
    """How many rows a table leaves out."""
    return f"och {number(n)} till. Alla står i det rättade underlaget." if n else ""


def record_name(record: Record) -> str:
    """An import as it stands in a choice."""
    return f"{record.id}: {record.file} ({listing(list(record.insatser))}, {covers(record.first_day, record.last_day)})"


def record_state(record: Record) -> str:
    """In force or not, and who took it back."""
    said = STATES[record.state]
    back = record.taken_back
    return f"{said} av {back.who} {day(back.when.astimezone().date())}" if back else said


def ask_take_back(record: Record, found: Difference) -> str:
    """What taking an import back means, before it is done."""
    return f"Ta tillbaka inläsningen {record_name(record)}? {take_back_effect(found)}"


def take_back_effect(found: Difference) -> str:
    """What happens to the register."""
    register = "Registrets rader blir som de är."
    if not found.is_empty:
        register = f"Så ändras registret: {difference_summary(found).lower()}"
    return f"{register} {quarantine_effect(found)}".strip()


def quarantine_effect(found: Difference) -> str:
    """How many rows come into quarantine and out of it; nothing where none does."""
    told = [
        f"{counted(n, 'rad', 'rader')} {word} karantän"
        for n, word in ((found.enters, "läggs i"), (found.leaves, "tas ur"))
        if n
    ]
    return f"{sentence_case(listing(told))}." if told else ""


def record_counts(record: Record) -> str:
    """Rows read and what became of them."""
    rejected = f", {counted(record.rejected, 'avvisad', 'avvisade')}" if record.rejected else ""
    return f"{counted(record.rows_in, 'läst', 'lästa')}, {counted(record.accepted, 'godkänd', 'godkända')}{rejected}"


def period_option(code: str) -> str:
    """A half-year or year as it stands in a choice."""
    return sentence_case(period_code_name(code)) if "H" in code else f"Helåret {code}"
