"""A personnummer is found however it is written, and what only resembles one is left alone."""

from datetime import date, timedelta
from itertools import combinations
from time import process_time

import polars as pl
import pytest

from finsam_data.intake.birth_digits import mistyped
from finsam_data.intake.personnummer import BETWEEN_TEXTS, mask, numbers, numbers_between
from finsam_data.intake.personnummer_cells import cells_without_zeros, number_cells

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
        "6408-233234",
        "640-823-3234",
        "640823-32 34",
        "640823 -- 3234",
        "6408 23 3234",
        "640 823 32 34",
        "6 4 0 8 2 3 3 2 3 4",
        "1 9 6 4 0 8 2 3 3 2 3 4",
        "id640823-3234x",
        "9999640823-3234",
        "640823-32341",
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


@pytest.mark.parametrize("written", ["0508-233236", "050-823 32 36", "0508-23 32 36"])
def test_a_number_split_as_a_telephone_number_is_found(written):
    """0·2, 5·1, 0·2, 8·1, 2·2, 3·1, 3·2, 2·1, 3·2: 0 + 5 + 0 + 8 + 4 + 3 + 6 + 2 + 6 = 34, and six to forty."""
    assert last_digit("050823323") == 40 - 34
    assert numbers(written) == ["0508233236"]


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
        f"2401-12141{last_digit('240112141')}",  # a case of January 2024
        "6408.233234",  # decimals
        "640 823 323.4",
        "12 640 823 32 34 00",  # part of a longer row of digits
        "64, 08, 23, 32, 34, 1",
        "{ab640823-3234-4aaa-8aaa-00aa64082332}",  # an id that a program gives
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


DATES = [date(2021, 1, 3) + timedelta(days=67 * n) for n in range(30)]


@pytest.mark.parametrize("between", ["-", " - ", "–", "/", " ", ", ", " till "])
@pytest.mark.parametrize(
    "form", ["%Y-%m-%d", "%y-%m-%d", "%Y%m%d", "%y%m%d", "%d/%m %Y", "%d.%m.%Y", "%y/%m/%d", "%Y-%m"]
)
def test_two_dates_are_no_person(form, between):
    """One pair in ten has a right last digit by chance."""
    pairs = [f"{first.strftime(form)}{between}{last.strftime(form)}" for first, last in combinations(DATES, 2)]
    assert [pair for pair in pairs if numbers(pair)] == []


def test_a_number_may_have_its_digits_in_cells_of_their_own():
    def found(*texts):
        frame = pl.DataFrame([texts], schema=[f"C{n}" for n in range(len(texts))], orient="row")
        return [(column, digits) for _, column, digits in number_cells(frame)]

    assert found("x", *"6408233234", "kvinna") == [("C1", NUMBER)]
    assert found(*f"19{NUMBER}") == [("C0", NUMBER)]
    assert found("D1", "64", "8", "23", "3234") == [("C1", NUMBER)]
    assert found("1964", "08", "23", "3234", "7") == [("C0", NUMBER)]
    assert found(*"64082332341") == []  # eleven answers of a digit each
    assert found("64", "8", "23", "3235") == []  # the last digit is wrong
    assert found("24", "3", "5", f"121{last_digit('240305121')}") == []  # a day in 2024


def without_zeros(*texts):
    return [digits for _, _, digits in cells_without_zeros(pl.DataFrame({"A": texts}))]


def test_zeros_that_excel_takes_away_are_put_back():
    """A number of 2005 has nine digits left, one of 2000 eight: 0508233236, and 0012233235 as 2 + 2 + 4 + 3 + 6 + 2 + 6
    = 25 and five to thirty."""
    assert (last_digit("050823323"), last_digit("001223323")) == (6, 30 - 25)
    assert without_zeros("508233236", "508233236.0", "12233235") == ["0508233236", "0508233236", "0012233235"]
    assert without_zeros("508233235", "D508233236", "508233236,5", "508233236 kr", "1223323", None) == []


@pytest.mark.parametrize("form", ["%Y%m%d", "%d%m%Y"])
def test_a_date_of_eight_digits_has_lost_no_zeros(form):
    days = [date(2019, 1, 1) + timedelta(days=n) for n in range(8 * 365)]
    assert without_zeros(*(day.strftime(form) for day in days)) == []


@pytest.mark.parametrize(
    "again",
    [
        "1 ",
        "1  ",
        "1-",
        "0 1 ",
        "1  0  ",
        "1",
        "1\0",
        "64 08 23 ",
        "19640823-",
        "{ab640823-3234-4aaa-8aaa-00aa64082332}",
    ],
)
def test_a_long_text_of_digits_is_looked_through_at_once(again):
    """A second is several times what a fifth of a megabyte needs; one gap at a time, or with the square, it is not."""
    began = process_time()
    assert numbers(again * (200_000 // len(again))) == []
    assert process_time() - began < 1


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("640823-3235", "6408233235"),
        ("6408233233", "6408233233"),
        ("19640823-3230", "6408233230"),
        ("640823-3234", None),  # right, and stops the file elsewhere
        ("641323-3235", None),  # no such day
        ("240305-1231", None),  # a day when something happened, and a number
        ("N640823-3235", None),
    ],
)
def test_a_mistyped_number_is_one_but_for_its_last_digit(text, digits):
    assert mistyped(text) == digits
