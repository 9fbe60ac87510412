"""A page with nothing but Plotly and ready figures: as fast as drawing them can be."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from threading import Thread

BARE = """<!doctype html><meta charset="utf-8"><body><script src="plotly.min.js"></script>
<button class="choice">byt</button><div id="all" style="columns:2;width:1300px"></div><script type="module">
const sets = await (await fetch("figures.json")).json();
const nodes = sets[0].map(() => document.querySelector("#all").appendChild(document.createElement("div")));
let at = 0;
const draw = () => nodes.forEach((node, i) => {
  const { data, layout } = structuredClone(sets[at][i]);
  Plotly.react(node, data, layout, { displayModeBar: false });
});
document.querySelector("button").onclick = () => { at = (at + 1) % sets.length; draw(); };
draw();
</script>"""


@contextmanager
def bare_page(folder: Path, sets: list[list[object]]) -> Iterator[str]:
    """The address of such a page; its button shows the next set of figures, in turn."""
    folder.mkdir()
    (folder / "index.html").write_text(BARE, encoding="utf-8")
    (folder / "plotly.min.js").write_bytes((files("plotly") / "package_data" / "plotly.min.js").read_bytes())
    (folder / "figures.json").write_text(json.dumps(sets), encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/index.html"
    server.shutdown()
    server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing."""
