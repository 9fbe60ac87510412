"""Datakvalitet: how much is unknown, and how far the figures can be trusted."""

from pages.quality import trust
from pages.quality.charts import gap_heat, gap_history
from pages.quality.figures import known_figure, trust_figures
from pages.shared.choices import choose
from pages.shared.html import hint
from pages.shared.page import open_page
from pages.text import quality as text
from pages.text.common import NO_PERIODS
from queries.counts import compared_insatser
from queries.quality import (
    FIELDS,
    doubts,
    doubts_by_period,
    field_gaps,
    gaps_by_period,
    has_quality_tables,
    known_answers,
    largest_gap,
    open_too_long,
    waiting_rows,
)

page = open_page(text.TITLE)
snapshot, forbund, manifest = page.snapshot, page.snapshot.forbund, page.snapshot.manifest
choices = choose(snapshot, insats=True, shows=("referral", "anmalare"))
tables = {asked.table: snapshot.table(asked.table) for asked in FIELDS.values()}

if choices is None:
    page.stop(NO_PERIODS, text.SOURCE)

period, insats = choices.period, choices.insats
internal = manifest.edition == "internal"
apart = internal or period.half is None
gaps = field_gaps(tables, forbund, period, compared_insatser(forbund, period, insats, apart=apart))
if gaps.filter(insats=insats).is_empty():
    page.stop(text.NOBODY_COUNTED, text.SOURCE)

with page.body():
    known = known_answers(gaps, insats)
    page.summary(text.summary(period, insats, known, largest_gap(gaps, insats)))

    counted = internal and has_quality_tables(manifest.tables)
    if counted:
        in_doubt = doubts(snapshot.table("doubtful"), period, insats)
        delay = snapshot.table("registration_delay").filter(period=period.code)
        waiting = snapshot.table("waiting")
        waits = int(waiting.get_column("n").sum())
        page.figures([known_figure(known, page.decimals), *trust_figures(in_doubt, delay.filter(insats=insats), waits)])

    page.section(text.KNOWN_TITLE, text.KNOWN_INTRODUCTION)
    left, right = page.columns()
    with left:
        page.chart(gap_heat(gaps, period, insats, page.palette))
    with right:
        page.chart(gap_history(gaps_by_period(tables, period.half, insats), period, insats, page.palette))

    if not counted:
        page.html(hint(text.NOT_YET if internal else text.PROTECTED_NOTE))
    else:
        page.section(text.TRUST_TITLE, text.TRUST_INTRODUCTION)
        page.table(trust.doubt_table(in_doubt, period, insats), blocks=False)
        left, right = page.columns()
        with left:
            history = doubts_by_period(snapshot.table("doubtful"), period.half, insats)
            page.chart(trust.doubt_history(history, period, insats, page.palette))
        with right:
            still_open = open_too_long(snapshot.table("doubtful"), period)
            page.table(trust.open_table(still_open, forbund, period), blocks=False)

        page.section(text.TIME_TITLE, text.TIME_INTRODUCTION)
        if delay.get_column("known").sum():
            page.table(trust.delay_table(delay, period), blocks=False)
        else:
            page.nothing(text.NO_TIMES)

        page.section(text.WAITING_TITLE, text.WAITING_INTRODUCTION)
        rows = waiting_rows(waiting, insats)
        if rows.is_empty():
            page.nothing(text.NOTHING_WAITING)
        else:
            page.table(trust.waiting_table(rows))

        page.section(text.FILES_TITLE)
        files = snapshot.table("taken_file")
        if files.is_empty():
            page.nothing(text.NO_FILES)
        else:
            page.table(trust.files_table(files), blocks=False)

    page.footer(text.SOURCE)
