"""The workbook of a comparison: every formula, worked out again, gives the value that stands in its cell."""

import io
import re
import zipfile
from xml.etree import ElementTree as ET

import fastexcel
import pytest

from finsam_data.scenario import EMPTY, InsatsAmounts, OpeningEquity, RegionQuarter, Scenario
from pages.scenarios.export import comparison_workbook
from queries.scenarios.side_by_side import compare
from tests.pages.scenarios_plan import plan, ready

MARKS = ("Syntetiska data", "Intern – får inte delas")
NAMESPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
OPENING = Scenario("Annat ingående", (OpeningEquity(tkr={2027: -100.0}), RegionQuarter(tkr={2026: 9042.0})))


def workbook(*scenarios):
    return comparison_workbook(plan(), compare(plan(), scenarios), "Verksamhetsplanen", MARKS)


def cells(content):
    """(sheet, reference) → (formula or None, value), of the numbers."""
    names = fastexcel.read_excel(content).sheet_names
    found = {}
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        for number, name in enumerate(names, 1):
            tree = ET.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
            for cell in tree.iterfind(".//m:c", NAMESPACE):
                formula, value = cell.find("m:f", NAMESPACE), cell.find("m:v", NAMESPACE)
                if cell.get("t") is None and value is not None:
                    found[name, cell.get("r")] = (None if formula is None else formula.text, float(value.text))
    return found


def worked_out(found, sheet, formula):
    """The formula's value, from the other cells' values: sums of ranges, plus and minus."""

    def value(name, reference):
        return found.get((name or sheet, reference), (None, 0.0))[1]

    def total(match):
        column, first, last = match[1], int(match[2]), int(match[3])
        return repr(sum(value(None, f"{column}{row}") for row in range(first, last + 1)))

    formula = re.sub(r"SUM\(([A-Z])(\d+):\1(\d+)\)", total, formula)
    formula = re.sub(r"(?:([A-D])!)?([A-Z]\d+)", lambda match: f"({value(match[1], match[2])!r})", formula)
    assert re.fullmatch(r"[-+().\de]+", formula)
    return eval(formula)


SHEETS = [
    (EMPTY, ready("bada-ips")),
    (EMPTY, ready("bada-ips"), ready("ideal-2030"), ready("omfordelning")),
    (OPENING, ready("ips-unga"), ready("esf-stupet")),
]


@pytest.mark.parametrize("scenarios", SHEETS)
def test_every_formula_gives_the_value_beside_it(scenarios):
    found = cells(workbook(*scenarios))
    formulas = {place: cell for place, cell in found.items() if cell[0]}
    # Per scenario and year: 7 sums and balances, and the carried equity in all years but the first.
    assert len([place for place in formulas if place[0] == "A"]) == 6 * 8 + 5
    for (sheet, reference), (formula, value) in formulas.items():
        assert worked_out(found, sheet, formula) == value, (sheet, reference, formula)


def test_the_values_are_the_engines():
    found = fastexcel.read_excel(workbook(EMPTY, ready("bada-ips"))).load_sheet("B", header_row=4).to_polars()
    rows = {row[0]: row[1:] for row in found.rows()}
    assert found.columns[1:4] == ["2025 (budget)", "2026 (plan)", "2027 (plan)"]
    # 564 + 37 798 − 29 528 − 4 500 − 4 333 = 1
    assert rows["Summa intäkter"][1] == 37798
    assert rows["Summa kostnader"][1] == 29528 + 4500 + 4333
    assert rows["Resultat"][1] == 37798 - 29528 - 4500 - 4333
    assert rows["Ingående eget kapital"][1] == 564
    assert rows["Utgående eget kapital"][1] == 564 + rows["Resultat"][1] == 1
    # 2025 is printed one lower than it is computed: 1 346 + 40 781 − 41 562 = 565.
    assert (rows["Planens egen avrundning"][0], rows["Utgående eget kapital"][0]) == (-1, 564)


