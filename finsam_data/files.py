"""The files that make up a data folder, and how to see that they have changed. Opens no table."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

SCENARIOS = "scenarios"
INTAKE_FILE = "intake.yaml"
"""How the project leaders spell decides nothing that is published, so it is not among the data."""
SUFFIXES = {".parquet", ".yaml", ".json"}


def data_files(folder: Path) -> Iterator[Path]:
    """The tables and settings of a folder, and the ready-made scenarios below it, in a fixed order."""
    for part in (folder, folder / SCENARIOS):
        if part.is_dir():
            yield from sorted(
                path
                for path in part.iterdir()
                if path.suffix in SUFFIXES and path.name != INTAKE_FILE and path.is_file()
            )


def data_documents(folder: Path) -> dict[str, bytes]:
    """The YAML files of a data folder by their name below it, as they are."""
    documents = (path for path in data_files(folder) if path.suffix == ".yaml")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in documents}


def data_fingerprint(folder: Path) -> str:
    """Sha-256 over the names and contents of the folder's files."""
    digest = hashlib.sha256()
    for path in data_files(folder):
        digest.update(path.relative_to(folder).as_posix().encode())
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def data_signature(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Name, size and time of change of each file: cheap, and different whenever the fingerprint is."""
    return tuple((path.name, (stat := path.stat()).st_size, stat.st_mtime_ns) for path in data_files(folder))
