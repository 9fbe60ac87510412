"""Levers held against a baseline: do they name things that exist, and is each thing ruled by at most one of them?"""

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from finsam_data import scenario as pulled
from finsam_data.scenario import Lever, Scenario
from finsam_data.scenario_values import ScenarioError
from queries.scenarios.baseline import Baseline


class Claim(NamedTuple):
    """Something that one lever may rule one year: a thing, of which there may be several, and the year."""

    thing: str
    subject: str
    year: int


THINGS = {
    "path": "medlemmarnas tilldelning",
    "offer": "tilldelningen från",
    "other_income": "övriga intäkter",
    "insats": "insatsen",
    "growth": "kostnadsökningen i gruppen",
    "cut": "nedskärningen i gruppen",
    "nns_fee": "serviceavgiften till NNS",
    "opening_equity": "ingående eget kapital",
}
"""Thing → how it is named in a message."""


@dataclass(frozen=True)
class Pulled:
    """The levers of a scenario by what they rule."""

    by_claim: Mapping[tuple[str, str, int], Lever]

    def rules(self, thing: str, year: int, subject: str = "") -> Any:
        """The lever that rules the thing that year; None where nothing is changed."""
        return self.by_claim.get((thing, subject, year)) if self.by_claim else None


def pulled_levers(baseline: Baseline, scenario: Scenario) -> Pulled:
    """The scenario's levers by what they rule.

    Raises ScenarioError where one names something unknown, or two rule over the same thing the same year.
    """
    taken: dict[Claim, int] = {}
    for place, lever in enumerate(scenario.levers):
        thing = f"Spak {place + 1} ({lever.title})"
        for claim in CLAIMS[lever.kind](baseline, lever, thing):
            if claim.year not in baseline.years:
                raise _outside(baseline, claim.year, thing)
            if (earlier := taken.setdefault(claim, place)) != place:
                raise _overlap(claim, (earlier + 1, scenario.levers[earlier]), (place + 1, lever))
    _check_new_groups(scenario)
    return Pulled({claim: scenario.levers[place] for claim, place in taken.items()})


def _region_quarter(baseline: Baseline, lever: pulled.RegionQuarter, thing: str) -> Iterator[Claim]:
    region = baseline.region
    if region is None:
        raise ScenarioError(thing, "Förbundet har ingen part med rollen region.", "Använd party_share i stället.")
    for year in lever.tkr:
        yield Claim("path", "", year)
        yield Claim("offer", region.name, year)


def _party_share(baseline: Baseline, lever: pulled.PartyShare, thing: str) -> Iterator[Claim]:
    _known(lever.party, [party.name for party in baseline.forbund.parties], "Parten", "Parterna är", thing)
    yield from (Claim("offer", lever.party, year) for year in lever.tkr)


def _amounts(name: str, baseline: Baseline, lever: Any, thing: str) -> Iterator[Claim]:
    yield from (Claim(name, "", year) for year in lever.tkr)


def _insats(baseline: Baseline, lever: pulled.InsatsAmounts, thing: str) -> Iterator[Claim]:
    known = baseline.known_insatser
    if lever.new and lever.insats in known:
        raise ScenarioError(thing, f"Insatsen ”{lever.insats}” finns redan och är inte ny.", "Ta bort new.")
    if not lever.new and lever.insats not in known:
        raise ScenarioError(
            thing,
            f"Insatsen ”{lever.insats}” finns inte i budgeten.",
            f"{_meant(lever.insats, known)}Om den ska vara ny: lägg till new: true.",
        )
    if lever.group is not None:
        typed = [name for name, group in baseline.groups.items() if group.types]
        _known(lever.group, typed, "Kostnadsgruppen", "En insats kan höra till", thing)
    days = [day for day in (lever.first_day, lever.last_day) if day]
    for day in days:
        _check_year(baseline, day.year, thing)
    yield from (Claim("insats", lever.insats, year) for year in (baseline.years if days else lever.tkr))


def _cost_growth(baseline: Baseline, lever: pulled.CostGrowth, thing: str) -> Iterator[Claim]:
    _known(lever.group, baseline.groups, "Kostnadsgruppen", "Grupperna är", thing)
    first = _undecided(baseline, lever.first_year, thing)
    yield from (Claim("growth", lever.group, year) for year in baseline.years if year >= first)


def _cut(baseline: Baseline, lever: pulled.Cut, thing: str) -> Iterator[Claim]:
    can_be_cut = [name for name, group in baseline.groups.items() if group.can_be_cut]
    for group in lever.groups:
        _known(group, can_be_cut, "Kostnadsgruppen", "Skäras ned kan", thing)
    first = _check_year(baseline, lever.first_year, thing)
    last = _check_year(baseline, lever.last_year or baseline.years[-1], thing)
    yield from (Claim("cut", group, year) for group in lever.groups or can_be_cut for year in range(first, last + 1))


