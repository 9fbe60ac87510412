"""The outsider against many registers: python -m tests.disclosure.full [SEEDS [ROWS …]].

Each register is published as anybody would publish it, in both editions, and attacked.
"""

import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from tests.disclosure.outsider import Report, attack, publish
from tests.disclosure.registers import register, skews_of

SEEDS = 20
ROWS = (300, 900, 3000)
PROCESSES = 2
LEGIBLE = {900: 0.8}
"""Rows of the register → the least share of the numbers of five or more that must still be shown."""
SECONDS = 300.0


@dataclass(frozen=True)
class Run:
    """One register: what the attack found, or why there was nothing to attack."""

    seed: int
    rows: int
    report: Report | None
    problem: str = ""

    @property
    def is_safe(self) -> bool:
        """Published, true, and nothing found."""
        return self.report is not None and self.report.leaks == 0 and self.report.wrong.height == 0

    @property
    def is_legible(self) -> bool:
        """Is enough shown, where that is asked of a register of this size?"""
        return self.report is not None and self.report.shown_share >= LEGIBLE.get(self.rows, 0.0)

    @property
    def line(self) -> str:
        """In one line."""
        found = self.report.line if self.report else self.problem
        done = "ok  " if self.is_legible else "DARK"
        mark = done if self.is_safe else "LEAK" if self.report else "FAIL"
        return f"{mark} seed {self.seed:2}, {self.rows} rows ({', '.join(skews_of(self.seed))}): {found}"


def run(seed: int, rows: int, seconds: float = SECONDS) -> Run:
    """Make, publish and attack one register."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        data = register(folder / "data", seed, rows)
        try:
            protected = publish(data, folder / "protected", "protected")
            internal = publish(data, folder / "internal", "internal")
            return Run(seed, rows, attack(protected, internal, seconds=seconds))
        except (RuntimeError, ValueError) as error:
            return Run(seed, rows, None, str(error))


def run_all(seeds: int = SEEDS, rows: tuple[int, ...] = ROWS, processes: int = PROCESSES) -> Iterator[Run]:
    """Every seed with every number of rows, as they are done."""
    with ProcessPoolExecutor(processes) as pool:
        begun = [pool.submit(run, seed, many) for many in rows for seed in range(seeds)]
        for done in as_completed(begun):
            yield done.result()


def main(arguments: list[str]) -> int:
    """A line for each register, then how many were safe and legible."""
    numbers = [int(argument) for argument in arguments]
    seeds, rows = (numbers[0] if numbers else SEEDS), (tuple(numbers[1:]) or ROWS)
    runs: list[Run] = []
    for found in run_all(seeds, rows):
        runs.append(found)
        print(f"{len(runs):3} of {seeds * len(rows)} {found.line}", flush=True)
    safe = sum(found.is_safe for found in runs)
    legible = sum(found.is_legible for found in runs)
    for many in rows:
        shares = [found.report.shown_share for found in runs if found.report and found.rows == many]
        if shares:
            print(f"{many} rows: shown {min(shares):.1%} at least, {sum(shares) / len(shares):.1%} on average")
    print(f"{safe} of {len(runs)} registers safe, {legible} legible")
    return 0 if safe == legible == len(runs) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
