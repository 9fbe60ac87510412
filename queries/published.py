"""Do the snapshot's tables give what the reports print? Asks published_figure, published_conflict and the count tables.

A printed figure can be recomputed when its period, insats, population and category exist in the register. Categories
are matched word by word, so that ”arbete/studier/arbetssökande” is ”Arbete, studier eller arbetssökande”.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, Literal, NamedTuple

import dataframely as dy
import polars as pl

from finsam_data.forbund import UNKNOWN, Forbund
from queries.periods import Period, parse_period
from queries.publication.cells import categories
from queries.publication.plan import MISSING_REASON, TOTAL
from queries.remembered import remembered

POPULATIONS = {"deltagare": "participants", "nya": "started", "avslutade": "ended"}
"""The population's word in published_figure → its name in the count tables."""
DIMENSIONS = {
    "total": ("flow", None),
    "kön": ("flow", None),
    "anmälare": ("referral", "anmalare"),
    "stadsdel": ("district", "stadsdel"),
    "avslutsorsak": ("exit", "avslutsorsak"),
    "ålder": ("age", "age_band"),
    "utbildning": ("education", "education"),
    "tid utan arbete": ("time_without_work", "time_without_work"),
    "samtycke": ("consent", "consent"),
}
"""The dimension's word in published_figure → count table and its column; None where only sex divides."""
KEY = ("source", "period", "insats", "population", "dimension", "category", "gender", "measure")
ROUNDING = 0.5
"""How far a printed per cent may be from the real one."""
FILLERS = {"och", "eller", "hos", "med"}
MISSING_WORDS = ("uppgift saknas", UNKNOWN)


class Printed(NamedTuple):
    """Where a printed figure stands in the count tables: the categories that it sums, and its base for per cent."""

    table: str
    column: str | None
    period: str
    population: str
    insats: str
    cells: list[tuple[str, str]]
    """Sex and category."""
    base: tuple[str, str]


Counts = dict[tuple[str, str | None], int | None]
"""Sex and category → count; None where hidden."""
Status = Literal["agrees", "deviates", "approximate", "hidden", "outside"]


class ComparedFigure(dy.Schema):
    """A printed figure beside what the register gives. Grain: as PublishedFigure, one row per printed figure.

    printed and computed are counts where measure is antal, per cent (0–100) where andel. n and base are the counts
    behind. status: agrees (equal, per cent within rounding), deviates, approximate (printed as about, so not judged),
    hidden (a count behind it is protected), outside (the register holds no such thing). choice says why it deviates.
    """

    source = dy.String()
    place = dy.String()
    period = dy.String()
    insats = dy.String()
    population = dy.String()
    dimension = dy.String()
    category = dy.String()
    gender = dy.String()
    measure = dy.String()
    printed = dy.Float64()
    computed = dy.Float64(nullable=True)
    n = dy.Int64(nullable=True)
    base = dy.Int64(nullable=True)
    status = dy.String()
    choice = dy.String(nullable=True)


class Tally(NamedTuple):
    """How many printed figures of each status; deviates counts those with a known conflict too."""

    agrees: int
    deviates: int
    unexplained: int
    approximate: int
    hidden: int
    outside: int

    @property
    def judged(self) -> int:
        """Printed exactly, and recomputed."""
        return self.agrees + self.deviates

    @property
    def printed(self) -> int:
        """Every printed figure."""
        return self.judged + self.approximate + self.hidden + self.outside


@remembered
def compared_figures(
    published: pl.DataFrame, conflicts: pl.DataFrame, table: Callable[[str], pl.DataFrame], forbund: Forbund
) -> dy.DataFrame[ComparedFigure]:
    """Every printed figure in its order; table gives a count table of the snapshot by name."""
    choices = {tuple(row): choice for *row, choice in conflicts.select(*KEY, "choice").iter_rows()}

    @cache
    def counts(name: str, column: str | None, population: str, period: str, insats: str) -> Counts:
        rows = table(name).filter(period=period, population=population, insats=insats)
        category = pl.col(column) if column else pl.lit(TOTAL)
        return {
            (gender, name): n for gender, name, n in rows.select("gender", category.alias("category"), "n").iter_rows()
        }

    rows = []
    for figure in published.iter_rows(named=True):
        counted = _counted(figure, counts, forbund)
        computed = _computed(figure["measure"], *counted) if counted else None
        rows.append(
            {
                **{name: figure[name] for name in ("place", *KEY)},
                "printed": figure["value"],
                "computed": computed,
                "n": counted[0] if counted else None,
                "base": counted[1] if counted else None,
                "status": _status(figure, counted is not None, computed),
                "choice": choices.get(tuple(figure[name] for name in KEY)),
            }
        )
    return ComparedFigure.cast(pl.DataFrame(rows, schema=ComparedFigure.create_empty().schema))


