"""What a scenario leads to: one immutable result, line by line and year by year. Amounts in tkr."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import dataframely as dy
import polars as pl

from finsam_data.scenario import Scenario


class ProjectionLine(dy.Schema):
    """One line of income or costs one year, in tkr.

    Grain: one row per section, line and year, lines in the order of the plan; lines that are 0 every year are left out.
    basis is budget or plan for what is printed, projektion after the plan and wherever a lever has moved the amount.
    change_tkr is the difference to the baseline. assumptions are ids, levers their titles. places is a range, null
    where nothing is assumed of places. Costs and other income are whole tkr; a party may pay parts of one.
    """

    year = dy.Int64(primary_key=True)
    section = dy.String(primary_key=True)
    line = dy.String(primary_key=True)
    basis = dy.String()
    group = dy.String(nullable=True)
    insats = dy.String(nullable=True)
    amount_tkr = dy.Float64()
    change_tkr = dy.Float64()
    assumptions = dy.List(dy.String())
    levers = dy.List(dy.String())
    places_low = dy.Float64(nullable=True)
    places_high = dy.Float64(nullable=True)


class ProjectionYear(dy.Schema):
    """One year of a projection, in whole tkr. Grain: one row per year, in order.

    income = allocation + other income; result = income − cost; closing = opening + result + rounding, where rounding
    is what the plan itself prints beside the sum. The next year opens with closing, unless opening_adjustment says what
    a lever put in its place. frame = income + opening. gap_to_ideal = ideal − allocation. places is a range, null
    where no insats of the year has an assumption.
    """

    year = dy.Int64(primary_key=True)
    basis = dy.String()
    income_tkr = dy.Int64()
    cost_tkr = dy.Int64()
    result_tkr = dy.Int64()
    equity_opening_tkr = dy.Int64()
    opening_adjustment_tkr = dy.Int64()
    rounding_tkr = dy.Int64()
    equity_closing_tkr = dy.Int64()
    frame_tkr = dy.Int64()
    allocation_tkr = dy.Int64()
    ideal_tkr = dy.Int64(nullable=True)
    gap_to_ideal_tkr = dy.Int64(nullable=True)
    places_low = dy.Int64(nullable=True)
    places_high = dy.Int64(nullable=True)


class LineRow(NamedTuple):
    """As ProjectionLine."""

    year: int
    section: str
    line: str
    basis: str
    group: str | None
    insats: str | None
    amount_tkr: float
    change_tkr: float
    assumptions: tuple[str, ...]
    levers: tuple[str, ...]
    places_low: float | None = None
    places_high: float | None = None


class YearRow(NamedTuple):
    """As ProjectionYear."""

    year: int
    basis: str
    income_tkr: int
    cost_tkr: int
    result_tkr: int
    equity_opening_tkr: int
    opening_adjustment_tkr: int
    rounding_tkr: int
    equity_closing_tkr: int
    frame_tkr: int
    allocation_tkr: int
    ideal_tkr: int | None
    gap_to_ideal_tkr: int | None
    places_low: int | None
    places_high: int | None


class Note(NamedTuple):
    """Something that must be said beside the figures of a year; code names the kind, text says it in Swedish."""

    year: int
    code: str
    text: str


@dataclass(frozen=True)
class Projection:
    """The years of a scenario. Two projections are equal when their figures are, whatever the scenario is called."""

    scenario: Scenario = field(compare=False)
    fingerprint: str
    lines: tuple[LineRow, ...]
    years: tuple[YearRow, ...]
    notes: tuple[Note, ...]

    def year(self, year: int) -> YearRow:
        """One of the years; KeyError for a year outside."""
        return self._by_year[year]

    def lines_frame(self) -> dy.DataFrame[ProjectionLine]:
        """The lines as a table."""
        schema = ProjectionLine.create_empty().schema
        return ProjectionLine.validate(pl.DataFrame([list(row) for row in self.lines], schema=schema, orient="row"))

    def years_frame(self) -> dy.DataFrame[ProjectionYear]:
        """The years as a table."""
        return ProjectionYear.validate(
            pl.DataFrame(self.years, schema=ProjectionYear.create_empty().schema, orient="row")
        )

    def plain(self) -> dict[str, Any]:
        """The years as plain values, for JSON: the year → its figures."""
        return {
            "name": self.scenario.name,
            "draft": self.scenario.draft,
            "fingerprint": self.fingerprint,
            "years": {str(row.year): row._asdict() for row in self.years},
            "notes": [note._asdict() for note in self.notes],
        }

    @cached_property
    def _by_year(self) -> dict[int, YearRow]:
        return {row.year: row for row in self.years}
