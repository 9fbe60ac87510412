"""The shipped plan and its ready-made scenarios, for the tests of what stands around them."""

from functools import cache
from pathlib import Path

import polars as pl

from finsam_data.assumptions import read_assumptions
from finsam_data.county import read_county
from finsam_data.forbund import read_forbund
from finsam_data.scenario import Scenario
from finsam_data.scenario_files import read_scenarios
from queries.scenarios.baseline import Baseline, baseline

SAMPLE = Path(__file__).parents[2] / "sample_data"
TABLES = ("budget_line", "insats_budget", "allocation", "ideal_allocation")


@cache
def plan() -> Baseline:
    """The plan 2025–2027, carried on to 2030."""
    tables = [pl.read_parquet(SAMPLE / f"{name}.parquet") for name in TABLES]
    return baseline(*tables, read_forbund(SAMPLE), read_assumptions(SAMPLE), read_county(SAMPLE))


@cache
def ready(file: str) -> Scenario:
    """One of the ready-made scenarios."""
    return read_scenarios(SAMPLE)[0][file]
