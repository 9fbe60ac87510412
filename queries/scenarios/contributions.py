"""What the members give each year: the path of one share, limited by the lowest offer, times all shares. In tkr."""

from typing import NamedTuple

from finsam_data.scenario import CountyRedistribution, IdealShare, PartyShare, RegionQuarter
from queries.scenarios.baseline import Baseline
from queries.scenarios.county import redistributed
from queries.scenarios.levers import Pulled
from queries.scenarios.numbers import Number, Values, lowest


class Contribution(NamedTuple):
    """One year's allocation. published is what each party pays where nothing moves it from the plan, else None.

    unused names the offers above the lowest, which change nothing.
    """

    total_tkr: Number
    published: dict[str, float] | None
    assumptions: tuple[str, ...]
    levers: tuple[str, ...]
    unused: tuple[PartyShare, ...] = ()


def ideal_by_year(baseline: Baseline, values: Values) -> dict[int, Number]:
    """The ideal of each year that has one; a drawn increase counts from the last published ideal."""
    published = baseline.ideal_published
    if published is None or "ideal_increase" not in values:
        return dict(baseline.ideal_tkr)
    change = (1 + values["ideal_increase"]) / (1 + baseline.assumptions.value("ideal_increase"))
    return {year: tkr * change ** max(year - published, 0) for year, tkr in baseline.ideal_tkr.items()}


def contributions(
    baseline: Baseline, pulled: Pulled, ideal_tkr: dict[int, Number], values: Values
) -> dict[int, Contribution]:
    """Year → what the members give together and why."""
    moved = {lever.title: lever for lever in pulled.by_claim.values() if isinstance(lever, CountyRedistribution)}
    gained = {year: tkr for lever in moved.values() for year, tkr in redistributed(baseline, lever).items()}
    return {year: _contribution(baseline, pulled, ideal_tkr, gained, values, year) for year in baseline.years}


def _contribution(
    baseline: Baseline,
    pulled: Pulled,
    ideal_tkr: dict[int, Number],
    gained_tkr: dict[int, float],
    values: Values,
    year: int,
) -> Contribution:
    path = pulled.rules("path", year)
    quarter, assumptions = _path(baseline, path, ideal_tkr, gained_tkr, values, year)
    levers = (path.title,) if path else ()
    unused: tuple[PartyShare, ...] = ()
    for party in baseline.forbund.parties:
        offer = pulled.rules("offer", year, party.name)
        if not isinstance(offer, PartyShare):
            continue
        offered = offer.tkr[year] / party.shares
        levers = (*levers, offer.title)
        if isinstance(quarter, float) and offered >= quarter:
            unused = (*unused, offer)
        quarter = lowest(quarter, offered)
    if not levers and quarter is baseline.quarter_tkr[year]:
        published = baseline.party_tkr[year]
        return Contribution(sum(published.values()), published, assumptions, ())
    return Contribution(quarter * baseline.shares, None, assumptions, levers, unused)


def _path(
    baseline: Baseline,
    lever: object,
    ideal_tkr: dict[int, Number],
    gained_tkr: dict[int, float],
    values: Values,
    year: int,
) -> tuple[Number, tuple[str, ...]]:
    """What one share is before anybody offers less, and the assumptions behind it."""
    match lever:
        case RegionQuarter(tkr=tkr) if baseline.region:
            return tkr[year] / baseline.region.shares, ()
        case IdealShare():
            share = _ideal_share(baseline, lever, ideal_tkr, year)
            return ideal_tkr[year] * share / baseline.shares, ("ideal_increase",)
    quarter, assumptions = _planned_path(baseline, values, year)
    if isinstance(lever, CountyRedistribution):
        return quarter + gained_tkr[year] / baseline.shares, (
            *assumptions,
            "redistribution_share",
            "redistribution_max_cut",
        )
    return quarter, assumptions


def _planned_path(baseline: Baseline, values: Values, year: int) -> tuple[Number, tuple[str, ...]]:
    quarter = baseline.quarter_tkr[year]
    if year <= baseline.last_plan:
        return quarter, ()
    drawn = values.get("region_increase")
    if drawn is None:
        return quarter, ("region_increase",)
    stated = baseline.assumptions.value("region_increase")
    return quarter + (drawn - stated) * (year - baseline.last_plan), ("region_increase",)


def _ideal_share(baseline: Baseline, lever: IdealShare, ideal_tkr: dict[int, Number], year: int) -> Number:
    """In a straight line from the share in the last decided year to the lever's share in its year."""
    start = baseline.first_undecided - 1
    share = sum(baseline.party_tkr[start].values()) / ideal_tkr[start]
    done = min((year - start) / (lever.by - start), 1.0)
    return share + (lever.share - share) * done
