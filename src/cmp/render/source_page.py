"""An article → its page: the clean text with every row marked, the repairs, where it came from.

A number in the text leads to its row below, the row back to the text and on to every chart that
draws it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import polars as pl

from cmp.analysis.labels import code_name
from cmp.analysis.measures import list_measures
from cmp.analysis.targets import list_targets
from cmp.corpus import Corpus
from cmp.render.figures import Figure
from cmp.render.marking import Mark, marked_text, repairs_marked
from cmp.render.page import Page, framed
from cmp.render.places import Places, row_anchor, sentence_anchor
from cmp.repair import repair_text
from cmp.vocabulary import load_vocabulary
from cmp.wording import wording

TARGET_COLUMNS = ("stated", "indicator_name", "subject", "status_name", "period", "quote")
MEASURE_COLUMNS = ("text", "section", "instrument_name", "side_name", "status_name")
_FACTS = "city_name publisher published kind file sha256 encoding script inferred"
FACTS = tuple(_FACTS.split())
Uses = Mapping[str, Sequence[Figure]]


@dataclass(frozen=True)
class Sources:
    """All articles of a corpus with their rows labelled in a language, and the charts of each."""

    corpus: Corpus
    places: Places
    uses: Uses
    titles: Mapping[str, str]
    language: str

    def rows(self, kind: str, doc: str) -> list[dict[str, Any]]:
        """The rows of a kind, target or measure, of an article, in the order of its text."""
        corpus = self.corpus
        frame, listed = {
            "target": (corpus.targets, list_targets),
            "measure": (corpus.measures, list_measures),
        }[kind]
        own = frame.filter(pl.col("doc") == doc)
        rows = listed(own, corpus.cities, corpus.documents, language=self.language)
        return rows.sort("start", "end").to_dicts()


def source_page(sources: Sources, doc: str, page: Page) -> str:
    """The page of an article as HTML."""
    [document] = sources.corpus.documents.filter(pl.col("doc") == doc).to_dicts()
    found = {kind: sources.rows(kind, doc) for kind in ("target", "measure")}
    columns = {"target": TARGET_COLUMNS, "measure": MEASURE_COLUMNS}
    view = {
        "title": document["title"] or doc,
        "doc": doc,
        "facts": _facts(sources, document),
        "text": _marked(sources, document, found),
        "tables": [_table(sources, kind, columns[kind], rows) for kind, rows in found.items()],
        "charts": sources.uses.get(doc, ()),
        "n_repairs": sources.corpus.repairs.filter(pl.col("doc") == doc).height,
        "repairs": _repairs(sources.corpus, doc),
    }
    return framed("source.html.j2", page, source=view)


def _marked(sources: Sources, document: Mapping[str, Any], found: Mapping[str, Any]) -> str:
    text, starts = document["text"], sources.places.sentences[document["doc"]]
    spans = zip(starts, (*starts[1:], len(text)), strict=True)
    sentences = [Mark(start, end, "s", sentence_anchor(start)) for start, end in spans]
    marks = [_mark(kind, row) for kind, rows in found.items() for row in rows]
    return marked_text(text, sentences, marks)


def _mark(kind: str, row: Mapping[str, Any]) -> Mark:
    anchor = row_anchor(row[kind])
    # A measure holds numbers that are links themselves, and links cannot hold links.
    href = f"#row-{anchor}" if kind == "target" else ""
    return Mark(row["start"], row["end"], kind, anchor, href)


def _table(
    sources: Sources, kind: str, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    language = sources.language
    return {
        "kind": kind,
        "heading": wording(f"site.{kind}s_of", language, n=len(rows)),
        "columns": [wording(f"column.{name}", language) for name in columns],
        "rows": [
            {
                "id": row[kind],
                "anchor": row_anchor(row[kind]),
                "cells": [row[name] or "–" for name in columns],
                "pages": _pages(sources, sources.uses.get(row[kind], ())),
            }
            for row in rows
        ],
    }


def _pages(sources: Sources, figures: Sequence[Figure]) -> list[tuple[str, list[Figure]]]:
    """The charts, page by page: the title of the page, its charts."""
    by_page = groupby(figures, key=lambda figure: figure.page)
    return [(sources.titles[page], list(charts)) for page, charts in by_page]


def _facts(sources: Sources, document: Mapping[str, Any]) -> list[tuple[str, str]]:
    names = sources.corpus.cities.select("city", f"name_{sources.language}").rows()
    coded = {name: code_name(name, document[name], sources.language) for name in ("kind", "script")}
    known = {**document, **coded, "city_name": dict(names)[document["city"]]}
    facts = [(name, known[name]) for name in FACTS if known[name]]
    return [(wording(f"column.{name}", sources.language), str(value)) for name, value in facts]


def _repairs(corpus: Corpus, doc: str) -> str:
    raw = corpus.raw_texts[doc]
    return repairs_marked(raw, repair_text(raw, load_vocabulary()).clean)
