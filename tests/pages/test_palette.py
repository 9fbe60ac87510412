"""Colours: every mark stands out from its surface and from the others, to every eye, and all text can be read."""

import tomllib
from itertools import combinations

import pytest

from finsam_data.settings import PROJECT
from pages.drawing.palette import DARK, LIGHT, contrast, on_colour
from tests.pages.colour_vision import JUST_NOTICED, MACHADO, distance, lab

MARKS = ("accent", "second", "third", "fourth", "grey")
THEME = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
BOTH = [("light", LIGHT), ("dark", DARK)]
APART = 6 * JUST_NOTICED
"""Far enough for two marks that do not touch, of which one is a thin line."""


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_has_three_to_one_against_its_surface(palette, mark):
    assert contrast(getattr(palette, mark), palette.surface) >= 3


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_text_has_four_and_a_half_to_one(palette):
    assert contrast(palette.text, palette.surface) >= 4.5
    assert contrast(palette.muted, palette.surface) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_women_and_men_differ_three_to_one(palette):
    assert contrast(palette.gender["kvinna"], palette.gender["man"]) >= 3


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("mark", MARKS)
def test_text_on_a_mark_can_be_read(palette, mark):
    colour = getattr(palette, mark)
    assert contrast(on_colour(colour, palette), colour) >= 4.5


def test_contrast_of_black_on_white_is_twenty_one():
    assert contrast("#000000", "#FFFFFF") == pytest.approx((1 + 0.05) / (0 + 0.05))


@pytest.mark.parametrize(("name", "palette"), BOTH)
def test_the_theme_and_the_charts_are_of_one_colour_and_can_be_read_on_both_surfaces(name, palette):
    theme = THEME[name]
    assert theme["textColor"] == palette.text
    assert theme["secondaryBackgroundColor"] == palette.surface
    for surface in (theme["backgroundColor"], theme["secondaryBackgroundColor"]):
        for text in (palette.text, palette.muted, theme["linkColor"], theme["primaryColor"]):
            assert contrast(text, surface) >= 4.5, (text, surface)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("eye", MACHADO)
def test_any_two_marks_differ_to_every_eye(palette, eye):
    near = {
        (one, other): round(far, 1)
        for one, other in combinations(MARKS, 2)
        if (far := distance(getattr(palette, one), getattr(palette, other), eye)) < APART
    }
    assert near == {}


def test_white_is_white_and_red_and_green_draw_near_without_the_cone_for_red():
    assert lab("#FFFFFF") == pytest.approx((100, 0, 0), abs=0.02)
    assert lab("#FF0000") == pytest.approx((53.24, 80.09, 67.20), abs=0.05)
    assert distance("#B00000", "#3F4A00", "protan") < distance("#B00000", "#3F4A00", "usual") / 2
