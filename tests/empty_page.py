"""A page with a choice and nothing else: what a rerun of Streamlit costs by itself."""

import streamlit as st

chosen = st.selectbox("Period", ["Helåret 2023", "Helåret 2024"], key="choice_period")
st.html(f'<p class="js-plotly-plot">{chosen}</p><footer class="fs-footer">Källa</footer>')
