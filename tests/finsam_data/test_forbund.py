"""forbund.yaml: what it says, and how each fault in it is told."""

from datetime import date

import pytest

from finsam_data.errors import DataError
from finsam_data.forbund import parse_forbund, read_forbund
from pages.text.accessibility import answered
from tests.lilla_an import FORBUND, KAFFE, NAME, VAGEN


@pytest.fixture(scope="module")
def forbund():
    return parse_forbund(FORBUND.encode())


def refusal(text):
    with pytest.raises(DataError) as caught:
        parse_forbund(text if isinstance(text, bytes) else text.encode())
    return caught.value


@pytest.mark.parametrize("own", ["genders: [kvinna, man]", "unknown_among: [[education, Lång]]"])
def test_what_only_the_protected_edition_says_is_refused_in_a_data_folder(tmp_path, own):
    (tmp_path / "forbund.yaml").write_text(f"{FORBUND}{own}\n", encoding="utf-8")
    with pytest.raises(DataError, match=own.partition(":")[0]):
        read_forbund(tmp_path)


def changed(old, new):
    assert FORBUND.count(old) == 1
    return FORBUND.replace(old, new)


def test_parties_and_shares_are_the_files_own(forbund):
    assert forbund.name == NAME
    assert [(party.name, party.shares) for party in forbund.parties] == [("Staten vid ån", 2), ("Region Ån", 2)]


def test_an_insats_runs_on_its_first_and_last_day_and_not_the_day_before_or_after(forbund):
    kaffe = forbund.insats(KAFFE)
    first, last = date(2023, 7, 1), date(2024, 6, 30)
    assert kaffe.valid_in(first, first)
    assert kaffe.valid_in(last, last)
    assert not kaffe.valid_in(date(2023, 1, 1), date(2023, 6, 30))
    assert not kaffe.valid_in(date(2024, 7, 1), date(2024, 12, 31))
    assert kaffe.valid_in(date(2020, 1, 1), date(2030, 1, 1))


def test_dates_left_out_are_open_ended(forbund):
    assert forbund.insats(VAGEN).valid_in(date(2100, 1, 1), date(2100, 1, 1))
    assert forbund.stadsdelar[0].valid_in(date.min, date.min)


def test_insatser_of_a_span_come_in_the_files_order(forbund):
    assert forbund.insatser_between(date(2024, 1, 1), date(2024, 12, 31)) == [VAGEN, KAFFE]
    assert forbund.insatser_between(date(2024, 7, 1), date(2024, 12, 31)) == [VAGEN]
    assert forbund.insatser_between(date(2021, 1, 1), date(2021, 12, 31)) == []


def test_an_insats_that_does_not_exist_is_a_key_error(forbund):
    with pytest.raises(KeyError):
        forbund.insats("Arbetsträning")


def test_each_day_has_one_list_of_avslutsorsaker(forbund):
    assert forbund.exit_list(date.min).code == "gamla"
    assert forbund.exit_list(date(2023, 12, 31)).code == "gamla"
    assert forbund.exit_list(date(2024, 1, 1)).code == "nya"
    assert forbund.exit_list(date.max).code == "nya"


def test_only_the_new_list_tells_work_or_study_apart(forbund):
    assert [found.counts_work_or_study for found in forbund.exit_lists] == [False, True]


def test_avslutsorsaker_of_all_lists_stand_once_with_the_excluded_last(forbund):
    expected = ["Jobb eller kurs", "Annat skäl", "Arbete", "Studier", "Vård", "Felregistrering"]
    assert forbund.avslutsorsaker == expected


def test_a_replaced_stadsdel_is_none_of_today(forbund):
    assert forbund.stadsdelar_today == ["Åsen", "Dalen"]
    assert forbund.successor == {"Norra bäcken": "Åsen"}


def test_values_beside_the_stadsdelar_come_after_them():
    beside = parse_forbund((FORBUND + "not_stadsdelar: [Utan adress]\n").encode())
    assert beside.stadsdelar_today == ["Åsen", "Dalen", "Utan adress"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (FORBUND + "färg: blå\n", "färg"),
        (changed("short_name: Lilla Ån\n", ""), "short_name"),
        (changed("education: [Kort, Lång]", "education: Kort"), "education"),
        (changed("education: [Kort, Lång]", "education: [1, 2]"), "education[0]"),
        (changed("role: region, shares: 2", "role: region, shares: hälften"), "parties[1].shares"),
        (changed("role: region, ", ""), "parties[1].role"),
        (changed("role: region, ", "roll: region, role: region, "), "parties[1].roll"),
        (changed("first_date: 2023-01-01", "first_date: nyår"), "register.first_date"),
        (changed("{name: Vuxna, from_age: 30}", "Vuxna"), "age_bands[1]"),
        ("", "filens översta nivå"),
        ("- bara en lista\n", "filens översta nivå"),
    ],
)
def test_a_key_that_is_unknown_missing_or_of_the_wrong_kind_is_named(text, place):
    error = refusal(text)
    assert error.thing == "forbund.yaml"
    assert error.rule == f"Uppgiften vid ”{place}” saknas, är okänd eller har fel form."
    assert "sample_data/forbund.yaml" in error.remedy


