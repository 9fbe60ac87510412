"""What the internal edition tells of its own rows: in doubt, late, waiting, refused. Frames in, charts out."""

import polars as pl

from finsam_data.forbund import Forbund
from finsam_data.schemas.quality import ANY_DOUBT, DOUBTS, FIGURES
from pages.drawing.chart import Chart, Column
from pages.drawing.palette import Palette
from pages.drawing.panels import column_strips
from pages.text import quality as text
from pages.text.formats import day, half_up, percent, period_code_name, sentence_case
from queries.periods import Period
from queries.publication.plan import TOTAL
from queries.remembered import remembered
from queries.uncertainty import with_shares


@remembered
def doubt_table(rows: pl.DataFrame, period: Period, insats: str) -> Chart:
    """Each headline figure and how many of its rows are in doubt, by doubt; rows as from queries.quality.doubts."""
    people = rows.filter(figure="participants")
    n, base = (people.item(0, name) if people.height else 0 for name in (ANY_DOUBT, "base"))
    table = with_shares(rows, ANY_DOUBT).with_columns(pl.col("figure").replace_strict(text.FIGURES))
    return Chart(
        key="tveksamma-rader",
        title=text.doubt_title(n, base),
        subtitle=f"Rader bakom varje nyckeltal och hur många av dem som är tveksamma, {text.scope(period, insats)}.",
        figure={},
        table=table,
        columns=(
            Column("figure", "Nyckeltal"),
            Column("base", "Antal", "count"),
            Column(ANY_DOUBT, text.DOUBTS[ANY_DOUBT], "count"),
            Column("share", "Andel", "share1", of=(ANY_DOUBT, "base")),
            *(Column(doubt, text.DOUBTS[doubt], "count") for doubt in DOUBTS),
        ),
        definition=text.DOUBT_DEFINITION,
        source=text.SOURCE,
    )


@remembered
def doubt_history(rows: pl.DataFrame, period: Period, insats: str, palette: Palette) -> Chart:
    """The share of rows in doubt per headline figure, period by period; rows as from doubts_by_period."""
    codes = rows.get_column("period").unique().sort().to_list()
    figures = [name for name in FIGURES if name in set(rows.get_column("figure"))]
    shares = {(figure, code): share for figure, code, share in rows.select("figure", "period", "share").iter_rows()}
    known = {(figure, code) for figure, code in rows.select("figure", "period").iter_rows()}
    kind = "år" if period.half is None else f"{'första' if period.half == 1 else 'andra'} halvåret"
    where = "alla insatser" if insats == TOTAL else insats
    return Chart(
        key="tveksamma-over-tid",
        title=text.DOUBT_HISTORY_TITLE,
        subtitle=f"Andel av raderna bakom varje nyckeltal som är tveksamma, per {kind}, {where}.",
        figure=column_strips(
            [text.FIGURES[name] for name in figures],
            [code[:4] for code in codes],
            [[_in_percent(shares.get((name, code))) for code in codes] for name in figures],
            [
                ["–" if (name, code) not in known else _written(shares[name, code]) for code in codes]
                for name in figures
            ],
            codes.index(period.code) if period.code in codes else None,
            palette,
        ),
        table=rows.with_columns(
            pl.col("figure").replace_strict(text.FIGURES),
            pl.col("period").map_elements(lambda code: sentence_case(period_code_name(code)), return_dtype=pl.String),
        ),
        columns=(
            Column("figure", "Nyckeltal"),
            Column("period", "Period"),
            Column("n", "Tveksamma", "count"),
            Column("base", "Antal", "count"),
            Column("share", "Andel", "share1", of=("n", "base")),
        ),
        definition=text.DOUBT_DEFINITION,
        source=text.SOURCE,
    )


