"""Cases that an official can read aloud: the levers, and every answer with its arithmetic beside it."""

import re
from pathlib import Path

import pytest
import yaml

from finsam_data.scenario_values import scenario_of
from queries.scenarios.engine import project
from queries.scenarios.numbers import whole

CASES = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))
ARITHMETIC = re.compile(r"[-\d+*/(). ]+")


def worked_out(text: str) -> float:
    """4 · (9 392 − 350) → 36 168."""
    plain = text.replace("−", "-").replace("·", "*").replace(",", ".")
    plain = re.sub(r"(?<=\d) (?=\d{3})", "", plain)
    assert ARITHMETIC.fullmatch(plain), text
    return eval(plain)


def expectations():
    for case in CASES:
        for year, answers in case["answers"].items():
            for name, sum_ in answers.items():
                yield pytest.param(case, year, name, sum_, id=f"{case['case']}, {year} {name}")


@pytest.mark.parametrize(("case", "year", "name", "sum_"), list(expectations()))
def test_the_answer_is_the_arithmetic_beside_it(plan, case, year, name, sum_):
    arithmetic, answer = sum_.split(" = ")
    assert whole(worked_out(arithmetic)) == worked_out(answer)
    scenario = scenario_of({"name": case["case"], "levers": case["levers"]})
    assert getattr(project(plan, scenario).year(year), name) == worked_out(answer)
