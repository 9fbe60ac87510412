"""Merging what is rare before anything is hidden: with what, in which order, and into a förbund that reads itself."""

from datetime import date

import polars as pl
import pytest

from finsam_data.forbund import MEN_OR_OTHER, parse_forbund
from finsam_data.schemas import TABLES
from queries.disclosure.merging import merged_forbund, merged_rows, merging, rare_categories
from queries.periods import Period
from queries.publication.plan import publication_plan
from queries.publication.publish import participant_tables
from tests.builders import frame, row
from tests.queries.disclosure.tiny import FORBUND, KASSA, KOMMUN, SELF, YEAR, A, B, lists, people

PLAN = publication_plan()
MANY = [
    *people(20, age=20, anmalare=KOMMUN, stadsdel="Åsen", education="Kort", time_without_work="Kort tid"),
    *people(20, age=40, anmalare=KASSA, stadsdel="Dalen", education="Lång", time_without_work="Lång tid"),
    *people(20, age=60, anmalare=SELF, stadsdel="Viken", end="2024-02-01"),
    *people(20, stadsdel="Utan område", age=20),
]
"""Twenty or more of everything: nothing is rare."""
TWO = "Tvåan"
THREE = FORBUND.replace("exit_lists:", f"  - {{name: {TWO}, code: tvaan, from: 2024-01-01}}\nexit_lists:")
NOTHING_PRINTED = TABLES["published_figure"].create_empty()
BANDS = FORBUND.replace(
    "age_bands: [{name: Unga, from_age: 0}, {name: Mellan, from_age: 30}, {name: Äldre, from_age: 50}]",
    "age_bands: [{name: a, from_age: 0}, {name: b, from_age: 20}, {name: c, from_age: 30}, {name: d, from_age: 40}]",
)


def counted(rows, forbund, periods=YEAR):
    register = frame("participation", *rows)
    return participant_tables(lambda *_: register, forbund, PLAN.tables, periods, lambda _: None)


def merged(rows, yaml=FORBUND, published=NOTHING_PRINTED):
    forbund = lists(yaml)
    return merging(counted(rows, forbund), forbund, published)


def test_where_nothing_is_rare_the_forbund_stays_as_it_is():
    assert merged(MANY) == {}
    assert merged_forbund(lists(), {}) == lists()


@pytest.mark.parametrize(("n", "rare"), [(0, False), (1, True), (4, True), (5, False)])
def test_one_to_four_in_a_year_is_rare(n, rare):
    """Nobody at all is not: a zero tells of no one."""
    rows = [row for row in MANY if row["anmalare"] != SELF] + people(n, anmalare=SELF)
    assert rare_categories(counted(rows, lists()), "anmalare") == ([SELF] if rare else [])


@pytest.mark.parametrize(
    ("ages", "expected"),
    [
        ({10: 9, 25: 9, 35: 9, 45: 9}, {}),
        # A rare band goes with the one after it …
        ({10: 9, 25: 2, 35: 9, 45: 9}, {"b": "b eller c", "c": "b eller c"}),
        # … the last with the one before …
        ({10: 9, 25: 9, 35: 9, 45: 1}, {"c": "c eller d", "d": "c eller d"}),
        # … and several in a row with the first that is not rare.
        ({10: 1, 25: 2, 35: 9, 45: 9}, dict.fromkeys("abc", "a eller b eller c")),
        ({10: 9, 25: 9, 35: 2, 45: 1}, dict.fromkeys("bcd", "b eller c eller d")),
        ({10: 1, 25: 9, 35: 9, 45: 1}, {"a": "a eller b", "b": "a eller b", "c": "c eller d", "d": "c eller d"}),
    ],
)
def test_a_rare_age_goes_with_the_band_beside_it(ages, expected):
    rows = [row for age, n in ages.items() for row in people(n, age=age)]
    assert merged(rows, BANDS).get("age_band", {}) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("nothing", {"b": "b eller c", "c": "b eller c"}),
        # 2 + 9 shown and 9 printed are 2, so b goes with the one before …
        ("30 år och äldre", {"a": "a eller b", "b": "a eller b"}),
        # … and what is printed itself stays by itself.
        ("20–29 år", {}),
    ],
)
def test_a_printed_age_stays_apart(printed, expected):
    rows = [row for age, n in {10: 9, 25: 2, 35: 9, 45: 9}.items() for row in people(n, age=age)]
    figures = frame("published_figure", row("published_figure", dimension="ålder", category=printed))
    assert merged(rows, BANDS, figures).get("age_band", {}) == expected


