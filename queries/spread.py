"""How evenly the started are spread over those who refer: the effective number of parties. Asks the table referral.

The index is the inverse of Simpson's (Herfindahl's) concentration, 1 / Σ p², as Laakso and Taagepera (1979) use it
for political parties: it is 1 when one party refers everyone, and equals the number of parties when all refer equally
many. Egenanmälan and the unknown are no parties and are left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import dataframely as dy
import numpy as np
import polars as pl

from finsam_data.forbund import Forbund
from queries.periods import Period
from queries.publication.plan import TOTAL
from queries.remembered import remembered
from queries.uncertainty import SMALLEST_BASE, SMALLEST_INTERVAL_BASE, Verdict

DRAWS = 2000
"""How many times two periods are shuffled together to see what chance alone would give."""
SEED = 19790401
"""Fixed, so that the same data always give the same verdict."""
SIGNIFICANCE = 0.05


@dataclass(frozen=True)
class Spread:
    """Counts per party, always the same parties in the same order."""

    counts: tuple[int, ...]

    @property
    def n(self) -> int:
        """How many were referred by a party."""
        return sum(self.counts)

    @property
    def effective(self) -> float | None:
        """The effective number of parties; None below the smallest base."""
        return effective_number(self.counts) if self.n >= SMALLEST_BASE else None


class InsatsSpread(dy.Schema):
    """The effective number of parties per insats, now and in the same period last year.

    Grain: one row per insats, TOTAL first. n and n_before count the started that a party referred; effective and
    effective_before are null below the smallest base, where last year is not covered, or where a count is hidden.
    """

    insats = dy.String(primary_key=True)
    n = dy.Int64(nullable=True, min=0)
    effective = dy.Float64(nullable=True, min=1)
    n_before = dy.Int64(nullable=True, min=0)
    effective_before = dy.Float64(nullable=True, min=1)
    verdict = dy.String(nullable=True)
    hidden = dy.Bool()
    hidden_before = dy.Bool()


def effective_number(counts: Sequence[int]) -> float:
    """(Σ n)² / Σ n²: 1 / Σ p² in counts, so that equal counts give exactly their number."""
    return sum(counts) ** 2 / sum(count**2 for count in counts)


def parties_of(forbund: Forbund) -> list[str]:
    """The anmälare that are parties: all but egenanmälan."""
    return [name for name in forbund.anmalare if name != forbund.self_referral]


@remembered
def spreads(referral: pl.DataFrame, forbund: Forbund, period: Period, gender: str = TOTAL) -> dict[str, Spread | None]:
    """Insats that ran, TOTAL among them → its spread; None where a count is hidden or not in the table."""
    parties = parties_of(forbund)
    rows = referral.filter(
        pl.col("anmalare").is_in(parties), period=period.code, population="started", gender=gender
    ).select("insats", "anmalare", pl.when(~pl.col("hidden")).then(pl.col("n")))
    counts: dict[str, dict[str, int | None]] = {}
    for insats, party, n in rows.iter_rows():
        counts.setdefault(insats, {})[party] = n
    return {insats: _spread([of.get(party) for party in parties]) for insats, of in counts.items()}


def _spread(counts: Sequence[int | None]) -> Spread | None:
    shown = tuple(count for count in counts if count is not None)
    return Spread(shown) if len(shown) == len(counts) else None


def compare_spread(now: Spread, before: Spread) -> Verdict:
    """Is the effective number surely another, or may the difference be chance?

    A permutation test: the two periods' people are shuffled together and dealt out anew; the difference is sure when
    so large a one comes up by chance in at most one deal of twenty.
    """
    if now.effective is None or before.effective is None or min(now.n, before.n) < SMALLEST_INTERVAL_BASE:
        return "too_few"
    pooled = np.add(now.counts, before.counts)
    deals = np.random.default_rng(SEED).multivariate_hypergeometric(pooled, now.n, DRAWS, method="marginals")
    dealt = np.abs(now.n**2 / np.square(deals).sum(axis=1) - before.n**2 / np.square(pooled - deals).sum(axis=1))
    difference = now.effective - before.effective
    by_chance = (1 + int((dealt >= abs(difference) - 1e-12).sum())) / (1 + DRAWS)
    if by_chance > SIGNIFICANCE:
        return "chance"
    return "higher" if difference > 0 else "lower"


@remembered
def spread_by_insats(
    referral: pl.DataFrame, forbund: Forbund, period: Period, insatser: Sequence[str], gender: str = TOTAL
) -> dy.DataFrame[InsatsSpread]:
    """The insatser in the order given, without those where no party referred anyone."""
    now_by_insats = spreads(referral, forbund, period, gender)
    before_by_insats = spreads(referral, forbund, period.year_before, gender)
    rows = []
    for insats in insatser:
        if insats not in now_by_insats:
            continue
        now, before = now_by_insats.get(insats), before_by_insats.get(insats)
        if now is None or now.n:
            rows.append(
                {
                    "insats": insats,
                    "n": now.n if now else None,
                    "effective": now.effective if now else None,
                    "n_before": before.n if before else None,
                    "effective_before": before.effective if before else None,
                    "verdict": compare_spread(now, before) if now and before and before.n else None,
                    "hidden": now is None,
                    "hidden_before": insats in before_by_insats and before is None,
                }
            )
    return InsatsSpread.cast(pl.DataFrame(rows, schema=InsatsSpread.create_empty().schema))
