"""Whom the register cannot follow."""

import pytest

from queries.consent import consent_gaps


@pytest.fixture(scope="module")
def gaps(lilla_an):
    return consent_gaps(lilla_an.snapshot.table("consent"), lilla_an.snapshot.table("exit"))


def test_without_consent_and_without_reason_year_by_year(gaps):
    """Only gus has not consented: a participant in both years, ended without a reason in 2024."""
    assert gaps.rows() == [(2023, 6, 1, 3, 0), (2024, 6, 1, 5, 1)]


def test_an_empty_register_has_no_gaps(lilla_an):
    assert consent_gaps(lilla_an.snapshot.table("consent").clear(), lilla_an.snapshot.table("exit").clear()).is_empty()
