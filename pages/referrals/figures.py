"""The key figures on who refers, from answers to words."""

import polars as pl

from pages.shared.html import KeyFigure
from pages.text import referrals as text
from pages.text.common import DEFINITIONS
from pages.text.comparisons import VERDICTS, base_text, count_change, share_change, share_text
from pages.text.formats import count, period_name, sentence_case
from queries.counts import surely_largest
from queries.periods import Period
from queries.uncertainty import Share, compare


def referral_figures(
    shares: pl.DataFrame, spreads: pl.DataFrame, self_referral: str | None, period: Period, decimals: int
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
            [count_change(first["base"], first["base_before"], before_name, reached=first["verdict"] is not None)],
            definition=DEFINITIONS["started"],
        )
    ]
    parties = [name for name, missing in shares.select("category", "missing").iter_rows() if not missing]
    parties = [name for name in parties if name != self_referral]
    top = surely_largest(dict(shares.select("category", "n").iter_rows()), first["base"], parties)
    for largest in shares.filter(pl.col("category").is_in(top[:1])).iter_rows(named=True):
        label = text.FIGURE_LABELS["largest"].format(name=largest["category"])
        figures.append(_share_figure(label, largest, before_name, "anmalare", decimals))
    # Where it rests on a protected count its chart says so; a box for it would only repeat that.
    for row in spreads[:1].filter(~pl.col("hidden")).iter_rows(named=True):
        figures.append(_spread_figure(row, before_name))
    for row in shares.filter(category=self_referral or "").iter_rows(named=True):
        figures.append(_share_figure(text.FIGURE_LABELS["self_referral"], row, before_name, "self_referral", decimals))
    return figures


def _share_figure(
    label: str, row: dict[str, int | None], before_name: str, definition: str, decimals: int
) -> KeyFigure:
    share, before = Share(row["n"], row["base"]), Share(row["n_before"], row["base_before"])
    change = (
        f"Uppgift för {before_name} saknas"
        if row["verdict"] is None and not share.hidden
        else share_change(share, before, before_name, compare(share, before), decimals)
    )
    return KeyFigure(
        label,
        share_text(share, decimals),
        [change],
        base_text(share),
        f"{DEFINITIONS[definition]} {DEFINITIONS['interval']}",
    )


def _spread_figure(row: dict[str, float | str | None], before_name: str) -> KeyFigure:
    label, definition = text.FIGURE_LABELS["spread"], DEFINITIONS["spread"]
    effective, before, verdict = row["effective"], row["effective_before"], row["verdict"]
    if not isinstance(effective, float):
        return KeyFigure(label, "–", [sentence_case(VERDICTS["too_few"])], definition=definition)
    change = f"Antalet för {before_name} är skyddat" if row["hidden_before"] else f"Uppgift för {before_name} saknas"
    if isinstance(before, float):
        change = f"Mot {text.parties(before)} {before_name}: {VERDICTS[verdict]}"  # type: ignore[index]
    return KeyFigure(label, text.parties(effective), [change], text.as_if(effective), definition)
