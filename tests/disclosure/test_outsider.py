"""The outsider tries itself on an edition that protects badly, and then the one that is published."""

from functools import cache
from pathlib import Path

import polars as pl
import pytest

from finsam_data.forbund import TOTAL
from tests.disclosure.editions import counts, plant
from tests.disclosure.full import run
from tests.disclosure.outsider import attack, publish
from tests.disclosure.registers import SKEWS, register, skews_of

ROWS = 900


@pytest.fixture(scope="module")
def internal_of(tmp_path_factory: pytest.TempPathFactory):
    """The internal edition of a seed's register, published once."""

    @cache
    def published(seed: int) -> Path:
        folder = tmp_path_factory.mktemp(f"seed-{seed}")
        return publish(register(folder / "data", seed, ROWS), folder / "internal", "internal")

    return published


def test_every_skew_is_there_within_ten_seeds() -> None:
    assert {skew for seed in range(10) for skew in skews_of(seed)} == set(SKEWS)


@pytest.mark.parametrize("seed", [4])
def test_the_whole_truth_fits_the_equations(internal_of, seed: int) -> None:
    """Nothing is hidden in the internal edition, so nothing may contradict what the outsider takes for granted."""
    internal = internal_of(seed)
    report = attack(internal, internal)
    assert (report.wrong.height, report.hidden) == (0, 0)
    assert report.pinned.height == report.small


def test_hiding_one_to_four_alone_is_undone(internal_of, tmp_path: Path) -> None:
    """Knowing the rule, and no more than what is on disk, the outsider gets back what it hid."""
    hidden = recovered = 0
    for seed in (3, 4):
        report = attack(
            plant(internal_of(seed), tmp_path / str(seed)), internal_of(seed), believed=(1, 4), exact=True, seconds=60
        )
        hidden, recovered = hidden + report.hidden, recovered + report.pinned.filter("hidden").height
    assert hidden > 3_000
    assert recovered >= 0.95 * hidden


def test_one_cell_too_many_shown_is_noticed(internal_of, tmp_path: Path) -> None:
    """Everything hidden but one row of parties and its total: the one left out of it is found."""
    folder = plant(internal_of(3), tmp_path)
    truth = counts(internal_of(3))
    wanted = (pl.col("period") == "2024") & (pl.col("insats") == "Vägen vidare") & (pl.col("gender") == TOTAL)
    for name in truth.get_column("table").unique():
        file = folder / f"{name}.parquet"
        table = pl.read_parquet(internal_of(3) / f"{name}.parquet")
        shown = wanted & ((pl.col("n") == 0) | (pl.col("n") > 4)) if name == "referral" else pl.lit(False)
        table.with_columns(n=pl.when(shown).then("n"), hidden=~shown).write_parquet(file)
    small = truth.filter(pl.col("table") == "referral", wanted, pl.col("n").is_between(1, 4))
    assert small.height == 1
    report = attack(folder, internal_of(3))
    own = report.pinned.filter(pl.col("gender") == TOTAL, pl.col("insats") != TOTAL)
    assert own.select("period", "insats", "category").rows() == small.select("period", "insats", "category").rows()


def test_an_edition_that_tells_nothing_gives_nothing_away(internal_of, tmp_path: Path) -> None:
    """All hidden but the number of participants of each year: no leak is imagined, and no group left undecided."""
    folder = plant(internal_of(3), tmp_path)
    for name in counts(internal_of(3)).get_column("table").unique():
        table = pl.read_parquet(internal_of(3) / f"{name}.parquet")
        total = ~pl.col("period").str.contains("H") & (pl.col("insats") == TOTAL) & (pl.col("gender") == TOTAL)
        shown = total & (pl.col("population") == "participants") if name == "flow" else pl.lit(False)
        table.with_columns(n=pl.when(shown).then("n"), hidden=~shown).write_parquet(folder / f"{name}.parquet")
    report = attack(folder, internal_of(3))
    assert (report.small > 2_000, report.large_shown, report.leaks) == (True, 3, 0)


def test_the_published_edition_tells_nothing_of_small_groups_and_much_of_the_others() -> None:
    """One register on each run, with a rare gender and a rare insats; `make audit` does many, of every size."""
    found = run(6, ROWS, seconds=40)
    assert found.report is not None, found.problem
    assert found.is_safe, found.line
    assert found.is_legible, found.line
    assert found.report.large > 900
