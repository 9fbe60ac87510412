"""What is budgeted: income and costs per year, budget per insats, and whether the printed sums add up.

Asks the published tables budget_line and insats_budget. Amounts in tkr; plan is kept apart from budget by basis.
"""

from collections.abc import Iterable
from typing import NamedTuple

import dataframely as dy
import polars as pl

from queries.allocation import YearAllocation
from queries.remembered import remembered

INCOME_SECTION = "intakter"
ACTIVITY_SECTION = "aktiviteter"
COST_SECTION = "kostnader"
"""The section of the printed sum of all costs."""
NOT_COSTS = (INCOME_SECTION, "resultat", "eget kapital")
"""Sections whose lines are not costs; the lines of every other section are."""
TYPES = ("individinriktad", "strukturell")


class YearBudget(dy.Schema):
    """Income and costs of one year, in tkr. Grain: one row per year with budget lines, in order.

    income_tkr and costs_tkr are the printed sums, or the sum of the lines where none is printed.
    other_income_tkr is what is left of the income without the members' allocation; null without an allocation.
    """

    year = dy.Int64(primary_key=True)
    basis = dy.String()
    decided = dy.Bool()
    income_tkr = dy.Float64()
    other_income_tkr = dy.Float64(nullable=True)
    activities_tkr = dy.Float64()
    costs_tkr = dy.Float64()


class InsatsAmount(dy.Schema):
    """The budget of one insats one year, in tkr. Grain: one row per type, insats and year, in the plan's order."""

    type = dy.String(primary_key=True)
    insats = dy.String(primary_key=True)
    year = dy.Int64(primary_key=True)
    basis = dy.String()
    decided = dy.Bool()
    amount_tkr = dy.Int64()


class SumCheck(dy.Schema):
    """A printed sum beside the sum of its lines, in tkr. Grain: one row per group, line and year.

    group is budget_line, or the type of insatser whose budget is summed.
    """

    group = dy.String(primary_key=True)
    line = dy.String(primary_key=True)
    year = dy.Int64(primary_key=True)
    printed_tkr = dy.Int64()
    computed_tkr = dy.Int64()
    difference_tkr = dy.Int64()


class PlannedToZero(NamedTuple):
    """An insats with money in the last decided year and none in any planned year from first_year on."""

    insats: str
    first_year: int


def nearest_year(years: Iterable[int], wanted: int) -> int | None:
    """The wanted year where it exists, otherwise the nearest, the earlier of two; None where there is no year."""
    return min(years, key=lambda year: (abs(year - wanted), year), default=None)


@remembered
def money_year(
    allocations: dy.DataFrame[YearAllocation],
    budgets: dy.DataFrame[YearBudget],
    amounts: dy.DataFrame[InsatsAmount],
    wanted: int | None,
) -> int | None:
    """The year with money nearest the wanted one, or the last decided where none is wanted; None without money."""
    known: list[tuple[int, bool]] = [
        row for frame in (allocations, budgets, amounts) for row in frame.select("year", "decided").iter_rows()
    ]
    years = [year for year, _ in known]
    last = max((year for year, decided in known if decided), default=min(years, default=0))
    return nearest_year(years, last if wanted is None else wanted)


@remembered
def year_budgets(lines: pl.DataFrame, allocation: pl.DataFrame) -> dy.DataFrame[YearBudget]:
    """Income and costs per year; lines as BudgetLine."""
    members = allocation.group_by("year").agg(members_tkr=pl.col("allocation_tkr").sum())
    is_post, section = pl.col("line_kind") == "post", pl.col("section").str.to_lowercase()
    whole = (pl.col("line_kind") == "summa") & pl.col("parent").is_null()
    amount = pl.col("amount_tkr")
    income, costs = section == INCOME_SECTION, ~section.is_in(NOT_COSTS)
    years = (
        lines.group_by("year")
        .agg(
            pl.col("basis").cast(pl.String).first(),
            pl.col("decided").all(),
            income_tkr=pl.coalesce(amount.filter(income & whole).first(), amount.filter(income & is_post).sum()),
            activities_tkr=amount.filter((section == ACTIVITY_SECTION) & is_post).sum(),
            costs_tkr=pl.coalesce(
                amount.filter((section == COST_SECTION) & whole).first(), amount.filter(costs & is_post).sum()
            ),
        )
        .join(members, on="year", how="left")
        .with_columns(other_income_tkr=pl.col("income_tkr") - pl.col("members_tkr"))
        .sort("year")
    )
    return YearBudget.cast(years.select(list(YearBudget.columns())))


