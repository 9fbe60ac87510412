"""The words of Resultat per insats."""

from finsam_data.forbund import ExitList, ExitReason
from pages.text.choices import ALL_INSATSER
from pages.text.common import EXIT_GROUPS
from pages.text.comparisons import VERDICTS, share_text
from pages.text.formats import HIDDEN_MARK, count_in_text, number, percent, period_code_name, period_name, sentence_case
from queries.periods import Period
from queries.publication.plan import TOTAL
from queries.uncertainty import SMALLEST_BASE, Share, Verdict

TITLE = "Resultat per insats"
SOURCE_REGISTER = "Förbundets register Insatsuppföljning"
SOURCE_GOALS = "Verksamhetsplanens mål och förbundets register Insatsuppföljning"
WHO = {"kvinna": "kvinnor", "man": "män"}
FIGURE_LABELS = {
    "ended": "Avslutade",
    "work_or_study": "Till arbete eller studier",
    "toward_work": "Vidare mot arbete",
    "missing": "Uppgift om orsak saknas",
}
NOT_COUNTED = "Räknas inte"
NO_WORK_FIGURE = "Periodens avslutsorsaker skiljer inte ut arbete eller studier"
NOT_COMPARABLE = "Kan inte jämföras med {before}: avslutsorsakerna räknades på annat sätt"
COARSE = "grövre mått som får jämföras mellan listorna"
NO_GAPS = "Alla avslutade har en registrerad orsak"
NOBODY_ENDED = "Inga deltaganden avslutades i perioden med de här valen, så det finns inga resultat att visa."
HIDDEN_PARTS = "Det rutiga fältet i en stapel är dess skyddade delar. Fältets längd säger inget om hur många de är."
GENDER_ALL_TOGETHER = "Skyddad visning: kvinnor och män visas för sig bara för alla insatser tillsammans."
FEW = "För få"
NEW_LIST = "Ny lista"
ALL_DASHED = "Alla insatser (prickad)"
EXIT_SECTION = "Hur det gick"
TIME_SECTION = "Utveckling"
DEFINITION_EXITS = (
    "Avslutade deltaganden efter registrerad avslutsorsak, delat med alla avslutade i perioden. Felregistreringar "
    "räknas inte. ”Uppgift saknas” är avslutade utan registrerad orsak, till exempel utan samtycke till registrering; "
    "de ingår i alla avslutade."
)
DEFINITION_DURATION = (
    "Tid i insatsen: dagar från startdatum till slutdatum, båda inräknade, för dem som avslutades i perioden. "
    "De som ännu deltar ingår inte."
)
DEFINITION_TOWARD_WORK = (
    "Vidare mot arbete: avslutade med en orsak som leder mot arbete (arbete, studier, arbetssökande eller fortsatt "
    "stöd mot arbete) delat med alla avslutade. Indelningen är grov, men finns i alla listor med avslutsorsaker."
)


def no_share(share: Share) -> str:
    """Why there is no share to tell."""
    return VERDICTS["hidden" if share.hidden else "too_few"]


def missing_part(missing: Share, decimals: int) -> str:
    """How many of the ended lack a reason; that none does is said only where it is seen."""
    if missing.k == 0:
        return NO_GAPS
    if missing.hidden:
        return sentence_case(VERDICTS["hidden"])
    return f"{share_text(missing, decimals)} av de avslutade"


def insats_name(insats: str) -> str:
    """An insats as a row is named; the sum of all is named so."""
    return ALL_INSATSER if insats == TOTAL else insats


def of_whom(insats: str, gender: str) -> str:
    """What the choices single out: alla insatser, or Novum, kvinnor."""
    where = "alla insatser" if insats == TOTAL else insats
    return f"{where}, {WHO[gender]}" if gender in WHO else where


def summary(period: Period, ended: int | None, insats: str, gender: str, exit_list: ExitList) -> str:
    """What is shown."""
    who = f" (bara {WHO[gender]})" if gender in WHO else ""
    where = "i förbundets insatser" if insats == TOTAL else f"i {insats}"
    return (
        f"{sentence_case(period_name(period))} avslutades {count_in_text(ended)} deltaganden {where}{who}. "
        f"Orsakerna följer listan ”{exit_list.name}”."
    )


