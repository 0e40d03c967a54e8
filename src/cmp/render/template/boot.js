"use strict";
(async () => {
  // Only the page's own scripts: nothing that an article or notebook writes can be one.
  const given = (id) => JSON.parse(document.querySelector(`script#${id}`).textContent);
  const places = given("places");
  const words = given("words");
  const refuse = () => Promise.reject(new Error("a report loads nothing"));
  const figures = [...document.querySelectorAll("figure[data-chart]")];
  const make = (tag, props = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), props);
    element.append(...children);
    return element;
  };
  const placesOf = (row) => (Array.isArray(row && row.places) ? row.places : []);
  const link = (number, text) => {
    const [href, printed] = places[number];
    return make("a", {href, lang: text ? "" : "zh-Hans"}, text || printed);
  };

  // A mark that stands on one sentence leads there; one that stands on several lists them.
  const follow = (figure, row) => {
    const numbers = placesOf(row);
    const panel = figure.querySelector(".behind");
    panel.replaceChildren();
    if (numbers.length === 1) { location.assign(places[numbers[0]][0]); return; }
    if (!numbers.length) { return; }
    const close = make("button", {type: "button"}, words.close);
    close.addEventListener("click", () => panel.replaceChildren());
    const items = numbers.map((number) => make("li", {}, link(number)));
    panel.append(make("p", {}, `${words.behind} (${numbers.length}) `, close), make("ol", {}, ...items));
  };

  // The table of a chart's data is written when it is opened, from what the chart has drawn.
  const fill = (details, spec) => {
    const {columns, datasets} = JSON.parse(details.dataset.table);
    const heads = [...columns.map(([, title]) => title), words.source];
    const head = make("tr", {}, ...heads.map((title) => make("th", {scope: "col"}, title)));
    const cell = (value) => {
      if (value === null || value === undefined) { return make("td", {}, "–"); }
      if (typeof value === "number") {
        return make("td", {className: "number"}, String(Number(value.toPrecision(6))));
      }
      if (typeof value === "boolean") { return make("td", {}, value ? words.yes : words.no); }
      const text = Array.isArray(value) ? value.join(", ") : String(value);
      return make("td", {className: text.length > 24 ? "long" : ""}, text);
    };
    const sources = (row) => {
      const numbers = placesOf(row);
      const links = numbers.map((number, n) => {
        const to = link(number, numbers.length > 1 ? String(n + 1) : words.source);
        to.setAttribute("aria-label", `${words.source} ${n + 1}: ${places[number][1]}`);
        return to;
      });
      return make("td", {}, ...links.flatMap((to, n) => (n ? [" ", to] : [to])));
    };
    const rows = datasets.flatMap((name) => spec.datasets[name]).map((row) =>
      make("tr", {}, ...columns.map(([name]) => cell(row[name])), sources(row)));
    const table = make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows));
    details.querySelector(".table").replaceChildren(table);
  };

  const draw = async (figure, spec) => {
    const drawing = figure.querySelector(".drawing");
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
    drawn.view.addEventListener("click", (event, item) => {
      if (item && item.mark.marktype !== "group") { follow(figure, item.datum); }
    });
    figure.dataset.drawn = String(drawn.view.scenegraph().root.items.length);
  };

  // One choice for all charts of the page: marks of other names grow pale, none goes.
  const MARKS = ":is(.mark-symbol, .mark-rect, .mark-text, .mark-rule, .mark-line, .mark-arc, .mark-area) > *";
  const paint = (chosen) => {
    for (const mark of document.querySelectorAll(`figure.chart svg ${MARKS}`)) {
      const row = mark.__data__ && mark.__data__.datum;
      const other = Object.entries(chosen).some(([field, name]) =>
        name && row && row[field] !== undefined && row[field] !== name);
      mark.classList.toggle("pale", other);
    }
  };
  const choices = (specs) => {
    const rows = specs.flatMap((spec) => Object.values(spec.datasets || {}).flat());
    const chosen = {};
    const bar = make("div", {className: "choices"});
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", words.highlight);
    for (const [field, title] of words.fields) {
      const names = [...new Set(rows.map((row) => row[field]).filter((name) => typeof name === "string"))];
      if (names.length < 2) { continue; }
      const options = [["", words.all], ...names.sort().map((name) => [name, name])];
      const select = make("select", {}, ...options.map(([value, text]) => make("option", {value}, text)));
      select.addEventListener("change", () => { chosen[field] = select.value; paint(chosen); });
      bar.append(make("label", {}, `${title} `, select));
    }
    if (bar.children.length) { document.querySelector("main").prepend(bar); }
  };

  // Vega-Lite's remarks on a chart are for its author, who sees them in the notebook.
  console.warn = () => {};
  try { await document.fonts.load("16px 'Policycmp Sans'"); } catch (error) { /* drawn without */ }
  const specs = [];
  for (const figure of figures) {
    try {
      const spec = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
      delete spec.usermeta;
      specs.push(spec);
      await draw(figure, spec);
      const details = figure.querySelector("details.data");
      details.addEventListener("toggle", () => { if (details.open) { fill(details, spec); } }, {once: true});
    } catch (error) {
      figure.dataset.failed = String(error);
      figure.querySelector(".drawing").textContent = figure.dataset.chart + " " + error;
    }
  }
  choices(specs);
  document.documentElement.dataset.ready = "yes";
})();
