"""The sample's certificate is for the sample as it ships: its data, the plan and the rules, and nothing was found.

The attack is made again here; that hiding anew gives the same list of hidden cells is tried by `make audit`.
"""

import hashlib

import msgspec
import polars as pl
import pytest

from finsam_data.files import data_fingerprint
from finsam_data.settings import PROJECT, Settings
from queries.disclosure.certificate import CERTIFICATE_FILE, FOLDER, HIDDEN_FILE, Certificate
from queries.disclosure.model import KEYS
from queries.disclosure.rules import rules_version
from queries.publication.plan import publication_plan
from queries.publication.publish import audit_edition

SAMPLE = PROJECT / "sample_data"
REMADE = "gör om det med: python sample_data/certify.py --write"


@pytest.fixture(scope="module")
def certificate():
    return msgspec.json.decode((SAMPLE / FOLDER / CERTIFICATE_FILE).read_bytes(), type=Certificate)


def test_it_is_for_the_data_the_plan_and_the_rules_that_ship(certificate):
    assert certificate.data_fingerprint == data_fingerprint(SAMPLE), REMADE
    assert certificate.plan_version == publication_plan().version, REMADE
    assert certificate.rules_version == rules_version(), REMADE


def test_it_is_for_the_list_of_hidden_cells_beside_it(certificate):
    content = (SAMPLE / FOLDER / HIDDEN_FILE).read_bytes()
    assert certificate.hidden == hashlib.sha256(content).hexdigest(), REMADE
    cells = pl.read_parquet(content)
    assert cells.columns == KEYS
    assert not cells.is_duplicated().any()
    assert cells.height >= certificate.audit.hidden > 0


def test_the_attack_found_nothing_and_most_of_the_numbers_are_shown(certificate):
    audit = certificate.audit
    assert (audit.pinned, audit.narrowed, audit.findings) == (0, 0, ())
    assert set(audit.groups) == {"small", "one_kind", "tracker", "siblings"}
    assert audit.groups["small"] > 100
    assert audit.shown_of_five_or_more >= 0.8 * audit.five_or_more


def test_the_attack_made_again_finds_what_the_certificate_says(certificate, tmp_path):
    outcome = audit_edition(Settings(SAMPLE, tmp_path, "protected")).outcome
    # How many programs it takes is the solver's own affair.
    assert msgspec.structs.replace(outcome, programs=0) == msgspec.structs.replace(certificate.audit, programs=0)
