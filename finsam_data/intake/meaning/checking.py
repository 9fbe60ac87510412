"""From a file as it was written to rows that may stand in the register: understood, checked, compared."""

from collections.abc import Iterable
from datetime import date

import polars as pl

from finsam_data.forbund import Forbund
from finsam_data.intake.checked import CheckedFile, ReadAs
from finsam_data.intake.finding import Severity
from finsam_data.intake.meaning import conditions, rules
from finsam_data.intake.meaning.belonging import Insatser
from finsam_data.intake.meaning.broken import Broken, quoted
from finsam_data.intake.meaning.columns import Headings
from finsam_data.intake.meaning.comparing import differences
from finsam_data.intake.meaning.covering import Cover, infer_cover
from finsam_data.intake.meaning.interpreting import interpret
from finsam_data.intake.meaning.lists import NO, Lists
from finsam_data.intake.meaning.overlaps import repeated_rows
from finsam_data.intake.meaning.telling import findings_of
from finsam_data.intake.meaning.understanding import Understood, understand
from finsam_data.intake.raw import RawFile
from finsam_data.intake.settings import EXTRA, IntakeSettings
from finsam_data.schemas.participation import Participation

NOTHING = ReadAs()
GENDERS_PLAINLY = {"kvinna", "man"}


def check(
    file: RawFile,
    forbund: Forbund,
    settings: IntakeSettings,
    register: pl.DataFrame,
    today: date,
    *,
    insats: str | None = None,
    covers: Cover | None = None,
    remembered: ReadAs = NOTHING,
) -> CheckedFile:
    """Every row of the file accepted, rejected or no data, and what was found.

    register: the columns of Participation, one row per deltagande, as it stands before the file. insats: whose rows
    they are where the file does not say; covers: first and last day of what the file reports on, where its dates should
    not decide. remembered: readings that have been approved. Raises DataError where insats is none of the förbund's, or
    the settings name a value that is in none of its lists.
    """
    lists = Lists(forbund, settings, remembered.values)
    names = Insatser(forbund, settings)
    given = names.named(insats) if insats else None

    def reads(column: str, text: str) -> bool:
        if column == "avslutsorsak":
            return lists.any_reason.read(text).value is not None
        found = lists.columns[column].read(text).value if column in lists.columns else None
        return found in GENDERS_PLAINLY if column == "gender" else found is not None

    understood = understand(file, settings, Headings(settings, remembered.columns), names, reads, given)
    texts = understood.texts
    interpreted = interpret(texts, forbund, settings, lists)
    broken = [
        *understood.broken,
        *interpreted.broken,
        *conditions.row_faults(interpreted, texts, understood.tables, settings, forbund, today),
        *repeated_rows(interpreted),
        *_of_other_insats(interpreted.rows, given),
    ]
    rows = conditions.districts_of_time(interpreted.rows, forbund)
    bad = {fault.at for fault in broken if fault.rule.severity is Severity.REJECTS and fault.at is not None}
    good = rows.filter(~pl.col("at").is_in(list(bad)))
    cover = covers or infer_cover(good)
    if cover:
        broken += conditions.open_too_long(good, settings, forbund, min(today, cover[1]))
        broken += _after_cover(good, cover)
        broken += differences(rows, good, register, cover, settings)
    insatser = rows.get_column("insats").drop_nulls().unique(maintain_order=True)
    read_as = ReadAs(understood.read_as, interpreted.read_as)
    accepted, rejected, not_data = _sort(understood, good, broken, settings)
    rows_in = sum(sheet.cells.height for sheet in file.sheets)
    if rows_in != accepted.height + rejected.height + not_data.height:
        raise AssertionError(f"{rows_in} rows read, {accepted.height} + {rejected.height} + {not_data.height} told of")
    return CheckedFile(
        file=file,
        insatser=(given,) if given else tuple(insatser),
        first_day=cover[0] if cover else None,
        last_day=cover[1] if cover else None,
        accepted=accepted,
        rejected=rejected,
        not_data=not_data,
        rows_in=rows_in,
        findings=findings_of(broken, understood, file, settings),
        read_as=read_as,
        new_readings=_new(read_as, remembered),
    )


def _of_other_insats(rows: pl.DataFrame, given: str | None) -> Iterable[Broken]:
    """Rows of another insats than the one the file is said to be of."""
    if given is None:
        return
    for at, insats in rows.filter(pl.col("insats") != given).select("at", "insats").iter_rows():
        what = f"Raden gäller {quoted(insats)}, men filen skickades in för {given}."
        yield Broken(rules.SAME_INSATS, what, at, "insats")


def _after_cover(rows: pl.DataFrame, cover: Cover) -> Iterable[Broken]:
    for at, day in rows.filter(pl.col("start_date") > cover[1]).select("at", "start_date").iter_rows():
        what = f"Startdatum är {day}, efter perioden {cover[0]}–{cover[1]}."
        yield Broken(rules.WITHIN_COVER, what, at, "start_date")


def _sort(
    understood: Understood, good: pl.DataFrame, broken: list[Broken], settings: IntakeSettings
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Accepted, rejected and no data. Where something stops the file no row is accepted, whatever it is worth."""
    texts = understood.texts
    stopping = [fault.rule.name for fault in broken if fault.rule.severity is Severity.STOPS]
    why: dict[int, list[str]] = {}
    for fault in broken:
        if fault.at is not None and fault.rule.severity is Severity.REJECTS:
            why.setdefault(fault.at, []).append(fault.rule.name)
    if stopping:
        why = {at: [*dict.fromkeys(stopping), *why.get(at, [])] for at in texts.get_column("at")}
        good = good.clear()
    rejected = texts.filter(pl.col("at").is_in(list(why))).select(
        "sheet",
        "row",
        *settings.columns,
        pl.col("at")
        .replace_strict(
            list(why), ["\n".join(dict.fromkeys(names)) for names in why.values()], return_dtype=pl.String, default=""
        )
        .alias("rules"),
    )
    not_data = pl.DataFrame(
        understood.not_data, schema={"sheet": pl.String, "row": pl.UInt32, "why": pl.String}, orient="row"
    )
    return _accepted(good, settings), rejected, not_data


def _accepted(rows: pl.DataFrame, settings: IntakeSettings) -> pl.DataFrame:
    """The rows as the register holds them, with sheet and row; a file that does not speak of consent has it."""
    consented = (pl.col("consent") != NO).fill_null(True)
    extra = [EXTRA + field.name for field in settings.extra]
    typed = rows.with_columns(consented.alias("consent"))
    valid = Participation.validate(typed.select(*Participation.columns()), cast=True)
    return pl.concat([valid, typed.select(*extra, "sheet", "row")], how="horizontal")


def _new(read_as: ReadAs, remembered: ReadAs) -> ReadAs:
    """The readings that have not been approved."""
    values = {
        column: {text: value for text, value in spelt.items() if remembered.values.get(column, {}).get(text) != value}
        for column, spelt in read_as.values.items()
    }
    return ReadAs(
        {heading: name for heading, name in read_as.columns.items() if remembered.columns.get(heading) != name},
        {column: spelt for column, spelt in values.items() if spelt},
    )
