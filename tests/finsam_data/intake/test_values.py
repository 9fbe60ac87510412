import pytest

from finsam_data.intake.meaning.values import Choices, plain, read_age

DISTRICTS = Choices(["Järva", "Hägersten-Älvsjö", "Norra innerstaden"], {"Norra innerstaden": ["NI"]})
TIMES = Choices(["Mindre än 1 år", "1–2 år", "2–5 år"], {"Mindre än 1 år": ["< 1 år"]})


@pytest.mark.parametrize("text", ["Järva", "järva", "JARVA", "Järva.", " jä rva"])
def test_only_case_space_marks_and_punctuation_may_differ(text: str) -> None:
    assert DISTRICTS.read(text) == ("Järva", None)


def test_a_near_miss_is_suggested_and_not_accepted() -> None:
    assert DISTRICTS.read("Jerva") == (None, "Järva")
    assert DISTRICTS.read("Solna") == (None, None)


def test_other_spellings_are_understood() -> None:
    assert DISTRICTS.read("ni").value == "Norra innerstaden"


def test_what_has_been_approved_is_read_again() -> None:
    remembered = Choices(["Järva"], remembered={"Rinkeby": "Järva", "Kista": "Finns inte"})
    assert (remembered.read("Rinkeby").value, remembered.read("Kista").value) == ("Järva", None)


def test_a_hyphen_between_numbers_counts_and_so_do_signs_that_compare() -> None:
    assert TIMES.read("1-2 år").value == TIMES.read("1 – 2 ÅR").value == "1–2 år"
    assert TIMES.read("12 år").value is None
    assert (TIMES.read("<1 år").value, TIMES.read("> 1 år").value) == ("Mindre än 1 år", None)


def test_two_values_that_are_plainly_alike_are_told_apart_only_as_they_are_written() -> None:
    alike = Choices(["Mal", "Mål"])
    assert (alike.read("Mal").value, alike.read("Mål").value, alike.read("mål").value) == ("Mal", "Mål", None)


def test_a_lone_sign_is_something() -> None:
    assert (plain("-"), plain("?")) == ("-", "?")


@pytest.mark.parametrize("text", ["34", "34,0", "34.00", "34 år", "34år"])
def test_an_age_is_a_number_of_whole_years(text: str) -> None:
    assert read_age(text) == (34, None)


def test_an_age_with_a_fraction_suggests_the_whole_years() -> None:
    assert read_age("34,5") == (None, "34")


@pytest.mark.parametrize("text", ["30–39", "trettio", "", "34 mån"])
def test_anything_else_is_no_age(text: str) -> None:
    assert read_age(text) == (None, None)
