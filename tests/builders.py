"""Tables and data folders built by code: one valid row per stored table, and folders made of such rows."""

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from finsam_data.forbund import FORBUND_FILE, Forbund, parse_forbund
from finsam_data.schemas import TABLES

Row = dict[str, Any]

VALID_ROWS: dict[str, Row] = {
    "participation": {
        "participant_id": "p1",
        "insats": "Vägen vidare",
        "start_date": date(2024, 1, 1),
        "end_date": date(2024, 3, 1),
        "avslutsorsak": "Arbete",
        "gender": "kvinna",
        "age": 40,
        "education": "Kort",
        "time_without_work": "Lång tid",
        "anmalare": "Vårdcentralen",
        "stadsdel": "Dalen",
        "consent": True,
    },
    "allocation": {
        "year": 2024,
        "party": "Region Ån",
        "basis": "utfall",
        "decided": True,
        "allocation_tkr": 300.5,
        "source": "arsred-2024",
        "place": "s. 1",
    },
    "budget_line": {
        "source": "arsred-2024",
        "place": "s. 2",
        "line_no": 1,
        "section": "Kostnader",
        "line": "Kansli",
        "parent": None,
        "line_kind": "post",
        "year": 2024,
        "basis": "budget",
        "decided": True,
        "amount_tkr": -250,
    },
    "economy_fact": {
        "source": "arsred-2024",
        "place": "s. 3",
        "period": "2024",
        "item": "eget kapital",
        "value": 12.5,
        "unit": "procent",
        "exact": True,
        "note": None,
    },
    "ideal_allocation": {"year": 2024, "ideal_tkr": 2000, "source": "arsred-2024", "place": "s. 4"},
    "insats_budget": {
        "source": "arsred-2024",
        "place": "s. 5",
        "type": "individinriktad",
        "insats": "Vägen vidare",
        "line_kind": "post",
        "year": 2024,
        "basis": "budget",
        "decided": True,
        "amount_tkr": 700,
    },
    "published_conflict": {
        "source": "arsred-2024",
        "place": "s. 6",
        "period": "2024",
        "insats": "alla",
        "population": "nya",
        "dimension": "kön",
        "category": "alla",
        "gender": "man",
        "measure": "antal",
        "printed": "2",
        "followed": "1",
        "choice": "En man är räknad två gånger.",
    },
    "published_figure": {
        "source": "arsred-2024",
        "place": "s. 7",
        "period": "2024",
        "insats": "alla",
        "population": "nya",
        "dimension": "kön",
        "category": "alla",
        "gender": "kvinna",
        "measure": "antal",
        "value": 2.0,
        "exact": True,
        "note": None,
    },
    "source": {
        "source": "arsred-2024",
        "title": "Årsredovisning 2024",
        "publisher": "Samordningsförbundet Lilla Ån",
        "dated": "2025-03-01",
        "covers": "2024",
    },
    "target": {
        "source": "plan-2024",
        "place": "s. 8",
        "period": "2024",
        "insats": "Vägen vidare",
        "target": "Till arbete",
        "measure": "andel",
        "population": "avslutade",
        "category": "arbete",
        "gender": "alla",
        "operator": ">=",
        "value": 40.0,
        "reference": None,
        "unit": "procent",
    },
    "target_group": {
        "source": "plan-2024",
        "place": "s. 9",
        "group": "sjukpenning",
        "age": "20–64",
        "counted": "2024-08",
        "n": 120,
        "unit": "personer",
        "women_share": 0.6,
        "men_share": 0.4,
        "change_share": -0.05,
        "register": None,
    },
}
"""One row that every rule of its table accepts."""


def row(table: str, **changes: object) -> Row:
    """The table's valid row with some values changed."""
    unknown = changes.keys() - VALID_ROWS[table].keys()
    assert not unknown, f"{table} has no column {unknown}"
    return {**VALID_ROWS[table], **changes}


def frame(table: str, *rows: Row) -> pl.DataFrame:
    """Rows as a frame with the dtypes of a file: text for what the schema calls an Enum."""
    schema = {
        name: pl.String if isinstance(column.dtype, pl.Enum) else column.dtype
        for name, column in TABLES[table].columns().items()
    }
    return pl.DataFrame(list(rows), schema=schema, orient="row")


def write_folder(folder: Path, forbund_yaml: str, tables: dict[str, pl.DataFrame]) -> Path:
    """A whole data folder; tables that are not given are there without rows."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FORBUND_FILE).write_text(forbund_yaml, encoding="utf-8")
    for table in TABLES:
        tables.get(table, frame(table)).write_parquet(folder / f"{table}.parquet")
    return folder


def random_register(forbund_yaml: str, n: int, seed: int) -> pl.DataFrame:
    """n deltaganden drawn from the förbund's lists, inside their insats' own dates, with every kind of gap."""
    forbund = parse_forbund(forbund_yaml.encode())
    draw = random.Random(seed)
    return frame("participation", *(_random_row(forbund, draw, number) for number in range(n)))


def _random_row(forbund: Forbund, draw: random.Random, number: int) -> Row:
    first = forbund.register.first_date - timedelta(days=200)
    insats = draw.choice(forbund.insatser)
    opened, closes = max(insats.first_day or first, first), insats.last_day or date(2024, 12, 31)
    start = opened + timedelta(days=draw.randrange((closes - opened).days + 1))
    end = min(start + timedelta(days=draw.randrange(400)), closes) if draw.random() < 0.8 else None
    if insats.last_day and end is None:
        end = insats.last_day
    consent = draw.random() < 0.9
    reason = None
    if end and consent:
        reasons = [reason.name for reason in forbund.exit_list(end).reasons]
        reason = draw.choice([*reasons, *reasons, *forbund.excluded_reasons])
    return row(
        "participation",
        participant_id=f"p{number}",
        insats=insats.name,
        start_date=start,
        end_date=end,
        avslutsorsak=reason,
        gender=draw.choice(["kvinna", "kvinna", "man", "man", "annat/okänt"]),
        age=draw.choice([None, *range(15, 70)]),
        education=draw.choice([None, *forbund.education]),
        time_without_work=draw.choice([None, *forbund.time_without_work]),
        anmalare=draw.choice([None, *forbund.anmalare]),
        stadsdel=draw.choice([None, *(s.name for s in forbund.stadsdelar), *forbund.not_stadsdelar]),
        consent=consent,
    )
