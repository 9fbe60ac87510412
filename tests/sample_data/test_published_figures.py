"""Every printed figure about participants, recomputed from the register: equal, or a conflict that is written down."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

SAMPLE = Path(__file__).resolve().parents[2] / "sample_data"
REGISTER = pl.read_parquet(SAMPLE / "participation.parquet").filter(
    pl.col("avslutsorsak").ne_missing("Felregistrering")
)
FIGURES = pl.read_parquet(SAMPLE / "published_figure.parquet")
CONFLICTS = pl.read_parquet(SAMPLE / "published_conflict.parquet")
KEY = ["source", "period", "insats", "population", "dimension", "category", "gender", "measure"]

SPANS = {
    "2021": (date(2021, 1, 1), date(2021, 12, 31)),
    "2023H1": (date(2023, 1, 1), date(2023, 6, 30)),
    "2024H1": (date(2024, 1, 1), date(2024, 6, 30)),
    "2024": (date(2024, 1, 1), date(2024, 12, 31)),
}
SUS_1, SUS_2, SUS_3 = "Aktivt arbetssökande, arbete eller studier", "Fortsatt rehabilitering", "Sjukdom"
ELSEWHERE = "Fortsatt stöd hos Jobbtorg, Arbetsförmedlingen eller rehabiliteringssamverkan"
reason, anmalare, stadsdel = pl.col("avslutsorsak"), pl.col("anmalare"), pl.col("stadsdel")
age, education, without_work = pl.col("age"), pl.col("education"), pl.col("time_without_work")
EVERYONE = pl.lit(True)

# What each printed category is in the register. A category that is not here is one that the register does not hold.
CATEGORIES = {
    ("total", "alla"): EVERYONE,
    ("kön", "kvinnor"): EVERYONE,
    ("kön", "man"): EVERYONE,
    ("samtycke", "inget samtycke till registrering"): ~pl.col("consent"),
    ("anmälare", "Stockholms stad"): anmalare == "Stockholms stad",
    ("anmälare", "stadsdelsförvaltningarna"): anmalare == "Stockholms stad",
    ("anmälare", "Hälso- och sjukvården"): anmalare == "Hälso- och sjukvården",
    ("anmälare", "Försäkringskassan"): anmalare == "Försäkringskassan",
    ("stadsdel", "Enskede-Årsta-Vantör"): stadsdel == "Enskede-Årsta-Vantör",
    ("stadsdel", "okänd"): stadsdel.is_null() | (stadsdel == "Enheten för hemlösa"),
    ("tid utan arbete", "5 år eller mer"): without_work == "5 år eller mer",
    ("tid i offentlig försörjning", "5 år eller längre"): without_work == "5 år eller mer",
    ("tid i offentlig försörjning", "2-5 år"): without_work == "2–5 år",
    ("utbildning", "grundskola"): education == "Grundskola",
    ("utbildning", "gymnasium"): education == "Gymnasium",
    ("utbildning", "högskola tre år eller längre"): education == "Högskola tre år eller längre",
    ("utbildning", "uppgift saknas"): education.is_null(),
    ("ålder", "under 30 år"): age < 30,
    ("ålder", "30-50 år"): age.is_between(30, 49),
    ("ålder", "över 50 år"): age >= 50,
    ("avslutsorsak", "1 aktivt arbetssökande och/eller arbete och studier"): reason == SUS_1,
    ("avslutsorsak", "2 fortsatt rehabilitering"): reason == SUS_2,
    ("avslutsorsak", "3 sjukdom"): reason == SUS_3,
    ("avslutsorsak", "positivt resultat (orsak 1 och 2)"): reason.is_in([SUS_1, SUS_2]),
    ("avslutsorsak", "åter till anmälaren med fortsatt ohälsa"): reason == SUS_3,
    ("avslutsorsak", "flytt eller annat"): reason == "Annan orsak",
    ("avslutsorsak", "arbete/studier/arbetssökande"): reason == "Arbete, studier eller arbetssökande",
    ("avslutsorsak", "fortsatt rehabilitering"): reason == "Fortsatt rehabilitering",
    ("avslutsorsak", "sjukdom/vård/behandling"): reason == "Sjukdom, vård eller behandling",
    ("avslutsorsak", "andra orsaker"): reason == "Andra orsaker",
    ("avslutsorsak", "arbete eller studier"): reason == "Arbete eller studier",
    ("avslutsorsak", "utredning, vård eller rehabilitering"): reason == "Utredning, vård eller rehabilitering",
    (
        "avslutsorsak",
        "fortsatt stöd jobbtorg, Arbetsförmedlingen eller rehabiliteringssamverkan",
    ): reason == ELSEWHERE,
}
NOT_IN_THE_REGISTER = {
    "försörjning": "registret för inte försörjning",
    "mer än 9 år": "registret delar inte upp tiden över fem år",
}
INSATSER = {"IPS-insatserna": ["Integrering av IPS i psykosvården", "IPS för personer med beroendeproblematik"]}


def computed(figure: dict) -> float:
    """The figure from the register's rows: a count, or a share in per cent."""
    first_day, last_day = SPANS[figure["period"]]
    start, end = pl.col("start_date"), pl.col("end_date")
    population = {
        "deltagare": (start <= last_day) & (end.is_null() | (end >= first_day)),
        "nya": start.is_between(first_day, last_day),
        "avslutade": end.is_between(first_day, last_day),
    }[figure["population"]]
    rows = REGISTER.filter(population)
    if figure["insats"] != "alla":
        rows = rows.filter(pl.col("insats").is_in(INSATSER.get(figure["insats"], [figure["insats"]])))
    of_gender = EVERYONE if figure["gender"] == "alla" else pl.col("gender") == figure["gender"]
    category = CATEGORIES[figure["dimension"], figure["category"]]
    n = rows.filter(of_gender & category).height
    if figure["measure"] == "antal":
        return n
    # A share of women or men is of everyone; any other share within a sex is of that sex.
    base = rows.height if figure["dimension"] == "kön" else rows.filter(of_gender).height
    return 100 * n / base


