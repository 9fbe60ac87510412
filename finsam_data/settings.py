"""Where the process finds its data, read once from the environment."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from finsam_data.errors import FinsamError

PROJECT = Path(__file__).resolve().parent.parent
Edition = Literal["internal", "protected"]


@dataclass(frozen=True)
class Settings:
    """The folders and the edition of this process."""

    data: Path
    snapshots: Path
    edition: Edition


def read_settings(data: Path | None = None, snapshots: Path | None = None) -> Settings:
    """Settings from FINSAM_DATA, FINSAM_SNAPSHOTS and FINSAM_EDITION; the arguments win over the environment.

    Snapshots lie apart for each data folder, so that one förbund's last good snapshot never stands in for another's.
    """
    data = (data or Path(os.environ.get("FINSAM_DATA") or PROJECT / "sample_data")).resolve()
    apart = f"{data.name}-{hashlib.sha256(str(data).encode()).hexdigest()[:8]}"
    chosen = snapshots or (Path(named) if (named := os.environ.get("FINSAM_SNAPSHOTS")) else None)
    edition = os.environ.get("FINSAM_EDITION") or "internal"
    if edition not in get_args(Edition):
        raise FinsamError(
            "FINSAM_EDITION",
            f"Utgåvan ”{edition}” finns inte.",
            "Ange internal, eller lämna variabeln tom.",
        )
    return Settings(data, (chosen or PROJECT / ".snapshots" / apart).resolve(), cast(Edition, edition))
