"""How sure a share is: Wilson's interval for one share, Newcombe's method 10 for the difference between two.

Reference values: Newcombe (1998), Statistics in Medicine 17, 857–872 and 873–890. A Wald interval is never used.
"""

from dataclasses import dataclass
from math import sqrt
from typing import Literal

import polars as pl

Z = 1.959963984540054
"""The normal quantile of a two-sided 95 % interval."""
SMALLEST_BASE = 10
"""Below this base no share is given."""
SMALLEST_INTERVAL_BASE = 20
"""Below this base no interval is given, and nothing that rests on one: no comparison, no verdict on a goal."""

Verdict = Literal["higher", "lower", "chance", "too_few", "hidden"]


def wilson(k: int, n: int) -> tuple[float, float]:
    """The 95 % Wilson interval of k of n, as shares 0–1; n must be at least 1."""
    share = k / n
    middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z * sqrt(share * (1 - share) / n + Z**2 / (4 * n**2)) / (1 + Z**2 / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def newcombe(k: int, n: int, other_k: int, other_n: int) -> tuple[float, float]:
    """The 95 % interval of the difference k/n − other_k/other_n."""
    share, other_share = k / n, other_k / other_n
    low, high = wilson(k, n)
    other_low, other_high = wilson(other_k, other_n)
    difference = share - other_share
    return (
        difference - sqrt((share - low) ** 2 + (other_high - other_share) ** 2),
        difference + sqrt((high - share) ** 2 + (other_share - other_low) ** 2),
    )


@dataclass(frozen=True)
class Share:
    """k of n: the share where n reaches SMALLEST_BASE, its interval where n reaches SMALLEST_INTERVAL_BASE, else None.

    A count is None where it is hidden to protect persons; then nothing is derived from the other one.
    """

    k: int | None
    n: int | None

    @property
    def hidden(self) -> bool:
        """Is any of the counts hidden?"""
        return self.k is None or self.n is None

    @property
    def enough(self) -> bool:
        """Is the base large enough for a share?"""
        return self.k is not None and self.n is not None and self.n >= SMALLEST_BASE

    @property
    def share(self) -> float | None:
        """0–1."""
        return self.k / self.n if self.enough and self.k is not None and self.n else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson, 95 %."""
        if self.k is None or self.n is None or self.n < SMALLEST_INTERVAL_BASE:
            return None
        return wilson(self.k, self.n)


def compare(share: Share, other: Share) -> Verdict:
    """Is the share surely higher or lower than the other, or may the difference be chance?"""
    if share.k is None or share.n is None or other.k is None or other.n is None:
        return "hidden"
    if min(share.n, other.n) < SMALLEST_INTERVAL_BASE:
        return "too_few"
    low, high = newcombe(share.k, share.n, other.k, other.n)
    return "higher" if low > 0 else "lower" if high < 0 else "chance"


def compare_with_value(share: Share, value: float) -> Verdict:
    """Is the share surely above or below a fixed value such as a goal?"""
    if share.interval is None:
        return "hidden" if share.hidden else "too_few"
    low, high = share.interval
    return "higher" if low > value else "lower" if high < value else "chance"


def with_shares(frame: pl.DataFrame, n: str = "n", base: str = "base") -> pl.DataFrame:
    """The frame with share, low and high (0–1) of its counts.

    share is null where the base is below SMALLEST_BASE, low and high where it is below SMALLEST_INTERVAL_BASE, all of
    them where a count is hidden (null).
    """
    k, total = pl.col(n).cast(pl.Float64), pl.col(base).cast(pl.Float64)
    share = k / total
    middle = (share + Z**2 / (2 * total)) / (1 + Z**2 / total)
    half = Z * (share * (1 - share) / total + Z**2 / (4 * total**2)).sqrt() / (1 + Z**2 / total)
    sure = pl.col(base) >= SMALLEST_INTERVAL_BASE
    return frame.with_columns(
        share=pl.when(pl.col(base) >= SMALLEST_BASE).then(share),
        low=pl.when(sure).then((middle - half).clip(lower_bound=0)),
        high=pl.when(sure).then((middle + half).clip(upper_bound=1)),
    )
