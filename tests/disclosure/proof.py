"""Why an outsider knows: the few shown numbers that together bind a group, found as the shortest proof."""

import numpy as np
import polars as pl
from scipy import sparse
from scipy.optimize import linprog

from tests.disclosure.editions import KEY


def proof(
    cells: pl.DataFrame, equations: sparse.csr_matrix, known: np.ndarray, asked: sparse.csr_matrix, sign: int
) -> tuple[float, list[tuple[float, str]]]:
    """The best bound on a sum (sign 1 from above, −1 from below), and the shown numbers, with factors, that give it.

    The first equations are those of the shown cells, in order. Any weighted sum of equations whose parts cover the
    asked ones bounds it; of those with the best bound the one with the least weight is taken, by linear programming.
    """
    wanted = asked.toarray().ravel() * sign
    many = equations.shape[0]
    cover = -equations.T.tocsr()
    split = sparse.hstack([cover, -cover]).tocsr()
    best = linprog(np.concatenate([known, -known]), A_ub=split, b_ub=-wanted, bounds=(0, None), method="highs")
    if best.status != 0:
        return sign * np.inf, []
    bound = sparse.csr_matrix(np.concatenate([known, -known]).reshape(1, -1))
    found = linprog(
        np.concatenate([np.ones(many), np.ones(many)]),
        A_ub=sparse.vstack([split, bound]),
        b_ub=np.concatenate([-wanted, [best.fun + 1e-7]]),
        bounds=(0, None),
        method="highs",
    )
    weights = found.x[:many] - found.x[many:]
    shown = cells.filter(pl.col("shown").is_not_null())
    names = [f"{' / '.join(row[:-1])} = {row[-1]}" for row in shown.select(*KEY, "shown").rows()]
    used = np.flatnonzero(np.abs(weights[: len(names)]) > 1e-6)
    return sign * best.fun + 0.0, [(round(float(weights[row] * sign), 3), names[row]) for row in used]
