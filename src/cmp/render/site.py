"""Executed notebooks and their corpus → the pages of a site, linked with each other.

What is there, of which articles, made when, and how to cite it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from importlib.metadata import version
from pathlib import Path

import polars as pl

from cmp.analysis.labels import code_name
from cmp.corpus import Corpus
from cmp.render.data_page import data_page
from cmp.render.figures import Figure, figures_of, uses, write_data
from cmp.render.methods_page import methods_page
from cmp.render.page import Link, Page, framed, notebook_page
from cmp.render.places import Place, Places, find_places, source_file, source_href
from cmp.render.plan import Job
from cmp.render.source_page import Sources, source_page
from cmp.tables.exports import write_files
from cmp.tables.gold import Gold
from cmp.wording import wording

NOTEBOOKS = "notebooks"
DATA = "data"
INDEX = "index.html"
CHANGES_PAGE = "changes.html"
METHODS_PAGE = "methods.html"
DATA_PAGE = "data.html"
# The site's own pages besides the index, with the keys of their titles.
OWN = {
    CHANGES_PAGE: "changes.title",
    METHODS_PAGE: "methods.title",
    DATA_PAGE: "data.title",
}
COLUMNS = ("doc", "city_name", "published", "kind", "inferred", "sha256")
SHORT_HASH = 12


@dataclass(frozen=True)
class Site:
    """A folder with the executed notebooks of these jobs, whose pages are to be written."""

    folder: Path
    corpus: Corpus
    jobs: Sequence[Job]
    language: str
    made_at: datetime
    gold: Gold | None = None

    def page(self, href: str, title: str, notebook: str = "") -> Page:
        """The frame of a page of this site."""
        made = made_line(self.made_at, self.language)
        links = [
            Link(INDEX, wording("site.home", self.language)),
            *map(_link, self.jobs),
            *(Link(href, wording(key, self.language)) for href, key in OWN.items()),
        ]
        return Page(href, title, links, made, self.language, notebook)

    def own_page(self, href: str) -> Page:
        """The frame of one of the site's own pages."""
        return self.page(href, wording(OWN[href], self.language))

    def write(self, page: Page, html: str) -> None:
        """Write a page into the folder."""
        (self.folder / page.href).write_text(html, "utf-8")

    @cached_property
    def places(self) -> Places:
        """Where everything that the pages name stands."""
        cities = {str(j.parameters["city"]): _city_place(j) for j in self.jobs if j.is_of_city}
        return find_places(self.corpus, cities)

    def figures(self) -> list[Figure]:
        """The charts of all notebooks, page by page."""
        found = []
        for job in self.jobs:
            notebook = json.loads((self.folder / _link(job).notebook).read_text("utf-8"))
            found += figures_of(notebook, job.page)
        return found


def write_site(site: Site, rendered: Iterable[Job]) -> None:
    """Write the pages of the jobs just rendered, the source pages, the charts' data, the index."""
    for job in rendered:
        link = _link(job)
        page = site.page(link.href, link.title, link.notebook)
        site.write(page, notebook_page(site.folder / link.notebook, page, site.places))
    figures = site.figures()
    _write_data(site, figures)
    _write_sources(site, figures)
    methods = site.own_page(METHODS_PAGE)
    site.write(methods, methods_page(site.corpus, site.gold, methods))
    index = site.page(INDEX, wording("site.heading", site.language))
    site.write(index, index_page(site.corpus, index, site.made_at))


def _write_data(site: Site, figures: Sequence[Figure]) -> None:
    """The tables in every format and the data of each chart, and the page that lists them."""
    folder = site.folder / DATA
    folder.mkdir(exist_ok=True)
    files = write_files(site.corpus.tables, folder, language=site.language)
    write_data(figures, site.folder)
    page = site.own_page(DATA_PAGE)
    site.write(page, data_page(files, figures, site.folder, page))


def _city_place(job: Job) -> Place:
    return Place(_link(job).href, job.title)


def _link(job: Job) -> Link:
    return Link(f"{job.page}.html", job.title, f"{NOTEBOOKS}/{job.page}.ipynb")


def _write_sources(site: Site, figures: Sequence[Figure]) -> None:
    titles = {job.page: job.title for job in site.jobs}
    sources = Sources(site.corpus, site.places, uses(figures), titles, site.language)
    named = site.corpus.documents.select("doc", pl.coalesce("title", "doc")).rows()
    for doc, title in named:
        page = site.page(source_file(doc), title)
        site.write(page, source_page(sources, doc, page))


def index_page(corpus: Corpus, page: Page, made_at: datetime) -> str:
    """The index page as HTML."""
    cite = wording(
        "site.cite",
        page.language,
        version=version("policycmp"),
        date=made_at.date().isoformat(),
        n_documents=corpus.documents.height,
    )
    return framed(
        "index.html.j2",
        page,
        summary=_summary(corpus, page.language),
        columns=[wording(f"column.{name}", page.language) for name in COLUMNS],
        articles=_articles(corpus, page.language),
        cite=cite,
    )


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


def _articles(corpus: Corpus, language: str) -> list[tuple[str, list[str]]]:
    """Address of the source page and a row of words per article, for the table of inputs."""
    names = corpus.cities.select("city", name=f"name_{language}")
    kind = partial(code_name, "kind", language=language)
    listed = corpus.documents.join(names, on="city").sort("doc")
    shown = listed.select(
        "doc",
        pl.concat_str("doc", "title", separator=" ", ignore_nulls=True).alias("words"),
        "name",
        "published",
        pl.col("kind").map_elements(kind, pl.String).fill_null(""),
        pl.col("inferred").fill_null(""),
        pl.col("sha256").str.head(SHORT_HASH),
    )
    return [(source_href(doc), list(words)) for doc, *words in shown.iter_rows()]
