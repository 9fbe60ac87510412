"""The levers on the page: the list of them, the rows of those in force, and starting points on top of them."""

import streamlit as st
from msgspec.structs import replace

from finsam_data.errors import FinsamError
from finsam_data.scenario import AnyLever, Scenario
from pages.scenarios import forms, state
from pages.scenarios.lever_form import changed, group_labels, lever_form
from pages.scenarios.sources import Plan, projected
from pages.shared.html import hint
from pages.text import scenario_levers as words
from pages.text import scenarios as text
from queries.scenarios.baseline import Baseline

CHOICE, TOLD = "scenario_lever", "scenario_told"


def lever_list(plan: Plan) -> None:
    """The list, and under it the form of the chosen lever."""
    base = plan.baseline
    entries = [name for name in words.NAMES if _possible(base, name)]
    choice = st.selectbox(words.CHOOSE, entries, key=CHOICE, format_func=words.NAMES.__getitem__)
    subject = _subject(base, choice)
    times = base.shares // base.region.shares if base.region else base.shares
    st.html(hint(words.WHAT[choice].format(times=times)))
    lever_form(base, choice, subject)


def in_force(plan: Plan) -> None:
    """One row per lever in force, each to change or take away by itself."""
    scenario = state.scenario()
    if not scenario.levers:
        st.html(hint(text.NO_LEVERS))
    for place, lever in enumerate(scenario.levers):
        with st.container(horizontal=True, gap="small", key=f"pulled_{place}", vertical_alignment="center"):
            st.markdown(escaped(words.words(lever, group_labels(plan.baseline))), width="stretch")
            hidden = f":gray[{escaped(words.name(lever))}]"
            st.button(f"{text.CHANGE} {hidden}", key=f"change_{place}", on_click=_open, args=(lever,), type="tertiary")
            st.button(
                f"{text.TAKE_AWAY} {hidden}",
                key=f"away_{place}",
                on_click=_take_away,
                args=(plan, place),
                type="tertiary",
            )


def escaped(words: str) -> str:
    """Names from files stand as they are, not as Markdown."""
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]()<>#+-.!|~$:^" else sign for sign in words)


def _possible(base: Baseline, choice: str) -> bool:
    if choice == "region_quarter":
        return base.region is not None
    if choice == "ideal_share":
        return base.first_undecided - 1 in base.ideal_tkr
    if choice == "county_redistribution":
        return base.county is not None and base.forbund.name in [forbund.name for forbund in base.county.forbund]
    return True


def _subject(base: Baseline, choice: str) -> str:
    names = forms.subjects(base, choice, state.scenario())
    if not names:
        return ""
    key = f"scenario_subject {choice}"
    if st.session_state.get(key) not in names:
        st.session_state[key] = names[0]
    labels = group_labels(base) if choice == "cost_growth" else {"": words.ADD_NEW}
    return st.selectbox(words.SUBJECT[choice], names, key=key, format_func=lambda name: labels.get(name, name))


def _open(lever: AnyLever) -> None:
    choice = words.choice_of(lever)
    st.session_state[CHOICE] = choice
    if choice in {*forms.SUBJECTS, forms.NEW}:
        st.session_state[f"scenario_subject {choice}"] = lever.subject


def _take_away(plan: Plan, place: int) -> None:
    scenario = state.scenario()
    lever = scenario.levers[place]
    left = forms.with_lever(scenario, [place], None)
    labels = group_labels(plan.baseline)
    state.show(changed(scenario, left), text.taken_away(words.words(lever, labels)))


def add(plan: Plan, start: Scenario) -> None:
    """A starting point's levers on top of those in force; what collides is told and nothing is changed."""
    scenario = state.scenario()
    new = [lever for lever in start.levers if lever not in scenario.levers]
    candidate = changed(scenario, [*scenario.levers, *new])
    if new:
        candidate = replace(candidate, name=text.joined(scenario.name, start.name))
    try:
        projected(plan.baseline, candidate)
    except FinsamError as error:
        st.session_state[TOLD] = words.told(error, candidate.levers)
        return
    state.show(candidate, text.started(start.name, added=True))
