"""Scenarios side by side as tables and one chart. Pure: a comparison in, charts out. Amounts in tkr."""

from collections.abc import Mapping

import polars as pl

from pages.drawing.base import TEXT_SIZE, Figure, Line
from pages.drawing.chart import Chart, Column
from pages.drawing.palette import Palette
from pages.drawing.zero_line import balance_lines
from pages.text import scenario_comparison as text
from pages.text.budget import span
from pages.text.formats import MISSING, number
from queries.scenarios.side_by_side import Comparison, InputRow, Value

LABEL_ROOM = 0.09
"""How far apart the labels at the ends of lines stand, as a share of the axis."""


def input_table(comparison: Comparison, groups: Mapping[str, str], source: str) -> Chart:
    """The inputs that differ: a row per input, the plan and a column per scenario. groups is cost group → label."""
    letters = _letters(comparison)
    shown = {} if _has_plan(comparison) else {"plan": text.PLAN}
    shown |= letters
    rows = []
    for same in _runs(comparison):
        first, last = same[0].input, same[-1].input
        name = first if first == last else first._replace(when=f"{first.when}–{last.when}")
        plan = [text.input_value(same[0].plan, same[0].form)] if "plan" in shown else []
        values = [text.input_value(value, same[0].form) for value in _values(comparison, same[0])]
        rows.append([text.input_name(name, groups) + text.input_unit(same[0].form), *plan, *values])
    return Chart(
        key="jamfor-varden",
        title=text.inputs_title(len(comparison.inputs)),
        subtitle=text.INPUTS_SUBTITLE,
        figure={},
        table=pl.DataFrame(rows, schema=dict.fromkeys(("what", *shown), pl.String), orient="row"),
        columns=(Column("what", text.WHAT), *(Column(name, label, "written") for name, label in shown.items())),
        definition=text.INPUTS_DEFINITION,
        source=source,
    )


def _has_plan(comparison: Comparison) -> bool:
    """Is one of the scenarios the plan itself?"""
    return any(not projection.scenario.levers for projection in comparison.projections)


def _values(comparison: Comparison, row: InputRow) -> list[Value | None]:
    """Each scenario's value; for the plan itself the plan's."""
    plain = [not projection.scenario.levers for projection in comparison.projections]
    return [row.plan if is_plan else value for value, is_plan in zip(row.values, plain, strict=True)]


def _runs(comparison: Comparison) -> list[list[InputRow]]:
    """The rows, with years that follow each other together where they say the same."""
    runs: list[list[InputRow]] = []
    for row in comparison.inputs:
        before = runs[-1][-1] if runs else None
        if before and _follows(before, row) and (before.plan, before.values) == (row.plan, row.values):
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _follows(before: InputRow, row: InputRow) -> bool:
    """The same thing the year after?"""
    years = before.input.when, row.input.when
    return (
        before.input._replace(when="") == row.input._replace(when="")
        and all(year.isdigit() for year in years)
        and (int(years[1]) == int(years[0]) + 1)
    )


def outcome_table(comparison: Comparison, outcome: str, source: str) -> Chart:
    """One outcome: a row per scenario, a column per year."""
    values, years = comparison.values(outcome), comparison.years
    rows = [[label, *series] for label, series in zip(_letters(comparison).values(), values, strict=True)]
    schema: dict[str, type[pl.DataType]] = {"scenario": pl.String, **{str(year): pl.Int64 for year in years}}
    return Chart(
        key=f"jamfor-{outcome.removesuffix('_tkr').replace('_', '-')}",
        title=text.outcome_title(outcome, years, values),
        subtitle=f"{text.OUTCOMES[outcome][0]}. {text.SUBTITLE.format(years=span(list(years)), basis=text.BASIS)}",
        figure={},
        table=pl.DataFrame(rows, schema=schema, orient="row"),
        columns=(Column("scenario", text.SCENARIO), *(Column(str(year), str(year), "tkr") for year in years)),
        definition=text.OUTCOME_DEFINITIONS[outcome],
        source=source,
    )


def equity_chart(comparison: Comparison, source: str, palette: Palette) -> Chart:
    """Eget kapital of all the scenarios over the years, each line with its letter and last value at its end."""
    table = outcome_table(comparison, "equity_closing_tkr", source)
    values, years = comparison.values("equity_closing_tkr"), comparison.years
    colours = (palette.accent, palette.second, palette.third, palette.fourth)
    letters = _letters(comparison)
    series = [
        Line(letter, line, [""] * len(years), colour)
        for letter, line, colour in zip(letters, values, colours, strict=False)
    ]
    figure = balance_lines([str(year) for year in years], series, palette, height=400)
    figure["layout"]["margin"]["r"] = 92
    figure["layout"]["annotations"] += _end_labels(series, figure["layout"]["yaxis"]["range"], palette)
    return Chart(
        key="jamfor-kurvor",
        title=text.equity_title(years, values),
        subtitle=text.EQUITY_SUBTITLE.format(years=span(list(years)), basis=text.BASIS),
        figure=figure,
        table=table.table,
        columns=table.columns,
        definition=table.definition,
        source=source,
        legend=tuple(zip(letters.values(), colours, strict=False)),
    )


def _letters(comparison: Comparison) -> dict[str, str]:
    """Letter → letter and name."""
    scenarios = [projection.scenario for projection in comparison.projections]
    return {letter: text.lettered(letter, scenario) for letter, scenario in zip(text.LETTERS, scenarios, strict=False)}


def _end_labels(series: list[Line], axis: list[float], palette: Palette) -> list[Figure]:
    """Letter and value at the end of each line, moved apart where they would cover each other."""
    apart = (axis[1] - axis[0]) * LABEL_ROOM
    places: list[float] = []
    labels = []
    for line in sorted(series, key=lambda line: line.values[-1] or 0):
        end = line.values[-1]
        at = max(end or 0.0, places[-1] + apart) if places else end or 0.0
        places.append(at)
        labels.append(
            {
                "x": 1,
                "xref": "paper",
                "xanchor": "left",
                "xshift": 2,
                "y": at,
                "text": f"<b>{line.name}</b> {MISSING if end is None else number(end)}",
                "showarrow": False,
                "font": {"size": TEXT_SIZE, "color": palette.text},
            }
        )
    return labels
