"""The words of Könsfördelning."""

from finsam_data.forbund import MEN_OR_OTHER
from pages.text.comparisons import VERDICTS
from pages.text.formats import (
    HIDDEN_MARK,
    count_in_text,
    listing,
    number,
    percent,
    period_code_name,
    period_name,
    sentence_case,
)
from pages.text.goals import OPERATORS
from pages.text.outcomes import FEW, no_share
from queries.gender import MEN, OTHER, WOMEN, TargetGroupShare, WomenGoal
from queries.periods import Period
from queries.publication.plan import TOTAL
from queries.uncertainty import Share, Verdict, compare

TITLE = "Könsfördelning"
SOURCE_REGISTER = "Förbundets register Insatsuppföljning"
SOURCE_YARDSTICKS = "Förbundets register Insatsuppföljning; mål och målgrupper ur verksamhetsplanen"
POPULATIONS = {
    "started": "Nya",
    "participants": "Deltagare",
    "ended": "Avslutade",
    "work_or_study": "Till arbete eller studier",
}
AMONG = {
    "started": "dem som började",
    "participants": "deltagarna",
    "ended": "de avslutade",
    "work_or_study": "dem som gick till arbete eller studier",
}
SECTION_NOW, SECTION_TIME = "Kvinnor i insatserna", "Utveckling"
NOT_COUNTED = "Räknas inte"
NO_WORK_FIGURE = "Periodens avslutsorsaker skiljer inte ut arbete eller studier"
NO_GROUPS = (
    "Måttstocken är målgruppen, inte hälften var. Ingen könsfördelning är publicerad för målgrupperna, så bara planens "
    "mål visas."
)
DEFINITION = (
    "Andel kvinnor: kvinnor delat med alla i gruppen, också dem med annat eller okänt kön. Kön är juridiskt kön som "
    "det är registrerat. Målgruppens andel är den som verksamhetsplanen anger för insatsens målgrupp; den är "
    "måttstocken, inte hälften var."
)
WORK_ALL_TOGETHER = (
    "Skyddad visning: kvinnor bland dem som gick till arbete eller studier visas bara för alla insatser tillsammans."
)
COUNTED = {WOMEN: "kvinnor", MEN: "män", MEN_OR_OTHER: "män eller annat/okänt", OTHER: "med annat eller okänt kön"}
SURE = ("higher", "lower")
SHOWN_ONLY = "Av de insatser som kan visas:"
SEPARATE = "Annat eller okänt kön räknas med i alla, men ritas bara i diagrammet över antal."


def summary(period: Period, share: Share, other: int | None, insats: str) -> str:
    """What is shown, in one computed sentence."""
    where = "i förbundets insatser" if insats == TOTAL else f"i {insats}"
    name = sentence_case(period_name(period))
    if share.share is None:
        return f"{name} gick det inte att ange andelen kvinnor {where}: {no_share(share)}."
    rest = f" {_others(other)}" if other else ""
    counted = f"{number(share.k)} av {number(share.n)}"
    return f"{name} var {percent(share.share)} av deltagarna {where} kvinnor ({counted}).{rest}"


def _others(n: int) -> str:
    if n == 1:
        return "Ett deltagande har annat eller okänt kön och ingår i alla."
    return f"{number(n)} deltaganden har annat eller okänt kön och ingår i alla."


def yardsticks(groups: dict[str, TargetGroupShare], shown: list[str]) -> str:
    """What the shares are held against, in words."""
    told = [_group_told(insats, groups[insats]) for insats in shown if insats in groups]
    if not told:
        return NO_GROUPS
    rest = "" if len(told) == len(shown) else " För övriga insatser är målgruppens könsfördelning inte publicerad."
    return f"Måttstocken är målgruppen, inte hälften var. Kvinnor är {listing(told)}.{rest}"


def _group_told(insats: str, group: TargetGroupShare) -> str:
    when = f" ({group.period})" if group.period else ""
    return f"{percent(group.share)} i målgruppen för {insats}{when}"


def mark_note(goals: list[WomenGoal], group: TargetGroupShare | None, several: bool) -> str:
    """What the marks of a row stand for: ┃ mål högst 70 % kvinnor ┊ målgrupp 45 %."""
    told = [f"┃ mål{_of(goal) if several else ''} {goal_level(goal)}" for goal in goals]
    return "   ".join([*told, *([f"┊ målgrupp {percent(group.share)}"] if group else [])])


