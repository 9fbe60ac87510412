"""The first view, in a real Chromium: from a started server to the first chart, and with all kept to the last one.

Against the same page with st.plotly_chart as Streamlit draws it by default, in turn, as ratios within one run. Beside
them the floor: Streamlit with nothing but a choice, from its start, and Plotly alone with one chart, from its address.
"""

import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.bench_bare import bare_page
from tests.browser.serving import CHROMIUM, FLAGS, PROJECT, READY, served

COLD_ROUNDS = 4
WARM_ROUNDS = 6
PAGE = "resultat?period=2024"
CHARTS = 5
EMPTY = PROJECT / "tests" / "empty_page.py"
SCRIPTS = {"egen": PROJECT / "app.py", "plotly_chart": PROJECT / "tests" / "plain_charts.py"}
WATCH = """(() => {
  window.drawn = [];
  const seen = new Set();
  const note = () => { window.drawn.push(performance.timeOrigin + performance.now()); };
  new MutationObserver(() => {
    for (const plot of document.querySelectorAll(".js-plotly-plot")) {
      if (seen.has(plot) || !(plot.matches("p") || plot.querySelector(".cartesianlayer .trace"))) continue;
      seen.add(plot);
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
            page = _visited(context, f"{address}/{PAGE}", CHARTS)
            figure = page.locator(".js-plotly-plot").first.evaluate("({ data, layout }) => ({ data, layout })")
            context.close()
        bare = stack.enter_context(bare_page(folder / "bare", [[figure]]))
        cold: dict[str, list[float]] = {name: [] for name in (*SCRIPTS, "tom", "bar")}
        for number in range(COLD_ROUNDS):
            for name, took in cold.items():
                context = visitor(f"cold-{name}-{number}")
                start = time.time()
                if name == "bar":
                    drawn = _drawn(context, bare, 1)
                elif name == "tom":
                    with served(data, snapshots, EMPTY) as address:
                        drawn = _drawn(context, address, 1)
                else:
                    with served(data, snapshots, SCRIPTS[name]) as address:
                        drawn = _drawn(context, f"{address}/{PAGE}", CHARTS)
                took.append(drawn[0] - 1000 * start)
                context.close()
        every: dict[str, list[float]] = {name: [] for name in SCRIPTS}
        addresses = {name: stack.enter_context(served(data, snapshots, script)) for name, script in SCRIPTS.items()}
        for number in range(WARM_ROUNDS + 1):
            for name, address in addresses.items():
                context = visitor(f"warm-{name}")
                start = time.time()
                last = _drawn(context, f"{address}/{PAGE}", CHARTS)[-1]
                context.close()
                if number:
                    every[name].append(last - 1000 * start)
    first = {name: median(times) for name, times in cold.items()}
    warm = {name: median(times) for name, times in every.items()}
    for words, ms in (("startad server till första diagrammet", first), ("andra besöket till alla diagram", warm)):
        print(f"{words}, ms: " + ", ".join(f"{name} {value:.0f}" for name, value in ms.items()))
    floor = (first["tom"] + first["bar"]) / first["plotly_chart"]
    print(f"tom sida från start + bara Plotly med ett diagram: {floor:.2f} av samma sida med st.plotly_chart")
    return [
        ("startad server till första diagrammet / med st.plotly_chart", first["egen"] / first["plotly_chart"], 0.65),
        ("allt sparat, till alla diagram / med st.plotly_chart", warm["egen"] / warm["plotly_chart"], 0.60),
    ]


def _visited(context: BrowserContext, address: str, charts: int) -> Page:
    """The page when that many charts have been drawn on it."""
    page = context.new_page()
    page.goto(address, wait_until="commit")
    page.wait_for_function(f"() => window.drawn.length >= {charts}", timeout=120_000)
    page.wait_for_selector(f"{READY}, button.choice", timeout=60_000)
    return page


def _drawn(context: BrowserContext, address: str, charts: int) -> list[float]:
    """When each chart was drawn."""
    page = _visited(context, address, charts)
    found: list[float] = page.evaluate("() => window.drawn")
    page.close()
    return found


if __name__ == "__main__":
    for name, value, limit in lines():
        print(f"{'klarar ' if value <= limit else 'ÖVER   '} {value:6.2f}  (högst {limit:.2f})  {name}")
