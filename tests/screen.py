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


BODY = re.compile(r" data-body='([^']*)'>")
TABLE = re.compile(r" data-table='([^']*)'>")


def spread(html: str) -> str:
    """Our HTML as it stands once the browser has built what it was told."""
    told = BODY.sub(lambda found: ">" + "".join(map(_markup, parts(found[1]))), html)
    return TABLE.sub(lambda found: _table(json.loads(found[1])), told)


def parts(body: str) -> list[Any]:
    """The pieces of markup and the cards of a body, out of their rows."""
    return _level(json.loads(body)["parts"])


def _level(told: list[Any]) -> list[Any]:
    found = []
    for part in told:
        rows = part.get("row") if isinstance(part, dict) else None
        found += [one for column in rows for one in _level(column)] if rows is not None else [part]
    return found


def _markup(part: Any) -> str:
    return part if isinstance(part, str) else part["above"] + part["below"]


def figures(html: str) -> list[dict[str, Any]]:
    """What the browser is told of each chart: its figure, its words and its walk."""
    told = [part for body in BODY.findall(html) for part in parts(body)]
    return [part["figure"] for part in told if isinstance(part, dict) and part["figure"]]


def html(app: AppTest) -> list[str]:
    """The HTML of each of a run's elements."""
    return [spread(found.body) for found in app.html]


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
    texts = [unescape(MARKUP.sub(" ", one)) for one in html(app)]
    kinds = (app.error, app.warning, app.info, app.toast, app.markdown, app.caption)
    messages = [found.value for kind in kinds for found in kind]
    choices = [text for box in app.selectbox for text in (box.label, *box.options)]
    drawn = [json.dumps(chart, ensure_ascii=False) for chart in charts(app)]
    return "\n".join([*texts, *messages, *choices, *drawn])


def charts(app: AppTest) -> list[dict[str, Any]]:
    """What is sent to the browser of each chart of a run."""
    return [told for found in app.html for told in figures(found.body)]


def told(app: AppTest) -> list[str]:
    """The messages the app gives: errors, then warnings."""
    return [found.value for found in (*app.error, *app.warning)]
