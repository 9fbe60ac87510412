"""The section of the national model: the published ideal explained, with or without the base grant."""

import polars as pl
import streamlit as st

from pages.drawing.chart import Chart
from pages.scenarios.ideal_charts import county_table, inputs_table, sensitivity_table
from pages.scenarios.own_ideal import own_ideal
from pages.scenarios.sources import Plan
from pages.shared.page import Page
from pages.text import scenario_sources as text
from queries.remembered import remembered
from queries.scenarios.baseline import Baseline
from queries.scenarios.county import county_ideals
from queries.scenarios.ideal import ideal_model, ideal_sensitivity, published_case


@st.fragment
def ideal_section(page: Page, plan: Plan) -> None:
    """The choice of model, and its tables."""
    base = plan.baseline
    if base.ideal_published is None or base.ideal_published not in base.ideal_tkr:
        page.nothing(text.NO_IDEAL)
        return
    year = base.ideal_published
    with_base = st.segmented_control(
        text.MODEL, [True, False], default=True, required=True, format_func=text.MODELS.__getitem__, key="ideal_model"
    )
    inputs, sensitivity, *county = _tables(base, page.snapshot.table("source"), year, with_base, plan.source)
    with page.body():
        left, right = page.columns()
        with left:
            page.table(inputs)
        with right:
            page.table(sensitivity)
        for table in county:
            page.table(table, closed=True)
    model = ideal_model(base.assumptions, with_base)
    own_ideal(page, model, with_base)


@remembered
def _tables(base: Baseline, documents: pl.DataFrame, year: int, with_base: bool, source: str) -> list[Chart]:
    """Inputs, sensitivity and, where there is one, the county; documents as Source."""
    titles = dict(documents.select("source", "title").iter_rows())
    model = ideal_model(base.assumptions, with_base)
    case = published_case(base.assumptions, base.ideal_tkr[year], with_base)
    tables = [
        inputs_table(case, year, with_base, titles, source),
        sensitivity_table(ideal_sensitivity(model, case.share), with_base, source),
    ]
    if base.county:
        tables.append(county_table(county_ideals(base.county, model), base.county, with_base))
    return tables
