"""Which insats rows belong to, where no column says so: the title above them, the sheet's name or the file's."""

from bisect import bisect
from collections.abc import Sequence
from itertools import pairwise
from pathlib import PurePath

import polars as pl

from finsam_data.errors import DataError
from finsam_data.forbund import Forbund
from finsam_data.intake.meaning.broken import Broken
from finsam_data.intake.meaning.not_data import HEADINGS
from finsam_data.intake.meaning.rules import INSATS_TOLD
from finsam_data.intake.meaning.values import plain
from finsam_data.intake.raw import RawSheet
from finsam_data.intake.settings import IntakeSettings

SHORTEST = 4
"""Shorter names than this may stand in any text by chance."""


class Insatser:
    """The insatser by every way in which they are written."""

    def __init__(self, forbund: Forbund, settings: IntakeSettings) -> None:
        """Names, short names, codes and spellings of every insats."""
        self._names = [insats.name for insats in forbund.insatser]
        spellings = settings.spellings.get("insats", {})
        ways = {
            plain(way): insats.name
            for insats in forbund.insatser
            for way in (*spellings.get(insats.name, ()), insats.code, insats.short_name, insats.name)
            if len(plain(way)) >= SHORTEST
        }
        self._ways = sorted(ways.items(), key=lambda way: -len(way[0]))

    def named(self, name: str) -> str:
        """The insats of that name, plainly written; raises DataError where there is none."""
        for way, insats in self._ways:
            if way == plain(name):
                return insats
        raise DataError(f"Insatsen ”{name}”", "Den finns inte.", f"Välj en av: {', '.join(self._names)}.")

    def is_name(self, text: str) -> bool:
        """Is the text the name of an insats and nothing more than that word before it?"""
        return any(plain(text) in {way, f"insats{way}"} for way, _ in self._ways)

    def in_text(self, text: str) -> set[str]:
        """The insatser that a title mentions; a longer name hides a shorter one within it."""
        left, found = plain(text), set()
        for way, insats in self._ways:
            if way in left:
                left = left.replace(way, " ")
                found.add(insats)
        return found

    def in_file_name(self, name: str) -> str | None:
        """The one insats that the name of a file mentions."""
        found = self.in_text(PurePath(name).stem)
        return found.pop() if len(found) == 1 else None


class Belonging:
    """A sheet's rows with the insats of the title above them, or of the sheet's name, where no column tells it.

    frames: the texts of each table, with insats. broken: names that contradict each other.
    """

    def __init__(
        self,
        sheet: RawSheet,
        frames: Sequence[pl.DataFrame],
        not_data: Sequence[tuple[int, str]],
        insatser: Insatser,
    ) -> None:
        """not_data: row and why, in order."""
        self.frames = list(frames)
        self.broken: list[Broken] = []
        if all(_tells(frame) for frame in frames):
            return
        headed = {row for row, why in not_data if why == HEADINGS}
        data = {row for frame in frames for row in frame.get_column("row")}
        titles = _titles(sheet, [row for row, _ in not_data if row not in headed], headed, data, insatser)
        by_name = insatser.in_text(sheet.name)
        if by_name and (other := [title for title in titles if title[1] not in by_name]):
            self._contradict(sheet, f"Bladet heter {sheet.name}, men en rubrik i det säger {other[0][1]}.", other[0][0])
        told = headed | data
        for (above, one), (below, two) in pairwise(titles):
            if one != two and told.isdisjoint(range(above, below)):
                self._contradict(sheet, f"En rubrik säger {one} och nästa {two}.", below)
        starts = pl.DataFrame(
            [(0, by_name.pop() if len(by_name) == 1 else None), *titles],
            schema={"row": pl.UInt32, "insats": pl.String},
            orient="row",
        )
        self.frames = [
            frame
            if _tells(frame)
            else frame.drop("insats", strict=False).sort("row").join_asof(starts, on="row", strategy="backward")
            for frame in frames
        ]

    def _contradict(self, sheet: RawSheet, what: str, row: int) -> None:
        self.broken.append(Broken(INSATS_TOLD, what, sheet=sheet.name, row=row))


def _tells(frame: pl.DataFrame) -> bool:
    """Is there a column of insatser with anything in it?"""
    return "insats" in frame.columns and frame.get_column("insats").null_count() < frame.height


def _titles(
    sheet: RawSheet, rows: Sequence[int], headed: set[int], data: set[int], insatser: Insatser
) -> list[tuple[int, str]]:
    """Row and insats of each row with one text that mentions one insats; just above a deltagande only its name counts.

    Any other text among the deltaganden is a note, which may mention an insats without being the title of what follows.
    """
    below = sorted(headed | data)
    found = []
    for row in sheet.cells.filter(pl.col("row").is_in(rows)).iter_rows(named=True):
        number = row.pop("row")
        texts = [text for text in row.values() if text is not None]
        next_below = below[bisect(below, number) :][:1]
        mentioned = insatser.in_text(texts[0]) if len(texts) == 1 else set()
        if len(mentioned) == 1 and (headed.issuperset(next_below) or insatser.is_name(texts[0])):
            found.append((number, mentioned.pop()))
    return found
