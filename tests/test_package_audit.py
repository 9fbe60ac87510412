"""The verdict on installed packages: a finding fails, an exception has a last day, and what was not asked is told."""

from datetime import date

import msgspec
import pytest

from tests.package_audit import EXCEPTIONS, Exempted, verdict

TODAY = date(2026, 11, 1)
SAFE = {"name": "polars", "version": "2.1.0", "vulns": []}
BAD = {"name": "exempel", "version": "1.0", "vulns": [{"id": "PYSEC-2026-1", "aliases": ["CVE-2026-1"]}]}
UNASKED = {"name": "duckdb", "skip_reason": "Dependency not found on PyPI"}
NOT_ASKED = "INTE KONTROLLERADE: {} paket, för registret över sårbarheter svarade inte. Kör om med nätverk."


def until(day, name="PYSEC-2026-1", package="exempel"):
    return [Exempted(name, package, date.fromisoformat(day), "Används inte.")]


@pytest.mark.parametrize(
    ("packages", "exempted", "lines", "failed"),
    [
        ([SAFE], [], ["1 paket kontrollerade."], False),
        ([SAFE, BAD], [], ["SÅRBART  exempel 1.0: PYSEC-2026-1", "2 paket kontrollerade."], True),
        ([BAD], until("2026-11-01"), ["UNDANTAG exempel 1.0: PYSEC-2026-1", "1 paket kontrollerade."], False),
        (
            [BAD],
            until("2026-11-01", "CVE-2026-1"),
            ["UNDANTAG exempel 1.0: PYSEC-2026-1", "1 paket kontrollerade."],
            False,
        ),
        ([BAD], until("2026-10-31"), ["SÅRBART  exempel 1.0: PYSEC-2026-1", "1 paket kontrollerade."], True),
        (
            [SAFE],
            until("2026-12-31"),
            ["ONÖDIGT UNDANTAG exempel PYSEC-2026-1: ta bort det", "1 paket kontrollerade."],
            False,
        ),
        ([SAFE, UNASKED], [], [NOT_ASKED.format("1 av 2")], False),
        ([BAD, UNASKED], [], ["SÅRBART  exempel 1.0: PYSEC-2026-1", NOT_ASKED.format("1 av 2")], True),
        ([], [], [NOT_ASKED.format("0 av 0")], False),
    ],
)
def test_the_verdict(packages, exempted, lines, failed):
    assert verdict(packages, exempted, TODAY) == (lines, failed)


def test_an_exception_for_one_package_does_not_cover_another():
    assert verdict([BAD], until("2026-12-31", package="polars"), TODAY).failed


def test_the_list_of_exceptions_is_whole():
    for exempted in msgspec.yaml.decode(EXCEPTIONS.read_bytes(), type=list[Exempted]):
        assert exempted.reason.strip()
