"""Words for answers about scenarios: what goal seek found or why it could not, the fan, the tornado and the people."""

from collections.abc import Mapping, Sequence

from finsam_data.assumptions import Assumptions
from pages.text.formats import NBSP, interval, listing, number, percent
from queries.scenarios.goal_seek import Collision, Found
from queries.scenarios.linear import LinearAnswer
from queries.scenarios.numbers import one
from queries.scenarios.people import HIDDEN, NO_HISTORY, NO_MONEY, TOO_FEW
from queries.scenarios.rules import EquityFloor, GroupShare, Limit, MaxCut, Rule
from queries.scenarios.tornado import GROUP, INSATS, OTHER_INCOME, QUARTER
from queries.scenarios.unknowns import CutAcross, InsatsCosts, RegionGives, Unknown

MOST_CUTS_TOLD = 5
Labels = Mapping[str, str]
"""Name of a cost group → how it is written."""

QUESTIONS = {
    "region_gives": "Hur lite kan regionen ge?",
    "insats_costs": "Hur mycket får en insats kosta?",
    "cut_across": "Vilken nedskärning över hela linjen räcker?",
    "other_income_gives": "Hur mycket behövs i övriga intäkter?",
    "least_cut": "Hur lite räcker det att skära ned, och var?",
    "least_from_region": "Hur lite kan regionen ge om insatserna får skäras ned?",
}
LIMITS = {
    "highest_amount": "mer än en miljard kronor räknas inte",
    "lowest_offer": "en annan part erbjuder inte mer, och den lägsta andelen avgör",
    "whole_cost": "mer än hela kostnaden går inte att skära bort",
    "nothing_left": "insatsen kan inte kosta mindre än noll",
    "out_of_reach": "ingen tillåten ändring hinner verka till det året",
}
PEOPLE_REASONS = {
    NO_MONEY: "inga pengar det året",
    NO_HISTORY: "inget i registret att räkna på",
    HIDDEN: "skyddat underlag",
    TOO_FEW: "för få för att säga",
}
PEOPLE_NOTE = (
    "Ett antagande, inte en prognos: så många deltagare per krona och så stor del till arbete eller studier som "
    "registret har sett, i det årets priser."
)
FAN_NOTE = (
    "Varje antagande med ett spann dras tusentals gånger, oftast nära sitt angivna värde. Kostnadsökningarna följs åt. "
    "Beslut som ännu inte är fattade ingår inte i osäkerheten."
)
KINDS = {QUARTER: "Regionens andel, och det de andra matchar", OTHER_INCOME: "Övriga intäkter"}


def exact_tkr(value: float) -> str:
    """9391.75 → 9 391,75 tkr: no more decimals than it has, at most two."""
    return f"{_exact(value)}{NBSP}tkr"


def answer_sentences(answer: Found | LinearAnswer | Collision, groups: Labels) -> list[str]:
    """The answer, what decides it, and what 100 tkr more would change; or which rules collide."""
    if isinstance(answer, Collision):
        return _collision(answer, groups)
    found, more = (
        ([_found(answer, groups)], _more(answer))
        if isinstance(answer, Found)
        else ([_least(answer), *_where_cut(answer, groups)], _least_more(answer))
    )
    if answer.binding is None:
        return [*found, "Reglerna hålls redan."]
    about = f" och {answer.binding.insats}" if answer.binding.insats else ""
    return [*found, f"Avgörande är {answer.binding.year}{about}: {rule_text(answer.binding.rule, groups)}.", more]


def rule_text(rule: Rule, groups: Labels) -> str:
    """A rule as a condition: eget kapital minst 0 tkr varje år."""
    if isinstance(rule, EquityFloor):
        return f"eget kapital minst {exact_tkr(rule.tkr)} {years_text(rule.years) if rule.years else 'varje år'}"
    if isinstance(rule, GroupShare):
        label = groups.get(rule.group, rule.group)
        return f"{label.lower()} högst {_percent(rule.share)} av den ekonomiska ramen"
    if isinstance(rule, MaxCut):
        return f"ingen insats skärs ned mer än {_percent(rule.share)} om året"
    if isinstance(rule, Limit):
        return LIMITS[rule.kind]
    raise TypeError(type(rule).__name__)


