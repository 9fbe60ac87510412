"""Every chart of every page as it is sent to the browser, light and dark: its colours, and the way to its numbers."""

from itertools import pairwise

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState, ContextInfo

from pages.drawing.palette import DARK, LEAST_CONTRAST, LIGHT, contrast
from pages.drawing.shades import mixed
from pages.shared.chart.files import address as folder_of_files
from pages.text.navigation import PAGES
from tests.browser.stream import opened, whole_run
from tests.pages.colour_vision import JUST_NOTICED, MACHADO, distance
from tests.screen import figures

READABLE = 4.5
KEYS = ["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp", "Home", "End", "PageDown", "PageUp"]
MOST = 20
PRESSES = """async ([address, keys, grids]) => {
  const { Walk } = await import(address);
  return grids.map(walk => {
    const stage = document.createElement("div");
    const chart = { stage, data: { walk, insatser: {} }, plot: { querySelectorAll: () => [] } };
    const one = new Walk(chart);
    const far = new Map();
    let layer = [undefined];
    for (let presses = 1; layer.length; presses += 1) {
      const next = [];
      for (const from of layer) for (const key of keys) {
        one.at = from;
        stage.dispatchEvent(new KeyboardEvent("keydown", { key }));
        if (!one.at || far.has(`${one.at}`)) continue;
        far.set(`${one.at}`, presses);
        next.push([...one.at]);
      }
      layer = next;
    }
    const stops = walk.flatMap((row, point) => row.flatMap((stop, series) => (stop ? [`${[point, series]}`] : [])));
    return Math.max(...stops.map(stop => far.get(stop) ?? Infinity));
  });
}"""


@pytest.fixture(scope="module")
def sent(address):
    """The charts of every page of 2024 in both themes."""
    charts = []
    for scheme in ("light", "dark"):
        for _, _, url_path in PAGES:
            state = ClientState(
                page_name=url_path, query_string="period=2024", context_info=ContextInfo(color_scheme=scheme)
            )
            with opened(address, {}) as stream:
                html = "".join(whole_run(stream, BackMsg(rerun_script=state)).html)
            charts += figures(html)
    return charts


def listed(value, n):
    """One for each point, of a value that may be the same for all."""
    return value if isinstance(value, list) else [value] * n


def under_words(figure, x, y, palette):
    """The tint of the cell there, in a table of tinted cells; otherwise the surface."""
    for trace in figure["data"]:
        if trace["type"] == "heatmap":
            row = next(
                row for row, (low, high) in enumerate(pairwise(trace["y"])) if min(low, high) < y < max(low, high)
            )
            tint = trace["z"][row][int(x)]
            return palette.surface if tint is None else mixed(palette.faint, palette.accent, tint)
    return palette.surface


def texts(figure, palette):
    """Each text's colour and what it lies on."""
    layout = figure["layout"]
    yield layout["font"]["color"], palette.surface
    for axis in (layout["xaxis"], layout["yaxis"]):
        yield axis.get("tickfont", layout["font"]).get("color", palette.text), palette.surface
    for words in layout.get("annotations", ()):
        yield words.get("font", layout["font"])["color"], words.get("bgcolor", palette.surface)
    for trace in figure["data"]:
        if not any(listed(trace.get("text") or "", 1)) or trace["type"] == "heatmap":
            continue
        n = len(trace["x"])
        outside = listed(trace.get("textfont", layout["font"])["color"], n)
        if trace["type"] == "bar" and trace["textposition"] == "inside":
            marker = trace["marker"]
            under = listed(marker.get("pattern", {}).get("bgcolor", marker["color"]), n)
            yield from zip(listed(trace.get("insidetextfont", {}).get("color", outside), n), under, strict=True)
        else:
            under = [under_words(figure, *place, palette) for place in zip(trace["x"], trace["y"], strict=True)]
            yield from zip(outside, under, strict=True)


def marks(figure, palette):
    """Each mark's colours, of which one must stand out: its own, or its outline's. Tinted cells hold their number."""
    for trace in figure["data"]:
        if trace["type"] == "bar":
            marker = trace["marker"]
            n = len(trace["x"])
            line = marker.get("line", {})
            outlines = [
                colour if width else None
                for colour, width in zip(listed(line.get("color"), n), listed(line.get("width"), n), strict=True)
            ]
            colours = listed(marker.get("pattern", {}).get("fgcolor", marker["color"]), n)
            lengths = trace["x" if trace.get("orientation") == "h" else "y"]
            yield from ((*one, None)[:2] for *one, length in zip(colours, outlines, lengths, strict=True) if length)
        elif trace["type"] == "waterfall":
            yield from ((trace[way]["marker"]["color"], None) for way in ("increasing", "decreasing", "totals"))
        elif trace["type"] == "scatter" and trace["mode"] != "text" and trace.get("marker", {}).get("opacity") != 0:
            line = trace.get("line", {}).get("color") if trace.get("line", {}).get("width", 1) else None
            for colour in listed(trace.get("marker", {}).get("color"), 1):
                yield colour, line
            if "fill" in trace:
                yield trace["fillcolor"], line
            for error in ("error_x", "error_y"):
                if error in trace:
                    yield trace[error]["color"], None
    for shape in figure["layout"].get("shapes", ()):
        # Helping lines are meant to be quiet: what they help to read is written.
        if shape["line"]["color"] != palette.grid:
            yield shape["line"]["color"], None


def test_every_text_can_be_read_where_it_lies(sent):
    palettes = [DARK if chart["dark"] else LIGHT for chart in sent]
    pairs = {
        (chart["key"], chart["dark"], *pair)
        for chart, palette in zip(sent, palettes, strict=True)
        for pair in texts(chart["figure"], palette)
    }
    assert len({key for key, *_ in pairs}) > 30
    assert [pair for pair in pairs if contrast(*pair[2:]) < READABLE] == []


def test_every_mark_or_its_outline_stands_out(sent):
    faint = set()
    for chart in sent:
        palette = DARK if chart["dark"] else LIGHT
        for colours in marks(chart["figure"], palette):
            assert any(colours), chart["key"]
            if max(contrast(colour, palette.surface) for colour in colours if colour) < LEAST_CONTRAST:
                faint.add((chart["key"], chart["dark"], *colours))
    assert faint == set()


@pytest.mark.parametrize("eye", MACHADO)
def test_neighbours_of_one_family_can_be_told_apart_by_every_eye(sent, eye):
    near = set()
    for chart in sent:
        for (_, one), (_, other) in pairwise(chart["legend"]):
            if distance(one, other, eye) < 3 * JUST_NOTICED:
                near.add((chart["key"], one, other, round(distance(one, other, eye), 1)))
    assert near == set()


def test_every_number_is_reached_in_twenty_presses_from_the_heading(sent, page, address):
    page.goto(f"{address}/_stcore/health")
    grids = [chart["walk"] for chart in sent if chart["walk"]]
    # Twice as many rows as the sample has districts, each with its seven measures.
    grids.append([[["", []]] * 7] * 26)
    presses = page.evaluate(PRESSES, [f"{address}{folder_of_files()}walk.js", KEYS, grids])
    # One more: the Tab that leads from the heading to the chart.
    assert max(presses) + 1 <= MOST, presses
