"""From texts to values: each distinct text is read once, and what cannot be read is told."""

from collections.abc import Callable, Set
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, NamedTuple

import polars as pl

from finsam_data.forbund import ExitList, Forbund
from finsam_data.intake.finding import Rule
from finsam_data.intake.meaning.broken import Broken, listed, quoted
from finsam_data.intake.meaning.dates import read_date
from finsam_data.intake.meaning.lists import Lists
from finsam_data.intake.meaning.rules import AGE_NUMBER, ALLOWED, DATE_PLAIN, DATE_READABLE, REASON_OF_YEAR
from finsam_data.intake.meaning.values import Choices, plain, read_age
from finsam_data.intake.settings import IntakeSettings

UNKNOWN_WORD, ONGOING_WORD = "okänd", "pågår"
LONGEST_WORD = 30
DATES = ("start_date", "end_date")


class Outcome(NamedTuple):
    """What a text was read as, in words too where it differs from the text; rule and what where it is a fault."""

    value: Any = None
    read_as: str | None = None
    rule: Rule | None = None
    what: str = ""
    suggestion: str | None = None


@dataclass
class Interpreted:
    """Rows of values.

    rows: the columns of the texts, typed as in Participation but for consent (ja or nej); null where empty, said to be
    unknown or unreadable. broken: the unreadable texts. read_as: column → text → value where they differ.
    """

    rows: pl.DataFrame
    broken: list[Broken] = field(default_factory=list)
    read_as: dict[str, dict[str, str]] = field(default_factory=dict)

    def unreadable(self, column: str) -> pl.Series:
        """Places of the rows whose text in the column could not be read."""
        places = [broken.at for broken in self.broken if broken.column == column]
        return pl.Series("at", places, dtype=pl.UInt32)


def interpret(texts: pl.DataFrame, forbund: Forbund, settings: IntakeSettings, lists: Lists) -> Interpreted:
    """Every column of the texts as values."""
    unknown = {plain(word) for word in settings.unknown}
    ongoing = {plain(word) for word in settings.ongoing}
    done = Interpreted(texts)
    _read_column(done, "start_date", partial(_date, unknown=unknown), pl.Date)
    _read_column(done, "end_date", partial(_date, unknown=unknown, ongoing=ongoing), pl.Date)
    _read_column(done, "age", partial(_age, unknown=unknown), pl.Int64)
    for column, choices in lists.columns.items():
        _read_column(done, column, partial(_listed, choices=choices, unknown=unknown), pl.String)
    for found in forbund.exit_lists:
        ended = pl.col("end_date").is_between(found.first_day or date.min, found.last_day or date.max)
        read = partial(_reason, found=found, forbund=forbund, lists=lists, unknown=unknown)
        _read_column(done, "avslutsorsak", read, pl.String, ended.fill_null(False))
    # Without an end no list is in use; that there is a reason at all is the fault.
    numbers_known = not any(word[-1].isdigit() for word in unknown)
    as_written = partial(_as_written, unknown=unknown, numbers_known=numbers_known)
    _read_column(done, "avslutsorsak", as_written, pl.String, pl.col("end_date").is_null())
    for column in settings.columns:
        if column not in {*lists.columns, *DATES, "age", "avslutsorsak"}:
            _read_column(done, column, as_written, pl.String)
    return done


def _read_column(
    done: Interpreted, column: str, read: Callable[[str], Outcome], dtype: Any, where: pl.Expr | None = None
) -> None:
    """Put in place of a column's texts what they are read as; where a condition is given, only where it holds."""
    chosen = done.rows if where is None else done.rows.filter(where)
    distinct = chosen.get_column(column).drop_nulls().unique(maintain_order=True).to_list()
    outcomes = {text: read(text) for text in distinct}
    if faulty := [text for text, outcome in outcomes.items() if outcome.rule]:
        rows = chosen.filter(pl.col(column).is_in(faulty)).select("at", column)
        done.broken += [
            Broken(rule, outcomes[text].what, at=at, column=column, suggestion=outcomes[text].suggestion)
            for at, text in rows.iter_rows()
            if (rule := outcomes[text].rule)
        ]
    if spelt := {text: outcome.read_as for text, outcome in outcomes.items() if outcome.read_as not in {None, text}}:
        done.read_as.setdefault(column, {}).update(spelt)
    replaced = pl.col(column).replace_strict(
        distinct, [outcome.value for outcome in outcomes.values()], default=None, return_dtype=dtype
    )
    if where is not None:
        replaced = pl.when(where).then(replaced).otherwise(column)
    done.rows = done.rows.with_columns(replaced.alias(column))


def _date(text: str, unknown: Set[str], ongoing: Set[str] = frozenset()) -> Outcome:
    found = read_date(text)
    if found.day:
        return Outcome(found.day)
    if found.days:
        ways = " eller ".join(day.isoformat() for day in found.days)
        return Outcome(rule=DATE_PLAIN, what=f"{quoted(text)} kan vara {ways}.")
    if plain(text) in ongoing:
        return Outcome(read_as=ONGOING_WORD)
    if plain(text) in unknown:
        return Outcome(read_as=UNKNOWN_WORD)
    return Outcome(rule=DATE_READABLE, what=f"{quoted(text)} är inget datum.")


def _age(text: str, unknown: Set[str]) -> Outcome:
    years, suggestion = read_age(text)
    if years is not None:
        return Outcome(years)
    if plain(text) in unknown:
        return Outcome(read_as=UNKNOWN_WORD)
    return Outcome(rule=AGE_NUMBER, what=f"{quoted(text)} är inte ett helt antal år.", suggestion=suggestion)


def _listed(text: str, choices: Choices, unknown: Set[str]) -> Outcome:
    found, suggestion = choices.read(text)
    if found is not None:
        return Outcome(found, read_as=found if found != text else None)
    if plain(text) in unknown:
        return Outcome(read_as=UNKNOWN_WORD if text != UNKNOWN_WORD else None)
    what = f"{quoted(text)} finns inte i listan. Tillåtet är: {listed(choices.values)}."
    return Outcome(rule=ALLOWED, what=what, suggestion=suggestion)


def _as_written(text: str, unknown: Set[str], *, numbers_known: bool) -> Outcome:
    """numbers_known: no word for what is unknown ends with a digit, as most of very many ids do."""
    if len(text) >= LONGEST_WORD or (numbers_known and text[-1].isdigit()):
        return Outcome(text)
    return Outcome() if plain(text) in unknown else Outcome(text)


def _reason(text: str, found: ExitList, forbund: Forbund, lists: Lists, unknown: Set[str]) -> Outcome:
    """An avslutsorsak by the list that was in use; one of another list is told with what answers to it in this one."""
    choices = lists.reasons[found.code]
    outcome = _listed(text, choices, unknown)
    other = lists.any_reason.read(text).value if outcome.rule else None
    if other is None:
        return outcome
    what = (
        f"{quoted(text)} finns inte i listan ”{found.name}”, som gällde när deltagandet avslutades. "
        f"Tillåtet är: {listed(choices.values)}."
    )
    return Outcome(rule=REASON_OF_YEAR, what=what, suggestion=_equivalent(other, found, forbund))


def _equivalent(reason: str, found: ExitList, forbund: Forbund) -> str | None:
    """The one reason of the list in the same coarser group; None where several are."""
    groups = {known.group for exit_list in forbund.exit_lists for known in exit_list.reasons if known.name == reason}
    same = [known.name for known in found.reasons if known.group in groups]
    return same[0] if len(same) == 1 else None
