"""Data that is missing, damaged or wrong: told in Swedish, and nothing else stops for it.

Each fault is met at the command line, and some of them in the app.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from finsam_data.schemas import FACT_TABLES
from finsam_data.schemas.quality import QUALITY_TABLES
from finsam_data.settings import Settings
from finsam_data.snapshot import FORMAT, read_manifest, read_snapshot
from pages.text.common import NO_PERIODS
from queries.publication.plan import publication_plan
from queries.publication.publish import publish
from tests.commands import run, run_apart
from tests.conftest import CREATED
from tests.finsam_data.snapshots import write_numbered
from tests.lilla_an import FORBUND, NAME, settings_for, write_lilla_an
from tests.screen import NOT_FOR_USERS, charts, told, words

COUNTED = [*(table.name for table in publication_plan().tables), *QUALITY_TABLES]


@dataclass(frozen=True)
class Fault:
    """What is done to a table, and what is to be said about it."""

    name: str
    table: str
    damage: Callable[[Path], object]
    thing: str
    rule: str
    remedy: str


def changed(table: str, *columns: pl.Expr | pl.Series) -> Callable[[Path], object]:
    """The table with other columns."""

    def damage(folder: Path) -> None:
        path = folder / f"{table}.parquet"
        pl.read_parquet(path).with_columns(*columns).write_parquet(path)

    return damage


def in_first_row(column: str, value: object, dtype: type[pl.DataType] = pl.String) -> pl.Expr:
    first = pl.int_range(pl.len()) == 0
    return pl.when(first).then(pl.lit(value, dtype)).otherwise(pl.col(column)).alias(column)


def truncated(folder: Path) -> None:
    path = folder / "participation.parquet"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def doubled(folder: Path) -> None:
    path = folder / "participation.parquet"
    rows = pl.read_parquet(path)
    pl.concat([rows, rows.head(1)]).write_parquet(path)


def without_column(folder: Path) -> None:
    path = folder / "participation.parquet"
    pl.read_parquet(path).drop("stadsdel").write_parquet(path)


REGISTER = "participation.parquet"
TABLE_FAULTS = [
    Fault("truncated", "participation", truncated, REGISTER, "Filen är skadad eller ofullständig", "säkerhetskopia"),
    Fault(
        "no parquet", "source", lambda folder: (folder / "source.parquet").write_text("källa;titel\n"),
        "source.parquet", "går inte att läsa som Parquet", "Framställ filen på nytt",
    ),
    Fault(
        "missing", "budget_line", lambda folder: (folder / "budget_line.parquet").unlink(),
        "budget_line.parquet", "Filen saknas i datamappen", "Lägg dit filen",
    ),
    Fault(
        "a folder in its place", "target", lambda folder: _folder_in_place(folder / "target.parquet"),
        "target.parquet", "Filen saknas i datamappen", "Lägg dit filen",
    ),
    Fault(
        "column missing", "participation", without_column,
        f"{REGISTER}, kolumnen stadsdel", "Kolumnen saknas.", "Lägg till kolumnen i filen",
    ),
    Fault(
        "text in age", "participation", changed("participation", pl.lit("trettio").alias("age")),
        f"{REGISTER}, kolumnen age", "ska innehålla heltal, men filen har text", "Rätta kolumnens innehåll",
    ),
    Fault(
        "number in start_date", "participation", changed("participation", pl.lit(45292).alias("start_date")),
        f"{REGISTER}, kolumnen start_date", "ska innehålla datum, men filen har heltal", "Rätta kolumnens innehåll",
    ),
    Fault(
        "outside the förbund's list", "participation", changed("participation", in_first_row("anmalare", "Grannen")),
        f"{REGISTER}, kolumnen anmalare", "Värdet ”Grannen” finns inte i listan. Det gäller 1 av 11 rader.",
        "Tillåtna värden är: Vårdcentralen, Byrån, Egen anmälan.",
    ),
    Fault(
        "outside the schema's list", "allocation", changed("allocation", in_first_row("basis", "gissning")),
        "allocation.parquet, kolumnen basis", "finns inte i listan över tillåtna värden. Det gäller 1 av 4 rader.",
        "Rätta stavningen",
    ),
    Fault(
        "a gap", "participation", changed("participation", in_first_row("gender", None)),
        f"{REGISTER}, kolumnen gender", "Värde saknas. Det gäller 1 av 11 rader.", "Fyll i värdet",
    ),
    Fault(
        "too young", "participation", changed("participation", in_first_row("age", 14, pl.Int64)),
        f"{REGISTER}, kolumnen age", "mindre än vad som är möjligt. Det gäller 1 av 11 rader.", "Kontrollera talet",
    ),
    Fault(
        "not a number", "allocation", changed("allocation", in_first_row("allocation_tkr", float("nan"), pl.Float64)),
        "allocation.parquet, kolumnen allocation_tkr", "inget tal (NaN). Det gäller 1 av 4 rader.", "Fyll i talet",
    ),
    Fault(
        "ends before it starts", "participation",
        changed("participation", in_first_row("end_date", date(2022, 9, 30), pl.Date)),
        REGISTER, "Slutdatum ligger före startdatum. Det gäller 1 av 11 rader.", "Rätta det datum som är fel",
    ),
    Fault(
        "a reason of another list", "participation", changed("participation", in_first_row("avslutsorsak", "Vård")),
        f"{REGISTER}, kolumnen avslutsorsak",
        "”Vård” finns inte i listan ”Gamla listan”, som gällde när deltagandet avslutades. Det gäller 1 av 11 rader.",
        "Välj en av listans orsaker: Jobb eller kurs, Annat skäl, Felregistrering.",
    ),
    Fault(
        "the same row twice", "participation", doubled,
        REGISTER, "Samma rad förekommer mer än en gång. Det gäller 2 av 12 rader.", "Ta bort dubbletterna",
    ),
]  # fmt: skip


def _folder_in_place(path: Path) -> None:
    path.unlink()
    path.mkdir()


FORBUND_FAULTS = {
    "missing": (None, "Filen saknas"),
    "broken": (FORBUND.replace("insatser:", "insatser: ["), "Filen går inte att läsa som YAML."),
    "unknown key": (FORBUND + "logotyp: ån.png\n", "Uppgiften vid ”logotyp”"),
    "wrong type": (FORBUND.replace("shares: 2", "shares: hälften"), "Uppgiften vid ”parties[0].shares”"),
    "no such day": (FORBUND.replace("from: 2022-01-01", "from: 2022-02-31"), "Filen går inte att läsa som YAML."),
    "the same name twice": (FORBUND.replace("[Kort, Lång]", "[Kort, Kort]"), "Namnet ”Kort” står mer än en gång"),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Settings:
    """Lilla Ån, published whole. To be copied."""
    settings = settings_for(write_lilla_an(tmp_path_factory.mktemp("hel") / "data"))
    publish(settings, CREATED)
    return settings


@pytest.fixture
def fresh(tmp_path) -> Settings:
    """Lilla Ån with nothing published."""
    return settings_for(write_lilla_an(tmp_path / "data"))


@pytest.fixture
def published(whole, tmp_path) -> Settings:
    """Lilla Ån with a whole snapshot."""
    settings = settings_for(Path(shutil.copytree(whole.data, tmp_path / "data")))
    shutil.copytree(whole.snapshots, settings.snapshots)
    return settings


def break_forbund(settings: Settings, text: str | None) -> None:
    path = settings.data / "forbund.yaml"
    if text is None:
        path.unlink()
    else:
        path.write_text(text, encoding="utf-8")


def folders(settings: Settings) -> tuple[str | Path, ...]:
    return "--data", settings.data, "--out", settings.snapshots


def names_the_fault(text: str, fault: Fault) -> bool:
    return fault.thing in text and fault.rule in text and fault.remedy in text


# At the command line.


@pytest.mark.parametrize("fault", TABLE_FAULTS, ids=lambda fault: fault.name)
def test_a_fault_in_a_table_is_named_with_its_rule_and_remedy(fault, fresh, capfd):
    fault.damage(fresh.data)
    said = run(capfd, "load", *folders(fresh))
    assert said.code == 1
    assert names_the_fault(said.out, fault)
    assert "10 av 11 tabeller är hela" in said.out
    assert not NOT_FOR_USERS.search(said.text)


@pytest.mark.parametrize("fault", TABLE_FAULTS[::3], ids=lambda fault: fault.name)
def test_where_nothing_whole_is_published_the_other_tables_are(fault, fresh, capfd):
    fault.damage(fresh.data)
    said = run(capfd, "publish", *folders(fresh))
    assert said.code == 3
    assert names_the_fault(said.out, fault)
    assert not NOT_FOR_USERS.search(said.text)

    manifest = read_manifest(fresh.snapshots, "internal")
    lost = {fault.table, *(COUNTED if fault.table == "participation" else ())}
    assert {problem.table for problem in manifest.problems} == lost
    assert manifest.tables.keys() == {*FACT_TABLES, *COUNTED} - lost


@pytest.mark.parametrize("fault", TABLE_FAULTS[1::3], ids=lambda fault: fault.name)
def test_a_fault_in_a_table_never_replaces_a_whole_snapshot(fault, published, capfd):
    before = read_manifest(published.snapshots, "internal")
    fault.damage(published.data)
    said = run(capfd, "publish", *folders(published))
    assert said.code == 1
    assert names_the_fault(said.err, fault)
    assert "Den senaste hela ögonblicksbilden visas tills vidare." in said.err
    assert not NOT_FOR_USERS.search(said.text)
    assert read_manifest(published.snapshots, "internal") == before
    assert read_snapshot(published.snapshots, "internal").table("flow").height


@pytest.mark.parametrize("fault", FORBUND_FAULTS)
def test_a_fault_in_forbund_yaml_is_named_and_nothing_is_published(fault, fresh, capfd):
    text, rule = FORBUND_FAULTS[fault]
    break_forbund(fresh, text)
    for command in ("load", "publish"):
        said = run(capfd, command, *folders(fresh))
        assert said.code == 1
        assert said.err.startswith("forbund.yaml: ")
        assert rule in said.err
        assert not NOT_FOR_USERS.search(said.text)
    assert not fresh.snapshots.exists()


def test_a_fault_in_forbund_yaml_leaves_the_last_snapshot(published, capfd):
    before = read_manifest(published.snapshots, "internal")
    break_forbund(published, None)
    assert run(capfd, "publish", *folders(published)).code == 1
    assert read_manifest(published.snapshots, "internal") == before


def test_a_data_folder_that_does_not_exist_is_named_without_its_path(tmp_path, capfd):
    for command in ("load", "publish"):
        said = run(capfd, command, "--data", tmp_path / "borta", "--out", tmp_path / "ut")
        assert said.code == 1
        assert said.err == "Datamappen ”borta”: Mappen finns inte. Skapa den, eller peka FINSAM_DATA på rätt mapp.\n"


@pytest.mark.parametrize("table", ["participation", "budget_line"])
def test_a_table_without_rows_is_published_and_told(table, fresh, capfd):
    path = fresh.data / f"{table}.parquet"
    pl.read_parquet(path).clear().write_parquet(path)
    assert f"  {table}: 0 rader" in run(capfd, "load", *folders(fresh)).out
    said = run(capfd, "publish", *folders(fresh))
    assert said.code == 0
    assert f"{table}.parquet: Tabellen har inga rader." in said.out


def test_load_tells_the_faults_of_all_tables(fresh, capfd):
    faults = {fault.table: fault for fault in TABLE_FAULTS}
    assert len(faults) == 5
    for fault in faults.values():
        fault.damage(fresh.data)
    said = run(capfd, "load", *folders(fresh))
    assert said.code == 1
    assert "6 av 11 tabeller är hela" in said.out
    assert all(names_the_fault(said.out, fault) for fault in faults.values())
    assert said.out.count("FEL") == 5
    assert not NOT_FOR_USERS.search(said.text)


def test_a_snapshot_of_an_older_format_gives_way_to_the_data_that_is_there(fresh, capfd):
    write_numbered(fresh.snapshots, 1, snapshot_format=FORMAT - 1)
    assert run(capfd, "publish", *folders(fresh)).code == 0
    assert read_manifest(fresh.snapshots, "internal").format == FORMAT


def test_at_a_terminal_there_is_no_traceback_either(fresh):
    TABLE_FAULTS[0].damage(fresh.data)
    said = run_apart("publish", *folders(fresh))
    assert (said.code, said.err) == (3, "")
    assert names_the_fault(said.out, TABLE_FAULTS[0])
    assert not NOT_FOR_USERS.search(said.text)


# In the app.


def fault_named(name: str) -> Fault:
    return next(fault for fault in TABLE_FAULTS if fault.name == name)


def test_the_last_good_snapshot_is_shown_with_the_fault_above_it_until_it_is_mended(published, app_on):
    fault = fault_named("text in age")
    fault.damage(published.data)
    app = app_on(published).run()
    assert names_the_fault(" ".join(told(app)), fault)
    shown = words(app)
    assert NAME in shown
    assert "Kaffestugan" in shown
    assert len(charts(app)) > 0
    assert not NOT_FOR_USERS.search(" ".join(told(app)))

    write_lilla_an(published.data)
    assert fault.thing not in " ".join(told(app.run()))


def test_a_broken_forbund_yaml_shows_the_last_good_snapshot(published, app_on):
    break_forbund(published, FORBUND_FAULTS["unknown key"][0])
    app = app_on(published).run()
    assert "”logotyp”" in " ".join(told(app))
    assert NAME in words(app)
    assert len(charts(app)) > 0


def test_with_no_snapshot_the_page_without_its_register_says_so_and_the_app_goes_on(fresh, app_on):
    fault = fault_named("column missing")
    fault.damage(fresh.data)
    app = app_on(fresh).run()
    assert names_the_fault(" ".join(told(app)), fault)
    assert "Övriga sidor fungerar." in " ".join(told(app))
    assert not NOT_FOR_USERS.search(" ".join(told(app)))
    assert NAME in words(app)


def test_a_data_folder_that_does_not_exist_and_no_snapshot(tmp_path, app_on):
    app = app_on(Settings(tmp_path / "borta", tmp_path / "ut", "internal")).run()
    (message,) = told(app)
    assert message.startswith("Inget kan visas: Datamappen ”borta”: Mappen finns inte.")
    assert not NOT_FOR_USERS.search(message)


def test_an_empty_register_is_told_and_is_no_fault(fresh, app_on):
    path = fresh.data / "participation.parquet"
    pl.read_parquet(path).clear().write_parquet(path)
    app = app_on(fresh).run()
    assert NO_PERIODS in words(app)
    assert "participation.parquet" in " ".join(told(app))
    assert "Tabellen har inga rader" in " ".join(told(app))


@pytest.mark.parametrize("damage", ["older format", "truncated table"])
def test_a_broken_snapshot_is_made_again_from_the_data(damage, published, app_on):
    folder = published.snapshots / read_manifest(published.snapshots, "internal").snapshot_id / "internal"
    if damage == "older format":
        manifest = folder / "manifest.json"
        manifest.write_text(manifest.read_text().replace(f'"format": {FORMAT}', f'"format": {FORMAT - 1}'))
    else:
        (folder / "flow.parquet").write_bytes((folder / "flow.parquet").read_bytes()[:100])
    app = app_on(published).run()
    assert "ögonblicksbild" not in " ".join(told(app))
    assert len(charts(app)) > 0
    assert read_manifest(published.snapshots, "internal").snapshot_id != folder.parent.name


def test_a_broken_snapshot_over_broken_data_is_told(published, app_on):
    folder = published.snapshots / read_manifest(published.snapshots, "internal").snapshot_id / "internal"
    (folder / "manifest.json").write_text("{")
    break_forbund(published, None)
    (message,) = told(app_on(published).run())
    assert message.startswith("Inget kan visas: forbund.yaml: Filen saknas")
    assert not NOT_FOR_USERS.search(message)
