"""The scenario in the address: whoever is given the link sees the same, and is told if the data have changed since.

The address follows the scenario on the screen, so that reloading keeps it and the browser's back button goes back.
"""

from html import escape
from pathlib import Path

import streamlit as st
from msgspec.structs import replace

from finsam_data.errors import FinsamError
from finsam_data.scenario import Scenario
from finsam_data.scenario_links import Linked, link_of, scenario_of_link
from pages.scenarios import state
from pages.scenarios.sources import Plan
from pages.shared.html import hint, told_wrong
from pages.text import saved_scenarios as text
from queries.scenarios.engine import project

PARAMETER = "scenario"
STYLE = Path(__file__).with_name("share.css").read_text(encoding="utf-8")
COPY_SCRIPT = f"""
document.getElementById("fs-scenario-copy").onclick = () => {{
  const field = document.getElementById("fs-scenario-link")
  field.select()
  const done = navigator.clipboard ? navigator.clipboard.writeText(field.value) : Promise.reject()
  done.catch(() => document.execCommand("copy"))
  document.getElementById("fs-scenario-copied").textContent = "{text.COPIED}"
}}
"""
SEEN, TOLD = "scenario_link_seen", "scenario_link_told"


def from_address(plan: Plan) -> None:
    """Open the scenario of the address, once; whatever has to be said of it stands here until it is changed."""
    link = st.query_params.get(PARAMETER, "")
    seen, _ = st.session_state.get(SEEN, ("", None))
    if link and link != seen:
        _open(plan, link)
    told, scenario = st.session_state.get(TOLD, ("", None))
    if told and scenario == state.scenario():
        st.html(told_wrong(told))


def to_address(plan: Plan) -> str | None:
    """Let the address carry the scenario on the screen; the link, None where it is too large for one."""
    scenario = state.scenario()
    if not scenario.levers:
        _put("", scenario)
        return ""
    seen, of = st.session_state.get(SEEN, ("", None))
    link = seen if of == scenario else link_to(plan, scenario)
    _put(link or "", scenario)
    return link


def section(plan: Plan) -> None:
    """The link itself, to copy."""
    link = to_address(plan)
    if link is None or not link:
        st.html(hint(text.LINK_TOO_LONG if link is None else text.NO_LINK))
        return
    address = (st.context.url or "").partition("?")[0]
    st.html(
        f'<style>{STYLE}</style><div class="fs-link"><label for="fs-scenario-link">{escape(text.LINK)}</label>'
        f'<input id="fs-scenario-link" type="text" readonly value="{escape(f"{address}?{PARAMETER}={link}")}">'
        f'<button id="fs-scenario-copy" type="button">{escape(text.COPY)}</button>'
        f'<span id="fs-scenario-copied" role="status"></span></div><script>{COPY_SCRIPT}</script>',
        unsafe_allow_javascript=True,
    )
    st.html(hint(text.LINK_ABOUT))


def link_to(plan: Plan, scenario: Scenario) -> str | None:
    """The link of a scenario as it is with the data of now."""
    made_on = plan.baseline.fingerprint
    equity = {row.year: row.equity_closing_tkr for row in project(plan.baseline, scenario).years}
    return link_of(Linked(replace(scenario, made_on=made_on), equity))


def _open(plan: Plan, link: str) -> None:
    """Put the link's scenario on the screen; a link that cannot be read or does not fit changes nothing."""
    told = ""
    try:
        linked = scenario_of_link(link)
        try:
            years = project(plan.baseline, linked.scenario).years
        except FinsamError as error:
            told = text.LINK_NOT_FITTING.format(message=error)
        else:
            now = {row.year: row.equity_closing_tkr for row in years}
            told = text.changed_numbers(linked.equity_tkr, now, linked.scenario.made_on == plan.baseline.fingerprint)
            state.show(linked.scenario, text.opened(linked.scenario.name, text.FROM_LINK))
    except FinsamError as error:
        told = str(error)
    st.session_state[SEEN] = (link, state.scenario())
    st.session_state[TOLD] = (told, state.scenario())


def _put(link: str, scenario: Scenario) -> None:
    """Write the address, unless it stands there; remember it as seen, so that it is not opened over the screen."""
    st.session_state[SEEN] = (link, scenario)
    if link and st.query_params.get(PARAMETER) != link:
        st.query_params[PARAMETER] = link
    elif not link:
        st.query_params.pop(PARAMETER, None)
