"""The attacker's equations: every number of the internal edition follows from them, and nothing else does."""

import numpy as np
import polars as pl
import pytest

from finsam_data.forbund import parse_forbund
from queries.disclosure.unknowns import counted_from, events_of
from queries.periods import covered_periods
from queries.publication.plan import publication_plan
from tests.builders import random_register
from tests.lilla_an import FORBUND
from tests.queries.disclosure.tiny import FLOW, KASSA, KOMMUN, REFERRAL, A, B, started, system

LILLA_AN = parse_forbund(FORBUND.encode())


@pytest.fixture(scope="module")
def drawn():
    """The whole plan's system of 400 deltaganden drawn at random over two years."""
    register = random_register(FORBUND, 400, seed=2003_1210).filter(
        # Mistaken rows are left out when the store reads; so they are here.
        pl.col("avslutsorsak").is_null() | (pl.col("avslutsorsak") != "Felregistrering")
    )
    periods = covered_periods(LILLA_AN.register.first_date, register.get_column("end_date").max())
    return system(register, periods=periods, forbund=LILLA_AN)


def test_every_count_is_the_sum_of_its_finest_cells(drawn):
    assert drawn.cells.height > 2_000
    assert np.array_equal(drawn.sums @ drawn.truth, drawn.n)


def test_every_finest_cell_is_counted_or_linked(drawn):
    """Those of consent who ended are never counted by themselves, but hang together with the others."""
    counted, linked = (np.diff(matrix.tocsc().indptr) > 0 for matrix in (drawn.sums, drawn.links))
    assert (counted | linked).all()
    assert counted.sum() > 500


def test_every_cell_is_made_of_finest_cells(drawn):
    """But for who was in Kaffestugan when 2023 began: it opened in July, so nobody can have been."""
    of_nothing = drawn.cells.filter(pl.Series(np.diff(drawn.sums.indptr) == 0))
    places = of_nothing.select("table", "period", "population", "insats").unique().rows()
    assert places == [("flow", "2023", "opening", "Kaffestugan")]


def test_what_hangs_together_is_zero_in_truth(drawn):
    assert drawn.links.shape[0] > 100
    assert not (drawn.links @ drawn.truth).any()


def row(drawn, period, population):
    everybody = {"table": "flow", "insats": "alla", "gender": "alla", "category": "alla"}
    found = drawn.cells.with_row_index("row").filter(period=period, population=population, **everybody)
    return drawn.sums[[found.get_column("row").item()]]


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        (("2024", "started"), {("2024H1", "started"): 1, ("2024H2", "started"): 1}),
        (("2024", "ended"), {("2024H1", "ended"): 1, ("2024H2", "ended"): 1}),
        (("2024", "opening"), {("2024H1", "opening"): 1}),
        (("2024", "participants"), {("2024H1", "opening"): 1, ("2024H1", "started"): 1, ("2024H2", "started"): 1}),
        (("2023H2", "closing"), {("2023H2", "opening"): 1, ("2023H2", "started"): 1, ("2023H2", "ended"): -1}),
    ],
)
def test_a_year_and_its_halves_share_their_finest_cells(drawn, whole, parts):
    """Equal as sums of the same unknowns, so whoever knows all parts but one knows that one."""
    summed = sum(times * row(drawn, *part) for part, times in parts.items())
    assert abs(row(drawn, *whole) - summed).max() == 0


def test_what_closes_a_half_year_opens_the_next_by_a_link_only(drawn):
    """Not the same unknowns, but no register that keeps to the links tells them apart."""
    difference = (row(drawn, "2023H2", "closing") - row(drawn, "2024H1", "opening")).toarray().ravel()
    links = drawn.links.toarray()
    assert difference.any()
    assert np.linalg.matrix_rank(np.vstack([links, difference])) == np.linalg.matrix_rank(links)


def test_by_hand_two_insatser_three_genders_and_two_tables():
    drawn = system(started({(A, "kvinna", KOMMUN): 3, (A, "man", KASSA): 2, (B, "man", KOMMUN): 1}), FLOW, REFERRAL)
    # flow has 2 × 3 finest cells and referral 2 × 3 × 4 (okänd is the fourth).
    assert drawn.unknowns.group_by("table").len().sort("table").rows() == [("flow", 6), ("referral", 24)]
    # One link for each cell of flow: what referral counts in it is as many.
    assert drawn.links.shape == (6, 30)
    assert sorted(np.diff(drawn.links.indptr)) == [5] * 6
    # Cells: 3 × 4 with totals, and 3 × 4 × 4 by anmälare, whose own totals are those of flow.
    assert drawn.cells.height == 12 + 48
    assert drawn.cells.filter(insats="alla", gender="alla", category=KOMMUN).get_column("n").item() == 3 + 1


def test_people_who_have_not_consented_are_those_without_a_reason(drawn):
    """The finest cells of ended without avslutsorsak and without consent stand against each other, one to one."""
    columns = drawn.unknowns.with_row_index("column")
    without = columns.filter(table="exit", category="Uppgift saknas").get_column("column")
    silent = columns.filter(table="consent", event="ended", category="Inget samtycke till registrering")
    both = abs(drawn.links[:, without.to_numpy()]) @ np.ones(without.len())
    with_silent = abs(drawn.links[:, silent.get_column("column").to_numpy()]) @ np.ones(silent.height)
    assert ((both > 0) & (with_silent > 0) & (np.diff(drawn.links.indptr) == 2)).sum() == without.len() > 10


def test_a_table_is_counted_from_its_own_events_only():
    events = {table.name: events_of(table) for table in publication_plan().tables}
    assert (events["exit"], events["referral"]) == (("ended",), ("started",))
    assert set(events["consent"]) == set(events["flow"]) == {"opening", "started", "ended"}


def test_a_half_year_without_its_year_is_counted_alone():
    counted = counted_from(["2024H1"], ["2024H1", "2024H2"])
    assert set(counted.get_column("half")) == {"2024H1"}
    closing = counted.filter(population="closing").select("event", "times").rows()
    assert closing == [("opening", 1), ("started", 1), ("ended", -1)]
