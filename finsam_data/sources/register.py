"""Rules of the register that need the förbund's own lists with their dates of validity."""

from datetime import date

import polars as pl

from finsam_data.errors import DataError
from finsam_data.forbund import Forbund


def check_exit_reasons(participations: pl.DataFrame, forbund: Forbund, file: str) -> None:
    """Every avslutsorsak must stand in the list in use on the day the deltagande ended.

    Raises DataError naming the first reason that does not, its list and how many rows it concerns.
    """
    for exit_list in forbund.exit_lists:
        reasons = [*(reason.name for reason in exit_list.reasons), *forbund.excluded_reasons]
        ended = pl.col("end_date").is_between(exit_list.first_day or date.min, exit_list.last_day or date.max)
        wrong = participations.filter(ended, ~pl.col("avslutsorsak").is_in(reasons))
        if wrong.height:
            raise DataError(
                f"{file}, kolumnen avslutsorsak",
                f"”{wrong.get_column('avslutsorsak')[0]}” finns inte i listan ”{exit_list.name}”, som gällde när "
                f"deltagandet avslutades. Det gäller {wrong.height} av {participations.height} rader.",
                f"Välj en av listans orsaker: {', '.join(reasons)}.",
            )
