"""Könsfördelning: women and men where they come in, take part, end and get on, against goals and target groups."""

import polars as pl

from pages.gender.charts import intake_dots, outcome_dots
from pages.gender.development import count_columns, insats_strips, share_development
from pages.gender.figures import women_figures
from pages.shared.choices import choose
from pages.shared.margins import may_combine
from pages.shared.page import open_page
from pages.text import gender as text
from pages.text import goals as goal_words
from pages.text.common import NO_PERIODS, NOTHING_CHOSEN
from queries.counts import compared_insatser
from queries.gender import (
    WORK_OR_STUDY,
    WomenShare,
    target_group_shares,
    women,
    women_by_period,
    women_goals,
    women_shares,
)
from queries.outcomes import comparable
from queries.publication.plan import TOTAL
from queries.target_counts import Counts
from queries.targets import target_results

page = open_page(text.TITLE)
snapshot, forbund = page.snapshot, page.snapshot.forbund
choices = choose(snapshot, insats=True, shows=("flow", "gender"))
flow, exits = snapshot.table("flow"), snapshot.table("exit")

if choices is None:
    page.stop(NO_PERIODS, text.SOURCE_REGISTER)

period, insats = choices.period, choices.insats
apart = may_combine(snapshot.manifest.tables["flow"], period, "insats", "gender")
rows = compared_insatser(forbund, period, insats, apart=apart)
shares = women_shares(flow, exits, forbund, period, rows)
if not may_combine(snapshot.manifest.tables["exit"], period, "insats", "gender", "avslutsorsak"):
    # Work or study is then told of all insatser together only.
    shares = WomenShare.cast(shares.filter((pl.col("insats") == TOTAL) | (pl.col("population") != WORK_OR_STUDY)))
participants = women(shares, insats, "participants")
if participants is None or participants.n == 0:
    page.stop(NOTHING_CHOSEN, text.SOURCE_REGISTER)

other = shares.filter(insats=insats, population="participants").item(0, "other")
with page.body():
    page.summary(text.summary(period, participants, other, insats))

    before = women_shares(flow, exits, forbund, period.year_before, [insats])
    same_list = comparable(forbund, period, period.year_before)
    page.figures(women_figures(shares, before, same_list, period, insats, page.decimals))
    now = page.room()

    page.section(text.SECTION_TIME)
    years = women_by_period(flow, period.half, compared_insatser(forbund, period, TOTAL, apart=apart))
    over_time, beside = page.columns()
    with beside:
        page.chart(count_columns(years, insats, period, page.palette))
    if insats == TOTAL and apart:
        page.chart(insats_strips(years, period, page.palette))

    groups = target_group_shares(snapshot.table("published_figure"), snapshot.table("target_group"), forbund)
    with over_time:
        page.chart(share_development(years, insats, groups.get(insats), period, page.palette))
    with now:
        counts = Counts(flow, exits, snapshot.table("referral"))
        results = target_results(snapshot.table("target"), counts, forbund, period, insats)
        goals = women_goals(results)
        about_gender = results.filter(pl.col("gender").is_in(["kvinna", "man"]))
        notes = goal_words.unfollowed_notes(list(about_gender.filter(met="not_followed").iter_rows(named=True)))
        # The yardsticks are the insatser's own, so they are told where those are shown.
        page.section(
            text.SECTION_NOW, text.yardsticks(groups, [name for name in rows if name != TOTAL]) if apart else ""
        )
        left, right = page.columns()
        with left:
            page.chart(intake_dots(shares, goals, groups, text.goal_notes(goals, period) + notes, period, page.palette))
        with right:
            page.chart(outcome_dots(shares, goals, groups, period, page.palette))

    page.footer(text.SOURCE_YARDSTICKS)
