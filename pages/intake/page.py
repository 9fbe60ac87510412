"""Inläsning: the project leaders' files in, checked and sent back. The internal edition only."""

from datetime import date
from pathlib import Path

import streamlit as st

from finsam_data.intake.register.journal import Journal
from finsam_data.intake.settings import read_intake_settings
from pages.intake import field, files, log, looking
from pages.shared import current
from pages.shared.page import open_page
from pages.text import intake as text

page = open_page(text.TITLE)
if page.snapshot.manifest.edition != "internal":
    page.stop(text.NOT_HERE, text.SOURCE)

data, forbund = current.settings().data, page.snapshot.forbund
st.html(f"<style>{Path(__file__).with_name('style.css').read_text(encoding='utf-8')}</style>")
page.summary(text.SUMMARY)
if told := looking.told():
    st.html(told)

Journal(data).clean_up()
settings = read_intake_settings(data)
headings = {name: column.heading for name, column in settings.columns.items()}

page.section(text.FIELD_TITLE)
field.field(forbund, settings)
field.read_pending(data, forbund, date.today())

page.section(text.RESULTS_TITLE)
if looking.looked():
    files.results(page, data, headings)
else:
    page.nothing(text.NOTHING_LOADED)

log.imports(page, data, headings)
log.quarantine(page, data, forbund)

page.footer(text.SOURCE)
