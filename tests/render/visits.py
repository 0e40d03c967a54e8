"""A page opened once in a browser → all that tests ask about how it looks, reads and prints."""

from dataclasses import dataclass
from pathlib import Path

import axe_playwright_python

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
# Of what breaks no rule, axe would list every element: half of its time.
AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
TELEPHONE = {"width": 390, "height": 800}
PAPER = {"width": 720, "height": 1000}  # A4 at 96 dots, without margins
DESK = {"width": 1280, "height": 720}
# All that is folded, but of the tables of charts the first: they are alike, and long.
OPEN = """[...document.querySelectorAll("details.data")].slice(0, 1)
  .concat([...document.querySelectorAll("details:not(.data)")])
  .forEach((details) => { details.open = true; })"""
WORDS = """() => {
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.closest("script, style, noscript, pre, code, .text, dd")) {
      texts.push(node.textContent);
    }
  }
  for (const marked of document.querySelectorAll("[aria-label], [title]")) {
    texts.push(marked.getAttribute("aria-label") || "", marked.title || "");
  }
  return texts;
}"""
CHARTS_END = """Math.max(0, ...[...document.querySelectorAll("figure.chart svg.marks")]
  .map((svg) => svg.getBoundingClientRect().right))"""


@dataclass(frozen=True)
class Visit:
    """What a page showed.

    `heard` are errors and what it asked for from elsewhere, from its opening to the end of the
    visit; `width` is how wide it is on a telephone; `charts_end` where the charts end on paper;
    `broken` the rules of WCAG that it breaks, None where nobody looked.
    """

    charts: int
    drawn: int
    heard: list[str]
    words: list[str]
    width: int
    charts_end: float
    broken: list[tuple[str, str]] | None


def visit(page, heard, *, look_for_rules):
    """Look at an open page from all sides; it is not the same afterwards."""
    charts = page.locator("figure.chart").count()
    drawn = page.locator("figure.chart[data-drawn]").count()
    words = page.evaluate(WORDS)
    page.set_viewport_size(TELEPHONE)
    width = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    charts_end = page.evaluate(CHARTS_END)
    page.emulate_media(media="screen")
    page.set_viewport_size(DESK)
    broken = _broken_rules(page) if look_for_rules else None
    return Visit(charts, drawn, heard, words, width, charts_end, broken)


def _broken_rules(page):
    page.evaluate(OPEN)
    page.evaluate(AXE)
    found = page.evaluate("(options) => axe.run(document, options)", AXE_OPTIONS)
    return [(rule["id"], rule["nodes"][0]["html"][:120]) for rule in found["violations"]]
