// Tables come as data in an attribute and are built here, in a twentieth of the time that Streamlit takes to read, check
// and put in the same table as markup. This stands in the document itself, so neither a table nor the note about a chart
// that could not be drawn is lost when a file is.
(() => {
  const made = (name, attributes, children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value) node.setAttribute(key, value);
    node.append(...children);
    return node;
  };

  function build(holder) {
    const { caption, blocks, columns, rows } = JSON.parse(holder.dataset.table);
    holder.removeAttribute("data-table");
    const role = (name) => blocks && name;
    const line = (cells) => made("tr", { role: role("row") }, cells);
    const heads = columns.map(([label, numeric]) =>
      made("th", { role: role("columnheader"), scope: "col", class: numeric && "fs-number" }, [label]));
    const cell = (text, at) => (at
      ? made("td", { role: role("cell"), "data-label": blocks && columns[at][0], class: !columns[at][1] && "fs-words" },
        [text])
      : made("th", { role: role("rowheader"), scope: "row" }, [text]));
    const group = { role: role("rowgroup") };
    holder.replaceChildren(made("table", { role: role("table") }, [
      made("caption", {}, [caption]),
      made("thead", group, [line(heads)]),
      made("tbody", group, rows.map((row) => line(row.map(cell)))),
    ]));
    for (const [key, value] of Object.entries({ tabindex: "0", role: "region", "aria-label": caption })) {
      holder.setAttribute(key, value);
    }
  }

  const found = (node, selector) => (node.matches?.(selector) ? [node] : node.querySelectorAll(selector));
  const buildIn = (node) => found(node, "[data-table]").forEach(build);
  const whenIdle = window.requestIdleCallback ?? setTimeout;
  let later;

  // A chart whose own script never came: Streamlit says so where it should stand. The style sheet shows note and table.
  function lookForFailure(added) {
    if (!added.matches("[role=alert]") && !added.querySelector("[role=alert]")) return;
    const card = added.closest("[class*=st-key-plot_]")?.closest("[class*=st-key-chart_]");
    if (card) card.dataset.failed = "";
  }

  // What is seen is built before the next frame. The rest waits until the charts are drawn: it is there to be searched.
  function take(added) {
    if (!(added instanceof HTMLElement)) return;
    lookForFailure(added);
    // A chart that stands there already is drawn at once, in the same frame as the words around it.
    for (const holder of found(added, "[data-figure]")) {
      const card = holder.closest("[class*=st-key-chart_]");
      card?.style.setProperty("--fs-place", `${holder.dataset.height}px`);
      card?.dispatchEvent(new Event("figure"));
    }
    for (const holder of found(added, "[data-table]")) {
      if (!holder.closest("details:not([open])")) build(holder);
      else later ??= whenIdle(() => { later = undefined; buildIn(document); }, { timeout: 3000 });
    }
  }

  // Markup that is changed comes anew: what the reader had opened stays open.
  function keepOpen({ removedNodes, addedNodes }) {
    const details = (nodes) => [...nodes].filter((node) => node instanceof HTMLElement)
      .flatMap((node) => [...found(node, "details")]);
    const before = details(removedNodes);
    if (!before.some((one) => one.open)) return;
    const after = details(addedNodes);
    if (before.length === after.length) before.forEach((one, at) => { after[at].open = one.open; });
  }

  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.target instanceof SVGElement || !change.addedNodes.length) continue;
      if (change.removedNodes.length) keepOpen(change);
      change.addedNodes.forEach(take);
    }
  }).observe(document, { childList: true, subtree: true });
  document.addEventListener("toggle", (event) => buildIn(event.target), true);
  window.finsamTables = buildIn;

  // Reading Plotly keeps the browser busy for a second or two: that is done while the server works on the page. Where it
  // answers at once, the words are seen first, and the first chart asks for Plotly.
  const connected = new MutationObserver(() => {
    if (!document.querySelector("[data-test-connection-state=CONNECTED]")) return;
    connected.disconnect();
    setTimeout(() => {
      if (document.getElementById("plotly")) return;
      const { href } = document.getElementById("plotly-file");
      document.head.append(made("script", { id: "plotly", src: href }, []));
    }, 600);
  });
  connected.observe(document, { childList: true, subtree: true, attributeFilter: ["data-test-connection-state"] });
  // Plotly that did not come is asked for again by the first chart.
  document.addEventListener("error", ({ target }) => { if (target.id === "plotly") target.remove(); }, true);
})();
