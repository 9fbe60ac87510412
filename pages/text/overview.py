"""The words of the overview."""

from pages.text.comparisons import VERDICTS
from pages.text.formats import (
    NBSP,
    count_in_text,
    number,
    percent,
    period_code_name,
    period_name,
    sentence_case,
    signed,
    tkr,
)
from queries.allocation import AllocationGap
from queries.flow import Balance
from queries.periods import Period
from queries.uncertainty import SMALLEST_BASE, Share, Verdict

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
BRIDGE_STEPS = ("Vid början", "Nya", "Avslutade", "Vid slutet")
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
    "scenarier": "Vad händer om någon ger mer eller mindre?",
    "om": "Varifrån kommer siffrorna, och går de att lita på?",
}


def summary(period: Period, now: Balance) -> str:
    """What is shown."""
    return (
        f"{sentence_case(period_name(period))} pågick {count_in_text(now.participants)} deltaganden i förbundets "
        f"insatser. {sentence_case(count_in_text(now.started))} började och {count_in_text(now.ended)} avslutades."
    )


def balance_title(now: Balance) -> str:
    """The finding of the bridge."""
    if now.opening is None or now.closing is None:
        return "Deltagarbalans"
    change = now.closing - now.opening
    if change == 0:
        return f"Lika många öppna vid periodens slut som vid dess början: {number(now.closing)}"
    more = "fler" if change > 0 else "färre"
    return f"{number(abs(change))} {more} öppna vid periodens slut än vid dess början"


def largest_title(largest: list[str], shares: dict[str, float | None]) -> str:
    """The finding of the bars per insats: the one that is surely largest, and its share."""
    if not largest or shares[largest[0]] is None:
        return "Deltagare per insats"
    return f"{largest[0]} har {percent(shares[largest[0]])} av deltagarna"


def trend_title(codes: list[str], values: list[int | None]) -> str:
    """The finding of the development."""
    shown = [(period_code_name(code), value) for code, value in zip(codes, values, strict=True) if value is not None]
    if len(shown) < 2:
        return "Deltagare, nya och avslutade"
    (first_name, first), (last_name, last) = shown[0], shown[-1]
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
    before_name = period_name(period.year_before)
    said = [
        _started(now, before, before_name),
        _open(now),
        _work(share, verdict, before_name),
        _ideal(gap),
    ]
    return [sentence for sentence in said if sentence]


def _started(now: Balance, before: Balance | None, before_name: str) -> str:
    if before is None or now.started is None or not before.started or now.started == before.started:
        return ""
    change = now.started - before.started
    more = "fler" if change > 0 else "färre"
    said = f"{number(abs(change))} {more} började än {before_name}"
    if before.started < SMALLEST_BASE:
        return f"{said}."
    return f"{said} ({signed(change / before.started * 100)}{NBSP}%)."


def _open(now: Balance) -> str:
    if now.started is None or now.ended is None or now.closing is None or now.started == now.ended:
        return ""
    if now.started > now.ended:
        return f"Fler började än avslutades, så antalet öppna deltaganden växte till {number(now.closing)}."
    return f"Fler avslutades än började, så antalet öppna deltaganden sjönk till {number(now.closing)}."


def _work(share: Share | None, verdict: Verdict | None, before_name: str) -> str:
    if share is None or share.share is None:
        return ""
    sentence = f"{percent(share.share)} av de avslutade gick till arbete eller studier"
    if verdict == "chance":
        return f"{sentence}. Skillnaden mot {before_name} {VERDICTS[verdict]}."
    if verdict in {"higher", "lower"}:
        return f"{sentence}, en säker {'ökning' if verdict == 'higher' else 'minskning'} mot {before_name}."
    return f"{sentence}."


def _ideal(gap: AllocationGap | None) -> str:
    if gap is None:
        return ""
    direction = "under" if gap.gap_tkr > 0 else "över"
    return (
        f"Tilldelningen {gap.year} är {percent(gap.share, 1)} av idealfördelningen, "
        f"{tkr(abs(gap.gap_tkr))} {direction} idealet."
    )


def goals(met: list[str], period: Period) -> str:
    """How many of the followed goals are reached; met as in TargetResult."""
    reached, missed = met.count("yes"), met.count("no")
    if len(met) == 1:
        state = {"yes": "är nått", "no": "är inte nått"}.get(met[0], "går inte att avgöra säkert")
        return f"Planens enda mål för {period_name(period)} som går att följa i registret {state}."
    rest = len(met) - reached - missed
    unsure = f" För {rest} går det inte att säga säkert." if rest else ""
    return (
        f"Av planens {len(met)} mål för {period_name(period)} som går att följa i registret är {reached} nådda "
        f"och {missed} inte nådda.{unsure}"
    )
