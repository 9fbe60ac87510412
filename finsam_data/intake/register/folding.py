"""The register as base and imports laid over each other: what every file says of its days, the latest days last."""

from collections.abc import Sequence
from datetime import date
from itertools import chain

import polars as pl

from finsam_data.intake.register.import_folder import Import, Record
from finsam_data.intake.register.register_file import KEY, ordered

Cover = tuple[tuple[str, ...], date | None, date | None]


def folded(base: pl.DataFrame, imports: Sequence[Import]) -> pl.DataFrame:
    """The register that a base and the imports, in the order they were taken in, make together.

    A file is the authority on which deltaganden of its insatser started on the days it is about: others that started
    then are removed, unless a rejected row of the file speaks of the participant. Earlier ones are changed only by a
    row with the same participant_id, insats and start_date. An import takes the place of an earlier one of the same
    insatser and days. Files about later days are laid over those about earlier ones, whenever they came. Rows that
    mend an import are laid where they came, and remove nothing.
    """
    told: dict[Cover, list[tuple[int, Import]]] = {}
    for place, one in enumerate(imports):
        before = told.setdefault(one.record.cover, [])
        if one.record.mends:
            before.append((place, one))
        else:
            told[one.record.cover] = [(place, _in_place_of([of for _, of in before], one))]
    layers = sorted(chain(*told.values()), key=lambda layer: (layer[1].record.last_day or date.min, layer[0]))
    register = base
    for _, one in layers:
        register = _laid_over(register, one)
    return ordered(register)


def replaced(records: Sequence[Record]) -> set[str]:
    """Ids of those whose place a later one of the same insatser and days has taken, in the order they were taken in."""
    last = {record.cover: place for place, record in enumerate(records) if record.mends is None}
    return {record.id for place, record in enumerate(records) if place < last[record.cover]}


def _in_place_of(earlier: Sequence[Import], later: Import) -> Import:
    """The later file, with the rows that it rejects as the earlier and what mended it had them."""
    if not earlier:
        return later
    before = earlier[0].rows
    for one in earlier[1:]:
        before = _upserted(before, one.rows, before)
    return Import(later.record, _upserted(before.filter(_spoken_of(later)), later.rows, before), later.rejected)


def _laid_over(register: pl.DataFrame, one: Import) -> pl.DataFrame:
    insatser, first_day, last_day = one.record.cover
    kept = register
    if first_day and last_day and not one.record.mends:
        within = pl.col("insats").is_in(insatser) & pl.col("start_date").is_between(first_day, last_day)
        kept = register.filter(~within | _spoken_of(one))
    return _upserted(kept, one.rows, register)


def _upserted(kept: pl.DataFrame, fresh: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """The fresh rows in the place of those with the same key; columns that they lack are as they were before."""
    lacking = [name for name in before.columns if name not in fresh.columns]
    fresh = fresh.join(before.select(*KEY, *lacking), on=KEY, how="left")
    return pl.concat([kept.join(fresh, on=KEY, how="anti"), fresh], how="diagonal")


def _spoken_of(one: Import) -> pl.Expr:
    """Rows of participants whom a rejected row of the file names."""
    ids = one.rejected.get_column("participant_id").drop_nulls().to_list() if one.rejected.height else []
    return pl.col("participant_id").is_in(ids)
