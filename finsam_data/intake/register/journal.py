"""The journal of a data folder: what has been taken in, what a file would change, and taking in and back as one step.

Everything is written before the register; replacing the register file is what counts. One writer at a time.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import polars as pl

from finsam_data.disk import reason, sync_folder
from finsam_data.errors import DataError
from finsam_data.file_lock import locked
from finsam_data.intake.checked import CheckedFile, ReadAs
from finsam_data.intake.raw import RawFile
from finsam_data.intake.register.difference import Difference
from finsam_data.intake.register.history import History, IntakeError, read_history
from finsam_data.intake.register.import_folder import (
    FOLDER,
    FOLDER_MODE,
    LOCK_FILE,
    Record,
    finish_import,
    finished_imports,
    read_import,
    remove_import,
    unfinished_imports,
    write_import,
)
from finsam_data.intake.register.quarantine import as_file, waiting
from finsam_data.intake.register.register_file import (
    REGISTER_FILE,
    TakenBack,
    read_register,
    unfinished_registers,
    write_register,
)
from finsam_data.intake.settings import IntakeSettings


class ChangedSinceError(IntakeError):
    """The register is no longer the one that the approved difference was made against."""


class Journal:
    """The imports of one data folder. Reads the disk anew at every question.

    Every question raises DataError when the register or an import that it needs cannot be read.
    """

    def __init__(self, data: Path) -> None:
        self.data = data

    def register(self) -> pl.DataFrame:
        """The register as it stands, with the added columns."""
        return read_register(self.data).rows

    def records(self) -> list[Record]:
        """Every import, newest first, and whether it is in force."""
        return read_history(self.data).records()

    def rows(self, import_id: str) -> pl.DataFrame:
        """The accepted rows of an import, as the register holds them."""
        return read_import(self.data, import_id).rows

    def remembered(self, insatser: Iterable[str]) -> ReadAs:
        """The readings approved with the imports of any of the insatser, the latest where they differ."""
        wanted = set(insatser)
        columns: dict[str, str] = {}
        values: dict[str, dict[str, str]] = {}
        for record in reversed(self.records()):
            if record.state != "taken_back" and wanted & set(record.insatser):
                columns |= record.read_as.columns
                for column, texts in record.read_as.values.items():
                    values[column] = values.get(column, {}) | texts
        return ReadAs(columns, values)

    def waiting(self, insatser: Iterable[str] | None = None) -> pl.DataFrame:
        """The rows in quarantine of the imports of some insatser, or of all; columns as in quarantine.waiting."""
        wanted = None if insatser is None else list(insatser)
        imports = read_history(self.data).imports
        return waiting([one for one in imports if wanted is None or one.is_about_any_of(wanted)])

    def retry(self, import_id: str, settings: IntakeSettings) -> RawFile:
        """The rows of an import that still wait, as a file to be checked; commit it with mends=import_id.

        Raises IntakeError where none of them does, or none can be tried without the other rows of its file.
        """
        rows = self.waiting().filter(pl.col("import_id") == import_id)
        if rows.is_empty():
            raise IntakeError(f"Inläsningen {import_id}", "Den har inga rader i karantän.", "Inget behöver göras.")
        file = as_file(read_import(self.data, import_id), rows.drop("import_id", "file"), settings)
        if not file.sheets:
            rule = "Raderna i karantän krockar med andra rader i filen."
            raise IntakeError(f"Inläsningen {import_id}", rule, "Rätta dem i filen och läs in den igen.")
        return file

    def difference(self, checked: CheckedFile, mends: str | None = None) -> Difference:
        """What taking in the file would change."""
        return read_history(self.data).difference(checked, mends)

    def difference_without(self, import_id: str) -> Difference:
        """What taking an import back would change. Raises IntakeError where there is no such import."""
        return read_history(self.data).difference_without(import_id)

    def commit(
        self, checked: CheckedFile, who: str, now: datetime, shown: Difference | None = None, mends: str | None = None
    ) -> Record | None:
        """Take the file in; None when the same file is in force already, and then nothing is written.

        shown: the difference that was approved. Raises IntakeError, with everything as it was, when the register has
        changed since it was shown, or the disk cannot be written; ValueError for a refused file.
        """
        if checked.status == "refused":
            raise ValueError(checked.file.name)
        with self._writing(f"Filen ”{checked.file.name}”", shown) as history:
            if history.difference(checked, mends).same_file:
                return None
            one = history.candidate(checked, self._free_id(now), who, now, mends)
            rows, made = history.register_with(one), history.made_with(one.record.id)
            write_import(self.data, one, checked, None if history.file.made else history.file.content)
            try:
                write_register(self.data, rows, made)
            except BaseException:
                remove_import(self.data, one.record.id)
                raise
            with suppress(OSError):  # it is in force; the next start makes it tidy
                sync_folder(self.data)
                finish_import(self.data, one.record.id)
            return one.record

    def take_back(self, import_id: str, who: str, now: datetime, shown: Difference | None = None) -> None:
        """Make the register what it would be without an import, and without what mends it.

        Raises IntakeError, with everything as it was, as commit does, or where there is no such import.
        """
        with self._writing(f"Inläsningen {import_id}", shown) as history:
            made = history.made_without(import_id, TakenBack(who, now))
            write_register(self.data, history.register_without(import_id), made)
            with suppress(OSError):
                sync_folder(self.data)

    def clean_up(self) -> None:
        """Take away what a killed writer left, and finish what it had begun; waits for one who is writing."""
        if unfinished_imports(self.data) or unfinished_registers(self.data):
            with self._writing("Inläsningen", None):
                pass

    @contextmanager
    def _writing(self, thing: str, shown: Difference | None) -> Iterator[History]:
        """The history as it is while nobody else writes, with nothing half done in the folder."""
        try:
            (self.data / FOLDER).mkdir(mode=FOLDER_MODE, exist_ok=True)
            with locked(self.data / FOLDER / LOCK_FILE):
                if not (self.data / REGISTER_FILE).exists() and any(finished_imports(self.data)):
                    rule = f"Filen saknas, fast det finns inläsningar i mappen {FOLDER}."
                    raise DataError(REGISTER_FILE, rule, "Återställ den från en säkerhetskopia.")
                self._tidy()
                history = read_history(self.data)
                if shown and shown.version != history.file.version:
                    rule = "Registret har ändrats sedan skillnaden visades, så inget är gjort."
                    raise ChangedSinceError(thing, rule, "Se den nya skillnaden och godkänn den.")
                yield history
        except OSError as error:
            rule = f"Det gick inte att skriva i datamappen ({reason(error)}), så registret är som förut."
            raise IntakeError(thing, rule, "Gör plats eller ge skrivrättighet, och försök igen.") from error

    def _tidy(self) -> None:
        for path in unfinished_registers(self.data):
            path.unlink(missing_ok=True)
        if begun := unfinished_imports(self.data):
            made = read_register(self.data).made
            for name in begun:
                if made and name in made.imports:
                    finish_import(self.data, name)
                else:
                    remove_import(self.data, name)

    def _free_id(self, now: datetime) -> str:
        """The day and a number, easy to write at a command line."""
        day = f"{now:%Y%m%d}-"
        numbers = [int(name.removeprefix(day)) for name in finished_imports(self.data) if name.startswith(day)]
        return f"{day}{max(numbers, default=0) + 1}"
