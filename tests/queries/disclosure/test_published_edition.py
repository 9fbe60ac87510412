"""The protected edition on disk: nothing more than the plan allows, and the last good one stays when it is refused."""

import json
import shutil

import msgspec
import polars as pl
import pytest

from finsam_data.settings import Settings
from finsam_data.snapshot import read_manifest, read_snapshot
from queries.disclosure.certificate import certified, certify
from queries.disclosure.rules import rules_version
from queries.publication.plan import publication_plan
from queries.publication.publish import PublicationRefusedError, audit_edition, is_current
from tests.queries.disclosure.conftest import PEOPLE, publish_again, write_byar
from tests.queries.disclosure.tiny import KOMMUN, A, B, people

PLAN = publication_plan()
NAMES = [table.name for table in PLAN.tables]
EVERYBODY = {"insats": "alla", "gender": "alla"}


def on_disk(byar, name):
    return pl.read_parquet(byar.folder / f"{name}.parquet")


@pytest.mark.parametrize("table", PLAN.tables, ids=NAMES)
def test_the_file_has_the_rows_of_the_plan_and_no_other(byar, table):
    """Year and half-year each have their margins, and where they do not tell a dimension apart it is ”alla”."""
    rows = on_disk(byar, table.name)
    assert rows.columns == ["period", "population", *table.dimensions, "n", "hidden"]
    assert rows.filter(~table.shown()).is_empty()
    internal = byar.internal.table(table.name).filter(table.shown())
    keys = rows.columns[:-2]
    assert rows.select(keys).sort(keys).equals(internal.select(keys).sort(keys))


@pytest.mark.parametrize("name", NAMES)
def test_what_is_shown_is_true_and_what_is_hidden_is_not_there(byar, name):
    rows = on_disk(byar, name)
    both = rows.join(byar.internal.table(name), on=rows.columns[:-2], suffix="_true")
    assert both.height == rows.height
    assert both.filter(pl.col("hidden") != pl.col("n").is_null()).is_empty()
    assert both.filter(~pl.col("hidden"), pl.col("n") != pl.col("n_true")).is_empty()
    assert both.filter(~pl.col("hidden"), pl.col("n").is_between(1, 4)).is_empty()


def test_some_is_hidden_and_more_is_shown(byar):
    """Two men are few; that is no reason to hide everything about the other hundred."""
    rows = pl.concat(on_disk(byar, name).select("n", "hidden") for name in NAMES)
    assert 0 < rows.get_column("hidden").sum() < rows.height / 2


def test_the_official_totals_of_the_year_stand(byar):
    flow = on_disk(byar, "flow").filter(period="2024", **EVERYBODY)
    totals = dict(flow.select("population", "n").iter_rows())
    # 24 + 21 + 2 + 19 + 23 + 18 = 107, all of whom both start and end in the year.
    assert {name: totals[name] for name in ("participants", "started", "ended")} == dict.fromkeys(
        ("participants", "started", "ended"), 107
    )


@pytest.mark.parametrize("table", PLAN.tables[1:], ids=NAMES[1:])
def test_a_total_is_the_same_and_as_hidden_in_every_table(byar, table):
    keys = ["period", "population", "insats", "gender"]
    totals = on_disk(byar, table.name).filter(pl.col(table.dimensions[2]) == "alla").select(*keys, "n", "hidden")
    flow = on_disk(byar, "flow").select(*keys, pl.col("n", "hidden").name.suffix("_flow"))
    both = totals.join(flow, on=keys)
    assert both.height == totals.height > 0
    assert both.filter(
        ~pl.col("n").eq_missing(pl.col("n_flow")) | (pl.col("hidden") != pl.col("hidden_flow"))
    ).is_empty()


@pytest.mark.parametrize("table", PLAN.tables[:-1], ids=NAMES[:-1])
def test_what_the_file_leaves_out_is_read_back_as_hidden(byar, table):
    """A combination that is not told apart must never be taken for 0."""
    disk, read = on_disk(byar, table.name), byar.protected.table(table.name)
    added = read.join(disk, on=disk.columns[:-2], how="anti")
    assert read.height == disk.height + added.height
    assert added.height > 0
    assert added.get_column("hidden").all()
    assert added.get_column("n").null_count() == added.height


def test_the_manifest_says_what_was_attacked(byar):
    manifest = json.loads((byar.folder / "manifest.json").read_bytes())
    assert manifest["edition"] == "protected"
    assert manifest["rules_version"] == rules_version()
    assert manifest["tables"]["flow"]["margins"] == [["insats", "gender"]]
    assert manifest["tables"]["exit"]["half_year"] == [["avslutsorsak"]]
    assert (manifest["audit"]["pinned"], manifest["audit"]["narrowed"], manifest["audit"]["findings"]) == (0, 0, [])
    assert manifest["audit"]["hidden"] > 0


def test_no_row_of_the_register_is_anywhere_in_the_snapshot(byar):
    for path in byar.folder.rglob("*"):
        if path.is_file():
            assert b"participant_id" not in path.read_bytes(), path.name
    assert not (byar.folder / "participation.parquet").exists()


