// The list of shortcuts, and the place to turn them off.
import { element } from "./dom.js";
import words from "./keys_words.js";

export function openHelp({ titles, isOn, turn }) {
  const dialog = element("dialog", "fs-keys", { "aria-labelledby": "fs-keys-title" });
  const title = element("h2", "", { id: "fs-keys-title", tabindex: "-1", autofocus: true });
  title.textContent = words.help;
  const [first, ...rest] = words.keys;
  const pages = titles.map((name, at) => [`${at + 1}`, words.page.replace("{title}", name)]);
  const close = element("button", "fs-keys-button", { type: "button" });
  close.textContent = words.close;
  close.addEventListener("click", () => dialog.close());
  dialog.append(title, list([first, ...pages, ...rest]), choice(isOn, turn), close);
  // A click beside the list closes it, as Escape does.
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function list(rows) {
  const table = element("table", "");
  const head = table.createTHead().insertRow();
  for (const name of [words.key, words.does]) {
    const cell = element("th", "", { scope: "col" });
    cell.textContent = name;
    head.append(cell);
  }
  const body = table.createTBody();
  for (const [key, does] of rows) {
    const row = body.insertRow();
    const name = element("th", "", { scope: "row" });
    const sign = element("kbd", "");
    sign.textContent = key;
    name.append(sign);
    row.append(name);
    row.insertCell().textContent = does;
  }
  return table;
}

function choice(isOn, turn) {
  const all = element("div", "fs-keys-choice");
  const label = element("label", "");
  const box = element("input", "", { type: "checkbox", checked: isOn(), "aria-describedby": "fs-keys-hint" });
  box.addEventListener("change", () => turn(box.checked));
  label.append(box, ` ${words.use}`);
  const hint = element("p", "", { id: "fs-keys-hint" });
  hint.textContent = words.use_hint;
  all.append(label, hint);
  return all;
}
