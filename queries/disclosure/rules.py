"""Which rules decide what is hidden: their fingerprint, which a snapshot and a certificate name."""

import hashlib
from functools import cache
from pathlib import Path

RULES = (
    "disclosure/*.py",
    "publication/plan.yaml",
    "publication/plan.py",
    "publication/cells.py",
    "periods.py",
    "published.py",
)


@cache
def rules_version() -> str:
    """A fingerprint of the code and data that decide what is hidden and how it is attacked."""
    digest = hashlib.sha256()
    queries = Path(__file__).parents[1]
    for pattern in RULES:
        for path in sorted(queries.glob(pattern)):
            # The same on every system, whatever ends its lines.
            digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()
