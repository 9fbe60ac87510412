"""The first view, in a real Chromium: from a started server to the first chart, and with all kept to the last one.

Against the same page with st.plotly_chart as Streamlit draws it by default, in turn, as ratios within one run.
"""

import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from playwright.sync_api import BrowserContext, sync_playwright

from tests.browser.serving import CHROMIUM, FLAGS, PROJECT, READY, served

COLD_ROUNDS = 4
WARM_ROUNDS = 6
PAGE = "resultat?period=2024"
CHARTS = 5
SCRIPTS = {"egen": PROJECT / "app.py", "plotly_chart": PROJECT / "tests" / "plain_charts.py"}
WATCH = """(() => {
  window.drawn = [];
  const seen = new Set();
  new MutationObserver(() => {
    for (const plot of document.querySelectorAll(".js-plotly-plot")) {
      if (seen.has(plot) || !plot.querySelector(".cartesianlayer .trace")) continue;
      seen.add(plot);
      const note = () => { window.drawn.push(performance.timeOrigin + performance.now()); };
      requestAnimationFrame(() => { setTimeout(note); });
    }
  }).observe(document, { subtree: true, childList: true });
})()"""


def lines() -> list[tuple[str, float, float]]:
    """Name, ratio and limit of each figure; prints the milliseconds."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        chromium = stack.enter_context(sync_playwright()).chromium

        def visitor(name: str) -> BrowserContext:
            """A browser with a cache of its own on the disk."""
            kept = folder / name
            context = chromium.launch_persistent_context(
                str(kept), executable_path=CHROMIUM, args=FLAGS, locale="sv-SE", viewport={"width": 1440, "height": 900}
            )
            context.add_init_script(WATCH)
            return context

        data, snapshots = PROJECT / "sample_data", folder / "snapshots"
        with served(data, snapshots) as address:
            context = visitor("publish")
            _visit(context, address)
            context.close()
        first: dict[str, list[float]] = {name: [] for name in SCRIPTS}
        for number in range(COLD_ROUNDS):
            for name, script in SCRIPTS.items():
                context = visitor(f"cold-{name}-{number}")
                start = time.time()
                with served(data, snapshots, script) as address:
                    first[name].append(_visit(context, address)[0] - 1000 * start)
                context.close()
        every: dict[str, list[float]] = {name: [] for name in SCRIPTS}
        addresses = {name: stack.enter_context(served(data, snapshots, script)) for name, script in SCRIPTS.items()}
        for number in range(WARM_ROUNDS + 1):
            for name, address in addresses.items():
                context = visitor(f"warm-{name}")
                start = time.time()
                took = _visit(context, address)[-1] - 1000 * start
                context.close()
                if number:
                    every[name].append(took)
    cold = {name: median(times) for name, times in first.items()}
    warm = {name: median(times) for name, times in every.items()}
    for words, ms in (("startad server till första diagrammet", cold), ("andra besöket till alla diagram", warm)):
        print(f"{words}, ms: " + ", ".join(f"{name} {value:.0f}" for name, value in ms.items()))
    return [
        ("startad server till första diagrammet / med st.plotly_chart", cold["egen"] / cold["plotly_chart"], 0.65),
        ("allt sparat, till alla diagram / med st.plotly_chart", warm["egen"] / warm["plotly_chart"], 0.60),
    ]


def _visit(context: BrowserContext, address: str) -> list[float]:
    """When each chart was drawn."""
    page = context.new_page()
    page.goto(f"{address}/{PAGE}", wait_until="commit")
    page.wait_for_function(f"() => window.drawn.length >= {CHARTS}", timeout=120_000)
    page.wait_for_selector(READY, timeout=60_000)
    found: list[float] = page.evaluate("() => window.drawn")
    page.close()
    return found


if __name__ == "__main__":
    for name, value, limit in lines():
        print(f"{'klarar ' if value <= limit else 'ÖVER   '} {value:6.2f}  (högst {limit:.2f})  {name}")
