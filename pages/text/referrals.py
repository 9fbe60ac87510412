"""The words of the page on who refers."""

from pages.text.common import GENDER_PLURAL
from pages.text.comparisons import VERDICTS, share_text
from pages.text.formats import NBSP, count_in_text, listing, number, percent, period_name, sentence_case
from queries.periods import Period
from queries.publication.plan import TOTAL
from queries.referrals import ReferralGoal
from queries.uncertainty import Share

TITLE = "Anmälare"
ALL_INSATSER = "Alla insatser"
NOTHING_STARTED = (
    "Ingen började under perioden med de val du har gjort, så det finns inga anmälningar att visa. "
    "Välj en annan period, insats eller kön."
)
NO_SELF_REFERRAL = "Ingen av de nya hade anmält sig själv."
PARTIES_MERGED = (
    "Hur jämnt anmälningarna är spridda visas inte i den här utgåvan, eftersom några av parterna är hopslagna till en "
    "grupp för att ingen ska kunna kännas igen."
)
SELF_REFERRAL_MERGED = "Egenanmälan visas inte för sig i den här utgåvan: den är hopslagen med andra anmälare."
ALL_KNOWN = "Uppgift finns om alla."
NO_SHARES = "En insats med färre än 10 nya visas med antal men utan andel och utan ton."
WHO_TITLE = "Vem anmäler?"
WHERE_TITLE = "Var bor de?"
BACKGROUND_TITLE = "Vilka deltar?"
BACKGROUND_INTRODUCTION = "De som började under perioden, efter det som registrerades vid starten."
SPREAD_NOTE = (
    "Egenanmälningar och okända räknas inte med här, eftersom ingen part har anmält dem. "
    "Jämn spridning är inget mål i sig: insatserna har olika målgrupper."
)

FIGURE_LABELS = {
    "started": "Nya",
    "largest": "Anmälda av {name}",
    "spread": "Spridning mellan parterna",
    "self_referral": "Egenanmälan",
}
NOT_A_STADSDEL = "{name} (inte en stadsdel)"
MISSING_LABELS = {"anmalare": "Okänd anmälare", "stadsdel": "Okänd stadsdel"}
MISSING_LABEL = "Uppgift saknas"
COLUMN_LABELS = {
    "anmalare": "Anmälare",
    "stadsdel": "Stadsdel",
    "age_band": "Ålder vid start",
    "education": "Utbildning",
    "time_without_work": "Tid utan arbete eller studier",
}
MEASURES = {
    "anmalare": "Nya per anmälare",
    "stadsdel": "Nya efter stadsdel där de bor",
    "age_band": "Nya efter ålder vid start",
    "education": "Nya efter högsta utbildning",
    "time_without_work": "Nya efter tid utan arbete eller studier vid start, enligt egen uppgift",
}
FINDINGS = {
    "anmalare": "Vanligaste anmälaren är {name}: {share}",
    "stadsdel": "Flest bor i {name}: {share}",
    "age_band": "Vanligaste åldern vid start är {lower}: {share}",
    "education": "Vanligaste utbildningen är {lower}: {share}",
    "time_without_work": "Vanligaste tiden utan arbete eller studier är {lower}: {share}",
}
GOAL_WORDS = {">=": "minst ", ">": "mer än ", "=": "", "<=": "högst ", "<": "mindre än "}
GOAL_DIRECTIONS = {
    ">=": "är minst lika stor som föregående år",
    ">": "ökar mot föregående år",
    "=": "är densamma som föregående år",
    "<=": "är högst lika stor som föregående år",
    "<": "minskar mot föregående år",
}
KEYS = {
    "anmalare": "anmalare",
    "stadsdel": "stadsdel",
    "age_band": "alder",
    "education": "utbildning",
    "time_without_work": "tid-utan-arbete",
}


def insats_name(insats: str) -> str:
    """The total is all insatser."""
    return ALL_INSATSER if insats == TOTAL else insats


def scope(period: Period, insats: str, gender: str) -> str:
    """2024, Novum, kvinnor."""
    words = [period_name(period), ALL_INSATSER.lower() if insats == TOTAL else insats]
    return ", ".join([*words, *([] if gender == TOTAL else [GENDER_PLURAL[gender].lower()])])


def summary(period: Period, insats: str, gender: str, n: int | None) -> str:
    """What is shown."""
    who = "deltagare" if gender == TOTAL else GENDER_PLURAL[gender].lower()
    where = "förbundets insatser" if insats == TOTAL else insats
    began = f"{sentence_case(period_name(period))} började {count_in_text(n)} {who} i {where}."
    return f"{began} Här syns vem som anmälde dem, och vilka de är."


def small_percent(n: int, share: float) -> str:
    """37 %; somebody is never 0 %."""
    return f"<1{NBSP}%" if n and share < 0.005 else percent(share)


def heat_title(top: list[str], share: float | None, elsewhere: int, insatser: int, *, all_known: bool) -> str:
    """Who refers most in all, and in how many insatser it is somebody else; at least, where not all are known."""
    if not top:
        return "Nya per insats och anmälare"
    said = f"Vanligaste anmälaren är {listing(top)}" + ("" if share is None else f": {percent(share)} av alla nya")
    least = "" if all_known else "minst "
    return f"{said}. I {least}{elsewhere} av {insatser} insatser är det någon annan" if elsewhere else said


