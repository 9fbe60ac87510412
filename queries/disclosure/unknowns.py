"""The finest cells of the plan: what an attacker does not know, one non-negative whole number each."""

from collections.abc import Iterable

import polars as pl

from finsam_data.forbund import Forbund
from queries.periods import Period
from queries.publication.cells import grid, population_filter, with_dimensions
from queries.publication.plan import TOTAL, PlannedTable

EVENTS = {"started": ("started",), "ended": ("ended",)}
"""Population → the events that it counts; the others follow from all three."""
ALL_EVENTS = ("opening", "started", "ended")


def unknowns(
    register: pl.DataFrame, tables: Iterable[PlannedTable], forbund: Forbund, periods: list[Period]
) -> pl.DataFrame:
    """One row per finest cell: table, event, half, insats, gender, category (”alla” in flow) and n, the truth.

    The register is every deltagande open in any of the periods. An event is one of the populations that the others
    follow from, in a half-year; what the last half-year leaves open is the opening of the one after it. Cells that
    nobody is in are there too: nobody outside knows that.
    """
    halves = [period for period in periods if period.half]
    after = Period(halves[-1].year + 1, 1) if halves[-1].half == 2 else Period(halves[-1].year, 2)
    rows = with_dimensions(register, forbund)
    spans = {event: [*halves, after] if event == "opening" else halves for event in ALL_EVENTS}
    events = {
        event: pl.concat(
            rows.filter(population_filter(event, half)).with_columns(half=pl.lit(half.code)) for half in spans[event]
        )
        for event in ALL_EVENTS
    }
    parts = []
    for table in tables:
        dimensions = list(table.dimensions)
        for event in events_of(table):
            cells = pl.concat(
                grid(rows, table, min(half, halves[-1]), forbund).with_columns(half=pl.lit(half.code))
                for half in spans[event]
            )
            counted = events[event].group_by("half", *dimensions).len("n")
            cells = cells.join(counted, on=["half", *dimensions], how="left", maintain_order="left")
            parts.append(
                cells.select(
                    pl.lit(table.name).alias("table"),
                    pl.lit(event).alias("event"),
                    "half",
                    "insats",
                    "gender",
                    category_of(table),
                    pl.col("n").fill_null(0).cast(pl.Int64),
                )
            )
    return pl.concat(parts)


def events_of(table: PlannedTable) -> tuple[str, ...]:
    """Which events a table's populations are counted from."""
    return tuple(dict.fromkeys(event for name in table.populations for event in EVENTS.get(name, ALL_EVENTS)))


def category_of(table: PlannedTable) -> pl.Expr:
    """The column category of a table's rows: its third dimension, or the total where it has none."""
    return (pl.col(table.dimensions[2]) if len(table.dimensions) > 2 else pl.lit(TOTAL)).alias("category")


def counted_from(periods: Iterable[str], halves: list[str]) -> pl.DataFrame:
    """How a population of a period is counted from events: period, population, event, half, times (1 or −1)."""
    rows = []
    for code in periods:
        inside = [half for half in halves if half.startswith(code)]
        opening = [("opening", inside[0], 1)]
        started, ended = [("started", half, 1) for half in inside], [("ended", half, 1) for half in inside]
        populations = {
            "opening": opening,
            "participants": [*opening, *started],
            "started": started,
            "ended": ended,
            "closing": [*opening, *started, *((event, half, -times) for event, half, times in ended)],
        }
        rows += [(code, name, *part) for name, parts in populations.items() for part in parts]
    return pl.DataFrame(rows, schema=["period", "population", "event", "half", "times"], orient="row")
