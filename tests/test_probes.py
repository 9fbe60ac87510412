"""What somebody inside the web process, or able to put SQL to the store, could reach."""

import ctypes
import os
import shutil
import struct
import sys
from contextlib import contextmanager

import duckdb
import pytest

from finsam_data.intake.register.import_folder import FOLDER, UNFINISHED
from finsam_data.settings import PROJECT
from finsam_data.store import Store
from pages.text.navigation import INTERNAL_ONLY, PAGES
from tests.browser.login import running
from tests.browser.serving import free_port
from tests.browser.stream import visit
from tests.lilla_an import write_lilla_an

REGISTER = "participation.parquet"
ADDRESSES = [address for folder, _, address in PAGES if folder not in INTERNAL_ONLY]
IN_OPEN = 0x20


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return Store(write_lilla_an(tmp_path_factory.mktemp("store") / "lilla-an"))


@pytest.mark.parametrize(
    "attempt",
    [
        "SELECT * FROM read_csv('/etc/passwd', header=false)",
        "SELECT * FROM read_text('/proc/self/environ')",
        "SELECT * FROM read_blob('/etc/passwd')",
        "SELECT * FROM read_json('/etc/passwd')",
        "SELECT * FROM sniff_csv('/etc/passwd')",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM query('SELECT * FROM read_text(''/etc/passwd'')')",
        "SELECT * FROM 'https://example.org/x.parquet'",
        "SELECT * FROM parquet_metadata('/etc/passwd')",
        "COPY (SELECT 1) TO '/dev/stdout'",
        "ATTACH '/tmp/x.db' (TYPE sqlite)",
        "FORCE INSTALL httpfs FROM 'http://example.org'",
        "UPDATE EXTENSIONS",
        "CREATE SECRET x (TYPE s3, KEY_ID 'a', SECRET 'b')",
        "SET home_directory = '/tmp'",
        "SET temp_directory = '/tmp'",
        "SET disabled_filesystems = ''",
        "SET allow_unsigned_extensions = true",
        "RESET lock_configuration",
        "PRAGMA profiling_output = '/tmp/x'",
        "CALL enable_logging(storage = 'file', storage_path = '/tmp/x')",
        "SELECT getenv('PATH')",
    ],
)
def test_the_store_reaches_nothing_of_the_machine(store, attempt):
    """Reading, writing, loading code and settings; the environment's variables are no function here at all."""
    refused = (duckdb.PermissionException, duckdb.InvalidInputException, duckdb.CatalogException)
    with pytest.raises(refused):
        store._connection.cursor().sql(attempt).fetchall()


@contextmanager
def audited(folder, data, edition):
    """A real server and the lines it writes of what it opens and imports."""
    address = f"http://127.0.0.1:{(port := free_port())}"
    log = folder / "audit"
    where = {"FINSAM_DATA": data, "FINSAM_SNAPSHOTS": folder / "snapshots", "AUDIT_LOG": log}
    command = [sys.executable, "-m", "tests.audited_server", "run", "app.py", "--server.port", str(port)]
    environment = {name: str(value) for name, value in where.items()}
    with running(command, f"{address}/_stcore/health", FINSAM_EDITION=edition, **environment):
        yield address, lambda: log.read_text(encoding="utf-8").splitlines()


def test_a_protected_process_opens_no_person_rows_and_no_database_and_needs_none(tmp_path):
    data = shutil.copytree(PROJECT / "sample_data", tmp_path / "data")
    taken_in = data / FOLDER / "20250101-1"
    taken_in.mkdir(parents=True)
    shutil.copy(data / REGISTER, taken_in / "rows.parquet")
    left = taken_in.with_name(f"{UNFINISHED}20250101-2")
    left.mkdir()
    with audited(tmp_path, data, "protected") as (address, noted):
        assert visit(address, {}, "").cells  # publishes, in a process of its own
        with opened_by_anybody(data / REGISTER) as times_opened:
            shown = {page: visit(address, {}, page, "period=2024").cells for page in ADDRESSES}
            assert all(shown.values())
            assert times_opened() == 0  # also not past Python, by a library of its own
        # Where only the snapshot is brought, it is shown as it is.
        (data / REGISTER).unlink()
        assert visit(address, {}, "resultat", "period=2024").cells == shown["resultat"]
        lines = noted()
    snapshots = [line for line in lines if line.startswith(f"open {tmp_path / 'snapshots'}")]
    assert any(line.endswith("/protected/manifest.json") for line in snapshots)  # it does write down what it opens
    assert [line for line in snapshots if "/internal/" in line] == []
    assert [line for line in lines if REGISTER in line or str(taken_in.parent) in line] == []
    assert left.exists()  # what a killed import left is for the office's own process to take away
    assert {"import duckdb", "import finsam_data.store"} & set(lines) == set()


@contextmanager
def opened_by_anybody(path):
    """How many times any process on the machine has opened the file since; asks Linux, elsewhere always 0."""
    if not sys.platform.startswith("linux"):
        yield lambda: 0
        return
    libc = ctypes.CDLL(None, use_errno=True)
    watch = libc.inotify_init1(os.O_NONBLOCK)
    assert libc.inotify_add_watch(watch, bytes(path), IN_OPEN) >= 0

    def times() -> int:
        try:
            return len(os.read(watch, 4096)) // struct.calcsize("iIII")
        except BlockingIOError:
            return 0

    try:
        path.open("rb").close()
        assert times() == 1  # the watch sees
        yield times
    finally:
        os.close(watch)
