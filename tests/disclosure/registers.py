"""Registers made to be hard to protect: lopsided, with groups so small that subtraction finds them."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl

from finsam_data.forbund import Forbund, parse_forbund
from tests.builders import frame, row, write_folder
from tests.lilla_an import tables

SKEWS = (
    "nearly only men",
    "no third gender",
    "four of the third gender",
    "a tiny insats",
    "closed with people left",
    "all in one category",
    "a reason nobody has",
    "an empty half-year",
    "rare parties",
    "no consent",
)
FIRST, LAST = date(2023, 1, 1), date(2025, 12, 31)
DAYS = (LAST - FIRST).days

FORBUND = """\
name: Samordningsförbundet Skeva
short_name: Skeva
register: {first_date: 2023-01-01, synthetic: true, note: Påhittade deltaganden.}
parties:
  - {name: Staten vid ån, short_name: staten, role: stat, shares: 2}
  - {name: Region Ån, short_name: regionen, role: region, shares: 2}
anmalare: [Kommunen, Vårdcentralen, Kassan, Byrån, Annan, Egen anmälan]
self_referral: Egen anmälan
insatser:
  - {name: Vägen vidare, code: vagen, from: 2021-01-01}
  - {name: Verkstaden, code: verkstaden, from: 2021-01-01}
  - {name: Kaffestugan, code: kaffe, from: 2021-01-01}
  - {name: Rodden, code: rodden, from: 2022-01-01}
  - {name: Nya steget, code: nya-steget, from: 2024-07-01}
  - {name: Gamla bron, code: gamla-bron, from: 2021-01-01, through: 2024-06-30}
exit_lists:
  - name: Gamla listan
    code: gamla
    through: 2023-12-31
    reasons:
      - {name: Jobb eller kurs, group: vidare}
      - {name: Fortsatt stöd, group: vård}
      - {name: Annat skäl, group: annat}
  - name: Nya listan
    code: nya
    from: 2024-01-01
    reasons:
      - {name: Arbete eller studier, group: vidare, work_or_study: true}
      - {name: Fortsatt stöd, group: vidare}
      - {name: Vård, group: vård}
      - {name: Annat skäl, group: annat}
excluded_reasons: [Felregistrering]
stadsdelar:
  - {name: Åsen}
  - {name: Dalen}
  - {name: Hamnen}
  - {name: Centrum}
  - {name: Höjden}
  - {name: Lunden}
  - {name: Sjöbo}
  - {name: Strand}
  - {name: Ängen}
  - {name: Norra bäcken, through: 2023-12-31, replaced_by: Åsen}
not_stadsdelar: [Boende utan område]
education: [Grundskola, Gymnasium, Kort högskola, Lång högskola]
time_without_work: [Under ett år, Ett till två år, Två till fem år, Över fem år]
age_bands: [{name: Unga, from_age: 0}, {name: Mellan, from_age: 30}, {name: Äldre, from_age: 50}]
duration_bands:
  - {name: Under två månader, from_days: 0}
  - {name: Två till sex månader, from_days: 61}
  - {name: Sex till tolv månader, from_days: 183}
  - {name: Över ett år, from_days: 365}
