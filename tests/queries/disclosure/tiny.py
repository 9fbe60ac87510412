"""Registers so small that what is hidden, and what gives it away, can be worked out by hand.

Everybody starts and ends in the same half-year; a group is written as (insats, gender, what else) and how many.
"""

from collections.abc import Mapping
from itertools import count

import polars as pl

from finsam_data.forbund import Forbund, parse_forbund
from queries.disclosure.model import Mask, Model, model
from queries.disclosure.printed import NONE, PRINTED
from queries.periods import Period
from queries.publication.plan import Plan, PlannedTable, publication_plan
from queries.publication.publish import participant_tables
from tests.builders import Row, frame
from tests.lilla_an import deltagande

A, B = "Bryggan", "Verkstan"
KOMMUN, KASSA, SELF = "Kommunen", "Kassan", "Egen anmälan"
FORBUND = """\
name: Samordningsförbundet Två Byar
short_name: Två Byar
register: {first_date: 2024-01-01, synthetic: true, note: Påhittade deltaganden.}
parties:
  - {name: Staten vid ån, short_name: staten, role: stat, shares: 2}
  - {name: Region Ån, short_name: regionen, role: region, shares: 2}
anmalare: [Kommunen, Kassan, Egen anmälan]
self_referral: Egen anmälan
insatser:
  - {name: Bryggan, code: bryggan, from: 2023-01-01}
  - {name: Verkstan, code: verkstan, from: 2023-01-01}
exit_lists:
  - name: Listan
    code: listan
    reasons:
      - {name: Arbete, group: vidare, work_or_study: true}
      - {name: Annat skäl, group: annat}
stadsdelar: [{name: Åsen}, {name: Dalen}, {name: Viken}, {name: Gamla byn, through: 2023-12-31, replaced_by: Åsen}]
not_stadsdelar: [Utan område]
education: [Kort, Lång]
time_without_work: [Kort tid, Lång tid]
age_bands: [{name: Unga, from_age: 0}, {name: Mellan, from_age: 30}, {name: Äldre, from_age: 50}]
duration_bands: [{name: Korta, from_days: 0}, {name: Långa, from_days: 31}]
"""
HALF = Period(2024, 1)
YEAR = [HALF, Period(2024, 2), Period(2024)]
IN_FULL = ("insats", "gender", "anmalare")
NOTHING_PRINTED = pl.DataFrame(schema=PRINTED)
NUMBERS = count()
"""No two rows are the same."""
Group = tuple[str, str] | tuple[str, str, str]


def lists(yaml: str = FORBUND) -> Forbund:
    """The förbund of these registers."""
    return parse_forbund(yaml.encode())


def people(n: int, insats: str = A, gender: str = "kvinna", **rest: object) -> list[Row]:
    """n alike; without more said they are open from January to March, 1 + 31 + 29 + 1 = 62 days, and get work."""
    whole = {"start": "2024-01-31", "end": "2024-04-01", "reason": "Arbete", "anmalare": KOMMUN, "stadsdel": "Åsen"}
    return [deltagande(f"p{next(NUMBERS)}", insats=insats, gender=gender, **whole | rest) for _ in range(n)]


def started(groups: Mapping[Group, int]) -> pl.DataFrame:
    """The register of those groups: insats and gender, with anmälare where one is given."""
    rows: list[Row] = []
    for (insats, gender, *anmalare), n in groups.items():
        rows += people(n, insats, gender, anmalare=(anmalare or [KOMMUN])[0])
    return frame("participation", *rows)


def table(*dimensions: str, told_apart: tuple[tuple[str, ...], ...]) -> PlannedTable:
    """A table of those who started; flow where the dimensions are insats and gender only."""
    name = "referral" if len(dimensions) > 2 else "flow"
    return PlannedTable(name, ("started",), dimensions, told_apart, told_apart)


FLOW = table("insats", "gender", told_apart=(("insats", "gender"),))
REFERRAL = table(*IN_FULL, told_apart=(("insats", "anmalare"), ("gender", "anmalare")))


def system(
    register: pl.DataFrame,
    *tables: PlannedTable,
    periods: list[Period] | None = None,
    out: pl.DataFrame = NONE,
    printed: pl.DataFrame = NOTHING_PRINTED,
    forbund: Forbund | None = None,
) -> Model:
    """The equations of those tables over the first half of 2024, or over other periods; without tables the plan's."""
    forbund, periods = forbund or lists(), periods or [HALF]
    plan = Plan(1, tables or publication_plan().tables)
    counted = participant_tables(lambda *_: register, forbund, plan.tables, periods, lambda _: None)
    return model(register, counted, plan, forbund, periods, out, printed)


def cell(system: Model, insats: str = "alla", gender: str = "alla", category: str = "alla", **more: str) -> int:
    """Which row of the system's cells this is."""
    asked = {"table": "flow" if category == "alla" else "referral", "period": HALF.code, "population": "started"}
    asked |= {"insats": insats, "gender": gender, "category": category, **more}
    return int(system.cells.with_row_index("row").filter(**asked).get_column("row").item())


def hide(system: Model, *rows: int) -> Mask:
    """Those cells hidden and no other."""
    hidden = system.published & False
    hidden[list(rows)] = True
    return hidden


def hidden_cells(system: Model, hidden: Mask) -> set[tuple[str, str, str]]:
    """Insats, gender and category of what is hidden."""
    return set(system.cells.filter(pl.Series(hidden)).select("insats", "gender", "category").rows())