@remembered
def insats_amounts(insats_budget: pl.DataFrame) -> dy.DataFrame[InsatsAmount]:
    """Every insats and year without the printed sums, individual insatser first."""
    rows = insats_budget.filter(pl.col("line_kind") == "post").with_columns(pl.col("type").cast(pl.String))
    rows = rows.with_row_index("row").with_columns(order=pl.col("row").first().over("type", "insats"))
    by_type = pl.col("type").replace_strict({name: place for place, name in enumerate(TYPES)}, default=len(TYPES))
    rows = rows.sort(by_type, "order", "year")
    return InsatsAmount.cast(rows.select(list(InsatsAmount.columns())))


@remembered
def planned_to_zero(amounts: dy.DataFrame[InsatsAmount]) -> list[PlannedToZero]:
    """The insatser that the plan gives nothing although they have money in the last decided year."""
    decided = amounts.filter(pl.col("decided"))
    if decided.is_empty():
        return []
    last = decided.get_column("year").max()
    running = decided.filter(pl.col("amount_tkr") > 0, year=last).get_column("insats").to_list()
    planned = amounts.filter(~pl.col("decided"), pl.col("year") > last)
    zero = (
        planned.filter(pl.col("insats").is_in(running))
        .group_by("insats", maintain_order=True)
        .agg(pl.col("amount_tkr").sum(), pl.col("year").min())
        .filter(amount_tkr=0)
    )
    return [PlannedToZero(insats, year) for insats, year in zero.select("insats", "year").iter_rows()]


@remembered
def sum_checks(lines: pl.DataFrame, insats_budget: pl.DataFrame) -> dy.DataFrame[SumCheck]:
    """Every printed sum that has lines: sums of budget lines, the year's result, sums per type of insats."""
    of_lines = [part.with_columns(group=pl.lit("budget_line")) for part in (_line_sums(lines), _results(lines))]
    parts = [*of_lines, _type_sums(insats_budget).rename({"type": "group"})]
    checks = pl.concat(part.select("group", "line", "year", "printed_tkr", "computed_tkr") for part in parts)
    checks = checks.with_columns(difference_tkr=pl.col("printed_tkr") - pl.col("computed_tkr"))
    return SumCheck.cast(checks)


def _line_sums(lines: pl.DataFrame) -> pl.DataFrame:
    """A sum is made of the lines, or lower sums, that name it as their parent."""
    children = lines.drop_nulls("parent").group_by("parent", "year").agg(computed_tkr=pl.col("amount_tkr").sum())
    sums = lines.filter(pl.col("line_kind") == "summa").join(
        children, left_on=["line", "year"], right_on=["parent", "year"]
    )
    return sums.sort("line_no", "year").rename({"amount_tkr": "printed_tkr"})


def _results(lines: pl.DataFrame) -> pl.DataFrame:
    """The printed result against the printed income − the printed costs."""
    whole = (pl.col("line_kind") == "summa") & pl.col("parent").is_null()
    amount, section = pl.col("amount_tkr"), pl.col("section").str.to_lowercase()
    results = lines.group_by("year").agg(
        line=pl.col("line").filter(pl.col("line_kind") == "resultat").first(),
        printed_tkr=amount.filter(pl.col("line_kind") == "resultat").first(),
        computed_tkr=amount.filter(whole & (section == INCOME_SECTION)).first()
        - amount.filter(whole & (section == COST_SECTION)).first(),
    )
    return results.drop_nulls().sort("year")


def _type_sums(insats_budget: pl.DataFrame) -> pl.DataFrame:
    """The printed sum per type against its insatser, and the printed total against the printed sums."""
    rows = insats_budget.with_columns(pl.col("type").cast(pl.String))
    is_sum, is_total = pl.col("line_kind") == "summa", pl.col("type") == "totalt"
    posts = rows.filter(~is_sum).group_by("type", "year").agg(computed_tkr=pl.col("amount_tkr").sum())
    sums = rows.filter(is_sum & ~is_total).group_by("year").agg(computed_tkr=pl.col("amount_tkr").sum())
    computed = pl.concat([posts, sums.select(pl.lit("totalt").alias("type"), "year", "computed_tkr")])
    printed = rows.filter(is_sum).rename({"insats": "line", "amount_tkr": "printed_tkr"})
    return printed.join(computed, on=["type", "year"], how="inner", maintain_order="left")
