"""Cells merged over several rows: what is seen in all of them is read in all of them."""

from dataclasses import replace

import polars as pl

from finsam_data.intake.raw import RawSheet
from finsam_data.intake.reading.workbook_parts import letters


def spread_merged(sheet: RawSheet) -> RawSheet:
    """The sheet with the text of each merged cell in every row of its first column that holds anything else."""
    cells = sheet.cells
    filled: dict[str, dict[int, str]] = {}
    tall = [area for area in sheet.merged if area[2] > area[0]]
    if not tall:
        return sheet
    place = {row: at for at, row in enumerate(cells.get_column("row"))}
    for first_row, first_column, last_row, _ in tall:
        letter = letters(first_column)
        if letter in cells.columns and first_row in place and (text := cells.get_column(letter)[place[first_row]]):
            below = filled.setdefault(letter, {})
            below.update(dict.fromkeys(range(first_row + 1, min(last_row, int(cells["row"][-1])) + 1), text))
    return replace(sheet, cells=cells.with_columns(
        pl.coalesce(letter, pl.col("row").replace_strict(
            list(below), list(below.values()), default=None, return_dtype=pl.String)).alias(letter)
        for letter, below in filled.items()
    ))  # fmt: skip
