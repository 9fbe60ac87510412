"""The national model for the state's money (idealfördelning): keys → share → ideal. Amounts in tkr, shares 0–1.

share = weight · inhabitants / all inhabitants + weight · full-year equivalents / all full-year equivalents
ideal = doubling · (base + (pot − n · base) · share)
The plan 2025 describes the model without a base; base_tkr is then 0.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

import dataframely as dy
import polars as pl

from finsam_data.assumptions import Assumption, Assumptions
from finsam_data.errors import FinsamError

INPUTS = ("ideal_pot", "ideal_n", "ideal_base", "ideal_weight_inhabitants", "ideal_weight_full_year_equivalents",
          "ideal_doubling")  # fmt: skip
"""The assumptions of the model, in the order they are shown."""
BACK_SOLVED = "share"
RELATIVE_STEP = 0.01

Amount = TypeVar("Amount", float, pl.Expr)


class ForbundKeys(dy.Schema):
    """The keys of förbund, as loaded from a file. Grain: one row per förbund.

    inhabitants are those of 16–64 years; allocation_tkr is what its parties give together, null where unknown.
    """

    forbund = dy.String(primary_key=True, min_length=1)
    inhabitants = dy.Float64(min=0)
    full_year_equivalents = dy.Float64(min=0)
    allocation_tkr = dy.Float64(nullable=True, min=0)


class ForbundIdeal(dy.Schema):
    """The ideal of each förbund beside what it has. Grain: one row per förbund, as in the table of keys.

    state_tkr is the state's money; ideal_tkr what the parties give together; of_ideal = allocation_tkr / ideal_tkr.
    """

    forbund = dy.String(primary_key=True)
    inhabitants = dy.Float64()
    full_year_equivalents = dy.Float64()
    share = dy.Float64()
    state_tkr = dy.Float64()
    ideal_tkr = dy.Float64()
    allocation_tkr = dy.Float64(nullable=True)
    gap_tkr = dy.Float64(nullable=True)
    of_ideal = dy.Float64(nullable=True)


class IdealSensitivity(dy.Schema):
    """What a small change of one input does to the ideal. Grain: one row per input.

    value + step = the changed input, all else as it was; change_tkr is the ideal after the change minus before.
    """

    input = dy.String(primary_key=True)
    value = dy.Float64()
    step = dy.Float64()
    ideal_tkr = dy.Float64()
    change_tkr = dy.Float64()


class Country(NamedTuple):
    """The sums over all förbund that the shares are taken of."""

    inhabitants: float
    full_year_equivalents: float


@dataclass(frozen=True)
class IdealModel:
    """The model's parameters. Functions take numbers and polars expressions alike."""

    pot: float
    n: float
    base: float
    weight_inhabitants: float
    weight_full_year_equivalents: float
    doubling: float

    def __post_init__(self) -> None:
        if self.pot <= self.n * self.base:
            raise FinsamError(
                "Idealfördelningen",
                f"Grundbidragen ({self.n:.0f} · {self.base:.0f} tkr) tar hela potten ({self.pot:.0f} tkr).",
                "Sänk grundbidraget eller höj potten.",
            )

    @property
    def to_share_out(self) -> float:
        """What is left of the pot for the keys: pot − n · base."""
        return self.pot - self.n * self.base

    def share(self, inhabitants: Amount, full_year_equivalents: Amount, country: "Country") -> Amount:
        """The keys' share of the country, weighted."""
        people = inhabitants * (self.weight_inhabitants / country.inhabitants)
        return people + full_year_equivalents * (self.weight_full_year_equivalents / country.full_year_equivalents)

    def ideal_tkr(self, share: Amount) -> Amount:
        """The parties' ideal, all together, of a share."""
        return (share * self.to_share_out + self.base) * self.doubling

    def share_of(self, ideal_tkr: float) -> float:
        """The share that gives this ideal: the same equation solved for share."""
        return (ideal_tkr / self.doubling - self.base) / self.to_share_out


class IdealCase(NamedTuple):
    """A published ideal explained: the model, its stated inputs, and the one input solved for so that it holds."""

    model: IdealModel
    inputs: tuple[Assumption, ...]
    back_solved: str
    share: float
    ideal_tkr: float


def ideal_model(assumptions: Assumptions, with_base: bool = True) -> IdealModel:
    """The model as the assumptions state it, with or without the base grant."""
    pot, n, base, inhabitants, full_year_equivalents, doubling = (assumptions.value(name) for name in INPUTS)
    return IdealModel(pot, n, base if with_base else 0.0, inhabitants, full_year_equivalents, doubling)


def published_case(assumptions: Assumptions, ideal_tkr: float, with_base: bool = True) -> IdealCase:
    """A published ideal as the model gives it. The keys are not published, so the share is solved for."""
    model = ideal_model(assumptions, with_base)
    share = model.share_of(ideal_tkr)
    inputs = tuple(assumptions.by_id[name] for name in INPUTS if with_base or name != "ideal_base")
    return IdealCase(model, inputs, BACK_SOLVED, share, model.ideal_tkr(share))