@pytest.mark.parametrize(
    "text",
    [
        changed("anmalare: [", "anmalare: [["),
        changed("short_name: Lilla Ån", "  short_name: Lilla Ån"),
        FORBUND.encode("latin-1"),
        b"\x00\x01\x02",
        "!!python/object/apply:os.getcwd []",
        changed("from: 2022-01-01", "from: 2022-02-30"),
    ],
    ids=["brackets", "indent", "latin-1", "binary", "python-tag", "impossible-day"],
)
def test_what_is_no_yaml_is_told_without_a_word_of_english(text):
    error = refusal(text)
    assert str(error) == (
        "forbund.yaml: Filen går inte att läsa som YAML. "
        "Kontrollera indrag, kolon, citattecken och datum och spara om filen."
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("through: 2023-12-31\n    reasons", "through: 2023-12-30\n    reasons"),  # the last day of 2023 has no list
        ("    from: 2024-01-01\n", "    from: 2023-12-31\n"),  # that day has two
        ("    through: 2023-12-31\n", ""),
        ("    from: 2024-01-01\n", "    from: 2024-01-01\n    through: 2030-12-31\n"),
        ("    code: gamla\n", "    code: gamla\n    from: 2020-01-01\n"),
    ],
    ids=["gap", "overlap", "two-open", "ends", "begins"],
)
def test_lists_of_avslutsorsaker_must_cover_every_day_once(old, new):
    assert refusal(changed(old, new)).rule == "Listorna med avslutsorsaker täcker inte varje dag exakt en gång."


def test_a_stadsdel_must_be_replaced_by_one_of_today():
    error = refusal(changed("replaced_by: Åsen", "replaced_by: Tallbacken"))
    assert "”Norra bäcken”" in error.rule


def test_two_insatser_may_not_share_a_code():
    assert "”vagen”" in refusal(changed("code: kaffe", "code: vagen")).rule


@pytest.mark.parametrize(
    ("old", "new", "name", "place"),
    [
        ("name: Kaffestugan", "name: Vägen vidare", "Vägen vidare", "insatser"),
        ("name: Region Ån", "name: Staten vid ån", "Staten vid ån", "parties"),
        ("Vårdcentralen, Byrån", "Byrån, Byrån", "Byrån", "anmalare"),
        ("{name: Dalen}", "{name: Åsen}", "Åsen", "stadsdelar"),
        ("[Kort, Lång]", "[Kort, Kort]", "Kort", "education"),
        ("{name: Vuxna,", "{name: Unga,", "Unga", "age_bands"),
        ("name: Studier", "name: Arbete", "Arbete", "exit_lists, Nya listan"),
    ],
)
def test_a_name_stands_once_in_its_list(old, new, name, place):
    """Two of the same would be counted twice."""
    assert refusal(changed(old, new)).rule == f"Namnet ”{name}” står mer än en gång vid ”{place}”."


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("name: Kaffestugan", "name: alla", "alla"),
        ("[Kort, Lång]", "[Kort, okänd]", "okänd"),
        ("name: Studier", "name: Uppgift saknas", "Uppgift saknas"),
    ],
)
def test_a_word_of_the_tables_is_no_name(old, new, name):
    assert f"”{name}”" in refusal(changed(old, new)).rule


def test_the_same_reason_may_stand_in_two_lists():
    assert FORBUND.count("{name: Annat skäl, group: annat}") == 2


def test_a_folder_without_the_file_is_named_without_its_path(tmp_path):
    (tmp_path / "tom").mkdir()
    with pytest.raises(DataError) as caught:
        read_forbund(tmp_path / "tom")
    assert str(caught.value) == (
        "forbund.yaml: Filen saknas i datamappen ”tom”. Lägg dit den, eller peka FINSAM_DATA på rätt mapp."
    )


def test_a_folder_that_does_not_exist_is_named_without_its_path(tmp_path):
    with pytest.raises(DataError) as caught:
        read_forbund(tmp_path / "borta")
    assert str(caught.value) == (
        "Datamappen ”borta”: Mappen finns inte. Skapa den, eller peka FINSAM_DATA på rätt mapp."
    )


def test_a_contact_may_be_given_and_holds_nothing_but_an_address():
    given = parse_forbund(f"{FORBUND}\ncontact: {{email: kansli@lilla-an.se, phone: 08-123 45 67}}\n".encode())
    assert answered(given.contact) == (
        ("Skriv till", "mailto:kansli@lilla-an.se", "kansli@lilla-an.se"),
        ("Ring", "tel:081234567", "08-123 45 67"),
    )
    assert "contact.email" in str(refusal(f"{FORBUND}\ncontact: {{email: 'javascript:alert(1)'}}\n"))
    assert "contact.phone" in str(refusal(f"{FORBUND}\ncontact: {{phone: 'ring oss'}}\n"))
