"""How many: deltagare, nya and avslutade, and the balance that ties them together. Asks the published table flow."""

from typing import NamedTuple

import dataframely as dy
import polars as pl

from finsam_data.forbund import Forbund
from queries.periods import Period, parse_period
from queries.publication.plan import TOTAL
from queries.remembered import remembered


class Balance(NamedTuple):
    """opening + started − ended = closing; participants = opening + started.

    Counts of deltaganden; None where the count is hidden to protect persons.
    """

    opening: int | None
    participants: int | None
    started: int | None
    ended: int | None
    closing: int | None


class PeriodCount(dy.Schema):
    """Deltaganden per period of one kind (years, or one half of each).

    Grain: one row per period, in order. Null is hidden.
    """

    period = dy.String(primary_key=True)
    participants = dy.Int64(nullable=True)
    started = dy.Int64(nullable=True)
    ended = dy.Int64(nullable=True)


class InsatsCount(dy.Schema):
    """Deltaganden per insats that ran in a period.

    Grain: one row per insats, most participants first and the hidden last. Null is hidden.
    """

    insats = dy.String(primary_key=True)
    participants = dy.Int64(nullable=True)
    started = dy.Int64(nullable=True)
    ended = dy.Int64(nullable=True)


@remembered
def balance(flow: pl.DataFrame, period: Period, insats: str = TOTAL, gender: str = TOTAL) -> Balance | None:
    """The balance of a period; None where the register has no such period."""
    rows = flow.filter(period=period.code, insats=insats, gender=gender)
    counts = dict(rows.select("population", "n").iter_rows())
    return Balance(**counts) if counts else None


@remembered
def counts_by_period(
    flow: pl.DataFrame, half: int | None, insats: str = TOTAL, gender: str = TOTAL
) -> dy.DataFrame[PeriodCount]:
    """Every period of the same kind: whole years, or first or second halves."""
    codes = flow.get_column("period").unique(maintain_order=True).to_list()
    same_kind = [code for code in codes if (period := parse_period(code)) and period.half == half]
    wide = _wide(flow.filter(pl.col("period").is_in(same_kind), insats=insats, gender=gender), "period")
    return PeriodCount.cast(wide.sort("period"))


@remembered
def counts_by_insats(flow: pl.DataFrame, period: Period, gender: str = TOTAL) -> dy.DataFrame[InsatsCount]:
    """The insatser of a period, the largest first; equal and hidden ones in the table's order, which is no size."""
    rows = flow.filter(pl.col("insats") != TOTAL, period=period.code, gender=gender)
    sizes = _wide(rows, "insats").sort("participants", descending=True, nulls_last=True, maintain_order=True)
    return InsatsCount.cast(sizes)


@remembered
def in_use(counts: dy.DataFrame[InsatsCount], forbund: Forbund, period: Period) -> dy.DataFrame[InsatsCount]:
    """Without the insatser that did not run in the period and where, as anybody can see, nobody was left."""
    running = forbund.insatser_between(period.first_day, period.last_day)
    empty = (pl.col("participants") == 0).fill_null(False)
    return InsatsCount.cast(counts.filter(pl.col("insats").is_in(running) | ~empty))


def _wide(rows: pl.DataFrame, index: str) -> pl.DataFrame:
    """One column per population."""
    wanted = ["participants", "started", "ended"]
    if rows.is_empty():
        return pl.DataFrame(schema={index: pl.String, **dict.fromkeys(wanted, pl.Int64)})
    return rows.pivot("population", index=index, values="n").select(index, *wanted)
