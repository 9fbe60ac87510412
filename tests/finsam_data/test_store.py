"""The register in DuckDB: what it answers, and that nothing can reach out of it or into it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import duckdb
import polars as pl
import pytest

from finsam_data.errors import DataError
from finsam_data.schemas import TABLES
from finsam_data.store import Store
from tests.builders import frame, random_register, row, write_folder
from tests.lilla_an import FORBUND, KAFFE, REGISTER, VAGEN, deltagande, tables, write_lilla_an


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_lilla_an(tmp_path_factory.mktemp("store") / "lilla-an")


@pytest.fixture(scope="module")
def store(folder):
    return Store(folder)


def store_of(folder, register, forbund=FORBUND):
    return Store(write_folder(folder, forbund, {"participation": frame("participation", *register)}))


def open_between(store, first, last):
    """Who was open on any day of the span: participant and insats."""
    rows = store.participations(date.fromisoformat(first), date.fromisoformat(last))
    return sorted(rows.select("participant_id", pl.col("insats").cast(pl.String)).iter_rows())


def test_every_table_comes_back_with_the_types_of_its_schema(store):
    for name, schema in TABLES.items():
        assert store.table(name).schema == schema.create_empty().schema, name


def test_a_table_comes_back_as_it_was_written(store):
    sent = tables()["allocation"]
    assert store.table("allocation").with_columns(pl.col("basis").cast(pl.String)).equals(sent)
    assert store.table("participation").height == len(REGISTER) == 11


def test_both_the_first_and_the_last_day_count_as_open(store):
    assert open_between(store, "2023-01-01", "2023-01-01") == [("anna", VAGEN), ("carl", VAGEN)]
    assert open_between(store, "2023-01-02", "2023-01-31") == [("carl", VAGEN)]
    assert open_between(store, "2024-06-30", "2024-06-30") == [("eli", KAFFE), ("fia", KAFFE), ("ida", VAGEN)]
    assert open_between(store, "2024-07-01", "2024-07-01") == [("ida", VAGEN), ("jon", VAGEN)]
    assert open_between(store, "2100-01-01", "2100-12-31") == [("jon", VAGEN)]


def test_felregistrering_is_in_no_span(store):
    assert ("hal", VAGEN) not in open_between(store, "2020-01-01", "2030-01-01")


def test_a_forbund_that_excludes_nothing_counts_every_row(tmp_path):
    kept = FORBUND.replace("excluded_reasons: [Felregistrering]\n", "")
    store = store_of(tmp_path, [deltagande("a", VAGEN, "2024-01-01", "2024-02-01", "Arbete", "man")], kept)
    assert open_between(store, "2024-01-01", "2024-01-31") == [("a", VAGEN)]
    assert store.last_event() == date(2024, 2, 1)


def test_the_last_event_is_a_start_or_an_end(tmp_path):
    ended = deltagande("a", VAGEN, "2024-01-01", "2024-02-01", "Arbete", "man")
    begun = deltagande("b", VAGEN, "2024-05-01", None, None, "man")
    assert store_of(tmp_path / "1", [ended]).last_event() == date(2024, 2, 1)
    assert store_of(tmp_path / "2", [begun]).last_event() == date(2024, 5, 1)
    assert store_of(tmp_path / "3", [ended, begun]).last_event() == date(2024, 5, 1)
    assert store_of(tmp_path / "4", []).last_event() is None


def test_felregistrering_is_no_event(tmp_path):
    wrong = deltagande("a", VAGEN, "2031-01-01", "2031-01-02", "Felregistrering", "man")
    assert store_of(tmp_path, [wrong]).last_event() is None


def test_text_columns_are_stored_as_lists_of_allowed_values(store):
    types = dict(store._connection.cursor().sql("DESCRIBE participation").select("column_name, column_type").fetchall())
    assert all(types[column].startswith("ENUM(") for column in store.forbund.allowed_values)


def test_an_empty_table_is_told_and_loaded(store):
    assert "target" in store.empty_tables
    assert store.table("target").is_empty()
    assert "participation" not in store.empty_tables


def test_a_list_without_values_leaves_room_for_gaps_only(tmp_path):
    """A förbund that does not register utbildning."""
    none = FORBUND.replace("education: [Kort, Lång]", "education: []")
    unknown = row("participation", education=None)
    assert store_of(tmp_path, [unknown], none).table("participation").get_column("education").null_count() == 1


def test_a_table_with_faults_stops_only_itself(folder, tmp_path):
    broken = write_lilla_an(tmp_path / "trasig")
    (broken / "target.parquet").write_bytes(b"nej")
    store = Store(broken)
    assert list(store.problems) == ["target"]
    assert store.table("participation").height == 11
    with pytest.raises(DataError, match=r"target\.parquet"):
        store.table("target")


def test_a_register_with_faults_answers_every_question_with_its_fault(tmp_path):
    broken = write_lilla_an(tmp_path / "trasig")
    (broken / "participation.parquet").unlink()
    store = Store(broken)
    for question in (
        lambda: store.table("participation"),
        store.last_event,
        lambda: store.participations(date(2024, 1, 1), date(2024, 12, 31)),
    ):
        with pytest.raises(DataError, match="Filen saknas"):
            question()


def test_progress_names_each_file(folder):
    steps = []
    Store(folder, steps.append)
    assert steps == [f"Läser {table}.parquet" for table in TABLES]


# The lock.


def test_the_configuration_cannot_be_opened_again(store):
    for setting, value in (
        ("enable_external_access", "true"),
        ("autoload_known_extensions", "true"),
        ("autoinstall_known_extensions", "true"),
        ("lock_configuration", "false"),
        ("threads", "1"),
        ("memory_limit", "'1GB'"),
    ):
        with pytest.raises(duckdb.InvalidInputException, match="locked"):
            store._connection.cursor().execute(f"SET {setting} = {value}")


@pytest.mark.parametrize(
    "attempt",
    [
        "SELECT * FROM read_csv('{folder}/forbund.yaml', delim='|', header=false)",
        "SELECT * FROM read_parquet('{folder}/source.parquet')",
        "SELECT * FROM '{folder}/source.parquet'",
        "SELECT * FROM read_text('{folder}/forbund.yaml')",
        "SELECT * FROM read_blob('{folder}/forbund.yaml')",
        "SELECT * FROM glob('{folder}/*')",
        "COPY participation TO '{folder}/ut.csv'",
        "COPY source FROM '{folder}/source.parquet'",
        "EXPORT DATABASE '{folder}/ut'",
        "IMPORT DATABASE '{folder}'",
        "ATTACH '{folder}/annan.duckdb'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "LOAD '{folder}/egen.duckdb_extension'",
        "SELECT * FROM read_csv('https://example.org/x.csv')",
    ],
)
def test_nothing_is_read_from_or_written_to_the_outside(store, folder, attempt):
    files = sorted(folder.iterdir())
    with pytest.raises(duckdb.PermissionException):
        store._connection.cursor().sql(attempt.format(folder=folder)).fetchall()
    assert sorted(folder.iterdir()) == files


HOSTILE = "'; DROP TABLE participation; --"


def test_hostile_text_in_the_data_stays_text(tmp_path):
    forbund = FORBUND.replace("education: [Kort, Lång]", f'education: ["{HOSTILE}"]')
    hostile = row("participation", participant_id=HOSTILE, education=HOSTILE)
    assert store_of(tmp_path, [hostile], forbund).table("participation").row(0, named=True)["education"] == HOSTILE


def test_a_hostile_parameter_stays_a_value(tmp_path):
    forbund = FORBUND.replace("[Felregistrering]", f'["{HOSTILE}", Felregistrering]')
    store = store_of(tmp_path, REGISTER, forbund)
    assert len(open_between(store, "2020-01-01", "2030-01-01")) == 11 - 1  # one Felregistrering
    assert store._rows("SELECT $x AS x", x=HOSTILE).item() == HOSTILE
    assert store.table("participation").height == 11


def test_a_table_of_another_name_is_never_asked_for(store):
    for name in ("participation; DROP TABLE source", "sqlite_master", "information_schema.tables"):
        with pytest.raises(KeyError):
            store.table(name)


def test_eight_threads_at_once_get_the_right_rows(tmp_path):
    register = random_register(FORBUND, 2000, seed=8)
    store = Store(write_folder(tmp_path, FORBUND, {"participation": register}))
    spans = [
        (date(2023, 1, 1) + timedelta(days=9 * n), date(2023, 1, 1) + timedelta(days=9 * n + 30)) for n in range(64)
    ]

    def asked(span):
        rows = store.participations(*span)
        return sorted(rows.select("participant_id", "start_date").iter_rows())

    def expected(span):
        first, last = span
        rows = register.filter(
            (pl.col("start_date") <= last)
            & (pl.col("end_date").is_null() | (pl.col("end_date") >= first))
            & pl.col("avslutsorsak").ne_missing("Felregistrering")
        )
        return sorted(rows.select("participant_id", "start_date").iter_rows())

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(asked, spans * 2))
    assert answers == [expected(span) for span in spans] * 2
    assert all(answers)
