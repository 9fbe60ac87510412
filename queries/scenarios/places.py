"""How many places the money of an insats gives: always a range, always an assumption, never a count of persons."""

from queries.scenarios.baseline import Baseline
from queries.scenarios.costs import Cost


def places(baseline: Baseline, cost: Cost, tkr: float) -> tuple[float | None, float | None]:
    """Lowest and highest number of places that year, as many per krona as the first year, at that year's prices.

    places = assumed places · (tkr / first year's tkr) / price level. None where nothing is assumed of the insats, or
    it has no money in the first year to compare with.
    """
    insats = cost.line.insats
    assumed = baseline.assumptions.of_insats(insats, "platser") if insats else None
    first_tkr = cost.line.amounts.get(baseline.years[0], 0.0)
    if assumed is None or not first_tkr:
        return None, None
    size = tkr / first_tkr / float(cost.price)
    low, high = assumed.spread
    return low * size, high * size
