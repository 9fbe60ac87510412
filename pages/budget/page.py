"""Budget och idealfördelning: what the förbund gets, what it is used for, and what is left."""

import streamlit as st

from pages.budget.charts import ideal_gap, insats_grid, party_quarters
from pages.budget.cost_charts import participant_costs, result_costs
from pages.budget.figures import allocation_sentence, money_figures
from pages.budget.frame_charts import equity_lines, frame_bridge
from pages.budget.sources import printed_in
from pages.shared.choices import choose
from pages.shared.page import open_page
from pages.text import budget as text
from pages.text import budget_cost
from pages.text import budget_findings as findings
from queries.allocation import allocation_by_party, allocation_by_year, allocation_gap, matching
from queries.budget import TYPES, insats_amounts, money_year, nearest_year, planned_to_zero, sum_checks, year_budgets
from queries.cost import insats_costs
from queries.equity import decisions, equity_by_year, equity_facts, first_room
from queries.financial_frame import financial_frame, frame_years
from queries.gender import target_group_shares

page = open_page(text.TITLE)
table, forbund, colours = page.snapshot.table, page.snapshot.forbund, page.palette
choices = choose(page.snapshot)
period = choices.period if choices else None

allocation, lines, insats_budget = table("allocation"), table("budget_line"), table("insats_budget")
facts, documents = table("economy_fact"), table("source")
years = allocation_by_year(allocation, table("ideal_allocation"))
budgets, amounts = year_budgets(lines, allocation), insats_amounts(insats_budget)
year = money_year(years, budgets, amounts, period.year if period else None)
if year is None:
    page.nothing(text.NO_MONEY)
    st.stop()

equity = equity_by_year(facts, documents, lines, budgets, amounts)
frame_year = nearest_year(frame_years(budgets, equity), year)
frame = financial_frame(frame_year, budgets, equity, amounts, facts) if frame_year else None
gap, room, zero = allocation_gap(years, year), first_room(equity, budgets, year), planned_to_zero(amounts)
made, checks = decisions(facts), sum_checks(lines, insats_budget)

with page.body():
    page.summary(text.summary(period, year, allocation_sentence(year, years)))
    page.figures(money_figures(year, years, gap, frame, equity, room))

    page.section(text.SECTIONS["allocation"])
    if years.is_empty():
        page.nothing(text.NO_ALLOCATION)
    else:
        left, right = page.columns()
        source = printed_in(documents, allocation, table("ideal_allocation"))
        with left:
            page.chart(ideal_gap(years, gap, year, source, colours))
        parties = allocation_by_party(allocation, forbund)
        with right:
            now, before = matching(parties, year), matching(parties, year - 1)
            page.chart(party_quarters(parties, now, before, forbund, printed_in(documents, allocation), colours))

    page.section(text.SECTIONS["insatser"], findings.zero_introduction(zero, made))
    if amounts.is_empty():
        page.nothing(text.NO_INSATS_BUDGET)
    else:
        source = printed_in(documents, insats_budget)
        kinds = [kind for kind in TYPES if kind in amounts.get_column("type")]
        for column, kind in zip(page.columns(), kinds, strict=False):
            with column:
                page.chart(insats_grid(amounts, kind, zero, year, text.sums_notes(checks, kind), source, colours))

    page.section(text.SECTIONS["frame"])
    if said := findings.frame_findings(room, zero, made, documents, budgets):
        page.sentences(said)
    left, right = page.columns()
    source = printed_in(documents, lines, insats_budget)
    with left:
        if frame:
            page.chart(frame_bridge(frame, year, text.sums_notes(checks, "budget_line"), source, colours))
        else:
            page.nothing(text.NO_FRAME)
    with right:
        if equity.is_empty():
            page.nothing(text.NO_EQUITY)
        else:
            page.chart(equity_lines(equity, printed_in(documents, lines, equity_facts(facts)), colours))

    page.section(text.SECTIONS["cost"], budget_cost.INTRODUCTION)
    costs = insats_costs(amounts, table("flow"), table("exit"), forbund)
    cost_year = nearest_year(costs.get_column("year"), year)
    if cost_year is None:
        page.nothing(budget_cost.NO_COSTS)
    else:
        groups = target_group_shares(table("published_figure"), table("target_group"), forbund)
        source = budget_cost.SOURCE.format(documents=printed_in(documents, insats_budget))
        left, right = page.columns()
        with left:
            page.chart(participant_costs(costs, groups, cost_year, year, source, colours))
        with right:
            page.chart(result_costs(costs, groups, cost_year, year, source, colours))

    page.footer(printed_in(documents, allocation, lines, insats_budget, equity_facts(facts), places=False))
