"""Tillgänglighetsredogörelse: what of the site not everybody can use, why, and whom to tell."""

from pages.drawing.chart import Column
from pages.shared.html import contents, linked, prose, table_html
from pages.shared.page import open_page
from pages.text import accessibility as text
from pages.text.about import CONTENTS_LABEL

page = open_page(text.TITLE)
forbund = page.snapshot.forbund


def section(anchor: str, *paragraphs: str, introduction: str = "") -> None:
    """A heading that the table of contents leads to, and its text."""
    page.section(text.SECTIONS[anchor], introduction, anchor=anchor)
    if paragraphs:
        page.html(prose(paragraphs))


with page.body():
    page.summary(text.summary(forbund))
    page.html(contents(CONTENTS_LABEL, text.SECTIONS))

    section("hur", *text.STATUS)
    section("annat-satt", text.OTHER_WAY)

    section("rapportera", text.REPORT)
    ways = text.answered(forbund.contact)
    page.html("".join(linked(*way) for way in ways) or prose([text.to_whom(forbund)]))

    section("tillsyn", text.SUPERVISION)
    page.html(linked(*text.SUPERVISOR))

    section("brister", introduction=text.SHORTCOMINGS_INTRODUCTION)
    columns = [Column(label, label) for label in text.COLUMNS]
    page.html(table_html(text.SHORTCOMINGS_CAPTION, columns, text.SHORTCOMINGS, blocks=True))

    section("undantag", *text.EXCEPTIONS)
    section("provning", *text.TESTED)
    section("tangenter", *text.KEYBOARD)

    page.footer(text.SOURCE)
