"""Save scenarios from a process of its own: python -m tests.finsam_data.saving WHAT FOLDER [NUMBER].

`many` saves six scenarios of the same name, as one who opened the folder empty. `killed` saves a change over the
scenario in FOLDER/start again and again, killed before every line of it in turn, each time in a copy of the folder.
"""

import os
import shutil
import signal
import sys
from pathlib import Path
from types import FrameType

from finsam_data import file_lock, saved_scenarios
from finsam_data.saved_scenarios import save
from finsam_data.scenario import OtherIncome, Scenario

MANY = 6


def numbered(number: int, name: str = "Samma namn") -> Scenario:
    """A scenario that tells its number."""
    return Scenario(name, (OtherIncome(tkr={2026: float(number)}),))


class KilledAfter:
    """A trace function that ends the process, at once and unasked, before one line too many of the saving modules."""

    def __init__(self, lines: int) -> None:
        self.lines = lines

    def __call__(self, frame: FrameType, event: str, _: object) -> "KilledAfter | None":
        if frame.f_code.co_filename not in {saved_scenarios.__file__, file_lock.__file__}:
            return None
        if event == "line":
            if self.lines == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            self.lines -= 1
        return self


def many(folder: Path, first: int) -> None:
    for number in range(first, first + MANY):
        save(folder, numbered(number))


def killed(folder: Path) -> None:
    attempt = 0
    while True:
        place = folder / f"{attempt}"
        shutil.copytree(folder / "start", place)
        child = os.fork()
        if child == 0:
            (opened,) = saved_scenarios.saved_scenarios(place)[0]
            sys.settrace(KilledAfter(attempt))
            save(place, numbered(2), opened)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            break
        attempt += 1
    print(attempt if os.waitstatus_to_exitcode(status) == 0 else "error")


if __name__ == "__main__":
    if sys.argv[1] == "many":
        many(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        killed(Path(sys.argv[2]))