def expressible(figure: dict) -> bool:
    """Does the register hold what the figure counts?"""
    return (
        figure["population"] in {"deltagare", "nya", "avslutade"}
        and figure["period"] in SPANS
        and figure["dimension"] not in NOT_IN_THE_REGISTER
        and figure["category"] not in NOT_IN_THE_REGISTER
    )


EXPRESSIBLE = [figure for figure in FIGURES.iter_rows(named=True) if expressible(figure)]
CONFLICTING = {row[:-1]: row[-1] for row in CONFLICTS.select(*KEY, "followed").iter_rows()}


def key(figure: dict) -> tuple:
    return tuple(figure[name] for name in KEY)


@pytest.mark.parametrize("figure", EXPRESSIBLE, ids=lambda f: "-".join(str(f[name]) for name in [*KEY[1:], "value"]))
def test_a_printed_figure_is_the_registers_or_a_written_conflict(figure):
    found = computed(figure)
    printed = figure["value"]
    if not figure["exact"]:
        assert abs(found - printed) <= 0.1 * printed
    elif key(figure) in CONFLICTING:
        assert round(found) != printed
        followed = CONFLICTING[key(figure)]
        assert followed == "räknas inte" or f"{round(found)}" == followed.removesuffix(" %")
    elif figure["measure"] == "antal":
        assert found == printed
    else:
        assert round(found) == printed


def test_nearly_all_printed_figures_of_the_covered_periods_can_be_recomputed():
    assert len(EXPRESSIBLE) >= 80


def test_every_conflict_names_a_printed_figure_or_a_line_of_the_budget():
    figures = {key(figure) for figure in FIGURES.iter_rows(named=True)}
    named = {row for row in CONFLICTING if row[KEY.index("population")] != "ekonomi"}
    assert named <= figures


@pytest.mark.parametrize(
    ("year", "total", "region"),
    [(2024, 33_118, 8_279.5), (2025, 36_168, 9_042), (2026, 37_568, 9_392), (2027, 38_968, 9_742)],
)
def test_allocation_is_four_quarters(year, total, region):
    allocation = pl.read_parquet(SAMPLE / "allocation.parquet").filter(year=year)
    assert allocation.get_column("allocation_tkr").sum() == total == 4 * region
    assert allocation.filter(party="Region Stockholm").get_column("allocation_tkr").item() == region


def test_the_only_published_ideal_is_2025():
    assert pl.read_parquet(SAMPLE / "ideal_allocation.parquet").select("year", "ideal_tkr").rows() == [(2025, 57_770)]


def test_budget_sums_are_their_lines_within_rounding_and_the_rest_is_written_down():
    lines = pl.read_parquet(SAMPLE / "budget_line.parquet")
    sums = lines.group_by("parent", "year").agg(pl.col("amount_tkr").sum().alias("summed")).drop_nulls("parent")
    compared = sums.join(
        lines.select("line", "year", "amount_tkr"), left_on=["parent", "year"], right_on=["line", "year"]
    )
    assert compared.height >= 12
    for parent, year, summed, printed in compared.iter_rows():
        written = not CONFLICTS.filter(population="ekonomi", dimension=parent, period=str(year)).is_empty()
        assert abs(summed - printed) <= 1
        assert (summed != printed) == written, (parent, year, summed, printed)


def test_insats_sums_are_their_lines_within_rounding_and_the_rest_is_written_down():
    budget = pl.read_parquet(SAMPLE / "insats_budget.parquet").filter(pl.col("type") != "totalt")
    for (kind, year), rows in budget.group_by("type", "year"):
        printed = rows.filter(line_kind="summa")
        summed = rows.filter(line_kind="post").get_column("amount_tkr").sum()
        line = printed.get_column("insats").item()
        written = not CONFLICTS.filter(population="ekonomi", dimension=line, period=str(year)).is_empty()
        assert abs(summed - printed.get_column("amount_tkr").item()) <= 1, kind
        assert (summed != printed.get_column("amount_tkr").item()) == written, (line, year)
