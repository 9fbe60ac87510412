"""Publishing: every planned table counts right, its totals are the sums of its parts, and a fault spoils nothing."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

import polars as pl
import pytest

from finsam_data.errors import DataError, SnapshotError
from finsam_data.files import data_fingerprint
from finsam_data.forbund import parse_forbund
from finsam_data.schemas import FACT_TABLES
from finsam_data.schemas.quality import QUALITY_TABLES
from finsam_data.settings import Settings
from finsam_data.snapshot import FORMAT, Snapshot, TableEntry, read_manifest, read_snapshot
from queries.flow import balance, counts_by_insats
from queries.periods import Period, parse_period
from queries.publication.cells import cells, population_filter, with_dimensions
from queries.publication.plan import TOTAL, PlannedTable, publication_plan
from queries.publication.publish import PublicationRefusedError, publish
from tests.builders import Row, frame, random_register, row, write_folder
from tests.conftest import CREATED
from tests.lilla_an import FORBUND, KAFFE, VAGEN, deltagande, settings_for, tables, write_lilla_an

PLAN = publication_plan()
TABLE_NAMES = [table.name for table in PLAN.tables]
FORBUND_OF_TESTS = parse_forbund(FORBUND.encode())


def published(settings: Settings) -> Snapshot:
    publish(settings, CREATED)
    snapshot = read_snapshot(settings.snapshots, "internal")
    assert snapshot is not None
    return snapshot


@pytest.fixture(scope="module")
def register() -> pl.DataFrame:
    return random_register(FORBUND, 900, seed=2003_1210)


@pytest.fixture(scope="module")
def snapshot(register, tmp_path_factory) -> Snapshot:
    """A register drawn at random, published."""
    folder = tmp_path_factory.mktemp("slump") / "data"
    return published(settings_for(write_folder(folder, FORBUND, {**tables(), "participation": register})))


# The plan.


def test_the_plan_lists_these_tables_and_no_other():
    assert [(table.name, table.populations, table.dimensions[2:]) for table in PLAN.tables] == [
        ("flow", ("opening", "participants", "started", "ended", "closing"), ()),
        ("exit", ("ended",), ("avslutsorsak",)),
        ("duration", ("ended",), ("duration",)),
        ("referral", ("started",), ("anmalare",)),
        ("district", ("started",), ("stadsdel",)),
        ("age", ("started",), ("age_band",)),
        ("education", ("started",), ("education",)),
        ("time_without_work", ("started",), ("time_without_work",)),
        ("consent", ("participants",), ("consent",)),
    ]
    assert all(table.dimensions[:2] == ("insats", "gender") for table in PLAN.tables)


def test_no_table_but_the_planned_and_the_facts_is_published(snapshot):
    assert set(snapshot.manifest.tables) == {*TABLE_NAMES, *FACT_TABLES, *QUALITY_TABLES}


def test_no_table_about_participants_holds_anything_but_counts(snapshot):
    for table in PLAN.tables:
        expected = {"period", "population", *table.dimensions, "n", "hidden"}
        assert set(snapshot.table(table.name).columns) == expected
        assert snapshot.table(table.name).schema["n"] == pl.Int64


# The counts, against one that reads the definitions aloud, deltagande by deltagande.


def populations_of(deltagande: Row, period: Period) -> Iterator[str]:
    first, last = period.first_day, period.last_day
    start, end = deltagande["start_date"], deltagande["end_date"] or date.max
    if start < first <= end:
        yield "opening"
    if start <= last and end >= first:
        yield "participants"
    if first <= start <= last:
        yield "started"
    if first <= end <= last:
        yield "ended"
    if start <= last < end:
        yield "closing"


def values_of(deltagande: Row) -> dict[str, str]:
    known = {name: value or "okänd" for name, value in deltagande.items() if name not in ("start_date", "end_date")}
    days = ((deltagande["end_date"] or date.max) - deltagande["start_date"]).days + 1
    age = deltagande["age"]
    return {
        **known,
        "stadsdel": "Åsen" if known["stadsdel"] == "Norra bäcken" else known["stadsdel"],
        "avslutsorsak": deltagande["avslutsorsak"] or "Uppgift saknas",
        "age_band": "okänd" if age is None else "Unga" if age < 30 else "Vuxna",
        "duration": "Korta" if days < 31 else "Mellan" if days < 91 else "Långa",
        "consent": "Samtycke till registrering" if deltagande["consent"] else "Inget samtycke till registrering",
    }


def counted_by_hand(table: PlannedTable, register: pl.DataFrame, periods: tuple[str, ...]) -> Counter[tuple[str, ...]]:
    counts: Counter[tuple[str, ...]] = Counter()
    for deltagande_row in register.iter_rows(named=True):
        if deltagande_row["avslutsorsak"] == "Felregistrering":
            continue
        values = values_of(deltagande_row)
        for code in periods:
            for population in populations_of(deltagande_row, parse_period(code)):
                if population in table.populations:
                    for cell in product(*((values[d], TOTAL) for d in table.dimensions)):
                        counts[code, population, *cell] += 1
    return counts


@pytest.mark.parametrize("table", PLAN.tables, ids=TABLE_NAMES)
def test_every_cell_is_what_counting_by_hand_gives(table, snapshot, register):
    found = {row[:-1]: row[-1] for row in snapshot.table(table.name).drop("hidden").iter_rows()}
    expected = counted_by_hand(table, register, snapshot.manifest.periods)
    assert {cell: n for cell, n in found.items() if n} == dict(expected)
    assert len(expected) > 100


# The laws.


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_a_cell_stands_once_and_has_a_number(name, snapshot):
    table = snapshot.table(name)
    assert not table.drop("n", "hidden").is_duplicated().any()
    assert table.null_count().sum_horizontal().item() == 0
    assert table.get_column("n").min() >= 0
    assert not table.get_column("hidden").any()


@pytest.mark.parametrize(("name", "dimension"), [(t.name, d) for t in PLAN.tables for d in t.dimensions])
def test_a_total_is_the_sum_of_its_parts(name, dimension, snapshot):
    table = snapshot.table(name).drop("hidden")
    others = [column for column in table.columns if column not in (dimension, "n")]
    parts = table.filter(pl.col(dimension) != TOTAL).group_by(others).agg(pl.col("n").sum().alias("parts"))
    totals = table.filter(pl.col(dimension) == TOTAL)
    both = totals.join(parts, on=others, how="full", coalesce=True)
    assert both.height == totals.height == parts.height
    assert both.filter(pl.col("n") != pl.col("parts")).is_empty()


@pytest.mark.parametrize("table", PLAN.tables[1:], ids=TABLE_NAMES[1:])
def test_every_table_has_the_same_totals_as_the_flow(table, snapshot):
    keys = ["period", "population", "insats", "gender"]
    totals = snapshot.table(table.name).filter(pl.col(table.dimensions[2]) == TOTAL).select(*keys, "n")
    flow = snapshot.table("flow").filter(pl.col("population").is_in(table.populations)).select(*keys, "n")
    assert totals.sort(keys).equals(flow.sort(keys))


def flows(snapshot: Snapshot) -> dict[tuple[str, str, str, str], int]:
    """n by period, population, insats and gender; an insats that did not run has 0."""
    columns = ["period", "population", "insats", "gender", "n"]
    return Counter({row[:4]: row[4] for row in snapshot.table("flow").select(columns).iter_rows()})


def groups(snapshot: Snapshot) -> list[tuple[str, str]]:
    return snapshot.table("flow").select("insats", "gender").unique().rows()


def test_opening_and_started_less_ended_is_closing(snapshot):
    n = flows(snapshot)
    for period, (insats, gender) in product(snapshot.manifest.periods, groups(snapshot)):
        opening, participants, started, ended, closing = (
            n[period, population, insats, gender] for population in PLAN.tables[0].populations
        )
        assert opening + started - ended == closing
        assert opening + started == participants


@pytest.mark.parametrize(
    ("period", "following"), [("2023H1", "2023H2"), ("2023H2", "2024H1"), ("2024H1", "2024H2"), ("2023", "2024")]
)
def test_what_one_period_closes_with_the_next_opens_with(period, following, snapshot):
    n = flows(snapshot)
    for insats, gender in groups(snapshot):
        assert n[period, "closing", insats, gender] == n[following, "opening", insats, gender]


@pytest.mark.parametrize("year", ["2023", "2024"])
def test_a_year_is_its_two_halves(year, snapshot):
    n = flows(snapshot)
    for insats, gender in groups(snapshot):
        for population in ("started", "ended"):
            halves = n[f"{year}H1", population, insats, gender] + n[f"{year}H2", population, insats, gender]
            assert n[year, population, insats, gender] == halves
        assert n[year, "opening", insats, gender] == n[f"{year}H1", "opening", insats, gender]
        assert n[year, "closing", insats, gender] == n[f"{year}H2", "closing", insats, gender]


@pytest.mark.parametrize("table", PLAN.tables[1:-1], ids=TABLE_NAMES[1:-1])
def test_categories_of_what_started_or_ended_add_up_over_the_halves_too(table, snapshot):
    """Not so consent, which is of all participants: one who takes part in both halves is counted in both."""
    keys = ["population", *table.dimensions]
    counts = snapshot.table(table.name).with_columns(
        year=pl.col("period").str.head(4), whole=pl.col("period").str.len_chars() == 4
    )
    halves = counts.filter(~pl.col("whole")).group_by("year", *keys).agg(pl.col("n").sum().alias("halves"))
    years = counts.filter("whole").join(halves, on=["year", *keys], how="left")
    assert years.filter(pl.col("n") != pl.col("halves").fill_null(0)).is_empty()


# Single rules.


def test_combinations_that_could_occur_but_did_not_have_zero(lilla_an):
    rows = lilla_an.snapshot.table("exit").filter(pl.col("avslutsorsak") == "Studier", period="2024", insats=KAFFE)
    assert dict(rows.select("gender", "n").iter_rows()) == {"kvinna": 0, "man": 0, "annat/okänt": 0, "alla": 0}


def test_a_year_in_which_the_list_changes_has_the_reasons_of_both():
    forbund = parse_forbund(
        FORBUND.replace("through: 2023-12-31\n    reasons", "through: 2024-03-31\n    reasons")
        .replace("from: 2024-01-01", "from: 2024-04-01")
        .encode()
    )
    planned = PLAN.tables[1]
    rows = with_dimensions(frame("participation"), forbund)
    reasons = cells(rows, planned, "ended", Period(2024), forbund).get_column("avslutsorsak").unique()
    assert set(reasons) == {"Jobb eller kurs", "Annat skäl", "Arbete", "Studier", "Vård", "Uppgift saknas", TOTAL}


@pytest.mark.parametrize(("days", "band"), [(1, "Korta"), (30, "Korta"), (31, "Mellan"), (90, "Mellan"), (91, "Långa")])
def test_the_first_and_the_last_day_both_count_in_the_duration(days, band):
    start = date(2024, 1, 1)
    rows = frame("participation", row("participation", start_date=start, end_date=start + timedelta(days=days - 1)))
    assert with_dimensions(rows, FORBUND_OF_TESTS).get_column("duration").to_list() == [band]


@pytest.mark.parametrize(("age", "band"), [(15, "Unga"), (29, "Unga"), (30, "Vuxna"), (69, "Vuxna"), (None, "okänd")])
def test_age_bands_start_at_their_lower_limit(age, band):
    rows = frame("participation", row("participation", age=age))
    assert with_dimensions(rows, FORBUND_OF_TESTS).get_column("age_band").to_list() == [band]


@pytest.mark.parametrize(
    ("start", "end", "populations"),
    [
        ("2023-12-31", "2024-01-01", {"opening", "participants", "ended"}),
        ("2023-12-01", "2023-12-31", set()),
        ("2024-01-01", "2024-01-01", {"participants", "started", "ended"}),
        ("2024-06-30", None, {"participants", "started", "closing"}),
        ("2024-01-01", "2024-07-01", {"participants", "started", "closing"}),
        ("2020-01-01", None, {"opening", "participants", "closing"}),
        ("2020-01-01", "2024-06-30", {"opening", "participants", "ended"}),
        ("2024-07-01", None, set()),
    ],
)
def test_which_populations_a_deltagande_of_these_days_belongs_to(start, end, populations):
    reason = "Arbete" if end else None
    rows = frame("participation", deltagande("a", VAGEN, start, end, reason, "man"))
    belongs = {
        population
        for population in PLAN.tables[0].populations
        if rows.filter(population_filter(population, Period(2024, 1))).height
    }
    assert belongs == populations


def test_a_deltagande_that_outlives_its_insats_is_counted_like_any_other(tmp_path):
    """Kaffestugan closed 2024-06-30, but one stayed until August: the second half has its rows, zeros included."""
    late = deltagande("a", KAFFE, "2024-05-01", "2024-08-15", "Arbete", "kvinna")
    snapshot = published(settings_for(write_lilla_an(tmp_path / "data", [late])))
    flow = snapshot.table("flow")
    assert balance(flow, Period(2024, 2), KAFFE) == (1, 1, 0, 1, 0)
    assert counts_by_insats(flow, Period(2024, 2)).rows() == [(KAFFE, 1, 0, 1), (VAGEN, 0, 0, 0)]
    exits = snapshot.table("exit").filter(insats=KAFFE, gender="alla", period="2024H2")
    assert exits.get_column("n").sum() == 1 + 1  # Arbete and the total


def test_felregistrering_far_ahead_gives_no_periods(tmp_path):
    register = [
        deltagande("a", VAGEN, "2023-02-01", "2023-03-01", "Annat skäl", "man"),
        deltagande("b", VAGEN, "2205-01-01", "2205-01-02", "Felregistrering", "man"),
    ]
    settings = settings_for(write_lilla_an(tmp_path / "data", register))
    assert published(settings).manifest.periods == ("2023H1",)


# The manifest.


def test_the_manifest_says_what_the_snapshot_is_made_of(lilla_an):
    manifest = lilla_an.snapshot.manifest
    assert (manifest.format, manifest.edition, manifest.plan_version) == (FORMAT, "internal", PLAN.version)
    assert manifest.created == CREATED
    assert manifest.data_fingerprint == data_fingerprint(lilla_an.settings.data)
    assert manifest.snapshot_id == f"20250131T123000000000-{manifest.data_fingerprint[:8]}"
    assert manifest.made_from(data_fingerprint(lilla_an.settings.data), PLAN.version)
    assert manifest.problems == ()
    without_rows = {"economy_fact", "published_conflict", "published_figure", "target", "target_group"}
    assert set(manifest.empty_tables) == without_rows
    for table in PLAN.tables:
        rows = lilla_an.snapshot.table(table.name).height
        assert manifest.tables[table.name] == TableEntry(rows, table.dimensions, table.populations, "n", "alla")
    assert manifest.tables["allocation"] == TableEntry(4)


def test_publish_returns_what_can_be_read_back(tmp_path):
    settings = settings_for(write_lilla_an(tmp_path / "data"))
    assert publish(settings, CREATED) == read_manifest(settings.snapshots, "internal")


def test_fact_tables_pass_unchanged(lilla_an):
    for name, sent in tables().items():
        if name in FACT_TABLES:
            assert lilla_an.snapshot.table(name).cast(dict(sent.schema)).equals(sent)


def test_the_same_data_gives_the_same_tables(lilla_an, tmp_path):
    again = published(settings_for(write_lilla_an(tmp_path / "lilla-an")))
    for name in TABLE_NAMES:
        columns = lilla_an.snapshot.table(name).columns[:-2]
        assert again.table(name).sort(columns).equals(lilla_an.snapshot.table(name).sort(columns))


def test_progress_tells_each_period(tmp_path):
    steps = []
    publish(settings_for(write_lilla_an(tmp_path / "data")), CREATED, steps.append)
    assert [step for step in steps if step.startswith("Räknar")] == [
        f"Räknar {period}" for period in ("2023H1", "2023H2", "2023", "2024H1", "2024H2", "2024")
    ]
    assert steps[0].startswith("Läser")
    assert steps[-1] == "Skriver ögonblicksbilden"


# Faults.


def test_an_empty_register_gives_empty_tables_and_no_periods(tmp_path):
    snapshot = published(settings_for(write_lilla_an(tmp_path / "data", [])))
    assert snapshot.manifest.periods == ()
    assert "participation" in snapshot.manifest.empty_tables
    for table in PLAN.tables:
        assert snapshot.table(table.name).is_empty()
        assert snapshot.table(table.name).columns == ["period", "population", *table.dimensions, "n", "hidden"]
    assert snapshot.table("allocation").height == 4


@pytest.fixture
def broken(tmp_path) -> Settings:
    """Lilla Ån with a register that cannot be read and nothing published."""
    settings = settings_for(write_lilla_an(tmp_path / "data"))
    (settings.data / "participation.parquet").write_bytes(b"PAR1")
    return settings


def test_where_nothing_whole_is_published_the_rest_is(broken):
    snapshot = published(broken)
    assert {problem.table for problem in snapshot.manifest.problems} == {"participation", *TABLE_NAMES, *QUALITY_TABLES}
    assert snapshot.table("allocation").height == 4
    for name in TABLE_NAMES:
        with pytest.raises(SnapshotError, match=r"participation\.parquet: Filen är skadad"):
            snapshot.table(name)


def test_faults_never_replace_a_whole_snapshot(tmp_path):
    settings = settings_for(write_lilla_an(tmp_path / "data"))
    whole = publish(settings, CREATED)
    (settings.data / "target.parquet").unlink()
    with pytest.raises(PublicationRefusedError, match=r"target\.parquet: Filen saknas"):
        publish(settings, CREATED + timedelta(days=1))
    assert read_manifest(settings.snapshots, "internal") == whole


def test_a_part_gives_way_to_a_smaller_part_and_to_the_whole(broken):
    publish(broken, CREATED)
    (broken.data / "target.parquet").unlink()
    assert "target" in {problem.table for problem in publish(broken, CREATED + timedelta(days=1)).problems}
    write_lilla_an(broken.data)
    assert publish(broken, CREATED + timedelta(days=2)).problems == ()


def test_without_forbund_yaml_nothing_is_published(tmp_path):
    settings = settings_for(write_lilla_an(tmp_path / "data"))
    (settings.data / "forbund.yaml").unlink()
    with pytest.raises(DataError, match=r"forbund\.yaml: Filen saknas"):
        publish(settings, CREATED)
    assert not settings.snapshots.exists()


def test_a_folder_that_cannot_be_written_in_is_told_in_swedish(tmp_path):
    settings = settings_for(write_lilla_an(tmp_path / "data"))
    settings.snapshots.write_text("en fil där mappen skulle ligga")
    with pytest.raises(SnapshotError, match="gick inte att skriva i mappen ”data-snapshots”"):
        publish(settings, CREATED)
