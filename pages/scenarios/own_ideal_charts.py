"""The ideal of a table that the user has filled in, and the template for it. Pure, no Streamlit."""

import io
from pathlib import PurePath

import polars as pl

from finsam_data.ideal_table import HEADINGS, WHOLE_COUNTRY, IdealFile
from pages.drawing.chart import Chart, Column
from pages.shared.export import harmless
from pages.text import scenario_ideal_table as text
from pages.text.scenario_sources import MODELS
from queries.scenarios.ideal import Country, IdealModel, ideal_table, ideal_template, table_model

TEMPLATE_ROWS = 200


def own_ideals(file: IdealFile, model: IdealModel) -> tuple[pl.DataFrame, IdealModel]:
    """The ideals of the file's förbund, as ForbundIdeal, and the model with the number of förbund they were made on."""
    country = Country(*file.country) if file.country else None
    used = table_model(model, file.keys.height, country)
    return ideal_table(file.keys, used, country), used


def own_table(file: IdealFile, model: IdealModel, with_base: bool) -> Chart:
    """The table with shares, ideals and gaps, marked as the user's own figures with the file's name."""
    ideals, used = own_ideals(file, model)
    name, n = text.file_name(file.name), ideals.height
    known = ideals["gap_tkr"].drop_nulls()
    title = text.HAS_ABOVE.format(above=(known < 0).sum(), n=len(known)) if len(known) else text.HAS_NO_ALLOCATION
    state = float(ideals["state_tkr"].sum())
    read_as = text.part_of_country(n, used.n, state, used.pot) if file.country else text.whole_country(n, used.pot)
    return Chart(
        key="ideal-egen-tabell",
        title=title.format(n=n),
        subtitle=text.SUBTITLE.format(file=name, model=MODELS[with_base]),
        figure={},
        table=ideals.with_columns(
            pl.col("ideal_tkr", "gap_tkr").round(0),
            per_mille=pl.col("share") * 1000,
            kind=pl.lit(text.KIND),
        ),
        columns=(
            Column("forbund", HEADINGS["forbund"]),
            Column("kind", "Slag av tal"),
            Column("inhabitants", HEADINGS["inhabitants"], "count"),
            Column("full_year_equivalents", HEADINGS["full_year_equivalents"], "count"),
            Column("per_mille", "Andel av nycklarna, promille", "decimal"),
            Column("allocation_tkr", HEADINGS["allocation_tkr"], "tkr"),
            Column("ideal_tkr", "Ideal, tkr", "tkr"),
            Column("gap_tkr", "Kvar till idealet, tkr", "tkr"),
            Column("of_ideal", "Andel av idealet", "share1"),
        ),
        definition=text.definition(used.weight_inhabitants, used.weight_full_year_equivalents),
        source=text.SOURCE.format(file=name),
        notes=(read_as, *([text.unused(file.unused)] if file.unused else [])),
    )


def template_file(name: str, forbund: str) -> bytes:
    """The template, as CSV where the file's name says so, else as a workbook with a guide; forbund is its first row."""
    headings = [HEADINGS[column] for column in ideal_template().columns]
    rows = [WHOLE_COUNTRY, forbund]
    if PurePath(name).suffix.lower() == ".csv":
        lines = [";".join(headings), *(";".join([harmless(row), *[""] * (len(headings) - 1)]) for row in rows)]
        return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()
    return _workbook(headings, rows)


def _workbook(headings: list[str], rows: list[str]) -> bytes:
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        numbers = book.add_format({"num_format": "# ##0"})
        sheet = book.add_worksheet(text.SHEET)
        sheet.write_row(0, 0, headings, bold)
        sheet.write_column(1, 0, [harmless(row) for row in rows])
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, len(headings) - 1, 20, numbers)
        sheet.data_validation(
            1, 1, TEMPLATE_ROWS, len(headings) - 1, {"validate": "decimal", "criteria": ">=", "value": 0}
        )
        sheet.freeze_panes(1, 1)
        guide = book.add_worksheet(text.GUIDE_SHEET)
        guide.set_column(0, 0, 100, book.add_format({"text_wrap": True}))
        guide.write_column(0, 0, text.GUIDE)
    return buffer.getvalue()
