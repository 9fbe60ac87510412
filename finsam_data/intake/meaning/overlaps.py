"""The rules between rows of a file: nobody stands twice, and nobody is in an insats twice at a time."""

from collections.abc import Iterator
from datetime import date

import polars as pl

from finsam_data.intake.meaning.broken import Broken
from finsam_data.intake.meaning.interpreting import Interpreted
from finsam_data.intake.meaning.rules import NO_OVERLAP, ONCE

PERSON = ["participant_id", "insats"]
KEY = [*PERSON, "start_date"]


def repeated_rows(interpreted: Interpreted) -> Iterator[Broken]:
    """The same deltagande twice, and deltaganden of the same id and insats that overlap.

    The later row breaks the rule; of those that overlap the one that began later. A row whose end cannot be read
    overlaps nothing.
    """
    whole = interpreted.rows.select("at", *KEY, "end_date").drop_nulls(KEY).filter(pl.struct(PERSON).is_duplicated())
    places = dict(zip(whole["at"], interpreted.rows[whole["at"]].select("sheet", "row").iter_rows(), strict=True))
    first = whole.with_columns(pl.col("at").first().over(KEY).alias("first")).filter(pl.col("first") != pl.col("at"))
    for at, before, day in first.select("at", "first", "start_date").iter_rows():
        where = _where(places[before], places[at])
        what = f"Samma deltagar-id, insats och startdatum ({day}) står också på {where}."
        yield Broken(ONCE, what, at, "participant_id")
    unread = pl.col("at").is_in(interpreted.unreadable("end_date").implode())
    for at, before, start, until in _overlapping(whole.filter(~unread)).iter_rows():
        going = "ännu pågår" if until == date.max else f"pågår till {until}"
        what = f"Deltagandet börjar {start} medan det på {_where(places[before], places[at])} {going}."
        yield Broken(NO_OVERLAP, what, at, "start_date")


def _overlapping(whole: pl.DataFrame) -> pl.DataFrame:
    """at, before, start_date and until_before: rows that begin by the last day of an earlier one, and which that is."""
    until = pl.col("end_date").fill_null(date.max)
    longest = until.cum_max()
    return (
        whole.unique(KEY, keep="first", maintain_order=True)
        .filter(until >= pl.col("start_date"))
        .sort(*KEY, "at")
        .with_columns(
            longest.shift(1).over(PERSON).alias("until_before"),
            pl.when(until == longest).then("at").forward_fill().shift(1).over(PERSON).alias("before"),
        )
        .filter(pl.col("start_date") <= pl.col("until_before"))
        .sort("at")
        .select("at", "before", "start_date", "until_before")
    )


def _where(place: tuple[str, int], seen_from: tuple[str, int]) -> str:
    sheet, row = place
    return f"rad {row}" if sheet == seen_from[0] else f"bladet {sheet}, rad {row}"
