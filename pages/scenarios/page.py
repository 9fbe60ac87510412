"""Scenarier: what happens to the years ahead if something in the plan is changed, answered at once."""

from pages.scenarios import group, share
from pages.scenarios.assumptions import assumption_tables
from pages.scenarios.ideal import ideal_section
from pages.scenarios.live import live
from pages.scenarios.sources import plan_of
from pages.shared.page import open_page
from pages.text import scenarios as text

page = open_page(text.TITLE)
plan = plan_of(page.snapshot)
if isinstance(plan, str):
    page.stop(plan, text.SOURCE)

share.from_address(plan)
if group.is_on():
    group.view(page, plan)
else:
    live(page, plan)
    page.section(text.SECTIONS["ideal"])
    ideal_section(page, plan)
    page.section(text.SECTIONS["assumptions"])
    assumption_tables(page, plan)

page.footer(plan.source)
