"""The charts of how it went over the years: the list's own measure, broken where lists change, and the coarse one."""

import dataframely as dy
import polars as pl

from finsam_data.forbund import ExitList, Forbund
from pages.drawing.base import Line
from pages.drawing.chart import Chart, Column
from pages.drawing.palette import Palette
from pages.drawing.share_lines import ShareLine, share_lines
from pages.outcomes.charts import SHARE
from pages.text import outcomes as text
from pages.text.common import DEFINITIONS
from pages.text.formats import percent, period_code_name, sentence_case
from queries.outcomes import OutcomePoint, comparable, headline_reasons, toward_work_reasons
from queries.periods import Period
from queries.remembered import remembered
from queries.uncertainty import Share, compare

Points = dy.DataFrame[OutcomePoint]


@remembered
def own_measure(
    points: Points, everyone: Points | None, forbund: Forbund, period: Period, about: str, palette: Palette
) -> Chart:
    """What each list tells nearest to work or study; everyone are all insatser, to compare one insats with."""
    lists = {exit_list.code: exit_list for exit_list in forbund.exit_lists}
    now, before = _share(points, period) or Share(0, 0), _share(points, period.year_before)
    same_list = comparable(forbund, period, period.year_before)
    counts_work = forbund.exit_list(period.last_day).counts_work_or_study
    measure = sentence_case(text.got_on(counts_work))
    title = (
        text.development_title(now, before, compare(now, before) if before else None, period, measure)
        if same_list or before is None
        else text.new_list_title(now, period, measure)
    )
    codes = points.get_column("exit_list").unique(maintain_order=True).to_list()
    series = [line for code in codes for line in _lines(points, everyone, palette, code)]
    return Chart(
        key="resultat-over-tid",
        title=title,
        subtitle=f"Andel av de avslutade per {text.kind_of(period.half)}, med osäkerhet, {about}. "
        "Varje lista med avslutsorsaker är en egen serie.",
        figure=share_lines(
            _years(points), series, palette, [(at - 1, text.NEW_LIST) for at, *_ in _breaks(points, lists)]
        ),
        table=_table(points, everyone).with_columns(
            measured=pl.col("exit_list").map_elements(
                lambda code: "; ".join(headline_reasons(lists[code])), return_dtype=pl.String
            )
        ),
        columns=(Column("period", "Period"), Column("measured", "Räknas"), *_columns(everyone)),
        definition=f"{DEFINITIONS['work_or_study']} {DEFINITIONS['interval']}",
        source=text.SOURCE_REGISTER,
        legend=_legend(about, everyone, palette),
        notes=tuple(text.break_note(code, old, new) for _, code, old, new in _breaks(points, lists)),
    )


@remembered
def coarse_measure(
    points: Points, everyone: Points | None, forbund: Forbund, period: Period, about: str, palette: Palette
) -> Chart:
    """On towards work: the coarse group, which may be followed from one list to the next."""
    now, before = _share(points, period) or Share(0, 0), _share(points, period.year_before)
    used = points.get_column("exit_list").to_list()
    return Chart(
        key="vidare-mot-arbete-over-tid",
        title=text.development_title(
            now, before, compare(now, before) if before else None, period, text.FIGURE_LABELS["toward_work"]
        ),
        subtitle=f"Andel av de avslutade per {text.kind_of(period.half)}, med osäkerhet, {about}. "
        f"{sentence_case(text.COARSE)}.",
        figure=share_lines(_years(points), _lines(points, everyone, palette), palette),
        table=_table(points, everyone),
        columns=(Column("period", "Period"), *_columns(everyone)),
        definition=f"{text.DEFINITION_TOWARD_WORK} {DEFINITIONS['interval']}",
        source=text.SOURCE_REGISTER,
        legend=_legend(about, everyone, palette),
        notes=tuple(text.coarse_note(e, toward_work_reasons(e)) for e in forbund.exit_lists if e.code in used),
    )


def _lines(points: Points, everyone: Points | None, palette: Palette, exit_list: str | None = None) -> list[ShareLine]:
    """The line of the points, one of a list only where it is given, and everyone's dashed beside it."""
    drawn = [_line(points, palette.accent, exit_list, main=True)]
    if everyone is not None:
        same_periods = points.select("period").join(everyone, on="period", how="left", maintain_order="left")
        drawn.append(_line(same_periods, palette.grey, exit_list, main=False))
    return drawn


def _line(frame: pl.DataFrame, colour: str, exit_list: str | None, *, main: bool) -> ShareLine:
    mine = frame if exit_list is None else frame.with_columns(_only(exit_list, "share", "low", "high", "hidden"))
    values = mine.get_column("share").to_list()
    spans = [None if low is None else (low, high) for low, high in mine.select("low", "high").iter_rows()]
    texts = [percent(value) if main and value is not None else "" for value in values]
    hidden = mine.get_column("hidden").fill_null(False).to_list() if main else []
    return ShareLine(Line("", values, texts, colour, not main, hidden), spans if main else [None] * len(values))


def _only(exit_list: str, *names: str) -> list[pl.Expr]:
    """The values where that list is in use, else null."""
    return [pl.when(exit_list=exit_list).then(pl.col(name)).alias(name) for name in names]


def _share(points: Points, period: Period) -> Share | None:
    """The period's point as a share; None where there is none."""
    for row in points.filter(period=period.code).select("n", "base").iter_rows():
        return Share(*row)
    return None


def _breaks(points: Points, lists: dict[str, ExitList]) -> list[tuple[int, str, ExitList, ExitList]]:
    """Where the list changes: place and code of the first period with the new one, the old list and the new."""
    rows = list(points.select("period", "exit_list").iter_rows())
    return [
        (at, rows[at][0], lists[rows[at - 1][1]], lists[rows[at][1]])
        for at in range(1, len(rows))
        if rows[at][1] != rows[at - 1][1]
    ]


def _years(points: Points) -> list[str]:
    return [code[:4] for code in points.get_column("period")]


def _table(points: Points, everyone: Points | None) -> pl.DataFrame:
    table: pl.DataFrame = points
    if everyone is not None:
        table = table.join(
            everyone.select("period", all_n="n", all_base="base", all_share="share", all_hidden="hidden"), on="period"
        )
    return table.with_columns(
        pl.col("period").map_elements(lambda code: sentence_case(period_code_name(code)), return_dtype=pl.String)
    )


def _columns(everyone: Points | None) -> tuple[Column, ...]:
    compared = (
        Column("all_n", "Alla insatser, antal", "count", "all_hidden"),
        Column("all_base", "Alla insatser, avslutade", "count", "all_hidden"),
        Column("all_share", "Alla insatser, andel", "share", "all_hidden", of=("all_n", "all_base")),
    )
    return (
        *SHARE,
        *(compared if everyone is not None else ()),
    )


def _legend(about: str, everyone: Points | None, palette: Palette) -> tuple[tuple[str, str], ...]:
    if everyone is None:
        return ()
    return ((sentence_case(about), palette.accent), (text.ALL_DASHED, palette.grey))
