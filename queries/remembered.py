"""Answers kept for the next time the same question is asked, by whoever asks.

Streamlit's own cache compares frames by a few of their rows and can give a stale answer. Here a frame is the same only
when it is the same object: the tables of a snapshot live as long as the snapshot, and frames are never changed.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from typing import ParamSpec, TypeVar

import msgspec
import polars as pl

P = ParamSpec("P")
T = TypeVar("T")
KEPT = 256
"""Answers per question; each is a small frame or a chart."""


def remembered(question: Callable[P, T]) -> Callable[P, T]:
    """Keep the latest answers of a pure function of frames, förbund and plain values."""
    # The arguments stand beside the answer, so that no object's identity is used again while it is a key.
    answers: OrderedDict[Hashable, tuple[T, object]] = OrderedDict()
    lock = threading.Lock()

    @wraps(question)
    def ask(*arguments: P.args, **named: P.kwargs) -> T:
        key = (_key(arguments), _key(named))
        with lock:
            if key in answers:
                answers.move_to_end(key)
                return answers[key][0]
        answer = question(*arguments, **named)
        with lock:
            answers[key] = (answer, (arguments, named))
            if len(answers) > KEPT:
                answers.popitem(last=False)
        return answer

    return ask


def _key(value: object) -> Hashable:
    if isinstance(value, list | tuple):
        return (type(value), *map(_key, value))
    if isinstance(value, dict):
        return (dict, *((name, _key(item)) for name, item in value.items()))
    if isinstance(value, pl.DataFrame | msgspec.Struct) or not isinstance(value, Hashable):
        return ("object", id(value))
    try:
        hash(value)
    except TypeError:
        return ("object", id(value))
    return (type(value), value)
