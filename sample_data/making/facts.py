"""The published facts as tables: the CSV files of facts/ with long years, one sex vocabulary and shares 0–1."""

from collections.abc import Callable
from pathlib import Path

import polars as pl

FACTS = Path(__file__).resolve().parent.parent / "facts"
GENDERS = {"kvinnor": "kvinna", "annat": "annat/okänt"}
AMOUNT_COLUMN = r"^(budget|plan)_(\d{4})_tkr$"


def _read(name: str) -> pl.DataFrame:
    return pl.read_csv(FACTS / f"{name}.csv", infer_schema=False)


def _long_years(wide: pl.DataFrame) -> pl.DataFrame:
    """One row per year for columns like budget_2025_tkr; what the plan calls plan is not decided."""
    amounts = [name for name in wide.columns if name.endswith("_tkr")]
    labels = pl.col("column").str.extract_groups(AMOUNT_COLUMN).struct
    return (
        wide.unpivot(amounts, index=[name for name in wide.columns if name not in amounts], variable_name="column")
        .drop_nulls("value")
        .with_columns(
            basis=labels.field("1"),
            decided=labels.field("1") == "budget",
            year=labels.field("2").cast(pl.Int64),
            amount_tkr=pl.col("value").cast(pl.Int64),
        )
        .rename({"kind": "line_kind"})
    )


def _exact() -> pl.Expr:
    return pl.col("exact") == "ja"


def _gender() -> pl.Expr:
    return pl.col("gender").replace(GENDERS)


def budget_line() -> pl.DataFrame:
    """Table 3 of the plan, one row per line and year."""
    return _long_years(_read("budget_lines")).with_columns(pl.col("line_no").cast(pl.Int64)).sort("line_no", "year")


def insats_budget() -> pl.DataFrame:
    """Table 5 of the plan, one row per insats and year, in the plan's order."""
    order = pl.int_range(pl.len()).alias("order")
    return _long_years(_read("insats_budget").with_columns(order)).sort("order", "year")


def economy_fact() -> pl.DataFrame:
    """Printed figures about the economy."""
    return _read("economy_facts").with_columns(_exact(), pl.col("value").cast(pl.Float64))


def source() -> pl.DataFrame:
    """The published documents."""
    return _read("sources")


def target() -> pl.DataFrame:
    """The goals; a goal that is last year's result has a reference in place of a value."""
    value = pl.col("value").cast(pl.Float64, strict=False)
    return _read("targets").with_columns(
        _gender(), value=value, reference=pl.when(value.is_null()).then(pl.col("value"))
    )


def target_group() -> pl.DataFrame:
    """Groups in the population, shares 0–1."""
    facts = _read("target_groups_2024")
    per_cent = pl.col("women_pct", "men_pct", "change_pct_since_aug_2023").cast(pl.Float64) / 100
    return facts.with_columns(per_cent.round(5)).select(
        "source",
        "place",
        "group",
        "age",
        pl.when(pl.col("register").is_not_null()).then(pl.lit("2024-08")).alias("counted"),
        pl.col("count_aug_2024").cast(pl.Int64).alias("n"),
        pl.when(pl.col("group").str.contains("(procent)", literal=True))
        .then(pl.lit("procent"))
        .otherwise(pl.lit("personer"))
        .alias("unit"),
        pl.col("women_pct").alias("women_share"),
        pl.col("men_pct").alias("men_share"),
        pl.col("change_pct_since_aug_2023").alias("change_share"),
        "register",
    )


def published_figure() -> pl.DataFrame:
    """What the reports print about participants."""
    return _read("published_figures").with_columns(_gender(), _exact(), pl.col("value").cast(pl.Float64))


def published_conflict() -> pl.DataFrame:
    """Where printed figures exclude each other, and what is followed."""
    return _read("published_conflicts")


def allocation() -> pl.DataFrame:
    """What each party contributes per year."""
    return _read("allocation").with_columns(
        pl.col("year").cast(pl.Int64), pl.col("decided") == "ja", pl.col("allocation_tkr").cast(pl.Float64)
    )


def ideal_allocation() -> pl.DataFrame:
    """The published ideal, in tkr."""
    printed = economy_fact().filter(item="idealfördelning", unit="mkr")
    return printed.select(
        pl.col("period").cast(pl.Int64).alias("year"),
        (pl.col("value") * 1000).round().cast(pl.Int64).alias("ideal_tkr"),
        "source",
        "place",
    )


FACT_MAKERS: dict[str, Callable[[], pl.DataFrame]] = {
    maker.__name__: maker
    for maker in (
        allocation,
        budget_line,
        economy_fact,
        ideal_allocation,
        insats_budget,
        published_conflict,
        published_figure,
        source,
        target,
        target_group,
    )
}
