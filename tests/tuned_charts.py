"""The app as it is in everything but its elements: charts that st.plotly_chart draws, tuned as far as it goes."""

from pathlib import Path

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.drawing.chart import Chart

APP = Path(__file__).resolve().parent.parent / "app.py"
CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False}


def draw(chart: Chart) -> None:
    """Without Streamlit's theme and mode bar."""
    st.plotly_chart(chart.figure, theme=None, alt=chart.alt, config=CONFIG, key=f"plot_{chart.key}")


if get_script_run_ctx(suppress_warning=True) is None:
    PagesManager.uses_pages_directory = False
    from pages.shared.server import middleware
    from tests.streamlit_charts import build_of_streamlit

    build_of_streamlit(draw)
    app = st.App(str(APP), middleware=middleware())
