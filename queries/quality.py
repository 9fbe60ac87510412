"""How far the figures can be trusted: what is unknown, in doubt, late or waiting to be mended.

What is unknown is asked of the published tables about participants, in both editions. The rest stands in tables that
only the internal edition has.
"""

from collections.abc import Mapping
from typing import NamedTuple

import dataframely as dy
import polars as pl

from finsam_data.forbund import MISSING_REASON, UNKNOWN, Forbund
from finsam_data.schemas.quality import ANY_DOUBT, NOBODY, QUALITY_TABLES
from queries.periods import Period, parse_period
from queries.publication.plan import TOTAL
from queries.remembered import remembered
from queries.uncertainty import SMALLEST_BASE, with_shares


class AskedField(NamedTuple):
    """A field of the register, the published table that counts it, and the value of those it is missing for."""

    table: str
    dimension: str
    population: str
    unknown: str


FIELDS = {
    "anmalare": AskedField("referral", "anmalare", "started", UNKNOWN),
    "stadsdel": AskedField("district", "stadsdel", "started", UNKNOWN),
    "age_band": AskedField("age", "age_band", "started", UNKNOWN),
    "education": AskedField("education", "education", "started", UNKNOWN),
    "time_without_work": AskedField("time_without_work", "time_without_work", "started", UNKNOWN),
    "avslutsorsak": AskedField("exit", "avslutsorsak", "ended", MISSING_REASON),
}
"""In the order of the register. Sex is not among them: its third value is both another and unknown."""

Tables = Mapping[str, pl.DataFrame]


class FieldGap(dy.Schema):
    """For how many a field is missing.

    Grain: one row per insats (”alla” sums them) and field. base counts the started, for avslutsorsak the ended; share,
    low and high are n / base (0–1, Wilson), null below the smallest bases. A hidden count is null.
    """

    insats = dy.String(primary_key=True)
    field = dy.String(primary_key=True)
    n = dy.Int64(nullable=True, min=0)
    base = dy.Int64(nullable=True, min=0)
    share = dy.Float64(nullable=True, min=0, max=1)
    low = dy.Float64(nullable=True, min=0, max=1)
    high = dy.Float64(nullable=True, min=0, max=1)
    hidden = dy.Bool()


class PeriodGap(dy.Schema):
    """For how many a field is missing, period by period. Grain: one row per field and period of one kind, in order."""

    field = dy.String(primary_key=True)
    period = dy.String(primary_key=True)
    n = dy.Int64(nullable=True, min=0)
    base = dy.Int64(nullable=True, min=0)
    share = dy.Float64(nullable=True, min=0, max=1)
    low = dy.Float64(nullable=True, min=0, max=1)
    high = dy.Float64(nullable=True, min=0, max=1)
    hidden = dy.Bool()


class Known(NamedTuple):
    """Of base answers that should have been given, how many are missing; None where any of them is hidden.

    enough: every field was asked of as many as a share needs.
    """

    missing: int | None
    base: int | None
    enough: bool

    @property
    def share(self) -> float | None:
        """The part that is known, 0–1; None where it cannot be told."""
        return 1 - self.missing / self.base if self.enough and self.base and self.missing is not None else None


@remembered
def field_gaps(tables: Tables, forbund: Forbund, period: Period, insatser: list[str]) -> dy.DataFrame[FieldGap]:
    """Every field of the insatser, in the order asked for; those without anybody in the period are left out.

    tables holds the published tables that FIELDS names. Where the unknown are merged with others they are hidden.
    """
    counted = pl.concat([_gaps(tables, name, pl.col("period") == period.code) for name in FIELDS])
    grid = pl.DataFrame({"insats": insatser}).join(pl.DataFrame({"field": list(FIELDS)}), how="cross")
    rows = grid.join(counted.drop("period"), on=["insats", "field"], how="left", maintain_order="left")
    running = [TOTAL, *forbund.insatser_between(period.first_day, period.last_day)]
    # A protected count of an insats that ran may be anybody; of another it is nobody that anyone can see.
    used = rows.filter((pl.col("base") > 0) | (pl.col("base").is_null() & pl.col("insats").is_in(running)))
    rows = rows.filter(pl.col("insats").is_in(used.get_column("insats").to_list()))
    return FieldGap.cast(with_shares(rows).with_columns(hidden=_hidden()))


