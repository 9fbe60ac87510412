"""Take files in from a process of its own: python -m tests.finsam_data.intake.importing WHAT FOLDER [NUMBER].

`many` takes in four files, each about a year of its own. `killed` takes in a corrected file, and then takes it back,
again and again in copies of FOLDER/start, killed after each line that leaves anything else on the disk, and before
fifty lines drawn from all that run; prints how many were killed.
"""

import os
import random
import shutil
import signal
import sys
from datetime import date
from pathlib import Path
from types import FrameType

from finsam_data.intake.register.journal import Journal
from finsam_data.settings import PROJECT
from tests.finsam_data.intake.files import NOW, checked, woman

MANY = 4
DRAWN = 50
OURS = f"{PROJECT / 'finsam_data'}{os.sep}"


class Lines:
    """A trace function that numbers the lines of our modules as they run; at one of them the process ends, unasked.

    steps: the lines before which something in the watched folder had changed since the line before.
    """

    def __init__(self, last: int | None = None, watched: Path | None = None) -> None:
        self.last, self.watched, self.n, self.steps = last, watched, 0, list[int]()
        self.seen = on_disk(watched) if watched else set()

    def __call__(self, frame: FrameType, event: str, _: object) -> "Lines | None":
        if not frame.f_code.co_filename.startswith(OURS):
            return None
        if event == "line":
            if self.n == self.last:
                os.kill(os.getpid(), signal.SIGKILL)
            if self.watched and (seen := on_disk(self.watched)) != self.seen:
                self.steps.append(self.n)
                self.seen = seen
            self.n += 1
        return self


def on_disk(folder: Path) -> set[tuple[str, int, int]]:
    """Path, file and size of all that lies in the folder."""
    return {
        (found.path, found.inode(), found.stat().st_size)
        for place, _, _ in os.walk(folder)
        for found in os.scandir(place)
    }


def start(folder: Path) -> None:
    """One import is in force."""
    Journal(folder).commit(checked(woman("a", "2024-02-01")), "Kansliet", NOW)


def correct(folder: Path) -> None:
    """Another takes its place."""
    Journal(folder).commit(checked(woman("a", "2024-02-01"), woman("b", "2024-03-01")), "Kansliet", NOW)


def take_back(folder: Path) -> None:
    """The other is taken back."""
    Journal(folder).take_back("20250120-2", "Kansliet", NOW)


def many(folder: Path, first: int) -> None:
    for year in range(first, first + MANY):
        covers = date(year, 1, 1), date(year, 12, 31)
        Journal(folder).commit(checked(woman(f"p{year}", f"{year}-05-01"), covers=covers), "Kansliet", NOW)


def killed(folder: Path) -> None:
    attempts = 0
    for act in (correct, take_back):
        place = folder / f"{act.__name__}-whole"
        shutil.copytree(folder / "start", place)
        if act is take_back:
            correct_in_child(place)
        before = folder / f"{act.__name__}-before"
        shutil.copytree(place, before)
        n, steps = counted(act, place)
        drawn = random.Random(n).sample(range(n), DRAWN if act is correct else 0)
        for line in sorted({*steps, *drawn}):
            copy = folder / f"{act.__name__}-{line:05}"
            shutil.copytree(before, copy)
            child = os.fork()
            if child == 0:
                sys.settrace(Lines(line))
                act(copy)
                os._exit(0)
            _, status = os.waitpid(child, 0)
            assert os.WIFSIGNALED(status), line
            attempts += 1
    print(attempts)


def correct_in_child(place: Path) -> None:
    """Polars may not be used before a fork, so all that uses it is done in children."""
    child = os.fork()
    if child == 0:
        correct(place)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0


def counted(act, place: Path) -> tuple[int, list[int]]:
    """How many lines run, and which of them are steps, told through a pipe."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        lines = Lines(watched=place)
        sys.settrace(lines)
        act(place)
        sys.settrace(None)
        os.write(writer, " ".join(map(str, [lines.n, *lines.steps])).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as told:
        n, *steps = map(int, told.read().split())
    assert os.waitpid(child, 0)[1] == 0
    return n, steps


if __name__ == "__main__":
    what, where, *number = sys.argv[1:]
    if what == "many":
        many(Path(where), int(number[0]))
    else:
        killed(Path(where))