def test_a_printed_anmalare_is_not_summed_with_others():
    """Three by themselves, 20 by Kassan and 40 by the Kommun: with Kassan printed, the Kommun goes with the three."""
    rows = [row for row in MANY if row["anmalare"] != SELF] + people(3, anmalare=SELF)
    figures = frame("published_figure", row("published_figure", dimension="anmälare", category=KASSA))
    assert set(merged(rows, published=figures)["anmalare"]) == {KOMMUN, SELF}


def test_a_rare_anmalare_takes_the_least_of_the_others_with_it():
    """Three by themselves, 20 by Kassan and 40 by the Kommun: alone in ”övriga” the three would still be three."""
    rows = [row for row in MANY if row["anmalare"] != SELF] + people(3, anmalare=SELF)
    found = merged(rows)["anmalare"]
    assert found == {KASSA: "Övriga anmälare", SELF: "Övriga anmälare"}
    after = merged_forbund(lists(), {"anmalare": found})
    assert after.anmalare == (KOMMUN, "Övriga anmälare")
    # Egen anmälan is no category of its own any longer, so nothing can be left out for it.
    assert after.self_referral is None


def test_self_referral_stays_where_it_is_not_merged():
    found = {"anmalare": {KOMMUN: "Övriga anmälare", KASSA: "Övriga anmälare"}}
    assert merged_forbund(lists(), found).self_referral == SELF


def test_rare_stadsdelar_go_together_and_the_former_ones_follow():
    """2 in Åsen and 1 in Dalen; who was written in Gamla byn counts in Åsen, and so among the others."""
    rows = [row for row in MANY if row["stadsdel"] not in ("Åsen", "Dalen")]
    rows += [*people(1, stadsdel="Åsen"), *people(1, stadsdel="Gamla byn"), *people(1, stadsdel="Dalen")]
    found = merged(rows)
    assert found["stadsdel"] == {"Åsen": "Övriga stadsdelar", "Dalen": "Övriga stadsdelar"}
    after = merged_forbund(lists(), found)
    assert after.stadsdelar_today == ["Viken", "Övriga stadsdelar", "Utan område"]
    register = merged_rows(frame("participation", *rows), found)
    district = participant_tables(lambda *_: register, after, PLAN.tables, YEAR, lambda _: None)["district"]
    n = district.filter(period="2024", insats="alla", gender="alla", stadsdel="Övriga stadsdelar").get_column("n")
    assert n.item() == 1 + 1 + 1


@pytest.mark.parametrize(
    ("others", "printed", "expected"),
    [
        (3, (), {"man": MEN_OR_OTHER, "annat/okänt": MEN_OR_OTHER}),
        (3, ("kvinna",), {"man": MEN_OR_OTHER, "annat/okänt": MEN_OR_OTHER}),
        # 20 + 3 shown and 20 printed are 3.
        (3, ("kvinna", "man"), {}),
        (5, (), {}),
        (0, (), {}),
    ],
)
def test_a_rare_third_gender_goes_with_men_unless_men_are_printed_apart(others, printed, expected):
    rows = [*MANY, *people(20, gender="man"), *people(others, gender="annat/okänt")]
    figures = frame("published_figure", *(row("published_figure", gender=gender) for gender in printed))
    assert merged(rows, published=figures).get("gender", {}) == expected


def test_a_third_gender_that_is_rare_in_one_year_of_two_stays():
    rows = [*MANY, *people(3, gender="annat/okänt"), *people(20, start="2025-01-31", end="2025-04-01")]
    years = [*YEAR, Period(2025, 1), Period(2025, 2), Period(2025)]
    assert "gender" not in merging(counted(rows, lists(), years), lists(), NOTHING_PRINTED)


