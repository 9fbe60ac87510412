"""The form of each lever: which fields it has, what stands in them, and the lever they make. Pure, no Streamlit.

A field's value is a text, as it is typed or chosen; a field for several choices holds a tuple of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from finsam_data.scenario import AnyLever, InsatsAmounts, Lever, Scenario
from finsam_data.scenario_values import lever_of
from pages.text import scenario_levers as text
from queries.scenarios.baseline import Baseline

Value = str | tuple[str, ...]
Values = dict[str, Value]
NO, YES = "nej", "ja"
AMOUNTS = {"region_quarter", "party_share", "other_income", "opening_equity"}
SUBJECTS = {"party_share": "party", "insats": "insats", "cost_growth": "group"}
"""Entry in the list → the value of the lever that its subject fills."""
PERCENT = ("share", "max_cut")
NEW = "new_insats"


@dataclass(frozen=True)
class Field:
    """One thing to fill in: a text, one of some options, several of them, or yes and no."""

    name: str
    label: str
    kind: Literal["text", "one", "several", "flag"] = "text"
    options: tuple[str, ...] = ()
    option_labels: tuple[str, ...] = ()
    default: Value = ""


def subjects(base: Baseline, choice: str, scenario: Scenario) -> list[str]:
    """What an entry in the list may be about; empty where there is only one of its kind, "" is a new one."""
    match choice:
        case "party_share":
            return [party.name for party in base.forbund.parties]
        case "insats":
            return list(base.known_insatser)
        case "new_insats":
            return ["", *dict.fromkeys(x.insats for x in scenario.levers if isinstance(x, InsatsAmounts) and x.new)]
        case "cost_growth":
            return list(base.groups)
    return []


def pulled(scenario: Scenario, choice: str, subject: str) -> list[int]:
    """The places of the levers the form stands for: all amounts of one thing, or the first of its kind."""
    places = [
        place
        for place, lever in enumerate(scenario.levers)
        if text.choice_of(lever) == choice and (lever.subject == subject or choice not in {*SUBJECTS, NEW})
    ]
    return places if all(_only_amounts(scenario.levers[place]) for place in places) else places[:1]


def fields(base: Baseline, choice: str, subject: str, levers: Sequence[Lever]) -> list[Field]:
    """The fields of an entry."""
    undecided = tuple(str(year) for year in base.years if year >= base.first_undecided)
    first, last = undecided[0], undecided[-1]
    match choice:
        case "cost_growth":
            growth = base.assumptions.value(base.groups[subject].growth)
            label = f"{text.LABELS['share']}, {text.ASSUMED.format(value=text.share(growth))}"
            return [Field("share", label), _year("from", undecided, first)]
        case "cut":
            can_be_cut = [group for group in base.groups.values() if group.can_be_cut]
            return [
                Field("share", text.LABELS["share"]),
                _year("from", undecided, first),
                _year("through", undecided, last),
                Field(
                    "groups",
                    text.LABELS["groups"],
                    "several",
                    tuple(group.name for group in can_be_cut),
                    tuple(group.label for group in can_be_cut),
                    (),
                ),
            ]
        case "ideal_share":
            return [Field("share", text.LABELS["share"]), _year("by", undecided, last)]
        case "county_redistribution":
            return [Field("on", text.LABELS["on"], "flag", default=NO), _year("from", undecided, first), *_rates(base)]
        case "nns_fee":
            return [Field("on", text.LABELS["on"], "flag", default=NO)]
    return [*_new_insats(base, choice), *_amount_fields(base, choice, subject, levers)]


def values_of(fields: Sequence[Field], levers: Sequence[Lever]) -> Values:
    """What stands in the fields for the levers in force; their defaults where there is none."""
    if not levers:
        return {field.name: field.default for field in fields}
    written = [{name: value for name, value in _plain(lever).items() if value is not None} for lever in levers]
    values: Values = {}
    for field in fields:
        values[field.name] = field.default
        for plain in written:
            if field.name == "on":
                values[field.name] = YES
            elif field.name.isdigit():
                if (tkr := plain.get("tkr", {}).get(int(field.name))) is not None:
                    values[field.name] = text.amount(tkr)
            elif field.name in plain:
                values[field.name] = _written(field, plain[field.name])
    return values


def lever_from(choice: str, subject: str, values: Mapping[str, Value]) -> AnyLever | None:
    """The lever that the fields make; None where nothing is filled in. Raises ScenarioError."""
    kind = "insats" if choice == NEW else choice
    filled = {name: value for name, value in values.items() if value}
    plain: dict[str, Any] = {"lever": kind}
    if choice in SUBJECTS:
        plain[SUBJECTS[choice]] = subject
    if tkr := {int(name): value for name, value in filled.items() if name.isdigit()}:
        plain["tkr"] = tkr
    for name, value in filled.items():
        if name == "on" or name.isdigit():
            continue
        plain[name] = list(value) if isinstance(value, tuple) else percent(value) if name in PERCENT else value
    if choice == NEW:
        plain["new"] = True
        return lever_of(plain) if tkr and "insats" in plain else None
    primary = {"cost_growth": "share", "cut": "share", "ideal_share": "share"}.get(choice)
    if choice in ("county_redistribution", "nns_fee"):
        return lever_of(plain) if values["on"] == YES else None
    if primary:
        return lever_of(plain) if primary in plain else None
    return lever_of(plain) if tkr or (choice == "insats" and {"from", "through"} & filled.keys()) else None


def with_lever(scenario: Scenario, places: Sequence[int], lever: AnyLever | None) -> tuple[AnyLever, ...]:
    """The scenario's levers with those at the places replaced by the lever, or taken away."""
    kept = [old for place, old in enumerate(scenario.levers) if place not in places]
    if lever is not None:
        kept.insert(places[0] if places else len(kept), lever)
    return tuple(kept)


