"""What has been printed already: numbers that anybody has, whatever the edition hides."""

import re
from pathlib import Path

import polars as pl

from finsam_data.forbund import TOTAL
from tests.disclosure.editions import KEY

POPULATIONS = {"deltagare": "participants", "nya": "started", "avslutade": "ended"}
TABLES = {
    "total": "flow",
    "kön": "flow",
    "anmälare": "referral",
    "stadsdel": "district",
    "avslutsorsak": "exit",
    "ålder": "age",
    "utbildning": "education",
    "tid utan arbete": "time_without_work",
    "samtycke": "consent",
}
FILLERS = {"och", "eller"}


def with_printed(cells: pl.DataFrame, protected: Path) -> pl.DataFrame:
    """The cells with what published_figure prints of them: printed, null where nothing or something else is printed.

    The reports contradict themselves here and there. An outsider who has to choose is thought to choose rightly, so a
    figure counts as known only where it is the truth.
    """
    figures = pl.read_parquet(protected / "published_figure.parquet").filter(
        pl.col("measure") == "antal",
        pl.col("exact"),
        pl.col("population").is_in(list(POPULATIONS)),
        pl.col("dimension").is_in(list(TABLES)),
    )
    figures = figures.select(
        pl.col("dimension").replace_strict(TABLES, return_dtype=pl.String).alias("table"),
        pl.col("population").replace_strict(POPULATIONS, return_dtype=pl.String),
        "period",
        "insats",
        pl.col("gender").cast(pl.String),
        pl.when(pl.col("dimension") == "kön").then(pl.lit(TOTAL)).otherwise("category").alias("words"),
        pl.col("value").cast(pl.Int64).alias("printed"),
    ).with_columns(pl.col("words").map_elements(_words, return_dtype=pl.String))
    named = cells.with_columns(words=pl.col("category").map_elements(_words, return_dtype=pl.String))
    on = [name for name in KEY if name != "category"]
    known = named.join(figures.unique([*on, "words", "printed"]), on=[*on, "words"]).filter(
        pl.col("printed") == pl.col("truth")
    )
    return cells.join(known.select(*KEY, "printed"), on=KEY, how="left", maintain_order="left")


def _words(text: str) -> str:
    """The words that tell, in order: ”1 Arbete eller studier” is ”arbete/studier”."""
    return " ".join(sorted(set(re.findall(r"[^\W\d]+", text.casefold())) - FILLERS))
