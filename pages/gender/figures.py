"""The key figures of Könsfördelning, from answers to words."""

import dataframely as dy

from pages.shared.html import KeyFigure
from pages.text import gender as text
from pages.text.common import DEFINITIONS
from pages.text.comparisons import base_text, share_change, share_text
from pages.text.formats import period_name
from queries.gender import WORK_OR_STUDY, WomenShare, women
from queries.periods import Period
from queries.publication.plan import TOTAL
from queries.uncertainty import Share, compare


def women_figures(
    shares: dy.DataFrame[WomenShare],
    before: dy.DataFrame[WomenShare],
    comparable: bool,
    period: Period,
    insats: str,
    decimals: int,
) -> list[KeyFigure]:
    """The share of women among started, participants, ended and ended to work or study, against the year before.

    A population that is told of all insatser together only has no figure of one insats. comparable says whether the
    two periods' lists of avslutsorsaker are one and the same.
    """
    figures = []
    for population, among in text.AMONG.items():
        now = women(shares, insats, population)
        if now is None and women(shares, TOTAL, population):
            continue
        earlier = women(before, insats, population) if comparable or population != WORK_OR_STUDY else None
        figures.append(_figure(f"Kvinnor bland {among}", now, earlier, period, decimals))
    return figures


def _figure(label: str, now: Share | None, before: Share | None, period: Period, decimals: int) -> KeyFigure:
    if now is None:
        return KeyFigure(label, text.NOT_COUNTED, [text.NO_WORK_FIGURE], definition=text.DEFINITION)
    name = period_name(period.year_before)
    change = f"Ingen jämförbar uppgift för {name}"
    if before:
        change = share_change(now, before, name, compare(now, before), decimals)
    return KeyFigure(
        label, share_text(now, decimals), [change], base_text(now), f"{text.DEFINITION} {DEFINITIONS['interval']}"
    )
