"""Merging what is too rare to stand by itself, before anything is hidden: fewer hidden numbers for everybody.

The protected edition has a förbund of its own, whose lists are the merged ones, so every page and file follows.
"""

from collections.abc import Mapping
from itertools import groupby
from typing import TypeVar

import msgspec
import polars as pl

from finsam_data.forbund import GENDERS, MEN_OR_OTHER, UNKNOWN, AgeBand, DurationBand, Forbund, Insats, Stadsdel
from queries.disclosure.model import OFFICIAL, SMALL
from queries.publication.plan import TOTAL
from queries.published import POPULATIONS, printed_place
from queries.uncertainty import SMALLEST_BASE

OTHERS = {"anmalare": "Övriga anmälare", "stadsdel": "Övriga stadsdelar"}
"""What rare categories without an order are summed into."""
OR = " eller "
AND = " och "

Merged = dict[str, dict[str, str]]
"""Dimension → category of the register → category that it is summed into."""
Band = TypeVar("Band", AgeBand, DurationBand)


def rare_categories(counted: Mapping[str, pl.DataFrame], dimension: str) -> list[str]:
    """Categories with 1–4 deltaganden in all in some year (half-year where there is no year), unknown ones left out."""
    shown = _totals(counted, dimension).filter(~pl.col(dimension).is_in([TOTAL, UNKNOWN]))
    return shown.filter(pl.col("n").is_between(*SMALL)).get_column(dimension).unique(maintain_order=True).to_list()


def merging(counted: Mapping[str, pl.DataFrame], forbund: Forbund, published: pl.DataFrame) -> Merged:
    """What to merge: a rare age or time with the band beside it, a rare anmälare or stadsdel with other rare ones.

    Those about whom nothing is known go with the last category, or the least, where they are too few for a share most
    years; who refers is too important for that. In every table annat/okänt would take women or men with it, and a rare
    insats another one: where they are 1–4 most years, the first goes with men and the second with the least other
    insats. What is printed apart (published) stays apart, or the printed number taken from the merged one would tell.
    """
    people = published.filter(pl.col("population").is_in(list(POPULATIONS)))
    lists = mergeable(forbund)
    merged = {
        "insats": _rare_insatser(counted["flow"], lists["insats"], people.get_column("insats").to_list()),
        "gender": _third_gender(counted["flow"], people.get_column("gender").to_list()),
    }
    printed = _printed_apart(people, forbund)
    for name in lists.keys() - merged.keys():
        apart = printed.get(name, set())
        rare, values = rare_categories(counted, name), [value for value in lists[name] if value != UNKNOWN]
        if UNKNOWN in lists[name] and _few_unknown(counted, name):
            rare, values = [*rare, UNKNOWN], lists[name]
        # What is printed stands between its neighbours, so neither goes with the other.
        runs = [list(run) for is_apart, run in groupby(values, apart.__contains__) if not is_apart]
        if name in OTHERS:
            merged[name] = _others(counted, name, [value for run in runs for value in run], rare)
        else:
            merged[name] = {value: whole for run in runs for value, whole in _neighbours(run, rare).items()}
    return {name: merged[name] for name in lists if merged[name]}


def mergeable(forbund: Forbund) -> dict[str, list[str]]:
    """Dimension → its categories in order, of the dimensions that may be merged."""
    return {
        "insats": [insats.name for insats in forbund.insatser],
        "gender": list(forbund.genders),
        "age_band": [*(band.name for band in forbund.age_bands), UNKNOWN],
        "duration": [band.name for band in forbund.duration_bands],
        "education": [*forbund.education, UNKNOWN],
        "time_without_work": [*forbund.time_without_work, UNKNOWN],
        "anmalare": list(forbund.anmalare),
        "stadsdel": [*forbund.stadsdelar_today, UNKNOWN],
    }


def merged_forbund(forbund: Forbund, merged: Merged) -> Forbund:
    """The förbund with the merged lists, in the same order."""

    def names(dimension: str, values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(merged.get(dimension, {}).get(value, value) for value in values))

    stadsdelar = merged.get("stadsdel", {})
    districts = [
        msgspec.structs.replace(place, replaced_by=stadsdelar[today])
        if (today := forbund.successor.get(place.name, place.name)) in stadsdelar
        else place
        for place in forbund.stadsdelar
    ]
    return msgspec.structs.replace(
        forbund,
        insatser=_insatser(forbund.insatser, merged.get("insats", {})),
        unknown_among=tuple((name, found[UNKNOWN]) for name, found in merged.items() if UNKNOWN in found),
        genders=names("gender", forbund.genders),
        anmalare=names("anmalare", forbund.anmalare),
        education=names("education", forbund.education),
        time_without_work=names("time_without_work", forbund.time_without_work),
        age_bands=_bands(forbund.age_bands, merged.get("age_band", {})),
        duration_bands=_bands(forbund.duration_bands, merged.get("duration", {})),
        stadsdelar=(*districts, *(Stadsdel(name=name) for name in dict.fromkeys(stadsdelar.values()))),
        not_stadsdelar=tuple(name for name in forbund.not_stadsdelar if name not in stadsdelar),
        self_referral=None if forbund.self_referral in merged.get("anmalare", {}) else forbund.self_referral,
    )


