"""python -m tests.package_audit: are any of the installed packages known to be vulnerable?

Asks the advisory database through pip-audit. A finding fails; not reaching the database does not, but is said loudly,
for a check that was not made must not look like one that passed. Exceptions stand in package_audit.yaml.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

EXCEPTIONS = Path(__file__).with_suffix(".yaml")
LONGEST_SECONDS = 120


class Exempted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A finding that is let be, until when and why."""

    id: str
    package: str
    until: date
    reason: str


class Verdict(NamedTuple):
    """What there is to say, line by line, and whether it fails the check."""

    lines: list[str]
    failed: bool


def verdict(packages: list[dict[str, Any]], exempted: Iterable[Exempted], today: date) -> Verdict:
    """Judge pip-audit's list of packages. An exception past its day counts no more; one without a finding is told."""
    valid = {(each.package, each.id): each for each in exempted if each.until >= today}
    found = {
        (package["name"], name): f"{package['name']} {package['version']}: {finding['id']}"
        for package in packages
        for finding in package.get("vulns", ())
        for name in (finding["id"], *finding.get("aliases", ()))
    }
    excepted = {said for key, said in found.items() if key in valid}
    wrong = sorted(set(found.values()) - excepted)
    unasked = [package["name"] for package in packages if "skip_reason" in package]
    lines = [f"SÅRBART  {said}" for said in wrong]
    lines += [f"UNDANTAG {said}" for said in sorted(excepted)]
    lines += [
        f"ONÖDIGT UNDANTAG {package} {name}: ta bort det" for package, name in sorted(valid.keys() - found.keys())
    ]
    if unasked or not packages:
        lines.append(
            f"INTE KONTROLLERADE: {len(unasked)} av {len(packages)} paket, för registret över sårbarheter svarade "
            "inte. Kör om med nätverk."
        )
    else:
        lines.append(f"{len(packages)} paket kontrollerade.")
    return Verdict(lines, bool(wrong))


def audited() -> list[dict[str, Any]]:
    """pip-audit's list of the installed packages; empty when it could not make one."""
    command = [sys.executable, "-m", "pip_audit", "--local", "--format", "json", "--progress-spinner", "off"]
    try:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=LONGEST_SECONDS, check=False)
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError):
        return []
    return found


def main() -> int:
    """Print the verdict; 1 when something is vulnerable."""
    exempted = msgspec.yaml.decode(EXCEPTIONS.read_bytes(), type=list[Exempted])
    said = verdict(audited(), exempted, date.today())
    print(*said.lines, sep="\n")
    return int(said.failed)


if __name__ == "__main__":
    sys.exit(main())
