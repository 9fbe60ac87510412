"""The scenario on the screen: what it is now, what it was, and what has been said of each change.

Everything lies in the visitor's own session. Nothing is saved by changing it.
"""

from dataclasses import dataclass, field
from datetime import datetime

import streamlit as st

from finsam_data.scenario import EMPTY, Scenario

KEY = "scenario_history"
MOST_STEPS = 200


@dataclass
class History:
    """The scenario shown, those before it, those undone, and the log of changes."""

    now: Scenario = EMPTY
    before: list[Scenario] = field(default_factory=list)
    after: list[Scenario] = field(default_factory=list)
    said: list[tuple[datetime, str]] = field(default_factory=list)


def _history() -> History:
    if KEY not in st.session_state:
        st.session_state[KEY] = History()
    history: History = st.session_state[KEY]
    return history


def scenario() -> Scenario:
    """What is on the screen."""
    return _history().now


def show(scenario: Scenario, said: str) -> None:
    """Put another scenario on the screen and remember the former; said is the line for the log."""
    history = _history()
    history.before = [*history.before[1 - MOST_STEPS :], history.now]
    history.after = []
    history.now = scenario
    _tell(history, said)


def undo() -> None:
    """Back to the scenario before the last change."""
    history = _history()
    if history.before:
        history.after.append(history.now)
        history.now = history.before.pop()
        _tell(history, "Ångrade den senaste ändringen")


def redo() -> None:
    """Forward again to what was undone last."""
    history = _history()
    if history.after:
        history.before.append(history.now)
        history.now = history.after.pop()
        _tell(history, "Gjorde om ändringen")


def can_undo() -> bool:
    """Is there something to go back to?"""
    return bool(_history().before)


def can_redo() -> bool:
    """Has something been undone?"""
    return bool(_history().after)


def log() -> list[tuple[datetime, str]]:
    """Every change in order, with its time."""
    return list(_history().said)


def _tell(history: History, said: str) -> None:
    history.said.append((datetime.now().astimezone(), said))
