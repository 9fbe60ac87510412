"""The field that files are dropped in, and the template to download; several files are read one by one."""

from datetime import date
from functools import partial
from pathlib import Path

import streamlit as st

from finsam_data.forbund import Forbund
from finsam_data.intake.returning.template import template
from finsam_data.intake.settings import IntakeSettings
from pages.intake import looking
from pages.shared.file_field import FieldWords, field_script, field_style
from pages.shared.html import hint
from pages.text import intake as text

PLACE = "intake_field"
WORDS = FieldWords(text.CHOOSE, text.DROP, text.TOO_LARGE, text.FORGET)
FIELD_SCRIPT = field_script(PLACE, WORDS)
"""Allowed by its hash, like the other scripts of the pages."""
LARGEST_MB = 10
FIELDS = "intake_fields"


def field(forbund: Forbund, settings: IntakeSettings) -> None:
    """The field for files and the template; what is dropped is put aside for looking.read_pending."""
    with st.container(key=PLACE):
        st.html(f"<style>{field_style(PLACE, WORDS)}</style>")
        # A new field for each batch: the field's own list of files speaks English.
        key = f"intake_files_{st.session_state.get(FIELDS, 0)}"
        st.file_uploader(
            text.FIELD_LABEL,
            accept_multiple_files=True,
            key=key,
            max_upload_size=LARGEST_MB,
            on_change=_take,
            args=(key,),
        )
        st.html(f"<script>{FIELD_SCRIPT}</script>", unsafe_allow_javascript=True)
        st.download_button(
            text.TEMPLATE,
            data=partial(template, forbund, settings),
            file_name=text.TEMPLATE_FILE,
            key="intake_template",
            on_click="ignore",
        )
        st.html(hint(text.TEMPLATE_ABOUT))


def read_pending(data: Path, forbund: Forbund, today: date) -> None:
    """Read and check what was dropped, telling which file it is at."""
    files = looking.pending()
    place = st.empty()
    for number, (name, content) in enumerate(files, start=1):
        with place.container(), st.status(text.progress(number, len(files), looking.shown_name(name))):
            looking.keep(looking.look(name, content, data, forbund, today))
    place.empty()


def _take(key: str) -> None:
    """Put aside what was dropped, and empty the field."""
    looking.put_aside([(file.name, file.getvalue()) for file in st.session_state[key]])
    st.session_state[FIELDS] = st.session_state.get(FIELDS, 0) + 1
