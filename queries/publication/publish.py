"""Publishing: the whole register and the fact tables become one snapshot."""

from collections.abc import Callable
from datetime import datetime

import polars as pl

from finsam_data.errors import FinsamError, SnapshotError
from finsam_data.files import data_documents, data_fingerprint
from finsam_data.schemas import FACT_TABLES
from finsam_data.settings import Settings
from finsam_data.snapshot import FORMAT, Manifest, Problem, TableEntry, read_manifest, write_snapshot
from finsam_data.store import Store
from queries.periods import covered_periods
from queries.publication.cells import cells, with_dimensions
from queries.publication.plan import TOTAL, PlannedTable, publication_plan

Progress = Callable[[str], None]


class PublicationRefusedError(FinsamError):
    """The data has faults and a complete snapshot is already published, so that one is kept."""


def publish(settings: Settings, created: datetime, progress: Progress = lambda _: None) -> Manifest:
    """Publish the data folder as a new snapshot and return its manifest.

    Only the internal edition is made here, since nothing is protected. A table with faults never replaces a whole
    snapshot: then PublicationRefusedError tells what is wrong. Where nothing whole is published yet, what can be read
    is published and the faults stand in the manifest. Raises SnapshotError when it cannot be written.
    """
    if settings.edition != "internal":
        thing = f"Utgåvan ”{settings.edition}”"
        raise FinsamError(thing, "Den går inte att publicera.", "Ange FINSAM_EDITION=internal, eller lämna den tom.")
    fingerprint = data_fingerprint(settings.data)
    documents = data_documents(settings.data)
    store = Store(settings.data, progress)
    tables: dict[str, pl.DataFrame] = {}
    entries: dict[str, TableEntry] = {}
    problems = [Problem(table, str(error)) for table, error in store.problems.items()]
    for name in FACT_TABLES:
        if name not in store.problems:
            tables[name] = store.table(name)
            entries[name] = TableEntry(tables[name].height)
    periods: list[str] = []
    plan = publication_plan()
    if broken := store.problems.get("participation"):
        problems += [Problem(table.name, str(broken)) for table in plan.tables]
    else:
        counted = _participant_tables(store, plan.tables, progress)
        periods = counted["flow"].get_column("period").unique(maintain_order=True).to_list()
        tables |= counted
        entries |= {
            table.name: TableEntry(counted[table.name].height, table.dimensions, table.populations, "n", TOTAL)
            for table in plan.tables
        }
    if problems and _whole_snapshot_exists(settings):
        raise PublicationRefusedError(
            "Nya data publicerades inte", problems[0].message, "Den senaste hela ögonblicksbilden visas tills vidare."
        )
    progress("Skriver ögonblicksbilden")
    manifest = Manifest(
        format=FORMAT,
        snapshot_id=_snapshot_id(created, fingerprint),
        edition=settings.edition,
        plan_version=plan.version,
        data_fingerprint=fingerprint,
        created=created,
        periods=tuple(periods),
        tables=entries,
        problems=tuple(problems),
        empty_tables=tuple(store.empty_tables),
        documents=tuple(documents),
    )
    try:
        settings.snapshots.mkdir(parents=True, exist_ok=True)
        write_snapshot(settings.snapshots, manifest, tables, documents)
    except OSError as error:
        raise SnapshotError(
            "Ögonblicksbilden",
            f"Den gick inte att skriva i mappen ”{settings.snapshots.name}”. Den förra gäller fortfarande.",
            "Kontrollera att det finns plats på disken och att du får skriva i mappen.",
        ) from error
    return manifest


def _participant_tables(store: Store, planned: tuple[PlannedTable, ...], progress: Progress) -> dict[str, pl.DataFrame]:
    """Every planned table over every period the register covers, nothing hidden."""
    forbund = store.forbund
    parts: dict[str, list[pl.DataFrame]] = {table.name: [] for table in planned}
    for period in covered_periods(forbund.register.first_date, store.last_event()):
        progress(f"Räknar {period.code}")
        rows = with_dimensions(store.participations(period.first_day, period.last_day), forbund)
        for table in planned:
            parts[table.name] += [cells(rows, table, population, period, forbund) for population in table.populations]
    return {table.name: _table(table, parts[table.name]) for table in planned}


def _table(planned: PlannedTable, parts: list[pl.DataFrame]) -> pl.DataFrame:
    """The parts under each other, with the mark that hides a cell in the protected edition."""
    text = dict.fromkeys(("period", "population", *planned.dimensions), pl.String)
    whole = pl.concat([pl.DataFrame(schema={**text, "n": pl.Int64}), *parts])
    return whole.with_columns(hidden=pl.lit(False))


def _whole_snapshot_exists(settings: Settings) -> bool:
    try:
        manifest = read_manifest(settings.snapshots, settings.edition)
    except SnapshotError:
        return False
    return manifest is not None and not manifest.problems


def _snapshot_id(created: datetime, fingerprint: str) -> str:
    return f"{created:%Y%m%dT%H%M%S%f}-{fingerprint[:8]}"
