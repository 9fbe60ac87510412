"""From a changed choice to the last repainted chart, in a real Chromium: as ratios within one run, in turn.

Five pages: ours; the same with st.plotly_chart, plain and tuned; Streamlit with nothing but a choice; and a bare page
that hands ready figures to Plotly.react, which is as fast as drawing them can be.
"""

import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from tests.bench_bare import bare_page
from tests.browser.serving import PROJECT, READY, launch, served

ROUNDS = 10
OPTIONS = ("Helåret 2023", "Helåret 2024")
ADDRESS = "resultat?period=2024"
QUIET = 900
"""Milliseconds without a change after which everything is drawn."""
WATCH = """() => {
  window.seen = { start: 0, last: 0 };
  document.addEventListener("click", (event) => {
    if (event.target.closest("[role=option], button.choice")) window.seen = { start: performance.now(), last: 0 };
  }, true);
  new MutationObserver((changes) => {
    const drawn = (node) => (node.closest ? node : node.parentElement)?.closest(".js-plotly-plot") ||
      node.querySelector?.(".js-plotly-plot");
    if (!changes.some((change) => drawn(change.target) && change.target.tagName !== "BODY")) return;
    requestAnimationFrame(() => { setTimeout(() => { window.seen.last = performance.now(); }); });
  }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
}"""


def lines() -> list[tuple[str, float, float]]:
    """Name, ratio and limit of each figure; prints the milliseconds."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        data, snapshots = PROJECT / "sample_data", folder / "snapshots"
        apps = {
            name: stack.enter_context(served(data, snapshots, script))
            for name, script in (
                ("egen", PROJECT / "app.py"),
                ("plotly_chart", PROJECT / "tests" / "plain_charts.py"),
                ("trimmad", PROJECT / "tests" / "tuned_charts.py"),
                ("tom", PROJECT / "tests" / "empty_page.py"),
            )
        }
        browser = launch(stack.enter_context(sync_playwright()))
        pages: dict[str, Page] = {}
        for name, address in apps.items():
            page = pages[name] = _page(browser)
            page.goto(f"{address}/{ADDRESS if name != 'tom' else ''}")
            page.wait_for_selector(READY, timeout=60_000)
            page.wait_for_function("() => document.querySelector('.js-plotly-plot')", timeout=60_000)
            page.wait_for_timeout(3000)
        page = pages["bar"] = _page(browser)
        page.goto(stack.enter_context(bare_page(folder / "bare", _figures(pages["egen"]))))
        page.wait_for_function("() => document.querySelectorAll('.js-plotly-plot .main-svg').length > 3")
        for page in pages.values():
            page.evaluate(WATCH)
        measured: dict[str, list[float]] = {name: [] for name in pages}
        for number in range(ROUNDS + 1):
            for name, page in pages.items():
                page.bring_to_front()
                took = _change(page, None if name == "bar" else OPTIONS[number % 2])
                if number:
                    measured[name].append(took)
        browser.close()
    ms = {name: median(times) for name, times in measured.items()}
    print("ändrat val till sista diagrammet, ms: " + ", ".join(f"{name} {value:.0f}" for name, value in ms.items()))
    floor = ms["tom"] + ms["bar"]
    print(f"tom omkörning + bara Plotly.react: {floor / ms['plotly_chart']:.2f} av samma sida med st.plotly_chart")
    return [
        ("ändrat val / samma sida med st.plotly_chart", ms["egen"] / ms["plotly_chart"], 0.30),
        ("ändrat val / (tom omkörning + bara Plotly.react)", ms["egen"] / floor, 1.2),
    ]


def _page(browser) -> Page:
    return browser.new_context(viewport={"width": 1440, "height": 900}, locale="sv-SE").new_page()


def _change(page: Page, option: str | None) -> float:
    """Milliseconds from the click to the last frame in which a chart changed."""
    if option is None:
        page.locator("button.choice").click()
    else:
        page.locator(".st-key-choice_period input").click()
        page.get_by_role("option", name=option, exact=True).click()
    page.wait_for_function(f"() => seen.last > seen.start && performance.now() - seen.last > {QUIET}", polling=100)
    return float(page.evaluate("() => seen.last - seen.start"))


def _figures(page: Page) -> list[list[object]]:
    """The page's figures under both choices."""
    found = []
    for option in OPTIONS:
        page.locator(".st-key-choice_period input").click()
        page.get_by_role("option", name=option, exact=True).click()
        page.wait_for_timeout(3000)
        read = "all => all.map(plot => ({ data: plot.data, layout: plot.layout }))"
        found.append(page.locator(".js-plotly-plot").evaluate_all(read))
    return found


if __name__ == "__main__":
    for name, value, limit in lines():
        print(f"{'klarar ' if value <= limit else 'ÖVER   '} {value:6.2f}  (högst {limit:.2f})  {name}")
