"""How project leaders write their tables: rows of deltaganden → sheets in every dress, with the place of each row."""

import random
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.intake.people import HEADINGS, Row
from tests.intake.writers import Page

SYNONYMS = {
    "participant_id": ("Deltagarid", "ID", "Deltagarnummer", "DELTAGAR-ID", "Löpnummer"),
    "insats": ("INSATS", "Insatsens namn", "Insats:"),
    "gender": ("Juridiskt kön", "KÖN", "kön"),
    "age": ("Ålder vid start", "ålder", "Ålder (år)"),
    "education": ("Utbildningsnivå", "Utbildning ", "Högsta utbildning"),
    "time_without_work": ("Tid utan arbete eller studier", "Tid utan arbete/studier"),
    "anmalare": ("Anmälare", "Anmälande  part", "Remittent"),
    "stadsdel": ("Stadsdelsområde", "Stadsdelsförvaltning", "stadsdel"),
    "start_date": ("Start", "Start datum", "Inskrivningsdatum"),
    "end_date": ("Slut", "Slut\u00a0datum", "Avslutsdatum"),
    "avslutsorsak": ("Orsak till avslut", "Avslutningsorsak", "AVSLUTSORSAK"),
}
SPELLINGS = {
    "kvinna": ("K", "k", "Kvinna", "kvinnor", "KVINNA", "Kvinnor "),
    "man": ("M", "m", "Man", "män", "MAN", " man"),
    "annat/okänt": ("annat", "Annat", "Annat/okänt", "okänt"),
    "Försäkringskassan": ("FK", "försäkringskassan", "Försäkringskassan "),
    "Arbetsförmedlingen": ("AF", "Af", "ARBETSFÖRMEDLINGEN"),
    "Stockholms stad": ("Stockholm stad", "Staden", "stockholms  stad"),
    "Hälso- och sjukvården": ("Hälso och sjukvården", "hälso- och sjukvården", "Sjukvården"),
    "Egenanmälan": ("egen anmälan", "Egenanmälan"),
    "Hässelby-Vällingby": ("Hässelby Vällingby", "Hässelby/Vällingby", "hässelby–vällingby"),
    "Enskede-Årsta-Vantör": ("Enskede–Årsta–Vantör", "Enskede - Årsta - Vantör"),
    "Norra innerstaden": ("Norra Innerstaden", "NORRA INNERSTADEN"),
    "Södermalm": ("södermalm", "Södermalm\u00a0"),
    "1–2 år": ("1-2 år", "1 – 2 år"),
    "2–5 år": ("2-5 år", "2–5  år"),
    "Gymnasium": ("gymnasium", "Gymnasium "),
    "Högskola tre år eller längre": ("högskola tre år eller längre",),
    "Arbete eller studier": ("arbete eller studier", "Arbete eller studier "),
    "Utredning, vård eller rehabilitering": ("utredning, vård eller rehabilitering",),
    "Novum": ("NOVUM", "novum "),
    "FINSAM-team": ("Finsam-team", "FINSAM team", "finsamteam"),
}
MONTHS = [
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
]
NOTES = (
    "* Uppgifterna är hämtade ur vårt eget stödsystem.",
    "Anm: två personer väntar på besked och är inte med.",
    "Hör av er om något är oklart!",
)
UNKNOWN = ("okänd", "Okänt", "vet ej", "uppgift saknas")
TITLES = ("Uppföljning av deltagare", "Helår 2024", "Ifylld av projektledaren")


@dataclass
class Dress:
    """The choices of one project leader."""

    typed: bool  # dates and numbers as such, else as text
    date_form: str = "iso"
    headings: dict[str, str] = field(default_factory=lambda: dict(HEADINGS))
    spell: bool = False
    titles: int = 0
    blank_before: int = 0
    left: int = 0
    blank_between: bool = False
    group_headings: bool = False
    tall_headings: bool = False
    totals: str = ""
    notes: int = 0
    repeated: bool = False
    extra_column: bool = False
    sheet_per_insats: bool = False
    other_sheet: bool = False
    shuffled: bool = False
    gaps: bool = False
    broken_headings: bool = False
    formatted_below: bool = False
    told_in_title: bool = False
    stacked: bool = False

    @property
    def insats_elsewhere(self) -> bool:
        """Is there no column for the insats?"""
        return self.sheet_per_insats or self.told_in_title


def dress(rng: random.Random, typed: bool, merges: bool, sheets: bool) -> Dress:
    """Choices drawn; typed: may the format hold dates and numbers, merges: merged cells, sheets: several sheets?"""

    def perhaps(share: float) -> bool:
        return rng.random() < share

    headings = {
        name: rng.choice((HEADINGS[name], *SYNONYMS[name])) if perhaps(0.4) else HEADINGS[name] for name in HEADINGS
    }
    forms = ("iso", "swedish", "long", "compact", "clock", "serial", "short", "unpadded", *("date",) * (6 * typed))
    return Dress(
        typed=typed and perhaps(0.7),
        date_form=rng.choice(forms),
        headings=headings,
        spell=perhaps(0.6),
        titles=rng.choice((0, 0, 1, 3)),
        blank_before=rng.choice((0, 0, 1, 4)),
        left=rng.choice((0, 0, 0, 2)),
        blank_between=perhaps(0.3),
        group_headings=merges and perhaps(0.25),
        tall_headings=merges and perhaps(0.15),
        totals=rng.choice(("", "", "Summa", "Totalt antal deltagare", "lone")),
        notes=rng.choice((0, 0, 1, 2)),
        repeated=perhaps(0.15),
        extra_column=perhaps(0.2),
        sheet_per_insats=sheets and perhaps(0.25),
        other_sheet=sheets and perhaps(0.25),
        shuffled=perhaps(0.3),
        gaps=perhaps(0.1),
        broken_headings=perhaps(0.1),
        formatted_below=merges and perhaps(0.2),
    )


