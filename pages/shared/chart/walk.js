// The walk through a chart by keyboard: one stop per number, its mark framed and its words spoken and shown.
import { element } from "./dom.js";
import words from "./words.js";

const SMALLEST = 24;
const STEPS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
const PAGES = { PageDown: 1, PageUp: -1 };

export class Walk {
  constructor(chart) {
    this.chart = chart;
    this.said = element("p", "fs-chart-said", { role: "status" });
    this.frame = element("div", "fs-chart-frame", { hidden: true });
    chart.stage.append(this.frame);
    chart.stage.addEventListener("keydown", (event) => this.key(event));
    chart.stage.addEventListener("blur", () => this.leave());
    chart.stage.addEventListener("click", (event) => this.point(event));
    chart.stage.addEventListener("pointermove", (event) => this.over(event));
  }

  get stops() {
    return this.chart.data?.walk ?? [];
  }

  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const steps = STEPS[event.key];
    if (steps) this.step(...steps);
    else if (event.key === "Home") this.go(this.end(1));
    else if (event.key === "End") this.go(this.end(-1));
    else if (PAGES[event.key] && this.at) for (let step = 0; step < 5; step += 1) this.step(PAGES[event.key], 0);
    else if (event.key === "Enter" && this.at) this.choose();
    else if (event.key === "t" || event.key === "T") this.chart.table();
    else if (event.key === "Escape" && this.at) this.leave(words.left);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // A key for the other direction crosses to the next row where there is only one series, so no arrow is dead.
  step(along, across) {
    if (!this.at) return this.go(this.end(1));
    let [point, series] = this.at;
    if (across && this.stops.every((row) => row.length < 2)) [along, across] = [across, 0];
    do {
      point += along;
      series += along ? 0 : across;
      if (along && this.stops[point]) series = nearest(this.stops[point], series);
      if (this.stops[point]?.[series] === undefined) return this.go(this.at);
    } while (!this.stops[point][series]);
    this.go([point, series]);
  }

  end(direction) {
    const all = this.stops.flatMap((row, point) => row.flatMap((stop, series) => (stop ? [[point, series]] : [])));
    return all.at(direction > 0 ? 0 : -1);
  }

  go(at) {
    if (!at) return;
    const same = this.at && this.at[0] === at[0] && this.at[1] === at[1];
    this.at = at;
    const [words, , code] = this.stops[at[0]][at[1]];
    const text = code ? `${words}. ${this.offer(code)}` : words;
    // A live region is read when it changes: at the end of a row the same words are said again.
    this.said.textContent = same ? `${text}\u200b` === this.said.textContent ? text : `${text}\u200b` : text;
    this.mark();
  }

  leave(words = "") {
    this.at = undefined;
    this.said.textContent = words;
    this.framed(false);
  }

  offer(code) {
    const { chosen, insatser } = this.chart.data;
    return code === chosen ? words.enter_all : words.enter.replace("{insats}", insatser[code]);
  }

  choose() {
    const code = this.stops[this.at[0]][this.at[1]][2];
    if (!code) return;
    this.followed = code;
    this.chart.choose(code);
  }

  // After an update: where the same stop is left, or the insats that was chosen, it is said anew with its new number.
  renew() {
    this.places = undefined;
    const followed = this.followed && this.stops.flatMap((row, point) =>
      row.flatMap((stop, series) => (stop?.[2] === this.followed ? [[point, series]] : [])));
    this.followed = undefined;
    if (!this.at) return;
    const at = followed?.find(([, series]) => series === this.at[1]) ?? followed?.[0] ?? this.at;
    if (this.stops[at[0]]?.[at[1]]) this.go(at);
    else this.leave();
  }

