"""The tables of what the reports print: against the register, and where the reports exclude themselves. Pure."""

import re
from typing import Any

import polars as pl

from finsam_data.settings import Edition
from pages.about.tables import Words, words_table
from pages.drawing.chart import Column
from pages.text import about as text
from pages.text.common import GENDER_PLURAL
from pages.text.formats import MINUS, MISSING, NBSP, TOO_FEW, count, number, period_code_name, sentence_case
from queries.publication.plan import TOTAL
from queries.uncertainty import SMALLEST_BASE


def told_conflicts(conflicts: pl.DataFrame, edition: Edition) -> pl.DataFrame:
    """The conflicts that may be told: how one about participants was settled can single out one of them."""
    return conflicts.filter(population="ekonomi") if edition == "protected" else conflicts


def published_table(figures: pl.DataFrame) -> Words:
    """The printed figures that the register can express, the deviating first; figures as ComparedFigure.

    What is protected is left out: beside it would stand the count as it was once printed.
    """
    shown = figures.filter(~pl.col("status").is_in(["outside", "hidden"])).with_columns(
        place_of=pl.col("status").replace_strict({"deviates": 0}, default=1, return_dtype=pl.Int64)
    )
    rows = [
        (
            sentence_case(period_code_name(row["period"])),
            _figure_name(row),
            _measured(row["printed"], row["measure"]),
            sentence_case(TOO_FEW) if _of_few(row) else _measured(row["computed"], row["measure"]),
            f"{number(row['n'])} av {number(row['base'])}"
            if row["measure"] == "andel" and None not in (row["n"], row["base"])
            else "",
            MISSING if _of_few(row) else text.STATUSES[row["status"]],
        )
        for row in shown.sort("place_of", "period", maintain_order=True).iter_rows(named=True)
    ]
    columns = (
        Column("", "Period"),
        Column("", "Uppgift"),
        Column("", "Tryckt", "count"),
        Column("", "Räknat", "count"),
        Column("", "Antal bakom", "count"),
        Column("", "Utfall"),
    )
    return Words("Tryckta siffror om deltagare och vad registret ger", columns, rows)


def conflict_table(conflicts: pl.DataFrame, sources: dict[str, str]) -> Words:
    """Where printed figures exclude each other, in order of year; sources is id → title."""
    rows = [
        (
            sentence_case(period_code_name(row["period"])),
            _figure_name(row),
            _printed(row["printed"], row["measure"]),
            _printed(row["followed"], row["measure"]),
            re.sub(r"(?<=\d) (?=\d{3}(?!\d))", NBSP, row["choice"]),
            f"{sources.get(row['source'], row['source'])}, {row['place'].replace(' ', NBSP)}",
        )
        for row in conflicts.sort("period", maintain_order=True).iter_rows(named=True)
    ]
    labels = ["Period", "Uppgift", "Tryckt", "Visas här", "Varför", "Källa"]
    return words_table("Tryckta siffror som inte går ihop, och vad som visas i stället", labels, rows)


def _of_few(row: dict[str, Any]) -> bool:
    """Is it a share of so few that none is told?"""
    return row["measure"] == "andel" and row["base"] is not None and row["base"] < SMALLEST_BASE


def _figure_name(row: dict[str, Any]) -> str:
    """Nya, anmälare: Stockholms stad, alla insatser, kvinnor."""
    parts = [row["population"]]
    if row["category"] != TOTAL:
        parts.append(f"{row['dimension']}: {row['category']}")
    elif row["dimension"] != "total":
        parts.append(row["dimension"])
    if row["insats"] != TOTAL:
        parts.append(row["insats"])
    elif row["measure"] != "tkr":
        parts.append("alla insatser")
    if row["gender"] != TOTAL and row["dimension"] != "kön":
        parts.append(GENDER_PLURAL.get(row["gender"], row["gender"]).lower())
    return sentence_case(", ".join(parts))


def _measured(value: float | None, measure: str) -> str:
    """A printed or computed figure: a count, or per cent."""
    if value is None:
        return count(None)
    return f"{number(value)}{NBSP}%" if measure == "andel" else number(value)


def _printed(words: str, measure: str) -> str:
    """The text of a printed figure with Swedish thousands and minus signs."""
    if measure != "tkr":
        return words
    spaced = re.sub(r"\d{4,}", lambda digits: number(int(digits[0])), words.replace("-", MINUS))
    return f"{spaced}{NBSP}tkr" if spaced[-1:].isdigit() else spaced
