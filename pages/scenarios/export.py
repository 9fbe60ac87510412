"""The comparison as an Excel workbook whose sums are live: change an amount and the years follow. Pure.

One sheet per scenario with its lines as numbers and everything that follows from them as formulas, one that compares
the scenarios by pointing at theirs, one with the inputs that differ, one with the assumptions, one about the file.
Every formula carries its value, so that a reader who does not calculate sees it too.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pages.shared.export import harmless
from pages.text import scenario_comparison as text
from pages.text import scenario_workbook as words
from queries.budget import INCOME_SECTION
from queries.scenarios.baseline import Baseline
from queries.scenarios.projection import LineRow, Projection, YearRow
from queries.scenarios.side_by_side import OUTCOMES, Comparison

NUMBER_FORMAT = "# ##0.##;-# ##0.##;0"
TOP = 4
"""The row with the years; above stand the scenario's name and marks."""


@dataclass
class Sheet:
    """A worksheet with its next row, its formats and where its results stand (outcome → row)."""

    book: Any
    sheet: Any
    bold: Any
    number: Any
    total: Any
    row: int = 0
    places: dict[str, int] = field(default_factory=dict)

    def line(self, label: str, cells: Sequence[float | str | None], values: Sequence[float | None] = ()) -> int:
        """A row of numbers or, where a cell is text that starts with =, formulas with their values. Returns the row."""
        formulas = bool(values)
        self.sheet.write_string(self.row, 0, harmless(label), self.bold if formulas else None)
        for column, cell in enumerate(cells, start=1):
            if isinstance(cell, str):
                self.sheet.write_formula(self.row, column, cell, self.total, values[column - 1])
            elif cell is not None:
                self.sheet.write_number(self.row, column, cell, self.number)
        self.row += 1
        return self.row - 1

    def heading(self, *cells: str) -> None:
        """A row of words in bold."""
        for column, cell in enumerate(cells):
            self.sheet.write_string(self.row, column, harmless(cell), self.bold)
        self.row += 1


