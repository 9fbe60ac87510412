"""The rules about a row by itself: what must be filled in, what must fit together, and what is unusual."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import polars as pl

from finsam_data.forbund import Forbund
from finsam_data.intake.birth_digits import mistyped
from finsam_data.intake.meaning import rules
from finsam_data.intake.meaning.broken import Broken, quoted
from finsam_data.intake.meaning.columns import Table
from finsam_data.intake.meaning.interpreting import Interpreted
from finsam_data.intake.meaning.lists import NO
from finsam_data.intake.personnummer import masked
from finsam_data.intake.settings import EXTRA, IntakeSettings

REQUIRED = ("participant_id", "insats", "gender", "start_date")
WANTED = ("age", "education", "time_without_work", "anmalare", "stadsdel")
YOUNGEST, OLDEST = 16, 64
LOWEST, HIGHEST = 15, 69
"""The ages that the register holds at all."""
NAME_LIKE = re.compile(r"(?!.*\d)(?![A-ZÅÄÖ-]{1,6}$).*[^\W\d_]{3}.*|.*@.*|.{26,}|(\S+\s+){3,}\S+")
"""Letters without a digit that are no short code in capitals, an address, or a text too long to be a code."""
MAYBE_NO_CODE = r"^\D*$|@|.{26}|\s\S+\s+\S+\s|^\d{6}(\d\d$|\d{0,2}[-+ ]|\d{4})"
"""What NAME_LIKE, BIRTH_DATE or a mistyped personnummer may fit, for a quick look at very many ids."""
BIRTH_DATE = re.compile(
    r"(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])|\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])[-+].*"
)
SENTENCE = re.compile(r"(\S+\s+){5,}\S+|\w+@\w+|[A-ZÅÄÖ][a-zåäöé]+([ -][A-ZÅÄÖ][a-zåäöé]+)+")


def row_faults(
    interpreted: Interpreted,
    texts: pl.DataFrame,
    tables: Sequence[Table],
    settings: IntakeSettings,
    forbund: Forbund,
    today: date,
) -> Iterator[Broken]:
    """Every rule that a row breaks by itself. texts: the rows as they were written; tables: where they stand."""
    rows = interpreted.rows
    yield from _missing(interpreted, texts, settings, tables)
    yield from _names(rows, settings)
    yield from _ages(rows)
    yield from _dates(interpreted, settings, today)
    yield from _insatser(rows, forbund)
    yield from _districts(rows, forbund)


def _at(rows: pl.DataFrame, condition: pl.Expr, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Place and the named columns of the rows where the condition holds."""
    return rows.filter(condition).select("at", *columns).iter_rows()


def _missing(
    interpreted: Interpreted, texts: pl.DataFrame, settings: IntakeSettings, tables: Sequence[Table]
) -> Iterator[Broken]:
    """Required values that are neither there nor unreadable, and others that are blank; where the column exists."""
    required = [*REQUIRED, *(EXTRA + field.name for field in settings.extra if field.required)]
    for column in (*required, *WANTED):
        heading = settings.columns[column].heading
        with_column = [number for number, table in enumerate(tables) if column in table.places]
        here = pl.col("table").is_in(with_column) & ~pl.col("loose")
        if column in WANTED:
            for (at,) in _at(texts, here & pl.col(column).is_null()):
                yield Broken(rules.FILLED_IN, f"{heading} är inte ifyllt.", at, column)
            continue
        unreadable = pl.col("at").is_in(interpreted.unreadable(column).implode())
        for (at,) in _at(interpreted.rows, here & pl.col(column).is_null() & ~unreadable):
            yield Broken(rules.REQUIRED, f"{heading} saknas.", at, column)


def _names(rows: pl.DataFrame, settings: IntakeSettings) -> Iterator[Broken]:
    """Ids that are no codes, and free text where any text may stand. What stands there is not told on."""
    for at, text in _at(rows, pl.col("participant_id").str.contains(MAYBE_NO_CODE), "participant_id"):
        if digits := mistyped(text):
            what = f"Deltagar-id ser ut som ett personnummer där en siffra är fel ({masked(digits)})."
            yield Broken(rules.ID_NO_PERSONNUMMER, what, at, "participant_id")
        elif NAME_LIKE.fullmatch(text):
            yield Broken(rules.ID_IS_CODE, "Deltagar-id ser ut som ett namn eller en text.", at, "participant_id")
        elif BIRTH_DATE.fullmatch(text):
            yield Broken(rules.ID_IS_CODE, "Deltagar-id ser ut som ett födelsedatum.", at, "participant_id")
    for field in settings.extra:
        column = EXTRA + field.name
        if not field.values:
            for at, text in _at(rows, pl.col(column).is_not_null(), column):
                if SENTENCE.fullmatch(text):
                    what = f"I kolumnen {field.heading} står ett namn eller en längre text."
                    yield Broken(rules.NO_FREE_TEXT, what, at, column)


