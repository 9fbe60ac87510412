"""What a deltagande and a result cost by the budget of the insats. Asks insats_budget, flow and exit."""

import dataframely as dy
import polars as pl

from finsam_data.forbund import Forbund
from queries.budget import InsatsAmount
from queries.counts import visible_n
from queries.outcomes import exit_list_of, work_reasons
from queries.periods import Period
from queries.publication.plan import TOTAL
from queries.remembered import remembered
from queries.uncertainty import SMALLEST_BASE, SMALLEST_INTERVAL_BASE, with_shares


class InsatsCost(dy.Schema):
    """The budget of an individual insats held against its counts the same calendar year; amounts in tkr.

    Grain: one row per insats and year where both a budget above zero and counts exist. basis is what the amount is.
    per_participant_tkr = budget / participants, null below 10 participants. results are ended to work or study, null
    where the year's avslutsorsaker do not tell them apart. per_result_tkr = budget / results, null below 20 ended or
    without results; low and high divide by the number of results at the limits of the share's Wilson interval
    (high is null where that number is 0). hidden: a count is protected, so every number that rests on it is null.
    """

    insats = dy.String(primary_key=True)
    year = dy.Int64(primary_key=True)
    basis = dy.String()
    decided = dy.Bool()
    budget_tkr = dy.Int64()
    participants = dy.Int64(nullable=True)
    ended = dy.Int64(nullable=True)
    results = dy.Int64(nullable=True)
    per_participant_tkr = dy.Float64(nullable=True)
    per_result_tkr = dy.Float64(nullable=True)
    per_result_low_tkr = dy.Float64(nullable=True)
    per_result_high_tkr = dy.Float64(nullable=True)
    hidden = dy.Bool()


@remembered
def insats_costs(
    amounts: dy.DataFrame[InsatsAmount], flow: pl.DataFrame, exits: pl.DataFrame, forbund: Forbund
) -> dy.DataFrame[InsatsCost]:
    """Every insats and whole year that has both a budget (never a plan) and counts."""
    budgets = amounts.filter(pl.col("amount_tkr") > 0, pl.col("basis") != "plan", type="individinriktad").select(
        "insats", "year", "basis", "decided", pl.col("amount_tkr").alias("budget_tkr")
    )
    years = budgets.get_column("year").unique().sort().to_list()
    counts = [_counts(flow, exits, forbund, Period(year)) for year in years]
    counted = pl.concat([pl.DataFrame(schema=_COUNTS), *counts])
    costs = with_shares(budgets.join(counted, on=["insats", "year"], how="inner"), "results", "ended")
    budget = pl.col("budget_tkr")
    enough = pl.col("participants") >= SMALLEST_BASE
    # A cost per result never stands without its interval.
    sure = (pl.col("share") > 0) & (pl.col("ended") >= SMALLEST_INTERVAL_BASE)
    costs = costs.with_columns(
        per_participant_tkr=pl.when(enough).then(budget / pl.col("participants")),
        per_result_tkr=pl.when(sure).then(budget / pl.col("results")),
        per_result_low_tkr=pl.when(pl.col("high") > 0).then(budget / (pl.col("high") * pl.col("ended"))),
        per_result_high_tkr=pl.when(sure).then(budget / (pl.col("low") * pl.col("ended"))),
    )
    return InsatsCost.cast(costs.select(list(InsatsCost.columns())))


_COUNTS = pl.Schema(
    {
        "insats": pl.String(),
        "year": pl.Int64(),
        "participants": pl.Int64(),
        "ended": pl.Int64(),
        "results": pl.Int64(),
        "hidden": pl.Boolean(),
    }
)


def _counts(flow: pl.DataFrame, exits: pl.DataFrame, forbund: Forbund, period: Period) -> pl.DataFrame:
    """Participants, ended and results per insats in a whole year; a sum with a protected part is null and hidden."""
    one = pl.col("insats") != TOTAL
    reasons = work_reasons(exit_list_of(forbund, period))
    people = flow.filter(one, period=period.code, gender=TOTAL)
    ended = exits.filter(one, period=period.code, gender=TOTAL)
    wanted = {
        "participants": (people.filter(population="participants"), 1),
        "ended": (ended.filter(avslutsorsak=TOTAL), 1),
        "results": (ended.filter(pl.col("avslutsorsak").is_in(reasons)), len(reasons)),
    }
    counts = people.select("insats").unique(maintain_order=True).with_columns(year=pl.lit(period.year, pl.Int64))
    for name, (rows, cells) in wanted.items():
        summed = rows.group_by("insats").agg(visible_n(cells).alias(name), there=pl.lit(True))
        counts = counts.join(summed, on="insats", how="left").with_columns(
            (pl.col("there").fill_null(False) & pl.col(name).is_null()).alias(f"{name}_hidden")
        )
        counts = counts.drop("there")
    marks = pl.any_horizontal(f"{name}_hidden" for name in wanted)
    return counts.with_columns(hidden=marks).select(list(_COUNTS)).cast(_COUNTS)
