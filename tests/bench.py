"""Speed as ratios within one run: python -m tests.bench. Prints each figure beside its limit; exits 1 when one is over.

Absolute times differ between machines and between hours; ratios of things measured in turn do not.
"""

import gc
import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from statistics import median

import polars as pl

PROJECT = Path(__file__).resolve().parent.parent
SAMPLE = PROJECT / "sample_data"
ROUNDS = 3
RERUNS = 7
MILLION = 1_000_000
CHILD = "--pages"


def main() -> int:
    """Measure everything and print a line per figure."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        large = _large_register(folder / "large")
        seconds = {"sample": _publish(SAMPLE, folder / "s1"), "large": _publish(large, folder / "s2")}
        rounds = {
            name: [_pages_apart(data, folder / snapshots) for _ in range(ROUNDS)]
            for name, data, snapshots in (("sample", SAMPLE, "s1"), ("large", large, "s2"))
        }
    pages = {name: _medians(measured) for name, measured in rounds.items()}
    lines = [("publicera exempeldata, sekunder", seconds["sample"], 5.0)]
    lines += [
        (f"{page}: omkörning / (tom sida + figurer)", times["page"] / (times["empty"] + times["figures"]), 1.5)
        for page, times in pages["sample"].items()
    ]
    lines += [
        (f"{page}: en miljon rader / exempeldata", pages["large"][page]["page"] / times["page"], 1.2)
        for page, times in pages["sample"].items()
    ]
    print(f"publicera en miljon rader: {seconds['large']:.1f} s")
    for page, times in pages["sample"].items():
        print(f"{page}: " + ", ".join(f"{name} {value * 1000:.0f} ms" for name, value in times.items()))
    for name, value, limit in lines:
        print(f"{'klarar ' if value <= limit else 'ÖVER   '} {value:6.2f}  (högst {limit:.2f})  {name}")
    return 0 if all(value <= limit for _, value, limit in lines) else 1


def measure_pages() -> dict[str, dict[str, float]]:
    """In this process: seconds of a rerun of each page, of an empty page, and of building the page's figures."""
    from streamlit.testing.v1 import AppTest

    from pages.text.navigation import PAGES

    empty = AppTest.from_string("import streamlit as st\nst.write('tom')", default_timeout=60).run()
    app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=60).run()
    times: dict[str, dict[str, float]] = {}
    for folder, _, _ in PAGES:
        app.switch_page(f"pages/{folder}/page.py").run()
        if app.exception or app.error:
            raise RuntimeError(f"{folder}: {app.exception or app.error}")
    gc.collect()
    gc.freeze()
    for folder, _, _ in PAGES:
        app.switch_page(f"pages/{folder}/page.py").run()
        times[folder] = {
            "page": median(_timed(app.run) for _ in range(RERUNS)),
            "empty": median(_timed(empty.run) for _ in range(RERUNS)),
            "figures": _figure_seconds(folder, app.run),
        }
    return times


def _figure_seconds(folder: str, run: Callable[[], object]) -> float:
    """The time of the page's own chart functions and of turning their figures into what is sent."""
    import plotly.graph_objects as go
    import plotly.io

    spent: list[float] = []
    figures: list[object] = []
    try:
        module = importlib.import_module(f"pages.{folder}.charts")
    except ModuleNotFoundError:
        return 0.0
    originals = {
        name: value
        for name, value in vars(module).items()
        if callable(value) and getattr(value, "__module__", "") == module.__name__ and not name.startswith("_")
    }

    def timed(function: Callable[..., object]) -> Callable[..., object]:
        @wraps(function)
        def call(*arguments: object, **named: object) -> object:
            start = time.perf_counter()
            chart = function(*arguments, **named)
            spent.append(time.perf_counter() - start)
            figures.append(getattr(chart, "figure", None))
            return chart

        return call

    for name, function in originals.items():
        setattr(module, name, timed(function))
    try:
        run()
    finally:
        for name, function in originals.items():
            setattr(module, name, function)
    built = sum(spent)
    drawn = [figure for figure in figures if figure]
    sent = median(
        _timed(lambda: [plotly.io.to_json(go.Figure(figure), validate=False) for figure in drawn])
        for _ in range(RERUNS)
    )
    return built + sent


def _timed(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _medians(rounds: list[dict[str, dict[str, float]]]) -> dict[str, dict[str, float]]:
    return {
        page: {name: median(measured[page][name] for measured in rounds) for name in rounds[0][page]}
        for page in rounds[0]
    }


def _pages_apart(data: Path, snapshots: Path) -> dict[str, dict[str, float]]:
    """measure_pages in a process of its own, since settings are read once per process."""
    environment = {**os.environ, "FINSAM_DATA": str(data), "FINSAM_SNAPSHOTS": str(snapshots)}
    answer = subprocess.run(
        [sys.executable, "-m", "tests.bench", CHILD],
        cwd=PROJECT,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    measured: dict[str, dict[str, float]] = json.loads(answer.stdout.splitlines()[-1])
    return measured


def _publish(data: Path, out: Path) -> float:
    from finsam_data.settings import read_settings
    from queries.publication.publish import publish

    settings = read_settings(data, out)
    return _timed(lambda: publish(settings, datetime.now(UTC)))


def _large_register(folder: Path) -> Path:
    """The sample with its rows repeated to a million, each with an id of its own."""
    folder.mkdir()
    for path in [*SAMPLE.glob("*.parquet"), *SAMPLE.glob("*.yaml")]:
        (folder / path.name).write_bytes(path.read_bytes())
    rows = pl.read_parquet(SAMPLE / "participation.parquet")
    copies = pl.DataFrame({"copy": range(-(-MILLION // rows.height))})
    repeated = rows.join(copies, how="cross").head(MILLION)
    repeated.with_columns(
        participant_id=pl.format("{}-{}", "participant_id", "copy"),
    ).drop("copy").write_parquet(folder / "participation.parquet")
    return folder


if __name__ == "__main__":
    if CHILD in sys.argv:
        print(json.dumps(measure_pages()))
    else:
        sys.exit(main())
