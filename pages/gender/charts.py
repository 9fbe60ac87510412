"""The charts of women and men in one period: who comes in and who gets on, against goal and target group."""

import dataframely as dy
import polars as pl

from finsam_data.forbund import MEN_OR_OTHER
from pages.drawing.chart import Chart, Column
from pages.drawing.palette import Palette
from pages.drawing.share_rows import GLYPHS, Dots, Yardstick, dotted_shares
from pages.text import gender as text
from pages.text.common import DEFINITIONS, GENDER_PLURAL
from pages.text.formats import number, percent, period_name
from pages.text.outcomes import insats_name
from queries.gender import (
    MEN,
    OTHER,
    WOMEN,
    WORK_OR_STUDY,
    TargetGroupShare,
    WomenGoal,
    WomenShare,
    women,
    work_by_gender,
)
from queries.periods import Period
from queries.publication.plan import TOTAL
from queries.remembered import remembered
from queries.uncertainty import Share, compare, compare_with_value

Groups = dict[str, TargetGroupShare]


def counted(shares: pl.DataFrame) -> dict[str, str]:
    """The genders that are told apart, and the column of each."""
    if shares.get_column("other_apart").all():
        return {WOMEN: "women", MEN: "men", OTHER: "other"}
    return {WOMEN: "women", MEN_OR_OTHER: "men"}


def count_table_columns(shares: pl.DataFrame) -> tuple[Column, ...]:
    """How the counts and shares of the rows stand in a table."""
    return (
        *(Column(name, GENDER_PLURAL[gender], "count") for gender, name in counted(shares).items()),
        Column("everyone", "Alla", "count"),
        Column("share", "Andel kvinnor", "share", of=("women", "everyone")),
        Column("low", "Osäkerhet från", "share", of=("women", "everyone")),
        Column("high", "Osäkerhet till", "share", of=("women", "everyone")),
    )


@remembered
def intake_dots(
    shares: dy.DataFrame[WomenShare],
    goals: list[WomenGoal],
    groups: Groups,
    notes: tuple[str, ...],
    period: Period,
    palette: Palette,
) -> Chart:
    """Who comes in: women among participants and started, per insats."""
    insatser = _insatser(shares)
    chosen = insatser[0]
    if chosen == TOTAL:
        rows = shares.filter(pl.col("insats") != TOTAL, pl.col("share").is_not_null(), population="participants")
        of_insatser = shares.filter(pl.col("insats") != TOTAL, population="participants")
        some_hidden = of_insatser.select(pl.any_horizontal(pl.col("women", "everyone").is_null()).any()).item()
        title = text.spread_title(list(rows.select("insats", "share").iter_rows()), some_hidden)
    else:
        share, group = women(shares, chosen, "participants") or Share(0, 0), groups.get(chosen)
        title = text.against_title(chosen, share, group, compare_with_value(share, group.share) if group else None)
    colours = {"participants": palette.accent, "started": palette.third}
    return _women_dots("kvinnor-deltagare-och-nya", title, shares, colours, goals, groups, notes, period, palette)


@remembered
def outcome_dots(
    shares: dy.DataFrame[WomenShare], goals: list[WomenGoal], groups: Groups, period: Period, palette: Palette
) -> Chart:
    """Who gets on: women among the ended and among those who ended to work or study, per insats."""
    chosen = _insatser(shares)[0]
    apart = work_by_gender(shares, chosen)
    title = text.got_on_title(
        women(shares, chosen, "ended") or Share(0, 0),
        women(shares, chosen, WORK_OR_STUDY),
        compare(*apart) if apart else None,
    )
    colours = {"ended": palette.fourth, WORK_OR_STUDY: palette.accent}
    counted = shares.filter(population=WORK_OR_STUDY).height
    notes: tuple[str, ...] = ()
    if not counted:
        del colours[WORK_OR_STUDY]
        notes = (f"{text.NO_WORK_FIGURE}.",)
    elif counted < len(_insatser(shares)):
        notes = (text.WORK_ALL_TOGETHER,)
    return _women_dots("kvinnor-avslutade", title, shares, colours, goals, groups, notes, period, palette)


