"""The words of the overview."""

from pages.text.comparisons import VERDICTS
from pages.text.formats import number, percent, period_name, sentence_case, tkr
from queries.allocation import AllocationGap
from queries.flow import Balance
from queries.periods import Period
from queries.uncertainty import Share, Verdict

TITLE = "Översikt"
SOURCE_REGISTER = "Förbundets register Insatsuppföljning"
FIGURE_LABELS = {
    "participants": "Deltagare",
    "started": "Nya",
    "ended": "Avslutade",
    "work_or_study": "Till arbete eller studier",
    "allocation": "Tilldelning",
    "ideal": "Andel av idealfördelningen",
}
NOT_COUNTED = "Räknas inte"
NO_WORK_FIGURE = "Periodens avslutsorsaker skiljer inte ut arbete eller studier"
NOT_COMPARABLE = "Kan inte jämföras med {before}: avslutsorsakerna räknades på annat sätt"
NO_IDEAL = "Ingen idealfördelning är publicerad för året"
NO_ALLOCATION = "Ingen tilldelning är inläst för året"
WAYS_TITLE = "Gå vidare"
WAYS = {
    "resultat": "Går det bra för dem som avslutar, och når insatserna sina mål?",
    "konsfordelning": "Får kvinnor och män del av insatserna?",
    "anmalare": "Vilka anmäler deltagare, och var bor de?",
    "budget": "Vad kostar det, och hur långt är det till idealet?",
    "om": "Varifrån kommer siffrorna, och går de att lita på?",
}


def summary(period: Period, now: Balance) -> str:
    """What is shown."""
    return (
        f"{sentence_case(period_name(period))} pågick {number(now.participants)} deltaganden i förbundets insatser. "
        f"{number(now.started)} började och {number(now.ended)} avslutades."
    )


def balance_title(now: Balance) -> str:
    """The finding of the bridge."""
    change = now.closing - now.opening
    if change == 0:
        return f"Lika många öppna vid periodens slut som vid dess början: {number(now.closing)}"
    more = "fler" if change > 0 else "färre"
    return f"{number(abs(change))} {more} öppna vid periodens slut än vid dess början"


def largest_title(name: str, share: float) -> str:
    """The finding of the bars per insats."""
    return f"{name} har {percent(share)} av deltagarna"


def trend_title(first: int, last: int, first_name: str, last_name: str) -> str:
    """The finding of the development."""
    if first == last:
        return f"Lika många deltagare {last_name} som {first_name}: {number(last)}"
    return f"Från {number(first)} deltagare {first_name} till {number(last)} {last_name}"


def findings(
    period: Period,
    now: Balance,
    before: Balance | None,
    share: Share | None,
    verdict: Verdict | None,
    gap: AllocationGap | None,
) -> list[str]:
    """A few sentences on what stands out, each from its numbers."""
    said = []
    before_name = period_name(period.year_before)
    if before:
        change = now.started - before.started
        if change:
            relative = f" ({percent(abs(change) / before.started)})" if before.started else ""
            more = "fler" if change > 0 else "färre"
            said.append(f"{number(abs(change))} {more} började än {before_name}{relative}.")
    if now.started > now.ended:
        said.append(f"Fler började än avslutades, så antalet öppna deltaganden växte till {number(now.closing)}.")
    elif now.started < now.ended:
        said.append(f"Fler avslutades än började, så antalet öppna deltaganden sjönk till {number(now.closing)}.")
    if share and share.share is not None:
        sentence = f"{percent(share.share)} av de avslutade gick till arbete eller studier"
        if verdict == "chance":
            sentence += f". Skillnaden mot {before_name} {VERDICTS['chance']}"
        elif verdict in ("higher", "lower"):
            sentence += f", en säker {'ökning' if verdict == 'higher' else 'minskning'} mot {before_name}"
        said.append(f"{sentence}.")
    if gap:
        direction = "under" if gap.gap_tkr > 0 else "över"
        said.append(
            f"Tilldelningen {gap.year} är {percent(gap.share, 1)} av idealfördelningen, "
            f"{tkr(abs(gap.gap_tkr))} {direction} idealet."
        )
    return said
