"""The charts of allocation and insatser: answers in, charts out."""

import polars as pl

from finsam_data.forbund import Forbund
from pages.drawing.base import Part
from pages.drawing.chart import Chart, Column
from pages.drawing.gap import GapRow, gap_rows
from pages.drawing.grid import GridRow, bar_grid
from pages.drawing.palette import Palette
from pages.drawing.rows import stacked_rows
from pages.text import budget as text
from pages.text.common import DEFINITIONS
from pages.text.formats import listing, number, percent, tkr
from queries.allocation import AllocationGap, Matching
from queries.budget import PlannedToZero
from queries.remembered import remembered

STATE = Column("state", "Vad beloppet är")


@remembered
def ideal_gap(years: pl.DataFrame, gap: AllocationGap | None, year: int, source: str, palette: Palette) -> Chart:
    """Allocation per year against the ideal where one is published; years as YearAllocation, gap the shown year's."""
    rows = [_gap_row(row) for row in years.iter_rows(named=True)]
    table = with_state(years).with_columns(
        share=pl.col("allocation_tkr") / pl.col("ideal_tkr"),
        gap_tkr=pl.col("ideal_tkr") - pl.col("allocation_tkr"),
    )
    unpublished = years.filter(pl.col("ideal_tkr").is_null()).get_column("year").to_list()
    now = years.filter(year=year).select("year", "allocation_tkr", "basis", "decided").rows()
    return Chart(
        key="tilldelning-och-ideal",
        title=text.gap_title(gap) if gap else text.allocation_title(*now[0]) if now else DEFINITIONS["allocation"],
        subtitle=text.IDEAL_SUBTITLE.format(years=text.span(years.get_column("year").to_list())),
        figure=gap_rows(rows, palette),
        table=table,
        columns=(
            Column("year", "År"),
            STATE,
            Column("allocation_tkr", "Tilldelning, tkr", "tkr"),
            Column("ideal_tkr", "Idealfördelning, tkr", "tkr"),
            Column("share", "Andel av idealet", "share1"),
            Column("gap_tkr", "Kvar upp till idealet, tkr", "tkr"),
        ),
        definition=f"{DEFINITIONS['allocation']} {DEFINITIONS['ideal']}",
        source=source,
        notes=(text.ideal_note(unpublished),) if unpublished else (),
    )


def _gap_row(row: dict[str, float]) -> GapRow:
    ideal, allocation = row["ideal_tkr"], row["allocation_tkr"]
    return GapRow(
        name=f"{row['year']}, {text.state(str(row['basis']), bool(row['decided']))}",
        value=allocation,
        text=tkr(allocation),
        aside="" if ideal is None else f"{percent(allocation / ideal, 1)} av idealet",
        yardstick=ideal,
        gap_text="" if ideal is None else tkr(ideal - allocation),
        open=not row["decided"],
    )


@remembered
def party_quarters(
    parties: pl.DataFrame,
    now: Matching | None,
    before: Matching | None,
    forbund: Forbund,
    source: str,
    palette: Palette,
) -> Chart:
    """What each party pays per year, drawn in whole shares; parties as PartyAllocation, now the year in focus."""
    colours = {"stat": palette.accent, "region": palette.third, "kommun": palette.second}
    years = parties.get_column("year").unique().sort().to_list()
    names, roles = _in_order(parties)
    paid = {(row["year"], row["party"]): row for row in parties.iter_rows(named=True)}
    parts = []
    for name in names:
        rows = [paid.get((year, name)) for year in years]
        shares = max((row["shares"] or 1 for row in rows if row), default=1)
        values = [row["allocation_tkr"] / shares if row else None for row in rows]
        part = Part(
            name, values, [text.number_tkr(v) if v else "" for v in values], colours.get(roles[name], palette.grey)
        )
        parts += [part] * shares
    totals = {year: float(parties.filter(year=year).get_column("allocation_tkr").sum()) for year in years}
    states = {row["year"]: text.state(row["basis"], row["decided"]) for row in paid.values()}
    heads = [f"{year}, {states[year]}: {tkr(totals[year])}" for year in years]
    shares = listing([f"{party.short_name} {party.shares}" for party in forbund.parties])
    return Chart(
        key="parternas-betalning",
        title=text.matching_title(now) if now else text.PARTIES_TITLE,
        subtitle=text.QUARTERS_SUBTITLE.format(years=text.span(years)),
        figure=stacked_rows(heads, parts, palette, max([*totals.values(), 1])),
        table=with_state(parties),
        columns=(
            Column("year", "År"),
            Column("party", "Part"),
            STATE,
            Column("allocation_tkr", "Betalar, tkr", "tkr"),
            Column("shares", "Antal andelar", "count"),
            Column("quarter_tkr", "En andel, tkr", "tkr"),
        ),
        definition=f"{DEFINITIONS['allocation']} {text.DEFINITIONS['matching'].format(shares=shares)}",
        source=source,
        legend=tuple((name, colours.get(roles[name], palette.grey)) for name in names),
        notes=text.matching_notes(now, before) if now else (),
    )


def _in_order(parties: pl.DataFrame) -> tuple[list[str], dict[str, str]]:
    """The parties in the förbund's order, and the role of each."""
    roles = dict(parties.select("party", pl.col("role").fill_null("")).iter_rows())
    return list(roles), roles


@remembered
def insats_grid(
    amounts: pl.DataFrame,
    kind: str,
    zero: list[PlannedToZero],
    year: int,
    notes: tuple[str, ...],
    source: str,
    palette: Palette,
) -> Chart:
    """The budget per insats of one type and year; amounts as InsatsAmount, zero the insatser the plan gives nothing."""
    of_type = amounts.filter(type=kind)
    years = of_type.select("year", "basis", "decided").unique("year").sort("year").to_dicts()
    rows = []
    for insats in of_type.get_column("insats").unique(maintain_order=True):
        by_year = dict(of_type.filter(insats=insats).select("year", "amount_tkr").iter_rows())
        values = [by_year.get(column["year"]) for column in years]
        rows.append(GridRow(insats, values, [number(value) for value in values]))
    heads = [f"<b>{column['year']}</b><br>{column['basis']}" for column in years]
    planned = [insats for insats, _ in zero if insats in of_type.get_column("insats")]
    total, all_insatser = (
        float(frame.filter(year=year).get_column("amount_tkr").sum()) for frame in (of_type, amounts)
    )
    return Chart(
        key=f"budget-{kind}",
        title=text.zero_title(planned, zero[0].first_year)
        if planned
        else text.insats_title(kind, total, total / (all_insatser or 1), year),
        subtitle=text.INSATS_SUBTITLE.format(kind=text.TYPES[kind], years=text.span([y["year"] for y in years])),
        figure=bar_grid(heads, [not column["decided"] for column in years], rows, palette),
        table=with_state(of_type),
        columns=(
            Column("insats", "Insats"),
            Column("year", "År"),
            STATE,
            Column("amount_tkr", "Belopp, tkr", "tkr"),
        ),
        definition=text.DEFINITIONS["insats"],
        source=source,
        notes=notes,
    )


def with_state(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with what each amount is, in words, from basis and decided."""
    states = [text.state(basis, decided) for basis, decided in frame.select("basis", "decided").iter_rows()]
    return frame.with_columns(pl.Series("state", states, dtype=pl.String))
