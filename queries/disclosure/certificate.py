"""The certificate of data that have been attacked already: what to hide in them, and what the attack found.

The shipped sample carries one, so that its first start does not wait for an attack that has been made. It counts only
for the very data, plan and rules that it names.
"""

import hashlib
import io
from pathlib import Path

import msgspec
import polars as pl

from queries.disclosure.model import KEYS, Mask, Model
from queries.disclosure.outcome import Audit
from queries.disclosure.rules import rules_version

FOLDER = "audit"
CERTIFICATE_FILE = "certificate.json"
HIDDEN_FILE = "hidden.parquet"


class Certificate(msgspec.Struct, frozen=True):
    """Which data, plan and rules were attacked, the fingerprint of what is hidden, and the outcome."""

    data_fingerprint: str
    plan_version: int
    rules_version: str
    hidden: str
    audit: Audit


def certified(folder: Path, fingerprint: str, plan_version: int, model: Model) -> tuple[Mask, Audit] | None:
    """What to hide and the outcome of the attack, if the data folder's certificate is for this; otherwise None."""
    try:
        certificate = msgspec.json.decode((folder / FOLDER / CERTIFICATE_FILE).read_bytes(), type=Certificate)
        content = (folder / FOLDER / HIDDEN_FILE).read_bytes()
        cells = pl.read_parquet(content).select(KEYS).with_columns(marked=pl.lit(True))
    except (OSError, msgspec.DecodeError, pl.exceptions.PolarsError):
        return None
    asked = (fingerprint, plan_version, rules_version(), hashlib.sha256(content).hexdigest())
    found = (certificate.data_fingerprint, certificate.plan_version, certificate.rules_version, certificate.hidden)
    if asked != found or not certificate.audit.passed:
        return None
    marked = model.cells.join(cells, on=KEYS, how="left", maintain_order="left").get_column("marked")
    return marked.fill_null(False).to_numpy(), certificate.audit


def certify(
    folder: Path, fingerprint: str, plan_version: int, model: Model, hidden: Mask, outcome: Audit, *, write: bool
) -> bytes:
    """The certificate of a data folder, written there if asked."""
    buffer = io.BytesIO()
    model.cells.filter(pl.Series(hidden)).select(KEYS).write_parquet(buffer)
    digest = hashlib.sha256(buffer.getvalue()).hexdigest()
    certificate = Certificate(fingerprint, plan_version, rules_version(), digest, outcome)
    content = msgspec.json.format(msgspec.json.encode(certificate), indent=2) + b"\n"
    if write:
        place = folder / FOLDER
        place.mkdir(exist_ok=True)
        (place / HIDDEN_FILE).write_bytes(buffer.getvalue())
        (place / CERTIFICATE_FILE).write_bytes(content)
    return content
