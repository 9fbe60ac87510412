"""Numbers, money and periods as Swedes write them: no-break spaces, decimal comma, a real minus sign."""

from datetime import UTC, date, datetime

import pytest

from pages.text import formats
from queries.periods import Period

NBSP, MINUS = "\u00a0", "\u2212"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (36168, 0, f"36{NBSP}168"),
        (1234567, 0, f"1{NBSP}234{NBSP}567"),
        (999, 0, "999"),
        (0, 0, "0"),
        (-21602, 0, f"{MINUS}21{NBSP}602"),
        (8279.5, 1, f"8{NBSP}279,5"),
        (-0.04, 1, "0,0"),
        (-0.4, 0, "0"),
        (0.25, 2, "0,25"),
        (None, 0, "–"),
        (None, 1, "–"),
    ],
)
def test_a_number(value, decimals, text):
    assert formats.number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (36168, f"36{NBSP}168{NBSP}tkr"),
        (36168.0, f"36{NBSP}168{NBSP}tkr"),
        (8279.5, f"8{NBSP}279,5{NBSP}tkr"),
        (-250, f"{MINUS}250{NBSP}tkr"),
        (0, f"0{NBSP}tkr"),
        (None, "–"),
    ],
)
def test_thousands_of_kronor_keep_half_a_thousand(value, text):
    assert formats.tkr(value) == text


def test_millions_of_kronor_have_one_decimal():
    assert formats.mkr(57770) == f"57,8{NBSP}mkr"
    assert formats.mkr(-8833) == f"{MINUS}8,8{NBSP}mkr"


@pytest.mark.parametrize(
    ("share", "decimals", "text"),
    [
        (61 / 348, 0, f"18{NBSP}%"),  # 17,53
        (0.175, 1, f"17,5{NBSP}%"),
        (36168 / 57770, 1, f"62,6{NBSP}%"),
        (0, 0, f"0{NBSP}%"),
        (1, 0, f"100{NBSP}%"),
        (-0.4, 0, f"{MINUS}40{NBSP}%"),
        (None, 0, "–"),
    ],
)
def test_a_share(share, decimals, text):
    assert formats.percent(share, decimals) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(25, "+25"), (-3, f"{MINUS}3"), (0, "±0"), (0.4, "±0"), (-0.4, "±0"), (1500, f"+1{NBSP}500"), (None, "–")],
)
def test_a_change_has_a_sign(value, text):
    assert formats.signed(value) == text


@pytest.mark.parametrize(
    ("difference", "text"),
    [
        (0.034, f"+3{NBSP}procentenheter"),
        (0.012, f"+1{NBSP}procentenhet"),
        (-0.009, f"{MINUS}1{NBSP}procentenhet"),
        (0.001, f"±0{NBSP}procentenheter"),
    ],
)
def test_a_difference_between_shares_is_in_percentage_points(difference, text):
    assert formats.points(difference) == text


def test_an_interval_has_one_per_cent_sign():
    assert formats.interval(0.1389, 0.2187) == f"14–22{NBSP}%"


def test_a_count_that_is_hidden_is_a_word_and_not_a_number():
    assert formats.count(12) == "12"
    assert formats.count(None) == formats.HIDDEN_WORD
    assert not any(letter.isdigit() for letter in formats.HIDDEN_WORD)


def test_days_and_moments():
    assert formats.day(date(2025, 5, 23)) == "23 maj 2025"
    local = datetime(2026, 11, 22, 13, 4).astimezone()
    assert formats.moment(local) == "22 november 2026 kl. 13.04"
    assert formats.moment(local.astimezone(UTC)) == formats.moment(local)


def test_periods_by_name():
    assert formats.period_name(Period(2024)) == "2024"
    assert formats.period_name(Period(2024, 1)) == "första halvåret 2024"
    assert formats.period_name(Period(2024, 2)) == "andra halvåret 2024"
    assert formats.period_code_name("2024H1") == "första halvåret 2024"
    assert formats.period_code_name("våren") == "våren"


def test_lists_and_sentences():
    assert formats.listing([]) == ""
    assert formats.listing(["a"]) == "a"
    assert formats.listing(["a", "b"]) == "a och b"
    assert formats.listing(["a", "b", "c"]) == "a, b och c"
    assert formats.sentence_case("första halvåret på Ön") == "Första halvåret på Ön"
    assert formats.sentence_case("") == ""
