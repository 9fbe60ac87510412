"""What is done once per process: app.py, which Streamlit runs anew at every change, cannot keep even a cache."""

import gc
from functools import cache


@cache
def freeze(page: str) -> None:
    """After the first run of each page: what is imported by now never becomes garbage and need not be looked through.

    Only then: what is frozen at every run is the visitors' own, which would never be let go.
    """
    gc.collect()
    gc.freeze()
