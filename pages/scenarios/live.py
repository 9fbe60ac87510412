"""The part of the page that answers at once: the strip in view, the levers, the charts and the tables."""

from dataclasses import replace
from html import escape
from pathlib import Path

import streamlit as st

from finsam_data.scenario import EMPTY, Scenario
from pages.scenarios import compare, goal, group, levers, saved, share, state, uncertainty
from pages.scenarios.charts import equity_lines, lines_table, scenario_bridge, years_table
from pages.scenarios.decision import decision_form
from pages.scenarios.figures import columns_table, findings
from pages.scenarios.lever_form import group_labels
from pages.scenarios.marks import scenario_mark, state_label
from pages.scenarios.sources import Plan, projected
from pages.shared.html import hint, told_wrong
from pages.shared.page import Page
from pages.text import scenario_comparison
from pages.text import scenarios as text
from queries.scenarios.projection import Projection
from queries.scenarios.year_columns import compared_year, equity_effects

STYLE = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
YEAR = "scenario_year"


@st.fragment
def live(page: Page, plan: Plan) -> None:
    """Everything that follows the scenario on the screen."""
    st.html(f"<style>{STYLE}</style>{scenario_mark(state.scenario())}")
    scenario, base = state.scenario(), plan.baseline
    mine = projected(base, scenario)
    page = replace(page, marks=(*page.marks, *filter(None, [text.state(scenario)])))
    year = _strip(plan, mine)
    left, right = st.columns([5, 7], gap="large")
    with left:
        _steps(scenario)
        _starts(plan)
        page.section(text.LEVERS)
        levers.lever_list(plan)
        page.section(text.IN_FORCE)
        levers.in_force(plan)
    with right, st.container(key="scenario_answer"):
        said = text.around(compared_year(plan.projection, mine, year), plan.projection, mine)
        st.html(f'<p class="fs-around fs-phone-only">{escape(said)}</p>')
        if found := findings(mine):
            page.sentences(found)
        page.chart(equity_lines(plan.projection, mine, plan.source, page.palette))
        labels = group_labels(base)
        if scenario.levers:
            effects = equity_effects(base, plan.projection, mine, year)
            ends = [found.year(year).equity_closing_tkr for found in (plan.projection, mine)]
            page.chart(scenario_bridge(ends[0], effects, ends[1], year, labels, plan.source, page.palette))
    page.section(text.SECTIONS["years"])
    page.table(years_table(plan.projection, mine, text.name(scenario), plan.source), blocks=False)
    assumed = {name: assumption.label for name, assumption in base.assumptions.by_id.items()}
    page.table(lines_table(mine, year, assumed, labels, text.name(scenario), plan.source), closed=True)
    _tools(page, plan, mine, year)


def _tools(page: Page, plan: Plan, mine: Projection, year: int) -> None:
    """What else can be done with the scenario, one thing at a time."""
    st.html(f'<h2 class="fs-small-heading fs-tools">{escape(text.TOOLS_TITLE)}</h2>')
    tool = st.segmented_control(
        text.TOOLS_TITLE,
        list(text.TOOLS),
        default="uncertain",
        required=True,
        key="scenario_tool",
        format_func=text.TOOLS.__getitem__,
        label_visibility="collapsed",
    )
    match tool:
        case "uncertain":
            uncertainty.fan_section(page, plan, mine, year)
        case "causes":
            uncertainty.causes_section(page, plan, mine, year)
        case "people":
            uncertainty.people_section(page, plan, mine, year)
        case "goal":
            goal.section(page, plan)
        case "save":
            _keep(plan)
        case "compare":
            st.html(hint(scenario_comparison.INTRODUCTION))
            compare.section(page, plan)
        case "decided":
            decision_form()
        case "group":
            group.entry()
    share.to_address(plan)


def _keep(plan: Plan) -> None:
    """What is saved on the left, the link and the file on the right."""
    left, right = st.columns(2, gap="large")
    with left:
        saved.section(plan)
    with right:
        share.section(plan)
        saved.file_section(plan)


def _strip(plan: Plan, mine: Projection) -> int:
    """The sentence of the year and the three columns, in view however far the page is scrolled."""
    base, scenario = plan.baseline, mine.scenario
    with st.container(key="scenario_strip"):
        said, table = st.columns([6, 7], gap="large")
        with said:
            st.html(f'<p class="fs-scenario"><strong>{escape(text.name(scenario))}</strong>{state_label(scenario)}</p>')
            place = st.empty()
            year = st.segmented_control(
                text.YEAR,
                base.years,
                default=base.first_undecided,
                required=True,
                key=YEAR,
                label_visibility="collapsed",
                format_func=str,
            )
            compared = compared_year(plan.projection, mine, year)
            around = text.around(compared, plan.projection, mine)
            place.html(
                f'<div role="status"><p class="fs-verdict">{escape(text.verdict(compared))}</p>'
                f'<p class="fs-around">{escape(around)}</p></div>'
            )
        with table:
            st.html(columns_table(compared))
    return year


def _starts(plan: Plan) -> None:
    """The ready-made starting points, each in one click."""
    if not plan.starts:
        return
    st.html(f'<h2 class="fs-small-heading">{escape(text.STARTS)}</h2>')
    with st.container(horizontal=True, gap="small", key="scenario_starts"):
        for name, scenario in plan.starts.items():
            st.button(levers.escaped(name), key=f"start {name}", on_click=_start, args=(plan, scenario))
    if state.scenario().levers:
        st.checkbox(text.ADD, key="scenario_add")
    if told := st.session_state.pop(levers.TOLD, ""):
        st.html(told_wrong(told))
    for problem in plan.problems:
        st.html(hint(problem))


def _start(plan: Plan, start: Scenario) -> None:
    now = state.scenario()
    if st.session_state.get("scenario_add") and now.levers:
        levers.add(plan, start)
    else:
        state.show(start, text.started(start.name, added=False))


def _steps(scenario: Scenario) -> None:
    """Undo, redo and back to the plan."""
    with st.container(horizontal=True, gap="small", key="scenario_steps"):
        st.button(text.UNDO, on_click=state.undo, disabled=not state.can_undo(), key="scenario_undo")
        st.button(text.REDO, on_click=state.redo, disabled=not state.can_redo(), key="scenario_redo")
        st.button(
            text.RESET,
            on_click=state.show,
            args=(EMPTY, text.RESET_SAID),
            disabled=not scenario.levers,
            key="scenario_reset",
        )
