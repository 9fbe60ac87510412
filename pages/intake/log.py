"""The latest imports, with the way to take one back, and the rows in quarantine, with the way to try them again."""

from datetime import UTC, date, datetime
from html import escape
from pathlib import Path

import streamlit as st

from finsam_data.errors import FinsamError
from finsam_data.forbund import Forbund
from finsam_data.intake.register.import_folder import Record
from finsam_data.intake.register.journal import Journal
from pages.intake import looking, tables
from pages.intake.files import who
from pages.shared.access import visitor_edition
from pages.shared.html import folded, hint, table_html, told_wrong
from pages.shared.page import Page
from pages.text import intake as text

ASKED = "intake_take_back_asked"


def imports(page: Page, data: Path, headings: dict[str, str]) -> None:
    """The latest imports; one in force may be taken back, when it has been said what that changes."""
    records = Journal(data).records()
    page.section(text.LOG_TITLE)
    if not records:
        page.nothing(text.NO_RECORDS)
        return
    latest, older = records[: text.SHOWN_RECORDS], records[text.SHOWN_RECORDS :]
    st.html(_table(tables.records_table(latest, text.LOG_TITLE)))
    if older:
        st.html(folded(text.ALL_RECORDS, _table(tables.records_table(older, text.ALL_RECORDS))))
    kept = {record.id: record for record in records if record.state in {"in_force", "replaced"}}
    if not kept:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="intake_take_back"):
        chosen = st.selectbox(
            text.TAKE_BACK_LABEL,
            list(kept),
            format_func=lambda name: text.record_name(kept[name]),
            key="intake_take_back_id",
            width=560,
        )
        st.button(text.TAKE_BACK, key="intake_take_back_ask", on_click=_ask, args=(chosen,))
    if st.session_state.get(ASKED) == chosen:
        _confirm(kept[chosen], data, headings)


def quarantine(page: Page, data: Path, forbund: Forbund) -> None:
    """The rows that wait; those of an import may be tried again as they are."""
    page.section(text.QUARANTINE_TITLE, text.QUARANTINE_ABOUT)
    waiting = Journal(data).waiting()
    if waiting.is_empty():
        page.nothing(text.NOTHING_WAITING)
        return
    table = tables.quarantine_table(waiting)
    st.html(_table(table) + (hint(text.more(table.more)) if table.more else ""))
    names = dict(waiting.select("import_id", "file").unique(maintain_order=True).iter_rows())
    with st.container(horizontal=True, vertical_alignment="bottom", key="intake_retry"):
        chosen = st.selectbox(
            text.RETRY_LABEL,
            list(names),
            format_func=lambda name: f"{name}: {names[name]}",
            key="intake_retry_id",
            width=560,
        )
        st.button(text.RETRY, key="intake_retry_ask", on_click=_retry, args=(chosen, data, forbund))


def _confirm(record: Record, data: Path, headings: dict[str, str]) -> None:
    """What taking it back would change, and whether that is meant."""
    found = Journal(data).difference_without(record.id)
    parts = tables.difference_tables(found, headings).values()
    shown = "".join(folded(table.caption, _table(table)) for table in parts)
    with st.container(key="intake_sure"):
        st.html(f'<p class="fs-told" role="alert">{escape(text.ask_take_back(record, found))}</p>{shown}')
        with st.container(horizontal=True, gap="small"):
            st.button(
                text.TAKE_BACK_SURE,
                key="intake_take_back_sure",
                type="primary",
                on_click=_take_back,
                args=(record.id, data, found.version),
            )
            st.button(text.CANCEL, key="intake_take_back_not", on_click=_ask, args=(None,))


def _table(table: tables.Words) -> str:
    return table_html(table.caption, table.columns, table.rows, blocks=True)


def _ask(import_id: str | None) -> None:
    st.session_state[ASKED] = import_id


def _take_back(import_id: str, data: Path, version: str) -> None:
    """Take it back, unless the register has changed since it was asked."""
    _ask(None)
    if visitor_edition() != "internal":
        return
    try:
        journal = Journal(data)
        shown = journal.difference_without(import_id)
        if shown.version != version:
            looking.tell(told_wrong(text.CHANGED_SINCE))
            return
        journal.take_back(import_id, who(), datetime.now(UTC), shown)
    except FinsamError as error:
        looking.tell(told_wrong(str(error)))
    else:
        looking.taken_back(import_id)
        looking.tell(f'<p class="fs-told" role="status">{escape(text.TAKEN_BACK.format(id=import_id))}</p>')


def _retry(import_id: str, data: Path, forbund: Forbund) -> None:
    """Check the rows anew; the answer stands among the files."""
    try:
        looking.keep(looking.retried(import_id, data, forbund, date.today()))
    except FinsamError as error:
        looking.tell(told_wrong(str(error)))
