"""The tables of the internal edition that tell how far the register can be trusted. Counts only, no rows, no ids."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from finsam_data.forbund import Forbund
from finsam_data.schemas.quality import ANY_DOUBT, DOUBTS, FIGURES, QUALITY_TABLES
from queries.periods import Period
from queries.publication.cells import population_filter
from queries.publication.plan import TOTAL

YOUNGEST, OLDEST = 16, 64
"""The ages that the insatser are meant for; the register takes a year or five more."""
KEYS = ["participant_id", "insats", "start_date"]


@dataclass(frozen=True)
class Taken:
    """A file that has been taken in and not taken back.

    in_force: no later file about the same has taken its place. rows: participant_id, insats, start_date and end_date of
    the rows that it brought.
    """

    import_id: str
    taken_in: date
    insatser: tuple[str, ...]
    covers: str
    rows_in: int
    accepted: int
    rejected: int
    not_data: int
    in_force: bool
    rows: pl.DataFrame = field(repr=False)


def quality_tables(
    rows: pl.DataFrame,
    forbund: Forbund,
    periods: Sequence[Period],
    last_event: date | None,
    taken: Sequence[Taken],
    before: pl.DataFrame,
    waiting: pl.DataFrame,
    open_factor: float,
) -> dict[str, pl.DataFrame]:
    """The tables of QUALITY_TABLES.

    rows: the deltaganden of the periods, without felregistreringar. last_event: the last day that the register tells
    of, which is its today. taken in order of time. before: the register before the first of them, whose
    rows came in nobody knows when. waiting: insats and rule of each row in quarantine.
    open_factor: open so many times longer than the insats normally lasts is too long.
    """
    rows = rows.with_columns(pl.col("insats", "avslutsorsak").cast(pl.String))
    return {
        name: QUALITY_TABLES[name].cast(table)
        for name, table in {
            "doubtful": doubtful(rows, limits(forbund, open_factor), periods, last_event or date.max, forbund),
            "registration_delay": registration_delay(rows, periods, taken, before),
            "waiting": waiting.group_by("insats", "rule", maintain_order=True).len("n"),
            "taken_file": _taken_files(taken),
        }.items()
    }


def doubtful(
    rows: pl.DataFrame, limits: pl.DataFrame, periods: Sequence[Period], today: date, forbund: Forbund
) -> pl.DataFrame:
    """Doubtful, for every insats that is counted in a figure of the period, and all of them together."""
    marked = _marked(rows, limits)
    parts = []
    for period in periods:
        as_of = min(period.last_day, today)
        still_open = pl.col("end_date").is_null() | (pl.col("end_date") > as_of)
        too_long = still_open & ((pl.lit(as_of) - pl.col("start_date")).dt.total_days() > pl.col("limit_days"))
        dated = marked.with_columns(open_too_long=too_long.fill_null(False))
        dated = dated.with_columns(pl.any_horizontal(*DOUBTS).alias(ANY_DOUBT))
        for figure in FIGURES:
            if (counted := _figure(figure, forbund, period)) is not None:
                parts.append(_counted(dated.filter(counted), period, figure))
    if not parts:
        return QUALITY_TABLES["doubtful"].create_empty()
    limit = pl.when(pl.col("doubt") == "open_too_long").then("limit_days")
    return pl.concat(parts).join(limits, on="insats", how="left", maintain_order="left").with_columns(limit)


def registration_delay(
    rows: pl.DataFrame, periods: Sequence[Period], taken: Sequence[Taken], before: pl.DataFrame
) -> pl.DataFrame:
    """RegistrationDelay, for the insatser in which something happened in the period."""
    first = _first_told(taken, before)
    parts = []
    for event in ("start", "end"):
        told = rows.join(first[event], on=KEYS, how="left").with_columns(
            days=(pl.col("told") - pl.col(f"{event}_date")).dt.total_days()
        )
        for period in periods:
            happened = told.filter(pl.col(f"{event}_date").is_between(period.first_day, period.last_day))
            for part in (happened.with_columns(insats=pl.lit(TOTAL)), happened):
                days = pl.col("days").drop_nulls()
                parts.append(
                    part.group_by("insats", maintain_order=True).agg(
                        pl.lit(period.code).alias("period"),
                        pl.lit(event).alias("event"),
                        n=pl.len().cast(pl.Int64),
                        known=days.len().cast(pl.Int64),
                        median_days=days.median().round().cast(pl.Int64),
                        nine_of_ten_days=days.quantile(0.9, "higher").cast(pl.Int64),
                    )
                )
    columns = QUALITY_TABLES["registration_delay"].create_empty().columns
    return pl.concat(parts).select(columns) if parts else QUALITY_TABLES["registration_delay"].create_empty()


def limits(forbund: Forbund, open_factor: float) -> pl.DataFrame:
    """Per insats its life, and how many days open are too many: null where nobody has said how long it lasts."""
    return pl.DataFrame(
        [
            (
                insats.name,
                insats.first_day or date.min,
                insats.last_day or date.max,
                insats.normal_weeks and round(insats.normal_weeks * 7 * open_factor),
            )
            for insats in forbund.insatser
        ],
        schema={"insats": pl.String, "life_from": pl.Date, "life_through": pl.Date, "limit_days": pl.Int64},
        orient="row",
    )


def _marked(rows: pl.DataFrame, limits: pl.DataFrame) -> pl.DataFrame:
    """The rows with the doubts that do not change with the period, and the insats's limit."""
    in_order = rows.join(limits, on="insats", how="left").sort(*KEYS)
    # Open until further notice is open until the last of all days.
    until = pl.col("end_date").fill_null(date.max)
    earlier = until.cum_max().shift().over("participant_id", "insats")
    return in_order.with_columns(
        age_outside=(~pl.col("age").is_between(YOUNGEST, OLDEST)).fill_null(False),
        outside_life=~pl.col("start_date").is_between("life_from", "life_through"),
        overlapping=(pl.col("start_date") <= earlier).fill_null(False),
        no_reason=pl.col("end_date").is_not_null() & pl.col("avslutsorsak").is_null() & pl.col("consent"),
    )


