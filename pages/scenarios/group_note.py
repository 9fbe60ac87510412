"""What the working group did, on one page: as text and as a page to print. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from pages.text import scenario_group as text
from pages.text.formats import moment, number
from pages.text.scenario_comparison import mark
from queries.scenarios.projection import Projection

Log = Sequence[tuple[datetime, str]]

STYLE = (
    "@page{size:A4;margin:14mm}body{font:11pt/1.4 system-ui,sans-serif;max-width:46rem;margin:1rem auto;"
    "padding:0 1rem;color:#1b1f24;background:#fff}h1{font-size:18pt;margin:0}h2{font-size:12pt;margin:.9rem 0 .2rem}"
    "table{border-collapse:collapse;width:100%}th,td{padding:.15rem .4rem;border-bottom:1px solid #bbb;"
    "text-align:right}th:first-child{text-align:left}ul{margin:.2rem 0;padding-left:1.2rem}.mark{font-weight:700}"
    "footer{font-size:9pt;margin-top:1rem}"
)


@dataclass(frozen=True)
class Note:
    """Everything the note says, already in words. facts are pairs of label and content."""

    mark: str
    facts: tuple[tuple[str, str], ...]
    changed: tuple[str, ...]
    happened: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    remarks: tuple[str, ...]
    source: str


def note_of(
    forbund: str,
    mine: Projection,
    plan: Projection,
    levers: Sequence[str],
    log: Log,
    now: datetime,
    marks: Sequence[str],
    source: str,
) -> Note:
    """The note; levers are those in force in words, source names the documents and the data."""
    scenario = mine.scenario
    said = condensed(log)
    left_out = max(0, len(said) - text.MOST_IN_NOTE)
    happened = [f"{text.clock(at)} {words}" for at, words in said[left_out:]]
    return Note(
        mark=text.NOTE_DRAFT if scenario.draft else text.NOTE_DECIDED.format(mark=mark(scenario)),
        facts=(
            (text.FORBUND, forbund),
            (text.SCENARIO, scenario.name),
            (text.WHEN, moment(now)),
            (text.MARKS, ", ".join(marks)),
        ),
        changed=tuple(levers) or (text.NOTHING_CHANGED,),
        happened=tuple([text.EARLIER.format(n=left_out)] if left_out else []) + tuple(happened) or (text.LOG_EMPTY,),
        rows=tuple(
            (
                str(row.year),
                *(
                    number(value)
                    for value in (
                        row.income_tkr,
                        row.cost_tkr,
                        row.result_tkr,
                        row.equity_closing_tkr,
                        plan.year(row.year).equity_closing_tkr,
                        row.gap_to_ideal_tkr,
                    )
                ),
            )
            for row in mine.years
        ),
        remarks=tuple(f"{note.year}: {note.text}" for note in mine.notes if note not in plan.notes),
        source=source,
    )


def condensed(log: Log) -> list[tuple[datetime, str]]:
    """The log with several turns of the same dial in a row told as the last of them."""
    kept: list[tuple[datetime, str]] = []
    for at, words in log:
        subject, colon, _ = words.partition(":")
        if kept and colon and kept[-1][1].partition(":")[0] == subject:
            kept.pop()
        kept.append((at, words))
    return kept


def note_text(note: Note) -> str:
    """The note as plain text with marks that Markdown understands."""
    columns = text.NOTE_COLUMNS
    table = [columns, tuple("---" if at == 0 else "---:" for at in range(len(columns))), *note.rows]
    parts = [
        f"# {text.NOTE_TITLE}",
        note.mark,
        "\n".join(f"- {label}: {content}" for label, content in note.facts),
        f"## {text.CHANGED}",
        _items(note.changed),
        f"## {text.LEADS_TO}",
        "\n".join(f"| {' | '.join(row)} |" for row in table),
        f"## {text.HAPPENED}",
        _items(note.happened),
        *((f"## {text.REMARKS}", _items(note.remarks)) if note.remarks else ()),
        note.source,
    ]
    return "\n\n".join(parts) + "\n"


def note_html(note: Note) -> str:
    """The note as a page of its own, ready to print; every value is escaped."""
    facts = "".join(f"<li>{escape(label)}: {escape(content)}</li>" for label, content in note.facts)
    heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in text.NOTE_COLUMNS)
    rows = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in row[1:])}</tr>'
        for row in note.rows
    )
    remarks = f"<h2>{escape(text.REMARKS)}</h2>{_list(note.remarks)}" if note.remarks else ""
    return (
        f'<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>{escape(text.NOTE_TITLE)}</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<style>{STYLE}</style></head><body><main><h1>{escape(text.NOTE_TITLE)}</h1>"
        f'<p class="mark">{escape(note.mark)}</p><ul>{facts}</ul>'
        f"<h2>{escape(text.CHANGED)}</h2>{_list(note.changed)}"
        f"<h2>{escape(text.LEADS_TO)}</h2><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        f"<h2>{escape(text.HAPPENED)}</h2>{_list(note.happened)}{remarks}"
        f"</main><footer>{escape(note.source)}</footer></body></html>"
    )


def _items(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _list(lines: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"
