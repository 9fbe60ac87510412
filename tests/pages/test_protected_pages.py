"""Every page in the protected edition, with far more hidden than is usual and no register within reach.

The web process has the snapshot and nothing else: the data folder it is pointed at is empty, so whatever a page shows
is made of the protected tables.
"""

import re
from pathlib import Path

import msgspec
import polars as pl
import pytest

from finsam_data.schemas.quality import QUALITY_TABLES
from finsam_data.settings import Settings
from finsam_data.snapshot import TableEntry, read_snapshot, write_snapshot
from pages.shared.margins import may_combine, shown_and_hidden
from pages.text.choices import INSATS_KEPT, ONE_OF_TWO
from pages.text.common import EDITIONS, SCREEN_KEY, UNEXPECTED
from pages.text.editions import GENDER_NOT_APART
from pages.text.navigation import PAGES
from pages.text.referrals import NO_SELF_REFERRAL, PARTIES_MERGED, SELF_REFERRAL_MERGED
from queries.periods import Period
from queries.publication.plan import TOTAL, PlannedTable, publication_plan
from queries.publication.publish import publish
from tests.conftest import CREATED
from tests.screen import NOT_FOR_USERS, charts, go_to, html, told, words

SAMPLE = Path(__file__).resolve().parents[2] / "sample_data"
FOLDERS = [folder for folder, _, _ in PAGES]
BOTH = ("outcomes", "referrals")
"""The pages that offer both insats and sex."""
YEAR, HALF = Period(2024), Period(2024, 1)
ABOUT_PEOPLE = ("overview", "outcomes", "gender", "referrals", "budget", "quality")


def hidden_half(table: pl.DataFrame, planned: PlannedTable) -> pl.DataFrame:
    """The rows of the plan; every 1–4 hidden, and every third of the others too, zeros and totals among them."""
    rows = table.filter(planned.shown())
    hidden = pl.col("n").is_between(1, 4) | (pl.int_range(pl.len()) % 3 == 0)
    return rows.with_columns(hidden=hidden).with_columns(n=pl.when(~pl.col("hidden")).then("n"))


@pytest.fixture(scope="module")
def protected(tmp_path_factory) -> Settings:
    """The sample protected harder than it ever is, beside an empty data folder."""
    internal = Settings(SAMPLE, tmp_path_factory.mktemp("internal"), "internal")
    publish(internal, CREATED)
    snapshot = read_snapshot(internal.snapshots, "internal")
    tables = {name: snapshot.table(name) for name in snapshot.manifest.tables if name not in QUALITY_TABLES}
    entries = {name: entry for name, entry in snapshot.manifest.tables.items() if name in tables}
    for planned in publication_plan().tables:
        table = tables[planned.name] = hidden_half(tables[planned.name], planned)
        entries[planned.name] = msgspec.structs.replace(
            entries[planned.name], rows=table.height, margins=planned.margins, half_year=planned.half_year
        )
    manifest = msgspec.structs.replace(snapshot.manifest, edition="protected", tables=entries)
    settings = Settings(tmp_path_factory.mktemp("no-register"), tmp_path_factory.mktemp("protected"), "protected")
    write_snapshot(settings.snapshots, manifest, tables, snapshot.documents)
    return settings


def seen_on(app, folder: str) -> str:
    """What the page says; it ran to its end and told no bug."""
    seen = words(go_to(app, folder))
    assert UNEXPECTED.split("{")[0] not in seen
    assert "Källa: " in seen
    assert not NOT_FOR_USERS.search(seen), NOT_FOR_USERS.search(seen)
    return seen


CSV = re.compile(r'href="/filer/[^/]+/([\w-]+)\.csv"')


def chart_keys(app) -> set[str]:
    """The charts on the page, drawn or told to be mostly protected: each has its downloads."""
    return {key for shown in html(app) for key in CSV.findall(shown)}


def boxes(app) -> dict[str, bool]:
    """The choices on the page and whether each is greyed."""
    return {box.key.removeprefix("choice_"): box.disabled for box in app.selectbox if box.key.startswith("choice_")}


def test_the_web_process_holds_no_hidden_number(protected):
    snapshot = read_snapshot(protected.snapshots, "protected")
    for planned in publication_plan().tables:
        table, entry = snapshot.table(planned.name), snapshot.manifest.tables[planned.name]
        assert table.filter(pl.col("hidden") != pl.col("n").is_null()).is_empty()
        assert table.filter(pl.col("n").is_between(1, 4)).is_empty()
        shown, hidden = shown_and_hidden(table, entry)
        assert shown + hidden == entry.rows <= table.height
        assert hidden > shown / 3


@pytest.mark.parametrize(
    ("query", "greyed"),
    [
        ({}, set()),
        ({"period": "2024H2"}, {"insats", "gender"}),
        ({"period": "2024", "gender": "kvinna"}, {"insats"}),
        ({"insats": "novum"}, {"gender"}),
    ],
)
def test_every_page_shows_it_and_one_choice_greys_the_other(app_on, protected, query, greyed):
    app = app_on(protected)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    for folder in FOLDERS:
        seen = seen_on(app, folder)
        assert not told(app), folder
        assert EDITIONS["protected"] in seen, folder
        assert EDITIONS["internal"] not in seen, folder
        if boxes(app).get("insats"):
            assert not any(chart["insatser"] for chart in charts(app)), folder
        assert (SCREEN_KEY in seen) == (folder in ABOUT_PEOPLE), folder
        if folder in BOTH:
            assert (ONE_OF_TWO in seen) == ("H" not in query.get("period", "2025"))
            assert ("visas halvår bara för alla insatser tillsammans, kvinnor och män ihop" in seen) == (
                "H" in query.get("period", "2025")
            )
            assert {name for name, disabled in boxes(app).items() if disabled} == greyed, folder


