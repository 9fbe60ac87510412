"""The words of the page about the figures."""

from finsam_data.forbund import Dated, ExitList, Register
from pages.text.common import DEFINITIONS, EDITIONS, POPULATIONS
from pages.text.formats import MINUS, day, listing, number, percent, period_name
from queries.flow import Balance
from queries.periods import Period
from queries.published import Tally
from queries.uncertainty import Share

TITLE = "Om siffrorna"
SUMMARY = "Här står hur siffrorna räknas, var de kommer ifrån och var de inte räcker till."
SOURCE = "Ögonblicksbildens förteckning och tabeller"
CONTENTS_LABEL = "Innehåll"
OPEN_TABLE = "Visa tabellen"

SECTIONS = {
    "verkligt": "Verkligt och syntetiskt",
    "definitioner": "Definitioner",
    "populationer": "Vem som räknas",
    "osakerhet": "Osäkerhet och avrundning",
    "avslutsorsaker": "Avslutsorsaker genom åren",
    "samtycke": "Deltagare utan samtycke",
    "publicerat": "Publicerat och räknat",
    "motsagelser": "Motsägelser i det publicerade",
    "insatser": "Insatserna",
    "stadsdelar": "Stadsdelarna",
    "kallor": "Källor",
    "underlag": "Underlaget",
    "insyn": "Vem som får se vad",
}
"""Anchor → heading, in order."""

REAL_FACTS = (
    "Uppgifterna om tilldelning, budget, mål, målgrupper och publicerade siffror är verkliga. De står i de dokument "
    "som listas under Källor, med sida eller avsnitt."
)
SYNTHETIC = "De är märkta ”Syntetiska data” på varje sida och i varje fil som hämtas härifrån."
REAL_REGISTER = "Deltagandena kommer ur förbundets eget register."

COUNTED = (
    "Det som räknas är deltaganden: en deltagare i en insats. En person kan ha flera. Grupperna nedan hålls isär, "
    "eftersom de ger olika svar på samma fråga."
)
HALF_YEARS = "Halvår jämförs med samma halvår året före, aldrig med helår."
UNCERTAINTY = (
    "Andelar räknas ur antal, och antalet står bredvid. Med få personer kan en andel bli hög eller låg av en slump, så "
    "till varje andel hör ett intervall.",
    DEFINITIONS["interval"],
    "När två andelar jämförs räknas intervallet för skillnaden (Newcombes metod 10). Ligger hela intervallet på samma "
    "sida om noll står det ”säker förändring”, annars ”kan vara slump”. Är någon av grupperna mindre än 20 står det "
    "”för få för att säga”. En andel jämförs med ett mål på samma sätt.",
    "Ju fler jämförelser, desto fler ser säkra ut av en slump: i genomsnitt en av tjugo där inget har ändrats.",
    "Procent avrundas först när de skrivs, så delar kan tillsammans bli 99 eller 101. Belopp är i tusental kronor "
    "(tkr). Tryckta summor kan skilja en tkr från summan av sina rader, eftersom raderna är avrundade var för sig.",
)
EXIT_LISTS = (
    "Avslutsorsakerna har bytts ut genom åren, och listorna räknar olika saker. Därför binds andelarna aldrig ihop "
    "över ett byte: linjen bryts där, och ingen jämförelse görs med perioden före. Bara den grövre indelningen, vidare "
    "mot arbete, vård eller annat, kan jämföras mellan listorna."
)
EXCLUDED = "Rader med avslutsorsaken {names} räknas inte alls."
CONSENT = (
    "Den som inte samtyckt till registrering räknas som deltagare, men saknar avslutsorsak. De räknas med i alla "
    "avslutade, under ”Uppgift saknas”, och tas aldrig bort i det tysta."
)
NO_CONSENT_GAP = "Alla deltagare i registret har samtyckt till registrering."
HIDDEN_CONSENT = "{year}: antalet deltagare utan samtycke är skyddat."
PUBLISHED = (
    "Varje siffra om deltagare som står i en rapport och som registret kan uttrycka räknas om ur de publicerade "
    "tabellerna varje gång data läses in. Procent jämförs efter avrundning till hela procent."
)
CONFLICTS = (
    "Några tryckta siffror utesluter varandra eller går inte att återskapa. Då följs antalen, och valet redovisas här "
    "i stället för att döljas."
)
NO_CONFLICTS = "Inga motsägelser är registrerade."
STADSDELAR = (
    "Stadsdelarna står som de hette när deltagandet registrerades. När områden slagits ihop summeras de till dagens "
    "områden, så att åren kan jämföras."
)
NOT_STADSDELAR = "Bredvid stadsdelarna finns också {names}, som inte är en stadsdel."
UNDERLAG = (
    "Sidorna läser en ögonblicksbild: en fast uppsättning små tabeller som räknas fram när data läses in. De läser "
    "aldrig registrets rader."
)
POPULATION_MEANINGS = {
    "opening": "Började före perioden och hade inte avslutats när den började",
    "participants": "Pågick någon gång under perioden: öppna vid början plus nya",
    "started": "Startdatum i perioden",
    "ended": "Slutdatum i perioden",
    "closing": "Öppna vid början plus nya minus avslutade; nästa periods öppna vid början",
}
TABLE_NAMES = {
    "flow": "Öppna, nya, deltagare och avslutade",
    "exit": "Avslutade efter avslutsorsak",
    "duration": "Avslutade efter tid i insatsen",
    "referral": "Nya efter anmälare",
    "district": "Nya efter stadsdel",
    "age": "Nya efter ålder",
    "education": "Nya efter utbildning",
    "time_without_work": "Nya efter tid utan arbete",
    "consent": "Deltagare efter samtycke",
    "allocation": "Tilldelning per år och part",
    "budget_line": "Budgetens rader",
    "economy_fact": "Tryckta uppgifter om ekonomin",
    "ideal_allocation": "Idealfördelning",
    "insats_budget": "Budget per insats",
    "published_conflict": "Motsägelser i det publicerade",
    "published_figure": "Publicerade siffror om deltagare",
    "source": "Källor",
    "target": "Mål",
    "target_group": "Målgrupper",
    "doubtful": "Tveksamma rader bakom nyckeltalen",
    "registration_delay": "Dagar till registrering",
    "waiting": "Rader i karantän",
    "taken_file": "Inlästa filer",
}
STATUSES = {
    "agrees": "Stämmer",
    "deviates": "Avviker",
    "approximate": "Tryckt som cirka",
    "hidden": "Skyddat",
}


