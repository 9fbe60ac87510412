"""Redistribution in the county: nothing is lost on the way, nobody passes the ideal, and example figures say so."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam_data.county import parse_county
from finsam_data.errors import DataError
from finsam_data.scenario import CountyRedistribution, Scenario
from queries.scenarios.county import Member, county_ideals, county_moves, moves, redistributed
from queries.scenarios.engine import project
from queries.scenarios.ideal import ideal_model

amount = st.integers(1, 100_000).map(float)


def test_one_above_leaves_five_per_cent_to_two_below_by_what_they_lack():
    members = [Member(1000, 800), Member(100, 200), Member(100, 400)]
    assert moves(members, 0.05, 0.10) == pytest.approx([-50, 50 * 100 / 400, 50 * 300 / 400])


def test_at_most_ten_per_cent_is_left_a_year_whatever_the_share():
    assert moves([Member(1000, 500), Member(0, 900)], 0.25, 0.10) == pytest.approx([-100, 100])


def test_nobody_is_cut_below_the_ideal():
    assert moves([Member(1000, 990), Member(0, 900)], 0.05, 0.10) == pytest.approx([-10, 10])


def test_no_more_is_taken_than_somebody_lacks():
    assert moves([Member(1000, 500), Member(97, 100)], 0.05, 0.10) == pytest.approx([-3, 3])


def test_where_nobody_is_above_nothing_moves():
    assert moves([Member(100, 200), Member(50, 50)], 0.05, 0.10) == [0, 0]


@given(st.lists(st.builds(Member, amount, amount), min_size=1, max_size=8), st.floats(0, 1), st.floats(0, 1))
def test_nothing_is_lost_and_nobody_passes_the_ideal(members, share, max_cut):
    moved = moves(members, share, max_cut)
    assert sum(moved) == pytest.approx(0, abs=1e-6)
    for member, tkr in zip(members, moved, strict=True):
        after = member.allocation_tkr + tkr
        if member.allocation_tkr >= member.ideal_tkr:
            assert member.ideal_tkr - 1e-6 <= after <= member.allocation_tkr + 1e-6
            assert -tkr <= min(share, max_cut) * member.allocation_tkr + 1e-6
        else:
            assert member.allocation_tkr <= after <= member.ideal_tkr + 1e-6


def test_the_example_gives_our_published_ideal(plan, assumptions):
    ideals = county_ideals(plan.county, ideal_model(assumptions))
    assert ideals.height == 8
    assert round(ideals.row(0, named=True)["ideal_tkr"]) == 57_770


def test_what_moves_between_the_eight_sums_to_nothing_every_year(plan):
    table = county_moves(plan, CountyRedistribution(first_year=2026))
    sums = dict(table.group_by("year").agg(pl.col("moved_tkr").sum()).iter_rows())
    assert sums == pytest.approx(dict.fromkeys(range(2026, 2031), 0), abs=1e-6)


def test_what_we_gain_is_added_to_the_plan_and_the_example_is_noted(plan):
    lever = CountyRedistribution(first_year=2026)
    projection = project(plan, Scenario("Omfördelning", (lever,)))
    gained = redistributed(plan, lever)
    assert gained[2025] == 0
    assert projection.year(2026).allocation_tkr == round(37_568 + gained[2026])
    assert "county_example" in {note.code for note in projection.notes}
    assert "county_example" not in {note.code for note in project(plan).notes}


def test_a_broken_county_file_is_refused():
    with pytest.raises(DataError, match="skadad eller har fel form"):
        parse_county(b"forbund: 3")
