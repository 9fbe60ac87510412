"""Speed as ratios within one run: python -m tests.bench. Prints each figure beside its limit; exits 1 when one is over.

Absolute times differ between machines and between hours; ratios of things measured in turn do not.
"""

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import polars as pl
from streamlit.testing.v1 import AppTest

from finsam_data.files import data_files
from pages.drawing.chart import Chart
from tests import bench_charts, bench_first, bench_intake, bench_load

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
    lines.append(("scenarios: en ändrad spak, ms", 1000 * pages["sample"]["scenarios"]["lever"], 60.0))
    lines += scenario_lines()
    lines += bench_intake.lines()
    lines += bench_charts.lines()
    lines += bench_first.lines()
    lines += bench_load.lines()
    print(f"publicera en miljon rader: {seconds['large']:.1f} s")
    for page, times in pages["sample"].items():
        print(f"{page}: " + ", ".join(f"{name} {value * 1000:.0f} ms" for name, value in times.items()))
    for name, value, limit in lines:
        print(f"{'klarar ' if value <= limit else 'ÖVER   '} {value:6.2f}  (högst {limit:.2f})  {name}")
    return 0 if all(value <= limit for _, value, limit in lines) else 1


def measure_pages() -> dict[str, dict[str, float]]:
    """In this process: seconds of a rerun of each page, of an empty page, and of building the page's figures."""
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
            "figures": _figure_seconds(app.run),
        }
    times["scenarios"]["lever"] = _lever_seconds(app)
    return times


def _lever_seconds(app: AppTest) -> float:
    """The time a changed lever takes: its field's own answer, and the part of the page that is run again."""
    import pages.scenarios.lever_form
    import pages.scenarios.live

    app.switch_page("pages/scenarios/page.py").run()
    app.button(key="start Båda beslutade IPS-insatserna").click().run()
    spent: list[float] = []
    parts = ((pages.scenarios.live, "live"), (pages.scenarios.lever_form, "_pull"))
    whole = [getattr(module, name) for module, name in parts]

    def noted(run: Callable[..., object]) -> Callable[..., None]:
        return lambda *arguments: spent.append(_timed(lambda: run(*arguments)))

    for (module, name), run in zip(parts, whole, strict=True):
        setattr(module, name, noted(run))
    try:
        changes = []
        for tkr in range(9042, 9042 + RERUNS):
            spent.clear()
            next(field for field in app.text_input if field.label.startswith("2026")).set_value(str(tkr)).run()
            changes.append(sum(spent))
    finally:
        for (module, name), run in zip(parts, whole, strict=True):
            setattr(module, name, run)
    if app.exception or len(spent) != len(parts):
        raise RuntimeError(f"spakändringen mättes inte: {app.exception}")
    return median(changes)


def scenario_lines() -> list[tuple[str, float, float]]:
    """What scenarios cost in milliseconds, on the shipped plan with both decided insatser: name, least, limit."""
    from finsam_data.scenario_files import read_scenarios
    from queries.scenarios.engine import project
    from queries.scenarios.goal_seek import least_each_year, seek
    from queries.scenarios.linear import solve
    from queries.scenarios.linear_columns import Free
    from queries.scenarios.rules import EquityFloor, GroupShare, MaxCut
    from queries.scenarios.simulation import DRAWS, equity_fan
    from queries.scenarios.tornado import tornado
    from queries.scenarios.unknowns import CutAcross, InsatsCosts, RegionGives
    from tests.queries.scenarios.conftest import sample_baseline

    plan, scenario = sample_baseline(), read_scenarios(SAMPLE)[0]["bada-ips"]
    insatser = tuple(lever.subject for lever in scenario.levers)
    years = tuple(year for year in plan.years if year >= plan.first_undecided)
    rules = [EquityFloor(500), GroupShare("kansli", 0.22), MaxCut(0.1)]
    runs: list[tuple[str, Callable[[], object], float]] = [
        ("en projektion", lambda: project(plan, scenario), 2.0),
        ("målsökning, regionen", lambda: seek(plan, scenario, RegionGives(years), rules), 100.0),
        ("målsökning, regionen år för år", lambda: least_each_year(plan, scenario, years[:3], rules), 100.0),
        ("målsökning, en insats", lambda: seek(plan, scenario, InsatsCosts(insatser[0], years[:3]), rules), 100.0),
        ("målsökning, nedskärning", lambda: seek(plan, scenario, CutAcross(years[0]), rules), 100.0),
        (
            "målsökning, flera obekanta",
            lambda: solve(plan, scenario, Free(years, insatser, ("kansli",)), rules, "least_cut"),
            100.0,
        ),
        (f"{DRAWS} dragningar", lambda: equity_fan(plan, scenario), 100.0),
        ("tornado", lambda: tornado(plan, scenario, years[-1]), 100.0),
    ]
    lines = []
    for name, run, limit in runs:
        run()
        lines.append((f"{name}, ms", 1000 * min(_timed(run) for _ in range(RERUNS)), limit))
    return lines


def _figure_seconds(run: Callable[[], object]) -> float:
    """The time graph_objects needs to build the figures of the page and turn them into what is sent."""
    import plotly.graph_objects as go
    import plotly.io

    from pages.shared.page import Page

    drawn: list[dict[str, object]] = []
    draw = Page.chart

    def noted(page: Page, chart: Chart) -> None:
        drawn.append(chart.figure)
        draw(page, chart)

    Page.chart = noted  # type: ignore[method-assign]
    try:
        run()
    finally:
        Page.chart = draw  # type: ignore[method-assign]
    return median(
        _timed(lambda: [plotly.io.to_json(go.Figure(figure), validate=False) for figure in drawn])
        for _ in range(RERUNS)
    )


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
    for path in data_files(SAMPLE):
        copy = folder / path.relative_to(SAMPLE)
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(path.read_bytes())
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
