"""What a report has printed is known to the attacker: a count, a sum of several, and a per cent within its rounding."""

import polars as pl
import pytest

from finsam_data.schemas import TABLES
from queries.disclosure.attack import Attack
from queries.disclosure.groups import small_groups
from queries.disclosure.printed import printed_cells, printed_sums
from queries.disclosure.region import Region
from queries.publication.plan import publication_plan
from queries.publication.publish import participant_tables
from tests.builders import frame, row
from tests.queries.disclosure.tiny import FLOW, HALF, A, B, cell, hide, lists, people, started, system

SQUARE = {(A, "kvinna"): 10, (A, "man"): 2, (B, "kvinna"): 20, (B, "man"): 30}
WHOLE_FLOW, DISTRICT = (table for table in publication_plan().tables if table.name in {"flow", "district"})


def printed(register, tables, **figure):
    """What one printed figure about those who started says of the register's tables."""
    whole = {"period": HALF.code, "population": "nya", "exact": True, "gender": "alla", "insats": "alla"}
    figures = frame("published_figure", row("published_figure", **whole | figure))
    counted = participant_tables(lambda *_: register, lists(), tables, [HALF], lambda _: None)
    return printed_sums(figures, TABLES["published_conflict"].create_empty(), counted, lists())


def test_a_count_is_the_cell_itself():
    found = printed(started(SQUARE), (FLOW,), insats=A, dimension="total", category="alla", measure="antal", value=12)
    assert printed_cells(found).rows() == [("flow", HALF.code, "started", A, "alla", "alla")]


@pytest.mark.parametrize(("measure", "value"), [("antal", 13), ("andel", 50)])
def test_a_figure_that_is_not_the_registers_says_nothing(measure, value):
    wrong = {"dimension": "kön", "category": "kvinna", "gender": "kvinna", "measure": measure, "value": value}
    assert printed(started(SQUARE), (FLOW,), insats=A, **wrong).is_empty()


@pytest.mark.parametrize(("value", "expected"), [(None, (0, 12)), (17, (1.98, 2.1))])
def test_a_per_cent_is_known_within_its_rounding(value, expected):
    """2 of 12 are 16,7 %, printed 17: from 16,5 % to 17,5 % of 12. Without it the hidden square leaves 0 to 12."""
    register = started(SQUARE)
    share = {"dimension": "kön", "category": "man", "gender": "man", "measure": "andel"}
    known = {"printed": printed(register, (FLOW,), insats=A, value=value, **share)} if value else {}
    drawn = system(register, FLOW, **known)
    hidden = hide(drawn, *(cell(drawn, *group) for group in SQUARE))
    assert limits(drawn, hidden, cell(drawn, A, "man")) == expected


@pytest.mark.parametrize(("is_printed", "most"), [(False, 15), (True, 5)])
def test_a_sum_of_several_categories_is_known(is_printed, most):
    """Reports count 3 beside the stadsdelar as unknown too: 3 + 2 = 5 are printed, and the hidden Åsen has 10."""
    rows = [*people(10, stadsdel="Åsen"), *people(3, stadsdel="Utan område"), *people(2, stadsdel=None)]
    register = frame("participation", *rows)
    tables = (WHOLE_FLOW, DISTRICT)
    unknown = {"dimension": "stadsdel", "category": "okänd", "measure": "antal", "value": 5}
    drawn = system(register, *tables, **({"printed": printed(register, tables, **unknown)} if is_printed else {}))
    hidden = hide(
        drawn,
        *drawn.cells.with_row_index("row")
        .filter(pl.col("table") == "district", pl.col("category").is_in(["Åsen", "Utan område", "okänd"]))
        .get_column("row"),
    )
    assert limits(drawn, hidden, cell(drawn, category="okänd", table="district"))[1] == most


def limits(drawn, hidden, asked):
    """The fewest and the most that a cell can be, as far as the attacker can tell."""
    which = drawn.n < 0
    which[asked] = True
    attack = Attack(Region(drawn), hidden, small_groups(drawn, which))
    attack.explore([0])
    return round(float(attack.lowest[0]), 6), round(float(attack.highest[0]), 6)
