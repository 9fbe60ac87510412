"""The fan, the tornado and what the money may mean for people: answers in, charts out."""

import polars as pl

from finsam_data.assumptions import Assumptions
from pages.drawing.base import Line
from pages.drawing.chart import Chart, Column
from pages.drawing.fan import band_colours, fan
from pages.drawing.palette import Palette
from pages.drawing.span_rows import span_rows
from pages.text import scenario_answers as answers
from pages.text import scenario_uncertainty as text
from pages.text.formats import number, tkr
from queries.scenarios.projection import Projection


def equity_fan_chart(found: pl.DataFrame, mine: Projection, year: int, source: str, palette: Palette) -> Chart:
    """The fan of eget kapital, told for one year; found as EquityFan, its line in the whole tkr of the projection."""
    row = found.row(by_predicate=pl.col("year") == year, named=True)
    stated = [row.equity_closing_tkr for row in mine.years]
    bands = [
        (found.get_column(low).to_list(), found.get_column(high).to_list())
        for low, high in (("p5_tkr", "p95_tkr"), ("p25_tkr", "p75_tkr"))
    ]
    years = found.get_column("year").to_list()
    colours = band_colours(2, palette)
    return Chart(
        key="scenario-solfjäder",
        title=answers.fan_sentence(year, row["p5_tkr"], row["p95_tkr"], row["share_below_zero"]).removesuffix("."),
        subtitle=text.FAN_SUBTITLE.format(draws=number(row["draws"])),
        figure=fan(
            [str(name) for name in years],
            bands,
            Line(text.STATED, stated, [number(value) for value in stated], palette.accent),
            palette,
        ),
        table=found.with_columns(stated_tkr=pl.Series(stated)).with_columns(pl.col("^p.*_tkr$").round(0)),
        columns=(
            Column("year", "I slutet av"),
            Column("p5_tkr", "5 % lägre än, tkr", "tkr"),
            Column("p25_tkr", "25 % lägre än, tkr", "tkr"),
            Column("stated_tkr", "Angivna värden, tkr", "tkr"),
            Column("p75_tkr", "25 % högre än, tkr", "tkr"),
            Column("p95_tkr", "5 % högre än, tkr", "tkr"),
            Column("share_below_zero", "Andel fall under noll", "share"),
        ),
        definition=f"{text.FAN_DEFINITION} {answers.FAN_NOTE}",
        source=source,
        legend=((text.STATED, palette.accent), (text.HALF, colours[1]), (text.MOST, colours[0])),
    )


def tornado_chart(bars: pl.DataFrame, year: int, assumptions: Assumptions, source: str, palette: Palette) -> Chart:
    """What moves eget kapital most, the widest first; bars as TornadoBar with at least one row."""
    names = [answers.bar_label(kind, subject, assumptions) for kind, subject in bars.select("kind", "subject").rows()]
    ranges = [answers.bar_range(*row) for row in bars.select("low", "high", "unit").rows()]
    ends = bars.select("low_tkr", "high_tkr").rows()
    stated = bars.item(0, "stated_tkr")
    shown = slice(text.SHOWN)
    return Chart(
        key="scenario-tornado",
        title=text.tornado_title(names[0], bars.item(0, "width_tkr"), year),
        subtitle=text.TORNADO_SUBTITLE.format(year=year, stated=tkr(round(stated))),
        figure=span_rows(
            [
                f"{name}, {tried}" if bars.item(place, "kind") != "assumption" else name
                for place, (name, tried) in enumerate(zip(names, ranges, strict=True))
            ][shown],
            ends[shown],
            stated,
            [text.ends(min(pair), max(pair)) for pair in ends[shown]],
            palette,
        ),
        table=bars.with_columns(
            pl.Series("name", names), pl.Series("tried", ranges), pl.col("low_tkr", "high_tkr", "width_tkr").round(0)
        ),
        columns=(
            Column("name", "Vad som ändras"),
            Column("tried", "Från och till"),
            Column("low_tkr", "Vid lägst, tkr", "tkr"),
            Column("high_tkr", "Vid högst, tkr", "tkr"),
            Column("width_tkr", "Skillnad, tkr", "tkr"),
        ),
        definition=text.TORNADO_DEFINITION,
        source=source,
    )


def people_table(effects: pl.DataFrame, year: int, source: str) -> Chart:
    """What the money of a year may mean for people; effects as PersonEffect."""
    rows = [
        (
            row["insats"],
            row["amount_tkr"],
            answers.people_range(row["places_low"], row["places_high"], row["reason"]),
            answers.people_range(row["results_low"], row["results_high"], row["results_reason"]),
            answers.people_share(row["share_low"], row["share_high"], row["results_reason"]),
            ", ".join(map(str, row["history"])) or "–",
        )
        for row in effects.filter(year=year).iter_rows(named=True)
    ]
    names = ["insats", "amount_tkr", "places", "results", "share", "history"]
    return Chart(
        key="scenario-deltagare",
        title=text.PEOPLE_TITLE.format(year=year),
        subtitle=text.PEOPLE_SUBTITLE,
        figure={},
        table=pl.DataFrame(rows, schema=names, orient="row"),
        columns=(
            Column("insats", "Insats"),
            Column("amount_tkr", "Tkr", "tkr"),
            Column("places", "Deltagare, antaget"),
            Column("results", "Till arbete eller studier, antaget"),
            Column("share", "Andel av avslutade, osäkerhet"),
            Column("history", "Räknat på åren"),
        ),
        definition=answers.PEOPLE_NOTE,
        source=source,
    )
