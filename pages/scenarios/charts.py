"""The charts and tables of a scenario: projections in, charts out."""

from collections.abc import Mapping

import polars as pl

from pages.drawing.base import Line
from pages.drawing.chart import Chart, Column
from pages.drawing.palette import Palette
from pages.drawing.step_rows import step_rows
from pages.drawing.zero_line import balance_lines
from pages.text import scenario_levers as words
from pages.text import scenarios as text
from pages.text.formats import NBSP, number, signed, tkr
from queries.scenarios.projection import Projection
from queries.scenarios.year_columns import Effect, first_shortfall, other_income_tkr

NEAR = 0.09
"""Closer than this share of the axis, the labels of the two lines would collide; only the scenario's is written."""
ROOM = 0.15
"""How far below the plan's line, as a share of its height, a label fits above the scenario's."""


def equity_lines(plan: Projection, mine: Projection, source: str, palette: Palette) -> Chart:
    """Eget kapital at the end of each year, plan and scenario, against zero."""
    names = [row.year for row in plan.years]
    planned, closing = ([row.equity_closing_tkr for row in found.years] for found in (plan, mine))
    same = planned == closing
    own = [None if value == before and not same else value for value, before in zip(closing, planned, strict=True)]
    # The scenario's line starts where it leaves the plan's.
    if not same and (leaves := next(place for place, value in enumerate(own) if value is not None)):
        own[leaves - 1] = closing[leaves - 1]
    series = [Line(text.EQUITY_LINES["plan"], planned, [number(value) for value in planned], palette.accent)]
    if not same:
        shown = ["" if place == leaves - 1 or value is None else number(value) for place, value in enumerate(own)]
        near = NEAR * (max(1, *planned, *closing) - min(0, *planned, *closing))
        apart = [not told or abs(a - b) >= near for told, a, b in zip(shown, planned, closing, strict=True)]
        labels = [number(value) if alone else "" for value, alone in zip(planned, apart, strict=True)]
        series = [
            Line(text.EQUITY_LINES["plan"], planned, labels, palette.grey, dashed=True),
            Line(text.EQUITY_LINES["mine"], [*own[:leaves], *closing[leaves:]], shown, palette.accent),
        ]
    figure = balance_lines([str(name) for name in names], series, palette, 360)
    if not same and closing[-1] > closing[-2] and planned[-1] - closing[-1] > max(planned) * ROOM:
        figure["data"][1]["textposition"][-1] = "top left"  # clear of the line that rises to it
    return Chart(
        key="scenario-eget-kapital",
        title=text.equity_title(first_shortfall(mine), mine, plan),
        subtitle=text.EQUITY_SUBTITLE.format(first=names[0], last=names[-1]),
        figure=figure,
        table=pl.DataFrame(
            {
                "year": names,
                "plan_tkr": planned,
                "mine_tkr": closing,
                "change_tkr": [mine - before for mine, before in zip(closing, planned, strict=True)],
            }
        ),
        columns=(
            Column("year", "I slutet av"),
            Column("plan_tkr", "Planen, tkr", "tkr"),
            Column("mine_tkr", f"{text.MINE}, tkr", "tkr"),
            Column("change_tkr", "Skillnad, tkr", "tkr"),
        ),
        definition=text.DEFINITIONS["equity"],
        source=source,
        legend=tuple((line.name, line.colour) for line in series),
    )


