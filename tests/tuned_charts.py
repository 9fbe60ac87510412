"""The app as it is in everything but its charts, which st.plotly_chart draws, tuned as far as it goes."""

from pathlib import Path

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.drawing.chart import Chart
from pages.shared import document
from pages.shared.chart import component

APP = Path(__file__).resolve().parent.parent / "app.py"
CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False}


def draw(chart: Chart, *_: object) -> None:
    """Without Streamlit's theme and mode bar."""
    st.plotly_chart(chart.figure, theme=None, alt=chart.alt, config=CONFIG, key=f"plot_{chart.key}")


if get_script_run_ctx(suppress_warning=True) is None:
    PagesManager.uses_pages_directory = False
    component.place = draw
    component.figure_html = lambda *_: ""
    document.preloads = lambda: ""
    from pages.shared.server import middleware

    app = st.App(str(APP), middleware=middleware())
