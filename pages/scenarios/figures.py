"""The strip that is always in view: the sentence of the year and the three columns."""

from pages.drawing.chart import Column
from pages.shared.html import table_html
from pages.text import scenarios as text
from queries.scenarios.projection import Projection
from queries.scenarios.year_columns import ComparedYear, largest_fall


def columns_table(year: ComparedYear) -> str:
    """The three columns as a table: what is decided or planned, the ideal, the scenario."""
    columns = (
        Column("post", f"{year.year}, tkr"),
        Column("plan", text.BASIS[year.basis], "count"),
        Column("ideal", text.IDEAL, "count"),
        Column("mine", text.MINE, "count"),
    )
    cells = zip(text.ROWS.values(), *map(text.column, (year.plan, year.ideal, year.mine)), strict=True)
    return table_html(text.columns_caption(year.year), columns, [list(row) for row in cells])


def findings(mine: Projection) -> list[str]:
    """What has to be said beside the figures: the fall of other income, and what a lever brings with it."""
    fall = largest_fall(mine)
    notes = dict.fromkeys(note.text for note in mine.notes if not note.code.startswith("printed"))
    return [*([text.fall(fall)] if fall else []), *notes]
