"""The key figures on who refers, from answers to words."""

import polars as pl

from pages.shared.html import KeyFigure
from pages.text import referrals as text
from pages.text.common import DEFINITIONS
from pages.text.comparisons import VERDICTS, base_text, count_change, share_change, share_text
from pages.text.formats import count, period_name, sentence_case
from queries.periods import Period
from queries.uncertainty import Share, compare


def referral_figures(
    shares: pl.DataFrame, spreads: pl.DataFrame, self_referral: str | None, period: Period
) -> list[KeyFigure]:
    """Nya, the largest anmälare, the spread and egenanmälan, each against the same period last year.

    shares as CategoryShare of anmälare, spreads as InsatsSpread with the chosen insats first.
    """
    before_name = period_name(period.year_before)
    first = shares.row(0, named=True)
    figures = [
        KeyFigure(
            text.FIGURE_LABELS["started"],
            count(first["base"]),
            [count_change(first["base"], first["base_before"], before_name)],
            definition=DEFINITIONS["started"],
        )
    ]
    shown = shares.filter(~pl.col("missing"), pl.col("category") != (self_referral or ""))
    if not shown.get_column("hidden").any() and shown.height:
        largest = shown.sort("n", descending=True, maintain_order=True).row(0, named=True)
        label = text.FIGURE_LABELS["largest"].format(name=largest["category"])
        figures.append(_share_figure(label, largest, before_name, "anmalare"))
    if spreads.height:
        figures.append(_spread_figure(spreads.row(0, named=True), before_name))
    for row in shares.filter(category=self_referral or "").iter_rows(named=True):
        figures.append(_share_figure(text.FIGURE_LABELS["self_referral"], row, before_name, "self_referral"))
    return figures


def _share_figure(label: str, row: dict[str, int | None], before_name: str, definition: str) -> KeyFigure:
    share, before = Share(row["n"], row["base"]), Share(row["n_before"], row["base_before"])
    change = (
        count_change(None, None, before_name)
        if share.hidden
        else f"Uppgift för {before_name} saknas"
        if row["verdict"] is None
        else share_change(share, before, before_name, compare(share, before))
    )
    return KeyFigure(
        label, share_text(share), [change], base_text(share), f"{DEFINITIONS[definition]} {DEFINITIONS['interval']}"
    )


def _spread_figure(row: dict[str, float | str | None], before_name: str) -> KeyFigure:
    label, definition = text.FIGURE_LABELS["spread"], DEFINITIONS["spread"]
    effective, before, verdict = row["effective"], row["effective_before"], row["verdict"]
    if not isinstance(effective, float):
        words = VERDICTS["hidden" if row["hidden"] else "too_few"]
        return KeyFigure(label, "–", [sentence_case(words)], definition=definition)
    change = f"Uppgift för {before_name} saknas"
    if isinstance(before, float):
        change = f"Mot {text.parties(before)} {before_name}: {VERDICTS[verdict]}"  # type: ignore[index]
    return KeyFigure(label, text.parties(effective), [change], text.as_if(effective), definition)
