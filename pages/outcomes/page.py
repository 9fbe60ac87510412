"""Resultat per insats: how it went for those who ended, against goals, for women and men, and over the years."""

import streamlit as st

from pages.outcomes.charts import about, duration_bars, exit_bars, gender_dots
from pages.outcomes.development import coarse_measure, own_measure
from pages.outcomes.figures import outcome_figures
from pages.outcomes.goals import goal_table, unfollowed_table
from pages.shared.choices import choose
from pages.shared.page import open_page
from pages.text import goals as goal_words
from pages.text import outcomes as text
from pages.text.common import NO_PERIODS
from pages.text.formats import period_name
from queries.counts import compared_insatser
from queries.duration import duration_counts
from queries.gender import OTHER
from queries.outcomes import (
    comparable,
    development,
    exit_counts,
    exit_list_of,
    missing_reason,
    outcomes_by_gender,
    toward_work,
    work_or_study,
)
from queries.publication.plan import TOTAL
from queries.target_counts import Counts
from queries.targets import target_results

page = open_page(text.TITLE)
snapshot, forbund = page.snapshot, page.snapshot.forbund
choices = choose(snapshot, insats=True, gender=True)
exits = snapshot.table("exit")

if choices is None:
    page.nothing(NO_PERIODS)
    st.stop()

period, insats, gender = choices.period, choices.insats, choices.gender
toward = toward_work(exits, forbund, period, insats, gender)
exit_list = exit_list_of(forbund, period)
page.summary(text.summary(period, toward.n, insats, gender, exit_list))

if toward.n == 0:
    page.nothing(text.NOBODY_ENDED)
    goals = st.container()
else:
    before = period.year_before
    known_before = not exits.filter(period=before.code, insats=insats).is_empty()
    work = work_or_study(exits, forbund, period, insats, gender)
    same_list = known_before and comparable(forbund, period, before)
    toward_before = toward_work(exits, forbund, before, insats, gender) if known_before else None
    work_before = work_or_study(exits, forbund, before, insats, gender) if same_list else None
    missing = missing_reason(exits, period, insats, gender)
    page.figures(outcome_figures(period, (work, work_before), (toward, toward_before), missing))

    rows, shown = compared_insatser(forbund, period, insats), about(period, insats, gender)
    durations = snapshot.table("duration")
    page.section(text.EXIT_SECTION)
    counts = exit_counts(exits, forbund, period, rows, gender)
    page.chart(exit_bars(counts, work or toward, work is not None, forbund, shown, page.palette))
    left, right = st.columns(2)
    with left:
        outcomes = outcomes_by_gender(exits, forbund, period, rows)
        other = toward_work(exits, forbund, period, insats, OTHER).n
        page.chart(gender_dots(outcomes, work is not None, other, period, page.palette))
    with right:
        page.chart(
            duration_bars(duration_counts(durations, forbund, period, rows, gender), forbund, shown, page.palette)
        )
    goals = st.container()

    page.section(text.TIME_SECTION)
    whose = text.of_whom(insats, gender)
    left, right = st.columns(2)
    for column, chart, coarse in ((left, own_measure, False), (right, coarse_measure, True)):
        points = development(exits, forbund, period.half, insats, gender, coarse=coarse)
        everyone = None
        if insats != TOTAL:
            everyone = development(exits, forbund, period.half, TOTAL, gender, coarse=coarse)
        with column:
            page.chart(chart(points, everyone, forbund, period, whose, page.palette))

with goals:
    counts_in = Counts(snapshot.table("flow"), exits, snapshot.table("referral"))
    results = target_results(snapshot.table("target"), counts_in, forbund, period, insats)
    page.section(goal_words.TITLE, "" if gender == TOTAL else goal_words.BOTH_GENDERS)
    followed, unfollowed = goal_table(results, period), unfollowed_table(results, period)
    if followed:
        page.table(followed)
    else:
        page.nothing(goal_words.NONE_FOLLOWED if unfollowed else goal_words.NO_GOALS.format(period=period_name(period)))
    if unfollowed:
        page.table(unfollowed, closed=True)

page.footer(text.SOURCE_REGISTER)
