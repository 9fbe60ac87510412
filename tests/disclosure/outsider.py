"""An outsider's attack on a published edition: python -m tests.disclosure.outsider OUT DATA.

Reads nothing but the protected edition's own files. What it then knows is compared with the internal edition of the
same data: every group of one to four there, shown or not, is tried.
"""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import polars as pl
from scipy import sparse

from finsam_data.forbund import Forbund
from finsam_data.settings import PROJECT
from tests.disclosure.editions import KEY, counts, edition_folder, forbund_of, merged_truth
from tests.disclosure.equations import Unknowns, keys, unknowns
from tests.disclosure.leaks import SMALL, named, once, pinned_pairs, shared_by_all
from tests.disclosure.polytope import interior
from tests.disclosure.printed import with_printed
from tests.disclosure.proof import proof
from tests.disclosure.search import Search

SECONDS = 50.0
PROVEN = 3
"""How many leaks of a kind the script proves."""
Believed = tuple[int, int | None]
"""The lowest and highest that a hidden number can be by the rule that hid it; None is no limit."""


@dataclass(frozen=True)
class Report:
    """What the attack found. A cell is named by KEY; truth is its count in the internal edition."""

    small: int
    """Groups of 1–4 in the internal edition, with the protected edition's categories."""
    hidden: int
    """How many of them stand in the protected edition, hidden."""
    pinned: pl.DataFrame
    """Groups of 1–4 with one possible value."""
    narrowed: pl.DataFrame
    """Groups of 1–4, not pinned, known to be at least two or at most three; lowest or highest says which."""
    pairs: pl.DataFrame
    """Siblings that are not shown and sum to 1–4 in every world."""
    shared: pl.DataFrame
    """Groups of 1–4 all of whose members stand in one category (in) in every world."""
    inherited: pl.DataFrame
    """The same, where they belong to a larger group all of whose members do; not counted as leaks."""
    wrong: pl.DataFrame
    """Shown numbers that are not the truth."""
    undecided: int
    """Groups that there was no time for."""
    large: int
    """Rows of the protected edition with a true count of five or more."""
    large_shown: int
    """How many of them are shown."""
    programs: int
    seconds: float

    @property
    def leaks(self) -> int:
        """Everything that may not be, and what is not known."""
        return self.pinned.height + self.narrowed.height + self.pairs.height + self.shared.height + self.undecided

    @property
    def shown_share(self) -> float:
        """Of the rows with a true count of five or more, how many are shown."""
        return self.large_shown / self.large if self.large else 1.0

    @property
    def line(self) -> str:
        """In one line."""
        return (
            f"{self.small} groups of 1–4: pinned {self.pinned.height}, narrowed {self.narrowed.height}, "
            f"pairs {self.pairs.height}, shared {self.shared.height} (+{self.inherited.height} inherited), "
            f"undecided {self.undecided}; wrong {self.wrong.height}; shown {self.shown_share:.1%} of {self.large}; "
            f"{self.programs} programs, {self.seconds:.1f} s"
        )


@dataclass(frozen=True)
class Knowledge:
    """What the outsider has to go on: equations · unknowns = known, the first of them the shown cells in order."""

    cells: pl.DataFrame
    """KEY, truth, shown, hidden, listed, printed; one row per row of sums."""
    sums: sparse.csr_matrix
    equations: sparse.csr_matrix
    known: np.ndarray
    block_of: np.ndarray
    """The block of each unknown: 0 for the flow, another for each table and year."""


def attack(
    protected: Path, internal: Path, believed: Believed | None = None, exact: bool = False, seconds: float = SECONDS
) -> Report:
    """Everything that the protected edition's folder tells about groups of 1–4.

    believed: by default that a hidden number is at least one, where no zero happens to be hidden, else nothing.
    exact: find both ends for the groups that are known too well, in whole numbers; else one end is enough.
    What the printed figures tell without the edition is no leak. Raises ValueError when the edition contradicts
    itself or the attack proves what is not so.
    """
    began = time.monotonic()
    cells = with_printed(known_cells(protected, internal), protected)
    if believed is None:
        believed = (0 if cells.filter("hidden", pl.col("truth") == 0).height else 1, None)
    report = attack_on(knowledge(cells, forbund_of(protected), believed), exact, began + seconds)
    if cells.get_column("printed").null_count() < cells.height:
        printed = cells.with_columns(shown="printed", hidden=pl.lit(False), listed=pl.lit(False))
        before = attack_on(knowledge(printed, forbund_of(protected), (0, None)), False, began + seconds)
        report = _without(report, before)
    return replace(report, seconds=time.monotonic() - began)


