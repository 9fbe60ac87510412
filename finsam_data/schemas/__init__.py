"""The stored tables. A file <table>.parquet in the data folder holds one of these."""

import dataframely as dy

from finsam_data.schemas.money import Allocation, BudgetLine, EconomyFact, IdealAllocation, InsatsBudget
from finsam_data.schemas.participation import Participation
from finsam_data.schemas.reference import PublishedConflict, PublishedFigure, Source, Target, TargetGroup

FACT_TABLES: dict[str, type[dy.Schema]] = {
    "allocation": Allocation,
    "budget_line": BudgetLine,
    "economy_fact": EconomyFact,
    "ideal_allocation": IdealAllocation,
    "insats_budget": InsatsBudget,
    "published_conflict": PublishedConflict,
    "published_figure": PublishedFigure,
    "source": Source,
    "target": Target,
    "target_group": TargetGroup,
}
"""Tables without persons; they pass unchanged into every snapshot."""

TABLES: dict[str, type[dy.Schema]] = {"participation": Participation, **FACT_TABLES}
