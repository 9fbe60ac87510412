"""The county's förbund: their ideals, and money moving from those above to those below. Amounts in tkr.

What it gives us is added to the plan's path; the others are held at their stated allocation but for what moves. All
of it is example data wherever the county's file says so.
"""

from collections.abc import Sequence
from typing import NamedTuple

import dataframely as dy
import polars as pl

from finsam_data.county import County
from finsam_data.scenario import CountyRedistribution
from queries.scenarios.baseline import Baseline
from queries.scenarios.ideal import Country, ForbundIdeal, ForbundKeys, IdealModel, ideal_model, ideal_table


class CountyMove(dy.Schema):
    """One förbund one year of the redistribution, in tkr. Grain: one row per year and förbund, in the file's order.

    before_tkr + moved_tkr = allocation_tkr; gained_tkr is the sum of what has moved to it so far.
    """

    year = dy.Int64(primary_key=True)
    forbund = dy.String(primary_key=True)
    before_tkr = dy.Float64()
    moved_tkr = dy.Float64()
    allocation_tkr = dy.Float64()
    gained_tkr = dy.Float64()
    ideal_tkr = dy.Float64()


class MoveRow(NamedTuple):
    """As CountyMove."""

    year: int
    forbund: str
    before_tkr: float
    moved_tkr: float
    allocation_tkr: float
    gained_tkr: float
    ideal_tkr: float


class Member(NamedTuple):
    """One förbund's allocation and ideal, in tkr."""

    allocation_tkr: float
    ideal_tkr: float


def moves(members: Sequence[Member], share: float, max_cut: float) -> list[float]:
    """What each förbund gains (above zero) or leaves one year; sums to nothing.

    Those above their ideal leave the share, at most max_cut and never so much that they end below it. Those below
    divide it by what they lack, and nobody passes the ideal; what nobody lacks is not taken.
    """
    left = [min(share * a, max_cut * a, a - ideal) if a > ideal else 0.0 for a, ideal in members]
    lacking = [max(ideal - a, 0.0) for a, ideal in members]
    moved = min(sum(left), sum(lacking))
    if moved == 0:
        return [0.0] * len(members)
    return [moved * (gap / sum(lacking) - loss / sum(left)) for gap, loss in zip(lacking, left, strict=True)]


def county_ideals(county: County, model: IdealModel) -> dy.DataFrame[ForbundIdeal]:
    """The ideal of every förbund of the county beside what it has."""
    keys = pl.DataFrame([(f.name, f.inhabitants, f.full_year_equivalents, f.allocation_tkr) for f in county.forbund],
                        schema=list(ForbundKeys.columns()), orient="row")  # fmt: skip
    return ideal_table(keys, model, _country(county))


def county_moves(baseline: Baseline, lever: CountyRedistribution) -> dy.DataFrame[CountyMove]:
    """Everybody's year by year. Our own path and ideal are the baseline's; the others' ideals follow the model."""
    return CountyMove.validate(
        pl.DataFrame(_moved(baseline, lever), schema=CountyMove.create_empty().schema, orient="row")
    )


def redistributed(baseline: Baseline, lever: CountyRedistribution) -> dict[int, float]:
    """Year → what we have by then gained beyond the plan, all parties together."""
    rows = [row for row in _moved(baseline, lever) if row.forbund == baseline.forbund.name]
    gained = dict.fromkeys(baseline.years, 0.0)
    for row in rows:
        gained[row.year] = row.gained_tkr
    return gained


def _moved(baseline: Baseline, lever: CountyRedistribution) -> list[MoveRow]:
    county = baseline.county
    if county is None:
        return []
    value = baseline.assumptions.value
    share = value("redistribution_share") if lever.share is None else lever.share
    max_cut = value("redistribution_max_cut") if lever.max_cut is None else lever.max_cut
    model, country = ideal_model(baseline.assumptions), _country(county)
    ideals = {
        f.name: model.ideal_tkr(model.share(f.inhabitants, f.full_year_equivalents, country)) for f in county.forbund
    }
    own, first = baseline.forbund.name, baseline.years[0]
    gained = dict.fromkeys(ideals, 0.0)
    rows: list[MoveRow] = []
    for year in range(lever.first_year, baseline.years[-1] + 1):
        grown = (1 + value("ideal_increase")) ** (year - first)
        members = {f.name: Member(f.allocation_tkr + gained[f.name], ideals[f.name] * grown) for f in county.forbund}
        planned = baseline.quarter_tkr[year] * baseline.shares
        members[own] = Member(planned + gained[own], baseline.ideal_tkr.get(year, members[own].ideal_tkr))
        for name, moved in zip(members, moves(list(members.values()), share, max_cut), strict=True):
            before, ideal = members[name]
            gained[name] += moved
            rows.append(MoveRow(year, name, before, moved, before + moved, gained[name], ideal))
    return rows


def _country(county: County) -> Country:
    return Country(county.country_inhabitants, county.country_full_year_equivalents)