def test_a_changed_amount_reaches_the_years_after_it():
    """What Excel does when a cost of 2026 is raised by 100: the balance of 2028 falls by 100, through three years."""
    found = cells(workbook(EMPTY, ready("bada-ips")))
    closing = next(
        reference
        for (sheet, reference), (formula, value) in found.items()
        if sheet == "A" and formula and value == 27115 and reference[0] == "E"
    )
    cost = next(
        reference
        for (sheet, reference), (formula, value) in found.items()
        if sheet == "A" and not formula and value == 15903
    )
    assert cost[0] == "C"
    raised = {**found, ("A", cost): (None, 15903 + 100)}
    for _ in range(10):
        raised |= {
            place: (formula, worked_out(raised, place[0], formula)) for place, (formula, _) in raised.items() if formula
        }
    assert raised["A", closing][1] == 27115 - 100


def test_an_opening_balance_that_is_set_is_a_step_of_its_own():
    found = fastexcel.read_excel(workbook(OPENING, EMPTY)).load_sheet("A", header_row=4).to_polars()
    rows = {row[0]: row[1:] for row in found.rows()}
    assert rows["Ingående eget kapital"][2] == -100
    assert rows["Eget kapital från året innan"][2] + rows["Ändrat av scenariot"][2] == -100


def test_the_comparison_points_at_the_scenarios():
    found = cells(workbook(EMPTY, ready("bada-ips")))
    references = [formula for (sheet, _), (formula, _) in found.items() if sheet == "Jämförelse" and formula]
    # 5 outcomes · 6 years · (2 scenarios + 1 difference)
    assert len(references) == 5 * 6 * 3
    assert {formula[0] for formula in references if "!" in formula} == {"A", "B"}


def test_marks_source_and_assumptions_follow():
    book = fastexcel.read_excel(workbook(EMPTY, ready("bada-ips"), ready("ips-unga")))
    assert book.sheet_names == ["Jämförelse", "A", "B", "C", "Det som skiljer", "Antaganden", "Om siffrorna"]
    about = dict(book.load_sheet("Om siffrorna", header_row=None).to_polars().rows())
    assert about["Märkning"] == "Syntetiska data, Intern – får inte delas"
    assert about["Källa"] == "Verksamhetsplanen"
    assert about["B"] == "Båda beslutade IPS-insatserna (beslutat 23 maj 2025, § 4 och § 5)"
    assert about["C"] == "IPS unga som pilot 2026 (UTKAST)"
    assert about["Data"] == plan().fingerprint
    for sheet, marked in (("C", "UTKAST"), ("B", "beslutat 23 maj 2025"), ("Jämförelse", "UTKAST")):
        rows = book.load_sheet(sheet, header_row=None).to_polars().rows()
        assert marked in rows[1][0]
        assert "Syntetiska data" in rows[1][0]
    assumptions = book.load_sheet("Antaganden").to_polars()
    assert assumptions.height == len(plan().assumptions.assumptions)


def test_the_inputs_that_differ_are_numbers():
    table = fastexcel.read_excel(workbook(EMPTY, ready("ideal-2030"))).load_sheet("Det som skiljer").to_polars()
    assert table.rows() == [("Andel av idealet 2030", None, None, 1.0)]


@pytest.mark.parametrize("name", ["=1+1", "+46", "-1+1", "@SUM(A1)", '=HYPERLINK("http://x";"y")'])
def test_text_that_a_spreadsheet_would_run_is_only_text(name):
    hostile = Scenario(name, (InsatsAmounts(insats=name, tkr={2026: 1.0}, new=True),))
    content = workbook(hostile, EMPTY)
    book = fastexcel.read_excel(content)
    texts = [
        cell
        for sheet in book.sheet_names
        for row in book.load_sheet(sheet, header_row=None, dtypes="string").to_polars().rows()
        for cell in row
        if cell and name in cell
    ]
    assert texts
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in texts)
    assert not any(name.lstrip("=") in formula for formula, _ in cells(content).values() if formula)
