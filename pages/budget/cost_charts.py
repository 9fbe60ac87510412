"""What a deltagande and a result cost by budget: answers in, charts out."""

import polars as pl

from pages.drawing.chart import Chart, Column
from pages.drawing.detailed import DetailedRow, detailed_bars, detailed_dots
from pages.drawing.palette import Palette
from pages.text import budget_cost as text
from pages.text.budget import OTHER_YEAR, state
from queries.gender import TargetGroupShare
from queries.remembered import remembered

REACH = 2.0
"""How many times the dearest result the axis reaches; longer intervals end in an arrow."""
WIDE = 1.5
"""An interval whose upper end is this many times its lower is called wide."""

_COMMON = (
    Column("insats", "Insats"),
    Column("year", "År"),
    Column("group", "Målgrupp"),
    Column("state", "Vad beloppet är"),
    Column("budget_tkr", "Belopp, tkr", "tkr"),
)


@remembered
def participant_costs(
    costs: pl.DataFrame, groups: dict[str, TargetGroupShare], year: int, shown_for: int, source: str, palette: Palette
) -> Chart:
    """Budget per deltagande and insats in a year; costs as InsatsCost, groups the target group per insats."""
    now = costs.filter(year=year)
    basis = now.get_column("basis")[0]
    rows = [
        DetailedRow(
            row["insats"],
            row["per_participant_tkr"],
            _details(text.participant_words(row), row, groups),
            hidden=row["participants"] is None,
        )
        for row in now.iter_rows(named=True)
    ]
    found = now.get_column("per_participant_tkr").drop_nulls().to_list()
    return Chart(
        key="kostnad-per-deltagare",
        title=text.cost_title(min(found), max(found), basis, year, some_hidden=any(row.hidden for row in rows))
        if found
        else text.no_cost_title(some_hidden=any(row.hidden for row in rows)),
        subtitle=_subtitle(text.PARTICIPANT_SUBTITLE, basis, year, shown_for),
        figure=detailed_bars(rows, palette),
        table=_table(costs, groups),
        columns=(
            *_COMMON,
            Column("participants", "Deltagare", "count"),
            Column("per_participant_tkr", "Tkr per deltagare", "decimal", of=("participants", "participants")),
        ),
        definition=text.DEFINITIONS["per_participant"],
        source=source,
        notes=_notes(now, groups),
    )


@remembered
def result_costs(
    costs: pl.DataFrame, groups: dict[str, TargetGroupShare], year: int, shown_for: int, source: str, palette: Palette
) -> Chart:
    """Budget per avslutad to work or study and insats in a year, with its interval; costs as InsatsCost."""
    now = costs.filter(year=year)
    basis = now.get_column("basis")[0]
    rows = [
        DetailedRow(
            row["insats"],
            row["per_result_tkr"],
            _details(text.result_words(row), row, groups),
            None if row["per_result_low_tkr"] is None else (row["per_result_low_tkr"], row["per_result_high_tkr"]),
            hidden=row["hidden"] and (row["results"] is None or row["ended"] is None),
        )
        for row in now.iter_rows(named=True)
    ]
    found = now.get_column("per_result_tkr").drop_nulls().to_list()
    reach = max([*found, *now.get_column("per_result_low_tkr").drop_nulls(), 1]) * REACH
    return Chart(
        key="kostnad-per-resultat",
        title=text.result_title(
            min(found), max(found), basis, year, wide=_wide(rows), some_hidden=any(row.hidden for row in rows)
        )
        if found
        else text.no_cost_title(some_hidden=any(row.hidden for row in rows)),
        subtitle=_subtitle(text.RESULT_SUBTITLE, basis, year, shown_for),
        figure=detailed_dots(rows, palette, reach),
        table=_table(costs, groups),
        columns=(
            *_COMMON,
            Column("ended", "Avslutade", "count"),
            Column("results", "Till arbete eller studier", "count"),
            Column("per_result_tkr", "Tkr per resultat", "count", of=("results", "ended")),
            Column("per_result_low_tkr", "Osäkerhet från, tkr", "count", of=("results", "ended")),
            Column("per_result_high_tkr", "Osäkerhet till, tkr", "count", of=("results", "ended")),
        ),
        definition=text.DEFINITIONS["per_result"],
        source=source,
        notes=_notes(now, groups),
    )


def _wide(rows: list[DetailedRow]) -> bool:
    return any(row.interval and (row.interval[1] is None or row.interval[1] > WIDE * row.interval[0]) for row in rows)


def _details(words: list[str], row: dict[str, object], groups: dict[str, TargetGroupShare]) -> list[str]:
    """What the row rests on, and the insats's target group."""
    group = _group(groups, str(row["insats"]))
    return [*words, group] if group else words


def _table(costs: pl.DataFrame, groups: dict[str, TargetGroupShare]) -> pl.DataFrame:
    described = [state(basis, decided) for basis, decided in costs.select("basis", "decided").iter_rows()]
    return costs.with_columns(
        pl.Series("state", described, dtype=pl.String),
        pl.Series("group", [_group(groups, insats) for insats in costs.get_column("insats")], dtype=pl.String),
    )


def _notes(costs: pl.DataFrame, groups: dict[str, TargetGroupShare]) -> tuple[str, ...]:
    """Why only some of the rows have a target group."""
    found = {insats in groups for insats in costs.get_column("insats")}
    return (text.GROUP_NOTE,) if found == {True, False} else ()


def _group(groups: dict[str, TargetGroupShare], insats: str) -> str | None:
    group = groups.get(insats)
    return text.group_words(group.group, group.share) if group else None


def _subtitle(words: str, basis: str, year: int, shown_for: int) -> str:
    said = words.format(year=year, basis=text.BASES[basis])
    return said if year == shown_for else f"{said} {OTHER_YEAR.format(year=shown_for)}"
