// What a page shows between its widgets comes as data in one element, and is built and updated here: a part that says
// the same as before is not touched, and a chart keeps its node. Tables come as data too, built in a twentieth of the
// time that Streamlit takes to read, check and put in the same table as markup. This stands in the document itself, so
// neither words nor tables nor the note about a chart that could not be drawn are lost when a file is.
(() => {
  const made = (name, attributes, children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value) node.setAttribute(key, value);
    node.append(...children);
    return node;
  };
  const found = (node, selector) => (node.matches?.(selector) ? [node] : node.querySelectorAll(selector));

  function buildTable(holder) {
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

  const buildTables = (node) => found(node, "[data-table]").forEach(buildTable);
  const whenIdle = window.requestIdleCallback ?? setTimeout;
  let later;

  // What is seen is built before the next frame. The rest waits until the charts are drawn: it is there to be searched.
  function buildSeen(node) {
    for (const holder of found(node, "[data-table]")) {
      if (!holder.closest("details:not([open])")) buildTable(holder);
      else later ??= whenIdle(() => { later = undefined; buildTables(document); }, { timeout: 3000 });
    }
  }

  // Markup that is changed comes anew: what the reader had opened stays open.
  function write(node, markup) {
    if (node.markup === markup) return;
    const before = [...node.querySelectorAll("details")];
    node.markup = markup;
    node.innerHTML = markup;
    const after = [...node.querySelectorAll("details")];
    if (before.length === after.length) before.forEach((one, at) => { after[at].open = one.open; });
    buildSeen(node);
  }

  const nameOf = (part) => (part.card ? `card ${part.card}` : part.row ? "row" : "words");

  // The nodes of the parts in their order: those that are there already, by name and then by order, and new ones.
  function fill(parent, parts, whole) {
    const before = [...parent.children];
    const nodes = parts.map((part) => {
      const there = before.findIndex((node) => node.dataset.part === nameOf(part));
      const node = there < 0 ? made("div", { "data-part": nameOf(part) }, []) : before.splice(there, 1)[0];
      if (part.card) fillCard(node, part);
      else if (part.row) fillRow(node, part.row, whole);
      else write(node, part);
      return node;
    });
    if (whole) before.forEach((node) => node.remove());
    nodes.forEach((node, at) => parent.children[at] === node || parent.insertBefore(node, parent.children[at] ?? null));
  }

  function fillRow(node, columns, whole) {
    node.className = "fs-row";
    columns.forEach((parts, at) => {
      fill(node.children[at] ?? node.appendChild(made("div", { class: "fs-column" }, [])), parts, whole);
    });
  }

  function fillCard(node, { card, above, figure, below }) {
    if (!node.firstChild) {
      node.className = "fs-card";
      node.dataset.card = card;
      node.append(made("div", {}, []), made("div", { class: "fs-below" }, []));
    }
    write(node.firstChild, above);
    write(node.lastChild, below ?? "");
    const chart = node.querySelector("fs-chart");
    if (!figure) chart?.remove();
    else drawn(chart ?? node.insertBefore(made("fs-chart", { class: "fs-chart" }, []), node.lastChild), figure);
  }

  // chart.js tells the browser what such an element does. A chart that is the same as before costs nothing.
  function drawn(chart, figure) {
    const text = JSON.stringify(figure);
    if (chart.text === text) return;
    Object.assign(chart, { text, told: figure });
    chart.style.setProperty("--fs-place", `${figure.figure.layout.height}px`);
    charts.push(chart);
  }

  let charts = [];
  const bodies = new Map();

  // Built beside the element that carries the data, which Streamlit empties at each change.
  function buildBody(data) {
    const { parts, whole } = JSON.parse(data.dataset.body);
    data.removeAttribute("data-body");
    const place = data.closest(".stHtml");
    const body = [...bodies.keys()].find((one) => one.parentNode === place.parentNode) ?? made("div", { class: "fs-body" }, []);
    bodies.set(body, data);
    if (!body.parentNode) place.after(body);
    fill(body, parts, whole);
    // All the words first, then the charts: each that is drawn measures what stands around it.
    charts.splice(0).forEach((chart) => chart.show?.());
  }

  function removeLeft() {
    for (const [body, data] of bodies) {
      if (data.isConnected) continue;
      bodies.delete(body);
      body.remove();
    }
  }

  // The script that draws never came: Streamlit says so. The style sheet shows the note and the tables.
  function lookForFailure(added) {
    const alert = found(added, "[role=alert]")[0] ?? added.closest("[role=alert]");
    if (alert?.closest("[class*=st-key-charts]")) document.documentElement.dataset.failed = "";
  }

  const isOurs = (node) => node instanceof SVGElement || node.closest?.(".fs-body");

  new MutationObserver((changes) => {
    const added = changes.filter(({ target }) => !isOurs(target)).flatMap((change) => [...change.addedNodes])
      .filter((node) => node instanceof HTMLElement && node.isConnected);
    for (const node of added) {
      found(node, "[data-body]").forEach(buildBody);
      buildSeen(node);
      lookForFailure(node);
    }
    removeLeft();
  }).observe(document, { childList: true, subtree: true });
  document.addEventListener("toggle", (event) => buildTables(event.target), true);
  window.finsamTables = buildTables;
})();