  mark() {
    this.places = undefined;
    const boxes = this.at ? this.stops[this.at[0]][this.at[1]][1].map((mark) => this.box(mark)).filter(Boolean) : [];
    this.framed(boxes.length > 0);
    if (!boxes.length) return;
    const stage = this.chart.stage.getBoundingClientRect();
    const grown = boxes.map((box) => grow(box));
    const left = Math.max(Math.min(...grown.map((box) => box.left)) - 4, stage.left);
    const top = Math.max(Math.min(...grown.map((box) => box.top)) - 4, stage.top);
    const right = Math.min(Math.max(...grown.map((box) => box.right)) + 4, stage.right);
    const bottom = Math.min(Math.max(...grown.map((box) => box.bottom)) + 4, stage.bottom);
    Object.assign(this.frame.style, { left: `${left - stage.left}px`, top: `${top - stage.top}px`,
      width: `${right - left}px`, height: `${bottom - top}px` });
  }

  framed(shown) {
    this.frame.hidden = !shown;
    this.chart.stage.toggleAttribute("data-walked", shown);
  }

  // Where a mark stands on the screen: its own node, or its place on the axes where nothing is drawn of it.
  box([trace, point]) {
    const { plot } = this.chart;
    const datum = plot.calcdata?.[trace]?.[point];
    if (!datum) return undefined;
    const node = [...plot.querySelectorAll(".point, .textpoint")].find((one) => one.__data__ === datum);
    const drawn = node?.getBoundingClientRect();
    if (drawn && drawn.width + drawn.height > 1) return drawn;
    const { xaxis, yaxis } = plot._fullData[trace];
    const x = plot._fullLayout[`xaxis${(xaxis ?? "x").slice(1)}`];
    const y = plot._fullLayout[`yaxis${(yaxis ?? "y").slice(1)}`];
    const lying = plot._fullData[trace].orientation === "h";
    const base = datum.b ?? 0;
    const across = x.c2p(lying ? base : datum.p ?? datum.x);
    const up = y.c2p(lying ? datum.p ?? datum.y : datum.p === undefined ? datum.y : base);
    if (!Number.isFinite(across) || !Number.isFinite(up)) return undefined;
    const { left, top } = plot.getBoundingClientRect();
    const { scale } = this.chart;
    return new DOMRect(left + (x._offset + across) * scale, top + (y._offset + up) * scale, 0, 0);
  }

  // A click says the number nearest to it, and chooses its insats: what the keyboard can the pointer can too.
  point(event) {
    const at = this.under(event);
    if (!at) return;
    this.go(at);
    this.choose();
  }

  over(event) {
    const at = this.under(event);
    this.chart.stage.toggleAttribute("data-over", Boolean(at && this.stops[at[0]][at[1]][2]));
  }

  // The stop whose mark is nearest, before those that share its mark. Where they stand is kept until drawn anew.
  under({ clientX, clientY }) {
    const stage = this.chart.stage.getBoundingClientRect();
    this.places ??= this.stops.flatMap((row, point) => row.flatMap((stop, series) => (stop?.[1] ?? []).flatMap((mark) => {
      const box = this.box(mark);
      return box ? [{ at: [point, series], alone: stop[1].length === 1, left: box.left - stage.left,
        right: box.right - stage.left, top: box.top - stage.top, bottom: box.bottom - stage.top }] : [];
    }))).sort((one, other) => other.alone - one.alone);
    const [x, y] = [clientX - stage.left, clientY - stage.top];
    let nearest;
    for (const { at, left, right, top, bottom } of this.places) {
      const far = Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
      if (far < SMALLEST && far < (nearest?.far ?? Infinity)) nearest = { far, at };
    }
    return nearest?.at;
  }
}

// The series closest to the wanted one that has a stop at the point, so that no point is stepped over.
function nearest(row, wanted) {
  const there = [...row.keys()].filter((series) => row[series]);
  return there.sort((one, other) => Math.abs(one - wanted) - Math.abs(other - wanted))[0];
}

// Large enough to be seen around a mark that is small.
function grow(box) {
  const wide = Math.max(SMALLEST - box.width, 0) / 2;
  const high = Math.max(SMALLEST - box.height, 0) / 2;
  return { left: box.left - wide, right: box.right + wide, top: box.top - high, bottom: box.bottom + high };
}