def years_text(years: Sequence[int]) -> str:
    """2026–2028 where they follow each other, otherwise 2026 och 2028."""
    if len(years) > 2 and list(years) == list(range(years[0], years[-1] + 1)):
        return f"{years[0]}–{years[-1]}"
    return listing([str(year) for year in years])


def fan_sentence(year: int, low: float, high: float, below_zero: float) -> str:
    """p5, p95 and the share below zero of one year."""
    span = f"I nio fall av tio slutar {year} mellan {number(low)} och {number(high)}{NBSP}tkr"
    if below_zero == 0:
        return f"{span}. Inget fall hamnar under noll."
    return (
        f"{span}. Under noll hamnar {_percent(round(below_zero, 2)) if below_zero >= 0.01 else 'under 1 %'} av fallen."
    )


def bar_label(kind: str, subject: str, assumptions: Assumptions) -> str:
    """What a bar of the tornado is about."""
    if kind == "assumption":
        return assumptions.by_id[subject].label
    if kind == GROUP:
        return next(group.label for group in assumptions.cost_groups if group.name == subject)
    return subject if kind == INSATS else KINDS[kind]


def bar_range(low: float, high: float, unit: str) -> str:
    """From low to high in the words of the unit."""
    if unit.startswith("andel"):
        sign = "±" if low == -high else ""
        return f"{sign}{_percent(high)}" if sign else f"{_percent(low)} till {_percent(high)}"
    return f"{_exact(low)} till {exact_tkr(high)}"


def people_range(low: int | None, high: int | None, reason: str | None) -> str:
    """147–253, or why there is no range."""
    if low is None or high is None:
        return PEOPLE_REASONS.get(reason or NO_HISTORY, PEOPLE_REASONS[NO_HISTORY])
    return f"{number(low)}–{number(high)}"


def people_share(low: float | None, high: float | None, reason: str | None) -> str:
    """12–20 %, or why there is no interval."""
    if low is None or high is None:
        return PEOPLE_REASONS.get(reason or NO_HISTORY, PEOPLE_REASONS[NO_HISTORY])
    return interval(low, high)


def _found(answer: Found, groups: Labels) -> str:
    unknown, when = answer.unknown, _when(answer.unknown)
    if answer.value is None:
        each = listing([f"{exact_tkr(tkr)} {year}" for year, tkr in answer.values.items()])
        return f"Regionen måste ge minst {each}."
    if isinstance(unknown, RegionGives) and unknown.form == "addition":
        return _addition(answer.value, when)
    amount = f"{exact_tkr(answer.value)}{'' if len(answer.values) == 1 else ' om året'}"
    if isinstance(unknown, InsatsCosts):
        return f"{unknown.insats} får kosta högst {amount} {when}."
    if isinstance(unknown, CutAcross):
        some = listing([groups.get(name, name).lower() for name in unknown.groups])
        cut = f"En nedskärning med {_percent(answer.value)} {f'av {some}' if some else 'över hela linjen'} räcker"
        return f"{cut if answer.value else 'Ingen nedskärning behövs'} {when}."
    who = "Regionen måste ge" if isinstance(unknown, RegionGives) else "Övriga intäkter måste vara"
    return f"{who} minst {amount} {when}."


def _addition(value: float, when: str) -> str:
    if value < 0:
        return f"Regionen kan ge {exact_tkr(-value)} mindre om året än i scenariot {when}."
    return f"Regionen måste ge {exact_tkr(value)} mer om året än i scenariot {when}."


def _when(unknown: Unknown) -> str:
    if isinstance(unknown, CutAcross):
        return (
            f"från {unknown.first_year}" if unknown.last_year is None else f"{unknown.first_year}–{unknown.last_year}"
        )
    return years_text(unknown.years)


