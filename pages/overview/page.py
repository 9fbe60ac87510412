"""Översikt: what happened in the period, better or worse than last year, and the way into each page."""

import streamlit as st

from pages.overview.charts import balance_bridge, development, insats_bars
from pages.overview.figures import goal_findings, money_figures, people_figures
from pages.shared.choices import choose
from pages.shared.page import open_page
from pages.text import navigation
from pages.text import overview as text
from pages.text.common import NO_PERIODS
from queries.allocation import allocation_by_year, allocation_gap
from queries.flow import balance, counts_by_insats, counts_by_period, in_use
from queries.outcomes import comparable, work_or_study
from queries.uncertainty import compare

page = open_page(text.TITLE)
snapshot = page.snapshot
choices = choose(snapshot)
flow, exits = snapshot.table("flow"), snapshot.table("exit")

if choices is None or (now := balance(flow, choices.period)) is None:
    page.stop(NO_PERIODS, text.SOURCE_REGISTER)

period = choices.period
before = balance(flow, period.year_before)
share = work_or_study(exits, snapshot.forbund, period)
share_before = (
    work_or_study(exits, snapshot.forbund, period.year_before)
    if before and comparable(snapshot.forbund, period, period.year_before)
    else None
)
years = allocation_by_year(snapshot.table("allocation"), snapshot.table("ideal_allocation"))
gap = allocation_gap(years, period.year)

with page.body():
    page.summary(text.summary(period, now))
    page.figures(
        [*people_figures(period, now, before, share, share_before, page.decimals), *money_figures(years, period.year)]
    )

    verdict = compare(share, share_before) if share and share_before else None
    page.section("Det här sticker ut")
    page.sentences([*text.findings(period, now, before, share, verdict, gap), *goal_findings(snapshot, period)])

    left, right = page.columns()
    with left:
        page.chart(balance_bridge(now, period, page.palette))
    with right:
        insatser = in_use(counts_by_insats(flow, period), snapshot.forbund, period)
        page.chart(insats_bars(insatser, period, page.palette, now.participants))
    page.chart(development(counts_by_period(flow, period.half), period, page.palette))

page.section(text.WAYS_TITLE)
ways = [way for way in navigation.PAGES if way[2] in text.WAYS]
for column, (folder, title, address) in zip(st.columns(len(ways)), ways, strict=True):
    with column:
        st.page_link(f"pages/{folder}/page.py", label=title)
        st.caption(text.WAYS[address])

page.footer(text.SOURCE_REGISTER)