def _women_dots(
    key: str,
    title: str,
    shares: dy.DataFrame[WomenShare],
    colours: dict[str, str],
    goals: list[WomenGoal],
    groups: Groups,
    notes: tuple[str, ...],
    period: Period,
    palette: Palette,
) -> Chart:
    """One dot per population in colours and insats, with goals and target groups as marks."""
    populations = list(colours)
    insatser = _insatser(shares)
    mine = [goal for goal in goals if goal.population in populations and goal.insats in insatser]
    marks = [
        Yardstick(insatser.index(goal.insats), goal.value, group=populations.index(goal.population)) for goal in mine
    ] + [Yardstick(row, groups[insats].share, dotted=True) for row, insats in enumerate(insatser) if insats in groups]
    dots = [
        _dots(shares.filter(population=population), insatser, text.POPULATIONS[population], colour)
        for population, colour in colours.items()
    ]
    among = " och ".join(text.AMONG[population] for population in populations)
    return Chart(
        key=key,
        title=title,
        subtitle=f"Andel kvinnor bland {among}, med osäkerhet, {period_name(period)}.",
        figure=dotted_shares(
            [insats_name(insats) for insats in insatser],
            [
                text.mark_note(
                    [goal for goal in mine if goal.insats == insats], groups.get(insats), len(populations) > 1
                )
                for insats in insatser
            ],
            dots,
            palette,
            yardsticks=marks,
        ),
        table=_table(shares.filter(pl.col("population").is_in(populations)), mine, groups),
        columns=(
            Column("insats", "Insats"),
            Column("population", "Grupp"),
            *count_table_columns(shares),
            Column("goal", "Planens mål"),
            Column("group", "Målgruppens andel kvinnor", "share", hidden=""),
        ),
        definition=f"{text.DEFINITION} {DEFINITIONS['interval']}",
        source=text.SOURCE_YARDSTICKS,
        legend=tuple((f"{glyph} {dot.name}", dot.colour) for glyph, dot in zip(GLYPHS, dots, strict=False)),
        notes=(*notes, text.SEPARATE) if shares.get_column("other").fill_null(1).sum() else notes,
    )


def dot_text(share: Share) -> str:
    """What stands beside a dot: 80 % av 52."""
    return text.few(share) if share.share is None else f"{percent(share.share)} av {number(share.n)}"


def _dots(rows: pl.DataFrame, insatser: list[str], name: str, colour: str) -> Dots:
    """One dot per insats; nothing at all where the insats has no row."""
    found = {insats: Share(women, n) for insats, women, n in rows.select("insats", "women", "everyone").iter_rows()}
    shares = [found.get(insats) for insats in insatser]
    return Dots(
        name,
        [share.share if share else None for share in shares],
        [share.interval if share else None for share in shares],
        [dot_text(share) if share else "" for share in shares],
        colour,
        [share.hidden if share else False for share in shares],
    )


def _insatser(shares: pl.DataFrame) -> list[str]:
    return shares.get_column("insats").unique(maintain_order=True).to_list()


def _table(shares: pl.DataFrame, goals: list[WomenGoal], groups: Groups) -> pl.DataFrame:
    levels = {(goal.insats, goal.population): text.goal_level(goal) for goal in goals}
    rows = list(shares.select("insats", "population").iter_rows())
    return shares.with_columns(
        pl.Series("goal", [levels.get(row) for row in rows], pl.String),
        pl.Series("group", [groups[insats].share if insats in groups else None for insats, _ in rows], pl.Float64),
        insats=pl.col("insats").map_elements(insats_name, return_dtype=pl.String),
        population=pl.col("population").replace(text.POPULATIONS),
    )