@remembered
def open_table(rows: pl.DataFrame, forbund: Forbund, period: Period) -> Chart:
    """Open deltaganden per insats and those open far too long; rows as from open_too_long."""
    total = rows.filter(insats=TOTAL)
    apart = rows.filter(pl.col("insats") != TOTAL)
    names = apart.get_column("insats").to_list()
    weeks = {name: forbund.insats(name).normal_weeks for name in names}
    said = [name for name in names if weeks[name] is not None]
    table = apart.with_columns(
        normal=pl.Series([text.weeks(weeks[name]) for name in names], dtype=pl.String),
        limit=pl.col("limit_days").map_elements(text.days, return_dtype=pl.String, skip_nulls=False),
        n=pl.when(pl.col("insats").is_in(said)).then("n"),
        share=pl.when(pl.col("insats").is_in(said)).then("share"),
        hidden=pl.lit(False),
    )
    n = total.item(0, "n") if total.height else 0
    base = int(apart.filter(pl.col("insats").is_in(said)).get_column("base").sum())
    unsaid = text.without_normal(forbund, names)
    return Chart(
        key="oppna-for-lange",
        title=text.open_title(n, base),
        subtitle=f"Deltaganden öppna vid slutet av {sentence_case(text.scope(period, TOTAL)).lower()}, per insats.",
        figure={},
        table=table,
        columns=(
            Column("insats", text.OPEN_COLUMNS["insats"]),
            Column("normal", text.OPEN_COLUMNS["normal"]),
            Column("limit", text.OPEN_COLUMNS["limit"]),
            Column("base", text.OPEN_COLUMNS["base"], "count"),
            Column("n", text.OPEN_COLUMNS["n"], "count"),
            Column("share", text.OPEN_COLUMNS["share"], "share1"),
        ),
        definition=text.DOUBT_DEFINITION,
        source=text.SOURCE,
        notes=(unsaid,) if unsaid else (),
    )


@remembered
def delay_table(rows: pl.DataFrame, period: Period) -> Chart:
    """How soon starts and ends became known, per insats; rows as RegistrationDelay of the period."""
    start = rows.filter(insats=TOTAL, event="start")
    known, median = start.select("known", "median_days").row(0) if start.height else (0, None)
    ordered = rows.sort(pl.col("event") != "start", pl.col("insats") != TOTAL, "insats")
    return Chart(
        key="tid-till-registrering",
        title=text.delay_title(known, median),
        subtitle=f"Dagar från händelse till inläst fil, per insats, {text.scope(period, TOTAL)}.",
        figure={},
        table=ordered.with_columns(
            pl.col("insats").replace(TOTAL, text.ALL_INSATSER),
            pl.col("event").replace_strict(text.EVENTS),
            hidden=pl.lit(False),
        ),
        columns=(
            Column("insats", "Insats"),
            Column("event", "Händelse"),
            Column("n", "Antal", "count"),
            Column("known", "Med känd inläsning", "count"),
            Column("median_days", "Median, dagar", "count"),
            Column("nine_of_ten_days", "Nio av tio inom, dagar", "count"),
        ),
        definition=text.DELAY_DEFINITION,
        source=text.SOURCE,
    )


@remembered
def waiting_table(rows: pl.DataFrame) -> Chart:
    """Rows in quarantine by insats and rule; rows as Waiting."""
    return Chart(
        key="rader-i-karantan",
        title=text.waiting_title(int(rows.get_column("n").sum())),
        subtitle="Rader i karantän nu, per insats och den regel som de bryter mot.",
        figure={},
        table=rows.with_columns(
            pl.col("insats").map_elements(text.insats_name, return_dtype=pl.String), hidden=pl.lit(False)
        ),
        columns=(Column("insats", "Insats"), Column("rule", "Regel"), Column("n", "Rader", "count")),
        definition=text.WAITING_DEFINITION,
        source=text.SOURCE,
    )


@remembered
def files_table(rows: pl.DataFrame) -> Chart:
    """The files taken in, the latest first; rows as TakenFile."""
    rejected, accepted = (int(rows.get_column(name).sum()) for name in ("rejected", "accepted"))
    return Chart(
        key="inlasta-filer",
        title=text.files_title(rejected, accepted),
        subtitle="De inläsningar som gäller nu, den senaste först.",
        figure={},
        table=rows.reverse().with_columns(
            pl.col("taken_in").map_elements(day, return_dtype=pl.String),
            pl.col("covers").map_elements(lambda code: sentence_case(period_code_name(code)), return_dtype=pl.String),
            share=pl.col("rejected") / (pl.col("rejected") + pl.col("accepted")),
            hidden=pl.lit(False),
        ),
        columns=(
            Column("taken_in", "Inläst"),
            Column("insatser", "Insats"),
            Column("covers", "Avser"),
            Column("rows_in", "Lästa rader", "count"),
            Column("accepted", "Godkända", "count"),
            Column("rejected", "Avvisade", "count"),
            Column("not_data", "Inte data", "count"),
            Column("share", "Avvisade, andel", "share1"),
        ),
        definition=text.FILES_DEFINITION,
        source=text.SOURCE,
    )


def _in_percent(share: float | None) -> float | None:
    return None if share is None else half_up(share, 3) * 100


def _written(share: float | None) -> str:
    return "för få" if share is None else percent(share, 1)
