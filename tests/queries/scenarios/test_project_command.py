"""python finsam.py project: the answer a program reads, the table a person reads, and errors in words."""

import json
import shutil

import pytest

from finsam import main
from tests.queries.scenarios.conftest import SAMPLE, TABLES

BOTH_IPS = SAMPLE / "scenarios" / "bada-ips.yaml"


@pytest.fixture
def answer(capfdbinary):
    """Run the command; its exit code and what it wrote."""

    def run(*arguments):
        code = main(["project", "--data", str(SAMPLE), *map(str, arguments)])
        return code, capfdbinary.readouterr().out.decode()

    return run


def test_json_gives_every_year(answer):
    code, text = answer("--scenario", BOTH_IPS, "--json")
    found = json.loads(text)
    assert (code, found["ok"], found["draft"]) == (0, True, False)
    assert list(found["years"]) == ["2025", "2026", "2027", "2028", "2029", "2030"]
    wanted = ("income_tkr", "cost_tkr", "result_tkr", "equity_opening_tkr", "equity_closing_tkr", "gap_to_ideal_tkr")
    assert [found["years"]["2026"][name] for name in wanted] == [37_798, 38_361, -563, 564, 1, 57_770 - 37_568]


def test_without_a_scenario_the_plan_and_its_assumptions_are_projected(answer):
    code, text = answer("--json")
    assert code == 0
    assert json.loads(text)["years"]["2026"]["result_tkr"] == 8270


def test_without_json_it_is_a_table(answer):
    code, text = answer("--scenario", BOTH_IPS)
    assert code == 0
    assert "−563" in text
    assert "41 562" in text


def test_a_scenario_made_on_other_data_says_so(answer, tmp_path):
    file = tmp_path / "gammal.yaml"
    file.write_text("name: Gammal\nmade_on: abc\nlevers: [{lever: nns_fee}]\n", encoding="utf-8")
    assert json.loads(answer("--scenario", file, "--json")[1])["data_changed"] is True
    assert "Underlaget har ändrats" in answer("--scenario", file)[1]
    assert "(utkast)" in answer("--scenario", file)[1]


def test_the_format_is_described(answer):
    code, text = answer("--list-levers")
    assert code == 0
    assert "region_quarter" in text
    assert json.loads(answer("--list-levers", "--json")[1])["format"] == text.removesuffix("\n")


def test_a_wrong_scenario_is_told_in_words(answer, tmp_path):
    file = tmp_path / "fel.yaml"
    file.write_text("name: Fel\nlevers: [{lever: other_income, tkr: {2026: ca 4500}}]\n", encoding="utf-8")
    code, text = answer("--scenario", file, "--json")
    assert code == 1
    assert json.loads(text) == {
        "ok": False,
        "error": "fel.yaml, spak 1 (other_income), tkr, 2026: ”ca 4500” är inte ett belopp. "
        "Skriv beloppet som 4500, ”4 500” eller ”4,5 mkr”.",
    }


def test_money_tables_and_settings_are_all_it_needs(answer, tmp_path):
    for name in (*(f"{table}.parquet" for table in TABLES), "forbund.yaml", "assumptions.yaml"):
        shutil.copy(SAMPLE / name, tmp_path)
    code, text = answer("--data", tmp_path, "--json")
    assert code == 0
    assert json.loads(text)["years"]["2026"]["equity_closing_tkr"] == 564 + 8270
