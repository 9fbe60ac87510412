"""The key figures of the overview, from answers to words."""

import polars as pl

from finsam_data.snapshot import Snapshot
from pages.shared.html import KeyFigure
from pages.text import overview as text
from pages.text.common import DEFINITIONS
from pages.text.comparisons import base_text, count_change, share_change, share_text
from pages.text.formats import count, percent, period_name, tkr
from queries.flow import Balance
from queries.periods import Period
from queries.target_counts import Counts
from queries.targets import target_results
from queries.uncertainty import Share, compare


def people_figures(
    period: Period,
    now: Balance,
    before: Balance | None,
    share: Share | None,
    share_before: Share | None,
    decimals: int,
) -> list[KeyFigure]:
    """Deltagare, nya, avslutade and the share to work or study, each against the same period last year."""
    before_name = period_name(period.year_before)
    counted = [
        KeyFigure(
            text.FIGURE_LABELS[name],
            count(getattr(now, name)),
            [
                count_change(
                    getattr(now, name),
                    getattr(before, name) if before else None,
                    before_name,
                    reached=before is not None,
                )
            ],
            definition=DEFINITIONS[name],
        )
        for name in ("participants", "started", "ended")
    ]
    return [*counted, _work_figure(share, share_before, before_name, decimals)]


def _work_figure(share: Share | None, share_before: Share | None, before_name: str, decimals: int) -> KeyFigure:
    label = text.FIGURE_LABELS["work_or_study"]
    if share is None:
        return KeyFigure(label, text.NOT_COUNTED, [text.NO_WORK_FIGURE], definition=DEFINITIONS["work_or_study"])
    change = (
        share_change(share, share_before, before_name, compare(share, share_before), decimals)
        if share_before
        else text.NOT_COMPARABLE.format(before=before_name)
    )
    definition = f"{DEFINITIONS['work_or_study']} {DEFINITIONS['interval']}"
    return KeyFigure(label, share_text(share, decimals), [change], base_text(share), definition)


def goal_findings(snapshot: Snapshot, period: Period) -> list[str]:
    """How many of the plan's goals are reached, of those the register can follow; nothing where there are none."""
    counts = Counts(snapshot.table("flow"), snapshot.table("exit"), snapshot.table("referral"))
    results = target_results(snapshot.table("target"), counts, snapshot.forbund, period)
    followed = results.filter(pl.col("met") != "not_followed")
    return [text.goals(followed.get_column("met").to_list(), period)] if followed.height else []


def money_figures(years: pl.DataFrame, year: int) -> list[KeyFigure]:
    """The year's allocation and its share of the ideal; years as YearAllocation."""
    now, before = (next(years.filter(year=wanted).iter_rows(named=True), None) for wanted in (year, year - 1))
    if now is None:
        allocation = KeyFigure(text.FIGURE_LABELS["allocation"], "–", [text.NO_ALLOCATION])
        return [allocation, _ideal_figure(None, None)]
    change = []
    if before:
        difference = now["allocation_tkr"] - before["allocation_tkr"]
        more = "mer" if difference >= 0 else "mindre"
        change = [f"{tkr(abs(difference))} {more} än {before['year']}"]
    state = f"{now['basis'].capitalize()}, {'beslutad' if now['decided'] else 'inte beslutad'}"
    return [
        KeyFigure(
            text.FIGURE_LABELS["allocation"], tkr(now["allocation_tkr"]), change, state, DEFINITIONS["allocation"]
        ),
        _ideal_figure(now["allocation_tkr"], now["ideal_tkr"]),
    ]


def _ideal_figure(allocation_tkr: float | None, ideal_tkr: int | None) -> KeyFigure:
    label = text.FIGURE_LABELS["ideal"]
    if allocation_tkr is None or ideal_tkr is None:
        return KeyFigure(label, "–", [text.NO_IDEAL], definition=DEFINITIONS["ideal"])
    gap = ideal_tkr - allocation_tkr
    compared = f"Idealet är {tkr(ideal_tkr)}, {tkr(abs(gap))} {'mer' if gap > 0 else 'mindre'}"
    return KeyFigure(label, percent(allocation_tkr / ideal_tkr, 1), [compared], definition=DEFINITIONS["ideal"])