def attack_on(known: Knowledge, exact: bool, until: float) -> Report:
    """What follows from this knowledge, searched until that moment of time.monotonic()."""
    sums = known.sums
    inside = interior(known.equations, known.known)
    cells = known.cells.with_columns(pinned=pl.Series(inside.pinned(sums)), row=pl.int_range(pl.len()))
    cells = named(cells, sums @ inside.steps.T, inside.values(sums))
    _check(cells)
    small = once(cells.filter(pl.col("truth").is_between(*SMALL)))
    pinned, rest = small.filter("pinned"), small.filter(~pl.col("pinned"))
    search = Search(known.equations, known.known, inside, known.block_of, until)
    narrowed, undecided = _narrowed(rest, sums, search)
    if exact:
        lowest, highest = search.ranges(sums[narrowed.get_column("row").to_numpy()])
        narrowed = narrowed.with_columns(lowest=pl.Series(lowest), highest=pl.Series(highest))
        pinned = pl.concat([pinned, narrowed.filter(pl.col("lowest") == pl.col("highest"))], how="diagonal")
        narrowed = narrowed.filter(pl.col("lowest") < pl.col("highest"))
    shared = shared_by_all(cells)
    large = once(cells.filter(pl.col("truth") > SMALL[1], pl.col("listed")))
    return Report(
        small=small.height,
        hidden=small.filter("hidden").height,
        pinned=pinned,
        narrowed=narrowed,
        pairs=pinned_pairs(cells),
        shared=shared.filter(~pl.col("inherited")),
        inherited=shared.filter("inherited"),
        wrong=cells.filter(pl.col("shown") != pl.col("truth")),
        undecided=undecided,
        large=large.height,
        large_shown=large.filter(pl.col("shown") == pl.col("truth")).height,
        programs=search.programs,
        seconds=0.0,
    )


def _without(report: Report, before: Report) -> Report:
    """Without what was known before the edition was published."""

    def fresh(kind: str, *further: str) -> pl.DataFrame:
        found, old = getattr(report, kind), getattr(before, kind)
        return found.join(old, on=[*KEY, *further], how="anti") if old.height else found

    tight = pl.concat([before.pinned.select(KEY), before.narrowed.select(KEY)])
    return replace(
        report,
        pinned=fresh("pinned"),
        narrowed=report.narrowed.join(tight, on=KEY, how="anti"),
        pairs=fresh("pairs", "of", "other"),
        shared=fresh("shared", "of", "in"),
    )


def knowledge(cells: pl.DataFrame, forbund: Forbund, believed: Believed) -> Knowledge:
    """What the cells show, what was printed, and what always holds."""
    world = unknowns(cells, forbund)
    sums = world.matrix([world.parts(cell) for cell in keys(cells)])
    equations, known = what_is_known(world, cells, sums, believed)
    sums.resize(sums.shape[0], equations.shape[1])
    return Knowledge(cells, sums, equations, known, _blocks(world, equations))


def _blocks(world: Unknowns, equations: sparse.csr_matrix) -> np.ndarray:
    """A number for each unknown's table and year; room for a limit goes with what is limited."""
    numbers: dict[tuple[str, ...], int] = {("flow",): 0}
    block_of = np.zeros(equations.shape[1], dtype=int)
    for (table, _, half, *_), column in world.columns.items():
        name = (table,) if table in {"flow", "consent"} else (table, half[:4])
        block_of[column] = numbers.setdefault(name, len(numbers))
    own = len(world.columns)
    limits = equations[:, own:].tocoo()
    for row, column in zip(limits.row, limits.col, strict=True):
        block_of[own + column] = block_of[equations[row].indices.min()]
    return block_of


def known_cells(protected: Path, internal: Path) -> pl.DataFrame:
    """Every cell that any of the editions has: truth, shown (null where not), hidden, listed (a row of the edition)."""
    truth = merged_truth(counts(internal), protected).select(*KEY, truth="n")
    shown = counts(protected).select(*KEY, shown="n", hidden="hidden", listed=pl.lit(True))
    both = truth.join(shown, on=KEY, how="full", coalesce=True)
    return both.with_columns(pl.col("hidden", "listed").fill_null(False)).sort(KEY)


