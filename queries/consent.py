"""Whom the register cannot follow: participants without consent to be registered. Asks consent, exit and flow."""

import dataframely as dy
import polars as pl

from queries.periods import parse_period
from queries.publication.plan import CONSENT, MISSING_REASON, TOTAL
from queries.remembered import remembered


class ConsentGap(dy.Schema):
    """Participants without consent, and ended without an avslutsorsak, per whole year.

    Grain: one row per year, in order. Counts of deltaganden, null where hidden. Without consent there is no
    avslutsorsak.
    """

    year = dy.Int64(primary_key=True)
    participants = dy.Int64(nullable=True)
    without_consent = dy.Int64(nullable=True)
    ended = dy.Int64(nullable=True)
    without_reason = dy.Int64(nullable=True)


@remembered
def consent_gaps(consent: pl.DataFrame, exits: pl.DataFrame) -> dy.DataFrame[ConsentGap]:
    """Every whole year of the register."""
    participants = _by_period(consent, "consent")
    ended = _by_period(exits, "avslutsorsak")
    rows = [
        {
            "year": period.year,
            "participants": participants.get((code, TOTAL)),
            "without_consent": participants.get((code, CONSENT[False])),
            "ended": ended.get((code, TOTAL)),
            "without_reason": ended.get((code, MISSING_REASON)),
        }
        for code in consent.get_column("period").unique().sort()
        if (period := parse_period(code)) and period.half is None
    ]
    return ConsentGap.cast(pl.DataFrame(rows, schema=ConsentGap.create_empty().schema))


def _by_period(table: pl.DataFrame, dimension: str) -> dict[tuple[str, str], int | None]:
    rows = table.filter(insats=TOTAL, gender=TOTAL)
    return {(period, value): n for period, value, n in rows.select("period", dimension, "n").iter_rows()}
