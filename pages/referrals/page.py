"""Anmälare: who refers to what, how evenly, and who the new participants are."""

from pages.drawing.chart import Chart
from pages.referrals.background import category_bars
from pages.referrals.charts import referral_heat, referral_history
from pages.referrals.figures import referral_figures
from pages.referrals.parties import self_referral_dots, spread_bars
from pages.shared.choices import choose
from pages.shared.margins import may_combine
from pages.shared.page import open_page
from pages.text import referrals as text
from pages.text.common import NO_PERIODS
from pages.text.formats import period_name
from pages.text.overview import SOURCE_REGISTER
from queries.background import by_size, category_shares
from queries.counts import compared_insatser
from queries.publication.plan import TOTAL
from queries.referrals import ReferralCell, cells_of, referral_goals, referral_matrix, referrals_by_period
from queries.spread import InsatsSpread, parties_of, spread_by_insats

page = open_page(text.TITLE)
snapshot, forbund, palette = page.snapshot, page.snapshot.forbund, page.palette
choices = choose(snapshot, insats=True, gender=True, shows=("referral", "anmalare"))
referral = snapshot.table("referral")

if choices is None:
    page.stop(NO_PERIODS, SOURCE_REGISTER)

period, insats, gender = choices.period, choices.insats, choices.gender
shares = category_shares(referral, "anmalare", forbund, period, insats, gender)
if shares.is_empty() or shares.get_column("base")[0] == 0:
    page.stop(text.NOTHING_STARTED, SOURCE_REGISTER)


def bars(table: str, dimension: str, apart: tuple[str, ...] | None = None) -> Chart:
    """The bars of one table; with values to set apart they are sorted by size, otherwise the order has a meaning."""
    found = category_shares(snapshot.table(table), dimension, forbund, period, insats, gender)
    ordered = found if apart is None else by_size(found, apart)
    return category_bars(ordered, dimension, period, insats, gender, palette, apart or ())


# Does the snapshot tell the insatser apart with what else is chosen?
beside = () if gender == TOTAL else ("gender",)
apart = may_combine(snapshot.manifest.tables["referral"], period, "insats", "anmalare", *beside)
cells = referral_matrix(referral, forbund, period, gender)
if not apart:
    cells = ReferralCell.cast(cells.filter(insats=TOTAL))
rows = compared_insatser(forbund, period, insats, apart=apart)
spreads = spread_by_insats(referral, forbund, period, rows, gender)
has_goals = gender == TOTAL and "target" in snapshot.manifest.tables
goals = referral_goals(snapshot.table("target"), referral, forbund, period) if has_goals else []
own_goals = [goal for goal in goals if goal.anmalare == forbund.self_referral]
self_referrals = cells_of(cells, forbund.self_referral, insats, [goal.insats for goal in own_goals])
party_goals = [goal for goal in goals if goal not in own_goals and insats in {TOTAL, goal.insats}]

with page.body():
    page.summary(text.summary(period, insats, gender, shares.get_column("base")[0]))
    merged = snapshot.manifest.merged.get("anmalare", {})
    if merged:
        spreads = InsatsSpread.create_empty()
    page.figures(referral_figures(shares, spreads, forbund.self_referral, period, page.decimals))

    page.section(text.WHO_TITLE)
    left, right = page.columns()
    with left:
        if insats == TOTAL and apart:
            page.chart(referral_heat(cells, period, gender, palette))
        else:
            page.chart(bars("referral", "anmalare", ()))
    with right:
        history = referrals_by_period(referral, forbund, period.half, insats, gender)
        page.chart(referral_history(history, shares, period, insats, gender, palette))
    left, right = page.columns()
    with left:
        if merged:
            page.nothing(text.PARTIES_MERGED)
        else:
            page.chart(spread_bars(spreads, len(parties_of(forbund)), period, gender, palette))
    with right:
        if merged and forbund.self_referral is None:
            page.nothing(text.SELF_REFERRAL_MERGED)
        elif self_referrals.filter(insats=insats).is_empty():
            page.nothing(text.NO_SELF_REFERRAL)
        else:
            page.chart(self_referral_dots(self_referrals, own_goals, period, insats, gender, palette))
    if party_goals:
        page.sentences([text.goal_sentence(goal, period_name(period.year_before)) for goal in party_goals])

    page.section(text.BACKGROUND_TITLE, text.BACKGROUND_INTRODUCTION)
    district = bars("district", "stadsdel", forbund.not_stadsdelar)
    left, right = page.columns()
    with left:
        if page.draws(district):
            page.chart(district)
        else:
            page.chart(bars("age", "age_band"))
    with right:
        if page.draws(district):
            page.chart(bars("age", "age_band"))
        page.chart(bars("education", "education"))
    page.chart(bars("time_without_work", "time_without_work"))
    if not page.draws(district):
        page.chart(district)

    page.footer(SOURCE_REGISTER)
