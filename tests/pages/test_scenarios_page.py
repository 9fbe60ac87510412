"""The scenario page as a user meets it: one click answers, nonsense is told, and nothing on the screen is lost."""

import re
from pathlib import Path

import pytest

from finsam_data.settings import Settings
from pages.text import scenarios as text
from queries.publication.publish import publish
from tests.conftest import CREATED
from tests.screen import go_to, html, told, words

SAMPLE = Path(__file__).resolve().parents[2] / "sample_data"


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Settings:
    """The shipped sample, published."""
    settings = Settings(SAMPLE, tmp_path_factory.mktemp("snapshots"), "internal")
    publish(settings, CREATED)
    return settings


@pytest.fixture
def page(app_on, sample):
    """The page, freshly opened."""
    return go_to(app_on(sample).run(), "scenarios")


def seen(page) -> str:
    """What stands on the screen, with plain spaces."""
    return words(page).replace("\u00a0", " ")


def marks(page) -> list[str]:
    """The scenario's mark among those of the page."""
    pattern = f'aria-label="{text.MARK_LABEL}"><li>(.*?)</li>'
    return [mark for shown in html(page) for mark in re.findall(pattern, shown)]


def press(page, label: str):
    """Press the button of that name."""
    return next(button for button in page.button if button.label.startswith(label)).click().run()


def write(page, label: str, value: str):
    """Write in the field of that name, and leave it."""
    return next(field for field in page.text_input if field.label.startswith(label)).set_value(value).run()


def choose(page, label: str, value: str):
    """Choose in the list of that name."""
    return next(box for box in page.selectbox if box.label == label).select(value).run()


def field(page, label: str) -> str:
    """What stands in the field of that name."""
    return next(found.value for found in page.text_input if found.label.startswith(label))


def test_it_opens_on_the_plan(page):
    assert "2026 finns 8 834 tkr kvar" in seen(page)
    assert text.NO_LEVERS in seen(page)
    assert "från 4 613 tkr 2025 till 230 tkr 2026" in seen(page)
    assert not told(page)


def test_a_starting_point_answers_in_one_click(page):
    page = press(page, "Båda beslutade")
    assert "2026 är allt utrymme intecknat; 1 tkr kvar" in seen(page)
    assert "−563" in seen(page)
    assert "Beslutat 23 maj 2025, § 4 och § 5" in seen(page)


def test_the_question_of_the_meeting(page):
    page = write(press(page, "Båda beslutade"), "2026, planen", "9 042")
    assert "2026 saknas 1 399 tkr" in seen(page)
    assert "−1 963" in seen(page)
    assert "Båda beslutade IPS-insatserna (ändrat)" in seen(page)
    assert text.DRAFT in seen(page)


def test_undo_redo_and_reset(page):
    page = write(press(page, "Båda beslutade"), "2026, planen", "9042")
    page = press(page, text.UNDO)
    assert "1 tkr kvar" in seen(page)
    assert field(page, "2026, planen") == ""
    page = press(page, text.REDO)
    assert "saknas 1 399 tkr" in seen(page)
    assert field(page, "2026, planen") == "9\u00a0042"
    page = press(page, text.RESET)
    assert "8 834 tkr kvar" in seen(page)
    assert "saknas 1 399 tkr" in seen(press(page, text.UNDO))


def test_a_starting_point_on_top_of_another_is_called_by_both(page):
    page = press(page, "Båda beslutade").checkbox(key="scenario_add").check().run()
    page = press(page, "Regionen ger inget mer")
    assert "Båda beslutade IPS-insatserna + Regionen ger inget mer" in seen(page)
    assert "2026 saknas 1 399 tkr" in seen(page)
    assert marks(page) == [text.DRAFT]


def test_the_mark_stands_among_the_pages_marks_until_it_is_decided(page):
    assert not marks(page)
    assert marks(write(page, "2026, planen", "9 042")) == [text.DRAFT]
    assert marks(press(page, "Båda beslutade")) == ["Beslutat 23 maj 2025, § 4 och § 5"]


def test_one_lever_is_taken_away_alone(page):
    page = press(page, "Båda beslutade")
    page = next(button for button in page.button if button.key == "away_0").click().run()
    # 1 + 4 500
    assert "4 501 tkr kvar" in seen(page)


def test_nonsense_is_told_and_nothing_is_lost(page):
    page = write(write(page, "2026, planen", "9 042"), "2027, planen", "ca 4500")
    assert "Regionens del, 2027: ”ca 4500” är inte ett belopp." in seen(page)
    assert field(page, "2027, planen") == "ca 4500"
    # 8 834 − 1 400
    assert "7 434 tkr kvar" in seen(page)
    page = write(page, "2027, planen", "9 042")
    assert "ca 4500" not in seen(page)


