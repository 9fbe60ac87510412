"""Merging what is too rare to stand by itself, before anything is hidden: fewer hidden numbers for everybody.

The protected edition has a förbund of its own, whose lists are the merged ones, so every page and file follows.
"""

from collections.abc import Mapping
from typing import TypeVar

import msgspec
import polars as pl

from finsam_data.forbund import UNKNOWN, AgeBand, DurationBand, Forbund, Stadsdel
from queries.disclosure.model import SMALL
from queries.publication.plan import TOTAL

OTHERS = {"anmalare": "Övriga anmälare", "stadsdel": "Övriga stadsdelar"}
"""What rare categories without an order are summed into."""
OR = " eller "

Merged = dict[str, dict[str, str]]
"""Dimension → category of the register → category that it is summed into."""
Band = TypeVar("Band", AgeBand, DurationBand)


def rare_categories(counted: Mapping[str, pl.DataFrame], dimension: str) -> list[str]:
    """Categories with 1–4 deltaganden in all in some year (half-year where there is no year), unknown ones left out."""
    table = next(frame for frame in counted.values() if dimension in frame.columns)
    total = table.filter(insats=TOTAL, gender=TOTAL).filter(~pl.col(dimension).is_in([TOTAL, UNKNOWN]))
    years = total.filter(pl.col("period").str.len_chars() == 4)
    shown = years if years.height else total
    return shown.filter(pl.col("n").is_between(*SMALL)).get_column(dimension).unique(maintain_order=True).to_list()


def merging(counted: Mapping[str, pl.DataFrame], forbund: Forbund) -> Merged:
    """What to merge: a rare age or time with the band beside it, a rare anmälare or stadsdel with other rare ones."""
    merged = {
        name: _others(counted, name, values) if name in OTHERS else _neighbours(values, rare_categories(counted, name))
        for name, values in mergeable(forbund).items()
    }
    return {name: found for name, found in merged.items() if found}


def mergeable(forbund: Forbund) -> dict[str, list[str]]:
    """Dimension → its categories in order, of the dimensions that may be merged."""
    return {
        "age_band": [band.name for band in forbund.age_bands],
        "duration": [band.name for band in forbund.duration_bands],
        "education": list(forbund.education),
        "time_without_work": list(forbund.time_without_work),
        "anmalare": list(forbund.anmalare),
        "stadsdel": forbund.stadsdelar_today,
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


def _others(counted: Mapping[str, pl.DataFrame], dimension: str, values: list[str]) -> dict[str, str]:
    """The rare values and, where there is only one, the least of the rest."""
    rare = [value for value in values if value in rare_categories(counted, dimension)]
    if len(rare) == 1:
        table = next(frame for frame in counted.values() if dimension in frame.columns)
        sizes = table.filter(pl.col(dimension).is_in(values), insats=TOTAL, gender=TOTAL)
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
