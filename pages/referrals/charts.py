"""The charts on who refers: frames in, charts out."""

from html import escape

import polars as pl

from finsam_data.forbund import UNKNOWN
from pages.drawing.chart import Chart, Column
from pages.drawing.crosstab import Cell, crosstab
from pages.drawing.palette import Palette
from pages.drawing.panels import column_strips
from pages.referrals.background import SHARE_COLUMNS, changes
from pages.text import referrals as text
from pages.text.common import DEFINITIONS
from pages.text.formats import HIDDEN, count_in_text, half_up, number, period_code_name, period_name, sentence_case
from pages.text.overview import SOURCE_REGISTER
from queries.counts import surely_largest
from queries.periods import Period
from queries.publication.plan import TOTAL
from queries.remembered import remembered
from queries.uncertainty import SMALLEST_BASE


@remembered
def referral_heat(cells: pl.DataFrame, period: Period, gender: str, palette: Palette) -> Chart:
    """Anmälare per insats, count and share in each cell, tinted by the share; cells as ReferralCell."""
    insatser = cells.get_column("insats").unique(maintain_order=True).to_list()
    anmalare = cells.get_column("anmalare").unique(maintain_order=True).to_list()
    strongest = max([half_up(share, 2) for share in cells.get_column("share") if share is not None] + [0.01])
    lines = [cells.filter(insats=insats).to_dicts() for insats in insatser]
    names = [
        text.insats_name(insats)
        if (base := line[0]["base"]) is None
        else f"{text.insats_name(insats)} ({number(base)})"
        for insats, line in zip(insatser, lines, strict=True)
    ]
    total = lines[0][0]["base"]
    few = cells.filter(pl.col("base") < SMALLEST_BASE).height
    return Chart(
        key="anmalare-per-insats",
        title=_heat_title(lines),
        subtitle=f"Antal nya och andel av insatsens nya, som står inom parentes, {text.scope(period, TOTAL, gender)}, "
        f"{count_in_text(total)} nya. Ju starkare ton, desto större andel.",
        figure=crosstab(
            names,
            [_anmalare_name(name) for name in anmalare],
            [
                [Cell(_cell_text(cell), _tint(cell["share"], strongest), cell["n"] is None) for cell in line]
                for line in lines
            ],
            palette,
        ),
        table=cells.with_columns(
            pl.col("insats").replace(TOTAL, text.ALL_INSATSER),
            pl.col("anmalare").replace(UNKNOWN, text.MISSING_LABELS["anmalare"]),
            hidden=pl.any_horizontal(pl.col("n", "base").is_null()),
        ),
        columns=(
            Column("insats", "Insats"),
            Column("anmalare", "Anmälare"),
            Column("n", "Nya", "count"),
            Column("base", "Av insatsens nya", "count"),
            *SHARE_COLUMNS,
        ),
        definition=f"{DEFINITIONS['started']} {DEFINITIONS['anmalare']} {DEFINITIONS['interval']}",
        source=SOURCE_REGISTER,
        notes=(text.NO_SHARES,) if few else (),
    )


@remembered
def referral_history(
    rows: pl.DataFrame, shares: pl.DataFrame, period: Period, insats: str, gender: str, palette: Palette
) -> Chart:
    """Started per anmälare, period by period; rows as PeriodReferral, shares as CategoryShare of the chosen period."""
    codes = rows.get_column("period").unique(maintain_order=True).to_list()
    anmalare = rows.get_column("anmalare").unique(maintain_order=True).to_list()
    values = [rows.filter(anmalare=name).get_column("n").to_list() for name in anmalare]
    kind = "år" if period.half is None else f"{'första' if period.half == 1 else 'andra'} halvår"
    before_name = period_name(period.year_before)
    years = f"{codes[0][:4]}–{codes[-1][:4]}" if len(codes) > 1 else codes[0][:4]
    where = text.scope(period, insats, gender).removeprefix(f"{period_name(period)}, ")
    return Chart(
        key="anmalare-over-tid",
        title=text.history_title(changes(shares, "anmalare"), before_name, set(shares.get_column("verdict"))),
        subtitle=f"Antal nya per anmälare och {kind}, {years}, {where}. Alla staplar har samma skala.",
        figure=column_strips(
            [_anmalare_name(name) for name in anmalare],
            [code[:4] for code in codes],
            values,
            [[HIDDEN if value is None else number(value) for value in line] for line in values],
            codes.index(period.code) if period.code in codes else None,
            palette,
            [[value is None for value in line] for line in values],
        ),
        table=rows.with_columns(
            pl.col("anmalare").replace(UNKNOWN, text.MISSING_LABELS["anmalare"]),
            pl.col("period").map_elements(_period_label, return_dtype=pl.String),
        ),
        columns=(Column("anmalare", "Anmälare"), Column("period", "Period"), Column("n", "Nya", "count")),
        definition=f"{DEFINITIONS['started']} {DEFINITIONS['anmalare']}",
        source=SOURCE_REGISTER,
    )


def _heat_title(lines: list[list[dict[str, object]]]) -> str:
    """Who is largest in the first line (all insatser), and in how many of the others somebody else is."""
    largest = [_largest(line) for line in lines]
    top, share = largest[0]
    elsewhere = sum(bool(names) and not set(names) & set(top) for names, _ in largest[1:])
    all_known = all(names for names, _ in largest)
    return text.heat_title(
        [_anmalare_name(name) for name in top], share, elsewhere, len(lines) - 1, all_known=all_known
    )


def _largest(line: list[dict[str, object]]) -> tuple[list[str], float | None]:
    counts = {str(cell["anmalare"]): n if isinstance(n := cell["n"], int) else None for cell in line}
    base = line[0]["base"]
    names = surely_largest(counts, base if isinstance(base, int) else None)
    if not names:
        return [], None
    share = next(cell["share"] for cell in line if cell["anmalare"] == names[0])
    return names, share if isinstance(share, float) else None


def _cell_text(cell: dict[str, object]) -> str:
    if cell["hidden"]:
        return HIDDEN
    n, share = cell["n"], cell["share"]
    if not isinstance(n, int) or not n:
        return "0"
    return f"{number(n)}<br>{escape(text.small_percent(n, share))}" if isinstance(share, float) else number(n)


def _tint(share: float | None, strongest: float) -> float | None:
    """From the share as it is written."""
    return min(1.0, half_up(share, 2) / strongest) if share else None


def _anmalare_name(name: str) -> str:
    return text.MISSING_LABELS["anmalare"] if name == UNKNOWN else name


def _period_label(code: str) -> str:
    return sentence_case(period_code_name(code))
