"""Scenarios side by side: the inputs in which they differ, and what each leads to. Amounts in tkr."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from finsam_data import scenario as pulled
from finsam_data.scenario import AnyLever, Scenario
from queries.scenarios.baseline import Baseline
from queries.scenarios.engine import project
from queries.scenarios.projection import Projection

Form = Literal["tkr", "share", "day", "yes"]
Value = float | date | bool
OUTCOMES = ("income_tkr", "cost_tkr", "result_tkr", "equity_closing_tkr", "gap_to_ideal_tkr")
"""The columns of ProjectionYear that are compared."""


class Input(NamedTuple):
    """One thing that a lever sets: of which kind, about what and when; part names one of several values."""

    kind: str
    subject: str
    when: str
    part: str = ""


@dataclass(frozen=True)
class InputRow:
    """What the plan says of an input and what each scenario sets it to; None where it is left alone."""

    input: Input
    form: Form
    plan: Value | None
    values: tuple[Value | None, ...]


@dataclass(frozen=True)
class Comparison:
    """Projections in the order asked for, and the inputs that are not the same in all of them."""

    projections: tuple[Projection, ...]
    inputs: tuple[InputRow, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """The same for all, since they rest on the same baseline."""
        return tuple(row.year for row in self.projections[0].years)

    def values(self, outcome: str) -> list[list[int | None]]:
        """One of the outcomes: a list per projection, a value per year."""
        return [[getattr(row, outcome) for row in projection.years] for projection in self.projections]


def compare(baseline: Baseline, scenarios: Sequence[Scenario]) -> Comparison:
    """The scenarios' differing inputs and their projections. Raises ScenarioError where one does not fit."""
    return Comparison(
        tuple(project(baseline, scenario) for scenario in scenarios), differing_inputs(baseline, scenarios)
    )


def differing_inputs(baseline: Baseline, scenarios: Sequence[Scenario]) -> tuple[InputRow, ...]:
    """The inputs that not all scenarios have in common; left alone counts as what the plan says."""
    set_by = [
        dict(found for lever in scenario.levers for found in inputs_of(baseline, lever)) for scenario in scenarios
    ]
    forms = {name: form for inputs in set_by for name, (form, _) in inputs.items()}
    rows = []
    for name, form in sorted(forms.items(), key=lambda entry: _place(entry[0])):
        plan = planned(baseline, name)
        values = tuple(inputs[name][1] if name in inputs else None for inputs in set_by)
        if len({plan if value is None else value for value in values}) > 1:
            rows.append(InputRow(name, form, plan, values))
    return tuple(rows)


def inputs_of(baseline: Baseline, lever: AnyLever) -> Iterator[tuple[Input, tuple[Form, Value]]]:
    """Everything the lever sets, each thing by itself."""
    match lever:
        case pulled.CostGrowth():
            when = str(lever.first_year or baseline.first_undecided)
            yield Input(lever.kind, lever.subject, f"{when}–"), ("share", lever.share)
        case pulled.Cut():
            yield (
                Input(lever.kind, lever.subject, f"{lever.first_year}–{lever.last_year or ''}"),
                ("share", lever.share),
            )
        case pulled.IdealShare():
            yield Input(lever.kind, "", str(lever.by)), ("share", lever.share)
        case pulled.CountyRedistribution():
            for part, stated, assumed in (
                ("share", lever.share, "redistribution_share"),
                ("max_cut", lever.max_cut, "redistribution_max_cut"),
            ):
                value = baseline.assumptions.value(assumed) if stated is None else stated
                yield Input(lever.kind, "", f"{lever.first_year}–", part), ("share", value)
        case pulled.NnsFee():
            yield Input(lever.kind, "", ""), ("yes", True)
        case _:
            for year, tkr in lever.tkr.items():
                yield Input(lever.kind, lever.subject, str(year)), ("tkr", tkr)
    if isinstance(lever, pulled.InsatsAmounts):
        for part, day in (("from", lever.first_day), ("through", lever.last_day)):
            if day:
                yield Input(lever.kind, lever.subject, "", part), ("day", day)


def planned(baseline: Baseline, name: Input) -> Value | None:
    """What the plan and its assumptions say of an input; None where they have no such thing."""
    found: Value | None = None
    match name.kind:
        case "cost_growth":
            found = baseline.assumptions.value(baseline.groups[name.subject].growth)
        case "region_quarter" if baseline.region:
            found = baseline.quarter_tkr[int(name.when)] * baseline.region.shares
        case "party_share":
            found = baseline.party_tkr[int(name.when)][name.subject]
        case "other_income":
            found = baseline.other_income_tkr[int(name.when)]
        case "opening_equity":
            found = float(project(baseline).year(int(name.when)).equity_opening_tkr)
        case "insats" if not name.part:
            lines = [line for line in baseline.costs if line.insats == name.subject]
            found = sum(line.amounts.get(int(name.when), 0.0) for line in lines) if lines else None
    return found


def _place(name: Input) -> tuple[int, str, str, str]:
    """In the order of the levers, then by subject and year."""
    return list(pulled.LEVERS).index(name.kind), name.subject, name.when, name.part