@remembered
def gaps_by_period(tables: Tables, half: int | None, insats: str = TOTAL) -> dy.DataFrame[PeriodGap]:
    """Every period of the same kind: whole years, or one half of each."""
    codes = next(iter(tables.values())).get_column("period").unique().sort().to_list()
    same_kind = [code for code in codes if (period := parse_period(code)) and period.half == half]
    chosen = pl.col("period").is_in(same_kind) & (pl.col("insats") == insats)
    counted = pl.concat([_gaps(tables, name, chosen).sort("period") for name in FIELDS])
    return PeriodGap.cast(with_shares(counted).with_columns(hidden=_hidden()))


@remembered
def known_answers(gaps: pl.DataFrame, insats: str = TOTAL) -> Known:
    """All fields of an insats together; gaps as FieldGap."""
    rows = gaps.filter(insats=insats)
    n, base = rows.get_column("n"), rows.get_column("base")
    if n.null_count() or base.null_count():
        return Known(None, None, False)
    return Known(int(n.sum()), int(base.sum()), all(asked >= SMALLEST_BASE for asked in base))


@remembered
def largest_gap(gaps: pl.DataFrame, insats: str = TOTAL) -> dict[str, object] | None:
    """The field with the largest share missing; None where none is, or where a hidden one might be larger."""
    rows = gaps.filter(insats=insats)
    if rows.is_empty() or rows.get_column("hidden").any():
        return None
    top = rows.filter(pl.col("n") > 0).sort("share", descending=True, nulls_last=True, maintain_order=True)
    found: dict[str, object] | None = top.row(0, named=True) if top.height else None
    return found if found and found["share"] is not None else None


def has_quality_tables(names: object) -> bool:
    """Does a snapshot with tables of these names tell more than what is unknown?"""
    return isinstance(names, Mapping) and set(QUALITY_TABLES) <= set(names)


@remembered
def doubts(doubtful: pl.DataFrame, period: Period, insats: str = TOTAL) -> pl.DataFrame:
    """One row per headline figure with n (its count) and one column per doubt, ANY_DOUBT among them."""
    rows = doubtful.filter(period=period.code, insats=insats)
    if rows.is_empty():
        return pl.DataFrame(schema={"figure": pl.String, "base": pl.Int64, ANY_DOUBT: pl.Int64})
    return rows.pivot("doubt", index=["figure", "base"], values="n", maintain_order=True)


@remembered
def doubts_by_period(doubtful: pl.DataFrame, half: int | None, insats: str = TOTAL) -> pl.DataFrame:
    """How much of each headline figure is in doubt, period by period: figure, period, n, base, share (0–1)."""
    codes = doubtful.get_column("period").unique().sort().to_list()
    same_kind = [code for code in codes if (period := parse_period(code)) and period.half == half]
    rows = doubtful.filter(pl.col("period").is_in(same_kind), insats=insats, doubt=ANY_DOUBT)
    return with_shares(rows).select("figure", "period", "n", "base", "share").with_columns(hidden=pl.lit(False))


@remembered
def open_too_long(doubtful: pl.DataFrame, period: Period) -> pl.DataFrame:
    """The deltaganden open at the end of the period and those open too long: insats, n, base, limit_days, share."""
    rows = doubtful.filter(period=period.code, figure="closing", doubt="open_too_long")
    return with_shares(rows.filter(pl.col("base") > 0)).select("insats", "n", "base", "limit_days", "share")


@remembered
def waiting_rows(quarantine: pl.DataFrame, insats: str = TOTAL) -> pl.DataFrame:
    """Rows in quarantine: insats, rule, n; the insats NOBODY is that of rows that do not say which."""
    return quarantine if insats == TOTAL else quarantine.filter(pl.col("insats").is_in([insats, NOBODY]))


def _gaps(tables: Tables, name: str, chosen: pl.Expr) -> pl.DataFrame:
    """period, insats, field, n and base of one field, in the table's order."""
    asked = FIELDS[name]
    rows = tables[asked.table].filter(chosen, pl.col("gender") == TOTAL, pl.col("population") == asked.population)
    keys = ["period", "insats"]
    unknown = rows.filter(pl.col(asked.dimension) == asked.unknown).select(*keys, "n")
    bases = rows.filter(pl.col(asked.dimension) == TOTAL).select(*keys, base="n")
    counted = bases.join(unknown, on=keys, how="left", maintain_order="left")
    return counted.select("period", "insats", pl.lit(name).alias("field"), "n", "base")


def _hidden() -> pl.Expr:
    return pl.col("n").is_null() | pl.col("base").is_null()
