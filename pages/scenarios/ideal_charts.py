"""The tables of the national model: its inputs, how sensitive it is, and the county's förbund. Pure."""

from collections.abc import Mapping

import polars as pl

from finsam_data.county import County
from pages.drawing.chart import Chart, Column
from pages.scenarios.assumption_charts import cited
from pages.text import scenario_sources as text
from pages.text.budget import number_tkr
from pages.text.formats import sentence_case, tkr
from queries.scenarios.ideal import IdealCase


def inputs_table(case: IdealCase, year: int, with_base: bool, titles: Mapping[str, str], source: str) -> Chart:
    """The inputs of a published ideal, the back-solved one, and what they give together."""
    rows = [(a.label, text.value(a.value, a.unit), a.unit, text.noted(cited(a, titles), a.note)) for a in case.inputs]
    ideal = tkr(round(case.ideal_tkr, 1))
    rows.append((text.BACK_SOLVED, text.exact_share(case.share), "andel", text.BACK_SOLVED_SOURCE.format(ideal=ideal)))
    rows.append((text.RESULT, number_tkr(round(case.ideal_tkr, 1)), "tkr", f"{text.PUBLISHED} {year}"))
    return Chart(
        key="ideal-indata",
        title=text.INPUTS_TITLE.format(year=year, ideal=ideal),
        subtitle=text.INPUTS_SUBTITLE.format(model=text.MODELS[with_base], doubling=number_tkr(case.model.doubling)),
        figure={},
        table=pl.DataFrame(rows, schema=["input", "value", "unit", "source"], orient="row"),
        columns=(
            Column("input", "Indata"),
            Column("value", "Värde"),
            Column("unit", "Enhet"),
            Column("source", "Källa"),
        ),
        definition=f"{text.MODELS_ABOUT[with_base]} {text.INPUTS_DEFINITION}",
        source=source,
    )


def sensitivity_table(sensitivity: pl.DataFrame, with_base: bool, source: str) -> Chart:
    """What a small change of each input does; sensitivity as IdealSensitivity."""
    found = sensitivity if with_base else sensitivity.filter(pl.col("input") != "base")
    rows = [
        (
            sentence_case(text.INPUT_NAMES[name]),
            _written(name, value),
            f"+{_written(name, step)}",
            round(ideal, 1),
            round(change, 1),
        )
        for name, value, step, ideal, change in found.sort(pl.col("change_tkr").abs(), descending=True).iter_rows()
    ]
    return Chart(
        key="ideal-känslighet",
        title=text.SENSITIVITY_TITLE.format(name=rows[0][0].lower()),
        subtitle=text.SENSITIVITY_SUBTITLE.format(model=text.MODELS[with_base]),
        figure={},
        table=pl.DataFrame(rows, schema=["input", "value", "step", "ideal_tkr", "change_tkr"], orient="row"),
        columns=(
            Column("input", "Indata"),
            Column("value", "Värde"),
            Column("step", "Ändring"),
            Column("ideal_tkr", "Idealet blir, tkr", "tkr"),
            Column("change_tkr", "Skillnad, tkr", "tkr"),
        ),
        definition=text.SENSITIVITY_DEFINITION,
        source=source,
    )


def county_table(ideals: pl.DataFrame, county: County, with_base: bool) -> Chart:
    """The county's förbund, each with its ideal; ideals as ForbundIdeal."""
    above = ideals.filter(pl.col("gap_tkr") < 0).height
    title = text.COUNTY_TITLE if county.example else text.COUNTY_TITLE_REAL
    return Chart(
        key="ideal-länet",
        title=title.format(above=above, n=ideals.height),
        subtitle=text.COUNTY_SUBTITLE.format(note=county.note, model=text.MODELS[with_base], year=county.year),
        figure={},
        table=ideals.with_columns(
            pl.col("ideal_tkr", "gap_tkr").round(0),
            kind=pl.lit(text.EXAMPLE if county.example else text.REAL),
        ),
        columns=(
            Column("forbund", "Förbund"),
            Column("kind", "Slag av tal"),
            Column("inhabitants", "Invånare 16–64 år", "count"),
            Column("full_year_equivalents", "Helårsekvivalenter", "count"),
            Column("allocation_tkr", "Tilldelning, tkr", "tkr"),
            Column("ideal_tkr", "Ideal, tkr", "tkr"),
            Column("gap_tkr", "Kvar till idealet, tkr", "tkr"),
            Column("of_ideal", "Andel av idealet", "share1"),
        ),
        definition=text.COUNTY_DEFINITION,
        source=text.COUNTY_SOURCE,
    )


def _written(name: str, value: float) -> str:
    return text.exact_share(value) if name == "share" else number_tkr(round(value, 1))
