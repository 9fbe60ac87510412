// Single keys for the whole page. They never act while something is typed, nor together with Ctrl, Alt or Meta, and can
// be turned off in their own list, for a key on its own may be what somebody's aid uses or what a voice is heard as.
import { element } from "./dom.js";
import words from "./keys_words.js";

const FIELD = "input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable=true], " +
  "[contenteditable=''], [role=textbox], [role=combobox], [role=listbox], [role=menu], [role=spinbutton], [role=slider]";
const CARD = ".fs-card";
const FILTER = "[class*=st-key-choice_] :is(input, button)";
const MENU = "[data-testid=stTopNavLink], [data-testid=stSidebarNavLink]";
const KEPT = "finsam.keys";
// Streamlit's own, which nobody can turn off and nobody needs: run the page again, empty the cache.
const STREAMLITS = ["r", "c"];

function isOn() {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true;
  }
}

function turn(on) {
  try {
    if (on) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, "off");
  } catch {
    // Nothing is remembered where the browser keeps nothing.
  }
}

// The menu's links in its order, each once: a narrow window has them in two places.
function menu() {
  const links = [...document.querySelectorAll(MENU)];
  return links.filter((link, at) => links.findIndex((one) => one.href === link.href) === at);
}

const inView = (node) => {
  const { top, bottom, height } = node.getBoundingClientRect();
  return height > 0 && bottom > 0 && top < window.innerHeight;
};

// The one that holds the focus, or the first in view, or the first there is.
function chosen(nodes) {
  return nodes.find((node) => node.contains(document.activeElement)) ?? nodes.find(inView) ?? nodes[0];
}

function toFilter() {
  const all = [...document.querySelectorAll(`[data-testid=stMain] :is(${FILTER})`)];
  const filter = all.find((one) => !one.disabled);
  filter?.focus();
  filter?.scrollIntoView({ block: "nearest" });
}

function toTable() {
  const tables = [...document.querySelectorAll(`${CARD} details`)].filter((one) => one.querySelector("table"));
  const cards = tables.map((table) => table.closest(CARD));
  const card = chosen(cards);
  if (!card) return;
  const table = tables[cards.indexOf(card)];
  table.open = !table.open;
  const closed = card.querySelector(".fs-chart-stage") ?? table.querySelector("summary");
  (table.open ? table.querySelector(".fs-scroll") : closed).focus();
}

async function present() {
  const cards = [...document.querySelectorAll(CARD)].filter((one) => one.querySelector(".fs-chart[data-drawn]"));
  if (!cards.length) return tell(words.nothing);
  const { Presentation } = await import("./presentation.js");
  await new Presentation(cards).open(cards.indexOf(chosen(cards)));
}

async function help() {
  const { openHelp } = await import("./help.js");
  openHelp({ titles: menu().slice(0, 9).map((link) => link.textContent.trim()), isOn, turn });
}

function tell(text) {
  document.querySelector(".fs-told-aloud")?.remove();
  const told = element("p", "fs-told-aloud", { role: "status" });
  document.body.append(told);
  // A live region is read when its words change, so it is there before them.
  setTimeout(() => { told.textContent = text; }, 100);
  setTimeout(() => told.remove(), 8000);
}

const KEYS = { "?": help, f: toFilter, t: toTable, p: present };

function pressed(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const at = event.composedPath()[0];
  if (at.closest?.(FIELD) || document.querySelector("dialog[open], [role=dialog]")) return;
  const key = event.key.toLowerCase();
  const link = isOn() && /^[1-9]$/.test(key) ? menu()[key - 1] : undefined;
  const run = link ? () => link.click() : isOn() && KEYS[key];
  if (!run && !STREAMLITS.includes(key)) return;
  event.stopPropagation();
  if (!run) return;
  event.preventDefault();
  if (!event.repeat) run();
}

// On the way down, so that Streamlit, which listens at the document, does not hear what is not for it.
window.addEventListener("keydown", pressed, true);
document.addEventListener("click", (event) => {
  const asked = event.target.closest?.("[data-keys]")?.dataset.keys;
  if (asked === "help") help();
  if (asked === "present") present();
});
document.documentElement.classList.add("fs-with-keys");
