"""An executed notebook → one self-contained HTML page that draws its charts without a network."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from cmp.render.display import CHART_TYPE
from cmp.render.fonts import font_uri
from cmp.render.language import chinese_marked, plain_marked
from cmp.render.sanitise import clean_html
from cmp.render.scripts import boot_script, csp_hash, vega_script
from cmp.wording import wording

TEMPLATES = Path(__file__).parent / "template"
FONT_PLACE = "@@FONT@@"
HTML_LANGUAGE = {"en": "en", "zh": "zh-Hans"}
FRAME_WORDS = ("home", "heading", "reports", "inputs", "skip", "notebook")
CELL_WORDS = ("code", "table", "chart", "undrawn")
INDEX_WORDS = ("cite_heading", "trust")
# What a page shows of an output that comes in several forms, the best first.
SHOWN = [CHART_TYPE, "text/html", "text/markdown", "image/png", "text/plain"]


@dataclass(frozen=True)
class Link:
    """A page of the site, with its executed notebook beside it ("" for the index)."""

    href: str
    title: str
    notebook: str = ""


@dataclass(frozen=True)
class Page:
    """What every page of the site is framed with."""

    href: str
    title: str
    links: Sequence[Link]
    made: str
    language: str = "en"
    notebook: str = ""
    scripts: Sequence[str] = field(default=())

    @property
    def lang(self) -> str:
        """The page's language as HTML names it."""
        return HTML_LANGUAGE[self.language]

    @property
    def css(self) -> str:
        """The style sheet of all pages."""
        return (TEMPLATES / "page.css").read_text("utf-8")

    @property
    def policy(self) -> str:
        """The Content-Security-Policy: no scripts but the page's own, nothing from elsewhere."""
        scripts = " ".join(map(csp_hash, self.scripts)) or "'none'"
        return (
            f"default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; "
            "img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
        )

    @property
    def words(self) -> Mapping[str, str]:
        """The labels of the frame, by their last name."""
        names = (*FRAME_WORDS, *CELL_WORDS, *INDEX_WORDS)
        return {name: wording(f"site.{name}", self.language) for name in names}


def notebook_page(notebook: Path, page: Page) -> str:
    """The page of an executed notebook."""
    # Half a second to import, which only a render pays.
    node = import_module("nbformat").read(notebook, as_version=4)
    exporter = _exporter()
    framed = _with_scripts(page, has_charts=_has_charts(node))
    resources = {"page": framed, "chart_type": CHART_TYPE}
    html, _ = exporter.from_notebook_node(node, resources=resources)
    return with_font(html)


def _has_charts(node: Any) -> bool:  # noqa: ANN401 (a notebook node has no types)
    outputs = (output for cell in node.cells for output in cell.get("outputs", ()))
    return any(CHART_TYPE in output.get("data", {}) for output in outputs)


def _with_scripts(page: Page, *, has_charts: bool) -> Page:
    scripts = (vega_script(), boot_script()) if has_charts else ()
    return Page(**{**page.__dict__, "scripts": scripts})


@cache
def _exporter() -> Any:  # noqa: ANN401 (nbconvert has no types)
    nbconvert, traitlets = import_module("nbconvert"), import_module("traitlets.config")
    config = traitlets.Config({"TemplateExporter": {"filters": FILTERS}})
    config.NbConvertBase.display_data_priority = SHOWN
    # Its HTMLExporter parses the page once more with another parser than the sanitiser's, which
    # may read markup where that saw text.
    return nbconvert.TemplateExporter(
        config=config,
        template_name="base",
        template_file="notebook.html.j2",
        extra_template_paths=[str(TEMPLATES)],
    )


def chart_json(spec: Mapping[str, Any]) -> str:
    r"""A chart's specification as JSON that cannot end its script element.

    >>> chart_json({"title": "</script>"})
    '{"title":"\\u003c/script>"}'
    """
    text = json.dumps(spec, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def markdown(source: str) -> str:
    """Markdown as HTML as JupyterLab reads it, without marks for links behind headings."""
    mistune = import_module("nbconvert.filters.markdown_mistune")
    renderer = mistune.IPythonRenderer(escape=False, exclude_anchor_links=True)
    return str(mistune.MarkdownWithMath(renderer=renderer).render(source))


FILTERS = {
    "markdown": markdown,
    "clean_html": clean_html,
    "chart_json": chart_json,
    "chinese_marked": chinese_marked,
    "plain_marked": plain_marked,
}


def with_font(html: str) -> str:
    """The page with the glyphs that it uses beyond Latin-1 embedded, and those that charts add."""
    used = {character for character in html if character > "ÿ"}
    return html.replace(FONT_PLACE, font_uri(used | set("—−… ")), 1)
