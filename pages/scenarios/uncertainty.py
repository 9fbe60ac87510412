"""The part of the page on how uncertain the scenario is: the fan, the tornado and the effects on people."""

import streamlit as st

from finsam_data.errors import FinsamError
from finsam_data.snapshot import Snapshot
from pages.scenarios.sources import Plan
from pages.scenarios.uncertainty_charts import equity_fan_chart, people_table, tornado_chart
from pages.shared.page import Page
from pages.text import scenario_uncertainty as text
from pages.text.overview import SOURCE_REGISTER
from queries.remembered import remembered
from queries.scenarios.people import YearSeen, effects_on_people, seen
from queries.scenarios.projection import Projection
from queries.scenarios.simulation import equity_fan
from queries.scenarios.tornado import tornado

_equity_fan, _tornado = remembered(equity_fan), remembered(tornado)
"""Undo, another year and another tool ask the same again of the same scenario."""


def fan_section(page: Page, plan: Plan, mine: Projection, year: int) -> None:
    """The fan."""
    found = _equity_fan(plan.baseline, mine.scenario)
    page.chart(equity_fan_chart(found, mine, year, plan.source, page.palette))


def causes_section(page: Page, plan: Plan, mine: Projection, year: int) -> None:
    """What moves the year most."""
    base = plan.baseline
    bars = _tornado(base, mine.scenario, year)
    if bars.is_empty():
        page.nothing(text.NOTHING_MOVES)
    else:
        page.chart(tornado_chart(bars, year, base.assumptions, plan.source, page.palette))


def people_section(page: Page, plan: Plan, mine: Projection, year: int) -> None:
    """What the money may mean for people."""
    try:
        history = _history(page.snapshot)
    except FinsamError as error:
        page.nothing(str(error))
        return
    effects = effects_on_people(plan.baseline, mine, history)
    if effects.filter(year=year).is_empty():
        page.nothing(text.NO_PEOPLE)
    else:
        page.table(people_table(effects, year, f"{SOURCE_REGISTER} och {plan.source}"))


def _history(snapshot: Snapshot) -> dict[str, tuple[YearSeen, ...]]:
    manifest = snapshot.manifest
    return _seen(manifest.edition, manifest.snapshot_id, manifest.data_fingerprint, snapshot)


@st.cache_resource(max_entries=4, show_spinner=False)
def _seen(edition: str, snapshot_id: str, fingerprint: str, _snapshot: Snapshot) -> dict[str, tuple[YearSeen, ...]]:
    table = _snapshot.table
    return seen(table("insats_budget"), table("flow"), table("exit"), _snapshot.forbund)
