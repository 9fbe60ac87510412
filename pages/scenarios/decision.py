"""The small form that marks a scenario as decided, with the minute it stands in."""

import streamlit as st
from msgspec.structs import replace

from finsam_data.errors import FinsamError
from finsam_data.scenario_files import plain_scenario
from finsam_data.scenario_values import scenario_of
from pages.scenarios import state
from pages.shared.html import hint, told_wrong
from pages.text import scenarios as text

DATE, PARAGRAPH, WRONG = "scenario_decided_date", "scenario_decided_paragraph", "scenario_decided_wrong"


def decision_form() -> None:
    """Date and paragraph, or the way back to a draft."""
    scenario = state.scenario()
    st.html(hint(text.DECIDED_ABOUT))
    if not scenario.levers:
        st.html(hint(text.NEEDS_LEVERS))
        return
    if not scenario.draft:
        st.markdown(f"{text.state(scenario)}.")
        st.button(text.MARK_DRAFT, on_click=_mark_draft)
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="scenario_decision"):
        st.text_input(text.DECIDED_DATE, key=DATE, width=260, autocomplete="off")
        st.text_input(text.DECIDED_PARAGRAPH, key=PARAGRAPH, width=200, autocomplete="off")
        st.button(text.MARK_DECIDED, on_click=_mark_decided)
    if wrong := st.session_state.pop(WRONG, ""):
        st.html(told_wrong(wrong))


def _mark_decided() -> None:
    decided = {"date": st.session_state[DATE].strip(), "paragraph": st.session_state[PARAGRAPH].strip()}
    try:
        scenario = scenario_of({**plain_scenario(state.scenario()), "decided": decided})
    except FinsamError as error:
        st.session_state[WRONG] = text.decision_told(error)
        return
    state.show(scenario, text.decided_said(scenario))


def _mark_draft() -> None:
    state.show(replace(state.scenario(), decided=None), text.MARKED_DRAFT)