def merged_rows(register: pl.DataFrame, merged: Merged) -> pl.DataFrame:
    """The register with the merged values; bands and former stadsdelar follow from the merged förbund."""
    values = {name: found for name, found in merged.items() if name in register.columns}
    return register.with_columns(pl.col(name).cast(pl.String).replace(found) for name, found in values.items())


def _printed_apart(people: pl.DataFrame, forbund: Forbund) -> dict[str, set[str]]:
    """Dimension → categories whose number of people some report prints."""
    found: dict[str, set[str]] = {}
    for figure in people.filter(measure="antal").iter_rows(named=True):
        place = printed_place(figure, forbund)
        if place and place.column:
            found.setdefault(place.column, set()).update(category for _, category in place.cells)
    return found


def _whole_years(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of years, or of half-years where there is no year."""
    years = rows.filter(pl.col("period").str.len_chars() == 4)
    return years if years.height else rows


def _totals(counted: Mapping[str, pl.DataFrame], dimension: str) -> pl.DataFrame:
    """The categories of a dimension for everybody together, year by year."""
    table = next(frame for frame in counted.values() if dimension in frame.columns)
    return _whole_years(table.filter(insats=TOTAL, gender=TOTAL))


def _mostly_rare(rows: pl.DataFrame, most: int = SMALL[1]) -> bool:
    """Is it so few, but somebody, who take part, start or end, in more than half of the years?"""
    years = rows.group_by("period").agg(pl.col("n").is_between(1, most).any())
    return 2 * years.get_column("n").sum() > years.height


def _few_unknown(counted: Mapping[str, pl.DataFrame], dimension: str) -> bool:
    return _mostly_rare(_totals(counted, dimension).filter(pl.col(dimension) == UNKNOWN), SMALLEST_BASE - 1)


def _third_gender(flow: pl.DataFrame, printed: list[str]) -> dict[str, str]:
    """Men and annat/okänt in one: the share of women, which is of everybody, stays as it is."""
    _, men, other = GENDERS
    rows = _whole_years(flow).filter(pl.col("population").is_in(OFFICIAL), insats=TOTAL, gender=other)
    apart = {men, other} & set(printed)
    return dict.fromkeys((men, other), MEN_OR_OTHER) if not apart and _mostly_rare(rows) else {}


def _rare_insatser(flow: pl.DataFrame, names: list[str], printed: list[str]) -> dict[str, str]:
    """The rare insatser in one; together with the least other one that makes them more than four, if they are not."""
    rows = _whole_years(flow).filter(
        pl.col("population").is_in(OFFICIAL), ~pl.col("insats").is_in(printed), gender=TOTAL
    )
    sizes = dict(rows.group_by("insats").agg(pl.col("n").sum()).iter_rows())
    free = [name for name in names if name in sizes]
    rare = [name for name in free if _mostly_rare(rows.filter(insats=name))]
    others = sorted((name for name in free if name not in rare), key=sizes.__getitem__)
    for together in [rare, *([*rare, other] for other in others)] if rare else []:
        summed = rows.filter(pl.col("insats").is_in(together)).group_by("period", "population").agg(pl.col("n").sum())
        if len(together) > 1 and not summed.get_column("n").is_between(*SMALL).any():
            listed = [name for name in names if name in together]
            return dict.fromkeys(listed, AND.join(listed))
    return {}


def _insatser(insatser: tuple[Insats, ...], merged: dict[str, str]) -> tuple[Insats, ...]:
    """The merged ones as one where the first of them stood, from the first day of any to the last day of any."""
    parts = [insats for insats in insatser if insats.name in merged]
    if not parts:
        return insatser
    first, last = [part.first_day for part in parts], [part.last_day for part in parts]
    whole = Insats(
        name=merged[parts[0].name],
        code="-".join(part.code for part in parts),
        first_day=None if None in first else min(day for day in first if day),
        last_day=None if None in last else max(day for day in last if day),
    )
    return tuple(whole if insats is parts[0] else insats for insats in insatser if insats not in parts[1:])


def _neighbours(values: list[str], rare: list[str]) -> dict[str, str]:
    """Each rare value with the one after it (the last with the one before), chains in one."""
    groups: list[list[str]] = []
    waiting: list[str] = []
    for value in values:
        waiting.append(value)
        if value not in rare:
            groups.append(waiting)
            waiting = []
    if waiting and groups:
        groups[-1] += waiting
    return {value: OR.join(group) for group in groups if len(group) > 1 for value in group}


def _others(counted: Mapping[str, pl.DataFrame], dimension: str, values: list[str], rare: list[str]) -> dict[str, str]:
    """The rare values and, where there is only one, the least of the rest."""
    rare = [value for value in values if value in rare]
    if len(rare) == 1:
        sizes = _totals(counted, dimension).filter(pl.col(dimension).is_in(values))
        by_size = sizes.group_by(dimension, maintain_order=True).agg(pl.col("n").sum()).sort("n", maintain_order=True)
        rest = [value for value in by_size.get_column(dimension) if value not in rare]
        rare += rest[:1]
    return {value: OTHERS[dimension] for value in values if value in rare}


def _bands(bands: tuple[Band, ...], merged: dict[str, str]) -> tuple[Band, ...]:
    kept: list[Band] = []
    for band in bands:
        name = merged.get(band.name, band.name)
        if not kept or kept[-1].name != name:
            kept.append(msgspec.structs.replace(band, name=name))
    return tuple(kept)
