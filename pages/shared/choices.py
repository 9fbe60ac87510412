"""The choices every page shares: period, insats and sex. They live in the address, as stable codes.

Streamlit's own binding writes labels into the address; here codes stand there, so that a link outlives a rewording.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from html import escape

import streamlit as st

from finsam_data.snapshot import Snapshot
from pages.text import choices as text
from queries.periods import Period, parse_period
from queries.publication.plan import TOTAL

GENDERS = (TOTAL, "kvinna", "man")
WIDTHS = {"period": 240, "insats": 380, "gender": 200}


@dataclass(frozen=True)
class Choices:
    """What is chosen. insats and gender are names as in the tables; TOTAL when nothing is singled out."""

    period: Period
    insats: str = TOTAL
    gender: str = TOTAL


def choose(snapshot: Snapshot, *, insats: bool = False, gender: bool = False) -> Choices | None:
    """One row of choices, read from and written to the address; None when the register covers no period.

    What the address asks for and cannot be had is told under the row, and the default is shown instead.
    """
    periods = [period for code in reversed(snapshot.manifest.periods) if (period := parse_period(code))]
    if not periods:
        return None
    notes: list[str] = []
    row = st.container(horizontal=True, vertical_alignment="bottom", key="choices")
    with row:
        codes = [period.code for period in periods]
        code = _select("period", codes, _default_period(periods).code, text.period_option, notes)
        chosen = Choices(parse_period(code) or periods[0])
        if insats:
            chosen = replace(chosen, insats=_insats(snapshot, chosen.period, notes))
        if gender:
            chosen = replace(chosen, gender=_select("gender", GENDERS, TOTAL, text.GENDER_OPTIONS.__getitem__, notes))
    for note in notes:
        st.html(f'<p class="fs-told" role="status">{escape(note)}</p>')
    return chosen


def _insats(snapshot: Snapshot, period: Period, notes: list[str]) -> str:
    """The name of the chosen insats, of those that ran in the period."""
    names = {insats.code: insats.name for insats in snapshot.forbund.insatser}
    running = snapshot.forbund.insatser_between(period.first_day, period.last_day)
    codes = [TOTAL, *(code for code, name in names.items() if name in running)]
    asked = _asked("insats", TOTAL)
    if asked in names and asked not in codes:
        # It exists but did not run then, which is no mistake in the address.
        notes.append(text.not_running(names[asked]))
        _keep("insats", TOTAL, TOTAL)
    return names.get(_select("insats", codes, TOTAL, lambda code: names.get(code, text.ALL_INSATSER), notes), TOTAL)


def _default_period(periods: Sequence[Period]) -> Period:
    """The latest whole year, or the latest half-year where there is none."""
    years = [period for period in periods if period.half is None]
    return max(years or periods)


def _select(name: str, codes: Sequence[str], default: str, label: Callable[[str], str], notes: list[str]) -> str:
    """A select box whose value is a code in the address; nonsense there is noted and left."""
    asked = _asked(name, default)
    if asked not in codes:
        notes.append(text.unknown_choice(name, asked))
        asked = default
    _keep(name, asked, default)
    widget = f"choice_{name}"
    st.session_state[widget] = asked
    return st.selectbox(
        text.LABELS[name],
        codes,
        key=widget,
        format_func=label,
        on_change=lambda: _keep(name, st.session_state[widget], default),
        width=WIDTHS[name],
    )


def _kept() -> dict[str, str]:
    """The choices of the session, which a change of page clears from the address."""
    kept: dict[str, str] = st.session_state.setdefault("choices_kept", {})
    return kept


def _asked(name: str, default: str) -> str:
    return st.query_params.get(name, _kept().get(name, default))


def _keep(name: str, code: str, default: str) -> None:
    """Remember a choice and write it in the address, which the default leaves clean."""
    _kept()[name] = code
    if code == default:
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != code:
        st.query_params[name] = code
