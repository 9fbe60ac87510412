// The tools under a chart: its table, its files, the whole screen, and a picture to paste.
import { element } from "./dom.js";
import { asPng, asSvg } from "./picture.js";
import words from "./words.js";

export class Tools {
  constructor(chart) {
    this.chart = chart;
    this.bar = element("div", "fs-chart-tools", { role: "toolbar", "aria-label": words.tools });
    const tools = { table: () => chart.table(), csv: () => this.csv(), png: () => this.png(), svg: () => this.svg(),
      full: () => this.full(), copy: () => this.copy() };
    for (const [name, run] of Object.entries(tools)) {
      const button = element("button", "fs-chart-tool", { type: "button", "data-tool": name });
      button.textContent = words[name];
      button.addEventListener("click", async () => {
        try {
          await run();
        } catch (error) {
          console.error(error);
          this.tell(words.broken);
        }
      });
      this.bar.append(button);
    }
    chart.addEventListener("fullscreenchange", () => {
      const full = document.fullscreenElement === chart;
      this.bar.querySelector("[data-tool=full]").textContent = full ? words.leave : words.full;
    });
  }

  tell(text) {
    this.chart.walk.said.textContent = text;
  }

  // The same file as the card's own link gives, made by the server with source and definition.
  csv() {
    this.chart.card?.querySelector(".fs-downloads a")?.click();
  }

  async png() {
    save(await asPng(this.chart), `${this.chart.data.key}.png`);
  }

  async svg() {
    save(new Blob([await asSvg(this.chart)], { type: "image/svg+xml" }), `${this.chart.data.key}.svg`);
  }

  async copy() {
    try {
      await navigator.clipboard.write([new ClipboardItem({ "image/png": asPng(this.chart) })]);
      this.tell(words.copied);
    } catch {
      this.tell(words.not_copied);
    }
  }

  full() {
    return document.fullscreenElement ? document.exitFullscreen() : this.chart.requestFullscreen();
  }
}

function save(blob, name) {
  const link = element("a", "", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
