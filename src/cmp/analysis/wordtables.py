"""Clauses → the table of their words: one row per measure, one column per word, counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from cmp.analysis.intervals import Floats
from cmp.analysis.words import words
from cmp.vocabulary import Vocabulary, load_vocabulary

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Codes = np.ndarray[Any, np.dtype[np.intp]]


@dataclass(frozen=True, eq=False)
class WordTable:
    """counts[n, w] is how often measure n has word w; owners[n] is its city's place in cities.

    Measures are in the order of their ids, so that the order of the rows changes nothing.
    """

    counts: csr_matrix
    words: tuple[str, ...]
    owners: Codes
    cities: tuple[str, ...]
    measures: tuple[str, ...]

    def by_city(self, owners: Codes | None = None) -> Floats:
        """City × word: the counts summed; of other owners where they are dealt anew."""
        from scipy.sparse import csr_matrix  # noqa: PLC0415  # slow to import

        places = self.owners if owners is None else owners
        ones = np.ones(len(places))
        where = (places, np.arange(len(places)))
        dealt = csr_matrix((ones, where), shape=(len(self.cities), len(places)))
        result: Floats = (dealt @ self.counts).toarray()
        return result


def word_table(measures: pl.DataFrame, *, least: int = 1) -> WordTable:
    """The words of measures, without place names; words seen less than `least` times are left out.

    A place name would only tell which city speaks.
    """
    from scipy.sparse import csr_matrix  # noqa: PLC0415  # slow to import

    rows = measures.sort("measure").select("measure", "city", "text").rows()
    counted = [Counter(_words(text)) for _, _, text in rows]
    total: Counter[str] = sum(counted, Counter())
    kept = tuple(sorted(word for word, times in total.items() if times >= least))
    place = {word: n for n, word in enumerate(kept)}
    cells = [(n, place[w], t) for n, c in enumerate(counted) for w, t in c.items() if w in place]
    numbers, columns, times = zip(*cells, strict=True) if cells else ((), (), ())
    shape = (len(rows), len(kept))
    table = csr_matrix((np.array(times, dtype=float), (numbers, columns)), shape=shape)
    cities = tuple(sorted({city for _, city, _ in rows}))
    owners = np.array([cities.index(city) for _, city, _ in rows], dtype=np.intp)
    return WordTable(table, kept, owners, cities, tuple(measure for measure, _, _ in rows))


def dealt(table: WordTable, rounds: int, seed: int) -> Sequence[Codes]:
    """The owners dealt anew to the measures, each city keeping its number of them."""
    rng = np.random.default_rng(seed)
    return [rng.permutation(table.owners) for _ in range(rounds)]


def _words(text: str) -> list[str]:
    vocabulary = load_vocabulary()
    places = _place_names(vocabulary)
    return [word for word in words(text, vocabulary) if word not in places]


@cache
def _place_names(vocabulary: Vocabulary) -> frozenset[str]:
    """Names of places, with and without their last character (市, 区, 县)."""
    names = {city.name_zh for city in vocabulary.cities.values()}
    return frozenset(names | {name[:-1] for name in names if len(name) > 2})
