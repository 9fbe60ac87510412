// The page's charts one at a time on the whole screen, each with its title, its sentence and the page's marks of state.
// Everything in it stands on the page already; nothing is asked for.
import { element } from "./dom.js";
import words from "./keys_words.js";

// No text smaller than 18 pixels; a little over, for a bar that gets narrower makes its text smaller again.
const SMALLEST_TEXT = 18.5;
const NARROWEST = 640;
const TRIES = 3;
const STEPS = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 };

export class Presentation {
  constructor(cards) {
    this.cards = cards;
    this.dialog = element("dialog", "fs-show", { "aria-label": words.presentation, tabindex: "-1", autofocus: true });
    const marks = document.querySelector(".fs-header .fs-marks").cloneNode(true);
    const top = element("div", "fs-show-top");
    this.whose = element("p", "fs-show-whose");
    this.whose.textContent = ["fs-forbund", "fs-header h1"]
      .map((one) => document.querySelector(`.${one}`).textContent).join(" · ");
    top.append(this.whose, marks);
    this.heading = element("div", "fs-show-heading");
    this.stage = element("div", "fs-show-stage", { tabindex: "0", role: "region" });
    this.paper = element("div", "fs-show-paper");
    this.plot = element("div", "fs-show-plot", { role: "img" });
    this.paper.append(this.plot);
    this.stage.append(this.paper);
    this.dialog.append(top, this.heading, this.stage, this.foot());
    this.dialog.addEventListener("keydown", (event) => this.key(event));
    this.dialog.addEventListener("close", () => this.left());
    this.sizes = new ResizeObserver(() => this.draw());
    this.whole = () => document.fullscreenElement || this.dialog.close();
  }

  foot() {
    const foot = element("div", "fs-show-foot");
    this.place = element("p", "fs-show-place", { role: "status" });
    foot.append(this.place);
    for (const [name, run] of [["previous", () => this.step(-1)], ["next", () => this.step(1)],
      ["leave", () => this.dialog.close()]]) {
      const button = element("button", "fs-keys-button", { type: "button" });
      button.textContent = words[name];
      button.addEventListener("click", run);
      foot.append(button);
    }
    return foot;
  }

  // The whole screen first: what is shown last lies on top. A browser that gives no whole screen gives its window.
  async open(at) {
    await document.documentElement.requestFullscreen?.().catch(() => {});
    document.body.append(this.dialog);
    this.dialog.showModal();
    document.addEventListener("fullscreenchange", this.whole);
    this.sizes.observe(this.stage);
    this.show(at);
  }

  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const onButton = event.target.closest("button") && event.key === " ";
    const step = STEPS[event.key];
    const [first, last] = [event.key === "Home", event.key === "End"];
    if (onButton || !(step || first || last)) return;
    event.preventDefault();
    // What is taller than the screen is read to its end before the next is shown.
    const along = event.key === "ArrowDown" || event.key === "ArrowUp" ? step * 80 : 0;
    const before = this.stage.scrollTop;
    if (along) this.stage.scrollBy({ top: along, behavior: "instant" });
    if (along && this.stage.scrollTop !== before) return;
    if (step) this.step(step);
    else this.show(first ? 0 : this.cards.length - 1);
  }

  step(by) {
    this.show(Math.min(Math.max(this.at + by, 0), this.cards.length - 1));
  }

  show(at) {
    this.at = at;
    const card = this.cards[at];
    const [title, sentence] = ["h3", ".fs-chart-heading p"].map((one) => card.querySelector(one).textContent);
    const heading = element("h2", "");
    heading.textContent = title;
    const told = element("p", "");
    told.textContent = sentence;
    const copied = [".fs-legend", ".fs-notes"].map((one) => card.querySelector(one)?.cloneNode(true));
    this.heading.replaceChildren(heading, told, ...copied.filter((one) => one?.textContent));
    this.stage.setAttribute("aria-label", title);
    this.stage.scrollTop = 0;
    this.plot.setAttribute("aria-label", `${title}. ${sentence}`);
    const place = words.of.replace("{at}", at + 1).replace("{all}", this.cards.length);
    const spoken = element("span", "fs-show-spoken");
    spoken.textContent = `: ${title}. ${sentence}`;
    this.place.replaceChildren(place, spoken);
    this.draw();
  }

  // Drawn smaller than its room and then enlarged: the margins made for the text stay right whatever its size.
  async draw() {
    if (this.at === undefined || this.gone) return;
    const { at } = this;
    const there = this.cards[at].querySelector(".js-plotly-plot");
    const [wide, high] = [this.stage.clientWidth, this.stage.clientHeight];
    const { height } = there.layout;
    let scale = Math.min(high / height, wide / NARROWEST);
    let smallest = smallestText(there);
    for (let tries = 0; tries < TRIES && (!tries || smallest * scale < SMALLEST_TEXT); tries += 1) {
      scale = Math.max(scale, SMALLEST_TEXT / smallest);
      const layout = { ...structuredClone(there.layout), width: Math.floor(wide / scale), height, autosize: false };
      await window.Plotly.react(this.plot, structuredClone(there.data), layout, { staticPlot: true, locale: "sv" });
      if (at !== this.at || this.gone) return;
      smallest = smallestText(this.plot);
    }
    this.paper.style.height = `${Math.floor(height * scale)}px`;
    this.plot.style.transform = `scale(${scale})`;
    this.dialog.dataset.shown = at + 1;
  }

  left() {
    this.gone = true;
    this.sizes.disconnect();
    document.removeEventListener("fullscreenchange", this.whole);
    if (document.fullscreenElement === document.documentElement) document.exitFullscreen();
    window.Plotly.purge(this.plot);
    this.dialog.remove();
  }
}

// In pixels, as drawn: a text that its bar is too small for has been made smaller.
function smallestText(plot) {
  const sizes = [...plot.querySelectorAll("svg text")].map((text) => {
    const { a = 1, b = 0 } = text.transform.baseVal.consolidate()?.matrix ?? {};
    return parseFloat(getComputedStyle(text).fontSize) * Math.hypot(a, b);
  });
  return Math.min(SMALLEST_TEXT, ...sizes.filter((size) => size > 0));
}