def comparison_workbook(baseline: Baseline, comparison: Comparison, source: str, marks: Sequence[str]) -> bytes:
    """The workbook as a file; marks are the page's own, such as the edition."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold, number = book.add_format({"bold": True}), book.add_format({"num_format": NUMBER_FORMAT})
        total = book.add_format({"bold": True, "num_format": NUMBER_FORMAT})
        names = [words.COMPARISON, *text.LETTERS[: len(comparison.projections)]]
        sheets = {name: Sheet(book, book.add_worksheet(name), bold, number, total) for name in names}
        parties = {party.name for party in baseline.forbund.parties}
        for letter, projection in zip(text.LETTERS, comparison.projections, strict=False):
            _scenario_sheet(sheets[letter], letter, projection, parties, marks)
        _comparison_sheet(sheets, comparison, marks)
        _inputs_sheet(Sheet(book, book.add_worksheet(words.INPUTS), bold, number, total), baseline, comparison)
        _assumptions_sheet(Sheet(book, book.add_worksheet(words.ASSUMPTIONS), bold, number, total), baseline)
        _about_sheet(Sheet(book, book.add_worksheet(words.ABOUT), bold, number, total), comparison, source, marks)
    return buffer.getvalue()


def _scenario_sheet(sheet: Sheet, letter: str, projection: Projection, parties: set[str], marks: Sequence[str]) -> None:
    """Lines as numbers, sums and balances as formulas, a column per year."""
    years = projection.years
    sheet.heading(text.lettered(letter, projection.scenario))
    sheet.heading(", ".join([text.mark(projection.scenario), *marks]))
    sheet.heading(words.UNIT)
    sheet.row = TOP
    sheet.heading(words.LINE, *(f"{row.year} ({row.basis})" for row in years))
    income = [row for row in projection.lines if row.section == INCOME_SECTION]
    first, last = _lines(sheet, years, [row for row in income if row.line in parties])
    allocation = _formulas(sheet, "allocation_tkr", years, lambda c, _: f"=SUM({c}{first}:{c}{last})")
    _lines(sheet, years, [row for row in income if row.line not in parties])
    end = sheet.row
    added = "".join(f"+{{c}}{row}" for row in range(allocation + 1, end + 1))
    income_row = _formulas(sheet, "income_tkr", years, lambda c, _: f"={c}{allocation}{added.format(c=c)}")
    first_cost, last_cost = _lines(sheet, years, [row for row in projection.lines if row.section != INCOME_SECTION])
    cost = _formulas(sheet, "cost_tkr", years, lambda c, _: f"=SUM({c}{first_cost}:{c}{last_cost})")
    result = _formulas(sheet, "result_tkr", years, lambda c, _: f"={c}{income_row}-{c}{cost}")
    _balances(sheet, years, income_row, result)
    ideal = sheet.line(words.RESULTS["ideal_tkr"], [row.ideal_tkr for row in years]) + 1
    _formulas(sheet, "gap_to_ideal_tkr", years, lambda c, _: f"={c}{ideal}-{c}{allocation}")
    for note in projection.notes:
        sheet.sheet.write_string(sheet.row + 1, 0, harmless(f"{note.year}: {note.text}"))
        sheet.row += 1
    sheet.sheet.set_column(0, 0, 46)
    sheet.sheet.set_column(1, len(years), 17)
    sheet.sheet.freeze_panes(TOP + 1, 1)


def _balances(sheet: Sheet, years: Sequence[YearRow], income: int, result: int) -> None:
    """Opening, closing and frame. Each year opens with what the former closed with, and what a lever puts to it."""
    start = years[0].equity_opening_tkr - years[0].opening_adjustment_tkr
    closing = sheet.row + 5
    carried: list[float | str | None] = [start, *(f"={_column(place)}{closing}" for place in range(len(years) - 1))]
    before = [start, *(row.equity_closing_tkr for row in years)]
    from_before = sheet.line(words.RESULTS["carried"], carried, before) + 1
    put = sheet.line(words.RESULTS["opening_adjustment_tkr"], [row.opening_adjustment_tkr for row in years]) + 1
    opening = _formulas(sheet, "equity_opening_tkr", years, lambda c, _: f"={c}{from_before}+{c}{put}")
    rounding = sheet.line(words.RESULTS["rounding_tkr"], [row.rounding_tkr for row in years]) + 1
    written = _formulas(sheet, "equity_closing_tkr", years, lambda c, _: f"={c}{opening}+{c}{result}+{c}{rounding}")
    if written != closing:
        raise ValueError("the closing balance is not where the next year looks for it")
    _formulas(sheet, "frame_tkr", years, lambda c, _: f"={c}{income}+{c}{opening}")


def _lines(sheet: Sheet, years: Sequence[YearRow], rows: Sequence[LineRow]) -> tuple[int, int]:
    """The lines, a row each with its amounts; the first and last row as Excel counts them, an empty row for none."""
    first = sheet.row + 1
    for name in dict.fromkeys((row.section, row.line) for row in rows):
        amounts = {row.year: row.amount_tkr for row in rows if (row.section, row.line) == name}
        label = name[1] if name[0] == INCOME_SECTION else f"{name[0]}: {name[1]}"
        sheet.line(label, [amounts.get(row.year, 0.0) for row in years])
    sheet.row = max(sheet.row, first)
    return first, sheet.row


def _formulas(sheet: Sheet, name: str, years: Sequence[YearRow], formula: Any) -> int:
    """A row of formulas with the engine's own values; its row as Excel counts."""
    values = [getattr(row, name) for row in years]
    cells = [None if value is None else formula(_column(place), value) for place, value in enumerate(values)]
    sheet.places[name] = sheet.line(words.RESULTS[name], cells, values) + 1
    return sheet.places[name]


