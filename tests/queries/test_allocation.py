"""Who pays what, and how far it is to the ideal."""

import polars as pl
import pytest

from finsam_data.forbund import parse_forbund
from queries.allocation import (
    AllocationGap,
    PartyAllocation,
    allocation_by_party,
    allocation_by_year,
    allocation_gap,
    matching,
)
from tests.builders import frame, row
from tests.lilla_an import FORBUND, tables


@pytest.fixture(scope="module")
def years():
    return allocation_by_year(tables()["allocation"], tables()["ideal_allocation"])


def paid(*rows):
    return frame("allocation", *(row("allocation", **changes) for changes in rows))


def test_the_parties_are_summed_and_half_a_thousand_is_kept(years):
    assert years.select("year", "allocation_tkr").rows() == [(2023, 280.0 + 280.0), (2024, 300.5 + 300.5)]


def test_a_year_without_a_published_ideal_has_none(years):
    assert years.get_column("ideal_tkr").to_list() == [None, 2404]
    assert allocation_gap(years, 2023) is None
    assert allocation_gap(years, 2050) is None


def test_the_gap_is_what_is_missing_to_the_ideal(years):
    gap = allocation_gap(years, 2024)
    assert gap.share == 601 / 2404  # a quarter
    assert gap.gap_tkr == 2404 - 601


def test_the_printed_figures_of_2025():
    gap = AllocationGap(2025, 36168, 57770)
    assert gap.share == pytest.approx(0.626, abs=0.0005)
    assert gap.gap_tkr == 21602


def test_more_than_the_ideal_is_a_negative_gap():
    assert AllocationGap(2025, 110, 100).gap_tkr == -10


def test_a_year_is_decided_only_when_every_party_is():
    both = paid({"party": "Staten vid ån"}, {"party": "Region Ån", "decided": False})
    assert allocation_by_year(both, frame("ideal_allocation")).get_column("decided").to_list() == [False]


def test_years_come_in_order_whatever_the_order_of_the_rows():
    mixed = paid({"year": 2026}, {"year": 2024}, {"year": 2025})
    assert allocation_by_year(mixed, frame("ideal_allocation")).get_column("year").to_list() == [2024, 2025, 2026]


def test_without_rows_there_are_no_years():
    assert allocation_by_year(frame("allocation"), frame("ideal_allocation")).is_empty()


def test_each_party_pays_its_shares_in_the_forbunds_order():
    """Lilla Ån has two parties with two quarters each: 300,5 / 2 = 150,25 a quarter."""
    parties = allocation_by_party(tables()["allocation"], parse_forbund(FORBUND.encode()))
    PartyAllocation.validate(parties)
    assert parties.filter(year=2024).select("party", "shares", "quarter_tkr").rows() == [
        ("Staten vid ån", 2, 300.5 / 2),
        ("Region Ån", 2, 300.5 / 2),
    ]


def test_the_lowest_quarter_times_all_quarters_is_the_whole():
    forbund = parse_forbund(FORBUND.encode())
    parties = allocation_by_party(tables()["allocation"], forbund)
    found = matching(parties, 2024)
    assert (found.short_name, found.quarter_tkr, found.shares, found.allocation_tkr) == ("regionen", 150.25, 4, 601.0)
    assert found.holds  # 150,25 × 4 = 601

    uneven = allocation_by_party(
        paid(
            {"party": "Staten vid ån", "allocation_tkr": 400.0},
            {"party": "Region Ån", "allocation_tkr": 300.0},
        ),
        forbund,
    )
    assert not matching(uneven, 2024).holds  # 150 × 4 = 600, not 700


def test_a_party_that_the_forbund_does_not_name_has_no_shares():
    forbund = parse_forbund(FORBUND.encode())
    parties = allocation_by_party(paid({"party": "Kommunen"}, {"party": "Region Ån"}), forbund)
    assert dict(parties.select("party", "shares").iter_rows()) == {"Region Ån": 2, "Kommunen": None}
    assert matching(parties, 2024) is None
    assert matching(parties.filter(pl.col("year") == 1999), 1999) is None