def scenario_bridge(
    plan_tkr: int,
    effects: list[Effect],
    mine_tkr: int,
    year: int,
    groups: Mapping[str, str],
    source: str,
    palette: Palette,
) -> Chart:
    """From the plan's eget kapital to the scenario's, one step per lever; groups is cost group → label."""
    told = [words.words(effect.lever, groups) for effect in effects]
    short = [words.name(effect.lever) for effect in effects]
    names = [text.BRIDGE_PLAN, *short, text.MINE]
    values = [plan_tkr, *(effect.tkr for effect in effects), mine_tkr]
    totals = [True, *([False] * len(effects)), True]
    texts = [tkr(v) if total else f"{signed(v)}{NBSP}tkr" for v, total in zip(values, totals, strict=True)]
    return Chart(
        key="scenario-bro",
        title=text.bridge_title(effects, short, year),
        subtitle=text.BRIDGE_SUBTITLE.format(year=year),
        figure=step_rows(names, values, totals, texts, palette),
        table=pl.DataFrame({"step": [text.BRIDGE_PLAN, *told, text.MINE], "tkr": values}),
        columns=(Column("step", "Steg"), Column("tkr", "Tkr", "tkr")),
        definition=text.DEFINITIONS["bridge"],
        source=source,
    )


def years_table(plan: Projection, mine: Projection, name: str, source: str) -> Chart:
    """The scenario year by year, everything in whole tkr."""
    rows = [
        {
            "year": row.year,
            "state": text.STATE[row.basis],
            "allocation_tkr": row.allocation_tkr,
            "other_tkr": other_income_tkr(row),
            "cost_tkr": row.cost_tkr,
            "result_tkr": row.result_tkr,
            "opening_tkr": row.equity_opening_tkr,
            "closing_tkr": row.equity_closing_tkr,
            "change_tkr": row.equity_closing_tkr - plan.year(row.year).equity_closing_tkr,
            "frame_tkr": row.frame_tkr,
            "gap_tkr": row.gap_to_ideal_tkr,
            "places": text.places(row.places_low, row.places_high),
        }
        for row in mine.years
    ]
    return Chart(
        key="scenario-ar",
        title=text.years_title(mine),
        subtitle=text.YEARS_SUBTITLE.format(name=name, first=mine.years[0].year, last=mine.years[-1].year),
        figure={},
        table=pl.DataFrame(rows, infer_schema_length=None),
        columns=(
            Column("year", "År"),
            Column("state", "Underlag"),
            Column("allocation_tkr", "Tilldelning", "tkr"),
            Column("other_tkr", "Övriga intäkter", "tkr"),
            Column("cost_tkr", "Kostnader", "tkr"),
            Column("result_tkr", "Resultat", "tkr"),
            Column("opening_tkr", "Ingående", "tkr"),
            Column("closing_tkr", "Utgående", "tkr"),
            Column("change_tkr", "Mot planen", "tkr"),
            Column("frame_tkr", "Ram", "tkr"),
            Column("gap_tkr", "Kvar till idealet", "tkr"),
            Column("places", "Platser, antaget", "written"),
        ),
        definition=text.DEFINITIONS["years"],
        source=source,
        notes=tuple(dict.fromkeys(note.text for note in mine.notes)),
    )


def lines_table(
    mine: Projection, year: int, assumptions: Mapping[str, str], groups: Mapping[str, str], name: str, source: str
) -> Chart:
    """Each line of a year with what stands behind it; assumptions is id → label, groups cost group → label."""
    pulled = {lever.title: words.words(lever, groups) for lever in mine.scenario.levers}
    rows = [
        {
            "line": row.line,
            "amount_tkr": row.amount_tkr,
            "change_tkr": row.change_tkr,
            "state": text.STATE[row.basis],
            "assumptions": "; ".join(assumptions[found] for found in row.assumptions) or text.AS_PRINTED,
            "levers": "; ".join(pulled[found] for found in row.levers) or "–",
        }
        for row in mine.lines
        if row.year == year
    ]
    return Chart(
        key="scenario-rader",
        title=text.LINES_TITLE.format(year=year),
        subtitle=text.LINES_SUBTITLE.format(name=name),
        figure={},
        table=pl.DataFrame(rows, infer_schema_length=None),
        columns=(
            Column("line", "Rad"),
            Column("amount_tkr", "Tkr", "tkr"),
            Column("change_tkr", "Mot planen", "tkr"),
            Column("state", "Vad beloppet är"),
            Column("assumptions", "Antaganden"),
            Column("levers", "Spakar"),
        ),
        definition=text.DEFINITIONS["lines"],
        source=source,
    )
