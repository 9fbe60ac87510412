"""From rows of the register to the cells of one planned table."""

from datetime import date
from itertools import combinations

import polars as pl

from finsam_data.forbund import UNKNOWN, Forbund
from queries.periods import Period
from queries.publication.plan import CONSENT, MISSING_REASON, TOTAL, PlannedTable


def with_dimensions(participations: pl.DataFrame, forbund: Forbund) -> pl.DataFrame:
    """The rows with every dimension of the plan as a text column without nulls.

    Former stadsdelar are summed into those of today, so that the series hold.
    """
    days = (pl.col("end_date") - pl.col("start_date")).dt.total_days() + 1
    named = participations.with_columns(
        pl.col("insats", "gender").cast(pl.String),
        pl.col("anmalare", "education", "time_without_work").cast(pl.String).fill_null(UNKNOWN),
        pl.col("stadsdel").cast(pl.String).replace(forbund.successor).fill_null(UNKNOWN),
        pl.col("avslutsorsak").cast(pl.String).fill_null(MISSING_REASON),
        pl.col("consent").replace_strict(CONSENT, return_dtype=pl.String),
        age_band=_band(pl.col("age"), [(band.from_age, band.name) for band in forbund.age_bands]),
        duration=_band(days, [(band.from_days, band.name) for band in forbund.duration_bands]),
    )
    return named.with_columns(pl.col(name).replace({UNKNOWN: category}) for name, category in forbund.unknown_among)


def population_filter(population: str, period: Period) -> pl.Expr:
    """Which rows belong to a population of the period; dates are inclusive.

    opening + started − ended = closing, and closing is the next period's opening.
    """
    start, end = pl.col("start_date"), pl.col("end_date")
    started = start.is_between(period.first_day, period.last_day)
    ended = end.is_between(period.first_day, period.last_day).fill_null(False)
    opening = (start < period.first_day) & (end >= period.first_day).fill_null(True)
    return {
        "opening": opening,
        "participants": opening | started,
        "started": started,
        "ended": ended,
        "closing": (opening | started) & ~ended,
    }[population]


def cells(rows: pl.DataFrame, table: PlannedTable, population: str, period: Period, forbund: Forbund) -> pl.DataFrame:
    """One row per combination of the table's dimensions, totals included; rows as from with_dimensions.

    Combinations that could occur but did not have n 0. The order is the förbund's, whatever the numbers.
    """
    dimensions = list(table.dimensions)
    counted = rows.filter(population_filter(population, period)).group_by(dimensions).len("n")
    finest = (
        grid(rows, table, period, forbund)
        .join(counted, on=dimensions, how="left", maintain_order="left")
        .with_columns(pl.col("n").fill_null(0).cast(pl.Int64))
    )
    summed = [
        finest.group_by([d for d in dimensions if d not in totalled], maintain_order=True)
        .agg(pl.col("n").sum())
        .with_columns(pl.lit(TOTAL).alias(d) for d in totalled)
        .select(*dimensions, "n")
        if len(totalled) < len(dimensions)
        else finest.select(*(pl.lit(TOTAL).alias(d) for d in dimensions), pl.col("n").sum())
        for size in range(len(dimensions) + 1)
        for totalled in combinations(dimensions, size)
    ]
    return pl.concat(summed).select(
        pl.lit(period.code).alias("period"), pl.lit(population).alias("population"), *dimensions, "n"
    )


def grid(rows: pl.DataFrame, table: PlannedTable, period: Period, forbund: Forbund) -> pl.DataFrame:
    """Every combination of the table's dimensions that could occur in the period: the insatser begun by then and the
    förbund's lists, whether anybody is there or not. The rows only tell of an insats that took somebody in before its
    time.
    """
    early = set(rows.filter(pl.col("start_date") <= period.last_day).get_column("insats").unique())
    begun = [i.name for i in forbund.insatser if i.valid_in(date.min, period.last_day) or i.name in early]
    whole = pl.DataFrame({"insats": begun}, {"insats": pl.String})
    for dimension in table.dimensions[1:]:
        values = categories(dimension, forbund, period)
        whole = whole.join(pl.DataFrame({dimension: values}, {dimension: pl.String}), how="cross")
    return whole


def categories(dimension: str, forbund: Forbund, period: Period) -> list[str]:
    """The values a dimension may have in the period, in the förbund's order."""
    if dimension == "avslutsorsak":
        lists = [e for e in forbund.exit_lists if e.valid_in(period.first_day, period.last_day)]
        return [*dict.fromkeys(reason.name for e in lists for reason in e.reasons), MISSING_REASON]
    unknown = [] if dimension in dict(forbund.unknown_among) else [UNKNOWN]
    return {
        "gender": list(forbund.genders),
        "anmalare": [*forbund.anmalare, *unknown],
        "stadsdel": [*forbund.stadsdelar_today, *unknown],
        "education": [*forbund.education, *unknown],
        "time_without_work": [*forbund.time_without_work, *unknown],
        "age_band": [*(band.name for band in forbund.age_bands), *unknown],
        "duration": [band.name for band in forbund.duration_bands],
        "consent": list(CONSENT.values()),
    }[dimension]


def _band(value: pl.Expr, bands: list[tuple[int, str]]) -> pl.Expr:
    """The name of the band a number falls in; unknown for a missing number or one below the first band."""
    named: pl.Expr = pl.lit(UNKNOWN)
    for lower, name in sorted(bands):
        named = pl.when(value >= lower).then(pl.lit(name)).otherwise(named)
    return named
