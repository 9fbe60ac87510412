"""The numbers the sample register must reproduce, from calibration.yaml."""

import random
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec

CALIBRATION = Path(__file__).with_name("calibration.yaml")
OTHER = "other"


class Flow(NamedTuple):
    """Deltaganden of one insats and sex in one half-year: open as it begins, started in it, ended in it."""

    opening: int
    started: int
    ended: int


class Duration(NamedTuple):
    """Days in an insats: a normal distribution with a floor."""

    mean: int
    spread: int
    shortest: int


class Calibration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file as read; the first key of each mapping is an insats, OTHER stands for those not named."""

    seed: int
    flow: dict[str, dict[str, dict[str, Flow]]]
    durations: dict[str, Duration]
    start_months: dict[str, list[int]]
    without_consent: dict[str, tuple[int, int]]
    misregistered: int
    returning: int
    weights: dict[str, dict[str, dict[str, list[int]]]]
    ages: dict[str, list[tuple[int, int]]]

    @property
    def last_day(self) -> date:
        """The last day of the last half-year."""
        return half_days(max(half for halves in self.flow.values() for half in halves))[1]

    def dice(self, *purpose: str) -> random.Random:
        """Chance of its own for each purpose, so that changing one number leaves the rest of the register as it was."""
        return random.Random(" ".join([str(self.seed), *purpose]))  # noqa: S311 - invented people, no secrets


def read_calibration(path: Path = CALIBRATION) -> Calibration:
    """The calibration, with every balance checked.

    Raises ValueError naming the insats, half-year and sex where opening + started − ended is not the next opening.
    """
    calibration = msgspec.yaml.decode(path.read_bytes(), type=Calibration)
    for insats, halves in calibration.flow.items():
        closing: dict[str, int] = {}
        for half, by_gender in halves.items():
            for gender, flow in by_gender.items():
                if flow.opening != closing.get(gender, flow.opening):
                    raise ValueError(f"{insats}, {half}, {gender}: {flow.opening} öppna, skulle vara {closing[gender]}")
                closing[gender] = flow.opening + flow.started - flow.ended
            if lost := [gender for gender, n in closing.items() if n and gender not in by_gender]:
                raise ValueError(f"{insats}, {half}: {lost[0]} saknas")
    return calibration


def half_code(day: date) -> str:
    """2024H1 or 2024H2."""
    return f"{day.year}H{1 if day.month <= 6 else 2}"


def half_days(code: str) -> tuple[date, date]:
    """First and last day of a half-year."""
    year = int(code[:4])
    return (date(year, 1, 1), date(year, 6, 30)) if code.endswith("H1") else (date(year, 7, 1), date(year, 12, 31))