def _of(goal: WomenGoal) -> str:
    return f" {POPULATIONS[goal.population].lower()}"


def goal_level(goal: WomenGoal) -> str:
    """The goal as a share of women, its operator in words: högst 70 % kvinnor."""
    return f"{OPERATORS[goal.operator]} {percent(goal.value)} kvinnor".strip()


def men_note(goal: WomenGoal) -> str:
    """A goal that the plan words as a share of men."""
    return (
        f"{goal.insats}: planen anger målet som andel män, {percent(1 - goal.value)}; här står det som andel kvinnor."
    )


def goal_notes(goals: list[WomenGoal], period: Period) -> tuple[str, ...]:
    """What has to be said about the goals: how the plan words them, or that there are none."""
    if not goals:
        return (f"Planen har inget mål om kvinnor och män för {period_name(period)} som registret kan följa.",)
    return tuple(men_note(goal) for goal in goals if goal.men)


def spread_title(shares: list[tuple[str, float]], some_hidden: bool) -> str:
    """The finding over several insatser: the largest and the smallest share, of those that may be shown."""
    if len(shares) < 2:
        return "Andel kvinnor per insats"
    (most, high), (least, low) = max(shares, key=lambda s: s[1]), min(shares, key=lambda s: s[1])
    said = f"törst andel kvinnor har {most}, {percent(high)}, och minst {least}, {percent(low)}"
    return f"{SHOWN_ONLY} s{said}" if some_hidden else f"S{said}"


def against_title(insats: str, share: Share, group: TargetGroupShare | None, verdict: Verdict | None) -> str:
    """The finding of one insats, against its target group where there is one."""
    if share.share is None:
        return f"Andel kvinnor i {insats}: {no_share(share)}"
    found = f"{percent(share.share)} av deltagarna i {insats} är kvinnor"
    if group is None or verdict is None:
        return found
    if verdict == "too_few":
        return f"{found}, mot {percent(group.share)} i målgruppen: {VERDICTS[verdict]} om det skiljer sig"
    words = {"higher": "säkert fler än", "lower": "säkert färre än"}.get(verdict, "skillnaden kan vara slump mot")
    return f"{found}, {words} målgruppens {percent(group.share)}"


def got_on_title(ended: Share, working: Share | None, verdict: Verdict | None) -> str:
    """The finding of the way out: women among the ended and among those who got to work or study."""
    if ended.share is None:
        return f"Andel kvinnor bland de avslutade: {no_share(ended)}"
    found = f"Kvinnor är {percent(ended.share)} av de avslutade"
    if working and percent(working.share) == percent(ended.share):
        return f"Kvinnor är {percent(ended.share)} både av de avslutade och av dem som gick till arbete eller studier"
    if working is None or working.share is None or verdict is None:
        return found
    words = VERDICTS["chance"] if verdict == "chance" else "en säker skillnad" if verdict in SURE else VERDICTS[verdict]
    return f"{found} och {percent(working.share)} av dem som gick till arbete eller studier: {words}"


def counts_title(counts: dict[str, int | None], period: Period) -> str:
    """The finding of the counts, by gender."""
    told = [f"{count_in_text(n)} {COUNTED[gender]}" for gender, n in counts.items() if gender != OTHER or n != 0]
    return sentence_case(f"{listing(told)} {period_name(period)}")


def change_title(changes: list[tuple[str, str, Share, str, Share]]) -> str:
    """The finding over insatser and periods: the largest change of those that may be shown.

    changes are (insats, first code, share, last code, share).
    """
    known = [c for c in changes if c[2].share is not None and c[4].share is not None]
    if not known:
        return "Andel kvinnor per insats över tid"
    insats, first, before, last, now = max(known, key=lambda c: abs((c[4].share or 0) - (c[2].share or 0)))
    verdict = compare(now, before)
    words = VERDICTS["higher"] if verdict in SURE else VERDICTS[verdict]
    largest = f"{SHOWN_ONLY} störst" if any(c[2].hidden or c[4].hidden for c in changes) else "Störst"
    return (
        f"{largest} förändring i {insats}: {percent(before.share)} kvinnor {period_code_name(first)} och "
        f"{percent(now.share)} {period_code_name(last)}, {words}"
    )


def few(share: Share) -> str:
    """What stands instead of a share."""
    return HIDDEN_MARK if share.hidden else f"{FEW} ({number(share.n)})"
