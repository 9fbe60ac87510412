"""The scenario file told in Swedish: what each lever does, and an example that can be copied."""

from textwrap import fill
from typing import NamedTuple

from finsam_data.scenario import LEVERS


class LeverHelp(NamedTuple):
    """What a lever does, in words, and one line of YAML that pulls it."""

    lever: str
    text: str
    example: str


INTRODUCTION = """\
Ett scenario är en textfil (YAML) med ett namn och en lista med spakar. En spak ändrar bara de år den nämner; alla
andra år är som i planen och dess antaganden. Spakarnas ordning spelar ingen roll, och två spakar får inte bestämma
samma sak samma år. Belopp är i tkr och skrivs 4500, "4 500" eller "4,5 mkr". Andelar skrivs 0.02 eller "2 %".

name: Regionen står stilla 2026
levers:
  - {lever: region_quarter, tkr: {2026: 9042}}
decided: {date: 2025-05-23, paragraph: "§ 4"}   # valfritt; utan det är scenariot ett utkast
made_on: ebb027ca6452                            # valfritt; fingeravtrycket på de data det gjordes på
"""

CALCULATION = """\
Så räknas det, alltid i samma ordning:
1. Tilldelningen: vägen för en andel (planen, region_quarter, ideal_share eller county_redistribution), sedan det lägsta
   av den och parternas egna bud (party_share), gånger alla andelar.
2. Kostnaderna: belopp som en spak sätter (insats), kostnadsökning på resten (cost_growth), sist nedskärning (cut).
3. Varje rad avrundas till hela tkr innan raderna summeras, så att allt som visas går ihop.
Utgående eget kapital = ingående + intäkter − kostnader. Där planen själv trycker ett annat tal gäller det tryckta, och
skillnaden står i rounding_tkr.
"""

ANSWER = """\
Svaret med --json: name, draft, fingerprint, data_changed, notes och years, där varje år har year, basis, income_tkr,
cost_tkr, result_tkr, equity_opening_tkr, equity_closing_tkr, frame_tkr, allocation_tkr, ideal_tkr, gap_to_ideal_tkr,
rounding_tkr, opening_adjustment_tkr, places_low och places_high. Alla belopp är hela tkr.
"""

HELP = (
    LeverHelp(
        "region_quarter",
        "Vad regionen ger, allt som allt. De andra parterna ger lika mycket per andel, så där regionen har en andel av "
        "fyra blir en krona från den fyra.",
        '{lever: region_quarter, tkr: {2026: 9042, 2027: "9 042"}}',
    ),
    LeverHelp(
        "party_share",
        "Vad en part ger, allt som allt, om den inte följer med de andra. Den lägsta andelen avgör för alla; ett bud "
        "över den ändrar ingenting.",
        "{lever: party_share, party: Stockholms stad, tkr: {2026: 9000}}",
    ),
    LeverHelp(
        "other_income",
        "Intäkter bredvid medlemmarnas, till exempel ESF.",
        "{lever: other_income, tkr: {2026: 0}}",
    ),
    LeverHelp(
        "insats",
        "Vad en insats kostar per år; 0 är ett uppehåll. from är första dagen den pågår och through den sista: planens "
        "belopp räknas då ned till de månader den pågår, i år utan eget belopp. Slutar den innan den börjar är det ett "
        "uppehåll däremellan. En insats som inte finns i budgeten ska ha new: true, och får välja "
        "kostnadsgrupp (group).",
        "{lever: insats, insats: FINSAM-team, tkr: {2026: 2500}, through: 2028-06-30}",
    ),
    LeverHelp(
        "cost_growth",
        "En kostnadsgrupps ökning per år i stället för den antagna, från och med from, annars från första året utan "
        "beslutad budget. Belopp som en insatsspak har satt rörs inte.",
        "{lever: cost_growth, group: kansli, share: 0.02, from: 2027}",
    ),
    LeverHelp(
        "cut",
        "En nedskärning med samma andel överallt, eller i de grupper som nämns, från och med from till och med "
        "through. Räknas sist, också på belopp som andra spakar har satt.",
        '{lever: cut, share: "5 %", from: 2027, through: 2028, groups: [kansli]}',
    ),
    LeverHelp(
        "ideal_share",
        "Tilldelningen går rakt till den här andelen av idealfördelningen det år som nämns (by), och stannar där.",
        "{lever: ideal_share, share: 1, by: 2030}",
    ),
    LeverHelp(
        "county_redistribution",
        "Förbund i länet som ligger över sin idealfördelning lämnar en andel per år (share), högst max_cut, till dem "
        "som ligger under. Det vi får läggs till planen. De andra förbundens tal är exempel där filen säger det.",
        "{lever: county_redistribution, from: 2026, share: 0.05, max_cut: 0.10}",
    ),
    LeverHelp(
        "nns_fee",
        "Serviceavgiften till NNS följer tilldelningen när den skiljer sig från planens. Annars ligger den fast i "
        "planens kostnader.",
        "{lever: nns_fee}",
    ),
    LeverHelp(
        "opening_equity",
        "Ingående eget kapital ett år. Det enda belopp som får vara under noll.",
        "{lever: opening_equity, tkr: {2026: 900}}",
    ),
)
"""One entry per lever, in the order of LEVERS."""


def format_text() -> str:
    """The whole description of the file, for the command line."""
    levers = "\n\n".join(
        f"{entry.lever}\n{fill(entry.text, 116, initial_indent='  ', subsequent_indent='  ')}\n  - {entry.example}"
        for entry in HELP
    )
    return f"{INTRODUCTION}\nSpakarna ({len(LEVERS)}):\n\n{levers}\n\n{CALCULATION}\n{ANSWER}"
