"""Scenario files: YAML in, typed levers out, and back. What is wrong is told by lever and rule, in Swedish."""

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import yaml

from finsam_data.scenario import Scenario
from finsam_data.scenario_values import SEE_FORMAT, ScenarioError, scenario_of

SCENARIO_FOLDER = "scenarios"
LARGEST_FILE = 100_000
DEEPEST = 10
"""How many values may lie in each other; a scenario needs five."""


def parse_scenario(text: bytes | str, thing: str = "Scenariot") -> Scenario:
    """A scenario from YAML. Raises ScenarioError naming the lever, the rule and the remedy."""
    return scenario_of(_load(text, thing), thing)


def dump_scenario(scenario: Scenario) -> str:
    """The scenario as YAML; parsing it gives the same scenario."""
    return yaml.safe_dump(plain_scenario(scenario), allow_unicode=True, sort_keys=False, width=10_000)


def plain_scenario(scenario: Scenario) -> dict[str, Any]:
    """The scenario as plain values, for YAML, JSON or an address; whole amounts as integers."""
    plain: dict[str, Any] = msgspec.to_builtins(scenario, builtin_types=(date,))
    plain["levers"] = [{name: _written(value) for name, value in lever.items()} for lever in plain.get("levers", [])]
    return plain


def read_scenario(path: Path) -> Scenario:
    """The scenario of one file. Raises ScenarioError when it is missing, too large or breaks a rule."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ScenarioError(path.name, "Filen är för stor för att vara ett scenario.", SEE_FORMAT)
        text = path.read_bytes()
    except OSError as error:
        raise ScenarioError(
            path.name, "Filen finns inte eller går inte att öppna.", "Kontrollera namnet och mappen."
        ) from error
    try:
        return parse_scenario(text)
    except ScenarioError as error:
        raise ScenarioError(f"{path.name}, {_lower_first(error.thing)}", error.rule, error.remedy) from error


def read_scenarios(folder: Path) -> tuple[dict[str, Scenario], dict[str, ScenarioError]]:
    """The scenarios of a data folder and what is wrong with the others, both by file name without suffix."""
    scenarios, problems = {}, {}
    for path in sorted((folder / SCENARIO_FOLDER).glob("*.yaml")):
        try:
            scenarios[path.stem] = read_scenario(path)
        except ScenarioError as error:
            problems[path.stem] = error
    return scenarios, problems


class _Loader(yaml.SafeLoader):
    """YAML without aliases and without a key given twice, since both hide what a file says; days stay text."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.depth == DEEPEST or self.check_event(yaml.events.AliasEvent):
            raise yaml.YAMLError("alias or depth")
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        if double := [key for key in keys if keys.count(key) > 1]:
            raise KeyError(str(double[0]))
        return super().construct_mapping(node, deep=True)


def _as_written(loader: _Loader, node: yaml.ScalarNode) -> str:
    return str(node.value)


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _as_written)


def _load(text: bytes | str, thing: str) -> object:
    try:
        written = text if isinstance(text, str) else text.decode("utf-8-sig")
        if len(written) > LARGEST_FILE:
            raise ScenarioError(thing, "Texten är för lång för att vara ett scenario.", SEE_FORMAT)
        return yaml.load(written, Loader=_Loader)  # noqa: S506 — a SafeLoader
    except KeyError as error:
        raise ScenarioError(
            thing, f"”{str(error.args[0])[:40]}” anges två gånger på samma ställe.", "Behåll det ena."
        ) from error
    except (yaml.YAMLError, ValueError, TypeError) as error:
        raise ScenarioError(
            thing, "Innehållet går inte att läsa som YAML.", "Kontrollera indrag, kolon och citattecken."
        ) from error


def _written(value: Any) -> Any:
    """1.0 as 1; tuples as lists."""
    if isinstance(value, dict):
        return {key: _written(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_written(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
