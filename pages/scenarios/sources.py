"""What the page starts from: the baseline of the snapshot and the starting points, read once per snapshot."""

from dataclasses import dataclass

import streamlit as st

from finsam_data.assumptions import ASSUMPTIONS_FILE, parse_assumptions
from finsam_data.county import COUNTY_FILE, parse_county
from finsam_data.errors import FinsamError
from finsam_data.scenario import Scenario
from finsam_data.scenario_files import SCENARIO_FOLDER, parse_scenario
from finsam_data.snapshot import Snapshot
from pages.budget.sources import printed_in
from pages.text import scenarios as text
from queries.remembered import remembered
from queries.scenarios.baseline import Baseline, baseline
from queries.scenarios.engine import project
from queries.scenarios.projection import Projection

projected = remembered(project)
"""A scenario on the screen is projected once: when it is tried, when it is shown, and when it is shown again."""
TABLES = ("budget_line", "insats_budget", "allocation", "ideal_allocation")


@dataclass(frozen=True)
class Plan:
    """The baseline, its projection without levers, the starting points by name, and the documents behind it."""

    baseline: Baseline
    projection: Projection
    starts: dict[str, Scenario]
    problems: tuple[str, ...]
    source: str


def plan_of(snapshot: Snapshot) -> Plan | str:
    """The plan of the snapshot; a sentence that says why there is none."""
    manifest = snapshot.manifest
    plan: Plan | str = _plan(manifest.edition, manifest.snapshot_id, manifest.data_fingerprint, snapshot)
    return plan


@st.cache_resource(max_entries=4, show_spinner=False)
def _plan(edition: str, snapshot_id: str, fingerprint: str, _snapshot: Snapshot) -> Plan | str:
    documents = _snapshot.documents
    if ASSUMPTIONS_FILE not in documents:
        return text.NO_ASSUMPTIONS
    try:
        county = parse_county(documents[COUNTY_FILE]) if COUNTY_FILE in documents else None
        tables = [_snapshot.table(name) for name in TABLES]
        lines, insatser, allocation, ideal = tables
        assumptions = parse_assumptions(documents[ASSUMPTIONS_FILE])
        base = baseline(lines, insatser, allocation, ideal, _snapshot.forbund, assumptions, county)
        starts, problems = _starts(base, documents)
        return Plan(base, project(base), starts, problems, printed_in(_snapshot.table("source"), *tables, places=False))
    except FinsamError as error:
        return str(error)


def _starts(base: Baseline, documents: dict[str, bytes]) -> tuple[dict[str, Scenario], tuple[str, ...]]:
    """The scenarios that lie beside the data, and what is wrong with those that do not fit it."""
    starts: dict[str, Scenario] = {}
    problems = []
    for name in sorted(documents):
        if name.startswith(f"{SCENARIO_FOLDER}/"):
            try:
                scenario = parse_scenario(documents[name], name)
                project(base, scenario)
                starts[scenario.name] = scenario
            except FinsamError as error:
                problems.append(str(error))
    return starts, tuple(problems)
