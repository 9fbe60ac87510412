"""Small pieces of HTML: tables, key figures, sentences. Every value is escaped; nothing else writes markup."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import msgspec

from pages.drawing.chart import Chart, Column
from pages.text.chart import NOT_DRAWN
from pages.text.common import DEFINITION_SUMMARY, TABLE_SUMMARY
from pages.text.formats import HIDDEN
from pages.text.keys import ABOUT_SITE, OPEN_HELP, PRESENT
from pages.text.navigation import NOT_IN_MENU, PAGES
from queries.remembered import remembered


@dataclass(frozen=True)
class KeyFigure:
    """A key figure: label, big number, what it is compared with in words, how sure that is, and what it counts."""

    label: str
    value: str
    comparisons: Sequence[str] = ()
    certainty: str = ""
    definition: str = ""


def chart_heading(chart: Chart) -> str:
    """The finding, what is measured, and the key to the colours."""
    legend = "".join(
        f'<li><span class="fs-swatch" style="background:{escape(colour)}"></span>{escape(name)}</li>'
        for name, colour in chart.legend
    )
    listed = f'<ul class="fs-legend">{legend}</ul>' if legend else ""
    return f'<div class="fs-chart-heading"><h3>{escape(chart.title)}</h3><p>{escape(chart.subtitle)}</p>{listed}</div>'


def table_html(caption: str, columns: Sequence[Column], rows: Sequence[Sequence[str]], *, blocks: bool = False) -> str:
    """A real table: caption, headings with scope, the first column as row headings; it scrolls where it is too wide.

    With blocks each row becomes a block of its own on a phone, for tables of words, and says itself what it is. It goes
    as data, which body.js builds: the browser's check of every attribute was most of what a changed table cost.
    """
    told = {
        "caption": caption,
        "blocks": blocks,
        "columns": [[column.label, column.numeric] for column in columns],
        "rows": rows,
    }
    return data_html("table", told, f"fs-scroll{' fs-blocks' if blocks else ''}")


def data_html(name: str, told: object, classes: str = "") -> str:
    """An element that carries data to our own scripts, as JSON in its attribute data-name."""
    # Streamlit drops an attribute that could end a comment or an element of raw text. JSON is full of double quotes.
    data = msgspec.json.encode(told).decode()
    for sign, written in (("<", "\\u003c"), (">", "\\u003e"), ("'", "\\u0027"), ("&", "\\u0026")):
        data = data.replace(sign, written)
    return f"<div class='{classes}' data-{name}='{data}'></div>"


def folded(heading: str, content: str) -> str:
    """Content behind a heading that opens it; content is markup from this module."""
    return f'<details class="fs-details"><summary>{escape(heading)}</summary>{content}</details>'


def prose(paragraphs: Sequence[str]) -> str:
    """Running text."""
    return f'<div class="fs-prose">{"".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)}</div>'


def linked(words: str, address: str, name: str) -> str:
    """A line that ends in a link."""
    return f'<p class="fs-line">{escape(words)} <a href="{escape(address)}">{escape(name)}</a></p>'


def hint(words: str) -> str:
    """A quiet line of help beside a form."""
    return f'<p class="fs-hint">{escape(words)}</p>'


def hidden_key(words: str) -> str:
    """What the mark of a protected number means, beside the mark itself."""
    return f'<p class="fs-hint"><span class="fs-swatch fs-chequered"></span> {HIDDEN} {escape(words)}</p>'


def nothing(message: str) -> str:
    """The designed empty state: why there is nothing to see."""
    return f'<p class="fs-nothing" role="status">{escape(message)}</p>'


def told_wrong(message: str) -> str:
    """What is wrong with what was just typed, read aloud at once."""
    return f'<p class="fs-wrong" role="alert">{escape(message)}</p>'


def contents(label: str, headings: Mapping[str, str]) -> str:
    """A list of the page's sections, anchor → heading, that leads to each."""
    links = "".join(f'<li><a href="#{escape(anchor)}">{escape(name)}</a></li>' for anchor, name in headings.items())
    return f'<nav class="fs-contents" aria-label="{escape(label)}"><ul>{links}</ul></nav>'


@remembered
def chart_table(chart: Chart, source: str) -> str:
    """The chart's numbers as a real table behind a heading that opens it, with definition and source under it.

    The note above is seen only where the browser could not draw the chart.
    """
    table = table_html(f"{chart.title}. {chart.subtitle}", chart.columns, chart.rows)
    notes = "".join(f"<p>{escape(note)}</p>" for note in chart.notes)
    under = f"<p>{escape(chart.definition)}</p><p>{escape(source)}</p>"
    fallback = f'<p class="fs-fallback">{escape(NOT_DRAWN)}</p>'
    return f'{fallback}<div class="fs-notes">{notes}</div>{folded(TABLE_SUMMARY, table + under)}'


@remembered
def open_table(chart: Chart, source: str, *, blocks: bool = True) -> str:
    """A table that is the chart itself, shown at once, with its notes, definition and source under it.

    Without blocks its rows stay rows on a phone, so that they can be compared, and it scrolls.
    """
    table = table_html(f"{chart.title}. {chart.subtitle}", chart.columns, chart.rows, blocks=blocks)
    notes = "".join(f"<p>{escape(note)}</p>" for note in chart.notes)
    under = f"<p>{escape(chart.definition)}</p><p>{escape(source)}</p>"
    return f'{table}<div class="fs-notes">{notes}</div>{folded(DEFINITION_SUMMARY, under)}'


def foot(source: str) -> str:
    """The end of a page: its source, and the ways from every page; the buttons are seen where their script has come."""
    title, address = next((title, address) for folder, title, address in PAGES if folder in NOT_IN_MENU)
    return (
        f'<footer class="fs-footer">{escape(source)}<nav class="fs-foot" aria-label="{ABOUT_SITE}">'
        f'<a href="/{address}">{escape(title)}</a><button type="button" data-keys="help">{OPEN_HELP}</button>'
        f'<button type="button" data-keys="present">{PRESENT}</button></nav></footer>'
    )


def key_figures(figures: Sequence[KeyFigure]) -> str:
    """The row of key figures."""
    return f'<div class="fs-figures">{"".join(map(_key_figure, figures))}</div>'


def _key_figure(figure: KeyFigure) -> str:
    comparisons = "".join(f'<p class="fs-comparison">{escape(text)}</p>' for text in figure.comparisons if text)
    certainty = f'<p class="fs-certainty">{escape(figure.certainty)}</p>' if figure.certainty else ""
    definition = (
        f'<details class="fs-details"><summary>{escape(DEFINITION_SUMMARY)}</summary>'
        f"<p>{escape(figure.definition)}</p></details>"
        if figure.definition
        else ""
    )
    return (
        f'<section class="fs-figure" aria-label="{escape(figure.label)}"><p class="fs-label">{escape(figure.label)}</p>'
        f'<p class="fs-value">{escape(figure.value)}</p>{comparisons}{certainty}{definition}</section>'
    )
