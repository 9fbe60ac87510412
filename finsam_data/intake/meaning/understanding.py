"""From sheets of texts to one row of texts per deltagande, and why every other row is none."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from finsam_data.intake.meaning.belonging import Belonging, Insatser
from finsam_data.intake.meaning.broken import Broken
from finsam_data.intake.meaning.column_faults import aside_fault, columns_aside, table_faults
from finsam_data.intake.meaning.columns import Headings, Table, find_tables
from finsam_data.intake.meaning.merged import spread_merged
from finsam_data.intake.meaning.not_data import HEADINGS, NOTE, Reads, looks_like_data, sort_rows
from finsam_data.intake.meaning.rules import HAS_ROWS, INSATS_TOLD, TABLE, UNDER_HEADINGS
from finsam_data.intake.raw import RawFile, RawSheet
from finsam_data.intake.settings import IntakeSettings
from finsam_data.intake.words import OWN_SHEETS

OWN_SHEET = "Bladet är kansliets eget: anvisningar, listor eller fel att rätta."
NO_TABLE = "Bladet har ingen tabell med mallens rubriker."


@dataclass
class Understood:
    """What a file says. texts: at, sheet, row, table (place among tables) and a String column per column of settings.

    not_data: sheet, row and why. broken: what concerns the file, its columns and rows outside its tables. read_as:
    heading → column, where it is not the template's own. aside: names of the columns that are not read, in order.
    """

    tables: list[Table] = field(default_factory=list)
    texts: pl.DataFrame = field(default_factory=pl.DataFrame)
    not_data: list[tuple[str, int, str]] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    read_as: dict[str, str] = field(default_factory=dict)
    aside: dict[str, None] = field(default_factory=dict)


def understand(
    file: RawFile, settings: IntakeSettings, headings: Headings, insatser: Insatser, reads: Reads, insats: str | None
) -> Understood:
    """Every row that holds anything ends up in the texts or in not_data. insats: whose rows they are, where given."""
    understood = Understood()
    frames: list[pl.DataFrame] = []
    for sheet in file.sheets:
        frames += _read_sheet(sheet, understood, settings, headings, insatser, reads)
    empty = pl.DataFrame(schema={"sheet": pl.String, "row": pl.UInt32, "table": pl.Int64, "loose": pl.Boolean})
    missing = [pl.lit(None, pl.String).alias(name) for name in settings.columns]
    schema = empty.with_columns(missing)
    texts = pl.concat([schema, *frames], how="diagonal").with_row_index("at")
    given = insats or insatser.in_file_name(file.name)
    # An empty cell of a column of insatser is a fault, unless all of it is empty.
    without = [number for number, table in enumerate(understood.tables) if "insats" not in table.places]
    untold = pl.col("insats").is_null().all().over("table") | pl.col("table").is_in(without)
    by_file = pl.when(untold).then(pl.lit(given, pl.String)).otherwise(pl.lit(insats, pl.String))
    understood.texts = texts.with_columns(pl.coalesce("insats", by_file))
    _check_whole(understood, settings, without)
    return understood


def _read_sheet(
    sheet: RawSheet,
    understood: Understood,
    settings: IntakeSettings,
    headings: Headings,
    insatser: Insatser,
    reads: Reads,
) -> list[pl.DataFrame]:
    """The texts of a sheet's tables; what is no data goes where it belongs."""
    sheet = spread_merged(sheet)
    tables = find_tables(sheet, headings)
    frames: list[pl.DataFrame] = []
    outside = sheet.cells
    not_data: list[tuple[int, str]] = []
    for table in tables:
        found = sort_rows(table, reads, [frame.height for frame in frames])
        frames.append(_texts(table, found.data, len(understood.tables)))
        not_data += found.not_data
        headed = sheet.cells.filter(pl.col("row").is_between(table.first_row, table.last_row)).get_column("row")
        not_data += [(row, HEADINGS) for row in headed]
        outside = outside.filter(~pl.col("row").is_between(table.first_row, table.end_row))
        understood.tables.append(table)
        # Headings that are repeated further down have the same faults.
        told = {(fault.rule.name, fault.column, fault.heading, fault.sheet) for fault in understood.broken}
        understood.broken += [
            fault
            for fault in table_faults(table, found.data, settings)
            if (fault.rule.name, fault.column, fault.heading, fault.sheet) not in told
        ]
        understood.aside |= {
            table.headings.get(letter) or f"{letter} (utan rubrik)": None for letter in columns_aside(table, found.data)
        }
        for letter, heading in table.headings.items():
            column = next((name for name, place in table.places.items() if place == letter), None)
            if column and heading != settings.columns[column].heading:
                understood.read_as[heading] = column
    loose = _loose_rows(sheet, outside, reads, has_table=bool(tables))
    if loose.height:
        first = tables[0] if tables else None
        frames.append(_texts(first, loose, len(understood.tables) - len(tables) if first else None, loose=True))
    why = NOTE if tables else OWN_SHEET if sheet.name in OWN_SHEETS else NO_TABLE
    not_data += [(row, why) for row in outside.filter(~pl.col("row").is_in(loose.get_column("row").implode()))["row"]]
    understood.not_data += [(sheet.name, row, why) for row, why in sorted(not_data)]
    frames = [frame.with_columns(pl.lit(sheet.name).alias("sheet")) for frame in frames]
    told_here = Belonging(sheet, frames, sorted(not_data), insatser)
    understood.broken += told_here.broken
    return told_here.frames


