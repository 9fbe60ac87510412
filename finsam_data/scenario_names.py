"""Names of saved scenarios and of their files. What people write is never trusted to be a file name."""

import re
import unicodedata
from collections.abc import Collection

from finsam_data.scenario_values import LONGEST_TEXT

LONGEST_SLUG = 60
DEVICES = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
"""File names that Windows keeps for itself."""
NUMBERED = re.compile(r"(.+) \((\d{1,4})\)")


def slug_of(name: str) -> str:
    """A file name of a name: a–z, digits and hyphens, never long, never one that a system keeps for itself."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", letters)[:LONGEST_SLUG].strip("-")
    return slug if slug and not DEVICES.fullmatch(slug) else f"scenario-{slug}".rstrip("-")


def free_slug(name: str, taken: Collection[str]) -> str:
    """The slug, or the same with the lowest number that makes it free; taken in small letters."""
    slug = slug_of(name)
    return next(free for free in (slug, *(f"{slug}-{n}" for n in range(2, len(taken) + 3))) if free not in taken)


def free_name(name: str, taken: Collection[str]) -> str:
    """The name, or the same with the lowest number from 2 that is free: Namn (2); taken as folded by casefold."""
    if name.casefold() not in taken:
        return name
    numbered = NUMBERED.fullmatch(name)
    stem = (numbered[1] if numbered else name)[: LONGEST_TEXT - 7].rstrip()
    return next(free for n in range(2, len(taken) + 3) if (free := f"{stem} ({n})").casefold() not in taken)


def is_plain_file(file: str) -> bool:
    """Does it name a file in its own folder, and nothing else?"""
    return re.fullmatch(r"[^/\\:\0.][^/\\:\0]*", file) is not None