def reason_name(reason: ExitReason) -> str:
    """A reason as it is named beside a colour."""
    return reason.short_name or reason.name


def got_on(counts_work: bool) -> str:
    """The measure in a sentence."""
    return "till arbete eller studier" if counts_work else "vidare mot arbete"


def exits_title(share: Share, counts_work: bool, largest: tuple[str, float] | None) -> str:
    """The finding of the bars: how many got on, and the most common reason."""
    if share.share is None:
        return f"Avslutsorsaker: {no_share(share)}"
    found = f"{percent(share.share)} av de avslutade gick {got_on(counts_work)}"
    if largest is None:
        return found
    name, part = largest
    return f"{found}; vanligast var {name[:1].lower()}{name[1:]}, {percent(part)}"


def base_of_row(base: int | None) -> str:
    """What a row's parts are shares of, or why there are none."""
    if base is None:
        return HIDDEN_MARK
    if base < SMALLEST_BASE:
        return f"{FEW} avslutade ({number(base)})" if base else "Inga avslutade"
    return f"av {number(base)}"


OTHER_AMONG_MEN = "Annat eller okänt kön är så få att de räknas med männen."


def gender_title(women: Share, men: Share, verdict: Verdict, counts_work: bool) -> str:
    """The finding of women and men."""
    on = got_on(counts_work)
    if women.share is None or men.share is None:
        return f"Kvinnor och män {on}: {VERDICTS[verdict]}"
    shares = f"{percent(women.share)} och {percent(men.share)}"
    if verdict == "too_few":
        return f"{shares} av kvinnorna och männen gick {on}: {VERDICTS[verdict]} om det skiljer sig"
    if verdict == "chance":
        return f"Ingen säker skillnad mellan kvinnor och män: {shares} gick {on}"
    first, second = ("Kvinnor", "män") if verdict == "higher" else ("Män", "kvinnor")
    return (
        f"{first} gick oftare än {second} {on}: {percent(women.share)} av kvinnorna och {percent(men.share)} av männen"
    )


def other_gender(n: int | None) -> tuple[str, ...]:
    """Those who ended and are neither: counted among all, but without a share of their own."""
    return () if n == 0 else (f"Avslutade med annat eller okänt kön: {count_in_text(n)}. De visas inte för sig.",)


def duration_title(found: tuple[str, float] | None) -> str:
    """The finding of the time in the insats."""
    if found is None:
        return "Tid i insatsen för dem som avslutade"
    band, share = found
    return f"Vanligast var {band[:1].lower()}{band[1:]} i insatsen: {percent(share)} av de avslutade"


def development_title(now: Share, before: Share | None, verdict: Verdict | None, period: Period, measure: str) -> str:
    """The finding of a development; before is None where it cannot be compared or does not exist."""
    name = period_name(period)
    if now.share is None:
        return f"{measure}, {name}: {no_share(now)}"
    if before is None or before.share is None or verdict is None:
        return f"{measure}: {percent(now.share)} {name}"
    words = {"higher": "en säker ökning", "lower": "en säker minskning"}.get(verdict, VERDICTS[verdict])
    earlier = period_name(period.year_before)
    return f"{measure}: {percent(before.share)} {earlier} och {percent(now.share)} {name}, {words}"


def new_list_title(now: Share, period: Period, measure: str) -> str:
    """The finding where the year before follows another list."""
    if now.share is None:
        return f"{measure}, {period_name(period)}: {no_share(now)}"
    return f"{measure}: {percent(now.share)} {period_name(period)}, kan inte jämföras med året före"


def kind_of(half: int | None) -> str:
    """What one point stands for."""
    return "år" if half is None else f"{'första' if half == 1 else 'andra'} halvår"


def break_note(code: str, old: ExitList, new: ExitList) -> str:
    """Why a line is broken."""
    name = period_code_name(code)
    return f"Linjen är bruten vid {name}: listan ”{old.name}” ersattes av ”{new.name}”. {new.note}".strip()


def coarse_note(exit_list: ExitList, reasons: list[str]) -> str:
    """What the coarse group holds in a list."""
    named = "; ".join(reasons) if reasons else "ingen orsak"
    return f"{EXIT_GROUPS['vidare']} i ”{exit_list.name}”: {named}."
