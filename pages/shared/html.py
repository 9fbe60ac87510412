"""Small pieces of HTML: tables, key figures, sentences. Every value is escaped; nothing else writes markup."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from pages.drawing.chart import Chart
from pages.text.common import TABLE_SUMMARY


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


def chart_table(chart: Chart, source: str) -> str:
    """The chart's numbers as a real table behind a heading that opens it, with definition and source under it."""
    heads = "".join(f'<th scope="col"{_right(column.numeric)}>{escape(column.label)}</th>' for column in chart.columns)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(
            f"<td{_right(column.numeric)}>{escape(value)}</td>"
            for column, value in zip(chart.columns[1:], row[1:], strict=True)
        )
        + "</tr>"
        for row in chart.rows
    )
    notes = "".join(f"<p>{escape(note)}</p>" for note in chart.notes)
    return (
        f'<div class="fs-notes">{notes}</div>'
        f'<details class="fs-details"><summary>{escape(TABLE_SUMMARY)}</summary>'
        f'<div class="fs-scroll" tabindex="0" role="region" aria-label="{escape(chart.title)}">'
        f"<table><caption>{escape(chart.title)}. {escape(chart.subtitle)}</caption>"
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
        f"<p>{escape(chart.definition)}</p><p>{escape(source)}</p></details>"
    )


def key_figures(figures: Sequence[KeyFigure]) -> str:
    """The row of key figures."""
    return f'<div class="fs-figures">{"".join(map(_key_figure, figures))}</div>'


def _key_figure(figure: KeyFigure) -> str:
    comparisons = "".join(f'<p class="fs-comparison">{escape(text)}</p>' for text in figure.comparisons)
    certainty = f'<p class="fs-certainty">{escape(figure.certainty)}</p>' if figure.certainty else ""
    definition = (
        f'<details class="fs-details"><summary>Så räknas det</summary><p>{escape(figure.definition)}</p></details>'
        if figure.definition
        else ""
    )
    return (
        f'<section class="fs-figure" aria-label="{escape(figure.label)}"><p class="fs-label">{escape(figure.label)}</p>'
        f'<p class="fs-value">{escape(figure.value)}</p>{comparisons}{certainty}{definition}</section>'
    )


def _right(numeric: bool) -> str:
    return ' class="fs-number"' if numeric else ""
