"""The charts of the overview: frames in, charts out."""

import polars as pl

from pages.drawing.base import Line, Part
from pages.drawing.chart import Chart, Column
from pages.drawing.ordered import bridge, lines
from pages.drawing.palette import Palette
from pages.drawing.rows import bar_rows
from pages.text import overview as text
from pages.text.common import DEFINITIONS, POPULATIONS
from pages.text.formats import number, percent, period_code_name, period_name, sentence_case, signed
from queries.flow import Balance
from queries.periods import Period


def balance_bridge(now: Balance, period: Period, palette: Palette) -> Chart:
    """Opening + started − ended = closing, as a bridge."""
    steps = [
        (POPULATIONS["opening"], now.opening, True),
        (POPULATIONS["started"], now.started, False),
        (POPULATIONS["ended"], -now.ended, False),
        (POPULATIONS["closing"], now.closing, True),
    ]
    names, values, totals = (list(column) for column in zip(*steps, strict=True))
    texts = [number(value) if total else signed(value) for _, value, total in steps]
    return Chart(
        key="deltagarbalans",
        title=text.balance_title(now),
        subtitle=f"Deltagarbalans, antal deltaganden, {period_name(period)}.",
        figure=bridge(["Vid början", "Nya", "Avslutade", "Vid slutet"], values, totals, texts, palette),
        table=pl.DataFrame({"step": names, "n": values}),
        columns=(Column("step", "Post"), Column("n", "Antal", "count")),
        definition=DEFINITIONS["balance"],
        source=text.SOURCE_REGISTER,
    )


def insats_bars(counts: pl.DataFrame, period: Period, palette: Palette) -> Chart:
    """Participants per insats, the largest first; counts as InsatsCount."""
    total = counts.get_column("participants").sum()
    names, values = counts.get_column("insats").to_list(), counts.get_column("participants").to_list()
    texts = [f"{number(value)} ({percent(value / total)})" if total else number(value) for value in values]
    return Chart(
        key="deltagare-per-insats",
        title=text.largest_title(names[0], values[0] / total) if total else "Inga deltagare i perioden",
        subtitle=f"Deltagare per insats, antal och andel av {number(total)}, {period_name(period)}.",
        figure=bar_rows(names, Part("Deltagare", values, texts, palette.accent), palette, max([*values, 1])),
        table=counts,
        columns=(
            Column("insats", "Insats"),
            Column("participants", "Deltagare", "count"),
            Column("started", "Nya", "count"),
            Column("ended", "Avslutade", "count"),
        ),
        definition=DEFINITIONS["participants"],
        source=text.SOURCE_REGISTER,
    )


def development(counts: pl.DataFrame, period: Period, palette: Palette) -> Chart:
    """Participants, started and ended over periods of the same kind; counts as PeriodCount."""
    codes = counts.get_column("period").to_list()
    series = [
        Line(
            POPULATIONS[name],
            counts.get_column(name).to_list(),
            [number(value) for value in counts.get_column(name)],
            colour,
        )
        for name, colour in (
            ("participants", palette.accent),
            ("started", palette.third),
            ("ended", palette.second),
        )
    ]
    participants = counts.get_column("participants")
    first, last = period_code_name(codes[0]), period_code_name(codes[-1])
    kind = "år" if period.half is None else f"{'första' if period.half == 1 else 'andra'} halvår"
    return Chart(
        key="utveckling",
        title=text.trend_title(participants[0], participants[-1], first, last),
        subtitle=f"Deltagare, nya och avslutade, antal per {kind}.",
        figure=lines([code[:4] for code in codes], series, palette, max(participants.max() or 1, 1)),
        table=counts.with_columns(pl.col("period").map_elements(_label, return_dtype=pl.String)),
        columns=(
            Column("period", "Period"),
            Column("participants", "Deltagare", "count"),
            Column("started", "Nya", "count"),
            Column("ended", "Avslutade", "count"),
        ),
        definition=" ".join(DEFINITIONS[name] for name in ("participants", "started", "ended")),
        source=text.SOURCE_REGISTER,
        legend=tuple((line.name, line.colour) for line in series),
    )


def _label(code: str) -> str:
    return sentence_case(period_code_name(code))