def _figure(figure: str, forbund: Forbund, period: Period) -> pl.Expr | None:
    """Which rows a headline figure counts; None where the period's list does not tell work or study apart."""
    if figure != "work_or_study":
        return population_filter(figure, period)
    exit_list = forbund.exit_list(period.last_day)
    reasons = [reason.name for reason in exit_list.reasons if reason.work_or_study]
    return population_filter("ended", period) & pl.col("avslutsorsak").is_in(reasons) if reasons else None


def _counted(rows: pl.DataFrame, period: Period, figure: str) -> pl.DataFrame:
    """The rows of one figure counted by doubt, all insatser together and one by one."""
    kinds = (*DOUBTS, ANY_DOUBT)
    sums = [pl.col(kind).sum().cast(pl.Int64) for kind in kinds]
    base = pl.len().cast(pl.Int64).alias("base")
    whole = rows.select(pl.lit(TOTAL).alias("insats"), base, *sums).head(1)
    if rows.is_empty():
        whole = pl.DataFrame({"insats": [TOTAL], "base": [0], **{kind: [0] for kind in kinds}})
    apart = rows.group_by("insats", maintain_order=True).agg(base, *sums).sort("insats")
    return (
        pl.concat([whole, apart])
        .unpivot(kinds, index=["insats", "base"], variable_name="doubt", value_name="n")
        .select(pl.lit(period.code).alias("period"), "insats", pl.lit(figure).alias("figure"), "doubt", "n", "base")
    )


def _first_told(taken: Sequence[Taken], before: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Per event: the keys of the rows of which a file was the first to tell, and the day of that file (told)."""
    columns = {"participant_id": pl.String, "insats": pl.String, "start_date": pl.Date, "end_date": pl.Date}
    none = pl.DataFrame(schema=columns | {"told": pl.Date})
    brought = pl.concat(
        [none, *(file.rows.select(list(columns)).with_columns(told=pl.lit(file.taken_in)) for file in taken)]
    )
    first = pl.col("told").min()
    ended = pl.col("end_date").is_not_null()
    return {
        "start": brought.join(before, on=KEYS, how="anti").group_by(KEYS).agg(first),
        "end": brought.filter(ended).join(before.filter(ended), on=KEYS, how="anti").group_by(KEYS).agg(first),
    }


def _taken_files(taken: Sequence[Taken]) -> pl.DataFrame:
    names = list(QUALITY_TABLES["taken_file"].columns())
    in_force = [file for file in taken if file.in_force]
    rows = [{name: getattr(file, name) for name in names} | {"insatser": ", ".join(file.insatser)} for file in in_force]
    return pl.DataFrame(rows, schema=QUALITY_TABLES["taken_file"].create_empty().schema)
