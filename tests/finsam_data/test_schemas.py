"""Every rule of every stored table: one row it accepts, one it rejects, and a Swedish text for it."""

import math
from datetime import date

import polars as pl
import pytest

from finsam_data.errors import DataError
from finsam_data.schemas import TABLES
from finsam_data.sources.parquet import read_table
from finsam_data.sources.rules import rule_text
from tests.builders import VALID_ROWS, frame, row

NAN, INF = math.nan, math.inf
YEAR_LIMITS = {"year|min": ({"year": 2004}, {"year": 2003}), "year|max": ({"year": 2100}, {"year": 2101})}

# table → rule → what it just accepts and what it rejects, as changes to the valid row.
LIMITS = {
    "participation": {
        "participant_id|min_length": ({"participant_id": "1"}, {"participant_id": ""}),
        "age|min": ({"age": 15}, {"age": 14}),
        "age|max": ({"age": 69}, {"age": 70}),
        "ends_on_or_after_start": (
            {"start_date": date(2024, 3, 1), "end_date": date(2024, 3, 1)},
            {"start_date": date(2024, 3, 2), "end_date": date(2024, 3, 1)},
        ),
        "reason_needs_end": ({"end_date": None, "avslutsorsak": None}, {"end_date": None, "avslutsorsak": "Arbete"}),
        "end_needs_reason": ({"avslutsorsak": None, "consent": False}, {"avslutsorsak": None, "consent": True}),
    },
    "allocation": {**YEAR_LIMITS, "allocation_tkr|min": ({"allocation_tkr": 0.0}, {"allocation_tkr": -0.5})},
    "budget_line": {**YEAR_LIMITS, "line_no|min": ({"line_no": 1}, {"line_no": 0})},
    "economy_fact": {
        "per_cent_and_per_mille_are_sane": (
            {"unit": "promille", "value": -1000.0},
            {"unit": "procent", "value": 1000.5},
        )
    },
    "ideal_allocation": {**YEAR_LIMITS, "ideal_tkr|min": ({"ideal_tkr": 0}, {"ideal_tkr": -1})},
    "insats_budget": {**YEAR_LIMITS, "amount_tkr|min": ({"amount_tkr": 0}, {"amount_tkr": -1})},
    "published_conflict": {},
    "published_figure": {},
    "source": {},
    "target": {
        "has_value_or_reference": (
            {"value": None, "reference": "2023 års resultat"},
            {"value": None, "reference": None},
        )
    },
    "target_group": {
        "n|min": ({"n": 0}, {"n": -1}),
        **{
            f"{column}|{rule}": ({column: accepted}, {column: rejected})
            for column in ("women_share", "men_share")
            for rule, accepted, rejected in (("min", 0.0, -0.01), ("max", 1.0, 1.01))
        },
    },
}
PRIMARY_KEYS = {
    table: [name for name, c in schema.columns().items() if c.primary_key] for table, schema in TABLES.items()
}
ENUMS = {
    "allocation": ["basis"],
    "budget_line": ["basis", "line_kind"],
    "insats_budget": ["basis", "line_kind", "type"],
    "published_figure": ["measure"],
    "target": ["measure", "operator"],
    "target_group": ["unit"],
}
OTHER_KEY = {pl.String: "ett annat", pl.Int64: 2005, pl.Date: date(2023, 5, 5)}


def rules(table: str) -> list[str]:
    """Every rule of a table, as dataframely names it when a row breaks it."""
    return sorted(TABLES[table]._validation_rules(with_cast=True))


def accepted_and_rejected(table: str, rule: str) -> tuple[pl.DataFrame, pl.DataFrame] | None:
    """Two frames that differ only in what the rule is about; None for a rule that nothing can break once typed."""
    valid = row(table)
    column, _, check = rule.rpartition("|")
    if rule in LIMITS[table]:
        accepted, rejected = LIMITS[table][rule]
        return frame(table, {**valid, **accepted}), frame(table, {**valid, **rejected})
    if rule == "primary_key":
        name = next(name for name in PRIMARY_KEYS[table] if TABLES[table].columns()[name].dtype in OTHER_KEY)
        other = OTHER_KEY[TABLES[table].columns()[name].dtype]
        return frame(table, valid, {**valid, name: other}), frame(table, valid, valid)
    if check == "nullability":
        return frame(table, valid), frame(table, {**valid, column: None})
    if check in ("nan", "inf"):
        return frame(table, valid), frame(table, {**valid, column: NAN if check == "nan" else INF})
    if check == "dtype" and column in ENUMS.get(table, []):
        return frame(table, valid), frame(table, {**valid, column: "påhittat"})
    assert check == "dtype", f"{table} has the rule {rule}, which no row here breaks"
    return None


CASES = [(table, rule) for table in TABLES for rule in rules(table) if accepted_and_rejected(table, rule)]


def test_there_is_a_valid_row_and_a_list_of_limits_for_every_table():
    assert VALID_ROWS.keys() == LIMITS.keys() == TABLES.keys()


def test_the_lists_above_name_every_enum_of_the_schemas():
    found = {
        table: sorted(name for name, column in schema.columns().items() if isinstance(column.dtype, pl.Enum))
        for table, schema in TABLES.items()
    }
    assert {table: names for table, names in found.items() if names} == ENUMS


@pytest.mark.parametrize("table", TABLES)
def test_every_limit_above_is_a_rule_of_its_table(table):
    assert LIMITS[table].keys() <= set(rules(table))


@pytest.mark.parametrize(("table", "rule"), [(table, rule) for table in TABLES for rule in rules(table)])
def test_every_rule_has_a_swedish_text_with_a_remedy(table, rule):
    text = rule_text(rule)
    assert text.column in ("", *TABLES[table].columns())
    assert text.rule.endswith(".")
    assert text.remedy.endswith(".")


@pytest.mark.parametrize(("table", "rule"), CASES)
def test_a_rule_accepts_one_row_and_rejects_the_other_in_words(table, rule, tmp_path):
    accepted, rejected = accepted_and_rejected(table, rule)
    assert TABLES[table].is_valid(accepted, cast=True)

    rejected.write_parquet(tmp_path / f"{table}.parquet")
    with pytest.raises(DataError) as caught:
        read_table(tmp_path, table, {})
    broken = TABLES[table].filter(rejected, cast=True)[1].counts()
    assert rule in broken
    # A number that is none breaks the limits of its column too; either way the column is named and the rows counted.
    told = [text for text in map(rule_text, broken) if caught.value.rule.startswith(text.rule)]
    assert len(told) == 1
    assert caught.value.rule == f"{told[0].rule} Det gäller {rejected.height} av {rejected.height} rader."
    assert caught.value.remedy == told[0].remedy
    assert caught.value.thing == f"{table}.parquet" + (f", kolumnen {told[0].column}" if told[0].column else "")


@pytest.mark.parametrize("table", TABLES)
def test_each_part_of_a_primary_key_is_enough_to_tell_two_rows_apart(table, tmp_path):
    """Grain: the rows of a table differ in at least one column of its key, whichever it is."""
    for name in PRIMARY_KEYS[table]:
        dtype = TABLES[table].columns()[name].dtype
        other = dtype.categories[1] if isinstance(dtype, pl.Enum) else OTHER_KEY[dtype]
        two = frame(table, row(table), {**row(table), name: other})
        two.write_parquet(tmp_path / f"{table}.parquet")
        assert read_table(tmp_path, table, {}).height == 2, name
