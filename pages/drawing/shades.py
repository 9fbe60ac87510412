"""Steps of one colour, for parts of one family: ordered bands, or reasons of the same group."""

from pages.drawing.palette import Palette


def shades(colour: str, steps: int, palette: Palette, palest: float = 0.75) -> list[str]:
    """The colour itself and paler steps of it towards the surface; palest is how far the last one goes, 0–1."""
    return [mixed(colour, palette.surface, palest * step / max(steps - 1, 1)) for step in range(steps)]


def mixed(colour: str, other: str, part: float) -> str:
    """A #RRGGBB colour with a part (0–1) of another in it."""
    pairs = [(int(colour[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(mine + (theirs - mine) * part):02X}" for mine, theirs in pairs)
