"""Who is in which insats from when to when: deltaganden with dates, so that every half-year's flow is as calibrated."""

import bisect
import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from finsam_data.forbund import Forbund, Insats
from sample_data.making.participation_calibration import OTHER, Calibration, Duration, half_days

HOLIDAYS = {(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)}
BREAKING_OFF = 0.07
"""Share who leave before it is usual, any time after the shortest stay."""


@dataclass
class Deltagande:
    """One deltagande in the making; due is when the person would leave if no count had to be met."""

    insats: str
    gender: str
    start: date
    due: date
    end: date | None = None
    consent: bool = True
    traits: dict[str, str | int | None] = field(default_factory=dict)


def courses(calibration: Calibration, forbund: Forbund) -> list[Deltagande]:
    """Every deltagande with its dates, insats by insats; those without consent are marked."""
    everyone = []
    for name, halves in calibration.flow.items():
        genders = dict.fromkeys(gender for by_gender in halves.values() for gender in by_gender)
        for gender in genders:
            everyone += _courses(calibration, forbund.insats(name), gender)
    _withdraw_consent(calibration, everyone)
    return everyone


def working_days(first: date, last: date) -> list[date]:
    """Weekdays from first to last that are no fixed holiday."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if day.weekday() < 5 and (day.month, day.day) not in HOLIDAYS]


def _courses(calibration: Calibration, insats: Insats, gender: str) -> list[Deltagande]:
    """Half-year by half-year: some start, and of all who are then open the ones most overdue end."""
    dice = calibration.dice("dates", insats.name, gender)
    duration = calibration.durations[insats.name]
    months = calibration.start_months.get(insats.name, calibration.start_months[OTHER])
    everyone: list[Deltagande] = []
    for half, by_gender in calibration.flow[insats.name].items():
        if gender not in by_gender:
            continue
        first, last = half_days(half)
        flow = by_gender[gender]
        if not everyone:
            everyone += [_already_open(dice, insats, gender, first, duration) for _ in range(flow.opening)]
        days = working_days(max(first, insats.first_day or first), last)
        starts = dice.choices(days, [months[day.month - 1] for day in days], k=flow.started)
        everyone += [
            Deltagande(insats.name, gender, start, start + timedelta(days=_draw(dice, duration))) for start in starts
        ]
        shortest = timedelta(days=duration.shortest)
        still_open = [one for one in everyone if one.end is None]
        still_open.sort(key=lambda one: (one.start + shortest > last, one.due))
        for one in still_open[: flow.ended]:
            one.end = _end_within(dice, one, first, last, duration)
    return everyone


def _already_open(dice: random.Random, insats: Insats, gender: str, first: date, duration: Duration) -> Deltagande:
    """Someone who began before the register's first day and is not yet through."""
    days = _draw(dice, duration)
    gone = max(7, round(days * dice.random() * dice.random()))  # most have far to go, or too many would be overdue
    begun = max(first - timedelta(days=gone), insats.first_day or date.min)
    start = working_days(begun, first - timedelta(days=1))[0]
    return Deltagande(insats.name, gender, start, start + timedelta(days=days))


def _draw(dice: random.Random, duration: Duration) -> int:
    if dice.random() < BREAKING_OFF:
        return dice.randint(duration.shortest, duration.mean)
    longest = duration.mean + 2 * duration.spread
    return min(max(duration.shortest, round(dice.gauss(duration.mean, duration.spread))), longest)


def _end_within(dice: random.Random, one: Deltagande, first: date, last: date, duration: Duration) -> date:
    """The working day the person is due, or one near the half-year's start or end for those due before or after it.

    How near follows the spread: those whose insats has a fixed length end soon, the others any time.
    """
    earliest = min(max(first, one.start + timedelta(days=duration.shortest)), last - timedelta(days=7))
    days = working_days(max(earliest, one.start), last)
    near = max(20, duration.spread)
    if one.due < days[0]:
        return dice.choice(days[:near])
    if one.due > days[-1]:
        return dice.choice(days[-near:])
    return days[bisect.bisect_left(days, one.due)]


def _withdraw_consent(calibration: Calibration, everyone: list[Deltagande]) -> None:
    """Mark the calibrated number of those who were open at the end of 2021 and ended the year after."""
    for insats, numbers in calibration.without_consent.items():
        for gender, number in zip(("kvinna", "man"), numbers, strict=True):
            possible = [
                one
                for one in everyone
                if (one.insats, one.gender) == (insats, gender)
                and one.start.year <= 2021
                and one.end is not None
                and one.end.year == 2022
            ]
            for one in calibration.dice("consent", insats, gender).sample(possible, number):
                one.consent = False
