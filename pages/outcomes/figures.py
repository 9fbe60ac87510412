"""The key figures of Resultat per insats, from answers to words."""

from pages.shared.html import KeyFigure
from pages.text import outcomes as text
from pages.text.common import DEFINITIONS
from pages.text.comparisons import base_text, count_change, share_change, share_text
from pages.text.formats import count, period_name
from queries.outcomes import PeriodOutcome
from queries.periods import Period
from queries.uncertainty import Share, compare


def outcome_figures(outcome: PeriodOutcome, period: Period, decimals: int) -> list[KeyFigure]:
    """Avslutade, on to work or study, on towards work, and those without a reason, against the year before."""
    before_name = period_name(period.year_before)
    now, before, missing = outcome.toward_work, outcome.toward_work_before, outcome.missing
    return [
        KeyFigure(
            text.FIGURE_LABELS["ended"],
            count(now.n),
            [count_change(now.n, before.n if before else None, before_name, reached=before is not None)],
            definition=DEFINITIONS["ended"],
        ),
        _work(outcome.work, outcome.work_before, before_name, decimals, known_before=before is not None),
        KeyFigure(
            text.FIGURE_LABELS["toward_work"],
            share_text(now, decimals),
            [*_change(now, before, before_name, decimals), f"Ett {text.COARSE}"],
            base_text(now),
            f"{text.DEFINITION_TOWARD_WORK} {DEFINITIONS['interval']}",
        ),
        KeyFigure(
            text.FIGURE_LABELS["missing"],
            count(missing.k),
            [text.missing_part(missing, decimals)],
            definition=text.DEFINITION_EXITS,
        ),
    ]


def _work(now: Share | None, before: Share | None, before_name: str, decimals: int, known_before: bool) -> KeyFigure:
    label = text.FIGURE_LABELS["work_or_study"]
    if now is None:
        return KeyFigure(label, text.NOT_COUNTED, [text.NO_WORK_FIGURE], definition=DEFINITIONS["work_or_study"])
    if before is None and known_before:
        change = [text.NOT_COMPARABLE.format(before=before_name)]
    else:
        change = _change(now, before, before_name, decimals)
    definition = f"{DEFINITIONS['work_or_study']} {DEFINITIONS['interval']}"
    return KeyFigure(label, share_text(now, decimals), change, base_text(now), definition)


def _change(now: Share, before: Share | None, before_name: str, decimals: int) -> list[str]:
    if before is None:
        return [f"Uppgift för {before_name} saknas"]
    return [share_change(now, before, before_name, compare(now, before), decimals)]
