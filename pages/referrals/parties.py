"""The charts on how evenly the parties refer, and on those who referred themselves: frames in, charts out."""

import polars as pl

from pages.drawing.base import Part
from pages.drawing.chart import Chart, Column
from pages.drawing.palette import Palette
from pages.drawing.rows import bar_rows
from pages.drawing.share_rows import Dots, Yardstick, dotted_shares
from pages.referrals.background import SHARE_COLUMNS
from pages.text import referrals as text
from pages.text.common import DEFINITIONS
from pages.text.comparisons import VERDICTS
from pages.text.formats import HIDDEN, HIDDEN_MARK, number, percent, period_name, sentence_case
from pages.text.overview import SOURCE_REGISTER
from queries.periods import Period
from queries.publication.plan import TOTAL
from queries.referrals import ReferralGoal
from queries.remembered import remembered
from queries.uncertainty import Share


@remembered
def spread_bars(rows: pl.DataFrame, parties: int, period: Period, gender: str, palette: Palette) -> Chart:
    """The effective number of parties per insats, last year's as a mark; rows as InsatsSpread."""
    spreads = rows.to_dicts()
    before_name = period_name(period.year_before)
    first = spreads[0]
    words = [
        text.spread_text(row["effective"], row["effective_before"], before_name, HIDDEN if row["hidden"] else "")
        for row in spreads
    ]
    hidden = [row["hidden"] for row in spreads]
    part = Part("Effektivt antal parter", [row["effective"] for row in spreads], words, palette.accent, hidden=hidden)
    counted = "" if first["n"] is None else f", {number(first['n'])} anmälda av en part"
    sure = [text.insats_name(row["insats"]) for row in spreads if row["verdict"] in {"higher", "lower"}]
    return Chart(
        key="spridning",
        title=text.spread_title(first["insats"], first["effective"], hidden=first["hidden"]),
        subtitle=f"Effektivt antal parter: 1 är att en part anmäler alla, {parties} att alla {parties} anmäler lika "
        f"många, {text.scope(period, first['insats'], gender)}{counted}.",
        figure=bar_rows([text.insats_name(row["insats"]) for row in spreads], part, palette, parties * 1.2),
        table=rows.with_columns(
            pl.col("insats").replace(TOTAL, text.ALL_INSATSER), pl.col("verdict").replace(VERDICTS)
        ),
        columns=(
            Column("insats", "Insats"),
            Column("effective", "Effektivt antal parter", "decimal", of=("n", "n")),
            Column("n", "Anmälda av en part", "count"),
            Column(
                "effective_before",
                sentence_case(before_name),
                "decimal",
                "hidden_before",
                ("n_before", "n_before"),
                True,
            ),
            Column("n_before", f"Anmälda av en part {before_name}", "count", "hidden_before", missing=True),
            Column("verdict", "Förändring"),
        ),
        definition=DEFINITIONS["spread"],
        source=SOURCE_REGISTER,
        notes=text.spread_notes(sure, any(row["verdict"] == "chance" for row in spreads) or bool(sure), before_name),
    )


@remembered
def self_referral_dots(
    cells: pl.DataFrame, goals: list[ReferralGoal], period: Period, insats: str, gender: str, palette: Palette
) -> Chart:
    """The share of egenanmälan with its interval, and the plan's goal; cells as ReferralCell of egenanmälan only."""
    rows = cells.sort(pl.col("insats") != insats, maintain_order=True).to_dicts()
    aims = {goal.insats: goal for goal in goals if goal.value is not None}
    shares = [Share(row["n"], row["base"]) for row in rows]
    names = [text.insats_name(row["insats"]) for row in rows]
    dots = Dots(
        "Egenanmälan",
        [share.share for share in shares],
        [share.interval for share in shares],
        [_share_words(share) for share in shares],
        palette.accent,
        [share.hidden for share in shares],
    )
    notes = [text.goal_note(aims[row["insats"]]) if row["insats"] in aims else "" for row in rows]
    marks = [
        Yardstick(place, aims[row["insats"]].value or 0) for place, row in enumerate(rows) if row["insats"] in aims
    ]
    highest = max([share.interval[1] for share in shares if share.interval] + [mark.value for mark in marks] + [0.1])
    chosen = next((aims[row["insats"]] for row in rows if row["insats"] in aims), None)
    return Chart(
        key="egenanmalan",
        title=text.self_referral_title(chosen, rows[0]["insats"], shares[0]),
        subtitle=f"Andel av de nya som anmält sig själva, med 95 % osäkerhet, {text.scope(period, insats, gender)}. "
        "Bara insatser där det förekommer eller har ett mål.",
        figure=dotted_shares(names, notes, [dots], palette, min(1.0, highest * 1.3), marks),
        table=pl.DataFrame(rows, schema=cells.schema).with_columns(
            pl.any_horizontal(pl.col("n", "base").is_null()).alias("hidden"),
            pl.col("insats").replace(TOTAL, text.ALL_INSATSER),
            goal=pl.Series(
                [aims[row["insats"]].value if row["insats"] in aims else None for row in rows], dtype=pl.Float64
            ),
        ),
        columns=(
            Column("insats", "Insats"),
            Column("n", "Egenanmälan", "count"),
            Column("base", "Av alla nya", "count"),
            *SHARE_COLUMNS,
            Column("goal", "Mål", "share", hidden=""),
        ),
        definition=f"{DEFINITIONS['self_referral']} {DEFINITIONS['interval']}",
        source=f"{SOURCE_REGISTER}; mål ur verksamhetsplanen",
    )


def _share_words(share: Share) -> str:
    """18 % (12 av 69); too few or hidden in words."""
    if share.k is None or share.n is None:
        return HIDDEN_MARK
    words = f"{number(share.k)} av {number(share.n)}"
    return f"{words}: {VERDICTS['too_few']}" if share.share is None else f"{percent(share.share)} ({words})"
