"""The charts of how it went in one period: avslutsorsaker, women and men, time in the insats."""

import dataframely as dy
import polars as pl

from finsam_data.forbund import Forbund
from pages.drawing.base import Figure, Part
from pages.drawing.chart import Chart, Column
from pages.drawing.palette import Palette
from pages.drawing.shades import shades
from pages.drawing.share_rows import GLYPHS, Dots, dotted_shares, stacked_shares
from pages.text import outcomes as text
from pages.text.common import DEFINITIONS, GENDER_PLURAL
from pages.text.formats import HIDDEN_MARK, number, percent, period_name
from queries.counts import surely_largest
from queries.duration import DurationCount, most_common
from queries.outcomes import ExitCount, GenderOutcome
from queries.periods import Period
from queries.publication.plan import MISSING_REASON
from queries.remembered import remembered
from queries.uncertainty import SMALLEST_BASE, Share, compare

SHARE = (
    Column("n", "Antal", "count"),
    Column("base", "Av avslutade", "count"),
    Column("share", "Andel", "share", of=("n", "base")),
    Column("low", "Osäkerhet från", "share", of=("n", "base")),
    Column("high", "Osäkerhet till", "share", of=("n", "base")),
)
MISSING_LABEL = f"{MISSING_REASON} (randigt)"


@remembered
def exit_bars(
    counts: dy.DataFrame[ExitCount], share: Share, counts_work: bool, forbund: Forbund, about: str, palette: Palette
) -> Chart:
    """Avslutsorsaker per insats as parts of a whole; share is how many got on of those in the first row."""
    colours = _reason_colours(forbund, palette)
    names = {r.name: text.reason_name(r) for exit_list in forbund.exit_lists for r in exit_list.reasons}
    shown = counts.get_column("avslutsorsak").unique(maintain_order=True).to_list()
    if not counts.filter(avslutsorsak=MISSING_REASON).get_column("n").fill_null(1).sum():
        shown.remove(MISSING_REASON)
    parts = [
        _part(counts.filter(avslutsorsak=name), names.get(name, MISSING_LABEL), colours.get(name, palette.grey), name)
        for name in shown
    ]
    return Chart(
        key="avslutsorsaker",
        title=text.exits_title(share, counts_work, _largest(counts, share, names)),
        subtitle=f"Avslutade efter avslutsorsak, andel och antal, {about}.",
        figure=_bars(counts, parts, palette),
        table=_named(counts),
        columns=(Column("insats", "Insats"), Column("avslutsorsak", "Avslutsorsak"), *SHARE),
        definition=f"{text.DEFINITION_EXITS} {DEFINITIONS['interval']}",
        source=text.SOURCE_REGISTER,
        legend=tuple((part.name, part.colour) for part in parts),
        notes=(
            *(() if MISSING_REASON in shown else (f"{text.NO_GAPS}.",)),
            *((text.HIDDEN_PARTS,) if any(any(part.hidden) for part in parts) else ()),
        ),
    )


@remembered
def gender_dots(
    outcomes: dy.DataFrame[GenderOutcome], counts_work: bool, notes: tuple[str, ...], period: Period, palette: Palette
) -> Chart:
    """Women and men side by side: how many of the ended got on."""
    women, men = (
        Share(*row) for row in outcomes.filter(insats=outcomes.item(0, "insats")).select("n", "base").iter_rows()
    )
    highest = outcomes.get_column("high").max()
    insatser = outcomes.get_column("insats").unique(maintain_order=True).to_list()
    groups = [
        _dots(outcomes.filter(gender=gender), GENDER_PLURAL[gender], palette.gender[gender])
        for gender in outcomes.get_column("gender").unique(maintain_order=True)
    ]
    measure = text.FIGURE_LABELS["work_or_study" if counts_work else "toward_work"]
    return Chart(
        key="resultat-kvinnor-och-man",
        title=text.gender_title(women, men, compare(women, men), counts_work),
        subtitle=f"{measure}: andel av avslutade kvinnor och män med osäkerhet, {period_name(period)}.",
        figure=dotted_shares(
            [text.insats_name(insats) for insats in insatser],
            [""] * len(insatser),
            groups,
            palette,
            min(1.0, highest * 1.05) if isinstance(highest, float) else 1.0,
        ),
        table=_named(outcomes).with_columns(pl.col("gender").replace(GENDER_PLURAL)),
        columns=(Column("insats", "Insats"), Column("gender", "Kön"), *SHARE),
        definition=" ".join(
            (DEFINITIONS["work_or_study"] if counts_work else text.DEFINITION_TOWARD_WORK, DEFINITIONS["interval"])
        ),
        source=text.SOURCE_REGISTER,
        legend=tuple((f"{glyph} {group.name}", group.colour) for glyph, group in zip(GLYPHS, groups, strict=False)),
        notes=notes,
    )


