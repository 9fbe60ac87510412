"""The choices every page shares: period, insats and sex. They live in the address, as stable codes.

Streamlit's own binding writes labels into the address; here codes stand there, so that a link outlives a rewording.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from finsam_data.snapshot import Snapshot
from pages.text import choices as text
from queries.periods import Period, parse_period
from queries.publication.plan import TOTAL

GENDER_CODES = {TOTAL: TOTAL, "kvinna": "kvinna", "man": "man"}


@dataclass(frozen=True)
class Choices:
    """What is chosen. insats and gender are names as in the tables; TOTAL when nothing is singled out."""

    period: Period
    insats: str = TOTAL
    gender: str = TOTAL


def choose(snapshot: Snapshot, *, insats: bool = False, gender: bool = False) -> Choices | None:
    """One row of choices, read from and written to the address; None when the register covers no period."""
    periods = [period for code in reversed(snapshot.manifest.periods) if (period := parse_period(code))]
    if not periods:
        return None
    with st.container(horizontal=True, vertical_alignment="bottom", key="choices"):
        code = _select(
            "period", [p.code for p in periods], _default_period(periods).code, text.period_option, width=240
        )
        chosen = Choices(parse_period(code) or periods[0])
        if insats:
            names = {i.code: i.name for i in snapshot.forbund.insatser}
            running = snapshot.forbund.insatser_between(chosen.period.first_day, chosen.period.last_day)
            codes = [TOTAL, *(c for c, name in names.items() if name in running)]
            code = _select("insats", codes, TOTAL, lambda c: names.get(c, text.ALL_INSATSER), width=380, known=names)
            chosen = Choices(chosen.period, names.get(code, TOTAL))
        if gender:
            code = _select("gender", list(GENDER_CODES), TOTAL, text.GENDER_OPTIONS.__getitem__, width=200)
            chosen = Choices(chosen.period, chosen.insats, GENDER_CODES[code])
    return chosen


def _default_period(periods: Sequence[Period]) -> Period:
    """The latest whole year, or the latest half-year where there is none."""
    years = [period for period in periods if period.half is None]
    return max(years or periods)


def _select(
    name: str,
    codes: list[str],
    default: str,
    label: Callable[[str], str],
    *,
    width: int,
    known: Sequence[str] | dict[str, str] = (),
) -> str:
    """A select box whose value is a code in the address; nonsense there is told and left.

    known holds codes that exist but cannot be chosen now (an insats that did not run in the period).
    """
    kept: dict[str, str] = st.session_state.setdefault("choices_kept", {})
    asked = st.query_params.get(name, kept.get(name, default))
    if asked not in codes:
        st.toast(text.not_running(label(asked)) if asked in known else text.unknown_choice(name, asked))
        asked = default
    kept[name] = asked
    widget = f"choice_{name}"
    st.session_state[widget] = asked
    if asked == default:
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != asked:
        st.query_params[name] = asked

    def changed() -> None:
        kept[name] = st.session_state[widget]
        st.query_params[name] = kept[name]

    return st.selectbox(text.LABELS[name], codes, key=widget, format_func=label, on_change=changed, width=width)
