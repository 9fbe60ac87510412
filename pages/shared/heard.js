// Streamlit names a few of its parts in English, for those who hear the page, and takes no other words. Here each name
// that is known gets its Swedish one as it comes. WORDS stands before this: name → name, the announcement of a list, and
// what is said in a dialog when the server is lost.
(() => {
  const NAMES = ["aria-label", "title", "placeholder"];
  const NAMED = NAMES.map((name) => `[${name}]`).join();

  function name(node) {
    for (const one of NAMES) {
      const swedish = WORDS.names[node.getAttribute(one)];
      if (swedish) node.setAttribute(one, swedish);
    }
  }

  // How many there are to choose from, said in a place of its own when a list opens.
  function announce(node) {
    const found = node.closest("[data-live-announcer]") && /^(\d+) options? available\.$/.exec(node.textContent);
    if (found) node.textContent = WORDS.options.replace("{n}", found[1]);
  }

  function tell(dialog) {
    const texts = document.createTreeWalker(dialog, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode;
      node.nodeValue = WORDS.dialogs[node.nodeValue.trim()] ?? node.nodeValue;
    }
  }

  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "attributes") name(target);
      else if (!(target instanceof SVGElement)) {
        for (const added of addedNodes) {
          if (!(added instanceof HTMLElement)) continue;
          name(added);
          added.querySelectorAll(NAMED).forEach(name);
          announce(added);
          if (added.matches("[role=dialog]")) tell(added);
          added.querySelectorAll("[role=dialog]").forEach(tell);
        }
      }
    }
  }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: NAMES });
})();
