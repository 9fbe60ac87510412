"""The charts of women and men over periods of one kind: shares, counts, and every insats side by side."""

import dataframely as dy
import polars as pl

from pages.drawing.base import Line, Part
from pages.drawing.chart import Chart, Column
from pages.drawing.hidden import whole
from pages.drawing.ordered import columns
from pages.drawing.palette import Palette
from pages.drawing.panels import column_strips
from pages.drawing.share_lines import ShareLine, share_lines
from pages.gender.charts import count_table_columns, counted
from pages.text import gender as text
from pages.text.common import DEFINITIONS, GENDER_PLURAL
from pages.text.formats import HIDDEN, number, percent, period_code_name, sentence_case
from pages.text.outcomes import ALL_DASHED, OTHER_AMONG_MEN, development_title, insats_name, kind_of
from queries.gender import OTHER, TargetGroupShare, WomenShare
from queries.periods import Period
from queries.publication.plan import TOTAL
from queries.remembered import remembered
from queries.uncertainty import Share, compare

Shares = dy.DataFrame[WomenShare]


@remembered
def share_development(
    shares: Shares, insats: str, group: TargetGroupShare | None, period: Period, palette: Palette
) -> Chart:
    """The share of women among the participants; one insats has all insatser dashed beside it."""
    mine, everyone = shares.filter(insats=insats), shares.filter(insats=TOTAL)
    now, before = _share(mine, period), _share(mine, period.year_before)
    codes = everyone.get_column("period").to_list()
    series = [_line(mine, codes, palette.accent, dashed=False)]
    legend: tuple[tuple[str, str], ...] = ()
    if insats != TOTAL:
        series.append(_line(everyone, codes, palette.grey, dashed=True))
        legend = ((insats, palette.accent), (ALL_DASHED, palette.grey))
    yardstick = f" Prickad linje tvärs över: målgruppen, {percent(group.share)}." if group else ""
    return Chart(
        key="andel-kvinnor-over-tid",
        title=development_title(
            now, before, compare(now, before) if before.n else None, period, "Andel kvinnor bland deltagarna"
        ),
        subtitle=f"Andel kvinnor av alla deltagare per {kind_of(period.half)}, med osäkerhet, "
        f"{'alla insatser' if insats == TOTAL else insats}.{yardstick}",
        figure=share_lines(_years(codes), series, palette, yardstick=group.share if group else None),
        table=_named(mine if insats == TOTAL else pl.concat([mine, everyone])),
        columns=(Column("period", "Period"), Column("insats", "Insats"), *count_table_columns(shares)),
        definition=f"{text.DEFINITION} {DEFINITIONS['participants']} {DEFINITIONS['interval']}",
        source=text.SOURCE_YARDSTICKS if group else text.SOURCE_REGISTER,
        legend=legend,
    )


@remembered
def count_columns(shares: Shares, insats: str, period: Period, palette: Palette) -> Chart:
    """How many women, men and others took part, period by period."""
    mine = shares.filter(insats=insats)
    genders, tallest = counted(mine), mine.get_column("everyone").max()
    parts = [
        Part(
            GENDER_PLURAL[gender],
            values := mine.get_column(name).to_list(),
            [_inside(value, tallest) for value in values],
            palette.gender[gender],
            hatched=gender == OTHER,
            hidden=[value is None for value in values],
        )
        for gender, name in genders.items()
    ]
    row = next(mine.filter(period=period.code).iter_rows(named=True), dict.fromkeys(genders.values(), 0))
    return Chart(
        key="antal-kvinnor-och-man",
        title=text.counts_title({gender: row[name] for gender, name in genders.items()}, period),
        subtitle=f"Deltagare efter kön, antal per {kind_of(period.half)}, "
        f"{'alla insatser' if insats == TOTAL else insats}.",
        figure=columns(_years(mine.get_column("period").to_list()), parts, palette, 340),
        table=_named(mine),
        columns=(Column("period", "Period"), Column("insats", "Insats"), *count_table_columns(shares)),
        definition=f"{text.DEFINITION} {DEFINITIONS['participants']}",
        source=text.SOURCE_REGISTER,
        legend=tuple((f"{part.name} (randigt)" if part.hatched else part.name, part.colour) for part in parts),
        notes=() if OTHER in genders else (OTHER_AMONG_MEN,),
    )


@remembered
def insats_strips(shares: Shares, period: Period, palette: Palette) -> Chart:
    """The share of women in every insats, period by period, each insats on its own strip."""
    rows = shares.filter(pl.col("insats") != TOTAL)
    codes = shares.filter(insats=TOTAL).get_column("period").to_list()
    insatser = rows.get_column("insats").unique(maintain_order=True).to_list()
    found = {(r["insats"], r["period"]): Share(r["women"], r["everyone"]) for r in rows.iter_rows(named=True)}
    cells = [[found.get((insats, code)) for code in codes] for insats in insatser]
    there = {key for key, share in found.items() if share.n != 0}
    known = [(insats, [code for code in codes if (insats, code) in there]) for insats in insatser]
    ends = [(insats, mine[0], mine[-1]) for insats, mine in known if mine]
    return Chart(
        key="andel-kvinnor-per-insats",
        title=text.change_title([(i, first, found[i, first], last, found[i, last]) for i, first, last in ends]),
        subtitle=f"Andel kvinnor av deltagarna per insats och {kind_of(period.half)}; tomt där insatsen inte pågick.",
        figure=column_strips(
            insatser,
            _years(codes),
            [[whole(cell.share) if cell else None for cell in line] for line in cells],
            [[_cell(cell) for cell in line] for line in cells],
            codes.index(period.code) if period.code in codes else None,
            palette,
            [[cell is not None and cell.hidden for cell in line] for line in cells],
        ),
        table=_named(rows).select("insats", "period", *(c.name for c in count_table_columns(rows)), "hidden"),
        columns=(Column("insats", "Insats"), Column("period", "Period"), *count_table_columns(shares)),
        definition=f"{text.DEFINITION} {DEFINITIONS['participants']} {DEFINITIONS['interval']}",
        source=text.SOURCE_REGISTER,
    )


def _cell(share: Share | None) -> str:
    if share is None or share.n == 0:
        return ""
    return HIDDEN if share.hidden else percent(share.share) if share.enough else "För få"


def _inside(value: int | None, tallest: object) -> str:
    """The number within its part of a column, where there is room for it."""
    enough = value is not None and isinstance(tallest, int) and value >= tallest * 0.08
    return number(value) if enough else ""


def _line(rows: pl.DataFrame, codes: list[str], colour: str, *, dashed: bool) -> ShareLine:
    found = {row[0]: Share(*row[1:]) for row in rows.select("period", "women", "everyone").iter_rows()}
    shares = [found.get(code, Share(0, 0)) for code in codes]
    values = [share.share for share in shares]
    texts = ["" if dashed or value is None else percent(value) for value in values]
    hidden = [] if dashed else [share.hidden for share in shares]
    return ShareLine(
        Line("", values, texts, colour, dashed, hidden), [None if dashed else share.interval for share in shares]
    )


def _share(rows: pl.DataFrame, period: Period) -> Share:
    for row in rows.filter(period=period.code).select("women", "everyone").iter_rows():
        return Share(*row)
    return Share(0, 0)


def _years(codes: list[str]) -> list[str]:
    return [code[:4] for code in codes]


def _named(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(
        pl.col("insats").map_elements(insats_name, return_dtype=pl.String),
        pl.col("period").map_elements(lambda code: sentence_case(period_code_name(code)), return_dtype=pl.String),
    )
