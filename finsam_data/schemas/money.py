"""Money: what is budgeted, planned and allocated. All amounts in tkr (thousand kronor)."""

import dataframely as dy
import polars as pl

BASES = ("utfall", "prognos", "budget", "plan")
"""What an amount is; plan is never added to utfall."""


class BudgetLine(dy.Schema):
    """One line of the förbund's budget for one year.

    Grain: one row per line_no and year. amount_tkr is as printed, so sums may differ by 1 from their lines.
    line_kind: post (a line), summa, resultat or saldo; parent names the sum a line belongs to.
    """

    source = dy.String()
    place = dy.String()
    line_no = dy.Int64(primary_key=True, min=1)
    section = dy.String()
    line = dy.String()
    parent = dy.String(nullable=True)
    line_kind = dy.Enum(["post", "summa", "resultat", "saldo"])
    year = dy.Int64(primary_key=True, min=2004, max=2100)
    basis = dy.Enum(BASES)
    decided = dy.Bool()
    amount_tkr = dy.Int64()


class InsatsBudget(dy.Schema):
    """The budget of one insats for one year. Grain: one row per type, insats and year; sums are rows of kind summa."""

    source = dy.String()
    place = dy.String()
    type = dy.Enum(["individinriktad", "strukturell", "totalt"], primary_key=True)
    insats = dy.String(primary_key=True)
    line_kind = dy.Enum(["post", "summa"])
    year = dy.Int64(primary_key=True, min=2004, max=2100)
    basis = dy.Enum(BASES)
    decided = dy.Bool()
    amount_tkr = dy.Int64(min=0)


class Allocation(dy.Schema):
    """What one party contributes one year (tilldelning).

    Grain: one row per year and party. Float64, because a party may give half a thousand kronor (8 279,5 tkr).
    """

    year = dy.Int64(primary_key=True, min=2004, max=2100)
    party = dy.String(primary_key=True)
    basis = dy.Enum(BASES)
    decided = dy.Bool()
    allocation_tkr = dy.Float64(min=0)
    source = dy.String()
    place = dy.String()


class IdealAllocation(dy.Schema):
    """The national model's amount for the förbund (idealfördelning), all parties together.

    Grain: one row per year with a published figure; other years have no row.
    """

    year = dy.Int64(primary_key=True, min=2004, max=2100)
    ideal_tkr = dy.Int64(min=0)
    source = dy.String()
    place = dy.String()


class EconomyFact(dy.Schema):
    """One printed figure about the economy. Grain: one row per source, place, period, item and unit."""

    source = dy.String(primary_key=True)
    place = dy.String(primary_key=True)
    period = dy.String(primary_key=True)
    item = dy.String(primary_key=True)
    value = dy.Float64()
    unit = dy.String(primary_key=True)
    exact = dy.Bool()
    note = dy.String(nullable=True)

    @dy.rule()
    def per_cent_and_per_mille_are_sane(cls) -> pl.Expr:
        return ~pl.col("unit").is_in(["procent", "promille"]) | pl.col("value").is_between(-1000, 1000)
