"""The section of assumptions: what share of the plan follows them, and each with its source, folded."""

from pages.scenarios.assumption_charts import assumption_table, growth_table
from pages.scenarios.sources import Plan
from pages.shared.page import Page
from pages.text import scenarios as text
from queries.remembered import remembered
from queries.scenarios.growth import growth_seen

_growth_seen = remembered(growth_seen)
_assumption_table, _growth_table = remembered(assumption_table), remembered(growth_table)


def assumption_tables(page: Page, plan: Plan) -> None:
    """The sentence first, the tables behind their titles."""
    titles = dict(page.snapshot.table("source").select("source", "title").iter_rows())
    seen = _growth_seen(plan.baseline)
    if seen.height:
        growth = float(seen.get_column("growth").mode().max())  # type: ignore[arg-type]
        page.sentences([text.followed(int(seen.get_column("follows").sum()), seen.height, growth)])
    page.table(_assumption_table(plan.baseline.assumptions, titles, plan.source), closed=True)
    if seen.height:
        page.table(_growth_table(seen, plan.source), closed=True)
