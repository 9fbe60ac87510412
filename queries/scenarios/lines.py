"""The plan's costs line by line: insatser one by one, other lines as printed, and what the printed sums have beside.

Asks the tables budget_line and insats_budget. Amounts in tkr.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from finsam_data.assumptions import ASSUMPTIONS_FILE, Assumptions
from finsam_data.errors import DataError
from queries.budget import ACTIVITY_SECTION, COST_SECTION, NOT_COSTS

ROUNDING_LINE = "Avrundning i planen"
UNSPLIT_LINE = "Ej fördelat på insatser"


@dataclass(frozen=True)
class CostLine:
    """One line of costs, year → tkr, and the group it grows and is cut with.

    insats is the name where the line is an insats; group is None where a line only makes the printed sums hold.
    """

    section: str
    line: str
    group: str | None
    insats: str | None
    amounts: dict[int, float]


def cost_lines(
    budget_lines: pl.DataFrame,
    insats_budget: pl.DataFrame,
    printed_tkr: dict[int, float],
    years: Sequence[int],
    assumptions: Assumptions,
) -> tuple[CostLine, ...]:
    """The lines of the planned years, carried on to the last of the years. printed_tkr is all costs of each planned."""
    plan = list(printed_tkr)
    printed = budget_lines.filter(pl.col("year").is_in(plan), ~pl.col("section").is_in(NOT_COSTS)).sort("line_no")
    posts = printed.filter(pl.col("line_kind") == "post")
    insatser = insats_budget.filter(pl.col("line_kind") == "post", pl.col("year").is_in(plan))
    if not insatser.is_empty():
        posts = posts.filter(pl.col("section") != ACTIVITY_SECTION)
    lines = [
        CostLine(ACTIVITY_SECTION, name, _group(assumptions, name, None, kind), name, amounts)
        for (kind, name), amounts in _by_line(insatser, "type", "insats", plan)
    ]
    lines += [
        CostLine(section, name, _group(assumptions, name, section, None), None, amounts)
        for (section, name), amounts in _by_line(posts, "section", "line", plan)
    ]
    sums = printed.filter(pl.col("line_kind") == "summa", pl.col("parent").is_not_null())
    for (section, _), amounts in _by_line(sums, "section", "line", plan):
        lines += _difference(section, amounts, [line for line in lines if line.section == section])
    lines += _difference(COST_SECTION, printed_tkr, lines)
    return tuple(_carried_on(line, years, assumptions) for line in lines)


def _difference(section: str, printed: dict[int, float], lines: Sequence[CostLine]) -> list[CostLine]:
    """The line that makes a printed sum hold, if one is needed; more than rounding is money nobody has split."""
    missing = {year: total - sum(line.amounts[year] for line in lines) for year, total in printed.items()}
    if not any(missing.values()):
        return []
    rounding = max(abs(tkr) for tkr in missing.values()) <= len(lines)
    return [CostLine(section, ROUNDING_LINE if rounding else UNSPLIT_LINE, None, None, missing)]


def _carried_on(line: CostLine, years: Sequence[int], assumptions: Assumptions) -> CostLine:
    """The years after the plan: its last amount, grown as the group is assumed to; roundings end with the plan."""
    growth = next((assumptions.value(g.growth) for g in assumptions.cost_groups if g.name == line.group), 0.0)
    last_plan = max(line.amounts)
    last = 0.0 if line.line == ROUNDING_LINE else line.amounts[last_plan]
    later = {year: last * (1 + growth) ** (year - last_plan) for year in years if year > last_plan}
    return replace(line, amounts={**line.amounts, **later})


def _group(assumptions: Assumptions, line: str, section: str | None, kind: str | None) -> str:
    """The group that names the line, otherwise its section or type."""
    for group in assumptions.cost_groups:
        if line in group.lines:
            return group.name
    for group in assumptions.cost_groups:
        if section in group.sections or kind in group.types:
            return group.name
    raise DataError(
        ASSUMPTIONS_FILE,
        f"Raden ”{line}” i {f'avsnittet ”{section}”' if section else f'typen ”{kind}”'} hör inte till någon "
        "kostnadsgrupp.",
        "Lägg till raden, avsnittet eller typen i en grupp under cost_groups.",
    )


def _by_line(
    frame: pl.DataFrame, first: str, second: str, plan: Sequence[int]
) -> list[tuple[tuple[str, str], dict[int, float]]]:
    """Each line with its amount every planned year, in the order of the table; a year without a row is 0."""
    found: dict[tuple[str, str], dict[int, float]] = {}
    for one, two, year, amount in frame.select(first, second, "year", "amount_tkr").iter_rows():
        found.setdefault((one, two), dict.fromkeys(plan, 0.0))[year] = float(amount)
    return list(found.items())