def _comparison_sheet(sheets: dict[str, Sheet], comparison: Comparison, marks: Sequence[str]) -> None:
    """Every outcome of every scenario, by reference, and how far it lies from the first scenario's."""
    sheet = sheets[words.COMPARISON]
    sheet.heading(words.COMPARISON_TITLE)
    sheet.heading(", ".join([*dict.fromkeys(text.mark(p.scenario) for p in comparison.projections), *marks]))
    sheet.heading(words.UNIT)
    scenarios = list(zip(text.LETTERS, comparison.projections, strict=False))
    for outcome in OUTCOMES:
        sheet.row += 1
        sheet.heading(text.OUTCOMES[outcome][0], *(str(year) for year in comparison.years))
        values = comparison.values(outcome)
        first = sheet.row + 1
        for (letter, projection), series in zip(scenarios, values, strict=True):
            row = sheets[letter].places[outcome]
            cells = [None if value is None else f"={letter}!{_column(at)}{row}" for at, value in enumerate(series)]
            sheet.line(text.lettered(letter, projection.scenario), cells, series)
        for place, (letter, _) in enumerate(scenarios[1:], start=1):
            differences = [
                None if mine is None or theirs is None else mine - theirs
                for mine, theirs in zip(values[place], values[0], strict=True)
            ]
            cells = [
                None if value is None else f"={_column(at)}{first + place}-{_column(at)}{first}"
                for at, value in enumerate(differences)
            ]
            sheet.line(words.DIFFERENCE.format(letter=letter), cells, differences)
    sheet.sheet.set_column(0, 0, 46)
    sheet.sheet.set_column(1, len(comparison.years), 12)


def _inputs_sheet(sheet: Sheet, baseline: Baseline, comparison: Comparison) -> None:
    """The inputs that differ; amounts and shares as numbers."""
    labels = {name: group.label for name, group in baseline.groups.items()}
    lettered = [text.lettered(letter, projection.scenario) for letter, projection in _lettered(comparison)]
    sheet.heading(text.WHAT, text.PLAN, *lettered)
    share, day = (sheet.book.add_format({"num_format": code}) for code in ("0.0 %", "yyyy-mm-dd"))
    formats = {"tkr": sheet.number, "share": share}
    for row in comparison.inputs:
        sheet.sheet.write_string(sheet.row, 0, harmless(text.input_name(row.input, labels) + text.input_unit(row.form)))
        for column, value in enumerate((row.plan, *row.values), start=1):
            if isinstance(value, bool):
                sheet.sheet.write_string(sheet.row, column, text.YES)
            elif isinstance(value, date):
                sheet.sheet.write_datetime(sheet.row, column, value, day)
            elif value is not None:
                sheet.sheet.write_number(sheet.row, column, value, formats[row.form])
        sheet.row += 1
    sheet.sheet.set_column(0, 0, 46)
    sheet.sheet.set_column(1, len(lettered) + 1, 24)


def _assumptions_sheet(sheet: Sheet, baseline: Baseline) -> None:
    sheet.heading(*words.ASSUMPTION_COLUMNS)
    for found in baseline.assumptions.assumptions:
        sheet.sheet.write_string(sheet.row, 0, harmless(found.label))
        sheet.sheet.write_number(sheet.row, 1, found.value)
        texts = (found.unit, str(found.valid_from), f"{found.source} {found.place}".rstrip(), found.note)
        for column, written in enumerate(texts, start=2):
            sheet.sheet.write_string(sheet.row, column, harmless(written))
        sheet.row += 1
    sheet.sheet.set_column(0, 0, 60)
    sheet.sheet.set_column(1, 5, 22)


def _about_sheet(sheet: Sheet, comparison: Comparison, source: str, marks: Sequence[str]) -> None:
    """What must follow the numbers wherever they go."""
    entries = [
        *((letter, f"{p.scenario.name} ({text.mark(p.scenario)})") for letter, p in _lettered(comparison)),
        (words.MARKS, ", ".join(marks)),
        (words.SOURCE, source),
        (words.DATA, comparison.projections[0].fingerprint),
        *words.HOW,
    ]
    for label, content in entries:
        sheet.sheet.write_string(sheet.row, 0, label, sheet.bold)
        sheet.sheet.write_string(sheet.row, 1, harmless(content))
        sheet.row += 1
    sheet.sheet.set_column(0, 0, 16)
    sheet.sheet.set_column(1, 1, 110, sheet.book.add_format({"text_wrap": True}))


def _lettered(comparison: Comparison) -> list[tuple[str, Projection]]:
    return list(zip(text.LETTERS, comparison.projections, strict=False))


def _column(place: int) -> str:
    """The letter of the year at that place, counted from 0; there are never more than 25."""
    return chr(ord("B") + place)