def ideal_table(keys: pl.DataFrame, model: IdealModel, country: Country | None = None) -> dy.DataFrame[ForbundIdeal]:
    """The ideal of every förbund of a table; shares are taken of the table's own sums where no country is given."""
    rows = _checked(keys)
    sums = country or Country(*(float(rows[name].sum()) for name in Country._fields))
    if min(sums) <= 0:
        raise FinsamError("Tabellen över förbund", "En av nycklarna är noll i hela tabellen.", "Fyll i kolumnerna.")
    share = model.share(pl.col("inhabitants"), pl.col("full_year_equivalents"), sums)
    found = rows.with_columns(share=share, ideal_tkr=model.ideal_tkr(share)).with_columns(
        state_tkr=pl.col("ideal_tkr") / model.doubling,
        gap_tkr=pl.col("ideal_tkr") - pl.col("allocation_tkr"),
        of_ideal=pl.col("allocation_tkr") / pl.col("ideal_tkr"),
    )
    return ForbundIdeal.validate(found.select(list(ForbundIdeal.columns())))


def table_model(model: IdealModel, n: int, country: Country | None) -> IdealModel:
    """The model for a table of n förbund. A table without the country's sums is the whole country, so n is its own."""
    return model if country else replace(model, n=float(n))


def ideal_template() -> dy.DataFrame[ForbundKeys]:
    """The empty table to fill in and load."""
    return ForbundKeys.create_empty()


def ideal_sensitivity(model: IdealModel, share: float) -> dy.DataFrame[IdealSensitivity]:
    """One per cent more of each input in turn, one förbund more of n; weights do not matter once the share is known."""
    before = model.ideal_tkr(share)
    steps = {"pot": model.pot * RELATIVE_STEP, "base": model.base * RELATIVE_STEP, "n": 1.0}
    rows = [
        (name, getattr(model, name), step, replace(model, **{name: getattr(model, name) + step}).ideal_tkr(share))
        for name, step in steps.items()
    ]
    rows.append((BACK_SOLVED, share, share * RELATIVE_STEP, model.ideal_tkr(share * (1 + RELATIVE_STEP))))
    return _sensitivity(rows, before)


def key_sensitivity(
    inhabitants: float, full_year_equivalents: float, country: Country, model: IdealModel
) -> dy.DataFrame[IdealSensitivity]:
    """As ideal_sensitivity for the keys: one per cent more, here and in the country at once; a weight + one per cent.

    A heavier weight for inhabitants is a lighter one for full-year equivalents, so that they stay 1 together.
    """

    def ideal(people: float, years: float, all_people: float, all_years: float, weight: float) -> float:
        return model.ideal_tkr(weight * people / all_people + (1 - weight) * years / all_years)

    inputs = {
        "inhabitants": inhabitants,
        "full_year_equivalents": full_year_equivalents,
        "country_inhabitants": country.inhabitants,
        "country_full_year_equivalents": country.full_year_equivalents,
        "weight_inhabitants": model.weight_inhabitants,
    }
    within = {"inhabitants": "country_inhabitants", "full_year_equivalents": "country_full_year_equivalents"}
    rows = []
    for name, value in inputs.items():
        step = value * RELATIVE_STEP
        changed = {**inputs, name: value + step}
        if name in within:
            changed[within[name]] += step
        rows.append((name, value, step, ideal(*changed.values())))
    return _sensitivity(rows, ideal(*inputs.values()))


def _sensitivity(rows: list[tuple[str, float, float, float]], before: float) -> dy.DataFrame[IdealSensitivity]:
    frame = pl.DataFrame(rows, schema=["input", "value", "step", "ideal_tkr"], orient="row")
    return IdealSensitivity.validate(frame.with_columns(change_tkr=pl.col("ideal_tkr") - before), cast=True)


def _checked(keys: pl.DataFrame) -> pl.DataFrame:
    """The loaded table in its schema. Raises FinsamError naming the first rule it breaks and how many rows do."""
    thing = "Tabellen över förbund"
    wanted = list(ForbundKeys.columns())
    if lost := [name for name in wanted if name not in keys.columns and name != "allocation_tkr"]:
        raise FinsamError(thing, f"Kolumnen ”{lost[0]}” saknas.", f"Utgå från mallen: {', '.join(wanted)}.")
    if "allocation_tkr" not in keys.columns:
        keys = keys.with_columns(allocation_tkr=pl.lit(None, pl.Float64))
    try:
        rows = keys.select(pl.col(wanted[0]).cast(pl.String), pl.col(wanted[1:]).cast(pl.Float64))
    except pl.exceptions.PolarsError as error:
        raise FinsamError(thing, "En kolumn med tal innehåller text.", "Skriv bara tal, utan enhet.") from error
    good, failures = ForbundKeys.filter(rows)
    if failed := len(failures):
        rule = next(iter(failures.counts()))
        raise FinsamError(
            thing,
            f"{failed} {'rad' if failed == 1 else 'rader'} bryter mot regeln ”{rule}”.",
            "Varje förbund ska stå en gång, med tal som är noll eller mer.",
        )
    return good
