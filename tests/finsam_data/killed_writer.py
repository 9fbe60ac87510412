"""Write snapshot 2 over snapshot 1 again and again, killed before every line of it in turn.

Run as a process of its own: python -m tests.finsam_data.killed_writer FOLDER. Each attempt is made in a copy of
FOLDER/start, named by how many lines it was given. Prints how many attempts were killed; the last one lives.
"""

import os
import shutil
import signal
import sys
from pathlib import Path
from types import FrameType

from finsam_data import snapshot
from tests.finsam_data.snapshots import write_numbered


class KilledAfter:
    """A trace function that ends the process, at once and unasked, before one line too many of the snapshot module."""

    def __init__(self, lines: int) -> None:
        self.lines = lines

    def __call__(self, frame: FrameType, event: str, _: object) -> "KilledAfter | None":
        if frame.f_code.co_filename != snapshot.__file__:
            return None
        if event == "line":
            if self.lines == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            self.lines -= 1
        return self


def main(folder: Path) -> None:
    """Make the attempts, each in a forked process; Polars has not been used yet, so forking is safe."""
    attempt = 0
    while True:
        place = folder / f"{attempt}"
        shutil.copytree(folder / "start", place)
        child = os.fork()
        if child == 0:
            sys.settrace(KilledAfter(attempt))
            write_numbered(place, 2)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            break
        attempt += 1
    print(attempt if os.waitstatus_to_exitcode(status) == 0 else "error")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