@remembered
def duration_bars(counts: dy.DataFrame[DurationCount], forbund: Forbund, about: str, palette: Palette) -> Chart:
    """Time in the insats of those who ended, as parts of a whole from the shortest to the longest."""
    bands = counts.get_column("duration").unique(maintain_order=True).to_list()
    colours = reversed(shades(palette.accent, len(bands), palette, 0.78))
    parts = [
        _part(counts.filter(duration=band), band, colour, band) for band, colour in zip(bands, colours, strict=True)
    ]
    planned = [i for i in forbund.insatser if i.normal_weeks and i.name in counts.get_column("insats").to_list()]
    return Chart(
        key="tid-i-insatsen",
        title=text.duration_title(most_common(counts, counts.item(0, "insats"))),
        subtitle=f"Avslutade efter tid från start till slut, andel och antal, {about}.",
        figure=_bars(counts, parts, palette),
        table=_named(counts),
        columns=(Column("insats", "Insats"), Column("duration", "Tid i insatsen"), *SHARE),
        definition=f"{text.DEFINITION_DURATION} {DEFINITIONS['interval']}",
        source=text.SOURCE_REGISTER,
        legend=tuple((part.name, part.colour) for part in parts),
        notes=tuple(f"{i.name} är planerad till {number(i.normal_weeks)} veckor." for i in planned),
    )


def about(period: Period, insats: str, gender: str) -> str:
    """Which ended deltaganden a chart is about."""
    return f"{text.of_whom(insats, gender)}, {period_name(period)}"


def _part(rows: pl.DataFrame, label: str, colour: str, name: str) -> Part:
    texts = [f"{percent(share)}<br>{number(n)}" for share, n in rows.select("share", "n").iter_rows()]
    # Below the smallest base the row says that there are too few, whatever is hidden in it.
    enough = (pl.col("base") >= SMALLEST_BASE).fill_null(True)
    hidden = rows.select(pl.col("hidden") & enough).to_series().to_list()
    return Part(label, rows.get_column("share").to_list(), texts, colour, name == MISSING_REASON, hidden)


def _dots(rows: pl.DataFrame, name: str, colour: str) -> Dots:
    shares = [Share(*row) for row in rows.select("n", "base").iter_rows()]
    return Dots(
        name,
        [share.share for share in shares],
        [share.interval for share in shares],
        [dot_text(share) for share in shares],
        colour,
        [share.hidden for share in shares],
    )


def dot_text(share: Share) -> str:
    """What stands beside a dot: 23 % av 52."""
    if share.hidden:
        return HIDDEN_MARK
    if share.share is None:
        return f"{text.FEW} ({number(share.n)})"
    return f"{percent(share.share)} av {number(share.n)}"


def _bars(counts: pl.DataFrame, parts: list[Part], palette: Palette) -> Figure:
    rows = counts.unique("insats", keep="first", maintain_order=True)
    names = [text.insats_name(insats) for insats in rows.get_column("insats")]
    return stacked_shares(names, [text.base_of_row(base) for base in rows.get_column("base")], parts, palette)


def _largest(counts: pl.DataFrame, share: Share, names: dict[str, str]) -> tuple[str, float] | None:
    """The most common reason of the first row and its share.

    None where it is what the title already tells, or where a protected one may be as common.
    """
    mine = counts.filter(insats=counts.item(0, "insats"))
    reasons = dict(mine.select("avslutsorsak", "n").iter_rows())
    for row in mine.filter(pl.col("avslutsorsak").is_in(surely_largest(reasons, mine.item(0, "base"))[:1])).to_dicts():
        told = row["n"] == share.k or row["avslutsorsak"] not in names
        return None if told or row["share"] is None else (names[row["avslutsorsak"]], row["share"])
    return None


def _named(counts: pl.DataFrame) -> pl.DataFrame:
    return counts.with_columns(pl.col("insats").map_elements(text.insats_name, return_dtype=pl.String))


def _reason_colours(forbund: Forbund, palette: Palette) -> dict[str, str]:
    """One colour per reason: its group's, work or study first and the list's further reasons of the group paler."""
    colours: dict[str, str] = {}
    for exit_list in forbund.exit_lists:
        for group, colour in palette.exit_group.items():
            members = [reason for reason in exit_list.reasons if reason.group == group]
            members.sort(key=lambda reason: not reason.work_or_study)
            paler = shades(colour, len(members), palette, min(0.42 * (len(members) - 1), 0.75))
            colours |= {reason.name: shade for reason, shade in zip(members, paler, strict=True)}
    return colours
