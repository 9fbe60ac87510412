"""Women and men: the share of women where they come in, take part, end and get on, against goal and target group.

Asks the published tables flow, exit, target, published_figure and target_group. Women are a share of all, those with
another or unknown gender included.
"""

from typing import Literal, NamedTuple

import dataframely as dy
import polars as pl

from finsam_data.forbund import GENDERS, MEN_OR_OTHER, Forbund
from queries.counts import visible_n
from queries.outcomes import exit_list_of, work_reasons
from queries.periods import Period, parse_period
from queries.publication.plan import TOTAL
from queries.remembered import remembered
from queries.target_counts import POPULATIONS
from queries.targets import TargetResult
from queries.uncertainty import Share, with_shares

WOMEN, MEN, OTHER = GENDERS
WORK_OR_STUDY = "work_or_study"
MIRRORED = {">=": "<=", ">": "<", "<=": ">=", "<": ">", "=": "="}
"""A goal for men told as one for women."""

Population = Literal["started", "participants", "ended", "work_or_study"]


class WomenShare(dy.Schema):
    """Women, men and others in one population. Grain: one row per insats (”alla” sums them), period and population.

    share is women / everyone (0–1) with its interval, null below the smallest base. Counts of deltaganden; in a hidden
    row at least one of them is protected, null. Where other_apart is false the others are so few that the protected
    edition counts them among the men, and other is 0.
    """

    period = dy.String(primary_key=True)
    insats = dy.String(primary_key=True)
    population = dy.String(primary_key=True)
    women = dy.Int64(nullable=True)
    men = dy.Int64(nullable=True)
    other = dy.Int64(nullable=True)
    other_apart = dy.Bool()
    everyone = dy.Int64(nullable=True)
    share = dy.Float64(nullable=True)
    low = dy.Float64(nullable=True)
    high = dy.Float64(nullable=True)
    hidden = dy.Bool()


class WomenGoal(NamedTuple):
    """A goal of the plan told as a share of women; value 0–1. men says that the plan words it as a share of men."""

    insats: str
    population: str
    operator: str
    value: float
    men: bool


class TargetGroupShare(NamedTuple):
    """The women's share of an insats's own target group, 0–1, and where it is printed."""

    group: str
    share: float
    period: str | None
    source: str
    place: str


@remembered
def women_shares(
    flow: pl.DataFrame, exits: pl.DataFrame, forbund: Forbund, period: Period, insatser: list[str]
) -> dy.DataFrame[WomenShare]:
    """Started, participants, ended and (where the list of avslutsorsaker tells it) ended to work or study.

    The insatser in the order asked for; those without rows in the period are left out.
    """
    people = flow.filter(pl.col("population").is_in(list(POPULATIONS.values())), period=period.code)
    reasons = work_reasons(exit_list_of(forbund, period))
    working = (
        exits.filter(pl.col("avslutsorsak").is_in(reasons), period=period.code)
        .group_by("period", "insats", "gender")
        .agg(visible_n(len(reasons)))
        .with_columns(population=pl.lit(WORK_OR_STUDY))
    )
    columns = ["period", "insats", "population", "gender", "n"]
    counted = _with_shares(pl.concat([people.select(columns), working.select(columns)]))
    order = pl.DataFrame({"insats": insatser})
    return WomenShare.cast(order.join(counted, on="insats", maintain_order="left_right"))


@remembered
def women_by_period(
    flow: pl.DataFrame, half: int | None, insatser: list[str], population: str = "participants"
) -> dy.DataFrame[WomenShare]:
    """Every period of one kind (years, or one half of each), the insatser in the order asked for."""
    codes = [c for c in flow.get_column("period").unique() if (period := parse_period(c)) and period.half == half]
    rows = flow.filter(pl.col("period").is_in(codes), population=population)
    counted = _with_shares(rows.select("period", "insats", "population", "gender", "n")).sort("period")
    order = pl.DataFrame({"insats": insatser})
    return WomenShare.cast(order.join(counted, on="insats", maintain_order="left_right"))


@remembered
def women(shares: dy.DataFrame[WomenShare], insats: str, population: str) -> Share | None:
    """One row as a share; None where it is not counted."""
    for row in shares.filter(insats=insats, population=population).iter_rows(named=True):
        return Share(row["women"], row["everyone"])
    return None


@remembered
def work_by_gender(shares: dy.DataFrame[WomenShare], insats: str) -> tuple[Share, Share] | None:
    """Ended to work or study of the ended: women and men apart; None where the list does not tell it."""
    rows = {row["population"]: row for row in shares.filter(insats=insats).iter_rows(named=True)}
    if not {WORK_OR_STUDY, "ended"} <= rows.keys():
        return None
    working, ended = rows[WORK_OR_STUDY], rows["ended"]
    return Share(working["women"], ended["women"]), Share(working["men"], ended["men"])


@remembered
def women_goals(results: dy.DataFrame[TargetResult]) -> list[WomenGoal]:
    """The goals about women and men in a population of the register, as shares of women."""
    rows = results.filter(
        pl.col("gender").is_in([WOMEN, MEN]),
        pl.col("population").is_in(list(POPULATIONS)),
        pl.col("goal").is_not_null(),
        measure="andel",
        category=TOTAL,
    )
    return [
        WomenGoal(
            row["insats"],
            POPULATIONS[row["population"]],
            MIRRORED[row["operator"]] if (men := row["gender"] == MEN) else row["operator"],
            1 - row["goal"] if men else row["goal"],
            men,
        )
        for row in rows.iter_rows(named=True)
    ]


@remembered
def target_group_shares(
    published: pl.DataFrame, target_groups: pl.DataFrame, forbund: Forbund
) -> dict[str, TargetGroupShare]:
    """The women's share of each insats's target group, where the förbund names one that a report prints.

    A figure printed about the group goes before a row of the table of target groups; women before 1 − men.
    """
    found = {}
    for insats in forbund.insatser:
        if insats.target_group and (share := _group_share(published, target_groups, insats.target_group)):
            found[insats.name] = share
    return found


def _group_share(published: pl.DataFrame, target_groups: pl.DataFrame, group: str) -> TargetGroupShare | None:
    figures = published.filter(
        pl.col("gender").is_in([WOMEN, MEN]), insats=group, population="målgrupp", measure="andel"
    ).sort("period", "gender", descending=[True, False])
    for row in figures.iter_rows(named=True):
        share = row["value"] / 100 if row["gender"] == WOMEN else 1 - row["value"] / 100
        return TargetGroupShare(group, share, row["period"], row["source"], row["place"])
    for row in target_groups.filter(pl.col("women_share").is_not_null(), group=group).iter_rows(named=True):
        return TargetGroupShare(group, row["women_share"], None, row["source"], row["place"])
    return None


def _with_shares(rows: pl.DataFrame) -> pl.DataFrame:
    """Counts per gender side by side, with the women's share of all."""

    def n_of(*genders: str) -> pl.Expr:
        return pl.col("n").filter(pl.col("gender").is_in(genders)).first()

    counted = rows.group_by("period", "insats", "population", maintain_order=True).agg(
        women=n_of(WOMEN),
        men=n_of(MEN, MEN_OR_OTHER),
        other=n_of(OTHER),
        other_apart=(pl.col("gender") != MEN_OR_OTHER).all(),
        everyone=n_of(TOTAL),
    )
    counted = counted.with_columns(other=pl.when("other_apart").then("other").otherwise(0))
    counts = ("women", "men", "other", "everyone")
    return with_shares(counted, "women", "everyone").with_columns(
        hidden=pl.any_horizontal(pl.col(name).is_null() for name in counts)
    )
