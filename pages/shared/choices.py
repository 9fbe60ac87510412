"""The choices every page shares: period, insats and sex. They live in the address, as stable codes.

Streamlit's own binding writes labels into the address; here codes stand there, so that a link outlives a rewording.
What may be chosen is what the snapshot tells apart: in the protected edition the year and one thing more, and
half-years for everybody together where they are told no finer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from html import escape

import streamlit as st

from finsam_data.snapshot import Snapshot
from pages.shared.html import hidden_key, hint
from pages.shared.margins import may_combine
from pages.text import choices as text
from pages.text.common import SCREEN_KEY
from queries.periods import Period, parse_period
from queries.publication.plan import TOTAL

ADVICE = "choices_advice"
OFFERED = "choices_offered"
WIDTHS = {"period": 240, "insats": 380, "gender": 200}


@dataclass(frozen=True)
class Choices:
    """What is chosen. insats and gender are names as in the tables; TOTAL when nothing is singled out."""

    period: Period
    insats: str = TOTAL
    gender: str = TOTAL


def choose(
    snapshot: Snapshot, *, insats: bool = False, gender: bool = False, shows: tuple[str, ...] = ("flow",)
) -> Choices | None:
    """One row of choices, read from and written to the address; None when the register covers no period.

    shows names a table and those of its dimensions that the page always tells apart: with them the snapshot must be
    able to tell what is chosen. What the address asks for and cannot be had is told under the row, and the default is
    shown instead.
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
        offered = [name for name, on in (("insats", insats), ("gender", gender)) if on]
        closed = [name for name in offered if not _told_apart(snapshot, chosen.period, shows, name)]
        for name in closed:
            _leave_closed(snapshot, name, chosen.period, notes)
        one_of_two = len(offered) == 2 and not closed and not _told_apart(snapshot, chosen.period, shows, *offered)
        if one_of_two:
            _keep_one(snapshot, notes)
        told = _genders(snapshot)
        if insats:
            greyed = "insats" in closed or (one_of_two and _asked("gender", TOTAL) in told)
            chosen = replace(chosen, insats=_insats(snapshot, chosen.period, notes, greyed))
        if gender:
            greyed = "gender" in closed or (one_of_two and chosen.insats != TOTAL)
            label = text.GENDER_OPTIONS.__getitem__
            chosen = replace(chosen, gender=_select("gender", (TOTAL, *told), TOTAL, label, notes, disabled=greyed))
    # The reason is always said, so that it does not come and go under the reader when a box is greyed.
    reason = text.closed(closed, chosen.period) if closed else text.ONE_OF_TWO if one_of_two else ""
    key = hidden_key(SCREEN_KEY) if snapshot.manifest.edition == "protected" else ""
    # Always there, so that the charts below keep their places, and are updated there, when something is told.
    with st.container():
        if reason or key:
            st.html((hint(reason) if reason else "") + key)
        for note in notes:
            st.html(f'<p class="fs-told" role="status">{escape(note)}</p>')
    st.session_state[ADVICE] = text.more_to_see(chosen.period, chosen.insats, chosen.gender)
    return chosen


def offered_insatser() -> dict[str, str]:
    """The insatser that may be chosen on the page now, name → code; none where there is no such choice or it is closed.

    The order is that of the box.
    """
    return dict(st.session_state.get(OFFERED, {}))


def nothing_offered() -> None:
    """Until the page asks for its choices."""
    st.session_state[OFFERED] = {}


def chosen_insats() -> str:
    """The code of the chosen insats; TOTAL when none is."""
    return _asked("insats", TOTAL)


def take_insats(code: object) -> None:
    """Choose one of those offered, or all again, as the box would. The browser says it, so anything may be said."""
    if isinstance(code, str) and code in {TOTAL, *offered_insatser().values()}:
        _keep("insats", code, TOTAL)


def advice() -> str:
    """What to choose on the page to see more than is protected now."""
    return str(st.session_state.get(ADVICE, ""))


def _told_apart(snapshot: Snapshot, period: Period, shows: tuple[str, ...], *names: str) -> bool:
    """Can the snapshot tell these apart for such a period, together with what the page shows?"""
    table, *shown = shows
    entry = snapshot.manifest.tables.get(table)
    return entry is None or may_combine(entry, period, *names, *shown)


def _leave_closed(snapshot: Snapshot, name: str, period: Period, notes: list[str]) -> None:
    """What is asked for but cannot be chosen in such a period is told and left."""
    names = {insats.code: insats.name for insats in snapshot.forbund.insatser}
    labels = names if name == "insats" else {code: text.GENDER_OPTIONS[code] for code in _genders(snapshot)}
    if (asked := _asked(name, TOTAL)) in labels:
        notes.append(text.closed_choice(name, labels[asked], period))
        _keep(name, TOTAL, TOTAL)


def _genders(snapshot: Snapshot) -> tuple[str, ...]:
    """Those that can be chosen: the two that are told apart, with or without the third in one of them."""
    return snapshot.forbund.genders[:2]


def _keep_one(snapshot: Snapshot, notes: list[str]) -> None:
    """Where both are asked for, the insats stays."""
    codes = {insats.code for insats in snapshot.forbund.insatser}
    if _asked("insats", TOTAL) in codes and _asked("gender", TOTAL) in _genders(snapshot):
        notes.append(text.INSATS_KEPT)
        _keep("gender", TOTAL, TOTAL)


def _insats(snapshot: Snapshot, period: Period, notes: list[str], disabled: bool) -> str:
    """The name of the chosen insats, of those that ran in the period."""
    names = {insats.code: insats.name for insats in snapshot.forbund.insatser}
    running = snapshot.forbund.insatser_between(period.first_day, period.last_day)
    codes = [TOTAL, *(code for code, name in names.items() if name in running)]
    asked = _asked("insats", TOTAL)
    if asked in names and asked not in codes:
        # It exists but did not run then, which is no mistake in the address.
        notes.append(text.not_running(names[asked]))
        _keep("insats", TOTAL, TOTAL)

    if not disabled:
        st.session_state[OFFERED] = {names[code]: code for code in codes[1:]}

    def label(code: str) -> str:
        return names.get(code, text.ALL_INSATSER)

    return names.get(_select("insats", codes, TOTAL, label, notes, disabled=disabled), TOTAL)


def _default_period(periods: Sequence[Period]) -> Period:
    """The latest whole year, or the latest half-year where there is none."""
    years = [period for period in periods if period.half is None]
    return max(years or periods)


def _select(
    name: str,
    codes: Sequence[str],
    default: str,
    label: Callable[[str], str],
    notes: list[str],
    *,
    disabled: bool = False,
) -> str:
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
        disabled=disabled,
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
