"""Working-group mode: one lever at a time in large type, the result beside it, and a log that becomes a note."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from html import escape
from pathlib import Path

import streamlit as st

from finsam_data.errors import FinsamError
from pages.drawing.chart import Column
from pages.scenarios import share, state
from pages.scenarios.dials import Dial, dials, planned, turned, value, years_of
from pages.scenarios.group_note import Note, note_html, note_of, note_text
from pages.scenarios.lever_form import changed, group_labels
from pages.scenarios.marks import scenario_mark, state_label
from pages.scenarios.sources import Plan, projected
from pages.shared.html import folded, hint, prose, table_html, told_wrong
from pages.shared.page import Page
from pages.text import scenario_group as text
from pages.text import scenarios as page_text
from pages.text.formats import number
from pages.text.scenario_levers import words
from queries.scenarios.baseline import Baseline
from queries.scenarios.projection import Projection
from queries.scenarios.year_columns import compared_year

PARAMETER, ON = "lage", "grupp"
STYLE = "".join(Path(__file__).with_name(name).read_text(encoding="utf-8") for name in ("style.css", "group.css"))
DIAL, YEAR, ONLY, TOLD = "group_dial", "group_year", "group_only_year", "group_told"
LAST_SHOWN = 5


def is_on() -> bool:
    """Does the address ask for the working-group mode?"""
    return st.query_params.get(PARAMETER) == ON


def entry() -> None:
    """The way in."""
    st.html(hint(text.ENTER_ABOUT))
    if st.button(text.ENTER, key="group_enter"):
        st.query_params[PARAMETER] = ON
        st.rerun()


@st.fragment
def view(page: Page, plan: Plan) -> None:
    """The whole mode: the lever at hand, what it leads to, the log and the note."""
    scenario, base = state.scenario(), plan.baseline
    st.html(f"<style>{STYLE}</style>{scenario_mark(scenario)}")
    every, years = dials(base, scenario), years_of(base)
    dial = every[min(st.session_state.get(DIAL, 0), len(every) - 1)]
    year = st.session_state.get(YEAR, years[0])
    mine = projected(base, scenario)
    with st.container(key="group"):
        left, right = st.columns(2, gap="large")
        with left:
            _dial(base, every, dial, year)
        with right:
            _result(plan, mine, year)
        _log()
        _note(page, plan, mine)
    share.to_address(plan)
    if st.button(text.LEAVE, key="group_leave"):
        st.query_params.pop(PARAMETER, None)
        st.rerun()


def _dial(base: Baseline, every: Sequence[Dial], dial: Dial, year: int) -> None:
    """The lever at hand with its big buttons, and the way to the others."""
    scenario, years = state.scenario(), years_of(base)
    now, plan = value(base, scenario, dial, year), planned(base, dial, year)
    scope = _scope(base, dial, year)
    against = text.AS_PLANNED if now == plan else text.PLANNED.format(value=text.dial_value(plan, dial.yearly))
    st.html(
        f'<div role="status"><p class="fs-dial-place">{escape(text.place(every.index(dial) + 1, len(every)))}</p>'
        f'<h2 class="fs-dial">{escape(_name(base, dial))}</h2>'
        f'<p class="fs-dial-value">{escape(text.dial_value(now, dial.yearly))}'
        f"<span>{escape(f'{year}, {against}' if dial.yearly else against)}</span></p></div>"
    )
    with st.container(horizontal=True, key="group_steps"):
        for steps, key in ((-1, "Down"), (1, "Up")):
            label = text.dial_step(steps * dial.step, dial.yearly)
            arguments = (base, dial, tuple(scope), steps)
            st.button(label, key=f"group_{key}", on_click=_turn, args=arguments, shortcut=key)
    if told := st.session_state.pop(TOLD, ""):
        st.html(told_wrong(told))
    with st.container(horizontal=True, key="group_dials"):
        for label, by, key in ((text.PREVIOUS_DIAL, -1, "Left"), (text.NEXT_DIAL, 1, "Right")):
            at = (every.index(dial) + by) % len(every)
            st.button(label, key=f"group_{key}", on_click=_put, args=(DIAL, at), shortcut=key)
    with st.container(horizontal=True, key="group_years"):
        for label, by, key in ((text.PREVIOUS_YEAR, -1, "PageUp"), (text.NEXT_YEAR, 1, "PageDown")):
            at = years.index(year) + by
            there = 0 <= at < len(years)
            st.button(
                label,
                key=f"group_{key}",
                on_click=_put,
                args=(YEAR, years[at] if there else year),
                shortcut=key,
                disabled=not there,
            )
    if dial.yearly:
        st.checkbox(text.ONLY_YEAR, key=ONLY)
    st.button(text.UNDO, key="group_undo", on_click=state.undo, disabled=not state.can_undo())
    st.html(hint(text.KEYS))


def _result(plan: Plan, mine: Projection, year: int) -> None:
    """The sentence of the year and the years in a table."""
    compared = compared_year(plan.projection, mine, year)
    st.html(
        f'<p class="fs-scenario"><strong>{escape(page_text.name(mine.scenario))}</strong>'
        f"{state_label(mine.scenario)}</p>"
        f'<div role="status"><p class="fs-verdict">{escape(page_text.verdict(compared))}</p>'
        f'<p class="fs-around">{escape(page_text.around(compared, plan.projection, mine))}</p></div>'
    )
    columns = [Column("year", text.YEAR_COLUMN)] + [
        Column(name, label, "tkr")
        for name, label in (
            ("result", text.RESULT_COLUMN),
            ("equity", text.EQUITY_COLUMN),
            ("plan", text.PLAN_COLUMN),
        )
    ]
    rows = [
        [
            str(row.year),
            number(row.result_tkr),
            number(row.equity_closing_tkr),
            number(plan.projection.year(row.year).equity_closing_tkr),
        ]
        for row in mine.years
    ]
    st.html(table_html(text.TABLE_CAPTION, columns, rows))


def _log() -> None:
    """The last changes, and all of them behind a heading."""
    said = [f"{text.clock(at)} {line}" for at, line in state.log()]
    st.html(
        f'<h2 class="fs-small-heading">{escape(text.LOG)}</h2>{prose(said[: -LAST_SHOWN - 1 : -1] or [text.LOG_EMPTY])}'
    )
    if len(said) > LAST_SHOWN:
        st.html(folded(text.LOG_TITLE.format(n=len(said)), prose(said)))


def _note(page: Page, plan: Plan, mine: Projection) -> None:
    """The note to take home, made when it is fetched."""
    with st.container(horizontal=True, key="group_note"):
        for label, write, ending, mime in (
            (text.DOWNLOAD_TEXT, note_text, "md", "text/markdown"),
            (text.DOWNLOAD_HTML, note_html, "html", "text/html"),
        ):
            st.download_button(
                label,
                data=partial(_written, write, page, plan, mine, tuple(state.log())),
                file_name=f"anteckning.{ending}",
                mime=mime,
                key=f"group_note_{ending}",
                on_click="ignore",
            )


def _written(
    write: Callable[[Note], str], page: Page, plan: Plan, mine: Projection, log: tuple[tuple[datetime, str], ...]
) -> bytes:
    snapshot = page.snapshot
    labels = group_labels(plan.baseline)
    note = note_of(
        snapshot.forbund.name,
        mine,
        plan.projection,
        [words(lever, labels) for lever in mine.scenario.levers],
        log,
        datetime.now().astimezone(),
        page.marks,
        text.SOURCE.format(
            source=plan.source, snapshot_id=snapshot.manifest.snapshot_id, fingerprint=plan.baseline.fingerprint
        ),
    )
    return write(note).encode()


def _scope(base: Baseline, dial: Dial, year: int) -> list[int]:
    """The years that a press turns."""
    if not dial.yearly or st.session_state.get(ONLY):
        return [year]
    return [later for later in years_of(base) if later >= year]


def _turn(base: Baseline, dial: Dial, years: tuple[int, ...], steps: int) -> None:
    """One press. What does not fit is told, and changes nothing."""
    scenario = state.scenario()
    candidate = turned(base, scenario, dial, years, steps)
    if candidate == scenario:
        st.session_state[TOLD] = text.NO_STEP
        return
    candidate = changed(scenario, candidate.levers)
    try:
        projected(base, candidate)
    except FinsamError as error:
        st.session_state[TOLD] = str(error)
        return
    written = text.dial_value(value(base, candidate, dial, years[0]), dial.yearly)
    state.show(candidate, text.said(_name(base, dial), years if dial.yearly else (), written))


def _put(key: str, at: int) -> None:
    st.session_state[key] = at


def _name(base: Baseline, dial: Dial) -> str:
    label = group_labels(base).get(dial.subject, "") if dial.kind == "cost_growth" else ""
    return text.dial_name(dial.kind, dial.subject, label)
