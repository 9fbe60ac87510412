"""The app as it is, but with every chart drawn by st.plotly_chart: what the chart component is measured against."""

from pathlib import Path

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.drawing.chart import Chart
from pages.shared.chart import component

PROJECT = Path(__file__).resolve().parent.parent
CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False}


def draw(chart: Chart, *_: object) -> None:
    """As Streamlit does it."""
    st.plotly_chart(chart.figure, theme=None, alt=chart.alt, config=CONFIG, key=f"plot_{chart.key}")


if get_script_run_ctx(suppress_warning=True) is None:
    PagesManager.uses_pages_directory = False
    from pages.shared.server import middleware

    app = st.App(str(PROJECT / "app.py"), middleware=middleware())
    component.draw = draw
