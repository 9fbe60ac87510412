"""What an outsider could say of small groups without giving their number: sums of two, and what all have in common."""

import numpy as np
import polars as pl

from finsam_data.forbund import TOTAL
from tests.disclosure.editions import KEY

SMALL = (1, 4)
DIMENSIONS = ("insats", "gender", "category")
STILL = 1e-6


def named(cells: pl.DataFrame, moves: np.ndarray, values: np.ndarray) -> pl.DataFrame:
    """The cells with how they move between worlds, in two random steps, and their value in one world."""
    return cells.with_columns(first=pl.Series(moves[:, 0]), second=pl.Series(moves[:, 1]), value=pl.Series(values))


def pinned_pairs(cells: pl.DataFrame) -> pl.DataFrame:
    """Two cells that are not shown, alike but for one dimension, whose sum is the same 1–4 in every world.

    A pair of which one is pinned is left out: then both are, and stand there already.
    """
    found = []
    unseen = cells.filter(pl.col("shown").is_null(), ~pl.col("pinned"), pl.col("truth") <= SMALL[1])
    for dimension in DIMENSIONS:
        part = once(unseen.filter(pl.col(dimension) != TOTAL))
        pairs = part.join(part, on=[name for name in KEY if name != dimension], suffix="_other").filter(
            pl.col(dimension) < pl.col(f"{dimension}_other"),
            (pl.col("truth") + pl.col("truth_other")).is_between(*SMALL),
            (pl.col("first") + pl.col("first_other")).abs() < STILL,
            (pl.col("second") + pl.col("second_other")).abs() < STILL,
        )
        found.append(
            pairs.select(
                *KEY,
                pl.lit(dimension).alias("of"),
                pl.col(f"{dimension}_other").alias("other"),
                "truth",
                "truth_other",
                both_hidden=pl.col("hidden") & pl.col("hidden_other"),
            )
        )
    return pl.concat(found)


def shared_by_all(cells: pl.DataFrame) -> pl.DataFrame:
    """Groups of 1–4 that in every world are no larger than one of their parts along a dimension (of, in).

    inherited: so is a group of five or more that they belong to, in the same period or its year. It is then the large
    group that is alike, as when everybody has consented.
    """
    found = []
    for dimension in DIMENSIONS:
        rest = [name for name in KEY if name != dimension]
        groups = cells.filter(pl.col(dimension) == TOTAL, pl.col("truth") > 0)
        parts = cells.filter(pl.col(dimension) != TOTAL, pl.col("truth") > 0)
        alike = groups.join(parts, on=rest, suffix="_part").filter(
            pl.col("truth") == pl.col("truth_part"),
            (pl.col("first") - pl.col("first_part")).abs() < STILL,
            (pl.col("second") - pl.col("second_part")).abs() < STILL,
            (pl.col("value") - pl.col("value_part")).abs() < 1e-4,
        )
        alike = alike.select(*KEY, pl.lit(dimension).alias("of"), pl.col(f"{dimension}_part").alias("in"), "truth")
        small = alike.filter(pl.col("truth") <= SMALL[1])
        large = alike.filter(pl.col("truth") > SMALL[1]).select(*KEY, "in")
        small = small.with_columns(inherited=pl.lit(False))
        small = small.with_row_index("group")
        others = [name for name in DIMENSIONS if name != dimension]
        over = [small.select("group").clear()]
        for totalled in ([], others[:1], others[1:], others):
            for period in (pl.col("period"), pl.col("period").str.head(4)):
                wide = small.with_columns(period.alias("period"), *(pl.lit(TOTAL).alias(name) for name in totalled))
                over.append(wide.join(large, on=[*KEY, "in"], how="semi").select("group"))
        small = small.with_columns(inherited=pl.col("group").is_in(pl.concat(over)["group"].to_list())).drop("group")
        found.append(small)
    return once(pl.concat(found), of_category=True)


def once(cells: pl.DataFrame, of_category: bool = False) -> pl.DataFrame:
    """Without the tables' totals over their categories, which are the flow once more.

    of_category: but keep what is said of the categories (of) themselves.
    """
    repeated = (pl.col("category") == TOTAL) & (pl.col("table") != "flow")
    return cells.filter(~repeated | (pl.col("of") == "category") if of_category else ~repeated)
