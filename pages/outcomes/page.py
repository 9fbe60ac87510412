"""Resultat per insats: how it went for those who ended, against goals, for women and men, and over the years."""

from functools import partial

from pages.outcomes.charts import about, duration_bars, exit_bars, gender_dots
from pages.outcomes.development import Points, coarse_measure, own_measure
from pages.outcomes.figures import outcome_figures
from pages.outcomes.goals import goal_table, unfollowed_table
from pages.shared.choices import choose
from pages.shared.margins import may_combine
from pages.shared.page import open_page
from pages.text import editions
from pages.text import goals as goal_words
from pages.text import outcomes as text
from pages.text.common import NO_PERIODS
from pages.text.formats import period_name
from queries.counts import compared_insatser
from queries.duration import duration_counts
from queries.gender import OTHER
from queries.outcomes import development, exit_counts, exit_list_of, outcomes_by_gender, period_outcome, toward_work
from queries.publication.plan import TOTAL
from queries.target_counts import Counts
from queries.targets import target_results

page = open_page(text.TITLE)
snapshot, forbund = page.snapshot, page.snapshot.forbund
choices = choose(snapshot, insats=True, gender=True, shows=("exit", "avslutsorsak"))
exits = snapshot.table("exit")

if choices is None:
    page.stop(NO_PERIODS, text.SOURCE_REGISTER)

period, insats, gender = choices.period, choices.insats, choices.gender
of_whom = text.of_whom(insats, gender)
told_apart = partial(may_combine, snapshot.manifest.tables["exit"], period)
apart = told_apart("insats", "gender", "avslutsorsak")
outcome = period_outcome(exits, forbund, period, insats, gender)


def over_time(coarse: bool) -> tuple[Points, Points | None]:
    """What is chosen, and all insatser to compare it with."""
    points = development(exits, forbund, period.half, insats, gender, coarse=coarse)
    if insats == TOTAL:
        return points, None
    return points, development(exits, forbund, period.half, TOTAL, gender, coarse=coarse)


with page.body():
    page.summary(text.summary(period, outcome.toward_work.n, insats, gender, exit_list_of(forbund, period)))

    if outcome.toward_work.n == 0:
        page.nothing(text.NOBODY_ENDED)
        goals = page.room()
    else:
        page.figures(outcome_figures(outcome, period, page.decimals))
        by_insats = apart or (gender == TOTAL and told_apart("insats", "avslutsorsak"))
        rows, shown = compared_insatser(forbund, period, insats, apart=by_insats), about(period, insats, gender)
        counts_work = outcome.work is not None

        by_gender = told_apart("gender", "avslutsorsak")
        page.section(text.EXIT_SECTION, "" if by_gender else editions.GENDER_NOT_APART)
        counts = exit_counts(exits, forbund, period, rows, gender)
        page.chart(exit_bars(counts, outcome.headline, counts_work, forbund, shown, page.palette))
        # One row of women and men is no match for a card with every insats beside it.
        left, right = page.columns() if apart else (page.room(), page.room())
        with left:
            if by_gender:
                compared = compared_insatser(forbund, period, insats, apart=apart)
                outcomes = outcomes_by_gender(exits, forbund, period, compared)
                other = toward_work(exits, forbund, period, compared[0], OTHER).n
                neither = text.other_gender(other) if OTHER in forbund.genders else (text.OTHER_AMONG_MEN,)
                notes = neither if apart else (*neither, text.GENDER_ALL_TOGETHER)
                page.chart(gender_dots(outcomes, counts_work, notes, period, page.palette))
        with right:
            durations = duration_counts(snapshot.table("duration"), forbund, period, rows, gender)
            page.chart(duration_bars(durations, forbund, shown, page.palette))
        goals = page.room()

        page.section(text.TIME_SECTION)
        left, right = page.columns()
        with left:
            page.chart(own_measure(*over_time(coarse=False), forbund, period, of_whom, page.palette))
        with right:
            page.chart(coarse_measure(*over_time(coarse=True), forbund, period, of_whom, page.palette))

    with goals:
        counts_in = Counts(snapshot.table("flow"), exits, snapshot.table("referral"))
        results = target_results(snapshot.table("target"), counts_in, forbund, period, insats)
        page.section(goal_words.TITLE, "" if gender == TOTAL else goal_words.BOTH_GENDERS)
        followed, unfollowed = goal_table(results, period), unfollowed_table(results, period)
        if followed:
            page.table(followed)
        else:
            page.nothing(
                goal_words.NONE_FOLLOWED if unfollowed else goal_words.NO_GOALS.format(period=period_name(period))
            )
        if unfollowed:
            page.table(unfollowed, closed=True)

    page.footer(text.SOURCE_REGISTER)
