"""Goal seek on the page: what is sought, the rules it must keep, the answer at once, and the way to use it."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from finsam_data import amounts
from finsam_data.errors import FinsamError
from finsam_data.scenario import InsatsAmounts, Scenario
from pages.scenarios import state
from pages.scenarios.forms import percent
from pages.scenarios.lever_form import changed, group_labels
from pages.scenarios.sources import Plan
from pages.shared.html import hint, told_wrong
from pages.shared.page import Page
from pages.text import scenario_goal as text
from pages.text.scenario_answers import QUESTIONS, answer_sentences
from queries.remembered import remembered
from queries.scenarios.baseline import Baseline
from queries.scenarios.goal_seek import Collision, Found, least_each_year, seek
from queries.scenarios.linear import LinearAnswer, solve
from queries.scenarios.linear_columns import Free
from queries.scenarios.rules import EquityFloor, GroupShare, MaxCut, Rule, undecided
from queries.scenarios.unknowns import CutAcross, InsatsCosts, OtherIncomeGives, RegionGives

Answer = Found | LinearAnswer | Collision
WIDTH = 190
CUTS = ("cut_across", "least_cut", "least_from_region")
"""The questions where costs may be cut."""


@dataclass(frozen=True)
class Asked:
    """A question as it stands in the form."""

    question: str
    years: tuple[int, ...]
    insats: str
    each: bool
    groups: tuple[str, ...]


def section(page: Page, plan: Plan) -> None:
    """The form and the answer."""
    base, scenario = plan.baseline, state.scenario()
    st.html(hint(text.INTRODUCTION))
    questions = [name for name in QUESTIONS if base.region or "region" not in name]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="goal_question"):
        asked = st.selectbox(text.QUESTION, questions, key="goal_asked", format_func=QUESTIONS.__getitem__, width=440)
        years = undecided(base)
        first = st.selectbox(text.FIRST, years, key="goal_first", width=110)
        last = st.selectbox(text.LAST, years, index=min(2, len(years) - 1), key="goal_last", width=140)
        insats = ""
        if asked == "insats_costs":
            insats = st.selectbox(text.INSATS, base.known_insatser, key="goal_insats", width=380)
    each = asked == "region_gives" and st.checkbox(text.EACH_YEAR, key="goal_each")
    groups = _groups(base, asked) if asked in CUTS else ()
    rules = _rules(base)
    if first > last:
        st.html(told_wrong(text.NO_QUESTION))
        return
    if rules is None:
        return
    if asked in CUTS and not groups:
        st.html(told_wrong(text.NO_GROUP))
        return
    span = tuple(year for year in years if first <= year <= last)
    try:
        answer = _answer(base, scenario, Asked(asked, span, insats, each, groups), tuple(rules))
    except FinsamError as error:
        st.html(told_wrong(str(error)))
        return
    said = answer_sentences(answer, group_labels(base))
    with st.container(key="goal_answer"):
        page.sentences(said)
    if not isinstance(answer, Collision):
        st.button(text.USE, key="goal_use", on_click=_use, args=(answer.scenario, said[0]))


def _groups(base: Baseline, asked: str) -> tuple[str, ...]:
    """The cost groups that may be cut: all of them across the board, else those with insatser until chosen."""
    labels = group_labels(base)
    can_be_cut = [name for name, group in base.groups.items() if group.can_be_cut]
    with_insatser = {line.group for line in base.costs if line.insats}
    chosen = st.pills(
        text.GROUPS,
        can_be_cut,
        selection_mode="multi",
        default=[name for name in can_be_cut if asked == "cut_across" or name in with_insatser],
        key=f"goal_groups_{asked == 'cut_across'}",
        format_func=labels.__getitem__,
    )
    return tuple(name for name in can_be_cut if name in chosen)


@remembered
def _answer(base: Baseline, scenario: Scenario, asked: Asked, rules: tuple[Rule, ...]) -> Answer:
    years = asked.years
    match asked.question:
        case "region_gives" if asked.each:
            return least_each_year(base, scenario, years, rules)
        case "region_gives":
            return seek(base, scenario, RegionGives(years), rules)
        case "other_income_gives":
            return seek(base, scenario, OtherIncomeGives(years), rules)
        case "insats_costs":
            return seek(base, scenario, InsatsCosts(asked.insats, years), rules)
        case "cut_across":
            every = [name for name, group in base.groups.items() if group.can_be_cut]
            some = asked.groups if len(asked.groups) < len(every) else ()
            return seek(base, scenario, CutAcross(years[0], years[-1], some), rules)
    free = _free(base, scenario, asked)
    return solve(base, scenario, free, rules, "least_cut" if asked.question == "least_cut" else "least_from_region")


def _free(base: Baseline, scenario: Scenario, asked: Asked) -> Free:
    """Each insats of the groups by itself; a group without insatser as a whole."""
    new = {lever.insats: lever.group for lever in scenario.levers if isinstance(lever, InsatsAmounts) and lever.new}
    typed = next(name for name, group in base.groups.items() if group.types)
    group_of = {name: group or typed for name, group in new.items()}
    group_of |= {line.insats: line.group for line in base.costs if line.insats and line.group}
    insatser = tuple(insats for insats, group in group_of.items() if group in asked.groups)
    whole = tuple(group for group in asked.groups if group not in group_of.values())
    return Free(asked.years, insatser, whole, quarter=asked.question == "least_from_region")


def _rules(base: Baseline) -> list[Rule] | None:
    """The rules as written; None where one cannot be read, which is told."""
    st.html(hint(text.RULES_ABOUT))
    group = next(iter(base.groups.values()))
    office = text.OFFICE.format(group=group.label)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="goal_rules"):
        st.session_state.setdefault("goal_floor", "0")
        floor = st.text_input(text.FLOOR, key="goal_floor", autocomplete="off", width=WIDTH)
        share = st.text_input(office, key="goal_office", autocomplete="off", width=320)
        cut = st.text_input(text.LARGEST_CUT, key="goal_cut", autocomplete="off", width=320)
    rules: list[Rule] = []
    wrong = []
    makers: tuple[tuple[str, str, Callable[[str], Rule]], ...] = (
        (text.FLOOR, floor, lambda written: EquityFloor(amounts.tkr(written, negative=True))),
        (office, share, lambda written: GroupShare(group.name, _share(written))),
        (text.LARGEST_CUT, cut, lambda written: MaxCut(_share(written))),
    )
    for label, written, made in makers:
        if written.strip():
            try:
                rules.append(made(written))
            except ValueError as error:
                wrong.append(text.told(label, error))
    for message in wrong:
        st.html(told_wrong(message))
    return None if wrong else rules


def _share(written: str) -> float:
    share = amounts.share(percent(written))
    if not 0 <= share <= 1:
        raise ValueError("Andelen ska ligga mellan 0 % och 100 %.")
    return share


def _use(found: Scenario, said: str) -> None:
    now = state.scenario()
    scenario = changed(now, found.levers)
    state.show(scenario, text.used(said))
