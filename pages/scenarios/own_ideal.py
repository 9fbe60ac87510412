"""The ideal of a table that the visitor fills in: the template out, the file in, the answer at once, nothing saved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import escape

import streamlit as st

from finsam_data.errors import FinsamError
from finsam_data.ideal_table import IdealFile, read_ideal_table
from finsam_data.table_faults import TableError
from pages.scenarios.own_ideal_charts import own_table, template_file
from pages.shared.file_field import FieldWords, field_script, field_style
from pages.shared.html import hint
from pages.shared.page import Page
from pages.text import scenario_ideal_table as text
from queries.scenarios.ideal import IdealModel

OPEN, READ, FIELDS = "own_ideal_open", "own_ideal_read", "own_ideal_fields"
LARGEST_MB = 10
"""What the field takes. The reader takes less, and says so in Swedish; the field says it in English."""
PLACE = "own_ideal"
WORDS = FieldWords(text.CHOOSE_FILE, text.DROP, text.FIELD_REFUSED.format(mb=LARGEST_MB), text.FORGET)
FIELD_STYLE = field_style(PLACE, WORDS)
FIELD_STYLE += ".st-key-own_ideal .fs-wrong p, .st-key-own_ideal .fs-wrong ul { margin: 0; }"
FIELD_SCRIPT = field_script(PLACE, WORDS)
"""Allowed by its hash, like the other scripts of the page."""


@dataclass(frozen=True)
class Read:
    """The last file taken: its name, and what it holds or everything that is wrong with it."""

    name: str
    found: IdealFile | Sequence[str]


def own_ideal(page: Page, model: IdealModel, with_base: bool) -> None:
    """The template, the field for the file, and the table or everything that is wrong with it."""
    if not st.checkbox(text.TITLE, key=OPEN):
        return
    with st.container(key=PLACE):
        st.html(f"<style>{FIELD_STYLE}</style>{hint(text.ABOUT)}")
        st.download_button(
            text.TEMPLATE,
            data=partial(template_file, text.TEMPLATE_FILE, page.snapshot.forbund.name),
            file_name=text.TEMPLATE_FILE,
            key="own_ideal_template",
            on_click="ignore",
        )
        # A new field for each file: the field's own list of files speaks English.
        field = f"own_ideal_file_{st.session_state.get(FIELDS, 0)}"
        st.file_uploader(text.UPLOAD, key=field, max_upload_size=LARGEST_MB, on_change=_take, args=(field,))
        st.html(f"<script>{FIELD_SCRIPT}</script>", unsafe_allow_javascript=True)
        read: Read | None = st.session_state.get(READ)
        if read:
            _answer(page, read, model, with_base)


def _answer(page: Page, read: Read, model: IdealModel, with_base: bool) -> None:
    if isinstance(read.found, IdealFile):
        try:
            table = own_table(read.found, model, with_base)
        except FinsamError as error:
            st.html(_wrong(read.name, [str(error)]))
        else:
            replace(page, marks=(*page.marks, text.MARK)).table(table, blocks=False)
    else:
        st.html(_wrong(read.name, read.found))
    st.button(text.FORGET, key="own_ideal_forget", on_click=_forget)


def _take(field: str) -> None:
    """Read the file that was chosen, and let go of it."""
    uploaded = st.session_state[field]
    if uploaded is None:
        return
    found: IdealFile | Sequence[str]
    try:
        found = read_ideal_table(uploaded.getvalue(), uploaded.name)
    except TableError as error:
        found = error.lines
    except FinsamError as error:
        found = [f"{error.rule} {error.remedy}"]
    st.session_state[READ] = Read(uploaded.name, found)
    st.session_state[FIELDS] = st.session_state.get(FIELDS, 0) + 1


def _forget() -> None:
    st.session_state.pop(READ, None)


def _wrong(name: str, faults: Sequence[str]) -> str:
    """All faults in one list, read aloud when they come."""
    items = "".join(f"<li>{escape(fault)}</li>" for fault in faults)
    told = text.FAULTS.format(file=text.file_name(name))
    return f'<div class="fs-wrong" role="alert"><p>{escape(told)}</p><ul>{items}</ul></div>'
