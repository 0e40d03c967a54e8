"""The index page of a site: what is there, made of which articles, when, and how to cite it."""

from __future__ import annotations

from datetime import datetime
from importlib.metadata import version

import polars as pl

from cmp.corpus import Corpus
from cmp.render.page import FILTERS, TEMPLATES, Page, with_font
from cmp.wording import wording

COLUMNS = ("doc", "city", "published", "kind", "inferred", "sha256")
SHORT_HASH = 12


def index_page(corpus: Corpus, page: Page, made_at: datetime) -> str:
    """The index page as HTML."""
    from jinja2 import Environment, FileSystemLoader  # noqa: PLC0415 (only a render needs it)

    environment = Environment(loader=FileSystemLoader(TEMPLATES))
    environment.filters.update(FILTERS)
    view = {
        **{name: getattr(page, name) for name in _FRAME},
        "summary": _summary(corpus, page.language),
        "columns": [wording(f"site.column_{name}", page.language) for name in COLUMNS],
        "rows": _rows(corpus, page.language),
        "cite": wording(
            "site.cite",
            page.language,
            version=version("policycmp"),
            date=made_at.date().isoformat(),
            n_documents=corpus.documents.height,
        ),
    }
    return with_font(environment.get_template("index.html.j2").render(page=view))


_FRAME = ("href", "title", "links", "made", "lang", "css", "policy", "words", "notebook")


def made_line(made_at: datetime, language: str) -> str:
    """When a page was made, and by which version."""
    date = made_at.isoformat(sep=" ", timespec="minutes")
    return wording("site.made", language, date=date, version=version("policycmp"))


def _summary(corpus: Corpus, language: str) -> str:
    return wording(
        "site.summary",
        language,
        n_cities=corpus.documents["city"].n_unique(),
        n_documents=corpus.documents.height,
        n_targets=corpus.targets.height,
        n_measures=corpus.measures.height,
    )


def _rows(corpus: Corpus, language: str) -> list[list[str]]:
    """A row per article, for the table of inputs."""
    names = corpus.cities.select("city", name=f"name_{language}")
    listed = corpus.documents.join(names, on="city").sort("doc")
    title = pl.coalesce(pl.col("title"), pl.col("doc"))
    shown = listed.select(
        pl.when(pl.col("title").is_null()).then(title).otherwise(pl.col("doc") + " " + title),
        "name",
        "published",
        pl.col("kind").fill_null(""),
        pl.col("inferred").fill_null(""),
        pl.col("sha256").str.head(SHORT_HASH),
    )
    return [list(row) for row in shown.iter_rows()]
