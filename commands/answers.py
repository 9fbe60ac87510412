"""How a command answers: text for people, one JSON value a line for programs."""

import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import msgspec

from finsam_data.errors import FinsamError

FAILED, PARTLY = 1, 3


def print_json(value: object) -> None:
    """One line. Programs read it, so it is UTF-8 whatever the terminal is set to."""
    sys.stdout.flush()
    sys.stdout.buffer.write(msgspec.json.encode(value) + b"\n")
    sys.stdout.buffer.flush()


def progress(options: Namespace) -> Callable[[str], None]:
    """Tells each step of something long."""
    return lambda step: print_json({"progress": step}) if options.json else print(step)


def write_file(path: Path, content: bytes) -> None:
    """A file the user names. Raises FinsamError where it cannot be written."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise FinsamError(
            str(path), "Filen går inte att skriva.", "Stäng den i Excel, eller välj annan mapp."
        ) from error