def _only_amounts(lever: Lever) -> bool:
    return lever.kind in AMOUNTS or (
        isinstance(lever, InsatsAmounts) and lever.first_day is None and lever.last_day is None
    )


def _plain(lever: Lever) -> dict[str, Any]:
    """The lever's values under their names in a file."""
    names = {field.name: field.encode_name for field in msgspec.structs.fields(type(lever))}
    return {names[name]: value for name, value in msgspec.structs.asdict(lever).items()}


def _written(field: Field, value: Any) -> Value:
    if field.kind == "several":
        return tuple(value)
    return text.share(value) if field.name in PERCENT else str(value)


def percent(value: str) -> str:
    """A bare number in a field that asks for per cent is per cent."""
    return value if value.rstrip().endswith(("%", "procent")) else f"{value.strip()} %"


def _year(name: str, years: tuple[str, ...], default: str) -> Field:
    return Field(name, text.LABELS[name], "one", years, years, default)


def _rates(base: Baseline) -> list[Field]:
    rates = {"share": "redistribution_share", "max_cut": "redistribution_max_cut"}
    return [
        Field(
            name,
            f"{text.LABELS[name]}, {text.ASSUMED.format(value=text.share(base.assumptions.value(assumption)))}",
        )
        for name, assumption in rates.items()
    ]


def _new_insats(base: Baseline, choice: str) -> list[Field]:
    if choice != NEW:
        return []
    typed = [group for group in base.groups.values() if group.types]
    names = tuple(group.name for group in typed)
    labels = tuple(group.label for group in typed)
    return [
        Field("insats", text.LABELS["insats"]),
        Field("group", text.LABELS["group"], "one", names, labels, names[0]),
    ]


def _amount_fields(base: Baseline, choice: str, subject: str, levers: Sequence[Lever]) -> list[Field]:
    planned = _planned(base, choice, subject)
    named = {year for lever in levers for year in getattr(lever, "tkr", {})}
    years = [year for year in base.years if year >= base.first_undecided or year in named]
    amounts = [Field(str(year), text.year_label(year, planned.get(year))) for year in years]
    days = [Field(name, label) for name, label in text.DAYS.items()] if choice == "insats" else []
    return [*amounts, *days]


def _planned(base: Baseline, choice: str, subject: str) -> Mapping[int, float]:
    """What the plan and its assumptions have of the same thing."""
    match choice:
        case "region_quarter" if base.region:
            region = base.region
            return {year: paid[region.name] for year, paid in base.party_tkr.items()}
        case "party_share":
            return {year: paid[subject] for year, paid in base.party_tkr.items()}
        case "other_income":
            return base.other_income_tkr
        case "insats":
            line = next((line for line in base.costs if line.insats == subject), None)
            return line.amounts if line else dict.fromkeys(base.years, 0.0)
    return {}
