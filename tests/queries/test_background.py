"""The started per category, with shares and the same period last year."""

import polars as pl
import pytest

from queries.background import by_size, category_shares, changed
from queries.periods import Period
from tests.lilla_an import KAFFE


@pytest.fixture(scope="module")
def forbund(lilla_an):
    return lilla_an.snapshot.forbund


def education(year: str, short: int | None, long: int | None, unknown: int | None) -> list[dict]:
    """One year of the table education; None is hidden. The total is what the three make, 100 where one is hidden."""
    shown = [n for n in (short, long, unknown) if n is not None]
    counts = {"Kort": short, "Lång": long, "okänd": unknown, "alla": sum(shown) if len(shown) == 3 else 100}
    return [
        {
            "period": year, "population": "started", "insats": "alla", "gender": "alla",
            "education": name, "n": n, "hidden": n is None,
        }
        for name, n in counts.items()
    ]  # fmt: skip


def test_the_categories_come_in_the_forbunds_order_with_the_unknown_last(lilla_an, forbund):
    """Of five started in 2023 eli is unknown; the former district is summed into the one of today."""
    rows = category_shares(lilla_an.snapshot.table("district"), "stadsdel", forbund, Period(2023))
    assert rows.select("category", "n", "base", "missing").rows() == [
        ("Åsen", 2, 5, False),
        ("Dalen", 2, 5, False),
        ("okänd", 1, 5, True),
    ]
    assert rows.get_column("share").null_count() == 3


def test_a_share_has_its_interval_and_its_verdict(forbund):
    table = pl.DataFrame(education("2023", 40, 55, 5) + education("2024", 70, 20, 10))
    short, long, unknown = category_shares(table, "education", forbund, Period(2024)).to_dicts()
    assert short["share"] == 70 / 100
    assert short["low"] < 70 / 100 < short["high"]
    assert (short["n_before"], short["base_before"], short["verdict"]) == (40, 100, "higher")
    assert (long["verdict"], unknown["verdict"]) == ("lower", "chance")


def test_only_sure_changes_are_listed(forbund):
    table = pl.DataFrame(education("2023", 40, 55, 5) + education("2024", 44, 51, 5))
    assert changed(category_shares(table, "education", forbund, Period(2024))).is_empty()


def test_the_first_year_has_nothing_to_compare_with(forbund):
    rows = category_shares(pl.DataFrame(education("2024", 5, 5, 0)), "education", forbund, Period(2024))
    assert rows.get_column("verdict").to_list() == [None] * 3


def test_a_hidden_count_has_no_share_and_comes_after_the_shown(forbund):
    rows = category_shares(pl.DataFrame(education("2024", None, 60, None)), "education", forbund, Period(2024))
    assert rows.select("category", "n", "share", "hidden").rows() == [
        ("Kort", None, None, True),
        ("Lång", 60, 60 / 100, False),
        ("okänd", None, None, True),
    ]
    assert by_size(rows).get_column("category").to_list() == ["Lång", "Kort", "okänd"]


def test_values_set_apart_come_after_the_rest_however_large(forbund):
    rows = category_shares(pl.DataFrame(education("2024", 60, 30, 90)), "education", forbund, Period(2024))
    assert by_size(rows, ("Kort",)).get_column("category").to_list() == ["Lång", "Kort", "okänd"]


def test_a_period_without_data_has_no_rows_and_an_ended_insats_has_zeros(lilla_an, forbund):
    table = lilla_an.snapshot.table("education")
    assert category_shares(table, "education", forbund, Period(2019)).is_empty()
    ended = category_shares(table, "education", forbund, Period(2024, 2), KAFFE)
    assert ended.select("n", "base").unique().rows() == [(0, 0)], "the insats has ended, and nobody started"
