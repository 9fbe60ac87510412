"""The tables of assumptions: pure."""

from collections.abc import Mapping

import polars as pl

from finsam_data.assumptions import OWN_ASSUMPTION, Assumption, Assumptions
from pages.drawing.chart import Chart, Column
from pages.text import scenario_sources as text


def assumption_table(assumptions: Assumptions, titles: Mapping[str, str], source: str) -> Chart:
    """Every assumption with value, range, unit, day and source; titles is source id → document."""
    rows = [
        {
            "label": a.label,
            "value": text.value(a.value, a.unit),
            "spread": text.spread(*a.spread, a.unit),
            "unit": a.unit,
            "from": str(a.valid_from.year),
            "source": cited(a, titles),
            "note": a.note or "–",
        }
        for a in assumptions.assumptions
    ]
    return Chart(
        key="scenario-antaganden",
        title=text.ASSUMPTIONS_TITLE,
        subtitle=text.ASSUMPTIONS_SUBTITLE,
        figure={},
        table=pl.DataFrame(rows),
        columns=(
            Column("label", "Antagande"),
            Column("value", "Värde"),
            Column("spread", "Spann"),
            Column("unit", "Enhet"),
            Column("from", "Gäller från"),
            Column("source", "Källa"),
            Column("note", "Anmärkning"),
        ),
        definition=text.ASSUMPTIONS_DEFINITION,
        source=source,
    )


def cited(assumption: Assumption, titles: Mapping[str, str]) -> str:
    """Where an assumption comes from."""
    if assumption.source == OWN_ASSUMPTION:
        return text.OWN
    return text.source(titles.get(assumption.source, assumption.source), assumption.place)


def growth_table(seen: pl.DataFrame, source: str) -> Chart:
    """Each line of the plan against its former year and the assumed growth; seen as GrowthSeen."""
    return Chart(
        key="scenario-uppräkning",
        title=text.GROWTH_TITLE,
        subtitle=text.GROWTH_SUBTITLE,
        figure={},
        table=seen.with_columns(pl.col("follows").replace_strict(text.FOLLOWS, return_dtype=pl.String)),
        columns=(
            Column("line", "Rad"),
            Column("year", "År"),
            Column("former_tkr", "Året före", "tkr"),
            Column("growth", "Antagen ökning", "share1"),
            Column("expected_tkr", "Väntat", "tkr"),
            Column("printed_tkr", "I planen", "tkr"),
            Column("deviation_tkr", "Skillnad", "decimal"),
            Column("follows", "Följer antagandet"),
        ),
        definition=text.GROWTH_DEFINITION,
        source=source,
    )
