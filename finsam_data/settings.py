"""Where the process finds its data, read once from the environment."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from finsam_data.errors import FinsamError

PROJECT = Path(__file__).resolve().parent.parent
Edition = Literal["internal", "protected"]
OPEN_WITHOUT_LOGIN = "FINSAM_OPEN_WITHOUT_LOGIN"
"""Set to 1 by whoever wants the protected edition open to the network without log-in."""


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
    edition = os.environ.get("FINSAM_EDITION") or "protected"
    if edition not in get_args(Edition):
        raise FinsamError(
            "FINSAM_EDITION",
            f"Utgåvan ”{edition}” finns inte.",
            "Ange protected eller internal, eller lämna variabeln tom (då gäller protected).",
        )
    return Settings(data, (chosen or PROJECT / ".snapshots" / apart).resolve(), cast(Edition, edition))


def is_open_without_login() -> bool:
    """Has somebody said that the network may read what is shown, without logging in?"""
    return os.environ.get(OPEN_WITHOUT_LOGIN) == "1"
