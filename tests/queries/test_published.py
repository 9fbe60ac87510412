"""Printed figures against the register of Lilla Ån: six participants in 2024, five ended."""

import polars as pl
import pytest

from queries.published import Tally, compared_figures, tally
from tests.builders import frame, row
from tests.lilla_an import VAGEN


@pytest.fixture(scope="module")
def compare(lilla_an):
    """One printed figure, with what is not given as the total of the ended in 2024."""
    total = {"population": "avslutade", "dimension": "total", "category": "alla", "gender": "alla"}

    def compared(value: float, *, conflicts: pl.DataFrame | None = None, **changes: object) -> dict:
        printed = frame("published_figure", row("published_figure", value=value, **{**total, **changes}))
        known = frame("published_conflict") if conflicts is None else conflicts
        return compared_figures(printed, known, lilla_an.snapshot.table, lilla_an.snapshot.forbund).row(0, named=True)

    return compared


def test_a_count_agrees_only_when_it_is_equal(compare):
    assert compare(5)["status"] == "agrees"
    assert compare(4)["status"] == "deviates"
    assert compare(4)["computed"] == 5


def test_a_percentage_agrees_within_whole_per_cent(compare):
    """One of five ended to Studier."""
    printed = {"dimension": "avslutsorsak", "category": "studier", "measure": "andel"}
    assert compare(100 * 1 / 5, **printed)["status"] == "agrees"
    assert compare(20.4, **printed)["status"] == "agrees"
    assert compare(21, **printed)["status"] == "deviates"
    assert (compare(20, **printed)["n"], compare(20, **printed)["base"]) == (1, 5)


def test_the_share_of_one_sex_is_of_that_sex(compare):
    """Three women ended, one of them to Studier."""
    printed = {"dimension": "avslutsorsak", "category": "studier", "gender": "kvinna", "measure": "andel"}
    assert compare(33, **printed)["status"] == "agrees"


def test_the_share_of_women_is_of_all(compare):
    """Three of the five who ended in 2024 are women."""
    printed = {"dimension": "kön", "category": "kvinnor", "gender": "kvinna", "measure": "andel"}
    assert compare(60, **printed)["status"] == "agrees"


def test_the_words_of_a_category_may_stand_in_another_order_with_a_number_before(compare):
    """Two of three ended to Jobb eller kurs in 2023."""
    printed = {"period": "2023", "dimension": "avslutsorsak"}
    for category in ("1 jobb och/eller kurs", "kurs/jobb", "Jobb eller kurs"):
        assert compare(2, category=category, **printed)["status"] == "agrees"


def test_missing_has_its_own_words(compare):
    """gus ended in 2024 without a reason; eli started in 2023 with nothing known."""
    assert compare(1, dimension="avslutsorsak", category="uppgift saknas")["status"] == "agrees"
    started = {"period": "2023", "population": "nya", "category": "uppgift saknas"}
    assert compare(1, dimension="utbildning", **started)["status"] == "agrees"
    assert compare(1, dimension="ålder", **started)["status"] == "agrees"


def test_an_age_is_found_by_its_limit(compare):
    """carl, fia and gus were thirty or more when they started in 2023, disa twenty-nine."""
    started = {"period": "2023", "population": "nya", "dimension": "ålder"}
    assert compare(1, category="under 30 år", **started)["status"] == "agrees"
    assert compare(3, category="30-50 år", **started)["status"] == "agrees"
    assert compare(3, category="under 50 år", **started)["status"] == "outside"


def test_consent_is_counted_among_the_participants(compare):
    printed = {"population": "deltagare", "dimension": "samtycke", "category": "inget samtycke till registrering"}
    assert compare(1, **printed)["status"] == "agrees"


@pytest.mark.parametrize(
    "changes",
    [
        {"period": "2019-2021"},
        {"period": "2019"},
        {"insats": "Båda tillsammans"},
        {"population": "enkät deltagare"},
        {"dimension": "försörjning"},
        {"dimension": "avslutsorsak", "category": "jobb eller kurs"},
        {"population": "deltagare", "dimension": "utbildning", "category": "kort"},
    ],
)
def test_what_the_register_cannot_express_is_outside(compare, changes):
    """Jobb eller kurs is on the old list, and education is counted among the started only."""
    assert compare(1, **changes)["status"] == "outside"


def test_about_is_not_judged(compare):
    assert compare(6, exact=False)["status"] == "approximate"


def test_a_deviation_carries_its_choice(compare):
    keys = {"population": "avslutade", "dimension": "total", "category": "alla", "gender": "alla", "insats": VAGEN}
    conflict = frame("published_conflict", row("published_conflict", choice="Vi följer registret.", **keys))
    found = compare(2, insats=VAGEN, conflicts=conflict)
    assert (found["status"], found["computed"], found["choice"]) == ("deviates", 1, "Vi följer registret.")


def test_a_hidden_count_is_not_judged(lilla_an):
    printed = frame("published_figure", row("published_figure", value=5, population="avslutade", dimension="total"))

    def hidden(name: str) -> pl.DataFrame:
        return lilla_an.snapshot.table(name).with_columns(n=pl.lit(None, pl.Int64), hidden=pl.lit(True))

    found = compared_figures(printed, frame("published_conflict"), hidden, lilla_an.snapshot.forbund)
    assert found.get_column("status").to_list() == ["hidden"]


def test_the_tally_counts_every_printed_figure():
    figures = pl.DataFrame(
        {
            "status": ["agrees", "agrees", "deviates", "deviates", "approximate", "outside"],
            "choice": [None, None, "Vi följer totalen.", None, None, None],
        }
    )
    found = tally(figures)
    assert found == Tally(agrees=2, deviates=2, unexplained=1, approximate=1, hidden=0, outside=1)
    assert (found.judged, found.printed) == (2 + 2, 2 + 2 + 1 + 0 + 1)
