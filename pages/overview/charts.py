"""The charts of the overview: frames in, charts out."""

import polars as pl

from pages.drawing.base import Line, Part
from pages.drawing.chart import Chart, Column
from pages.drawing.ordered import bridge, lines
from pages.drawing.palette import Palette
from pages.drawing.rows import bar_rows
from pages.text import overview as text
from pages.text.common import DEFINITIONS, POPULATIONS
from pages.text.formats import HIDDEN_WORD, count, number, percent, period_code_name, period_name, sentence_case, signed
from queries.counts import surely_largest
from queries.flow import Balance
from queries.periods import Period
from queries.remembered import remembered
from queries.uncertainty import Share

COUNTS = (
    Column("participants", "Deltagare", "count"),
    Column("started", "Nya", "count"),
    Column("ended", "Avslutade", "count"),
)


@remembered
def balance_bridge(now: Balance, period: Period, palette: Palette) -> Chart:
    """Opening + started − ended = closing, as a bridge."""
    ended = None if now.ended is None else -now.ended
    values = [now.opening, now.started, ended, now.closing]
    steps = [HIDDEN_WORD if change is None else signed(change) for change in (now.started, ended)]
    texts = [count(now.opening), *steps, count(now.closing)]
    names = [POPULATIONS[name] for name in ("opening", "started", "ended", "closing")]
    return Chart(
        key="deltagarbalans",
        title=text.balance_title(now),
        subtitle=f"Deltagarbalans, antal deltaganden, {period_name(period)}.",
        figure=bridge(text.BRIDGE_STEPS, values, [True, False, False, True], texts, palette),
        table=pl.DataFrame({"step": names, "n": values, "hidden": [value is None for value in values]}),
        columns=(Column("step", "Post"), Column("n", "Antal", "count")),
        definition=DEFINITIONS["balance"],
        source=text.SOURCE_REGISTER,
    )


@remembered
def insats_bars(counts: pl.DataFrame, period: Period, palette: Palette, total: int | None) -> Chart:
    """Participants per insats, the largest first; counts as InsatsCount, total those of all insatser."""
    names, values = counts.get_column("insats").to_list(), counts.get_column("participants").to_list()
    shares = [Share(value, total).share for value in values]
    texts = [
        f"{count(value)} ({percent(share)})" if share and value else count(value)
        for value, share in zip(values, shares, strict=True)
    ]
    hidden = [value is None for value in values]
    measured = f"antal och andel av {number(total)}" if total else "antal"
    return Chart(
        key="deltagare-per-insats",
        title=text.largest_title(
            surely_largest(dict(zip(names, values, strict=True)), total), dict(zip(names, shares, strict=True))
        ),
        subtitle=f"Deltagare per insats, {measured}, {period_name(period)}.",
        figure=bar_rows(
            names,
            Part("Deltagare", values, texts, palette.accent, hidden=hidden),
            palette,
            max([1, *filter(None, values)]),
        ),
        table=counts.with_columns(hidden=pl.any_horizontal(pl.col(column.name).is_null() for column in COUNTS)),
        columns=(Column("insats", "Insats"), *COUNTS),
        definition=DEFINITIONS["participants"],
        source=text.SOURCE_REGISTER,
    )


@remembered
def development(counts: pl.DataFrame, period: Period, palette: Palette) -> Chart:
    """Participants, started and ended over periods of the same kind; counts as PeriodCount."""
    codes = counts.get_column("period").to_list()
    colours = {"participants": palette.accent, "started": palette.third, "ended": palette.second}
    series = []
    for name, colour in colours.items():
        values = counts.get_column(name).to_list()
        series.append(
            Line(
                POPULATIONS[name],
                values,
                [number(value) for value in values],
                colour,
                hidden=[value is None for value in values],
            )
        )
    largest = max([1, *(value for line in series for value in line.values if value)])
    kind = "år" if period.half is None else f"{'första' if period.half == 1 else 'andra'} halvår"
    return Chart(
        key="utveckling",
        title=text.trend_title(codes, counts.get_column("participants").to_list()),
        subtitle=f"Deltagare, nya och avslutade, antal per {kind}.",
        figure=lines([code[:4] for code in codes], series, palette, largest),
        table=counts.with_columns(
            pl.col("period").map_elements(_label, return_dtype=pl.String),
            hidden=pl.any_horizontal(pl.col(*colours).is_null()),
        ),
        columns=(Column("period", "Period"), *COUNTS),
        definition=" ".join(DEFINITIONS[name] for name in colours),
        source=text.SOURCE_REGISTER,
        legend=tuple((line.name, line.colour) for line in series),
    )


def _label(code: str) -> str:
    return sentence_case(period_code_name(code))
