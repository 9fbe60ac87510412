"""The goals of the plan held against the register. Asks the published tables flow, exit, referral and target.

A goal is followed where the register counts what the goal is about. Every other goal stays in the answer, with the
reason why it cannot be followed, so that none is dropped silently.

- A goal applies to a period that lies within the goal's own (days before the insats existed do not matter).
- A number is counted from the first day of the goal's period through the chosen one, so a goal for a year is not
  judged as missed at half-year, and a goal for several years is judged on all of them so far.
- A share for one year is that of the chosen period; a share for several years is counted like a number.
"""

from datetime import date
from operator import ge, gt, le, lt
from typing import Any, Literal, get_args

import dataframely as dy
import polars as pl

from finsam_data.forbund import Forbund
from queries.goal_periods import goal_span, periods_through
from queries.periods import Period
from queries.publication.plan import TOTAL
from queries.remembered import remembered
from queries.target_counts import Counts, NotCountedError, NotFollowed, count_goal
from queries.uncertainty import Share, Verdict, compare, compare_with_value

Met = Literal["yes", "no", "chance", "too_few", "part", "hidden", "not_followed"]
"""part: the goal's period is not over and the number not reached; hidden: a count in it is protected."""
YEAR_BEFORE = "föregående år"
REACHED = {">=": ge, ">": gt, "<=": le, "<": lt}
SURE: dict[str, dict[Verdict, Met]] = {
    ">=": {"higher": "yes", "lower": "no"},
    ">": {"higher": "yes", "lower": "no"},
    "<=": {"higher": "no", "lower": "yes"},
    "<": {"higher": "no", "lower": "yes"},
    "=": {"higher": "no", "lower": "no", "chance": "yes"},
}


class TargetResult(dy.Schema):
    """A goal and how it went. Grain: one row per goal (source, period, insats and target) that applies.

    goal is a share 0–1 where measure is andel, else a number; where the goal is last year's result, that result. k of n
    is the result, n null for numbers. share, low and high are null below the smallest base. reason stands where met is
    not_followed. A goal with = is met where the interval covers it.
    """

    source = dy.String(primary_key=True)
    place = dy.String()
    period = dy.String(primary_key=True)
    insats = dy.String(primary_key=True)
    target = dy.String(primary_key=True)
    measure = dy.String()
    population = dy.String()
    category = dy.String()
    gender = dy.String()
    operator = dy.String()
    goal = dy.Float64(nullable=True)
    reference = dy.String(nullable=True)
    unit = dy.String()
    k = dy.Int64(nullable=True)
    n = dy.Int64(nullable=True)
    share = dy.Float64(nullable=True)
    low = dy.Float64(nullable=True)
    high = dy.Float64(nullable=True)
    met = dy.Enum(get_args(Met))
    reason = dy.Enum(get_args(NotFollowed), nullable=True)


@remembered
def target_results(
    targets: pl.DataFrame, counts: Counts, forbund: Forbund, period: Period, insats: str = TOTAL
) -> dy.DataFrame[TargetResult]:
    """The goals that apply to the period, of one insats or of all in the förbund's order."""
    order = {insats.name: place for place, insats in enumerate(forbund.insatser)}
    mine = targets if insats == TOTAL else targets.filter(insats=insats)
    goals = [goal for goal in mine.iter_rows(named=True) if _applies(goal, forbund, period)]
    goals.sort(key=lambda goal: order.get(goal["insats"], len(order)))
    rows = [_described(goal) | _result(goal, counts, forbund, period) for goal in goals]
    return TargetResult.cast(pl.DataFrame(rows, TargetResult.create_empty().schema))


def _applies(goal: dict[str, Any], forbund: Forbund, period: Period) -> bool:
    span = goal_span(goal["period"])
    if span is None:
        return False
    first_day = max(period.first_day, _born(goal, forbund))
    return span[0] <= first_day <= period.last_day <= span[1]


