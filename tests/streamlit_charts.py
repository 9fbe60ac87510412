"""The app built of Streamlit's own elements, as far as it was told what to show: what ours is measured against."""

from collections.abc import Callable
from contextlib import nullcontext

import streamlit as st

from pages.drawing.chart import Chart
from pages.shared import body, document, page
from pages.shared.body import Card
from pages.shared.chart import component


def build_of_streamlit(draw: Callable[[Chart], None]) -> None:
    """An element for every part, and nothing of our chart component."""

    def show(part: str | Card) -> None:
        if isinstance(part, str):
            st.html(part)
            return
        with st.container(key=f"chart_{part.card}", gap="small", border=True):
            st.html(part.above)
            if part.figure:
                draw(part.figure)
            if part.below:
                st.html(part.below)

    page.Page.body = lambda _: nullcontext()
    page.Page.columns = lambda _: st.columns(2)
    page.Page.room = lambda _: st.container()
    body.show = show
    component.told = lambda chart, *_: chart
    component.connect = lambda _: None
    document.preloads = lambda: ""
