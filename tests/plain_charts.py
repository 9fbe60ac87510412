"""The same pages as Streamlit draws them by default: what the chart component is measured against.

Its theme and its mode bar, tables as markup, garbage collected over everything at each run, and nothing fetched ahead.
"""

from collections.abc import Sequence
from html import escape
from pathlib import Path

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.drawing.chart import Chart, Column
from pages.shared import html, once

APP = Path(__file__).resolve().parent.parent / "app.py"


def draw(chart: Chart) -> None:
    """As Streamlit does it."""
    st.plotly_chart(chart.figure, key=f"plot_{chart.key}")


def table(caption: str, columns: Sequence[Column], rows: Sequence[Sequence[str]], *, blocks: bool = False) -> str:
    """A table as Streamlit is given one: ready markup."""
    heads = "".join(f'<th scope="col">{escape(column.label)}</th>' for column in columns)
    lines = (
        f'<tr><th scope="row">{escape(row[0])}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in row[1:])}</tr>'
        for row in rows
    )
    return (
        f'<div class="fs-scroll{" fs-blocks" if blocks else ""}"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


if get_script_run_ctx(suppress_warning=True) is None:
    PagesManager.uses_pages_directory = False
    html.table_html = table
    once.freeze = lambda page: None  # type: ignore[assignment]
    from pages.shared.server import middleware
    from tests.streamlit_charts import build_of_streamlit

    build_of_streamlit(draw)
    app = st.App(str(APP), middleware=middleware())
