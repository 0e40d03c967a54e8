"""Clean texts and a query → every place where it stands, with the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from cmp.analysis.headlines import Headline
from cmp.analysis.labels import city_names, named
from cmp.analysis.sources import joined, source
from cmp.errors import InputError
from cmp.wording import wording

WINDOW = 20
LINE = pl.Schema(
    {
        "city": pl.String(),
        "doc": pl.String(),
        "title": pl.String(),
        "term": pl.String(),
        "start": pl.Int64(),
        "end": pl.Int64(),
        "left": pl.String(),
        "keyword": pl.String(),
        "right": pl.String(),
        "position": pl.Float64(),
    }
)
FOUND = pl.Schema(
    {
        "city": pl.String(),
        "doc": pl.String(),
        "title": pl.String(),
        "published": pl.String(),
        "n_hits": pl.Int64(),
        "starts": pl.List(pl.Int64),
        "quote": pl.String(),
    }
)
# A phrase in quotation marks of any kind, or a word up to the next space.
_TERM = re.compile(r"[“\"「『]([^”\"」』]+)[”\"」』]|(\S+)")


def query_terms(query: str) -> tuple[str, ...]:
    """The terms of a query: words apart by spaces, and phrases in quotation marks.

    >>> query_terms("高企 “科技 招商”")
    ('高企', '科技 招商')

    Raises:
        InputError: the query holds no term.
    """
    terms = tuple(phrase or word for phrase, word in _TERM.findall(query))
    if not terms:
        raise InputError("the query is empty. Give a word, or a phrase in quotation marks.")
    return tuple(dict.fromkeys(terms))


def concordance(
    documents: pl.DataFrame,
    query: str,
    *,
    cities: pl.DataFrame | None = None,
    window: int = WINDOW,
    language: str = "en",
) -> pl.DataFrame:
    """Keyword in context (Luhn 1960): one row per place of each term of the query.

    Columns: city, doc, title, term, start and end (in the clean text), left, keyword, right (at
    most `window` characters on each side, not past the paragraph), position (place as a share of
    the article); with `cities` also city_name. Case and the width of letters are told apart.

    Raises:
        InputError: the query holds no term.
    """
    terms = query_terms(query)
    rows = [row for document in documents.to_dicts() for row in _lines(document, terms, window)]
    frame = pl.DataFrame(rows, schema=LINE).sort("doc", "start")
    return frame if cities is None else named(frame, "city", city_names(cities, language))


def search(documents: pl.DataFrame, query: str) -> pl.DataFrame:
    """Full-text search: one row per article that holds every term of the query, most hits first.

    Columns: city, doc, title, published, n_hits, starts (places in the clean text), quote (the
    first place with the words around it).

    Raises:
        InputError: the query holds no term.
    """
    terms = query_terms(query)
    rows = []
    for document in documents.to_dicts():
        lines = sorted(_lines(document, terms, WINDOW), key=lambda line: line["start"])
        if {line["term"] for line in lines} == set(terms):
            first = lines[0]
            rows.append(
                {
                    **{name: document[name] for name in ("city", "doc", "title", "published")},
                    "n_hits": len(lines),
                    "starts": [line["start"] for line in lines],
                    "quote": f"{first['left']}{first['keyword']}{first['right']}",
                }
            )
    return pl.DataFrame(rows, schema=FOUND).sort(-pl.col("n_hits"), "doc")


def concordance_headline(
    lines: pl.DataFrame, documents: pl.DataFrame, query: str, language: str = "en"
) -> Headline:
    """How often the query stands in how many articles."""
    values = {
        "query": query,
        "n": lines.height,
        "n_documents": lines["doc"].n_unique(),
        "n_all": documents.height,
    }
    key = "some" if lines.height else "none"
    return Headline(
        title=wording(f"concordance.{key}", language, **values),
        caption=joined(
            [wording("concordance.caption", language), source(documents, language)], language
        ),
        description=wording("concordance.description", language, **values),
    )


def _lines(document: dict[str, Any], terms: Sequence[str], window: int) -> Iterator[dict[str, Any]]:
    text = document["text"]
    for term in terms:
        for match in re.finditer(re.escape(term), text):
            start, end = match.span()
            yield {
                **{name: document[name] for name in ("city", "doc", "title")},
                "term": term,
                "start": start,
                "end": end,
                "left": text[max(0, start - window) : start].rpartition("\n")[2],
                "keyword": match.group(),
                "right": text[end : end + window].partition("\n")[0],
                "position": start / len(text),
            }