def _more(answer: Found) -> str:
    change = {year: tkr - answer.values[year] for year, tkr in answer.more_values.items() if tkr != answer.values[year]}
    if not change:
        return f"{_with_more(answer)}: samma svar."
    year, difference = next(iter(change.items()))
    size = exact_tkr(abs(difference))
    if isinstance(answer.unknown, CutAcross):
        size = f"{number(abs(difference) * 100, 1)}{NBSP}procentenheter"
    word = "mer" if difference > 0 else "mindre"
    when = f"{year}" if len(change) == 1 else "om året"
    return f"{_with_more(answer)}: {size} {word} {when}."


def _least(answer: LinearAnswer) -> str:
    when = years_text(answer.free.years)
    if answer.aim == "least_from_region":
        return f"Regionen måste ge minst {exact_tkr(answer.total_tkr)} sammanlagt {when}."
    if not answer.changes:
        return f"Ingen nedskärning behövs {when}."
    return f"Det räcker att skära ned {exact_tkr(answer.total_tkr)} sammanlagt {when}."


def _where_cut(answer: LinearAnswer, groups: Labels) -> list[str]:
    """Where it is cut: insatser and groups by what they lose over the years, most first."""
    lost: dict[str, float] = {}
    for change in answer.changes:
        if change.kind != "quarter":
            name = groups.get(change.subject, change.subject) if change.kind == "group" else change.subject
            lost[name] = lost.get(name, 0.0) + change.before_tkr - change.after_tkr
    cuts = sorted(((tkr, name) for name, tkr in lost.items() if tkr > 0), reverse=True)
    if not cuts:
        return []
    told = [f"{name} med {exact_tkr(tkr)}" for tkr, name in cuts]
    if len(cuts) > MOST_CUTS_TOLD:
        rest = cuts[MOST_CUTS_TOLD - 1 :]
        together = f"{len(rest)} andra med {exact_tkr(sum(tkr for tkr, _ in rest))} tillsammans"
        told = [*told[: MOST_CUTS_TOLD - 1], together]
    return [f"Det skärs ned på {listing(told)}."]


def _least_more(answer: LinearAnswer) -> str:
    saved = round(answer.total_tkr - answer.more_total_tkr)
    what = "regionens bidrag" if answer.aim == "least_from_region" else "nedskärningen"
    return (
        f"{_with_more(answer)}: {what} minskar med {exact_tkr(saved)}."
        if saved > 0
        else f"{_with_more(answer)}: samma svar."
    )


def _with_more(answer: Found | LinearAnswer) -> str:
    """What 100 tkr more means for the rule that decides."""
    if answer.binding and isinstance(answer.binding.rule, EquityFloor):
        return f"Med {exact_tkr(answer.more_tkr)} mer i eget kapital"
    return f"Om regeln gav efter {exact_tkr(answer.more_tkr)} om året"


def _collision(answer: Collision, groups: Labels) -> list[str]:
    rules = listing([f"”{rule_text(rule, groups)}”" for rule in answer.rules if not isinstance(rule, Limit)])
    limits = [LIMITS[rule.kind] for rule in answer.rules if isinstance(rule, Limit)]
    why = f": {limits[0]}" if limits else " samtidigt"
    lacking, short = exact_tkr(round(abs(one(answer.short.tkr)))), answer.short
    about = f" för {short.insats}" if short.insats else ""
    return [
        f"Det går inte att hålla {rules}{why}.",
        f"Som närmast fattas {lacking} {short.year}{about} för ”{rule_text(short.rule, groups)}”.",
    ]


def _exact(value: float) -> str:
    decimals = next((places for places in (0, 1) if round(value, places) == round(value, 2)), 2)
    return number(value, decimals)


def _percent(share: float) -> str:
    """As exact as it is, at most one decimal."""
    return percent(share, 0 if round(share * 100, 1).is_integer() else 1)
