"""Every file that has been checked: what it holds, what it would change, and what to do with it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from html import escape
from pathlib import Path

import streamlit as st

from finsam_data.errors import FinsamError
from finsam_data.forbund import Forbund
from finsam_data.intake.checked import CheckedFile, ReadAs
from finsam_data.intake.finding import Finding, Severity
from finsam_data.intake.register.difference import Difference
from finsam_data.intake.register.journal import Journal
from finsam_data.intake.returning.letter import letter
from finsam_data.intake.returning.returned import returned_workbook
from pages.intake import looking, tables
from pages.intake.looking import Looked
from pages.intake.tables import Words
from pages.shared.access import visitor, visitor_edition
from pages.shared.html import folded, hint, table_html, told_wrong
from pages.shared.page import Page
from pages.text import intake as text
from queries.periods import Period, parse_period

COPY_SCRIPT = f"""
document.querySelectorAll(".fs-letter").forEach(place => {{
  place.querySelector("button").onclick = () => {{
    const field = place.querySelector("textarea")
    field.select()
    const done = navigator.clipboard ? navigator.clipboard.writeText(field.value) : Promise.reject()
    done.catch(() => document.execCommand("copy"))
    place.querySelector("[role=status]").textContent = "{text.COPIED}"
  }}
}})
"""
FEW_WARNINGS = 3
STEM = " – att rätta.xlsx"


def results(page: Page, data: Path, headings: dict[str, str]) -> None:
    """Every file that has been looked at, those taken in last; headings: name of a column → its heading."""
    for found in sorted(looking.looked().values(), key=lambda found: found.record is not None):
        with st.container(key=f"intake_file_{found.number}", gap="small"):
            _file(page, looking.with_difference(found, data), data, headings)
    st.html(f"<script>{COPY_SCRIPT}</script>", unsafe_allow_javascript=True)


def _file(page: Page, found: Looked, data: Path, headings: dict[str, str]) -> None:
    checked, status = found.checked, _status(found)
    about = f"<p>{escape(text.about(checked))}</p><p>{escape(text.counts(checked))}</p>" if checked else ""
    st.html(
        f'<div class="fs-file fs-file-{status}"><h3>{escape(found.name)}</h3>'
        f'<p class="fs-file-status">{escape(text.STATUSES[status])}</p>{about}</div>'
    )
    if checked is None:
        _by_severity(found.name, found.faults)
        st.html(hint(found.remedy))
    elif found.record is None:
        _found(found, checked)
        _readings(checked, headings)
        if found.difference and not found.difference.same_file:
            _difference(found.difference, headings)
        _otherwise(page, found, data)
    else:
        st.html(hint(text.DONE_ABOUT))
    _actions(page, found, data)


def _status(found: Looked) -> str:
    if found.record:
        return "done"
    if found.checked is None:
        return "refused"
    if found.difference and found.difference.same_file:
        return "same"
    return "none" if found.checked.status == "partly" and not found.checked.accepted.height else found.checked.status


def _found(found: Looked, checked: CheckedFile) -> None:
    """Every finding by severity, and the rows that are no data."""
    warnings = found.difference.warnings if found.difference else ()
    for warning in warnings:
        st.html(f'<p class="fs-told" role="status">{escape(warning.message)}</p>')
    if not checked.findings:
        st.html(f'<p class="fs-file-line">{escape(text.NO_FINDINGS)}</p>')
    _by_severity(found.name, checked.findings)
    if checked.not_data.height:
        table = tables.not_data_table(checked)
        st.html(folded(f"{table.caption} ({checked.not_data.height})", _shown(table)))


def _by_severity(name: str, findings: Sequence[Finding]) -> None:
    """A table per severity; what only warns lies behind its heading where it is long."""
    for severity in Severity:
        if part := [one for one in findings if one.severity is severity]:
            heading = text.findings_heading(severity, len(part))
            table = _shown(tables.findings_table(part, text.findings_part(name, severity, len(part))))
            fold = severity is Severity.WARNS and len(part) > FEW_WARNINGS
            st.html(folded(heading, table) if fold else f"<h4>{escape(heading)}</h4>{table}")


def _readings(checked: CheckedFile, headings: dict[str, str]) -> None:
    """What was read as what: the new for approval, all of it behind a heading."""
    if checked.new_readings != ReadAs():
        table = tables.readings_table(checked.new_readings, headings, text.READINGS_NEW)
        st.html(f"<h4>{escape(text.READINGS_NEW)}</h4>{hint(text.READINGS_ABOUT)}{_shown(table)}")
    if checked.read_as not in (ReadAs(), checked.new_readings):
        st.html(folded(text.READINGS_ALL, _shown(tables.readings_table(checked.read_as, headings, text.READINGS_ALL))))


def _difference(found: Difference, headings: dict[str, str]) -> None:
    """What changes in the register: what is removed at once, the rest behind headings."""
    said = f"{text.difference_summary(found)} {text.quarantine_effect(found)}".strip()
    parts = tables.difference_tables(found, headings)
    shown = "".join(
        f"<h4>{escape(table.caption)}</h4>{_shown(table)}"
        if kind == "removed"
        else folded(table.caption, _shown(table))
        for kind, table in parts.items()
    )
    st.html(f'<h4>{escape(text.DIFFERENCE_TITLE)}</h4><p class="fs-file-line">{escape(said)}</p>{shown}')


def _otherwise(page: Page, found: Looked, data: Path) -> None:
    """What the user may say of a file that does not say it itself."""
    if found.mends or not st.checkbox(text.OTHERWISE, key=f"intake_otherwise_{found.number}"):
        return
    forbund = page.snapshot.forbund
    st.html(hint(text.OTHERWISE_ABOUT))
    asked = (found.number, data, forbund)
    with st.container(horizontal=True):
        st.selectbox(
            text.INSATS,
            [None, *(insats.name for insats in forbund.insatser)],
            key=f"intake_insats_{found.number}",
            format_func=lambda name: name or text.BY_FILE,
            on_change=_look_again,
            args=asked,
            width=380,
        )
        year = date.today().year
        codes = [p.code for y in range(year, year - 4, -1) for p in (Period(y), Period(y, 2), Period(y, 1))]
        st.selectbox(
            text.COVERS,
            [None, *codes],
            key=f"intake_covers_{found.number}",
            format_func=lambda code: text.BY_DATES if code is None else text.period_option(code),
            on_change=_look_again,
            args=asked,
            width=280,
        )


def _actions(page: Page, found: Looked, data: Path) -> None:
    """Take it in, get it back with the faults marked, the letter, and out of the list."""
    checked, difference = found.checked, found.difference
    with st.container(horizontal=True, gap="small"):
        # Rows that were in quarantine already need not be put there.
        something = checked and (checked.accepted.height or not found.mends)
        if checked and difference and something and not found.record and not difference.same_file:
            label = text.APPROVE_PARTLY if checked.accepted.height else text.APPROVE_NONE
            label = label if checked.rejected.height else text.APPROVE
            st.button(
                label, key=f"intake_approve_{found.number}", type="primary", on_click=_approve, args=(found, data)
            )
        if checked and not found.mends:
            st.download_button(
                text.RETURNED,
                data=partial(returned_workbook, checked),
                file_name=f"{Path(found.name).stem}{STEM}",
                key=f"intake_returned_{found.number}",
                on_click="ignore",
            )
        st.button(
            text.DROP_RESULT,
            key=f"intake_forget_{found.number}",
            type="tertiary",
            on_click=looking.forget,
            args=(found.number,),
        )
    if checked and not found.mends:
        field = (
            f'<div class="fs-letter"><textarea readonly rows="12" aria-label="{escape(text.LETTER_LABEL)}">'
            f"{escape(letter(checked, page.snapshot.forbund))}</textarea>"
            f'<button type="button">{escape(text.COPY)}</button><span role="status"></span></div>'
        )
        st.html(folded(text.LETTER, field), unsafe_allow_javascript=True)


def _shown(table: Words) -> str:
    more = hint(text.more(table.more)) if table.more else ""
    return table_html(table.caption, table.columns, table.rows, blocks=True) + more


def _look_again(number: int, data: Path, forbund: Forbund) -> None:
    """Check the file anew, as the user says that it should be read."""
    found = looking.looked()[number]
    period = parse_period(st.session_state[f"intake_covers_{number}"] or "")
    said = replace(
        found,
        insats=st.session_state[f"intake_insats_{number}"],
        covers=(period.first_day, period.last_day) if period else None,
    )
    if found.checked:
        try:
            looking.keep(looking.looked_at(said, found.checked.file, data, forbund, date.today()))
        except FinsamError as error:
            looking.tell(told_wrong(str(error)))


def _approve(found: Looked, data: Path) -> None:
    """Take the file in, as it was shown."""
    if found.checked is None or visitor_edition() != "internal":
        return
    try:
        record = Journal(data).commit(found.checked, who(), datetime.now(UTC), found.difference, found.mends)
    except FinsamError as error:
        looking.tell(told_wrong(str(error)))
    else:
        looking.keep(replace(found, record=record, signature=()))


def who() -> str:
    """Whoever is logged in, or the office where nobody logs in."""
    known = visitor()
    return known.name if known else text.AT_OFFICE