def balance_sentence(period: Period, balance: Balance) -> str:
    """The balance of a period in its own numbers."""
    return (
        f"Så här går det ihop {period_name(period)}: {number(balance.opening)} öppna vid början + "
        f"{number(balance.started)} nya {MINUS} {number(balance.ended)} avslutade = "
        f"{number(balance.closing)} öppna vid slutet."
    )


def population_name(population: str) -> str:
    """As on the other pages."""
    return POPULATIONS[population]


def real_or_synthetic(register: Register) -> tuple[str, ...]:
    """Whether the deltaganden are real, and the facts beside them."""
    about = f"{register.note} {SYNTHETIC}" if register.synthetic else f"{REAL_REGISTER} {register.note}"
    return (about.strip(), REAL_FACTS)


def span(dated: Dated) -> str:
    """Its validity, as från 1 januari 2024."""
    first, last = dated.first_day, dated.last_day
    if first and last:
        return f"{day(first)} till och med {day(last)}"
    return f"från {day(first)}" if first else f"till och med {day(last)}" if last else "hela tiden"


def exit_list_sentence(exit_list: ExitList) -> str:
    """A list of avslutsorsaker, when it applies and what to know about it."""
    return f"”{exit_list.name}” gäller avslut {span(exit_list)}. {exit_list.note}".strip()


def consent_sentences(gaps: list[dict[str, int | None]]) -> list[str]:
    """101 of 973 in 2021, and what that leaves out; one sentence per year with a gap."""
    said = []
    for gap in gaps:
        without, participants = gap["without_consent"], gap["participants"]
        if without is None or participants is None:
            said.append(HIDDEN_CONSENT.format(year=gap["year"]))
        elif without:
            said.append(
                f"{gap['year']} saknade {number(without)} av {number(participants)} deltagare "
                f"{_part(Share(without, participants))}samtycke till registrering. {_reasons(gap)}"
            )
    return said or [NO_CONSENT_GAP]


def _part(share: Share) -> str:
    return "" if share.share is None else f"({percent(share.share)}) "


def _reasons(gap: dict[str, int | None]) -> str:
    without, ended = gap["without_reason"], gap["ended"]
    if without is None or ended is None:
        return "Hur många avslutade som saknar avslutsorsak är skyddat."
    if without == 0:
        return f"Alla {number(ended)} avslutade har en avslutsorsak."
    return f"{number(without)} av {number(ended)} avslutade saknar avslutsorsak."


def tally_sentences(found: Tally) -> tuple[str, ...]:
    """How many printed figures agree."""
    said = [
        f"Av {number(found.printed)} tryckta siffror går {number(found.printed - found.outside)} att räkna ur "
        f"registret. {number(found.agrees)} stämmer exakt och {number(found.deviates)} avviker."
    ]
    if found.deviates:
        said.append(
            f"{number(found.unexplained)} av avvikelserna saknar förklaring."
            if found.unexplained
            else "Varje avvikelse har en förklaring, under Motsägelser i det publicerade."
        )
    if found.approximate:
        said.append(f"{number(found.approximate)} är tryckta som ungefärliga och jämförs inte exakt.")
    if found.hidden:
        said.append(f"{number(found.hidden)} bygger på antal som är skyddade och står inte i tabellen.")
    if found.outside:
        said.append(
            f"{number(found.outside)} gäller annat än registret räknar: enkäter, planer, anmälda, flera år i ett eller "
            "egna indelningar."
        )
    return tuple(said)


def edition_name(edition: str) -> str:
    """As in the page's marks."""
    return EDITIONS[edition]


def excluded(names: tuple[str, ...]) -> tuple[str, ...]:
    """Which avslutsorsaker remove the row, where there are any."""
    return (EXCLUDED.format(names=listing([f"”{name}”" for name in names])),) if names else ()


def not_stadsdelar(names: tuple[str, ...]) -> tuple[str, ...]:
    """Which values are no districts, where there are any."""
    return (NOT_STADSDELAR.format(names=listing([f"”{name}”" for name in names])),) if names else ()
