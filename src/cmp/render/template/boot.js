"use strict";
(async () => {
  const refuse = () => Promise.reject(new Error("a report loads nothing"));
  // Vega-Lite's remarks on a chart are for its author, who sees them in the notebook.
  console.warn = () => {};
  try { await document.fonts.load("16px 'Policycmp Sans'"); } catch (error) { /* drawn without */ }
  for (const figure of document.querySelectorAll("figure[data-chart]")) {
    const drawing = figure.querySelector(".drawing");
    try {
      const spec = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
      delete spec.usermeta;
      const drawn = await window.vegaEmbed(drawing, spec, {
        mode: "vega-lite", ast: true, renderer: "svg", actions: false, logLevel: 1,
        loader: {load: refuse, sanitize: refuse, http: refuse, file: refuse},
        tooltip: {theme: "light"},
      });
      const svg = drawing.querySelector("svg");
      // The chart is one image with a description; its parts would be images without one.
      for (const part of svg.querySelectorAll("[role]")) {
        ["role", "aria-label", "aria-roledescription"].forEach((name) => part.removeAttribute(name));
      }
      svg.setAttribute("role", "img");
      svg.setAttribute("aria-label", spec.description || drawing.getAttribute("aria-label"));
      figure.dataset.drawn = String(drawn.view.scenegraph().root.items.length);
    } catch (error) {
      figure.dataset.failed = String(error);
      drawing.textContent = figure.dataset.chart + " " + error;
    }
  }
  document.documentElement.dataset.ready = "yes";
})();