def _ages(rows: pl.DataFrame) -> Iterator[Broken]:
    age = pl.col("age")
    for at, years in _at(rows, ~age.is_between(YOUNGEST, OLDEST), "age"):
        if LOWEST <= years <= HIGHEST:
            yield Broken(rules.AGE_USUAL, f"Åldern är {years}; de flesta är mellan {YOUNGEST} och {OLDEST}.", at, "age")
        else:
            birth = " Det ser ut som ett födelseår." if 1900 <= years <= 2020 else ""
            what = f"Åldern är {years}, men ska vara mellan {YOUNGEST} och {OLDEST}.{birth}"
            yield Broken(rules.AGE_SPAN, what, at, "age")


def _dates(interpreted: Interpreted, settings: IntakeSettings, today: date) -> Iterator[Broken]:
    rows = interpreted.rows
    start, end, reason = pl.col("start_date"), pl.col("end_date"), pl.col("avslutsorsak")
    for at, first, last in _at(rows, start > end, "start_date", "end_date"):
        yield Broken(rules.START_BEFORE_END, f"Slutdatum {last} ligger före startdatum {first}.", at, "end_date")
    for column in ("start_date", "end_date"):
        heading = settings.columns[column].heading
        for at, day in _at(rows, pl.col(column) > today, column):
            yield Broken(rules.NOT_FUTURE, f"{heading} är {day}, som ligger efter {today}.", at, column)
    unread = pl.col("at").is_in(interpreted.unreadable("avslutsorsak").implode())
    consents = pl.col("consent").is_null() | (pl.col("consent") != NO)
    for at, day in _at(rows, end.is_not_null() & reason.is_null() & ~unread & consents, "end_date"):
        yield Broken(rules.END_NEEDS_REASON, f"Slutdatum är {day} men avslutsorsak saknas.", at, "avslutsorsak")
    unread = pl.col("at").is_in(interpreted.unreadable("end_date").implode())
    for at, text in _at(rows, end.is_null() & reason.is_not_null() & ~unread, "avslutsorsak"):
        what = f"Avslutsorsak är {quoted(text)} men slutdatum saknas."
        yield Broken(rules.REASON_NEEDS_END, what, at, "end_date")


def _insatser(rows: pl.DataFrame, forbund: Forbund) -> Iterator[Broken]:
    """Starts outside the insats's own life, and ends after it."""
    start, end = pl.col("start_date"), pl.col("end_date")
    there = set(rows.get_column("insats"))
    for insats in (insats for insats in forbund.insatser if insats.name in there):
        first, last = insats.first_day or date.min, insats.last_day or date.max
        days = (("från", insats.first_day), ("till", insats.last_day))
        life = " ".join(f"{word} {day}" for word, day in days if day)
        for at, day in _at(rows, (pl.col("insats") == insats.name) & ~start.is_between(first, last), "start_date"):
            what = f"Startdatum är {day}, men {insats.name} pågår {life}."
            yield Broken(rules.INSATS_RUNS, what, at, "start_date")
        late = (pl.col("insats") == insats.name) & (start <= last) & (end > last)
        for at, day in _at(rows, late, "end_date"):
            what = f"Slutdatum är {day}, men {insats.name} pågick till {last}."
            yield Broken(rules.ENDS_WITH_INSATS, what, at, "end_date")


def _districts(rows: pl.DataFrame, forbund: Forbund) -> Iterator[Broken]:
    there = set(rows.get_column("stadsdel"))
    for district in (district for district in forbund.stadsdelar if district.name in there):
        first, last = district.first_day or date.min, district.last_day or date.max
        wrong = (pl.col("stadsdel") == district.name) & ~pl.col("start_date").is_between(first, last)
        for at, day in _at(rows, wrong, "start_date"):
            now = district.replaced_by if day > last else None
            read = f"uppgiften läses som {now}" if now else "namnet behålls"
            what = f"{district.name} fanns inte den {day}; {read}."
            yield Broken(rules.DISTRICT_OF_TIME, what, at, "stadsdel", now)


def districts_of_time(rows: pl.DataFrame, forbund: Forbund) -> pl.DataFrame:
    """The rows with each district that had gone when the deltagande began under the name of the one that sums it."""
    name = pl.col("stadsdel")
    for district in forbund.stadsdelar:
        if district.replaced_by and district.last_day:
            gone = (pl.col("stadsdel") == district.name) & (pl.col("start_date") > district.last_day)
            name = pl.when(gone).then(pl.lit(district.replaced_by)).otherwise(name)
    return rows.with_columns(name.alias("stadsdel"))


def open_too_long(rows: pl.DataFrame, settings: IntakeSettings, forbund: Forbund, last_day: date) -> Iterator[Broken]:
    """Open deltaganden that began many times the insats's normal length before the last day."""
    there = set(rows.get_column("insats"))
    for insats in forbund.insatser:
        if not insats.normal_weeks or insats.name not in there:
            continue
        open_rows = (pl.col("insats") == insats.name) & pl.col("end_date").is_null()
        days = (pl.lit(last_day) - pl.col("start_date")).dt.total_days()
        for at, day in _at(rows, open_rows & (days > settings.open_factor * 7 * insats.normal_weeks), "start_date"):
            weeks = (last_day - day).days // 7
            what = f"Deltagandet har varit öppet {weeks} veckor; {insats.name} är normalt {insats.normal_weeks} veckor."
            yield Broken(rules.OPEN_LONG, what, at, "end_date")
