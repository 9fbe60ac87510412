"""How far apart two colours are, to the usual eye and to those that lack one of its three kinds of cone."""

import math

USUAL = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
MACHADO = {
    "usual": USUAL,
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""What each sees of linear sRGB where the cone is wholly missing: Machado, Oliveira and Fernandes 2009, severity 1."""
TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
WHITE = (0.95047, 1.0, 1.08883)
JUST_NOTICED = 2.3
"""The least difference of two colours in CIELAB that is noticed when they lie side by side."""


def distance(first: str, second: str, eye: str) -> float:
    """CIE76: the distance of two #RRGGBB colours in CIELAB, as seen by the eye."""
    return math.dist(lab(first, eye), lab(second, eye))


def lab(colour: str, eye: str = "usual") -> tuple[float, float, float]:
    """Lightness, green to red, blue to yellow."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    seen = [min(max(value, 0.0), 1.0) for value in _times(MACHADO[eye], linear)]
    x, y, z = (_curve(value / white) for value, white in zip(_times(TO_XYZ, seen), WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _times(matrix, vector):
    return [sum(cell * value for cell, value in zip(row, vector, strict=True)) for row in matrix]


def _curve(value: float) -> float:
    return value ** (1 / 3) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116
