"""Deltaganden that break no rule, drawn from the sample's lists: what the files of the tests are made of."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from finsam_data.forbund import GENDERS, read_forbund
from finsam_data.schemas.participation import Participation

FORBUND = read_forbund(Path(__file__).parents[2] / "sample_data")
TODAY = date(2025, 1, 31)
HEADINGS = {
    "participant_id": "Deltagar-id",
    "insats": "Insats",
    "gender": "Kön",
    "age": "Ålder",
    "education": "Utbildning",
    "time_without_work": "Tid utan arbete",
    "anmalare": "Anmälande part",
    "stadsdel": "Stadsdel",
    "start_date": "Startdatum",
    "end_date": "Slutdatum",
    "avslutsorsak": "Avslutsorsak",
}
INSATSER = ("Aktivitetsplatsen", "FINSAM-team", "Novum", "IPS för personer med beroendeproblematik")
REASONS = tuple(reason.name for reason in FORBUND.exit_lists[-1].reasons)
JARVA, FORMER = date(2023, 7, 1), ("Rinkeby-Kista", "Spånga-Tensta", "Norrmalm", "Östermalm", "Farsta", "Bromma")
"""The day when Järva and Norra innerstaden took over, and districts as they were the years before."""
ID_STYLES = ("{n}", "A{n:03}", "NOV-{n:04}", "d{n}", "{n:05}")


@dataclass
class Row:
    """One deltagande: its true values by column, and what is written instead in columns with a planted fault."""

    values: dict[str, Any]
    instead: dict[str, Any] = field(default_factory=dict)


def people(rng: random.Random, n: int, insatser: tuple[str, ...] = INSATSER) -> list[Row]:
    """Rows started in 2024, each its own participant, in both halves of the year; some of them have ended."""
    style = rng.choice(ID_STYLES)
    first = rng.randint(100, 800)
    return [Row(_person(rng, style.format(n=first + i), rng.choice(insatser), half=i % 2)) for i in range(n)]


def _person(rng: random.Random, participant_id: str, insats: str, half: int) -> dict[str, Any]:
    start = date(2024, 1, 2) + timedelta(days=183 * half + rng.randint(0, 100))
    if insats == "FINSAM-team" and rng.random() < 0.2:
        # Long support: began when districts had other names.
        start = date(2022, 2, 1) + timedelta(days=rng.randint(0, 400))
    # Aktivitetsplatsen lasts 16 weeks, so who began early in the year has ended.
    ended = start >= JARVA and (half == 0 or rng.random() < 0.4)
    return {
        "participant_id": participant_id,
        "insats": insats,
        "gender": rng.choice(GENDERS[:2] * 5 + GENDERS),
        "age": rng.randint(16, 64),
        "education": rng.choice((*FORBUND.education * 3, None)),
        "time_without_work": rng.choice((*FORBUND.time_without_work * 3, None)),
        "anmalare": rng.choice(FORBUND.anmalare),
        "stadsdel": rng.choice(FORBUND.stadsdelar_today if start >= JARVA else FORMER),
        "start_date": start,
        "end_date": start + timedelta(days=rng.randint(5, 70)) if ended else None,
        "avslutsorsak": rng.choice(REASONS) if ended else None,
    }


def register_of(rows: list[dict[str, Any]]) -> pl.DataFrame:
    """The rows as the register holds them."""
    frame = pl.DataFrame([{**row, "consent": True} for row in rows]) if rows else Participation.create_empty()
    return Participation.validate(frame.select(Participation.column_names()), cast=True)
