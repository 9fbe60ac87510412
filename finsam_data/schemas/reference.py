"""What outcomes are held against: targets, target groups, printed figures and where they stand."""

import dataframely as dy
import polars as pl


class Source(dy.Schema):
    """A published document. Grain: one row per source id."""

    source = dy.String(primary_key=True)
    title = dy.String()
    publisher = dy.String()
    dated = dy.String()
    covers = dy.String()


class Target(dy.Schema):
    """One goal (förväntat resultat) of the plan.

    Grain: one row per source, period, insats and target. value is in unit (procent: 0–100); where the goal is
    another period's result, value is null and reference says which.
    """

    source = dy.String(primary_key=True)
    place = dy.String()
    period = dy.String(primary_key=True)
    insats = dy.String(primary_key=True)
    target = dy.String(primary_key=True)
    measure = dy.Enum(["antal", "andel", "poäng"])
    population = dy.String()
    category = dy.String()
    gender = dy.String()
    operator = dy.Enum([">=", ">", "=", "<=", "<"])
    value = dy.Float64(nullable=True)
    reference = dy.String(nullable=True)
    unit = dy.String()

    @dy.rule()
    def has_value_or_reference(cls) -> pl.Expr:
        return pl.col("value").is_not_null() | pl.col("reference").is_not_null()


class TargetGroup(dy.Schema):
    """A group in the population that the insatser are meant for, as counted by a party's own register.

    Grain: one row per group and age. Shares are 0–1; n is persons where unit is personer, per cent where procent.
    """

    source = dy.String()
    place = dy.String()
    group = dy.String(primary_key=True)
    age = dy.String(primary_key=True)
    counted = dy.String(nullable=True)
    n = dy.Int64(min=0)
    unit = dy.Enum(["personer", "procent"])
    women_share = dy.Float64(nullable=True, min=0, max=1)
    men_share = dy.Float64(nullable=True, min=0, max=1)
    change_share = dy.Float64(nullable=True)
    register = dy.String(nullable=True)


class PublishedFigure(dy.Schema):
    """One figure that a report prints, as printed, contradictions included.

    Grain: one row per source, period, insats, population, dimension, category, gender and measure. value is a
    count where measure is antal, per cent (0–100) where andel.
    """

    source = dy.String(primary_key=True)
    place = dy.String(primary_key=True)
    period = dy.String(primary_key=True)
    insats = dy.String(primary_key=True)
    population = dy.String(primary_key=True)
    dimension = dy.String(primary_key=True)
    category = dy.String(primary_key=True)
    gender = dy.String(primary_key=True)
    measure = dy.Enum(["antal", "andel"], primary_key=True)
    value = dy.Float64()
    exact = dy.Bool()
    note = dy.String(nullable=True)


class PublishedConflict(dy.Schema):
    """A printed figure that other printed figures exclude, and what is shown instead.

    Grain: one row per source, period, insats, population, dimension, category, gender and measure. printed is the
    figure's text, followed what the register gives; choice says in Swedish why.
    """

    source = dy.String(primary_key=True)
    place = dy.String()
    period = dy.String(primary_key=True)
    insats = dy.String(primary_key=True)
    population = dy.String(primary_key=True)
    dimension = dy.String(primary_key=True)
    category = dy.String(primary_key=True)
    gender = dy.String(primary_key=True)
    measure = dy.String(primary_key=True)
    printed = dy.String()
    followed = dy.String()
    choice = dy.String()