def test_the_same_amount_in_the_years_after(page):
    page = press(write(page, "2026, planen", "9 042"), "Samma belopp")
    assert "Regionens del: 9 042 tkr 2026–2030" in seen(page).replace("\\", "")


def test_levers_that_collide_are_told_and_can_be_used_once_the_other_is_gone(page):
    page = press(page, "Idealfördelningen till 2030")
    page = write(page, "2026, planen", "9 042")
    assert "Båda bestämmer medlemmarnas tilldelning 2026." in seen(page)
    page = next(button for button in page.button if button.key == "away_0").click().run()
    page = press(page, text.USE_TYPED)
    assert "7 434 tkr kvar" in seen(page)


def test_a_new_insats(page):
    page = choose(page, "Välj spak", "new_insats")
    page = write(page, "Namn på insatsen", "IPS unga")
    page = write(page, "2026", "2 mkr")
    # 8 834 − 2 000
    assert "6 834 tkr kvar" in seen(page)
    assert "Ny: IPS unga: 2 000 tkr 2026" in seen(page).replace("\\", "")


@pytest.mark.parametrize(
    "lever", ["party_share", "other_income", "insats", "cost_growth", "cut", "ideal_share", "county_redistribution",
              "nns_fee", "opening_equity"],
)  # fmt: skip
def test_every_lever_has_its_form(page, lever):
    page = choose(page, "Välj spak", lever)
    assert not told(page)
    assert "finns 8 834 tkr kvar" in seen(page)


def test_a_cut_in_per_cent(page):
    page = write(choose(page, "Välj spak", "cut"), "Procent", "5")
    assert "Nedskärning 5 % 2026–2030, alla grupper" in seen(page).replace("\\", "")


def test_decided_with_a_minute(page):
    page = write(page, "2026, planen", "9 042")
    page = page.segmented_control(key="scenario_tool").set_value("decided").run()
    page = press(write(write(page, "Sammanträdesdag", "igår"), "Paragraf", "§ 4"), text.MARK_DECIDED)
    assert "”igår” är inte ett datum" in seen(page)
    page = press(write(page, "Sammanträdesdag", "2026-11-27"), text.MARK_DECIDED)
    assert "Beslutat 27 november 2026, § 4" in seen(page)


def test_a_forbund_without_assumptions_is_told_what_is_missing(app_on, lilla_an):
    page = go_to(app_on(lilla_an.settings).run(), "scenarios")
    assert text.NO_ASSUMPTIONS in seen(page)
    assert "Källa: " in seen(page)
    assert not page.error


@pytest.mark.parametrize("tool", text.TOOLS)
def test_every_way_on_draws(page, tool):
    page = press(page, "Båda beslutade")
    page = page.segmented_control(key="scenario_tool").set_value(tool).run()
    assert not page.error
    assert "1 tkr kvar" in seen(page)


def test_goal_seek_answers_and_can_be_used(page):
    page = press(page, "Båda beslutade")
    page = page.segmented_control(key="scenario_tool").set_value("goal").run()
    assert "Regionen måste ge minst" in seen(page)
    page = write(page, "Eget kapital minst", "mycket")
    assert "Eget kapital minst, tkr: ”mycket” är inte ett belopp." in seen(page)
    page = press(write(page, "Eget kapital minst", "0"), "Visa svaret")
    assert text.DRAFT in seen(page)


@pytest.mark.parametrize(
    "question", ["insats_costs", "cut_across", "other_income_gives", "least_cut", "least_from_region"]
)
def test_every_question_gets_an_answer(page, question):
    page = page.segmented_control(key="scenario_tool").set_value("goal").run()
    page = choose(page, "Vad söks?", question)
    assert not page.error


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("cut_across", "av styrelse och kansli räcker 2026–2028."),
        ("least_cut", "Det skärs ned på Styrelse och kansli med 1 399 tkr."),
        ("least_from_region", "Det skärs ned på Styrelse och kansli med"),
    ],
)
def test_only_the_chosen_cost_groups_are_cut(page, question, answer):
    page = write(press(page, "Båda beslutade"), "2026, planen", "9 042")
    page = page.segmented_control(key="scenario_tool").set_value("goal").run()
    page = choose(page, "Vad söks?", question)
    groups = f"goal_groups_{question == 'cut_across'}"
    page = page.button_group(key=groups).set_value(["kansli"]).run()
    assert answer in seen(page)
    page = page.button_group(key=groups).set_value([]).run()
    assert "Välj minst en kostnadsgrupp" in seen(page)
