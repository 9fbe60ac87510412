"""What an import, or taking one back, would do to the register."""

from dataclasses import dataclass

import polars as pl

from finsam_data.intake.finding import Finding
from finsam_data.intake.register.register_file import KEY


@dataclass(frozen=True)
class Difference:
    """The register after as against the register before.

    new, removed: the register's columns. ended: participant_id, insats, start_date, end_date, avslutsorsak of those
    that were open. changed: participant_id, insats, start_date, column, old, new (text; null where empty), one row per
    value, without those that ended tell. same_file: it is already in force, with the same outcome. version: of the
    register that it was compared with. leaves, enters: how many rows would no longer wait in quarantine, and how many
    that do not wait now would.
    """

    new: pl.DataFrame
    changed: pl.DataFrame
    ended: pl.DataFrame
    removed: pl.DataFrame
    warnings: tuple[Finding, ...] = ()
    same_file: bool = False
    leaves: int = 0
    enters: int = 0
    version: str = ""

    @property
    def is_empty(self) -> bool:
        """Would every row of the register stay as it is?"""
        return not any(rows.height for rows in (self.new, self.changed, self.ended, self.removed))

    @property
    def touches_what_was(self) -> bool:
        """Would anything that is there already be changed, ended or removed?"""
        return any(rows.height for rows in (self.changed, self.ended, self.removed))


def compared(before: pl.DataFrame, after: pl.DataFrame) -> Difference:
    """The difference between two registers."""
    names = [name for name in dict.fromkeys([*before.columns, *after.columns]) if name not in KEY]
    both = _with_all(after, names).join(
        _with_all(before, names).rename({name: f"{name}_old" for name in names}), on=KEY, how="inner"
    )
    ended = pl.col("end_date_old").is_null() & pl.col("end_date").is_not_null()
    changed = pl.concat([_changes(both, name, ended) for name in names])
    return Difference(
        new=after.join(before, on=KEY, how="anti"),
        changed=changed.sort("insats", "start_date", "participant_id", maintain_order=True),
        ended=both.filter(ended).select(*KEY, "end_date", "avslutsorsak"),
        removed=before.join(after, on=KEY, how="anti"),
    )


def _with_all(rows: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """The rows with a null for every column that they lack."""
    return rows.with_columns(pl.lit(None, pl.String).alias(name) for name in names if name not in rows.columns)


def _changes(both: pl.DataFrame, name: str, ended: pl.Expr) -> pl.DataFrame:
    """Rows whose value of one column differs."""
    differs = pl.col(name).ne_missing(pl.col(f"{name}_old"))
    if name in {"end_date", "avslutsorsak"}:
        differs &= ~ended
    return both.filter(differs).select(
        *KEY,
        column=pl.lit(name),
        old=pl.col(f"{name}_old").cast(pl.String),
        new=pl.col(name).cast(pl.String),
    )
