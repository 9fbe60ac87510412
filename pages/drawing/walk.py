"""A chart told one number at a time: what is spoken at each stop of a walk through it, and which marks it points at.

The words come from the chart's table, so they are its numbers to the digit. Points lie along the chart, series across:
where two names tell the rows apart (insats and sex) the second is the series, otherwise each measure is one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pages.drawing.chart import Chart, Column, State
from pages.drawing.marks import Mark, Marks, Place, Row, numbers_in
from pages.text.chart import SPOKEN_STATES, out_of, spoken, uncertain
from pages.text.formats import MISSING

INSATS = "insats"
"""The column that names one, in every table that has it."""
Said = Mapping[str, str]
"""A row by column name: what is said for each of its cells."""


@dataclass(frozen=True)
class Stop:
    """One stop: what is said there, the marks it is about (none where nothing of it is drawn), and whose number it is
    where the table tells the insatser apart.
    """

    words: str
    marks: tuple[Mark, ...] = ()
    insats: str = ""


Grid = list[list[Stop | None]]
"""Point by point, the stops of each series; None where the table has no row for the two together."""


def walk(chart: Chart) -> Grid:
    """The stops of a chart."""
    states, texts = chart.states, chart.rows
    if not texts:
        return []
    said = [
        {column.name: _said(state, text) for column, state, text in zip(chart.columns, *cells, strict=True)}
        for cells in zip(states, texts, strict=True)
    ]
    marks = Marks(chart.figure, _rows(chart, texts))
    heads, rest = _split(chart.columns)
    points = list(dict.fromkeys(row[heads[0].name] for row in said))
    if len(points) < len(said) and len(heads) > 1:
        return _crossed(said, heads, rest, marks)
    return _measured(said, heads, rest, marks)


def _crossed(said: Sequence[Said], heads: Sequence[Column], rest: Sequence[Column], marks: Marks) -> Grid:
    """The first name is the point and the second the series; everything else is said at the stop."""
    points, series = ({name: at for at, name in enumerate(_distinct(said, head))} for head in heads[:2])
    grid: Grid = [[None] * len(series) for _ in points]
    together = [[number for number, row in enumerate(said) if row[heads[0].name] == name] for name in points]
    for number, row in enumerate(said):
        point, name = points[row[heads[0].name]], row[heads[1].name]
        words = "; ".join(words for _, words in _statements(row, rest))
        found = marks.of(Place(point, series[name], name, number, together[point]), len(points), len(series))
        grid[point][series[name]] = Stop(f"{_called(said, row, heads, 2)}: {words}", found, row.get(INSATS, ""))
    return grid


def _measured(said: Sequence[Said], heads: Sequence[Column], rest: Sequence[Column], marks: Marks) -> Grid:
    """Each row is a point, and each of its measures a series."""
    grid: Grid = []
    for point, row in enumerate(said):
        name = _called(said, row, heads, 1)
        told, stops = list(_statements(row, rest)), []
        for at, (label, words) in enumerate(told):
            found = marks.of(Place(point, at, label, point, (point,)), len(said), len(told))
            stops.append(Stop(f"{name}: {words}", found, row.get(INSATS, "")))
        grid.append([*stops])
    return grid


def _statements(row: Said, columns: Sequence[Column]) -> Iterator[tuple[str, str]]:
    """What the row says: a measure's name and its words. A count, its base and its share are one statement."""
    rest = list(columns)
    while rest:
        first = rest.pop(0)
        pair = [column.name for column in (first, *rest[:1])]
        if len(rest) > 1 and rest[1].of == tuple(pair):
            share = rest[1]
            words = out_of(row[pair[0]], row[pair[1]], row[share.name])
            rest = rest[2:]
            if len(rest) > 1 and rest[0].of == rest[1].of == share.of:
                words += uncertain(row[rest[0].name], row[rest[1].name])
                rest = rest[2:]
            yield share.label, words
        else:
            yield first.label, spoken(first.label, row[first.name])


def _called(said: Sequence[Said], row: Said, heads: Sequence[Column], needed: int) -> str:
    """The row's names, without those that are the same everywhere or empty."""
    names = [
        row[head.name]
        for place, head in enumerate(heads)
        if place < needed or (row[head.name] != SPOKEN_STATES["not_applicable"] and len(_distinct(said, head)) > 1)
    ]
    return ", ".join(dict.fromkeys(names))


def _distinct(said: Sequence[Said], column: Column) -> list[str]:
    return list(dict.fromkeys(row[column.name] for row in said))


def _said(state: State, text: str) -> str:
    return SPOKEN_STATES.get("not_applicable" if text == MISSING else state, text)


def _split(columns: Sequence[Column]) -> tuple[Sequence[Column], Sequence[Column]]:
    """The names that begin the table, and the measures."""
    n = next((place for place, column in enumerate(columns) if column.numeric), len(columns))
    return columns[: max(n, 1)], columns[max(n, 1) :]


def _rows(chart: Chart, texts: Sequence[Sequence[str]]) -> list[Row]:
    numeric = [column.numeric for column in chart.columns]
    return [
        Row(
            frozenset(
                number for is_number, text in zip(numeric, row, strict=True) if is_number for number in numbers_in(text)
            ),
            tuple(
                value
                for column in chart.columns
                if column.numeric and isinstance(value := values[column.name], int | float)
            ),
        )
        for row, values in zip(texts, chart.table.iter_rows(named=True), strict=True)
    ]
