"""What is registered about each deltagande: values dealt out like cards, so that every calibrated count comes true."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from finsam_data.forbund import Forbund
from sample_data.making.participation_calibration import OTHER, Calibration, half_code
from sample_data.making.participation_courses import Deltagande

ALL = "all"
"""In place of an insats, where a trait does not depend on it."""


def deal_traits(calibration: Calibration, forbund: Forbund, everyone: list[Deltagande]) -> None:
    """Give everyone age, education, time_without_work, anmalare and stadsdel, and those who ended an avslutsorsak."""
    today = [*forbund.stadsdelar_today, None]
    lists: dict[str, Sequence[str | None]] = {
        "age": [band.name for band in forbund.age_bands],
        "education": [*forbund.education, None],
        "time_without_work": [*forbund.time_without_work, None],
        "anmalare": forbund.anmalare,
        "stadsdel": today,
    }
    for trait, values in lists.items():
        for group, weights, who in _hands(calibration, trait, [(one, one.start) for one in everyone]):
            _deal(calibration, trait, group, weights, values, who)
    ended = [(one, one.end) for one in everyone if one.end and one.consent]
    for group, weights, who in _hands(calibration, "avslutsorsak", ended):
        day = who[0].end
        assert day is not None  # noqa: S101 - only those who ended are asked for
        reasons = [reason.name for reason in forbund.exit_list(day).reasons]
        _deal(calibration, "avslutsorsak", group, weights, reasons, who)
    _ages_in_years(calibration, forbund, everyone)
    _stadsdelar_of_the_time(calibration, forbund, everyone)


def quotas(weights: Sequence[int], n: int) -> list[int]:
    """Whole numbers that sum to n, in proportion to the weights (largest remainder)."""
    exact = [n * weight / sum(weights) for weight in weights]
    whole = [int(share) for share in exact]
    by_remainder = sorted(range(len(weights)), key=lambda i: (whole[i] - exact[i], i))
    for i in by_remainder[: n - sum(whole)]:
        whole[i] += 1
    return whole


Hand = tuple[str, list[int], list[Deltagande]]
"""People who share weights: a name for them, the weights, and who they are."""


def _hands(calibration: Calibration, trait: str, dated: list[tuple[Deltagande, date]]) -> list[Hand]:
    """Everyone grouped by the most particular weights that apply on their date, and by its year."""
    by_insats = calibration.weights[trait]
    groups: dict[tuple[str, str, int], list[Deltagande]] = defaultdict(list)
    for one, day in dated:
        insats = ALL if ALL in by_insats else one.insats
        half, year = half_code(day), str(day.year)
        keys = (f"{half} {one.gender}", f"{year} {one.gender}", half, year, OTHER)
        key = next(key for key in keys if key in by_insats[insats])
        groups[insats, key, day.year].append(one)
    return [(f"{insats} {key} {year}", by_insats[insats][key], who) for (insats, key, year), who in groups.items()]


def _deal(
    calibration: Calibration,
    trait: str,
    group: str,
    weights: list[int],
    values: Sequence[str | None],
    who: list[Deltagande],
) -> None:
    """Shuffle exactly as many of each value as its quota, and hand them out."""
    cards = [value for value, n in zip(values, quotas(weights, len(who)), strict=True) for _ in range(n)]
    calibration.dice(trait, group).shuffle(cards)
    for one, card in zip(who, cards, strict=True):
        one.traits[trait] = card


def _ages_in_years(calibration: Calibration, forbund: Forbund, everyone: list[Deltagande]) -> None:
    dice = calibration.dice("age in years")
    bands = [band.name for band in forbund.age_bands]
    for one in everyone:
        ranges = calibration.ages.get(one.insats, calibration.ages[OTHER])
        one.traits["age"] = dice.randint(*ranges[bands.index(str(one.traits["age"]))])


def _stadsdelar_of_the_time(calibration: Calibration, forbund: Forbund, everyone: list[Deltagande]) -> None:
    """Replace today's districts with the ones they were on the start date."""
    dice = calibration.dice("stadsdel of the time")
    for one in everyone:
        today = one.traits["stadsdel"]
        names = [
            stadsdel.name
            for stadsdel in forbund.stadsdelar
            if today in (stadsdel.name, stadsdel.replaced_by) and stadsdel.valid_in(one.start, one.start)
        ]
        if today and names:
            one.traits["stadsdel"] = dice.choice(names)
