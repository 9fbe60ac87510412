"""Bars over the categories of the started: who refers, where they live, age, education, time without work. Pure."""

from html import escape

import polars as pl

from pages.drawing.base import Part
from pages.drawing.chart import Chart, Column
from pages.drawing.palette import Palette
from pages.drawing.rows import bar_rows
from pages.text import referrals as text
from pages.text.common import DEFINITIONS
from pages.text.comparisons import VERDICTS
from pages.text.formats import count, number, percent, period_name, sentence_case
from pages.text.overview import SOURCE_REGISTER
from queries.background import changed
from queries.counts import surely_largest
from queries.periods import Period
from queries.remembered import remembered

Row = dict[str, object]

SHARE_COLUMNS = (
    Column("share", "Andel", "share", of=("n", "base")),
    Column("low", "Osäkerhet från", "share", of=("n", "base")),
    Column("high", "till", "share", of=("n", "base")),
)


@remembered
def category_bars(
    shares: pl.DataFrame,
    dimension: str,
    period: Period,
    insats: str,
    gender: str,
    palette: Palette,
    apart: tuple[str, ...] = (),
) -> Chart:
    """One bar per category in the order given, those set apart and the missing hatched; shares as CategoryShare."""
    known = shares.filter(~(pl.col("missing") & (pl.col("n") == 0).fill_null(False)))
    rows = known.to_dicts()
    names = [_name(row, dimension, apart) for row in rows]
    odd = [row["missing"] or row["category"] in apart for row in rows]
    parts = [
        Part(
            name,
            [row["n"] if is_odd == hatched else None for row, is_odd in zip(rows, odd, strict=True)],
            [_text(row) if is_odd == hatched else "" for row, is_odd in zip(rows, odd, strict=True)],
            colour,
            hatched=hatched,
            hidden=[row["n"] is None and is_odd == hatched for row, is_odd in zip(rows, odd, strict=True)],
        )
        for name, colour, hatched in (("Nya", palette.accent, False), (text.MISSING_LABEL, palette.grey, True))
    ]
    before_name = period_name(period.year_before)
    largest = max([row["n"] for row in rows if row["n"] is not None] + [1])
    verdicts = set(shares.get_column("verdict"))
    # Where the unknown are counted in another category nobody can say that there are none.
    complete = shares.get_column("missing").any() and not any(row["missing"] for row in rows)
    return Chart(
        key=text.KEYS[dimension],
        title=_title(shares, dimension, apart),
        subtitle=f"{text.MEASURES[dimension]}, {text.of_base(rows[0]['base'])}, "
        f"{text.scope(period, insats, gender)}.{f' {text.ALL_KNOWN}' if complete else ''}",
        figure=bar_rows(names, parts, palette, largest * 1.12),
        table=known.with_columns(
            pl.Series("category", names),
            pl.col("verdict").replace(VERDICTS),
        ),
        columns=(
            Column("category", text.COLUMN_LABELS[dimension]),
            Column("n", "Nya", "count"),
            *SHARE_COLUMNS,
            Column("n_before", f"Nya {before_name}", "count", "hidden_before", missing=True),
            Column(
                "share_before",
                f"Andel {before_name}",
                "share",
                "hidden_before",
                ("n_before", "base_before"),
                missing=True,
            ),
            Column("verdict", "Förändring"),
        ),
        definition=f"{DEFINITIONS['started']} {DEFINITIONS[dimension]} {DEFINITIONS['interval']}",
        source=SOURCE_REGISTER,
        notes=text.change_note(changes(shares, dimension), before_name, verdicts),
    )


def changes(shares: pl.DataFrame, dimension: str) -> list[tuple[str, float, float]]:
    """Name, share now and share last year of the categories that have surely changed."""
    return [
        (_name(row, dimension, ()), row["share"], row["share_before"]) for row in changed(shares).iter_rows(named=True)
    ]


def _title(shares: pl.DataFrame, dimension: str, apart: tuple[str, ...]) -> str:
    """The most common category, unless a hidden one might be larger."""
    real = shares.filter(~pl.col("missing"), ~pl.col("category").is_in(apart)).get_column("category").to_list()
    counts = dict(shares.select("category", "n").iter_rows())
    top = shares.filter(pl.col("category").is_in(surely_largest(counts, shares.item(0, "base"), real))).to_dicts()
    if len(top) != 1:
        return text.MEASURES[dimension]
    name = str(top[0]["category"])
    share = (
        percent(top[0]["share"]) if top[0]["share"] is not None else f"{number(top[0]['n'])} av {count(top[0]['base'])}"
    )
    return text.FINDINGS[dimension].format(name=name, lower=name[:1].lower() + name[1:], share=share)


def _name(row: Row, dimension: str, apart: tuple[str, ...]) -> str:
    if row["missing"]:
        name = text.MISSING_LABELS.get(dimension, text.MISSING_LABEL)
        return text.NOT_A_STADSDEL.format(name=name) if apart else name
    name = sentence_case(str(row["category"]))
    return text.NOT_A_STADSDEL.format(name=name) if name in apart else name


def _text(row: Row) -> str:
    if row["n"] is None:
        return ""
    n, share = int(str(row["n"])), row["share"]
    return f"{number(n)} ({escape(text.small_percent(n, share))})" if n and isinstance(share, float) else number(n)
