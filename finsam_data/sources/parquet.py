"""Reading one Parquet table of the data folder, so that every fault is told in words the office understands."""

from pathlib import Path

import dataframely as dy
import polars as pl

from finsam_data.errors import DataError
from finsam_data.schemas import TABLES
from finsam_data.sources.rules import rule_text

DTYPE_WORDS = {
    pl.String: "text",
    pl.Int64: "heltal",
    pl.Float64: "tal",
    pl.Date: "datum",
    pl.Datetime: "datum med klockslag",
    pl.Boolean: "ja eller nej (sant/falskt)",
    pl.Enum: "text ur en fast lista",
}


def read_table(folder: Path, table: str, allowed: dict[str, list[str]]) -> pl.DataFrame:
    """The validated table, with the columns of its schema in its order; further columns are left aside.

    allowed gives the values each text column may hold (null is always the schema's business).
    Raises DataError naming file, column, rule and remedy.
    """
    schema = TABLES[table]
    file = f"{table}.parquet"
    frame = _read(folder / file)
    _check_columns(frame, schema, file)
    valid, failure = schema.filter(frame, cast=True)
    if counts := failure.counts():
        # The rule most rows break is the one worth mending first.
        rule, n = max(counts.items(), key=lambda item: item[1])
        text = rule_text(rule)
        column = f", kolumnen {text.column}" if text.column else ""
        raise DataError(f"{file}{column}", f"{text.rule} Det gäller {n} av {frame.height} rader.", text.remedy)
    for column, values in allowed.items():
        _check_values(valid, column, values, file)
    return valid


def _read(path: Path) -> pl.DataFrame:
    if not path.is_file():
        raise DataError(
            path.name,
            f"Filen saknas i datamappen ”{path.parent.name}”.",
            "Lägg dit filen, eller återställ den från en säkerhetskopia.",
        )
    try:
        return pl.read_parquet(path, use_pyarrow=False)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError) as error:
        raise DataError(
            path.name,
            "Filen är skadad eller ofullständig och går inte att läsa som Parquet.",
            "Framställ filen på nytt, eller återställ den från en säkerhetskopia.",
        ) from error


def _check_columns(frame: pl.DataFrame, schema: type[dy.Schema], file: str) -> None:
    columns = schema.columns()
    if missing := [name for name in columns if name not in frame.columns]:
        raise DataError(
            f"{file}, kolumnen {missing[0]}",
            "Kolumnen saknas." if len(missing) == 1 else f"{len(missing)} kolumner saknas: {', '.join(missing)}.",
            "Lägg till kolumnen i filen; namnet ska vara exakt så.",
        )
    for name, column in columns.items():
        if frame.height and not _fits(frame.schema[name], column.dtype):
            wanted = DTYPE_WORDS.get(column.dtype.base_type(), "ett annat slag av värden")
            raise DataError(
                f"{file}, kolumnen {name}",
                f"Kolumnen ska innehålla {wanted}, men filen har {_word(frame.schema[name])}.",
                "Rätta kolumnens innehåll och spara om filen.",
            )


def _fits(found: pl.DataType, wanted: pl.DataType) -> bool:
    """May the column be cast without changing what it says?"""
    texts = (pl.String, pl.Categorical, pl.Enum)
    if found in (pl.Null, wanted):
        return True
    if isinstance(wanted, texts):
        return isinstance(found, texts)
    return bool(wanted.is_numeric() and found.is_integer())


def _word(dtype: pl.DataType) -> str:
    if dtype.is_integer():
        return "heltal"
    if dtype.is_float():
        return "decimaltal"
    return DTYPE_WORDS.get(dtype.base_type(), "något annat")


def _check_values(frame: pl.DataFrame, column: str, values: list[str], file: str) -> None:
    outside = frame.get_column(column).drop_nulls()
    outside = outside.filter(~outside.is_in(values))
    if outside.len():
        raise DataError(
            f"{file}, kolumnen {column}",
            f"Värdet ”{outside[0]}” finns inte i listan. Det gäller {outside.len()} av {frame.height} rader.",
            f"Tillåtna värden är: {', '.join(values)}. Rätta filen, eller lägg till värdet i forbund.yaml.",
        )
