"""The goals of the plan as tables: those the register can follow, and those it cannot with the reason."""

import dataframely as dy
import polars as pl

from pages.drawing.chart import Chart, Column
from pages.text import goals as text
from pages.text.formats import sentence_case
from pages.text.outcomes import SOURCE_GOALS
from queries.periods import Period
from queries.remembered import remembered
from queries.targets import TargetResult

GOAL = (Column("insats", "Insats"), Column("target", "Mål i planen"), Column("level", "Målnivå"))


@remembered
def goal_table(results: dy.DataFrame[TargetResult], period: Period) -> Chart | None:
    """One row per followed goal; None where there is none."""
    rows = list(results.filter(pl.col("met") != "not_followed").iter_rows(named=True))
    if not rows:
        return None
    described = [
        {
            "insats": row["insats"],
            "target": sentence_case(row["target"]),
            "level": text.level(row),
            "result": text.result(row),
            "basis": text.basis(row, period),
            "met": text.met(row),
        }
        for row in rows
    ]
    exits_only = any(row["population"] == "deltagare" and row["category"] == "arbete eller studier" for row in rows)
    return Chart(
        key="mal-och-resultat",
        title=text.title(rows),
        subtitle=text.subtitle(period),
        figure={},
        table=pl.DataFrame(described),
        columns=(*GOAL, Column("result", "Resultat"), Column("basis", "Underlag"), Column("met", "Nått?")),
        definition=text.DEFINITION,
        source=_source(results),
        notes=(text.AT_EXIT,) if exits_only else (),
    )


@remembered
def unfollowed_table(results: dy.DataFrame[TargetResult], period: Period) -> Chart | None:
    """One row per goal that the register cannot follow; None where it can follow them all."""
    rows = list(results.filter(met="not_followed").iter_rows(named=True))
    if not rows:
        return None
    described = [
        {
            "insats": row["insats"],
            "target": sentence_case(row["target"]),
            "level": text.level(row),
            "reason": text.not_followed(row),
        }
        for row in rows
    ]
    return Chart(
        key="mal-som-inte-foljs",
        title=text.not_followed_title(len(rows)),
        subtitle=text.subtitle(period),
        figure={},
        table=pl.DataFrame(described),
        columns=(*GOAL, Column("reason", "Varför")),
        definition=text.DEFINITION,
        source=_source(results),
    )


def _source(results: dy.DataFrame[TargetResult]) -> str:
    places = results.select("source", "place").unique(maintain_order=True).iter_rows()
    return f"{SOURCE_GOALS} ({'; '.join(f'{source}, {place}' for source, place in places)})"
