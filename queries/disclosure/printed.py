"""Cells whose numbers are out already: printed in a report, or shown by the snapshot before this one."""

from collections.abc import Mapping

import polars as pl

from finsam_data.forbund import Forbund
from queries.disclosure.model import KEYS, SMALL
from queries.disclosure.unknowns import category_of
from queries.publication.plan import TOTAL, Plan
from queries.published import ROUNDING, compared_figures, printed_place

NONE = pl.DataFrame(schema=dict.fromkeys(KEYS, pl.String))
PRINTED = NONE.schema | {"figure": pl.Int64, "is_least": pl.Boolean, "times": pl.Float64}


def printed_sums(
    published: pl.DataFrame, conflicts: pl.DataFrame, counted: Mapping[str, pl.DataFrame], forbund: Forbund
) -> pl.DataFrame:
    """What the printed figures that agree with the register say of its cells. Grain: one row per sum and cell.

    KEYS, figure (the number of the sum), is_least and times. The cells of a sum, each so many times, make the printed
    number; where is_least they make zero or more, and a per cent, which is rounded, gives two of those.
    """
    compared = compared_figures(published, conflicts, counted.__getitem__, forbund)
    rows = []
    for number, figure in enumerate(published.iter_rows(named=True)):
        place = printed_place(figure, forbund)
        if place is None or compared.item(number, "status") != "agrees":
            continue
        cells = dict.fromkeys(place.cells, 1.0)
        limits: list[tuple[bool, dict[tuple[str, str], float]]] = []
        if figure["measure"] == "antal":
            limits = [(False, cells)]
        elif place.base not in cells:
            low, high = (figure["value"] - ROUNDING) / 100, (figure["value"] + ROUNDING) / 100
            base = place.base
            limits = [(True, {**cells, base: -low}), (True, {**dict.fromkeys(cells, -1.0), base: high})]
        for limit, (is_least, times) in enumerate(limits):
            for (gender, category), factor in times.items():
                table = "flow" if category == TOTAL else place.table
                keys = (table, place.period, place.population, place.insats, gender, category)
                rows.append((*keys, 2 * number + limit, is_least, factor))
    return pl.DataFrame(rows, schema=PRINTED, orient="row")


def printed_cells(sums: pl.DataFrame) -> pl.DataFrame:
    """The cells (KEYS) whose very number is printed, of what printed_sums gives."""
    alone = sums.filter(pl.len().over("figure") == 1, ~pl.col("is_least"))
    return alone.select(KEYS).unique(maintain_order=True)


def shown_before(tables: Mapping[str, pl.DataFrame], counted: Mapping[str, pl.DataFrame], plan: Plan) -> pl.DataFrame:
    """The cells (KEYS) of another snapshot's tables that are shown there and have the same number now."""
    parts = [NONE]
    for table in plan.tables:
        if table.name in tables:
            keys = ["period", "population", *table.dimensions]
            same = tables[table.name].filter(~pl.col("hidden")).join(counted[table.name], on=[*keys, "n"], how="semi")
            parts.append(
                same.select(pl.lit(table.name).alias("table"), *keys[:4], category_of(table)).filter(
                    (pl.col("table") == "flow") | (pl.col("category") != TOTAL)
                )
            )
    return pl.concat(parts)


def changed_a_little(tables: Mapping[str, pl.DataFrame], shown: Mapping[str, pl.DataFrame], plan: Plan) -> pl.DataFrame:
    """Table and period of cells that both snapshots show and that differ by 1–4, each once: who came in is too few."""
    parts = [NONE.select("table", "period")]
    for table in plan.tables:
        if table.name in tables:
            keys = ["period", "population", *table.dimensions]
            both = shown[table.name].join(tables[table.name], on=keys, suffix="_before").drop_nulls(["n", "n_before"])
            little = both.filter((pl.col("n") - pl.col("n_before")).abs().is_between(*SMALL))
            parts.append(little.select(pl.lit(table.name).alias("table"), "period"))
    return pl.concat(parts).unique().sort("table", "period")