"""


def skews_of(seed: int) -> tuple[str, ...]:
    """The skews that a seed brings: three to six of them, all within the first ten seeds."""
    draw = np.random.default_rng(seed)
    others = draw.permutation([skew for skew in SKEWS if skew != SKEWS[seed % len(SKEWS)]])
    return (SKEWS[seed % len(SKEWS)], *(str(skew) for skew in others[: draw.integers(2, 6)]))


def register(folder: Path, seed: int, rows: int, skews: tuple[str, ...] | None = None) -> Path:
    """A whole data folder with that many deltaganden over three years; nothing in it is printed before."""
    has = set(skews_of(seed) if skews is None else skews)
    assert has <= set(SKEWS), has - set(SKEWS)
    forbund = parse_forbund(FORBUND.encode())
    found = _participations(np.random.default_rng(seed + 1000), forbund, rows, has)
    rest = {
        name: table.clear() if name in {"published_figure", "target"} else table for name, table in tables([]).items()
    }
    rest["insats_budget"] = frame("insats_budget", row("insats_budget"))
    return write_folder(folder, FORBUND, {**rest, "participation": found})


def _participations(draw: np.random.Generator, forbund: Forbund, rows: int, has: set[str]) -> pl.DataFrame:
    """The rows, column by column; every column is drawn with its own skew."""
    names = [insats.name for insats in forbund.insatser]
    weights = np.array([0.58, 0.14, 0.1, 0.08, 0.05, 0.05])
    if "a tiny insats" in has:
        weights[3] = 4 / rows
    insats = draw.choice(names, rows, p=weights / weights.sum())
    start, end = _spans(draw, forbund, insats, has)
    gender = _genders(draw, insats, has)
    consent = np.ones(rows, dtype=bool)
    if "no consent" in has:
        consent = ~((start < date(2023, 9, 1)) & (draw.random(rows) < 0.15))
    parties = len(forbund.anmalare)
    stadsdelar = [*(s.name for s in forbund.stadsdelar[:-1]), *forbund.not_stadsdelar]
    columns = {
        "participant_id": [f"p{number}" for number in range(rows)],
        "insats": insats.tolist(),
        "start_date": start.tolist(),
        "end_date": end,
        "avslutsorsak": _reasons(draw, forbund, end, consent, has),
        "gender": gender.tolist(),
        "age": _with_gaps(draw, draw.integers(16, 66, rows).tolist(), 0.01),
        "education": _categories(draw, list(forbund.education), rows, [0.3, 0.45, 0.15, 0.1]),
        "time_without_work": _categories(draw, list(forbund.time_without_work), rows, [0.1, 0.2, 0.3, 0.4]),
        "anmalare": _categories(
            draw, list(forbund.anmalare), rows, _falling(parties, 2 if "rare parties" in has else 1)
        ),
        "stadsdel": _categories(draw, stadsdelar, rows, _falling(len(stadsdelar), 1)),
        "consent": consent.tolist(),
    }
    if "all in one category" in has:
        for number in np.flatnonzero(insats == "Rodden"):
            columns["education"][number] = "Grundskola"
            columns["anmalare"][number] = "Kassan"
    return frame(
        "participation", *(dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True))
    )


def _spans(
    draw: np.random.Generator, forbund: Forbund, insats: np.ndarray, has: set[str]
) -> tuple[np.ndarray, list[date | None]]:
    """First and last days, inside the life of the insats; some began before the first day that is followed up."""
    starts: list[date] = []
    ends: list[date | None] = []
    for name in insats:
        own = forbund.insats(str(name))
        first, last = max(own.first_day or FIRST, FIRST - timedelta(days=150)), own.last_day or LAST
        start = first + timedelta(days=int(draw.integers((last - first).days + 1)))
        if "an empty half-year" in has and date(2024, 1, 1) <= start <= date(2024, 6, 30):
            start = min(last, FIRST + timedelta(days=int(draw.integers(365))))
        end = start + timedelta(days=int(draw.gamma(2.0, 90.0)))
        open_still = end > LAST
        if own.last_day and end > own.last_day and "closed with people left" not in has:
            end, open_still = own.last_day, False
        starts.append(start)
        ends.append(None if open_still else end)
    return np.array(starts, dtype=object), ends


def _genders(draw: np.random.Generator, insats: np.ndarray, has: set[str]) -> np.ndarray:
    women = np.where(insats == "Vägen vidare", 0.78, 0.45)
    if "nearly only men" in has:
        women[insats == "Verkstaden"] = 0.03
    gender = np.where(draw.random(insats.size) < women, "kvinna", "man").astype(object)
    if "four of the third gender" in has:
        gender[draw.choice(insats.size, 4, replace=False)] = "annat/okänt"
    elif "no third gender" not in has:
        gender[draw.random(insats.size) < 0.015] = "annat/okänt"
    return gender


def _reasons(
    draw: np.random.Generator, forbund: Forbund, ends: list[date | None], consent: np.ndarray, has: set[str]
) -> list[str | None]:
    reasons: list[str | None] = []
    for end, consents in zip(ends, consent, strict=True):
        if end is None or not consents:
            reasons.append(None)
            continue
        names = [reason.name for reason in forbund.exit_list(end).reasons]
        weights = np.array(_falling(len(names), 1))
        if "a reason nobody has" in has:
            weights[-1] = 0
        mistaken = draw.random() < 0.01
        reasons.append("Felregistrering" if mistaken else str(draw.choice(names, p=weights / weights.sum())))
    return reasons


def _falling(n: int, power: float) -> list[float]:
    """Shares that fall as 1, 1/2, 1/3 … to a power."""
    weights = 1 / np.arange(1, n + 1) ** power
    return [float(weight) for weight in weights / weights.sum()]


def _categories(draw: np.random.Generator, names: list[str], rows: int, shares: list[float]) -> list[str | None]:
    return _with_gaps(draw, draw.choice(names, rows, p=shares).tolist(), 0.02)


def _with_gaps(draw: np.random.Generator, values: list, share: float) -> list:
    """Some of the values missing."""
    missing = draw.random(len(values)) < share
    return [None if gone else value for value, gone in zip(values, missing, strict=True)]
