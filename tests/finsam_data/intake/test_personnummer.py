"""A personnummer is found however it is written, and what only resembles one is left alone."""

import polars as pl
import pytest

from finsam_data.intake.personnummer import BETWEEN_TEXTS, mask, number_cells, numbers, numbers_between

NUMBER = "6408233234"
"""The official example."""


def last_digit(nine):
    """Weights 2, 1, 2 …; a product of two digits counts as their sum; what is missing to the next ten."""
    products = [int(digit) * weight for digit, weight in zip(nine, (2, 1) * 5, strict=False)]
    return -sum(product // 10 + product % 10 for product in products) % 10


def test_the_official_example_has_the_right_last_digit():
    # 6·2 → 1+2, 4·1, 0·2, 8·1, 2·2, 3·1, 3·2, 2·1, 3·2: 3 + 4 + 0 + 8 + 4 + 3 + 6 + 2 + 6 = 36, and 36 + 4 = 40.
    assert (last_digit("640823323"), NUMBER) == (40 - 36, "6408233234")


@pytest.mark.parametrize(
    "written",
    [
        "640823-3234",
        "6408233234",
        "19640823-3234",
        "196408233234",
        "640823+3234",
        "640823 3234",
        "640823\u00a03234",
        "640823–3234",
        "640823 – 3234",
        "640823\u20113234",
        "640823\u22123234",
        "640823/3234",
        "640823.3234",
        "640823_3234",
        "640823\n3234",
        "6408\u200b233234",
        "640823\u00ad-3234",
        "64-08-23-3234",
        "64 08 23 32 34",
        "1964-08-23-32-34",
        "1964-08-23 3234",
        "1964 08 23 3234",
        "6408233234.0",
        "6 408 233 234",
        "６４０８２３-３２３４",
        "Anna640823-3234x",
        "ring (640823-3234), tack",
        "id=6408233234;",
    ],
)
def test_found_in_every_dress(written):
    assert numbers(written) == [NUMBER]
    assert "640823-****" in mask(written)
    assert numbers(mask(written)) == []


def test_a_samordningsnummer_has_sixty_added_to_the_day():
    nine = "640883323"
    assert numbers(f"640883-323{last_digit(nine)}") == [f"{nine}{last_digit(nine)}"]
    assert numbers(f"640892-323{last_digit('640892323')}") == []  # 92 − 60 = 32: no month has it


@pytest.mark.parametrize(
    "written",
    [
        "640823-3235",  # the last digit is wrong
        "641323-" + f"323{last_digit('641323323')}",  # month 13
        "640832-" + f"323{last_digit('640832323')}",  # day 32
        "630229-" + f"323{last_digit('630229323')}",  # no leap year in 1963, and 2063 is none either
        "0.6408233234",
        "12,6408233234",
        "6408233234,5",
        "16408233234",
        "64082332345",
        "070-123 45 67",
        "20240305-20240630",
        "2024-03-05 00:00:00",
        "2024-03-05–2024-06-30",
        "20240305",
    ],
)
def test_what_is_no_personnummer_is_left_alone(written):
    assert numbers(written) == []
    assert mask(written) == written


def test_a_day_and_a_clock_time_are_no_person_but_a_birthday_and_four_digits_are():
    """Both have a right last digit: 24 03 05 12 1x and 64 08 23 12 1x."""
    event, person = (f"{day}121{last_digit(day + '121')}" for day in ("240305", "640823"))
    assert numbers(f"2024-03-05 {event[6:]}") == []
    assert numbers(f"1964-08-23 {person[6:]}") == [person]
    assert numbers(f"240305-{event[6:]}") == [event]


def test_two_in_one_text_are_both_masked():
    assert mask("640823-3234 och 19640823-3234.") == "640823-**** och 640823-****."


def test_texts_side_by_side_make_no_number_together():
    assert numbers_between(BETWEEN_TEXTS.join(["640823", "3234"])) == []
    assert numbers_between(BETWEEN_TEXTS.join(["x", "a 640823-3234 b", "640823-3234"])) == [NUMBER]


def test_cells_are_told_by_place_and_column():
    cells = pl.DataFrame({"A": ["x", None, "640823-3234"], "B": [None, "6408233234", "1"]})
    assert list(number_cells(cells)) == [(2, "A", NUMBER), (1, "B", NUMBER)]
