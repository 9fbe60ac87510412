// Plotly is asked for here, for all charts of the visit.
(() => {
  // Reading Plotly keeps the browser busy for a second or two: that is done while the server works on the page. Where it
  // answers at once, the words are seen first, and the first chart asks for Plotly.
  const connected = new MutationObserver(() => {
    if (!document.querySelector("[data-test-connection-state=CONNECTED]")) return;
    connected.disconnect();
    setTimeout(() => {
      const file = document.getElementById("plotly-file");
      if (!file || document.getElementById("plotly")) return;
      document.head.append(Object.assign(document.createElement("script"), { id: "plotly", src: file.href }));
    }, 600);
  });
  connected.observe(document, { childList: true, subtree: true, attributeFilter: ["data-test-connection-state"] });
  // Plotly that did not come is asked for again by the first chart.
  document.addEventListener("error", ({ target }) => { if (target.id === "plotly") target.remove(); }, true);
})();
