"""The register at one moment and the imports it is made of: read only, and what it would be with or without one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import msgspec
import polars as pl

from finsam_data.errors import FinsamError
from finsam_data.intake.checked import CheckedFile
from finsam_data.intake.register.difference import Difference, compared
from finsam_data.intake.register.folding import folded, replaced
from finsam_data.intake.register.import_folder import (
    Import,
    Record,
    finished_imports,
    import_of,
    read_base,
    read_import,
    read_record,
)
from finsam_data.intake.register.quarantine import places, waiting
from finsam_data.intake.register.register_file import Made, RegisterFile, TakenBack, read_register
from finsam_data.intake.register.repeated import is_same, warnings


class IntakeError(FinsamError):
    """Nothing was taken in or back; the register is as it was."""


@dataclass(frozen=True)
class History:
    """A register and its imports that nobody has taken back, in the order they were taken in, replaced ones too."""

    data: Path
    file: RegisterFile
    imports: tuple[Import, ...]

    def records(self) -> list[Record]:
        """Every import, newest first, also those of an earlier register. Raises DataError for one that is broken."""
        made = self.file.made
        named, taken_back = (made.imports, made.taken_back) if made else ((), {})
        old = replaced([one.record for one in self.imports])
        kept = {one.record.id for one in self.imports}
        outside = [name for name in finished_imports(self.data) if name not in named]
        found = []
        for name in [*reversed(named), *reversed(outside)]:
            state = "outside" if name in outside else "replaced" if name in old else "in_force"
            if name in taken_back or (name in named and name not in kept):
                state = "taken_back"
            record = read_record(self.data, name)
            found.append(msgspec.structs.replace(record, state=state, taken_back=taken_back.get(name)))
        return found

    def difference(self, checked: CheckedFile, mends: str | None) -> Difference:
        """What taking in the file would change."""
        one = self.candidate(checked, "", "", datetime.min, mends)
        same = is_same(self.imports, one)
        return replace(
            self._with_quarantine(
                compared(self.file.rows, self.file.rows if same else self.register_with(one)),
                self.imports if same else [*self.imports, one],
            ),
            warnings=warnings(self.imports, one),
            same_file=same,
        )

    def difference_without(self, import_id: str) -> Difference:
        """What taking an import back would change."""
        return self._with_quarantine(
            compared(self.file.rows, self.register_without(import_id)), self._imports_without(import_id)
        )

    def candidate(self, checked: CheckedFile, import_id: str, who: str, now: datetime, mends: str | None) -> Import:
        """The import that a checked file would be; a row that is mended twice belongs to its first import."""
        origin = None
        if mends:
            origin = read_record(self.data, self.known(mends))
            if origin.mends:
                origin = read_record(self.data, origin.mends)
        return import_of(checked, import_id, who, now, origin)

    def register_with(self, one: Import) -> pl.DataFrame:
        """The register if one more was in force."""
        return folded(self._base(), [*self.imports, one])

    def register_without(self, import_id: str) -> pl.DataFrame:
        """The register if one was not in force, nor what mends it."""
        return folded(self._base(), self._imports_without(import_id))

    def made_with(self, import_id: str) -> Made:
        """What the register is made of with one more."""
        made = self.file.made or Made(import_id, (), {})
        return msgspec.structs.replace(made, imports=(*made.imports, import_id))

    def made_without(self, import_id: str, taken_back: TakenBack) -> Made:
        """What the register is made of with one taken back."""
        made = self.file.made or Made("", (), {})
        return msgspec.structs.replace(made, taken_back={**made.taken_back, self.known(import_id): taken_back})

    def known(self, import_id: str) -> str:
        """The id. Raises IntakeError where the register names no such import, or it is taken back."""
        if any(one.record.id == import_id for one in self.imports):
            return import_id
        made = self.file.made
        if made and import_id in made.imports:
            raise IntakeError(f"Inläsningen {import_id}", "Den är redan återtagen.", "Inget behöver göras.")
        raise IntakeError(
            f"Inläsningen {import_id}",
            "Registret har ingen inläsning med det numret.",
            "Se listan: python finsam.py imports",
        )

    def _imports_without(self, import_id: str) -> list[Import]:
        name = self.known(import_id)
        return [one for one in self.imports if name not in {one.record.id, one.record.mends}]

    def _with_quarantine(self, found: Difference, imports: Sequence[Import]) -> Difference:
        """The difference with the rows that leave or enter the quarantine when those imports are in force."""
        before, after = places(waiting(self.imports)), places(waiting(imports))
        return replace(found, leaves=len(before - after), enters=len(after - before), version=self.file.version)

    def _base(self) -> pl.DataFrame:
        return read_base(self.data, self.file.made.base) if self.file.made else self.file.rows


def read_history(data: Path) -> History:
    """The register of a data folder with its imports. Raises DataError when any of it cannot be read."""
    file = read_register(data)
    made = file.made or Made("", (), {})
    imports = [read_import(data, name) for name in made.imports if name not in made.taken_back]
    return History(data, file, tuple(_with_origin(imports)))


def _with_origin(imports: Sequence[Import]) -> list[Import]:
    """Those that mend nothing, and those whose mended import is among them."""
    there = {one.record.id for one in imports}
    return [one for one in imports if one.record.mends is None or one.record.mends in there]