def history_title(sure: list[tuple[str, float, float]], before_name: str, verdicts: set[str | None]) -> str:
    """What has surely changed since last year."""
    if sure:
        changes = listing([f"{name} ({percent(now)} mot {percent(before)})" for name, now, before in sure])
        return f"Säker förändring av andelen sedan {before_name}: {changes}"
    if "chance" in verdicts:
        some = ", av det som kan visas" if "hidden" in verdicts else ""
        return f"Ingen säker förändring av vem som anmäler sedan {before_name}{some}"
    if "too_few" in verdicts:
        return f"För få nya för att säga om något har ändrats sedan {before_name}"
    return "Nya per anmälare, period för period"


def change_note(sure: list[tuple[str, float, float]], before_name: str, verdicts: set[str | None]) -> tuple[str, ...]:
    """What has surely changed, as a note under a chart; nothing where last year is not covered."""
    if sure:
        return (f"{history_title(sure, before_name, verdicts)}.",)
    shares = "de andelar som kan visas" if "hidden" in verdicts else "andelarna"
    return (f"Ingen säker förändring av {shares} sedan {before_name}.",) if "chance" in verdicts else ()


def spread_title(insats: str, effective: float | None, *, hidden: bool) -> str:
    """The index in words."""
    of = "" if insats == TOTAL else f" till {insats}"
    if hidden:
        return f"Hur jämnt anmälningarna{of} är spridda: {VERDICTS['hidden']}"
    if effective is None:
        return f"För få anmälningar{of} för att säga hur jämnt de är spridda"
    return f"Anmälningarna{of} är spridda som om {number(effective, 1)} parter anmälde lika många var"


def spread_text(effective: float | None, before: float | None, before_name: str, hidden_text: str) -> str:
    """3,3 (2023: 3,1)."""
    if effective is None:
        return hidden_text or VERDICTS["too_few"]
    return number(effective, 1) + (f" ({before_name}: {number(before, 1)})" if before is not None else "")


def spread_notes(sure: list[str], compared: bool, before_name: str) -> tuple[str, ...]:
    """Which insatser have surely become more or less even."""
    if not compared:
        return (SPREAD_NOTE,)
    change = f"Säker förändring sedan {before_name}: {listing(sure)}." if sure else ""
    return (change or f"Ingen säker förändring sedan {before_name}.", SPREAD_NOTE)


def self_referral_title(goal: ReferralGoal | None, insats: str, share: Share) -> str:
    """The share against the goal, or of the insats that stands first."""
    if goal is None or goal.value is None:
        of = "av de nya" if insats == TOTAL else f"av de nya i {insats}"
        return f"{share_text(share)} {of} hade anmält sig själva" if share.share is not None else "Egenanmälan"
    aim = f"målet är {goal_words(goal)}"
    if goal.share.share is None:
        return f"{goal.insats}: {aim}, {VERDICTS['hidden' if goal.share.hidden else 'too_few']}"
    how = {"higher": "säkert över", "lower": "säkert under"}.get(
        goal.verdict or "", VERDICTS["too_few"] if goal.verdict == "too_few" else "skillnaden kan vara slump"
    )
    return f"{goal.insats}: {percent(goal.share.share)} egenanmälan, {aim} ({how})"


def goal_note(goal: ReferralGoal) -> str:
    """The goal under the name of its row."""
    return f"Mål: {goal_words(goal)}{NBSP}▏"


def goal_words(goal: ReferralGoal) -> str:
    """As minst 20 %."""
    return f"{GOAL_WORDS[goal.operator]}{percent(goal.value)}"


def goal_sentence(goal: ReferralGoal, before_name: str) -> str:
    """A goal on a party's share, told in a sentence."""
    aim = GOAL_DIRECTIONS[goal.operator] if goal.value is None else f"är {goal_words(goal)}"
    said = f"{goal.insats}: målet är att andelen anmälda av {goal.anmalare} {aim}."
    if goal.share.hidden:
        return f"{said} Antalet är skyddat, så det går inte att säga hur det gick."
    shares = f"Den är {share_text(goal.share).lower()} ({number(goal.share.k)} av {number(goal.share.n)})"
    if goal.before:
        shares += f" mot {share_text(goal.before).lower()} {before_name}"
    return f"{said} {shares}: {VERDICTS[goal.verdict]}." if goal.verdict else f"{said} {shares}."


def of_base(base: int | None) -> str:
    """What the bars are shares of, in a subtitle."""
    return "antal" if base is None else f"antal och andel av {number(base)}"


def parties(effective: float) -> str:
    """3,1 parter."""
    return f"{number(effective, 1)}{NBSP}{'part' if number(effective, 1) == '1,0' else 'parter'}"


def as_if(effective: float) -> str:
    """The index in words."""
    return f"Som om {number(effective, 1)} parter anmälde lika många var"
