"""Up to four scenarios side by side: what differs between them, and what each leads to, year by year."""

from functools import partial

import streamlit as st

from finsam_data.errors import FinsamError
from finsam_data.scenario import EMPTY, Scenario
from pages.scenarios import state
from pages.scenarios.compare_charts import equity_chart, input_table, outcome_table
from pages.scenarios.export import comparison_workbook
from pages.scenarios.levers import escaped
from pages.scenarios.saved import all_saved
from pages.scenarios.sources import Plan
from pages.shared.html import hint, prose
from pages.shared.page import Page
from pages.text import scenario_comparison as text
from pages.text.formats import listing
from queries.scenarios.engine import project
from queries.scenarios.side_by_side import Comparison, compare

CHOSEN, KEPT = "compared", "compared_kept"
"""The widget's value, and the same where it outlives the widget."""
NOW, PLAN = "now", "plan"
SHOWN = ("equity_closing_tkr", "result_tkr", "income_tkr", "cost_tkr", "gap_to_ideal_tkr")
"""The outcomes in the order they are shown."""


def section(page: Page, plan: Plan) -> None:
    """The choice, the tables, the chart and the workbook."""
    scenarios = _chosen(plan)
    if len(scenarios) < 2:
        st.html(hint(text.TOO_FEW))
        return
    comparison = compare(plan.baseline, scenarios)
    groups = {name: group.label for name, group in plan.baseline.groups.items()}
    source = text.SOURCE.format(source=plan.source)
    lettered = zip(text.LETTERS, scenarios, strict=False)
    with page.body():
        page.sentences([f"{text.lettered(letter, scenario)}: {text.mark(scenario)}" for letter, scenario in lettered])
        page.table(input_table(comparison, groups, source))
        left, right = page.columns()
        with left:
            page.chart(equity_chart(comparison, source, page.palette))
        tables = [outcome_table(comparison, outcome, source) for outcome in SHOWN]
        with right:
            page.table(tables[0], blocks=False)
            page.table(tables[1], blocks=False)
        for place in (2, 4):
            for column, table in zip(page.columns(), tables[place : place + 2], strict=False):
                with column:
                    page.table(table, blocks=False)
    _download(page, plan, comparison, source)


def _chosen(plan: Plan) -> list[Scenario]:
    """The scenarios that are chosen and can be projected; what is left out is told."""
    offered = _offered(plan)
    st.session_state[CHOSEN] = [key for key in st.session_state.get(KEPT, ()) if key in offered]
    keys = st.pills(
        text.CHOOSE,
        list(offered),
        selection_mode="multi",
        key=CHOSEN,
        format_func=lambda key: escaped(text.ON_SCREEN if key == NOW else offered[key].name),
        on_change=_keep_chosen,
    )
    notes = []
    if beyond := keys[text.MOST :]:
        notes.append(text.TOO_MANY.format(names=listing([f"”{offered[key].name}”" for key in beyond])))
    scenarios = []
    for key in keys[: text.MOST]:
        try:
            project(plan.baseline, offered[key])
            scenarios.append(offered[key])
        except FinsamError as error:
            notes.append(text.NOT_FITTING.format(name=offered[key].name, message=error))
    if notes:
        st.html(f'<div class="fs-told" role="status">{prose(notes)}</div>')
    return scenarios


def _keep_chosen() -> None:
    st.session_state[KEPT] = list(st.session_state[CHOSEN])


def _offered(plan: Plan) -> dict[str, Scenario]:
    """Everything that can be compared, by a key that stays: the plan, the screen, the saved, the starting points."""
    offered = {PLAN: EMPTY}
    if state.scenario().levers:
        offered[NOW] = state.scenario()
    offered |= {f"saved {saved.file}": saved.scenario for saved in all_saved()}
    return offered | {f"start {name}": scenario for name, scenario in plan.starts.items()}


def _download(page: Page, plan: Plan, comparison: Comparison, source: str) -> None:
    st.download_button(
        text.DOWNLOAD,
        data=partial(comparison_workbook, plan.baseline, comparison, source, page.marks),
        file_name="jamforelse.xlsx",
        key="compared_xlsx",
        on_click="ignore",
    )