def what_is_known(
    world: Unknowns, cells: pl.DataFrame, sums: sparse.csr_matrix, believed: Believed
) -> tuple[sparse.csr_matrix, np.ndarray]:
    """What is shown, what always holds, and what is believed of hidden numbers; a limit has a column for its room."""
    always = world.matrix(world.equations)
    parts, right = [], []
    for column in ("shown", "printed"):
        told = cells.get_column(column)
        parts.append(sums[np.flatnonzero(told.is_not_null().to_numpy())])
        right.append(told.drop_nulls().to_numpy().astype(float))
    matrix = sparse.vstack([*parts, always])
    right.append(np.zeros(always.shape[0]))
    hidden = sums[np.flatnonzero(cells.get_column("hidden").to_numpy())]
    many = hidden.shape[0]
    for limit, sign in zip(believed, (-1, 1), strict=True):
        if limit:
            beyond = sparse.csr_matrix((many, matrix.shape[1] - hidden.shape[1]))
            room = sparse.vstack([sparse.csr_matrix((matrix.shape[0], many)), sign * sparse.identity(many)])
            matrix = sparse.hstack([sparse.vstack([matrix, sparse.hstack([hidden, beyond])]), room])
            right.append(np.full(many, float(limit)))
    return matrix.tocsr(), np.concatenate(right)


def _check(cells: pl.DataFrame) -> None:
    """What is proven of a number that is not shown must be the truth; if not, the attack's own equations are wrong."""
    proven = cells.filter(pl.col("pinned"), pl.col("shown").is_null())
    lies = proven.filter((pl.col("value") - pl.col("truth")).abs() > 1e-3)
    if lies.height:
        raise ValueError(f"{lies.height} proofs of what is not so, the first of {lies.row(0)}")


def _narrowed(rest: pl.DataFrame, sums: sparse.csr_matrix, search: Search) -> tuple[pl.DataFrame, int]:
    """Those that can never be as large as four, or as small as one, and how many there was no time for."""
    asked = sums[rest.get_column("row").to_numpy()]
    below, highest = search.outside(asked, SMALL[1], 1)
    above, lowest = search.outside(asked, SMALL[0], -1)
    undecided = int((np.isneginf(highest) | np.isposinf(lowest)).sum())
    ends = rest.with_columns(lowest=pl.Series(lowest), highest=pl.Series(highest))
    return ends.filter(pl.Series(below | above)), undecided


def publish(data: Path, out: Path, edition: str) -> Path:
    """The edition's folder, published as anybody would. Raises RuntimeError with what the command said."""
    command = [sys.executable, "finsam.py", "publish", "--data", str(data), "--out", str(out)]
    environment = {**os.environ, "FINSAM_EDITION": edition}
    done = subprocess.run(command, cwd=PROJECT, env=environment, check=False, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"publish, {edition}: {done.stdout[-500:]}{done.stderr[-1500:]}")
    return edition_folder(out, edition)


def main(arguments: list[str]) -> int:
    """Attack what stands in OUT, made from DATA, and show for some of the leaks which numbers give them away."""
    out, data = map(Path, arguments)
    protected = edition_folder(out, "protected")
    with tempfile.TemporaryDirectory() as folder:
        internal = publish(data, Path(folder), "internal")
        report = attack(protected, internal, seconds=600)
        cells = with_printed(known_cells(protected, internal), protected)
    print(report.line)
    columns = [*KEY, "of", "other", "in", "truth", "truth_other", "shown", "hidden", "lowest", "highest"]
    with pl.Config(tbl_rows=20, fmt_str_lengths=30, tbl_cols=20, tbl_width_chars=220, tbl_hide_dataframe_shape=True):
        for name in ("pinned", "narrowed", "pairs", "shared", "wrong"):
            leaks: pl.DataFrame = getattr(report, name)
            if leaks.height:
                print(name, dict(sorted(leaks.group_by("table").len().rows())))
                print(leaks.select(column for column in columns if column in leaks.columns))
    known = knowledge(cells, forbund_of(protected), (0, None))
    for leaks in (report.pinned, report.narrowed):
        for leak in leaks.sample(min(PROVEN, leaks.height), seed=1).iter_rows(named=True):
            print(" / ".join(leak[name] for name in KEY), "is", leak["truth"])
            for sign, words in ((-1, "at least"), (1, "at most")):
                bound, shown = proof(known.cells, known.equations, known.known, known.sums[leak["row"]], sign)
                print(f"  {words} {bound:.2f}", *(f"    {factor:+g} · {name}" for factor, name in shown), sep="\n")
    return min(report.leaks + report.wrong.height, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
