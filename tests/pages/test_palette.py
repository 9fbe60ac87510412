"""Colours: every mark stands out from its surface, the sexes from each other, and text on a mark can be read."""

import pytest

from pages.drawing.palette import DARK, LIGHT, contrast, on_colour

MARKS = ("accent", "second", "third", "fourth", "grey")


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
