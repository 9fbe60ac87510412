"""The synthetic register participation.parquet: invented deltaganden that add up to the published figures.

The method, in the order it runs:

1. calibration.yaml says how many are open, start and end, per insats, sex and half-year, as whole numbers. Read it
   first: published figures are noted there, and so is what had to be chosen between them (participation_calibration).
2. For each insats and sex, half-year by half-year, people start on random working days and the ones most overdue end,
   as many as the table says. The balance therefore holds everywhere, and the durations come out as is typical of the
   insats as far as the counts allow (participation_courses).
3. Traits are dealt like cards: for each insats and year (or half-year and sex) exactly as many of each value as its
   quota, shuffled. Nothing that is published is left to chance (participation_traits).
4. Some people turn out to be the same person coming back, and some rows are doubled by mistake and closed as
   Felregistrering, as happens in real registers (here).

Chance is seeded per purpose: the same calibration gives the same file, byte for byte.
"""

from datetime import date, timedelta
from pathlib import Path

import dataframely as dy
import polars as pl

from finsam_data.forbund import Forbund, read_forbund
from finsam_data.schemas.participation import Participation
from sample_data.making.participation_calibration import Calibration, read_calibration
from sample_data.making.participation_courses import Deltagande, courses, working_days
from sample_data.making.participation_traits import deal_traits

Row = dict[str, str | int | bool | date | None]
REST_BETWEEN = timedelta(days=30)
"""At least so long after one insats does the same person begin another."""


def participations(forbund: Forbund) -> dy.DataFrame[Participation]:
    """Every deltagande, by start date; the values are those of forbund.yaml."""
    calibration = read_calibration()
    everyone = courses(calibration, forbund)
    deal_traits(calibration, forbund, everyone)
    everyone.sort(key=lambda one: (one.start, one.insats, one.gender))
    rows = [_row(number, one) for number, one in enumerate(everyone, start=1)]
    _let_some_return(calibration, rows)
    rows += _misregistered(calibration, forbund, rows)
    frame = pl.DataFrame(rows, schema={name: column.dtype for name, column in Participation.columns().items()})
    return Participation.validate(frame.sort("start_date", "participant_id", "insats"))


def write_participations(folder: Path, forbund: Forbund) -> Path:
    """Write participation.parquet into the folder and return its path."""
    path = folder / "participation.parquet"
    participations(forbund).write_parquet(path)
    return path


def _row(number: int, one: Deltagande) -> Row:
    return {
        "participant_id": f"D{number:05}",
        "insats": one.insats,
        "start_date": one.start,
        "end_date": one.end,
        "avslutsorsak": None,
        "gender": one.gender,
        "consent": one.consent,
        **one.traits,
    }


def _let_some_return(calibration: Calibration, rows: list[Row]) -> None:
    """Give deltaganden the id of someone alike (sex, education, year of birth) who has left another insats."""
    dice = calibration.dice("returning")
    left: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        left.setdefault(_likeness(row), []).append(row)
    returned: set[int] = set()
    for later in dice.sample(rows, len(rows)):
        if len(returned) == 2 * calibration.returning:
            return
        for earlier in left[_likeness(later)]:
            if _can_follow(earlier, later) and not {id(earlier), id(later)} & returned:
                later["participant_id"] = earlier["participant_id"]
                returned |= {id(earlier), id(later)}
                break


def _likeness(row: Row) -> tuple[object, ...]:
    start, age = row["start_date"], row["age"]
    assert isinstance(start, date) and isinstance(age, int)  # noqa: S101, PT018 - as the schema has them
    return row["gender"], row["education"], start.year - age


def _can_follow(earlier: Row, later: Row) -> bool:
    end, start = earlier["end_date"], later["start_date"]
    return (
        isinstance(end, date)
        and isinstance(start, date)
        and end + REST_BETWEEN < start
        and earlier["insats"] != later["insats"]
    )


def _misregistered(calibration: Calibration, forbund: Forbund, rows: list[Row]) -> list[Row]:
    """Doubles of some rows, started a few days later and closed within weeks as a mistake."""
    dice = calibration.dice("misregistered")
    first, last = forbund.register.first_date, calibration.last_day
    doubles: list[Row] = []
    for row in dice.sample(rows, len(rows)):
        start, insats = row["start_date"], forbund.insats(str(row["insats"]))
        assert isinstance(start, date)  # noqa: S101 - as the schema has it
        if start < first or start + timedelta(days=60) > min(last, insats.last_day or last):
            continue
        days = working_days(start + timedelta(days=1), start + timedelta(days=30))
        begun, ended = sorted(dice.sample(days, 2))
        doubles.append(
            {
                **row,
                "start_date": begun,
                "end_date": ended,
                "avslutsorsak": forbund.excluded_reasons[0],
                "consent": True,
            }
        )
        if len(doubles) == calibration.misregistered:
            break
    return doubles


if __name__ == "__main__":
    here = Path(__file__).parents[1]
    write_participations(here, read_forbund(here))
