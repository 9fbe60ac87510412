"""A file held against the register as it stands: values that have changed, rows that are missing, unusual volume."""

from collections.abc import Iterator
from datetime import date

import polars as pl

from finsam_data.intake.meaning import rules
from finsam_data.intake.meaning.broken import Broken, listed
from finsam_data.intake.meaning.covering import Cover, periods_before
from finsam_data.intake.settings import IntakeSettings
from finsam_data.intake.words import counted

KEY = ["participant_id", "insats", "start_date"]
COMPARED = ("gender", "age", "education", "time_without_work", "anmalare", "stadsdel", "end_date", "avslutsorsak")
PERIODS = 4
"""How many earlier periods of the same length the volume is held against."""
FEWEST_PERIODS = 2


def differences(
    rows: pl.DataFrame, accepted: pl.DataFrame, register: pl.DataFrame, cover: Cover, settings: IntakeSettings
) -> Iterator[Broken]:
    """What is told about a file because of the register; all of it warns.

    rows: every deltagande of the file, accepted or not, with at and the columns of Participation. accepted: those that
    are taken in. register: the columns of Participation.
    """
    insatser = accepted.get_column("insats").unique(maintain_order=True).to_list()
    register = register.filter(pl.col("insats").is_in(insatser)).select(*KEY, *COMPARED)
    if register.is_empty():
        return
    missing = register.join(rows.select(KEY).drop_nulls(), on=KEY, how="anti")
    yield from _changed(accepted, register, settings)
    yield from _gender_elsewhere(accepted, missing)
    yield from _other_start(accepted, register, missing, cover)
    yield from _overlapping(accepted, register, missing, cover)
    yield from _missing_open(rows, missing, cover)
    yield from _volume(accepted, register, insatser, cover, settings)


def _changed(accepted: pl.DataFrame, register: pl.DataFrame, settings: IntakeSettings) -> Iterator[Broken]:
    """Values that the register has otherwise; what it lacks may be filled in."""
    both = accepted.join(register, on=KEY, suffix="_before").sort("at")
    for column in COMPARED:
        before = pl.col(f"{column}_before")
        heading = settings.columns[column].heading
        other = both.filter(before.is_not_null() & before.ne_missing(pl.col(column)))
        for at, old, new in other.select("at", before.alias("old"), column).iter_rows():
            now = "inte ifyllt" if new is None else f"”{new}”"
            what = f"{heading} är ”{old}” i registret och {now} i filen."
            yield Broken(rules.SAME_AS_BEFORE, what, at, column)


def _gender_elsewhere(accepted: pl.DataFrame, missing: pl.DataFrame) -> Iterator[Broken]:
    """Another gender in an earlier deltagande of the same id and insats."""
    person = ["participant_id", "insats"]
    earlier = missing.sort("start_date").unique(person, keep="last").select(*person, "gender", "start_date")
    both = accepted.join(earlier, on=person, suffix="_before").sort("at")
    other = both.filter(pl.col("gender") != pl.col("gender_before"))
    for at, old, new, start in other.select("at", "gender_before", "gender", "start_date_before").iter_rows():
        what = f"Kön är ”{new}” men var ”{old}” i deltagandet som började {start}, med samma deltagar-id."
        yield Broken(rules.SAME_AS_BEFORE, what, at, "gender")


def _new(accepted: pl.DataFrame, register: pl.DataFrame) -> pl.DataFrame:
    return accepted.join(register, on=KEY, how="anti").sort("at")


def _other_start(
    accepted: pl.DataFrame, register: pl.DataFrame, missing: pl.DataFrame, cover: Cover
) -> Iterator[Broken]:
    """New deltaganden of somebody whose deltagande within the same time is no longer in the file."""
    person = ["participant_id", "insats"]
    gone = missing.filter(pl.col("start_date").is_between(*cover)).sort("start_date").unique(person, keep="last")
    both = _new(accepted, register).join(gone.select(KEY), on=person, suffix="_before").sort("at")
    for at, old, new in both.select("at", "start_date_before", "start_date").iter_rows():
        what = f"Startdatum är {new}; registret har i stället {old}, som inte finns i filen."
        yield Broken(rules.SAME_START, what, at, "start_date")


def _overlapping(
    accepted: pl.DataFrame, register: pl.DataFrame, missing: pl.DataFrame, cover: Cover
) -> Iterator[Broken]:
    """New deltaganden that begin while an older one, which stays in the register, goes on."""
    kept = missing.filter(pl.col("start_date") < cover[0])
    both = _new(accepted, register).join(kept, on=["participant_id", "insats"], suffix="_before").sort("at")
    goes_on = pl.col("end_date_before").is_null() | (pl.col("end_date_before") >= pl.col("start_date"))
    overlap = both.filter(goes_on, pl.col("start_date_before") < pl.col("start_date"))
    for at, old, new in overlap.select("at", "start_date_before", "start_date").iter_rows():
        what = f"Deltagandet börjar {new} medan det som började {old} ännu pågår enligt registret."
        yield Broken(rules.NO_OVERLAP_BEFORE, what, at, "start_date")


def _missing_open(rows: pl.DataFrame, missing: pl.DataFrame, cover: Cover) -> Iterator[Broken]:
    """Deltaganden that were open when the period began, or have begun since, and that the file does not speak of."""
    spoken_of = rows.select("participant_id", "insats").drop_nulls().unique()
    gone = missing.filter(pl.col("end_date").is_null(), pl.col("start_date") <= cover[1]).join(
        spoken_of, on=["participant_id", "insats"], how="anti"
    )
    for (insats,), group in gone.sort("start_date").group_by("insats", maintain_order=True):
        names = [
            f"{name} (började {start})" for name, start in group.select("participant_id", "start_date").iter_rows()
        ]
        were = counted(group.height, "deltagande", "deltaganden")
        opened = "var öppet" if group.height == 1 else "var öppna"
        what = f"{were} i {insats} {opened} i registret men finns inte i filen: {listed(names)}."
        yield Broken(rules.STILL_THERE, what)


def _volume(
    accepted: pl.DataFrame, register: pl.DataFrame, insatser: list[str], cover: Cover, settings: IntakeSettings
) -> Iterator[Broken]:
    """How many began, against the least and the most of the periods of the same length before.

    More than volume_factor times the most, or less than the least divided by it, is told where it differs by at least
    volume_least from that period.
    """
    for insats in insatser:
        starts = register.filter(pl.col("insats") == insats).get_column("start_date")
        first = starts.min()
        before = [int(starts.is_between(*period).sum()) for period in periods_before(cover, PERIODS)
                  if isinstance(first, date) and first <= period[1]]  # fmt: skip
        if len(before) < FEWEST_PERIODS:
            continue
        began = accepted.filter(pl.col("insats") == insats, pl.col("start_date").is_between(*cover)).height
        most, least = max(before), min(before)
        many = began > settings.volume_factor * most and began - most >= settings.volume_least
        few = began < least / settings.volume_factor and least - began >= settings.volume_least
        if many or few:
            what = (
                f"{counted(began, 'deltagande', 'deltaganden')} i {insats} började {cover[0]}–{cover[1]}; "
                f"i de {len(before)} perioderna före var det {least}–{most}."
            )
            yield Broken(rules.USUAL_VOLUME, what)
