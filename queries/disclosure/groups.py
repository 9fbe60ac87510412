"""Which groups must stay hidden, and how much must stay open about each."""

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import sparse

from queries.disclosure.attack import Groups
from queries.disclosure.equations import PLACES
from queries.disclosure.model import KEYS, SMALL, Mask, Model
from queries.disclosure.region import Vector
from queries.publication.plan import TOTAL


def groups_inside(model: Model, inside: Mask, hidden: Mask) -> dict[str, Groups]:
    """Kind → the groups inside that do not depend on which pairs are hidden."""
    return {
        "small": small_groups(model, inside),
        "one_kind": one_kind_groups(model, inside, hidden),
        "tracker": tracker_groups(model, inside),
    }


def small_groups(model: Model, which: Mask) -> Groups:
    """Every cell of 1–4, published or finer: it must be possible that it is as few as 1 and as many as 4."""
    rows = np.flatnonzero(model.small & which)
    n = model.n[rows].astype(np.float64)
    fewest, most = (np.full(len(rows), float(limit)) for limit in SMALL)
    return Groups(model.sums[rows], n, fewest, most, np.zeros(len(rows), dtype=bool))


def one_kind_groups(model: Model, which: Mask, hidden: Mask) -> Groups:
    """Groups of 1–4 that are all of one kind: it must be possible that somebody in it is of another kind.

    Otherwise the zeros around a group tell what everybody in it has in common. What is counted is those of another
    kind, who are none. Where a larger group that they are in is shown to be all of that kind, nothing more is told.
    """
    pairs = parts_of_wholes(model, model.small & which).filter(pl.col("n") == pl.col("n_whole"))
    pairs = pairs.join(_inherited(model, pairs, hidden), on=["row", "whole"], how="anti", maintain_order="left")
    return _moving(_differences(model, pairs), np.zeros(pairs.height), 1)


def tracker_groups(model: Model, which: Mask) -> Groups:
    """What two choices that differ in one option leave between them, where that is 1–4: it must not be known."""
    pairs = parts_of_wholes(model, model.published & which)
    pairs = pairs.filter((pl.col("n_whole") - pl.col("n")).is_between(*SMALL))
    return _moving(_differences(model, pairs), (pairs["n_whole"] - pairs["n"]).to_numpy(), -1)


def unseen(model: Model, hidden: Mask) -> Mask:
    """The cells that are not shown: hidden ones, and those of flow that the edition has not.

    What is open at the start, say, follows from who took part and who started, so it is as good as shown.
    """
    return hidden | (model.in_flow & ~model.published & ~model.out)


def sibling_groups(model: Model, which: Mask) -> Groups:
    """Pairs of siblings among the cells, none of them shown, that are 1–4 together: their sum must not be known."""
    few = model.cells.with_row_index("row").filter(pl.Series(which & (model.n <= SMALL[1])))
    cells = few.select("row", *KEYS, "n")
    pairs = []
    for place in PLACES:
        on = [name for name in KEYS if name != place]
        parts = cells.filter(pl.col(place) != TOTAL)
        both = parts.join(parts, on=on, suffix="_other").filter(
            pl.col("row") < pl.col("row_other"), (pl.col("n") + pl.col("n_other")).is_between(*SMALL)
        )
        pairs.append(both.select("row", "row_other"))
    found = pl.concat(pairs)
    first, second = (found.get_column(name).to_numpy() for name in ("row", "row_other"))
    return _moving(sparse.csr_array(model.sums[first] + model.sums[second]), (model.n[first] + model.n[second]), -1)


def parts_of_wholes(model: Model, which: Mask) -> pl.DataFrame:
    """Cells (row, n) beside each total that they are a part of (whole, n_whole); the totals of tables stand in flow."""
    cells = model.cells.with_row_index("row")
    parts = cells.filter(pl.Series(which))
    pairs = []
    for place in PLACES:
        on = [name for name in KEYS if name not in (place, "table")]
        wholes = cells.filter(pl.col(place) == TOTAL).select(*on, "table", whole="row", n_whole="n")
        table = pl.lit("flow") if place == "category" else pl.col("table")
        inside = parts.filter(pl.col(place) != TOTAL).with_columns(whole_table=table)
        found = inside.join(wholes, left_on=[*on, "whole_table"], right_on=[*on, "table"])
        pairs.append(found.select("row", "n", "whole", "n_whole", place=pl.lit(place)))
    return pl.concat(pairs)


def _inherited(model: Model, pairs: pl.DataFrame, hidden: Mask) -> pl.DataFrame:
    """The pairs (row, whole) where a larger group around the part is shown to be of the same kind."""
    shown = model.cells.filter(pl.Series(model.published & ~hidden)).select(*KEYS, "n")
    cells = model.cells.with_row_index("row").select("row", *KEYS)
    parts = pairs.select("row", "whole", "place").join(cells, on="row")
    around = []
    for place in PLACES:
        others = [name for name in PLACES if name != place]
        for totalled in ([], others[:1], others[1:], others):
            for period in (pl.col("period"), pl.col("period").str.head(4)):
                wider = (period.alias("period"), *(pl.lit(TOTAL).alias(name) for name in totalled))
                around.append(parts.filter(place=place).with_columns(*wider))

    def seen(rows: pl.DataFrame, n: str) -> pl.DataFrame:
        table = pl.when(pl.col("category") == TOTAL).then(pl.lit("flow")).otherwise("table")
        return rows.with_columns(table=table).join(shown.rename({"n": n}), on=KEYS)

    part = seen(pl.concat(around), "n")
    total = (pl.when(place=name).then(pl.lit(TOTAL)).otherwise(name).alias(name) for name in PLACES)
    same = seen(part.with_columns(*total), "n_whole").filter(pl.col("n") == pl.col("n_whole"), pl.col("n") > SMALL[1])
    return same.select("row", "whole").unique()


def _differences(model: Model, pairs: pl.DataFrame) -> sparse.csr_array:
    whole, part = (pairs.get_column(name).to_numpy() for name in ("whole", "row"))
    return sparse.csr_array(model.sums[whole] - model.sums[part])


def _moving(rows: sparse.csr_array, n: NDArray[np.int64] | Vector, least: int) -> Groups:
    """Groups whose number must not be known: one more will do, or one fewer where least is below zero."""
    counts = n.astype(np.float64)
    either = np.full(len(counts), least < 0)
    return Groups(rows, counts, counts - 1 if least < 0 else counts, counts + 1, either)
