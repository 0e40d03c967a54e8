"""Where each row, part, sentence and article stands in the site: keys → addresses of a page.

A key is what tables and charts hold anyway: the id of a target or measure, the name of a
programme's part, a doc, or doc:start. Links in pages are made of keys alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from urllib.parse import quote

import polars as pl

from cmp.corpus import Corpus
from cmp.segment import outline
from cmp.vocabulary import load_vocabulary

PREFIX = "source-"
# Characters of a link's words; more would not be read.
LONGEST = 72
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True)
class Place:
    """An address in the site, and the words that stand there."""

    href: str
    words: str


@dataclass(frozen=True)
class Places:
    """The places of all keys; `sentences` are the starts of each article's sentences."""

    known: Mapping[str, tuple[Place, ...]]
    sentences: Mapping[str, tuple[int, ...]]
    texts: Mapping[str, str]

    def of(self, key: str) -> tuple[Place, ...]:
        """The places of a key; none if it is no key."""
        found = self.known.get(key)
        if found is not None:
            return found
        doc, _, start = key.rpartition(":")
        if doc in self.sentences and start.isdecimal():
            return (self._sentence(doc, int(start)),)
        return ()

    def _sentence(self, doc: str, at: int) -> Place:
        starts = self.sentences[doc]
        n = max(bisect_right(starts, at) - 1, 0)
        text = self.texts[doc][starts[n] : starts[n + 1] if n + 1 < len(starts) else None]
        return Place(f"{source_href(doc)}#{sentence_anchor(starts[n])}", shortened(text))


NOWHERE = Places({}, {}, {})


def find_places(corpus: Corpus, more: Mapping[str, Place] | None = None) -> Places:
    """The places of everything that a chart or table of this corpus may name, and `more`."""
    texts = dict(corpus.documents.select("doc", "text").iter_rows())
    vocabulary = load_vocabulary()
    starts = {
        doc: tuple(start for start, _ in outline(text, vocabulary).sentences) or (0,)
        for doc, text in texts.items()
    }
    bare = Places({}, starts, texts)
    known: dict[str, list[Place]] = {}
    found = (_articles(corpus.documents), _parts(corpus, bare), _rows(corpus), (more or {}).items())
    for key, place in chain(*found):
        known.setdefault(key, []).append(place)
    return Places({key: tuple(places) for key, places in known.items()}, starts, texts)


def source_file(doc: str) -> str:
    """The file name of an article's source page, safe on every system.

    >>> source_file("yangzhou-2023")
    'source-yangzhou-2023.html'
    >>> source_file("<b>").startswith("source-b-")
    True
    """
    if _PLAIN.fullmatch(doc):
        return f"{PREFIX}{doc}.html"
    plain = re.sub(r"[^A-Za-z0-9._-]+", "", doc).strip(".")
    return f"{PREFIX}{plain}-{sha256(doc.encode()).hexdigest()[:8]}.html"


def source_href(doc: str) -> str:
    """The address of an article's source page."""
    return quote(source_file(doc))


def row_anchor(row_id: str) -> str:
    """The name of a row's place in its source page; an id may hold any character of a file name.

    >>> row_anchor("a-2024-t12")
    'a-2024-t12'
    """
    return quote(row_id, safe="").replace("%", "~")


def sentence_anchor(start: int) -> str:
    """The name of a sentence's place in its source page."""
    return f"s{start}"


def shortened(text: str) -> str:
    """A text in one line, cut where a link's words end."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _articles(documents: pl.DataFrame) -> Iterator[tuple[str, Place]]:
    for doc, title in documents.select("doc", pl.coalesce("title", "doc")).iter_rows():
        yield doc, Place(source_href(doc), shortened(title))


def _rows(corpus: Corpus) -> Iterator[tuple[str, Place]]:
    targets = corpus.targets.select("doc", "target", "quote")
    measures = corpus.measures.select("doc", "measure", "text")
    for doc, row_id, text in chain(targets.iter_rows(), measures.iter_rows()):
        yield row_id, Place(f"{source_href(doc)}#{row_anchor(row_id)}", shortened(text))


def _parts(corpus: Corpus, bare: Places) -> Iterator[tuple[str, Place]]:
    """Programmes and their parts, where the article first names them; else the article."""
    rows = corpus.programmes.unpivot(["part", "programme"], index="doc", value_name="name")
    for doc, name in rows.select("doc", "name").unique(maintain_order=True).iter_rows():
        at = bare.texts[doc].find(name)
        yield name, bare.of(f"{doc}:{at}")[0] if at >= 0 else Place(source_href(doc), doc)