@pytest.mark.parametrize(
    ("sizes", "printed", "expected"),
    [
        # Tvåan's two go with the least of the others …
        ({A: 30, B: 9, TWO: 2}, (), [B, TWO]),
        # … but not with one that had nobody that year: that would still be two …
        ({A: 30, B: 0, TWO: 2}, (), [A, TWO]),
        # … nor with one whose number is printed: 9 + 2 less the printed 9.
        ({A: 30, B: 9, TWO: 2}, (B,), [A, TWO]),
        ({A: 30, B: 9, TWO: 2}, (TWO,), []),
        # Two rare ones that make five are enough by themselves.
        ({A: 30, B: 3, TWO: 2}, (), [B, TWO]),
        ({A: 30, B: 9, TWO: 5}, (), []),
    ],
)
def test_a_rare_insats_goes_with_the_least_that_makes_it_five(sizes, printed, expected):
    rows = [row for insats, n in sizes.items() for row in people(n, insats)]
    figures = frame("published_figure", *(row("published_figure", insats=insats) for insats in printed))
    assert list(merged(rows, THREE, figures).get("insats", {})) == expected


def test_merged_insatser_are_one_that_runs_from_the_first_to_the_last_day_of_both():
    both = f"{B} och {TWO}"
    after = merged_forbund(lists(THREE), {"insats": {B: both, TWO: both}})
    assert [insats.name for insats in after.insatser] == [A, both]
    assert (after.insats(both).first_day, after.insats(both).last_day) == (date(2023, 1, 1), None)
    assert after.insats(both).code == "verkstan-tvaan"


@pytest.mark.parametrize(
    ("unknown", "printed", "expected"),
    [
        (3, "Kort", {"Lång": "Lång eller okänd", "okänd": "Lång eller okänd"}),
        # 3 printed as missing and 20 + 3 shown are 20: what is printed apart stays apart.
        (3, "Uppgift saknas", {}),
        # 20 + 3 shown and 20 printed are 3.
        (3, "Lång", {}),
        # Ten are enough for a share of their own.
        (9, "Kort", {"Lång": "Lång eller okänd", "okänd": "Lång eller okänd"}),
        (10, "Kort", {}),
    ],
)
def test_few_unknown_go_with_the_last_category(unknown, printed, expected):
    rows = [*MANY, *people(unknown, education=None)]
    figures = frame("published_figure", row("published_figure", dimension="utbildning", category=printed))
    assert merged(rows, published=figures).get("education", {}) == expected


def test_the_merged_forbund_reads_itself_and_lists_what_its_tables_hold():
    import msgspec

    rows = [*MANY, *people(2, age=75, anmalare=SELF, stadsdel="Dalen"), *people(1, end="2024-08-01")]
    rows = [row for row in rows if row["anmalare"] != SELF or row["age"] == 75]
    rows += [*people(1, gender="annat/okänt", education=None), *people(2, TWO)]
    found = merged(rows, THREE)
    after = parse_forbund(msgspec.yaml.encode(merged_forbund(lists(THREE), found)))
    register = merged_rows(frame("participation", *rows), found)
    tables = participant_tables(lambda *_: register, after, PLAN.tables, YEAR, lambda _: None)
    for name, dimension, values in (
        ("referral", "anmalare", [*after.anmalare, "okänd"]),
        ("district", "stadsdel", [*after.stadsdelar_today, "okänd"]),
        ("age", "age_band", [*(band.name for band in after.age_bands), "okänd"]),
        ("education", "education", list(after.education)),
        ("flow", "insats", [insats.name for insats in after.insatser]),
        ("flow", "gender", ["kvinna", MEN_OR_OTHER]),
        ("duration", "duration", [band.name for band in after.duration_bands]),
    ):
        held = tables[name].filter(pl.col(dimension) != "alla").get_column(dimension).unique(maintain_order=True)
        assert held.to_list() == values, name
    assert {"anmalare", "education", "gender", "insats"} <= found.keys()
    together = tables["education"].filter(period="2024", insats="alla", gender="alla", education="Lång eller okänd")
    # Twenty Lång, and the one of whom nothing is known.
    assert together.get_column("n").item() == 20 + 1


def test_nobody_is_lost_or_made_up_by_merging():
    rows = [*MANY, *people(3, age=33), *people(1, education="Kort", gender="man")]
    found = merged(rows)
    before = counted(rows, lists())
    register = merged_rows(frame("participation", *rows), found)
    after = participant_tables(lambda *_: register, merged_forbund(lists(), found), PLAN.tables, YEAR, lambda _: None)
    for table in PLAN.tables:
        totals = pl.all_horizontal(pl.col(name) == "alla" for name in table.dimensions)
        assert after[table.name].filter(totals).equals(before[table.name].filter(totals))
