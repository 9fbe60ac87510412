"""The shipped plan as a baseline, with the county's example figures. Shared by the tests: look, do not touch."""

from pathlib import Path

import polars as pl
import pytest

from finsam_data.assumptions import Assumptions, read_assumptions
from finsam_data.county import read_county
from finsam_data.forbund import read_forbund
from queries.scenarios.baseline import Baseline, baseline

SAMPLE = Path(__file__).parents[3] / "sample_data"
TABLES = ("budget_line", "insats_budget", "allocation", "ideal_allocation")


def sample_baseline() -> Baseline:
    """The plan 2025–2027 of the shipped förbund, carried on to 2030."""
    tables = [pl.read_parquet(SAMPLE / f"{name}.parquet") for name in TABLES]
    return baseline(*tables, read_forbund(SAMPLE), read_assumptions(SAMPLE), read_county(SAMPLE))


@pytest.fixture(scope="session")
def plan() -> Baseline:
    return sample_baseline()


@pytest.fixture(scope="session")
def assumptions() -> Assumptions:
    return read_assumptions(SAMPLE)
