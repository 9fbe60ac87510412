"""What must be said beside a projection: roundings of the plan, offers that change nothing, example figures."""

from collections.abc import Iterator
from functools import lru_cache

from finsam_data.scenario import CountyRedistribution, Scenario
from queries.scenarios.baseline import Baseline
from queries.scenarios.flows import Flows
from queries.scenarios.lines import ROUNDING_LINE
from queries.scenarios.numbers import whole
from queries.scenarios.projection import Note


def notes(baseline: Baseline, scenario: Scenario, money: Flows) -> tuple[Note, ...]:
    """All notes, by year."""
    return tuple(sorted([*_plan(baseline), *_offers(money), *_openings(money), *_county(baseline, scenario)]))


@lru_cache(maxsize=8)
def _plan(baseline: Baseline) -> tuple[Note, ...]:
    """The same for every scenario."""
    return (*_printed(baseline), *_sums(baseline))


def _printed(baseline: Baseline) -> Iterator[Note]:
    equity = baseline.opening_tkr
    for year in range(baseline.years[0], baseline.last_plan + 1):
        income = sum(baseline.party_tkr[year].values()) + baseline.other_income_tkr[year]
        cost = sum(line.amounts[year] for line in baseline.costs)
        result = income - cost
        printed = baseline.printed.result.get(year, result)
        if printed != result:
            yield Note(
                year,
                "printed_result",
                f"Planen trycker resultatet {_tkr(printed)}, men {_tkr(income)} − {_tkr(cost)} = {_tkr(result)}. "
                "Skillnaden är avrundning i planen.",
            )
        computed = equity + result
        equity = baseline.printed.closing.get(year, computed)
        if equity != computed:
            yield Note(
                year,
                "printed_closing",
                f"Utgående eget kapital räknas till {_tkr(computed)} men är tryckt som {_tkr(equity)}. "
                f"{year + 1} börjar med det tryckta; skillnaden är avrundning i planen.",
            )


def _sums(baseline: Baseline) -> Iterator[Note]:
    for line in baseline.costs:
        for year, tkr in line.amounts.items():
            if line.line == ROUNDING_LINE and tkr:
                yield Note(
                    year,
                    "printed_sum",
                    f"Planens summa för {line.section} är {_tkr(tkr, signed=True)} mot raderna; skillnaden står på en "
                    f"egen rad, ”{ROUNDING_LINE}”.",
                )


def _offers(money: Flows) -> Iterator[Note]:
    for year, given in money.contributions.items():
        for offer in given.unused:
            yield Note(
                year,
                "offer_unused",
                f"{offer.party} erbjuder {_tkr(offer.tkr[year])}, men den lägsta andelen avgör och den är en annans.",
            )


def _openings(money: Flows) -> Iterator[Note]:
    for year, tkr in money.set_opening.items():
        yield Note(year, "opening_set", f"Ingående eget kapital {year} är satt till {_tkr(tkr)} av scenariot.")


def _county(baseline: Baseline, scenario: Scenario) -> Iterator[Note]:
    for lever in scenario.levers:
        if isinstance(lever, CountyRedistribution) and baseline.county and baseline.county.example:
            yield Note(
                lever.first_year,
                "county_example",
                "Omfördelningen i länet är räknad på exempelsiffror för de andra förbunden.",
            )


def _tkr(value: float, signed: bool = False) -> str:
    """1234 → 1 234, with Swedish signs."""
    number = whole(value)
    sign = "−" if number < 0 else "+" if signed else ""
    return f"{sign}{abs(number):,}".replace(",", "\u00a0")
