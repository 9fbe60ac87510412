"""How long those stayed who ended in Lilla Ån."""

import polars as pl
import pytest

from queries.duration import DurationCount, duration_counts, most_common
from queries.periods import Period
from queries.publication.plan import TOTAL
from queries.uncertainty import with_shares
from tests.lilla_an import KAFFE, VAGEN


@pytest.fixture(scope="module")
def durations(lilla_an):
    return lilla_an.snapshot.table("duration")


def bands(**counts: int) -> pl.DataFrame:
    """One insats's ended per band."""
    rows = pl.DataFrame({"insats": KAFFE, "duration": list(counts), "n": list(counts.values())})
    return DurationCount.cast(with_shares(rows.with_columns(base=pl.col("n").sum())).with_columns(hidden=False))


def test_the_bands_stand_from_the_shortest_to_the_longest_and_sum_to_all(durations, lilla_an):
    """2024: Ida one day on Kaffestugan; the other four more than ninety."""
    counts = duration_counts(durations, lilla_an.snapshot.forbund, Period(2024), [TOTAL, KAFFE, VAGEN])
    assert counts.select("insats", "duration", "n", "base").rows() == [
        (TOTAL, "Korta", 1, 5),
        (TOTAL, "Mellan", 0, 5),
        (TOTAL, "Långa", 4, 5),
        (KAFFE, "Korta", 1, 4),
        (KAFFE, "Mellan", 0, 4),
        (KAFFE, "Långa", 3, 4),
        (VAGEN, "Korta", 0, 1),
        (VAGEN, "Mellan", 0, 1),
        (VAGEN, "Långa", 1, 1),
    ]


def test_only_the_chosen_sex_is_counted(durations, lilla_an):
    counts = duration_counts(durations, lilla_an.snapshot.forbund, Period(2023), [TOTAL], "man")
    assert counts.get_column("n").to_list() == [1, 0, 0]


def test_the_most_common_band_is_told_with_its_share():
    assert most_common(bands(Korta=5, Långa=15), KAFFE) == ("Långa", 15 / 20)


def test_nothing_is_most_common_among_too_few_or_where_two_are_equal():
    assert most_common(bands(Korta=1, Långa=8), KAFFE) is None
    assert most_common(bands(Korta=10, Långa=10), KAFFE) is None
    assert most_common(bands(Korta=10), VAGEN) is None