def _ideal_share(baseline: Baseline, lever: pulled.IdealShare, thing: str) -> Iterator[Claim]:
    if baseline.first_undecided - 1 not in baseline.ideal_tkr:
        raise ScenarioError(
            thing,
            f"Det finns ingen idealfördelning för {baseline.first_undecided - 1}.",
            "Lägg in den i tabellen ideal_allocation.",
        )
    _undecided(baseline, lever.by, thing)
    yield from (Claim("path", "", year) for year in baseline.years if year >= baseline.first_undecided)


def _county_redistribution(baseline: Baseline, lever: pulled.CountyRedistribution, thing: str) -> Iterator[Claim]:
    listed = [forbund.name for forbund in baseline.county.forbund] if baseline.county else []
    if baseline.forbund.name not in listed:
        raise ScenarioError(
            thing,
            f"Länets tabell saknar {baseline.forbund.name}.",
            "Lägg in förbundet i county_example.yaml i datamappen.",
        )
    first = _undecided(baseline, lever.first_year, thing)
    yield from (Claim("path", "", year) for year in baseline.years if year >= first)


def _check_new_groups(scenario: Scenario) -> None:
    """Levers about the same new insats agree on where it belongs."""
    first: dict[str, tuple[int, str | None]] = {}
    for place, lever in enumerate(scenario.levers, 1):
        if isinstance(lever, pulled.InsatsAmounts) and lever.new:
            earlier, group = first.setdefault(lever.insats, (place, lever.group))
            if group != lever.group:
                raise ScenarioError(
                    f"Spak {earlier} och {place} ({lever.title})",
                    "De lägger samma nya insats i olika kostnadsgrupper.",
                    "Skriv samma group i båda.",
                )


def _nns_fee(baseline: Baseline, lever: pulled.NnsFee, thing: str) -> Iterator[Claim]:
    yield from (Claim("nns_fee", "", year) for year in baseline.years)


CLAIMS: dict[str, Callable[[Baseline, Any, str], Iterator[Claim]]] = {
    "region_quarter": _region_quarter,
    "party_share": _party_share,
    "other_income": partial(_amounts, "other_income"),
    "insats": _insats,
    "cost_growth": _cost_growth,
    "cut": _cut,
    "ideal_share": _ideal_share,
    "county_redistribution": _county_redistribution,
    "nns_fee": _nns_fee,
    "opening_equity": partial(_amounts, "opening_equity"),
}
"""Kind of lever → what it claims of a baseline."""


def months_share(lever: pulled.InsatsAmounts, year: int) -> float:
    """How much of the year the insats runs, 0–1, in whole months; a month that it starts or ends in counts."""
    first, last = lever.first_day or date.min, lever.last_day or date.max
    months = [(year, month) for month in range(1, 13)]
    begun = [month >= (first.year, first.month) for month in months]
    not_ended = [month <= (last.year, last.month) for month in months]
    paused_between = lever.first_day is not None and last < first
    runs = (b or n if paused_between else b and n for b, n in zip(begun, not_ended, strict=True))
    return sum(runs) / 12


def _undecided(baseline: Baseline, year: int | None, thing: str) -> int:
    """The year, which must lie after the decided budget; the first such year for None."""
    year = _check_year(baseline, baseline.first_undecided if year is None else year, thing)
    if year < baseline.first_undecided:
        raise ScenarioError(
            thing, f"Budgeten för {year} är redan beslutad.", f"Börja tidigast {baseline.first_undecided}."
        )
    return year


def _check_year(baseline: Baseline, year: int, thing: str) -> int:
    if year not in baseline.years:
        raise _outside(baseline, year, thing)
    return year


def _known(name: str, known: Iterable[str], what: str, there_are: str, thing: str) -> None:
    names = list(known)
    if name not in names:
        raise ScenarioError(
            thing, f"{what} ”{name}” finns inte här.", f"{_meant(name, names)}{there_are}: {', '.join(names)}."
        )


def _outside(baseline: Baseline, year: int, thing: str) -> ScenarioError:
    return ScenarioError(
        thing, f"År {year} ligger utanför scenariot.", f"Välj ett år {baseline.years[0]}–{baseline.years[-1]}."
    )


def _overlap(claim: Claim, first: tuple[int, Lever], second: tuple[int, Lever]) -> ScenarioError:
    names = " och ".join(f"{place} ({lever.title})" for place, lever in (first, second))
    return ScenarioError(
        f"Spak {names}",
        f"Båda bestämmer {f'{THINGS[claim.thing]} {claim.subject}'.rstrip()} {claim.year}.",
        "Ta bort den ena eller låt dem gälla olika år.",
    )


def _meant(written: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(written, list(known), 1)
    return f"Menade du ”{close[0]}”? " if close else ""
