// The chart component. Streamlit calls the function below when a chart appears and when the theme changes. What to draw
// stands in the card's markup; the document tells when it is new, and the same node is then updated in place. Where that
// fails the table beside it is opened, under the note that stands there.
import { element } from "./dom.js";
import words from "./words.js";
import { Tools } from "./tools.js";
import { Walk } from "./walk.js";

const LOCALE = {
  moduleType: "locale",
  name: "sv",
  dictionary: {},
  format: {
    days: ["söndag", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag"],
    shortDays: ["sön", "mån", "tis", "ons", "tor", "fre", "lör"],
    months: ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober",
      "november", "december"],
    shortMonths: ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
    date: "%Y-%m-%d",
    decimal: ",",
    thousands: "\u00a0",
  },
};
const CONFIG = { displayModeBar: false, responsive: false, scrollZoom: false, showTips: false, doubleClick: false,
  locale: "sv", locales: { sv: LOCALE } };
const PATIENCE = 20000;
// A shared screen is read from across a room: no text smaller than 18 pixels, where it is 15 otherwise.
const SHARED = window.matchMedia("(min-width: 1900px)");
const ENLARGED = 1.2;

let loading;

function plotly() {
  loading ??= new Promise((resolve, reject) => {
    if (window.Plotly) return resolve(window.Plotly);
    // The document has asked for it already, and its script is gone where that failed.
    let script = document.getElementById("plotly");
    const begun = Boolean(script);
    script ??= element("script", "", { id: "plotly", src: new URL("plotly.min.js", import.meta.url) });
    script.addEventListener("load", () => (window.Plotly ? resolve(window.Plotly) : reject(new Error("Plotly"))));
    script.addEventListener("error", () => { loading = undefined; script.remove(); reject(new Error(script.src)); });
    if (!begun) document.head.append(script);
  });
  return loading;
}

// Asked for at once: a chart on its way will need it.
plotly().catch(() => {});

// The first time all charts of a page wait for Plotly. Then they are drawn in turn, and each is seen before the next.
let queue = Promise.resolve();

function turn() {
  const mine = queue;
  queue = mine.then(() => new Promise((resolve) => { setTimeout(resolve); }));
  return mine;
}

class ChartView {
  constructor(parent) {
    this.card = parent.closest("[class*=st-key-chart_]");
    this.root = element("div", "fs-chart", { role: "figure" });
    this.stage = element("div", "fs-chart-stage", { role: "application", tabindex: "0",
      "aria-roledescription": words.diagram });
    this.plot = element("div", "fs-chart-plot", { "aria-hidden": "true" });
    this.hint = element("p", "fs-chart-hint");
    this.hint.textContent = words.hint;
    this.stage.append(this.plot);
    this.walk = new Walk(this);
    this.tools = new Tools(this);
    this.choosing = element("p", "fs-chart-choosing", { hidden: true });
    this.root.append(this.stage, this.walk.said, this.choosing, this.tools.bar, this.hint);
    parent.append(this.root);
    this.sizes = new ResizeObserver(() => this.fit());
    this.sizes.observe(this.stage);
    this.told = () => this.show();
    this.card.addEventListener("figure", this.told);
    this.show();
  }

  show() {
    const text = this.card.querySelector("[data-figure]")?.dataset.figure;
    if (!text || text === this.text) return;
    const first = !this.data;
    const data = JSON.parse(text);
    this.text = text;
    this.data = data;
    this.asked = false;
    this.root.setAttribute("aria-label", data.title);
    this.hint.id = `${data.key}-hint`;
    this.stage.setAttribute("aria-label", data.about);
    this.choosing.id = `${data.key}-choosing`;
    this.stage.setAttribute("aria-describedby", `${this.hint.id} ${this.choosing.id}`);
    this.choosing.hidden = !Object.keys(data.insatser).length;
    this.choosing.textContent = data.insatser[data.chosen]
      ? words.chosen.replace("{insats}", data.insatser[data.chosen]) : words.choose;
    if (first) {
      this.stage.style.minHeight = `${data.figure.layout.height * (SHARED.matches ? ENLARGED : 1)}px`;
      setTimeout(() => this.drawn || this.gone || this.fail(new Error("Plotly")), PATIENCE);
    }
    this.draw();
  }

