"""An executed notebook → one self-contained HTML page that draws its charts without a network."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from cmp.render.charts_in_page import ChartViews
from cmp.render.display import CHART_TYPE
from cmp.render.figures import figures_of
from cmp.render.fonts import font_uri
from cmp.render.language import chinese_marked, plain_marked
from cmp.render.places import NOWHERE, Places
from cmp.render.sanitise import clean_html
from cmp.render.scripts import boot_script, csp_hash, vega_script
from cmp.render.table_links import linked_table
from cmp.wording import load_wording, wording

TEMPLATES = Path(__file__).parent / "template"
FONT_PLACE = "@@FONT@@"
HTML_LANGUAGE = {"en": "en", "zh": "zh-Hans"}
WORDS = "site."
# What a page shows of an output that comes in several forms, the best first.
SHOWN = [CHART_TYPE, "text/html", "text/markdown", "image/png", "text/plain"]


@dataclass(frozen=True)
class Link:
    """A page of the site, with its executed notebook beside it ("" if it has none)."""

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
        """The words of the frame, by their last name; those with places to fill are left out."""
        return {
            key.removeprefix(WORDS): wording(key, self.language)
            for key, texts in load_wording().items()
            if key.startswith(WORDS) and "{" not in texts[self.language]
        }


def notebook_page(notebook: Path, page: Page, places: Places | None = None) -> str:
    """The page of an executed notebook; what it names leads to its `places`."""
    # Half a second to import, which only a render pays.
    node = import_module("nbformat").read(notebook, as_version=4)
    known = places or NOWHERE
    figures = figures_of(node, Path(page.href).stem)
    scripts = (vega_script(), boot_script()) if figures else ()
    exporter = _exporter()
    resources = {
        "page": replace(page, scripts=scripts),
        "chart_type": CHART_TYPE,
        "charts": ChartViews(figures, known),
        "places": known,
    }
    html, _ = exporter.from_notebook_node(node, resources=resources)
    return with_font(html)


def framed(template: str, page: Page, **view: Any) -> str:  # noqa: ANN401 (what the template shows)
    """A page from a template of its own, in the frame of the site."""
    from jinja2 import Environment, FileSystemLoader  # noqa: PLC0415 (only a render needs it)

    environment = Environment(loader=FileSystemLoader(TEMPLATES))
    environment.filters.update(FILTERS)
    return with_font(environment.get_template(template).render(page=page, **view))


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


def json_in_html(value: Any) -> str:  # noqa: ANN401 (whatever JSON holds)
    r"""A value as JSON that cannot end its script element.

    >>> json_in_html({"title": "</script>"})
    '{"title":"\\u003c/script>"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def markdown(source: str) -> str:
    """Markdown as HTML as JupyterLab reads it, without marks for links behind headings."""
    mistune = import_module("nbconvert.filters.markdown_mistune")
    renderer = mistune.IPythonRenderer(escape=False, exclude_anchor_links=True)
    return str(mistune.MarkdownWithMath(renderer=renderer).render(source))


FILTERS = {
    "markdown": markdown,
    "clean_html": clean_html,
    "json_in_html": json_in_html,
    "chinese_marked": chinese_marked,
    "linked_table": linked_table,
    "plain_marked": plain_marked,
}


def with_font(html: str) -> str:
    """The page with the glyphs that it uses beyond Latin-1 embedded, and those that charts add."""
    used = {character for character in html if character > "ÿ"}
    return html.replace(FONT_PLACE, font_uri(used | set("—−… ")), 1)
