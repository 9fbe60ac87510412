"""Streamlit as it is started otherwise, with each file that Python opens and each module it imports written down."""

import os
import runpy
import sys

LOG = os.open(os.environ["AUDIT_LOG"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)


def note(event: str, arguments: tuple[object, ...]) -> None:
    """One line for each file and module."""
    if event in {"open", "import"}:
        os.write(LOG, f"{event} {arguments[0]!s}\n".encode(errors="replace"))


sys.addaudithook(note)
runpy.run_module("streamlit", run_name="__main__", alter_sys=True)
