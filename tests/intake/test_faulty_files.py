"""Three hundred files with planted faults and known truth: what is found, what is not, and that nothing is lost."""

import pytest

from tests.intake.faults import FAULTS
from tests.intake.faulty import cases
from tests.intake.report import Report

FAULTY, CLEAN = 300, 35


@pytest.fixture(scope="module")
def faulty() -> Report:
    report = Report()
    for case in cases(seed=20_250_131, n=FAULTY, faults=True):
        report.add(case)
    print(report.summary())
    return report


@pytest.fixture(scope="module")
def clean() -> Report:
    report = Report()
    for case in cases(seed=20_250_132, n=CLEAN, faults=False):
        report.add(case)
    print(report.summary())
    return report


def test_at_least_98_of_100_planted_faults_are_reported_at_the_right_row_and_column(faulty: Report) -> None:
    assert (faulty.cases, faulty.kinds) == (FAULTY, set(FAULTS))
    assert faulty.reported / faulty.planted >= 98 / 100, faulty.lines("missed")


def test_nothing_is_found_where_nothing_is_wrong(faulty: Report, clean: Report) -> None:
    assert faulty.false == [], faulty.lines("false")
    assert clean.false == [], clean.lines("false")


def test_no_row_is_lost_or_counted_twice(faulty: Report, clean: Report) -> None:
    assert faulty.lost == [], faulty.lines("lost")
    assert clean.lost == [], clean.lines("lost")


def test_every_row_without_a_fault_is_read_as_what_it_means(faulty: Report, clean: Report) -> None:
    assert faulty.misread == [], faulty.lines("misread")
    assert clean.misread == [], clean.lines("misread")
    assert clean.rows_read >= CLEAN * 6


def test_no_row_with_a_fault_that_rejects_is_taken_in(faulty: Report) -> None:
    assert faulty.taken_in == [], faulty.lines("taken_in")
