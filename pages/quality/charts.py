"""What is unknown, per insats and year by year: frames in, charts out."""

from html import escape

import polars as pl

from pages.drawing.chart import Chart, Column
from pages.drawing.crosstab import Cell, crosstab
from pages.drawing.palette import Palette
from pages.drawing.panels import column_strips
from pages.text import quality as text
from pages.text.formats import HIDDEN, half_up, number, percent, period_code_name, sentence_case
from queries.periods import Period
from queries.publication.plan import TOTAL
from queries.quality import FIELDS, known_answers, largest_gap
from queries.remembered import remembered
from queries.uncertainty import SMALLEST_BASE

STRONGEST = 0.25
"""An unknown share from which the tint grows no stronger."""
SHARE_COLUMNS = (
    Column("n", "Okända", "count"),
    Column("base", "Av", "count"),
    Column("share", "Andel", "share", of=("n", "base")),
    Column("low", "Osäkerhet från", "share", of=("n", "base")),
    Column("high", "till", "share", of=("n", "base")),
)


@remembered
def gap_heat(gaps: pl.DataFrame, period: Period, insats: str, palette: Palette) -> Chart:
    """Share unknown per insats and field; gaps as FieldGap, the chosen insats first."""
    insatser = gaps.get_column("insats").unique(maintain_order=True).to_list()
    fields = list(FIELDS)
    lines = [gaps.filter(insats=name).to_dicts() for name in insatser]
    first = insatser[0]
    few = gaps.filter(pl.col("base") < SMALLEST_BASE).height
    hidden = gaps.get_column("hidden").any()
    return Chart(
        key="okant-per-insats",
        title=text.gap_title(largest_gap(gaps, first), known_answers(gaps, first).missing == 0),
        subtitle=f"Andel för vilka uppgiften är okänd, {text.scope(period, insats)}. "
        "Ju starkare ton, desto större andel.",
        figure=crosstab(
            [text.insats_name(name) for name in insatser],
            [text.FIELDS[name] for name in fields],
            [[_cell(cell) for cell in line] for line in lines],
            palette,
        ),
        table=gaps.with_columns(
            pl.col("insats").replace(TOTAL, text.ALL_INSATSER), pl.col("field").replace_strict(text.FIELDS)
        ),
        columns=(Column("insats", "Insats"), Column("field", "Uppgift"), *SHARE_COLUMNS),
        definition=text.GAP_DEFINITION,
        source=text.SOURCE,
        notes=(*((text.FEW_NOTE,) if few else ()), *((text.MERGED_NOTE,) if hidden else ())),
    )


@remembered
def gap_history(gaps: pl.DataFrame, period: Period, insats: str, palette: Palette) -> Chart:
    """Share unknown per field, period by period; gaps as PeriodGap."""
    codes = gaps.get_column("period").unique().sort().to_list()
    by_field = {name: {row["period"]: row for row in gaps.filter(field=name).to_dicts()} for name in FIELDS}
    grid = [[by_field[name].get(code) for code in codes] for name in FIELDS]
    kind = "år" if period.half is None else f"{'första' if period.half == 1 else 'andra'} halvåret"
    years = f"{codes[0][:4]}–{codes[-1][:4]}" if len(codes) > 1 else codes[0][:4]
    where = "alla insatser" if insats == TOTAL else insats
    return Chart(
        key="okant-over-tid",
        title=text.HISTORY_TITLE,
        subtitle=f"Andel okända per uppgift och {kind}, {years}, {where}. Alla staplar har samma skala.",
        figure=column_strips(
            [text.FIELDS[name] for name in FIELDS],
            [code[:4] for code in codes],
            [[_in_percent(row) for row in line] for line in grid],
            [[_short(row) for row in line] for line in grid],
            codes.index(period.code) if period.code in codes else None,
            palette,
            [[bool(row and row["hidden"]) for row in line] for line in grid],
        ),
        table=gaps.with_columns(
            pl.col("field").replace_strict(text.FIELDS),
            pl.col("period").map_elements(lambda code: sentence_case(period_code_name(code)), return_dtype=pl.String),
        ),
        columns=(Column("field", "Uppgift"), Column("period", "Period"), *SHARE_COLUMNS),
        definition=text.GAP_DEFINITION,
        source=text.SOURCE,
    )


def _cell(cell: dict[str, object]) -> Cell:
    share = cell["share"]
    tint = min(1.0, half_up(share, 2) / STRONGEST) if isinstance(share, float) and share else None
    return Cell(escape(_short(cell)), tint, bool(cell["hidden"]))


def _short(row: dict[str, object] | None) -> str:
    """The share, or the count where there are too few for one."""
    if row is None or row["base"] == 0:
        return "–"
    if row["hidden"]:
        return HIDDEN
    share, n = row["share"], row["n"]
    if isinstance(share, float):
        return percent(share) if n == 0 or half_up(share, 2) else "<1\u00a0%"
    return f"{number(n if isinstance(n, int) else None)} av {row['base']}"


def _in_percent(row: dict[str, object] | None) -> float | None:
    """As it is written, in whole per cent."""
    share = row["share"] if row else None
    return half_up(share, 2) * 100 if isinstance(share, float) else None