# Published again.


@pytest.fixture
def again(byar, tmp_path):
    """The same data and its protected snapshot, to do as one likes with."""
    shutil.copytree(byar.settings.data, tmp_path / "data")
    shutil.copytree(byar.settings.snapshots, tmp_path / "snapshots")
    return Settings(tmp_path / "data", tmp_path / "snapshots", "protected")


def test_unchanged_data_published_again_shows_and_hides_the_same(byar, again):
    assert is_current(again)
    second = publish_again(again, days=2)
    for name in NAMES:
        assert second.table(name).equals(byar.protected.table(name)), name


def test_one_deltagande_more_in_an_old_period_is_refused(byar, again):
    """107 yesterday and 108 today: somebody came in, and every number that has grown by one tells of them."""
    write_byar(again.data, [*PEOPLE, *people(1, B, "man", anmalare=KOMMUN, age=60)])
    with pytest.raises(PublicationRefusedError, match="age 2024: antalet har ändrats med 1–4") as refused:
        publish_again(again, days=2)
    assert "Publicera när fler rättelser har samlats" in str(refused.value)
    assert read_manifest(again.snapshots, "protected") == byar.protected.manifest
    assert read_snapshot(again.snapshots, "protected").table("flow").equals(byar.protected.table("flow"))


def test_without_a_snapshot_that_anybody_remembers_the_same_data_is_published(tmp_path):
    settings = write_byar(tmp_path / "data", [*PEOPLE, *people(1, B, "man", anmalare=KOMMUN, age=60)])
    flow = publish_again(settings).table("flow").filter(period="2024", population="started", **EVERYBODY)
    assert flow.get_column("n").item() == 107 + 1


def test_a_snapshot_of_other_rules_is_not_current(byar, again):
    path = again.snapshots / byar.protected.manifest.snapshot_id / "protected" / "manifest.json"
    manifest = json.loads(path.read_bytes())
    path.write_text(json.dumps({**manifest, "rules_version": "annan"}), encoding="utf-8")
    assert not is_current(again)


# The certificate.


@pytest.fixture(scope="module")
def attacked(byar, tmp_path_factory):
    """The edition made anew with no snapshot before it, and a folder that holds its certificate."""
    nothing = tmp_path_factory.mktemp("ingen")
    edition = audit_edition(Settings(byar.settings.data, nothing, "protected"))
    folder = tmp_path_factory.mktemp("certifikat")
    certify(folder, "abc", PLAN.version, edition.model, edition.hidden, edition.outcome, write=True)
    return edition, folder


def test_a_certificate_is_trusted_for_what_it_names(attacked):
    edition, folder = attacked
    hidden, outcome = certified(folder, "abc", PLAN.version, edition.model)
    assert (hidden == edition.hidden).all()
    assert outcome == edition.outcome


def spoil(folder, **changes):
    path = folder / "audit" / "certificate.json"
    path.write_bytes(msgspec.json.encode({**msgspec.json.decode(path.read_bytes()), **changes}))


@pytest.mark.parametrize(
    "changes",
    [
        {"data_fingerprint": "abd"},
        {"plan_version": PLAN.version + 1},
        {"rules_version": "annan"},
        {"hidden": "0" * 64},
        {"audit": None},
    ],
)
def test_a_certificate_of_something_else_is_not_trusted(attacked, tmp_path, changes):
    edition, folder = attacked
    copy = shutil.copytree(folder, tmp_path / "copy")
    spoil(copy, **changes)
    assert certified(copy, "abc", PLAN.version, edition.model) is None


def test_a_certificate_of_an_attack_that_found_something_is_not_trusted(attacked, tmp_path):
    edition, folder = attacked
    copy = shutil.copytree(folder, tmp_path / "copy")
    finding = {"table": "flow", "period": "2024", "kind": "small", "groups": 1}
    spoil(copy, audit={**msgspec.to_builtins(edition.outcome), "findings": [finding]})
    assert certified(copy, "abc", PLAN.version, edition.model) is None


def test_showing_one_cell_more_than_was_attacked_breaks_the_certificate(attacked, tmp_path):
    edition, folder = attacked
    copy = shutil.copytree(folder, tmp_path / "copy")
    hidden = copy / "audit" / "hidden.parquet"
    pl.read_parquet(hidden)[1:].write_parquet(hidden)
    assert certified(copy, "abc", PLAN.version, edition.model) is None


@pytest.mark.parametrize("missing", ["certificate.json", "hidden.parquet"])
def test_half_a_certificate_is_none(attacked, tmp_path, missing):
    edition, folder = attacked
    copy = shutil.copytree(folder, tmp_path / "copy")
    (copy / "audit" / missing).unlink()
    assert certified(copy, "abc", PLAN.version, edition.model) is None


def test_the_two_men_are_hidden_wherever_they_are_alone(byar):
    """2 men in A, of 21 men in the spring: neither they nor what subtraction would give is shown."""
    flow = on_disk(byar, "flow").filter(insats=A, gender="man", population="started", period="2024")
    assert flow.get_column("hidden").to_list() == [True]
