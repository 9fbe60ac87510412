"""Publishing: the whole register and the fact tables become one snapshot."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

import msgspec
import polars as pl

from finsam_data.errors import DataError, FinsamError, SnapshotError
from finsam_data.files import data_documents, data_fingerprint
from finsam_data.forbund import FORBUND_FILE, Forbund
from finsam_data.intake.settings import read_intake_settings
from finsam_data.schemas import FACT_TABLES, TABLES
from finsam_data.schemas.quality import QUALITY_TABLES
from finsam_data.settings import Settings
from finsam_data.snapshot import (
    FORMAT,
    Manifest,
    Problem,
    Snapshot,
    TableEntry,
    read_manifest,
    read_snapshot,
    write_snapshot,
)
from finsam_data.store import Store
from queries.disclosure.outcome import Audit
from queries.disclosure.rules import rules_version
from queries.periods import Period, covered_periods
from queries.publication.cells import cells, with_dimensions
from queries.publication.plan import TOTAL, Plan, PlannedTable, publication_plan
from queries.publication.quality_tables import quality_tables
from queries.publication.taken import rows_before, taken_files, waiting_rows
from queries.published import POPULATIONS

if TYPE_CHECKING:  # it loads solvers, which are needed only where the protected edition is made
    from queries.disclosure.edition import Edition

Progress = Callable[[str], None]
MOST_FINDINGS = 5
"""How many findings stand in a message."""


class PublicationRefusedError(FinsamError):
    """The data has faults and a complete snapshot is already published, so that one is kept."""


def publish(settings: Settings, created: datetime, progress: Progress = lambda _: None) -> Manifest:
    """Publish the data folder as a new snapshot and return its manifest.

    The protected edition is attacked first; where anybody could be singled out PublicationRefusedError tells which
    tables collide, and the last good snapshot stays. A table with faults never replaces a whole snapshot either. Where
    nothing whole is published yet, what can be read is published and the faults stand in the manifest. Raises
    SnapshotError when it cannot be written.
    """
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
    edition: Edition | None = None
    periods: list[Period] = []
    plan = publication_plan()
    if broken := store.problems.get("participation"):
        lost = [*(table.name for table in plan.tables), *(QUALITY_TABLES if settings.edition == "internal" else ())]
        problems += [Problem(name, str(broken)) for name in lost]
    else:
        periods = covered_periods(store.forbund.register.first_date, store.last_event())
        if settings.edition == "protected" and periods:
            edition = _protected(store, plan, periods, settings, fingerprint, progress)
            if not edition.outcome.passed:
                raise _refused(edition.outcome)
            if edition.merged:
                documents[FORBUND_FILE] = msgspec.yaml.encode(edition.forbund)
            counted = edition.tables
            # Why a printed number deviates can be that one person is of another kind.
            conflicts = tables.get("published_conflict", pl.DataFrame({"population": []}))
            tables["published_conflict"] = conflicts.filter(~pl.col("population").is_in(list(POPULATIONS)))
            entries["published_conflict"] = TableEntry(tables["published_conflict"].height)
        else:
            counted = participant_tables(store.participations, store.forbund, plan.tables, periods, progress)
        if settings.edition == "internal":
            quality, faults = _quality(store, periods, settings, progress)
            tables |= quality
            entries |= {name: TableEntry(table.height) for name, table in quality.items()}
            problems += faults
        tables |= counted
        entries |= {
            table.name: _entry(table, counted[table.name], protected=edition is not None) for table in plan.tables
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
        periods=tuple(period.code for period in periods),
        tables=entries,
        problems=tuple(problems),
        empty_tables=tuple(store.empty_tables),
        documents=tuple(documents),
        merged=edition.merged if edition else {},
        rules_version=rules_version() if settings.edition == "protected" else "",
        audit=msgspec.to_builtins(edition.outcome) if edition else {},
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


def audit_edition(settings: Settings, progress: Progress = lambda _: None, *, anew: bool = False) -> "Edition":
    """Attack the protected edition of the data folder, without publishing it.

    What to hide is taken from the data's certificate where there is one, unless it is to be worked out anew.
    Raises DataError when the register cannot be read, FinsamError when it is empty.
    """
    store = Store(settings.data, progress)
    periods = covered_periods(store.forbund.register.first_date, store.last_event())
    if not periods:
        raise FinsamError("participation.parquet", "Registret har inga deltaganden att skydda.", "Fyll på datamappen.")
    fingerprint = None if anew else data_fingerprint(settings.data)
    return _protected(store, publication_plan(), periods, settings, fingerprint, progress, attack_anyway=True)


def _protected(
    store: Store,
    plan: Plan,
    periods: list[Period],
    settings: Settings,
    fingerprint: str | None,
    progress: Progress,
    *,
    attack_anyway: bool = False,
) -> "Edition":
    """The protected edition of a store; with a fingerprint a certificate of the same data may be used."""
    from queries.disclosure.edition import Register, protected_edition

    def count(rows: pl.DataFrame, forbund: Forbund) -> dict[str, pl.DataFrame]:
        return participant_tables(lambda *_: rows, forbund, plan.tables, periods, progress)

    printed, conflicts = (
        TABLES[name].create_empty() if name in store.problems else store.table(name)
        for name in ("published_figure", "published_conflict")
    )
    rows = store.participations(periods[0].first_day, periods[-1].last_day)
    register = Register(rows, store.forbund, periods, count, printed, conflicts)
    before = _before(settings)
    return protected_edition(register, plan, settings.data, fingerprint, before, progress, attack_anyway=attack_anyway)


def _quality(
    store: Store, periods: list[Period], settings: Settings, progress: Progress
) -> tuple[dict[str, pl.DataFrame], list[Problem]]:
    """How far the register can be trusted, for the internal edition only; what stops it where an import is broken."""
    progress("Granskar datakvaliteten")
    span = (periods[0].first_day, periods[-1].last_day) if periods else (date.max, date.min)
    rows = store.participations(*span)
    try:
        taken, before, waiting = taken_files(settings.data), rows_before(settings.data), waiting_rows(settings.data)
        factor = read_intake_settings(settings.data).open_factor
    except DataError as error:
        return {}, [Problem(name, str(error)) for name in QUALITY_TABLES]
    return quality_tables(rows, store.forbund, periods, store.last_event(), taken, before, waiting, factor), []


def _refused(outcome: Audit) -> PublicationRefusedError:
    found = "; ".join(str(finding) for finding in outcome.findings[:MOST_FINDINGS])
    more = f"; och {len(outcome.findings) - MOST_FINDINGS} till" if len(outcome.findings) > MOST_FINDINGS else ""
    changed = any(finding.kind == "snapshots" for finding in outcome.findings)
    return PublicationRefusedError(
        "Den skyddade utgåvan publicerades inte",
        f"Små grupper kan räknas fram: {found}{more}.",
        "Publicera när fler rättelser har samlats. Har ingen sett den förra ögonblicksbilden kan den tas bort."
        if changed
        else "Den senaste skyddade ögonblicksbilden visas tills vidare. Kör python finsam.py audit för hela listan.",
    )


def _before(settings: Settings) -> Snapshot | None:
    """The protected snapshot in use; None when there is none that can be read."""
    try:
        return read_snapshot(settings.snapshots, "protected")
    except SnapshotError:
        return None


def participant_tables(
    participations: Callable[[date, date], pl.DataFrame],
    forbund: Forbund,
    planned: tuple[PlannedTable, ...],
    found: list[Period],
    progress: Progress,
) -> dict[str, pl.DataFrame]:
    """Every planned table over the periods, nothing hidden; participations gives the deltaganden open in a span."""
    parts: dict[str, list[pl.DataFrame]] = {table.name: [] for table in planned}
    for period in found:
        progress(f"Räknar {period.code}")
        rows = with_dimensions(participations(period.first_day, period.last_day), forbund)
        for table in planned:
            parts[table.name] += [cells(rows, table, population, period, forbund) for population in table.populations]
    return {table.name: _table(table, parts[table.name]) for table in planned}


def _entry(planned: PlannedTable, table: pl.DataFrame, *, protected: bool) -> TableEntry:
    entry = TableEntry(table.height, planned.dimensions, planned.populations, "n", TOTAL)
    if not protected:
        return entry
    return msgspec.structs.replace(entry, margins=planned.margins, half_year=planned.half_year)


def _table(planned: PlannedTable, parts: list[pl.DataFrame]) -> pl.DataFrame:
    """The parts under each other, with the mark that hides a cell in the protected edition."""
    text = dict.fromkeys(("period", "population", *planned.dimensions), pl.String)
    whole = pl.concat([pl.DataFrame(schema={**text, "n": pl.Int64}), *parts])
    return whole.with_columns(hidden=pl.lit(False))


def is_current(settings: Settings) -> bool:
    """Is what is published whole, and what publishing the data now would give?"""
    try:
        snapshot = read_snapshot(settings.snapshots, settings.edition)
    except SnapshotError:
        return False
    fingerprint = data_fingerprint(settings.data)
    if snapshot is None or not snapshot.manifest.made_from(fingerprint, publication_plan().version):
        return False
    if settings.edition == "internal":
        # One published before these tables were lacks them.
        tried = {*snapshot.manifest.tables, *(problem.table for problem in snapshot.manifest.problems)}
        return tried >= QUALITY_TABLES.keys()
    return snapshot.manifest.rules_version == rules_version()


def _whole_snapshot_exists(settings: Settings) -> bool:
    try:
        manifest = read_manifest(settings.snapshots, settings.edition)
    except SnapshotError:
        return False
    return manifest is not None and not manifest.problems


def _snapshot_id(created: datetime, fingerprint: str) -> str:
    return f"{created:%Y%m%dT%H%M%S%f}-{fingerprint[:8]}"