  async draw() {
    const { data } = this;
    try {
      const Plotly = await plotly();
      if (!this.drawn) await turn();
      if (this.gone || data !== this.data) return;
      const { data: traces, layout } = data.figure;
      this.enlarge();
      await Plotly.react(this.plot, traces, { ...layout, uirevision: data.key }, CONFIG);
      if (this.gone || data !== this.data) return;
      this.width = this.stage.clientWidth;
      this.stage.style.minHeight = "";
      this.drawn = true;
      delete this.root.dataset.failed;
      delete this.card?.dataset.failed;
      this.stage.hidden = this.tools.bar.hidden = false;
      this.root.dataset.drawn = Number(this.root.dataset.drawn ?? 0) + 1;
      this.walk.renew();
    } catch (error) {
      this.fail(error);
    }
  }

  // Drawn smaller than its room and then enlarged: the margins made for the text stay right.
  enlarge() {
    this.scale = SHARED.matches ? ENLARGED : 1;
    const large = this.scale > 1;
    Object.assign(this.plot.style, { width: large ? `${100 / this.scale}%` : "",
      transform: large ? `scale(${this.scale})` : "",
      marginBottom: large ? `${this.data.figure.layout.height * (this.scale - 1)}px` : "" });
  }

  fit() {
    const width = this.stage.clientWidth;
    if (!this.drawn || !width || width === this.width) return;
    this.width = width;
    cancelAnimationFrame(this.fitting);
    this.fitting = requestAnimationFrame(async () => {
      if (this.gone) return;
      this.enlarge();
      await window.Plotly.Plots.resize(this.plot);
      this.walk.mark();
    });
  }

  // The table says the same; it is opened, and what cannot be drawn makes room for it.
  fail(error) {
    console.error(error);
    this.stage.hidden = this.tools.bar.hidden = true;
    this.stage.style.minHeight = "";
    this.drawn = false;
    delete this.root.dataset.drawn;
    this.root.dataset.failed = "";
    if (this.card) this.card.dataset.failed = "";
    this.table(false);
  }

  // The page's own choice, made in the chart; the one that is chosen already gives way to all.
  choose(code) {
    this.asked = true;
    this.trigger("insats", code === this.data.chosen ? this.data.all : code);
  }

  table(move = true) {
    const details = this.card?.querySelector(".fs-scroll")?.closest("details");
    if (!details) return;
    window.finsamTables(details);
    details.open = true;
    if (move) details.querySelector(".fs-scroll").focus();
  }

  remove() {
    this.gone = true;
    this.card.removeEventListener("figure", this.told);
    this.sizes.disconnect();
    cancelAnimationFrame(this.fitting);
    if (this.drawn) window.Plotly.purge(this.plot);
    this.root.remove();
    // A chart may be there for all insatser only: then the box where the choice stands is the way back.
    if (this.asked) document.querySelector("[class*=st-key-choice_insats] input")?.focus();
  }
}

const charts = new WeakMap();

// The theme is the visitor's, but colours are chosen by the server, which is told of a change only when it is asked to
// run: the chart asks, once for each change.
function followTheme(chart, setTriggerValue) {
  const colour = getComputedStyle(chart.root).getPropertyValue("--st-background-color").trim();
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  if (!/^#[0-9a-f]{6}$/i.test(colour) || chart.theme === colour) return;
  chart.theme = colour;
  const dark = 0.299 * red + 0.587 * green + 0.114 * blue < 128;
  if (dark !== chart.data.dark) setTriggerValue("theme", dark ? "dark" : "light");
}

export default function ({ parentElement, setTriggerValue }) {
  if (!charts.has(parentElement)) charts.set(parentElement, new ChartView(parentElement));
  const chart = charts.get(parentElement);
  chart.trigger = setTriggerValue;
  followTheme(chart, setTriggerValue);
  return () => {
    chart.remove();
    charts.delete(parentElement);
  };
}