@dataclass
class Written:
    """The sheets, and for each row (by its place in the list) the sheet and row number it got."""

    pages: list[Page]
    at: list[tuple[str, int]]


def written(rng: random.Random, rows: list[Row], choices: Dress) -> Written:
    """The rows as sheets."""
    groups: dict[str, list[int]] = {}
    for index, row in enumerate(rows):
        groups.setdefault(row.values["insats"] if choices.insats_elsewhere else "Deltagare", []).append(index)
    at: list[tuple[str, int]] = [("", 0)] * len(rows)
    pages = []
    names = [name for name in HEADINGS if name != "insats" or not choices.insats_elsewhere]
    if choices.shuffled:
        rng.shuffle(names)
    # A gap is a blank column between the columns, as some keep for the look of it.
    columns = {name: choices.left + place + (choices.gaps and place > 3) for place, name in enumerate(names, start=1)}
    if choices.other_sheet:
        pages.append(Page("Information", {(2, 1): "Så här har vi räknat", (3, 1): "Kontakta oss vid frågor."}))
    page: Page | None = None
    for name, indices in groups.items():
        if page is None or not choices.stacked:
            page, start = Page("Deltagare" if choices.told_in_title else name[:31]), 1
            pages.append(page)
        if choices.told_in_title:
            page.cells[start, 1 + choices.left] = f"Insats: {name}"
            start += 2
        heading_row = _top(page, start, choices, columns)
        number = heading_row + (2 if choices.tall_headings else 1)
        for place, index in enumerate(indices):
            if place == len(indices) // 2 and place:
                number += choices.blank_between
                if choices.repeated:
                    _headings(page, number, choices, columns)
                    number += 1
            for column, value in rows[index].values.items():
                if column in columns:
                    instead = rows[index].instead
                    shown = instead[column] if column in instead else _shown(rng, column, value, choices)
                    page.cells[number, columns[column]] = shown
            if choices.extra_column:
                page.cells[number, max(columns.values()) + 1] = rng.choice(("ja", "nej"))
            at[index] = (page.name, number)
            number += 1
        start = 2 + _bottom(page, number, len(indices), choices, columns)
    return Written(pages, at)


def _top(page: Page, row: int, choices: Dress, columns: dict[str, int]) -> int:
    """Titles, blank rows and headings from a row on; gives the row of the headings."""
    for title in TITLES[: choices.titles]:
        page.cells[row, 1 + choices.left] = title
        row += 1
    row += choices.blank_before
    if choices.group_headings:
        first, last = choices.left + 1, max(columns.values())
        middle = (first + last) // 2
        page.cells[row, first], page.cells[row, middle + 1] = "Om deltagaren", "Övrigt"
        page.merged += [(row, first, row, middle), (row, middle + 1, row, last)]
        row += 1
    _headings(page, row, choices, columns)
    if choices.tall_headings:
        page.merged += [(row, column, row + 1, column) for column in columns.values()]
    return row


def _headings(page: Page, row: int, choices: Dress, columns: dict[str, int]) -> None:
    for name, column in columns.items():
        heading = choices.headings[name]
        page.cells[row, column] = heading.replace(" ", "\n") if choices.broken_headings else heading
    if choices.extra_column:
        page.cells[row, max(columns.values()) + 1] = "Tolk behövs"


def _bottom(page: Page, row: int, n: int, choices: Dress, columns: dict[str, int]) -> int:
    """Totals, notes and cells that are only formatted; gives the last row with something in it."""
    first = choices.left + 1
    if choices.totals == "lone":
        page.cells[row, columns["participant_id"]] = n if choices.typed else str(n)
        row += 1
    elif choices.totals:
        page.cells[row, first], page.cells[row, first + 1] = choices.totals, n if choices.typed else str(n)
        row += 1
    for note in NOTES[: choices.notes]:
        row += 1
        page.cells[row, first] = note
    if choices.formatted_below:
        page.coloured += [(row + 40, column) for column in columns.values()]
    return row


def _shown(rng: random.Random, column: str, value: Any, choices: Dress) -> Any:
    if value is None and column not in {"end_date", "avslutsorsak"}:
        return rng.choice(UNKNOWN)
    if value is None:
        return rng.choice((None, "", " ")) if choices.spell and not choices.typed else None
    if isinstance(value, date):
        return dated(value, choices.date_form)
    if column == "age":
        return value if choices.typed else rng.choice((str(value), f"{value},0", f" {value}", f"{value} år"))
    if column == "participant_id":
        return int(value) if choices.typed and value.isdigit() and value[0] != "0" else value
    if choices.spell and rng.random() < 0.5:
        return rng.choice(SPELLINGS.get(value, (value, f"{value} ", f"\u00a0{value}")))
    return value


def dated(day: date, form: str) -> Any:
    """A day as it may be written, never so that it can be read as another."""
    return {
        "date": day,
        "iso": day.isoformat(),
        "swedish": f"{day.day}/{day.month} {day.year}",
        "long": f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        "short": f"{day.day} {MONTHS[day.month - 1][:3].capitalize()} {day.year}",
        "unpadded": f"{day.year}-{day.month}-{day.day}",
        "compact": day.strftime("%Y%m%d"),
        "clock": f"{day.isoformat()} 00:00:00",
        "serial": (day - date(1899, 12, 30)).days,
    }[form]
