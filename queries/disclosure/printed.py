"""Cells whose numbers are out already: printed in a report, or shown by the snapshot before this one."""

from collections.abc import Mapping

import polars as pl

from finsam_data.forbund import Forbund
from queries.disclosure.model import KEYS, SMALL
from queries.disclosure.unknowns import category_of
from queries.publication.plan import TOTAL, Plan
from queries.published import DIMENSIONS, POPULATIONS, compared_figures

NONE = pl.DataFrame(schema=dict.fromkeys(KEYS, pl.String))


def printed_cells(
    published: pl.DataFrame, conflicts: pl.DataFrame, counted: Mapping[str, pl.DataFrame], forbund: Forbund
) -> pl.DataFrame:
    """The cells (KEYS) that a printed number gives exactly as the register does; sums of several cells are left out."""
    figures = compared_figures(published, conflicts, counted.__getitem__, forbund).filter(
        status="agrees", measure="antal"
    )
    rows = []
    for figure in figures.iter_rows(named=True):
        table, column = DIMENSIONS[figure["dimension"]]
        population = POPULATIONS[figure["population"]]
        cells = counted[table].filter(
            period=figure["period"], population=population, insats=figure["insats"], gender=figure["gender"]
        )
        if column is not None:
            # Only a category with that very number of deltaganden can be the printed one.
            cells = cells.filter(pl.col(column) != TOTAL, n=figure["n"])
        if cells.height == 1:
            category = cells.item(0, column) if column else TOTAL
            rows.append((table, figure["period"], population, figure["insats"], figure["gender"], category))
    return pl.DataFrame(rows, schema=NONE.schema, orient="row")


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
