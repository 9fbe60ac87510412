// The chart component. The page's body holds an element for each chart, which this draws and updates in place; what to
// draw is set on the element as told. Where that fails the table beside it is opened, under the note that stands there.
// Streamlit calls the function last in this file when a page appears and when the theme changes.
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
    // The document may have asked for it already, and its script is gone where that failed.
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

// The way back to Streamlit, where there is one, and whether the theme is dark.
let tell = () => {};
let dark;
let asked;

class Chart extends HTMLElement {
  connectedCallback() {
    this.gone = false;
    if (!this.stage) this.furnish();
    this.sizes.observe(this.stage);
    if (this.told) this.show();
  }

  // The element may only have moved; then it is there again at once.
  disconnectedCallback() {
    queueMicrotask(() => this.isConnected || this.leave());
  }

  furnish() {
    this.setAttribute("role", "figure");
    this.stage = element("div", "fs-chart-stage", { role: "application", tabindex: "0",
      "aria-roledescription": words.diagram });
    this.plot = element("div", "fs-chart-plot", { "aria-hidden": "true" });
    this.hint = element("p", "fs-chart-hint");
    this.hint.textContent = words.hint;
    this.stage.append(this.plot);
    this.walk = new Walk(this);
    this.tools = new Tools(this);
    this.choosing = element("p", "fs-chart-choosing", { hidden: true });
    this.append(this.stage, this.walk.said, this.choosing, this.tools.bar, this.hint);
    this.sizes = new ResizeObserver(() => this.fit());
  }

  get card() {
    return this.closest(".fs-card");
  }

  show() {
    const first = !this.data;
    const data = this.told;
    if (data === this.data) return;
    this.data = data;
    this.asked = false;
    this.setAttribute("aria-label", data.title);
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
    followTheme();
    // Often only the words are new: a chart over the years is the same whichever of them is chosen.
    const figure = JSON.stringify(data.figure);
    if (this.drawn && figure === this.figure) return this.walk.renew();
    this.figure = figure;
    this.draw(figure);
  }

  async draw(figure) {
    const { key, figure: { data, layout } } = this.data;
    try {
      const Plotly = await plotly();
      if (!this.drawn) await turn();
      if (this.gone || figure !== this.figure) return;
      this.enlarge();
      await Plotly.react(this.plot, data, { ...layout, uirevision: key }, CONFIG);
      if (this.gone || figure !== this.figure) return;
      this.width = this.stage.clientWidth;
      this.stage.style.minHeight = "";
      this.drawn = true;
      delete this.dataset.failed;
      delete this.card?.dataset.failed;
      this.stage.hidden = this.tools.bar.hidden = false;
      this.dataset.drawn = Number(this.dataset.drawn ?? 0) + 1;
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
    delete this.dataset.drawn;
    this.dataset.failed = "";
    if (this.card) this.card.dataset.failed = "";
    this.table(false);
  }

  // The page's own choice, made in the chart; the one that is chosen already gives way to all.
  choose(code) {
    this.asked = true;
    tell("insats", code === this.data.chosen ? this.data.all : code);
  }

  table(move = true) {
    const details = this.card?.querySelector(".fs-scroll")?.closest("details");
    if (!details) return;
    window.finsamTables(details);
    details.open = true;
    if (move) details.querySelector(".fs-scroll").focus();
  }

  leave() {
    this.gone = true;
    this.sizes.disconnect();
    cancelAnimationFrame(this.fitting);
    if (this.drawn) window.Plotly.purge(this.plot);
    this.drawn = this.data = this.figure = undefined;
    // A chart may be there for all insatser only: then the box where the choice stands is the way back.
    if (this.asked) document.querySelector("[class*=st-key-choice_insats] input")?.focus();
  }
}

if (!customElements.get("fs-chart")) customElements.define("fs-chart", Chart);

// The theme is the visitor's, but colours are chosen by the server, which is told of a change only when it is asked to
// run: a chart in the other's colours asks, once for each change.
function followTheme() {
  const chart = [...document.querySelectorAll("fs-chart")].find((one) => one.data);
  if (dark === undefined || !chart || dark === chart.data.dark || dark === asked) return;
  asked = dark;
  tell("theme", dark ? "dark" : "light");
}

export default function ({ parentElement, setTriggerValue }) {
  tell = setTriggerValue;
  const colour = getComputedStyle(parentElement).getPropertyValue("--st-background-color").trim();
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  const before = dark;
  if (/^#[0-9a-f]{6}$/i.test(colour)) dark = 0.299 * red + 0.587 * green + 0.114 * blue < 128;
  if (dark !== before) asked = undefined;
  followTheme();
  return () => { if (tell === setTriggerValue) tell = () => {}; };
}
