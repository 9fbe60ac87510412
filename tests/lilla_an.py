"""Samordningsförbundet Lilla Ån: a förbund so small that every count can be checked by hand.

Two parties in place of four, two insatser, three districts of which one has gone up in another, two lists of
avslutsorsaker, no goals. Nothing in it is shared with the shipped sample.
"""

from datetime import date
from pathlib import Path

import polars as pl

from finsam_data.settings import Settings
from tests.builders import Row, frame, row, write_folder

NAME = "Samordningsförbundet Lilla Ån"
VAGEN, KAFFE = "Vägen vidare", "Kaffestugan"

FORBUND = """\
name: Samordningsförbundet Lilla Ån
short_name: Lilla Ån
register: {first_date: 2023-01-01, synthetic: true, note: Påhittade deltaganden.}
parties:
  - {name: Staten vid ån, short_name: staten, role: stat, shares: 2}
  - {name: Region Ån, short_name: regionen, role: region, shares: 2}
anmalare: [Vårdcentralen, Byrån, Egen anmälan]
self_referral: Egen anmälan
insatser:
  - {name: Vägen vidare, code: vagen, from: 2022-01-01}
  - {name: Kaffestugan, code: kaffe, from: 2023-07-01, through: 2024-06-30}
exit_lists:
  - name: Gamla listan
    code: gamla
    through: 2023-12-31
    reasons:
      - {name: Jobb eller kurs, group: vidare}
      - {name: Annat skäl, group: annat}
  - name: Nya listan
    code: nya
    from: 2024-01-01
    reasons:
      - {name: Arbete, group: vidare, work_or_study: true}
      - {name: Studier, group: vidare, work_or_study: true}
      - {name: Vård, group: vård}
      - {name: Annat skäl, group: annat}
excluded_reasons: [Felregistrering]
stadsdelar:
  - {name: Åsen}
  - {name: Dalen}
  - {name: Norra bäcken, through: 2023-12-31, replaced_by: Åsen}
education: [Kort, Lång]
time_without_work: [Kort tid, Lång tid]
age_bands: [{name: Unga, from_age: 0}, {name: Vuxna, from_age: 30}]
duration_bands: [{name: Korta, from_days: 0}, {name: Mellan, from_days: 31}, {name: Långa, from_days: 91}]
"""


def deltagande(
    name: str, insats: str, start: str, end: str | None, reason: str | None, gender: str, **rest: object
) -> Row:
    """One row of the register; what is not given is as in the valid row."""
    return row(
        "participation",
        participant_id=name,
        insats=insats,
        start_date=date.fromisoformat(start),
        end_date=date.fromisoformat(end) if end else None,
        avslutsorsak=reason,
        gender=gender,
        **rest,
    )


NOTHING_KNOWN = {"age": None, "education": None, "time_without_work": None, "anmalare": None, "stadsdel": None}

REGISTER = [
    # Ends on the first day that is followed up: open at its start. 31 + 30 + 31 + 1 = 93 days.
    deltagande("anna", VAGEN, "2022-10-01", "2023-01-01", "Jobb eller kurs", "kvinna", age=25),
    # Ended the day before: never counted.
    deltagande("bo", VAGEN, "2022-06-01", "2022-12-31", "Annat skäl", "man"),
    # 30 days, one less than Mellan. Thirty years is Vuxna; Norra bäcken is summed into Åsen.
    deltagande(
        "carl", VAGEN, "2023-01-01", "2023-01-30", "Annat skäl", "man",
        age=30, stadsdel="Norra bäcken", anmalare="Byrån", education="Lång", time_without_work="Kort tid",
    ),
    # 28 + 3 = 31 days is Mellan; twenty-nine years is Unga.
    deltagande("disa", VAGEN, "2023-02-01", "2023-03-03", "Jobb eller kurs", "kvinna", age=29),
    # Nothing is known but the dates. 31 + 31 + 30 + 31 + 30 + 31 = 184 days of 2023, then 182 of 2024.
    deltagande("eli", KAFFE, "2023-07-01", "2024-06-30", "Vård", "annat/okänt", **NOTHING_KNOWN),
    deltagande("fia", KAFFE, "2023-08-01", "2024-06-30", "Arbete", "kvinna", age=50, stadsdel="Åsen"),
    # No consent to be registered, so no reason. 30 + 31 + 30 + 31 + 10 = 132 days.
    deltagande("gus", KAFFE, "2023-09-01", "2024-01-10", None, "man", consent=False),
    # Removed from all statistics.
    deltagande("hal", VAGEN, "2024-03-01", "2024-03-05", "Felregistrering", "man"),
    deltagande("ida", VAGEN, "2024-01-01", "2024-10-15", "Studier", "kvinna", anmalare="Egen anmälan"),
    # The same person once more: two deltaganden. One day.
    deltagande("ida", KAFFE, "2024-02-01", "2024-02-01", "Annat skäl", "kvinna", anmalare="Byrån"),
    # Still open.
    deltagande("jon", VAGEN, "2024-07-01", None, None, "man", age=16),
]  # fmt: skip

PERIODS = ("2023H1", "2023H2", "2023", "2024H1", "2024H2", "2024")


def tables(register: list[Row] | None = None) -> dict[str, pl.DataFrame]:
    """The tables that have rows; no goals, no target groups, no printed figures."""
    return {
        "participation": frame("participation", *(REGISTER if register is None else register)),
        "source": frame("source", row("source")),
        "allocation": frame(
            "allocation",
            row("allocation", year=2023, party="Staten vid ån", allocation_tkr=280.0),
            row("allocation", year=2023, party="Region Ån", allocation_tkr=280.0),
            row("allocation", year=2024, party="Staten vid ån", allocation_tkr=300.5),
            row("allocation", year=2024, party="Region Ån", allocation_tkr=300.5),
        ),
        "ideal_allocation": frame("ideal_allocation", row("ideal_allocation", year=2024, ideal_tkr=2404)),
        "budget_line": frame("budget_line", row("budget_line")),
        "insats_budget": frame("insats_budget", row("insats_budget")),
    }


def write_lilla_an(folder: Path, register: list[Row] | None = None) -> Path:
    """The förbund's data folder."""
    return write_folder(folder, FORBUND, tables(register))


def settings_for(data: Path) -> Settings:
    """Snapshots beside the data folder."""
    return Settings(data, data.parent / f"{data.name}-snapshots", "internal")
