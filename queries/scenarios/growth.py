"""Does the plan itself grow the way the assumptions say? Asks a baseline; amounts in tkr."""

import dataframely as dy
import polars as pl

from queries.scenarios.baseline import Baseline


class GrowthSeen(dy.Schema):
    """A planned line beside what its former year and the assumed growth give, in tkr.

    Grain: one row per section, line and planned year, for lines with money both years.
    expected_tkr = former_tkr · (1 + growth); deviation_tkr = printed_tkr − expected_tkr. follows says that rounding,
    of the former year and of this one, can explain the deviation: at most one tkr.
    """

    section = dy.String(primary_key=True)
    line = dy.String(primary_key=True)
    group = dy.String()
    year = dy.Int64(primary_key=True)
    growth = dy.Float64()
    former_tkr = dy.Float64()
    expected_tkr = dy.Float64()
    printed_tkr = dy.Float64()
    deviation_tkr = dy.Float64()
    follows = dy.Bool()


def growth_seen(baseline: Baseline) -> dy.DataFrame[GrowthSeen]:
    """Every planned line and year held against the assumed growth of its group."""
    rows = []
    for line in baseline.costs:
        for year in range(baseline.first_undecided, baseline.last_plan + 1):
            former, printed = line.amounts[year - 1], line.amounts[year]
            if line.group and former and printed:
                growth = baseline.assumptions.value(baseline.groups[line.group].growth)
                expected = former * (1 + growth)
                off = printed - expected
                rows.append(
                    (line.section, line.line, line.group, year, growth, former, expected, printed, off, abs(off) <= 1)
                )
    return GrowthSeen.validate(pl.DataFrame(rows, schema=GrowthSeen.create_empty().schema, orient="row"))
