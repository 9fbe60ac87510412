"""One fixed colour and order per category for the whole app, so that no filter recolours anything."""

from dataclasses import dataclass

from finsam_data.forbund import GENDERS, MEN_OR_OTHER

LEAST_CONTRAST = 3.0
"""Between a mark and what it lies on."""


@dataclass(frozen=True)
class Palette:
    """The colours of one theme: at most four and grey, each at least 3:1 against the background.

    They are told apart by lightness too, so that any two differ to those who see fewer colours.
    """

    surface: str
    text: str
    muted: str
    grid: str
    accent: str
    second: str
    third: str
    fourth: str
    grey: str
    faint: str

    @property
    def gender(self) -> dict[str, str]:
        """Neither pink nor blue is a sex; the third value is grey and patterned."""
        women, men, other = GENDERS
        return {women: self.accent, men: self.second, MEN_OR_OTHER: self.second, other: self.grey}

    @property
    def exit_group(self) -> dict[str, str]:
        """On towards work, care, other."""
        return {"vidare": self.accent, "vård": self.third, "annat": self.grey}


LIGHT = Palette(
    surface="#FFFFFF",
    text="#1B1F24",
    muted="#565D66",
    grid="#E4E2DC",
    accent="#12436D",
    second="#F46A25",
    third="#246B60",
    fourth="#571B43",
    grey="#838990",
    faint="#DDE3E9",
)
DARK = Palette(
    surface="#1B2026",
    text="#ECEFF2",
    muted="#AEB6C0",
    grid="#2E353D",
    accent="#B4DAF9",
    second="#C2540F",
    third="#0C9375",
    fourth="#A65492",
    grey="#A3A9B1",
    faint="#2A333D",
)


def on_colour(colour: str, palette: Palette) -> str:
    """Text colour to write on a mark: white or black, of which one has at least 4.58 to one against any colour."""
    white, black = "#FFFFFF", "#000000"
    return white if contrast(white, colour) >= contrast(black, colour) else black


def contrast(first: str, second: str) -> float:
    """The WCAG contrast ratio of two #RRGGBB colours, 1–21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