def _texts(table: Table | None, cells: pl.DataFrame, number: int | None, *, loose: bool = False) -> pl.DataFrame:
    columns = [pl.col(letter).alias(column) for column, letter in table.places.items()] if table else []
    return cells.select(
        pl.lit(table.sheet.name if table else None, pl.String).alias("sheet"),
        pl.col("row").cast(pl.UInt32),
        pl.lit(number, pl.Int64).alias("table"),
        pl.lit(loose).alias("loose"),
        *columns,
    )


def _loose_rows(sheet: RawSheet, outside: pl.DataFrame, reads: Reads, *, has_table: bool) -> pl.DataFrame:
    """Rows without headings above them that may be deltaganden all the same."""
    if sheet.name in OWN_SHEETS and not has_table:
        return outside.clear()
    loose = []
    for row in outside.iter_rows(named=True):
        number = row.pop("row")
        if looks_like_data({letter: text for letter, text in row.items() if text is not None}, reads):
            loose.append(number)
    return outside.filter(pl.col("row").is_in(loose))


def _check_whole(understood: Understood, settings: IntakeSettings, without: Sequence[int]) -> None:
    """What stops a file: no table, no row, or nobody knows whose rows they are."""
    if not understood.tables:
        wanted = ", ".join(column.heading for column in settings.fields)
        what = f"Ingen rad i filen har mallens rubriker; det som letades efter är {wanted}."
        understood.broken.append(Broken(TABLE, what))
        return
    if understood.aside:
        understood.broken.append(aside_fault(list(understood.aside)))
    if understood.texts.is_empty():
        understood.broken.append(Broken(HAS_ROWS, "Under rubrikerna finns inga deltaganden."))
    lost = understood.texts.filter(pl.col("table").is_in(without), pl.col("insats").is_null(), ~pl.col("loose"))
    for number in sorted(set(lost.get_column("table"))):
        table = understood.tables[number]
        what = "Varken en kolumn, bladets namn, en rubrik eller filens namn säger vilken insats raderna gäller."
        understood.broken.append(Broken(INSATS_TOLD, what, sheet=table.sheet.name, row=table.first_row))
    for at, row in understood.texts.filter("loose").select("at", "row").iter_rows():
        what = f"Rad {row} ser ut som ett deltagande men ingen rubrikrad står ovanför den."
        understood.broken.append(Broken(UNDER_HEADINGS, what, at=at))