def _born(goal: dict[str, Any], forbund: Forbund) -> date:
    days = [insats.first_day for insats in forbund.insatser if insats.name == goal["insats"]]
    return (days[0] if days else None) or date.min


def _described(goal: dict[str, Any]) -> dict[str, Any]:
    """The goal's own columns, and an empty result."""
    value = goal["value"]
    if value is not None and goal["measure"] == "andel":
        value /= 100
    kept = ("source", "place", "period", "insats", "target", "measure", "population", "category", "gender")
    empty = dict.fromkeys(("k", "n", "share", "low", "high", "reason"))
    return {name: goal[name] for name in (*kept, "operator", "reference", "unit")} | {"goal": value} | empty


def _result(goal: dict[str, Any], counts: Counts, forbund: Forbund, period: Period) -> dict[str, Any]:
    try:
        if goal["insats"] not in [insats.name for insats in forbund.insatser]:
            raise NotCountedError("insats")
        if goal["measure"] == "antal":
            return _number_result(goal, counts, forbund, period)
        if goal["measure"] == "andel":
            return _share_result(goal, counts, forbund, period)
        raise NotCountedError("measure")
    except NotCountedError as gap:
        return {"met": "not_followed", "reason": gap.lacks}


def _number_result(goal: dict[str, Any], counts: Counts, forbund: Forbund, period: Period) -> dict[str, Any]:
    if goal["value"] is None:
        raise NotCountedError("reference")
    k, _ = count_goal(goal, counts, forbund, _counted(goal, forbund, period))
    if k is None:
        return {"met": "hidden"}
    over = period.last_day == _span(goal)[1]
    reached = k == goal["value"] if goal["operator"] == "=" else REACHED[goal["operator"]](k, goal["value"])
    sure = over or (reached and goal["operator"] in (">=", ">")) or (not reached and goal["operator"] in ("<=", "<"))
    return {"k": k, "met": ("yes" if reached else "no") if sure else "part"}


def _share_result(goal: dict[str, Any], counts: Counts, forbund: Forbund, period: Period) -> dict[str, Any]:
    first_day, last_day = _span(goal)
    several = last_day.year > first_day.year
    k, n = count_goal(goal, counts, forbund, _counted(goal, forbund, period) if several else [period])
    if goal["value"] is None:
        return _against_year_before(goal, counts, forbund, period, k, n)
    share, value = Share(k, n), goal["value"] / 100
    verdict = compare_with_value(share, value)
    met = SURE[goal["operator"]].get(verdict, verdict)
    if value == 1 and goal["operator"] == ">=" and share.enough:
        met = "yes" if k == n else "no"
    return _measured(share) | {"met": met}


def _against_year_before(
    goal: dict[str, Any], counts: Counts, forbund: Forbund, period: Period, k: int | None, n: int | None
) -> dict[str, Any]:
    before = period.year_before
    if goal["reference"] != YEAR_BEFORE or counts.flow.filter(period=before.code, insats=goal["insats"]).is_empty():
        raise NotCountedError("reference")
    share, earlier = Share(k, n), Share(*count_goal(goal, counts, forbund, [before]))
    verdict = compare(share, earlier)
    return _measured(share) | {"goal": earlier.share, "met": SURE[goal["operator"]].get(verdict, verdict)}


def _measured(share: Share) -> dict[str, Any]:
    low, high = share.interval or (None, None)
    return {"k": share.k, "n": share.n, "share": share.share, "low": low, "high": high}


def _span(goal: dict[str, Any]) -> tuple[date, date]:
    """The goal's own first and last day; it applies, so it has them."""
    return goal_span(goal["period"]) or (date.min, date.max)


def _counted(goal: dict[str, Any], forbund: Forbund, period: Period) -> list[Period]:
    """The periods from the goal's first day through the chosen one."""
    first_day = max(_span(goal)[0], _born(goal, forbund))
    periods = periods_through(first_day, period.last_day)
    if periods[0].first_day < first_day and _born(goal, forbund) < first_day:
        raise NotCountedError("span")
    return periods
