"""Make the certificate of the sample anew: hide and attack it, and compare with the certificate that ships.

`python sample_data/certify.py` says whether they agree; with --write the new one replaces it.
"""

import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parent))

from finsam_data.files import data_fingerprint  # noqa: E402
from finsam_data.settings import Settings  # noqa: E402
from queries.disclosure.certificate import CERTIFICATE_FILE, certify  # noqa: E402
from queries.disclosure.certificate import FOLDER as PLACE  # noqa: E402
from queries.publication.plan import publication_plan  # noqa: E402
from queries.publication.publish import audit_edition  # noqa: E402


def main(write: bool) -> int:
    """0 when the certificate is right (or was written), 1 when it is not or when the attack found something."""
    nothing_before = Settings(FOLDER, FOLDER / PLACE / "no-snapshots", "protected")
    edition = audit_edition(nothing_before, print, anew=True)
    if not edition.outcome.passed:
        print("Attacken lyckades:", *edition.outcome.findings, sep="\n  ")
        return 1
    path = FOLDER / PLACE / CERTIFICATE_FILE
    before = path.read_bytes() if path.exists() else b""
    content = certify(
        FOLDER,
        data_fingerprint(FOLDER),
        publication_plan().version,
        edition.model,
        edition.hidden,
        edition.outcome,
        write=write,
    )
    print(
        "Certifikatet stämmer."
        if content == before
        else "Certifikatet är nytt."
        if write
        else "Certifikatet stämmer inte."
    )
    return 0 if write or content == before else 1


if __name__ == "__main__":
    sys.exit(main("--write" in sys.argv))
