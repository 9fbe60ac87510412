"""Om siffrorna: how the figures are counted, where they come from, and where they do not reach."""

import msgspec

from pages.about import tables
from pages.about.published import conflict_table, published_table, told_conflicts
from pages.shared.html import contents, folded, prose, table_html
from pages.shared.margins import shown_and_hidden
from pages.shared.page import open_page
from pages.text import about as text
from pages.text import editions
from queries.consent import consent_gaps
from queries.disclosure.outcome import Audit
from queries.flow import balance
from queries.periods import parse_period
from queries.published import compared_figures, tally

page = open_page(text.TITLE)
snapshot, forbund, manifest = page.snapshot, page.snapshot.forbund, page.snapshot.manifest
years = [period for code in manifest.periods if (period := parse_period(code)) and period.half is None]


def section(anchor: str, *paragraphs: str) -> None:
    """A heading that the table of contents leads to, and its text."""
    page.section(text.SECTIONS[anchor], anchor=anchor)
    if paragraphs:
        page.html(prose(paragraphs))


def show(table: tables.Words, *, fold: bool = False) -> None:
    """A table, behind its heading where it is long; a table of words only becomes blocks on a phone."""
    markup = table_html(*table, blocks=not any(column.numeric for column in table.columns))
    page.html(folded(text.OPEN_TABLE, markup) if fold else markup)


def faults(*names: str) -> list[str]:
    """Why any of these tables could not be published."""
    return list(dict.fromkeys(problem.message for problem in manifest.problems if problem.table in names))


def readable(*names: str) -> bool:
    """Could these tables be published? If not, it is told in the section that needs them."""
    for message in faults(*names):
        page.nothing(message)
    return not faults(*names)


with page.body():
    page.summary(text.SUMMARY)
    page.html(contents(text.CONTENTS_LABEL, text.SECTIONS))

    section("verkligt", *text.real_or_synthetic(forbund.register))

    section("definitioner")
    show(tables.definition_table())

    section("populationer", text.COUNTED)
    show(tables.population_table())
    now = balance(snapshot.table("flow"), years[-1]) if years and readable("flow") else None
    page.html(prose([*([text.balance_sentence(years[-1], now)] if now and None not in now else []), text.HALF_YEARS]))

    section("osakerhet", *text.UNCERTAINTY)

    section("avslutsorsaker", text.EXIT_LISTS, *text.excluded(forbund.excluded_reasons))
    for exit_list in forbund.exit_lists:
        page.html(prose([text.exit_list_sentence(exit_list)]))
        show(tables.exit_table(exit_list))

    section("samtycke", text.CONSENT)
    if readable("consent", "exit"):
        gaps = consent_gaps(snapshot.table("consent"), snapshot.table("exit"))
        page.html(prose(text.consent_sentences(gaps.to_dicts())))
        show(tables.consent_table(gaps), fold=True)

    section("publicerat", text.PUBLISHED)
    counted = [name for name, entry in manifest.tables.items() if entry.dimensions]
    if readable("published_figure", "published_conflict", "flow", *counted):
        figures = compared_figures(
            snapshot.table("published_figure"), snapshot.table("published_conflict"), snapshot.table, forbund
        )
        page.html(prose(text.tally_sentences(tally(figures))))
        if figures.height:
            show(published_table(figures), fold=True)

    section("motsagelser", text.CONFLICTS)
    if readable("published_conflict"):
        conflicts = told_conflicts(snapshot.table("published_conflict"), manifest.edition)
        if conflicts.height < snapshot.table("published_conflict").height:
            page.html(prose([editions.CONFLICTS_LEFT_OUT]))
        if conflicts.is_empty():
            page.nothing(text.NO_CONFLICTS)
        else:
            titles = {} if faults("source") else dict(snapshot.table("source").select("source", "title").iter_rows())
            show(conflict_table(conflicts, titles))

    section("insatser")
    show(tables.insats_table(forbund))

    section("stadsdelar", text.STADSDELAR, *text.not_stadsdelar(forbund.not_stadsdelar))
    show(tables.stadsdel_table(forbund), fold=True)

    section("kallor")
    if readable("source"):
        show(tables.source_table(snapshot.table("source")))

    section("underlag", text.UNDERLAG)
    show(tables.snapshot_table(manifest, forbund))
    show(tables.content_table(manifest), fold=True)
    readable(*(problem.table for problem in manifest.problems))

    section("insyn", *editions.INSIGHT[manifest.edition])
    if manifest.edition == "protected" and not faults(*counted):
        cells = {name: shown_and_hidden(snapshot.table(name), manifest.tables[name]) for name in counted}
        shown, hidden = (sum(counts) for counts in zip(*cells.values(), strict=True))
        tried, large = (
            editions.audit_sentences(msgspec.convert(manifest.audit, Audit), manifest.created)
            if manifest.audit
            else ("", "")
        )
        told = f"{editions.cells_sentence(shown, hidden)} {large}".strip()
        page.html(prose([*([tried] if tried else []), told, editions.merged_sentence(manifest.merged)]))
        show(tables.cells_table(cells), fold=True)

    page.footer(text.SOURCE)