@pytest.mark.parametrize("folder", BOTH)
def test_an_address_with_both_keeps_the_insats_and_says_so(app_on, protected, folder):
    app = app_on(protected)
    app.query_params["insats"], app.query_params["gender"] = "novum", "man"
    assert INSATS_KEPT in seen_on(app.run(), folder)
    assert boxes(app)["gender"]
    assert app.session_state["choices_kept"]["gender"] == TOTAL
    assert app.session_state["choices_kept"]["insats"] == "novum"


@pytest.mark.parametrize(
    ("folder", "query", "said"),
    [
        ("outcomes", {"insats": "novum"}, ["Novum kan inte väljas för halvår"]),
        ("referrals", {"gender": "man"}, ["Män kan inte väljas för halvår"]),
        ("outcomes", {"insats": "novum", "gender": "man"}, ["Novum kan inte", "Män kan inte"]),
        ("gender", {"insats": "novum"}, ["Novum kan inte väljas för halvår"]),
    ],
    ids=str,
)
def test_an_address_with_more_than_a_half_year_tells_is_told_and_everybody_shown(
    app_on, protected, folder, query, said
):
    app = app_on(protected)
    for name, value in {"period": "2024H1", **query}.items():
        app.query_params[name] = value
    seen = seen_on(app.run(), folder)
    for sentence in said:
        assert sentence in seen
    assert INSATS_KEPT not in seen
    assert {name for name, greyed in boxes(app).items() if greyed} == boxes(app).keys() - {"period"}
    assert {app.session_state["choices_kept"].get(name, TOTAL) for name in query} == {TOTAL}


@pytest.mark.parametrize(("period", "apart"), [("2024", True), ("2024H1", False)])
def test_a_half_year_has_no_chart_of_what_it_is_never_told_of(app_on, protected, period, apart):
    app = app_on(protected)
    app.query_params["period"] = period
    app.run()
    assert ("resultat-kvinnor-och-man" in chart_keys(go_to(app, "outcomes"))) == apart
    assert (GENDER_NOT_APART in words(app)) != apart
    assert ("andel-kvinnor-per-insats" in chart_keys(go_to(app, "gender"))) == apart


@pytest.mark.parametrize(
    ("margins", "together"),
    [
        ((), True),
        ((("insats", "gender", "x"),), True),
        ((("insats", "x"), ("gender", "x")), False),
        ((("insats", "gender"), ("x",)), False),
    ],
)
def test_what_may_be_combined_is_read_from_the_manifest(margins, together):
    entry = TableEntry(0, ("insats", "gender", "x"), margins=margins)
    assert may_combine(entry, YEAR, "insats", "gender", "x") == together


@pytest.mark.parametrize(
    ("period", "half_year", "together"),
    [
        (YEAR, (("x",),), True),
        (HALF, (("x",),), False),
        (HALF, (("insats", "x"),), True),
        (HALF, (), True),
    ],
    ids=str,
)
def test_a_half_year_has_margins_of_its_own_where_it_has_any(period, half_year, together):
    entry = TableEntry(0, ("insats", "gender", "x"), margins=(("insats", "x"),), half_year=half_year)
    assert may_combine(entry, period, "insats", "x") == together


@pytest.mark.parametrize("names", [["Arbetsförmedlingen", "Annan"], ["Arbetsförmedlingen", "Egenanmälan"]], ids=str)
def test_merged_categories_stand_under_their_new_name_and_nothing_is_counted_as_if_they_were_one(
    app_on, protected, tmp_path, names
):
    """Two in one: a row of its own, no zero anywhere, no spread, and not that nobody came by themselves."""
    snapshot = read_snapshot(protected.snapshots, "protected")
    together = "Övriga anmälare"
    forbund = msgspec.yaml.decode(snapshot.documents["forbund.yaml"])
    own = forbund["self_referral"] in names
    if own:
        del forbund["self_referral"]
    forbund["anmalare"] = [name for name in forbund["anmalare"] if name not in names] + [together]
    keys = ["period", "population", "insats", "gender", "anmalare"]
    referral = snapshot.table("referral").with_columns(pl.col("anmalare").replace(names, together))
    merged = referral.group_by(keys, maintain_order=True).agg(
        pl.when(pl.col("n").null_count() == 0).then(pl.col("n").sum()), hidden=pl.col("hidden").any()
    )
    tables = {name: snapshot.table(name) for name in snapshot.manifest.tables} | {"referral": merged}
    manifest = msgspec.structs.replace(snapshot.manifest, merged={"anmalare": dict.fromkeys(names, together)})
    settings = Settings(protected.data, tmp_path, "protected")
    documents = snapshot.documents | {"forbund.yaml": msgspec.yaml.encode(forbund)}
    write_snapshot(settings.snapshots, manifest, tables, documents)
    app = app_on(settings).run()
    seen = seen_on(app, "referrals")
    assert together in seen
    assert "Arbetsförmedlingen" not in seen
    assert PARTIES_MERGED in seen
    assert "som om" not in seen.lower()
    assert (SELF_REFERRAL_MERGED in seen) == own
    assert NO_SELF_REFERRAL not in seen
    assert f"anmälare: ”{names[0]}” och ”{names[1]}” som ”{together}”" in seen_on(app, "about")
