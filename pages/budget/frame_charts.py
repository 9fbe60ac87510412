"""The charts of the frame and of eget kapital: answers in, charts out."""

import polars as pl

from pages.budget.charts import STATE, with_state
from pages.drawing.base import Line
from pages.drawing.chart import Chart, Column
from pages.drawing.palette import Palette
from pages.drawing.row_bridge import row_bridge
from pages.drawing.zero_line import balance_lines
from pages.text import budget as text
from pages.text.formats import NBSP, number, sentence_case, signed, tkr
from queries.financial_frame import FinancialFrame, FramePart
from queries.remembered import remembered


@remembered
def frame_bridge(frame: FinancialFrame, shown_for: int, notes: tuple[str, ...], source: str, palette: Palette) -> Chart:
    """Where the frame comes from and what it is used for; shown_for is the year in focus on the page."""
    parts = [*frame.sources, frame.frame, *frame.uses, frame.closing]
    totals = [part in (frame.frame, frame.closing) for part in parts]
    used = {part.name for part in frame.uses}
    values = [-part.amount_tkr if part.name in used else part.amount_tkr for part in parts]
    names = [text.FRAME_PARTS[part.name] for part in parts]
    texts = [tkr(v) if total else f"{signed(v)}{NBSP}tkr" for v, total in zip(values, totals, strict=True)]
    largest = max(frame.uses, key=lambda part: part.amount_tkr)
    whole = frame.frame.amount_tkr or 1
    table = pl.DataFrame(
        {
            "part": names,
            "amount_tkr": [part.amount_tkr for part in parts],
            "share": [part.amount_tkr / whole for part in parts],
            "printed_tkr": pl.Series([part.printed_tkr for part in parts], dtype=pl.Float64),
        }
    )
    subtitle = text.FRAME_SUBTITLE.format(year=frame.year, state=sentence_case(text.state(frame.basis, frame.decided)))
    return Chart(
        key="ekonomisk-ram",
        title=text.frame_title(frame.year, text.FRAME_PARTS[largest.name], largest.amount_tkr / whole),
        subtitle=subtitle if frame.year == shown_for else f"{subtitle} {text.OTHER_YEAR.format(year=shown_for)}",
        figure=row_bridge(names, values, totals, texts, palette),
        table=table,
        columns=(
            Column("part", "Post"),
            Column("amount_tkr", "Räknat från raderna, tkr", "tkr"),
            Column("share", "Andel av ramen", "share1"),
            Column("printed_tkr", "Tryckt, tkr", "tkr"),
        ),
        definition=text.DEFINITIONS["frame"],
        source=source,
        notes=(*_differences(parts), *notes),
    )


def _differences(parts: list[FramePart]) -> list[str]:
    """Where the documents print something else than the lines give."""
    return [
        text.printed_note(text.FRAME_PARTS[part.name], part.amount_tkr, part.printed_tkr)
        for part in parts
        if part.printed_tkr is not None and part.printed_tkr != part.amount_tkr
    ]


@remembered
def equity_lines(equity: pl.DataFrame, source: str, palette: Palette) -> Chart:
    """Eget kapital at the end of each year, and what decisions outside the plan leave of it; equity as EquityYear."""
    rows = equity.to_dicts()
    start = max((place for place, row in enumerate(rows) if row["decided"]), default=0)
    known = [row["closing_tkr"] if row["decided"] else None for row in rows]
    plan = [row["closing_tkr"] if place >= start else None for place, row in enumerate(rows)]
    after = [row["closing_tkr"] if place == start else row["after_decisions_tkr"] for place, row in enumerate(rows)]
    series = [_line("known", known, palette.accent)]
    if any(not row["decided"] for row in rows):
        series.append(_line("plan", plan, palette.third, silent=start))
    if any(row["after_decisions_tkr"] is not None for row in rows):
        series.append(_line("after", after, palette.second, silent=start))
    telling = next((row for row in rows if row["after_decisions_tkr"] is not None), rows[-1])
    return Chart(
        key="eget-kapital",
        title=text.equity_title(*(telling[name] for name in ("year", "closing_tkr", "after_decisions_tkr", "decided"))),
        subtitle=text.EQUITY_SUBTITLE.format(years=text.span([row["year"] for row in rows])),
        figure=balance_lines([f"{row['year']}<br>{row['basis']}" for row in rows], series, palette),
        table=with_state(equity),
        columns=(
            Column("year", "I slutet av"),
            STATE,
            Column("opening_tkr", "Ingående, tkr", "tkr"),
            Column("result_tkr", "Intäkter minus kostnader, tkr", "tkr"),
            Column("computed_tkr", "Räknat utgående, tkr", "tkr"),
            Column("closing_tkr", "Utgående, tkr", "tkr"),
            Column("decisions_tkr", "Beslut utanför planen, tkr", "tkr"),
            Column("after_decisions_tkr", "Utgående när besluten är betalda, tkr", "tkr"),
        ),
        definition=text.DEFINITIONS["equity"],
        source=source,
        legend=tuple((line.name, line.colour) for line in series),
        notes=tuple(
            text.closing_note(row["year"], row["computed_tkr"], row["closing_tkr"])
            for row in rows
            if row["computed_tkr"] is not None and row["computed_tkr"] != row["closing_tkr"]
        ),
    )


def _line(name: str, values: list[float | None], colour: str, silent: int | None = None) -> Line:
    """A series; no label at the silent point, where another series has written it."""
    labels = ["" if place == silent or value is None else number(value) for place, value in enumerate(values)]
    return Line(text.EQUITY_LINES[name], values, labels, colour, dashed=silent is not None)