@remembered
def tally(figures: pl.DataFrame) -> Tally:
    """The figures counted by status."""
    counts = dict(figures.group_by("status").len().iter_rows())
    unexplained = figures.filter(pl.col("choice").is_null(), status="deviates").height
    return Tally(
        counts.get("agrees", 0),
        counts.get("deviates", 0),
        unexplained,
        *(counts.get(status, 0) for status in ("approximate", "hidden", "outside")),
    )


def printed_place(figure: dict[str, Any], forbund: Forbund) -> Printed | None:
    """Where a row of published_figure stands; None where the register has no such thing."""
    period = parse_period(figure["period"])
    population = POPULATIONS.get(figure["population"])
    name, column = DIMENSIONS.get(figure["dimension"], (None, None))
    if period is None or population is None or name is None:
        return None
    wanted = _categories(figure["category"], column, forbund, period) if column else [TOTAL]
    cells = [(figure["gender"], category) for category in wanted]
    base = (TOTAL if figure["dimension"] == "kön" else figure["gender"], TOTAL)
    return Printed(name, column, period.code, population, figure["insats"], cells, base) if cells else None


def _counted(
    figure: dict[str, Any], counts: Callable[..., Counts], forbund: Forbund
) -> tuple[int | None, int | None] | None:
    """The count and its base, None where hidden; nothing at all where the register has no such figure."""
    place = printed_place(figure, forbund)
    if place is None:
        return None
    found = counts(place.table, place.column, place.population, place.period, place.insats)
    if not all(cell in found for cell in place.cells):
        return None
    counted = [n for cell in place.cells if (n := found[cell]) is not None]
    return sum(counted) if len(counted) == len(place.cells) else None, found[place.base]


def _computed(measure: str, n: int | None, base: int | None) -> float | None:
    if measure == "antal":
        return n
    return 100 * n / base if n is not None and base else None


def _status(figure: dict[str, Any], expressible: bool, computed: float | None) -> Status:
    if not expressible:
        return "outside"
    if computed is None:
        return "hidden"
    if not figure["exact"]:
        return "approximate"
    rounding = ROUNDING + 1e-9 if figure["measure"] == "andel" else 0.0
    return "agrees" if abs(figure["value"] - computed) <= rounding else "deviates"


def _categories(printed: str, column: str, forbund: Forbund, period: Period) -> list[str]:
    """The register's names of a printed category, empty where it has none.

    Reports count as unknown district everybody without one, so the values beside the districts too.
    """
    if printed.casefold() in MISSING_WORDS:
        beside = forbund.not_stadsdelar if column == "stadsdel" else ()
        return [MISSING_REASON if column == "avslutsorsak" else UNKNOWN, *beside]
    if column == "age_band":
        name = _age_band(printed, forbund)
    else:
        known = categories(column, forbund, period)
        without_number = re.sub(r"^\d+\s+", "", printed)
        name = _same_words(printed, known) or _same_words(without_number, known)
    return [name] if name else []


def _same_words(printed: str, known: Iterable[str]) -> str | None:
    words = _words(printed)
    return next((name for name in known if _words(name) == words), None)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold())) - FILLERS


def _age_band(printed: str, forbund: Forbund) -> str | None:
    """The band with the printed limit: ”under 30 år” ends there, ”30-50 år” and ”över 50 år” begin there."""
    limit = re.search(r"\d+", printed)
    if limit is None:
        return None
    bands = sorted(forbund.age_bands, key=lambda band: band.from_age)
    ends = printed.casefold().startswith("under")
    pairs = zip(bands, bands[1:] if ends else bands, strict=False)
    return next((band.name for band, edge in pairs if edge.from_age == int(limit[0])), None)
