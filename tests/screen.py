"""What a run of the app shows, for tests that read it."""

import json
import re
from html import escape, unescape
from typing import Any

from streamlit.testing.v1 import AppTest

# What a user must never meet: system messages, tracebacks, libraries' own words, paths of the machine.
NOT_FOR_USERS = re.compile(
    r"traceback|exception|errno|no such file|not found|permission|invalid|expected|unknown|missing|failed|panic|"
    r"parquet error|polars|duckdb|msgspec|dataframely|line \d|(^|[\s\"'”(])(/\w|[a-z]:\\)",
    re.IGNORECASE | re.MULTILINE,
)
MARKUP = re.compile(r"<style>.*?</style>|<script>.*?</script>|<[^>]+>", re.DOTALL)


TABLE = re.compile(r" data-table='([^']*)'>")
FIGURE = re.compile(r" data-figure='([^']*)'")


def spread(html: str) -> str:
    """Our HTML with its tables as they stand once the browser has built them."""
    return TABLE.sub(lambda found: _table(json.loads(found[1])), html)


def _table(told: dict[str, Any]) -> str:
    heads = "".join(f"<th>{escape(label)}</th>" for label, _ in told["columns"])
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in told["rows"])
    return f"><table><caption>{escape(told['caption'])}</caption><tr>{heads}</tr>{rows}</table>"


def go_to(app: AppTest, folder: str) -> AppTest:
    """Run one of pages.text.navigation.PAGES by its folder."""
    return app.switch_page(f"pages/{folder}/page.py").run()


def words(app: AppTest) -> str:
    """All text on the screen, figures' own text included, without markup."""
    assert not app.exception, [found.value for found in app.exception]
    html = [unescape(MARKUP.sub(" ", spread(found.body))) for found in app.html]
    kinds = (app.error, app.warning, app.info, app.toast, app.markdown, app.caption)
    messages = [found.value for kind in kinds for found in kind]
    choices = [text for box in app.selectbox for text in (box.label, *box.options)]
    drawn = [json.dumps(chart, ensure_ascii=False) for chart in charts(app)]
    return "\n".join([*html, *messages, *choices, *drawn])


def charts(app: AppTest) -> list[dict[str, Any]]:
    """What is sent to the browser of each chart: its figure, its words and its walk."""
    return [json.loads(figure) for found in app.html for figure in FIGURE.findall(found.body)]


def told(app: AppTest) -> list[str]:
    """The messages the app gives: errors, then warnings."""
    return [found.value for found in (*app.error, *app.warning)]
