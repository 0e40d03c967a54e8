"""Clauses → points in a space of latent meaning, fitted on these clauses and nothing else.

TF-IDF of words and of the characters within them, on request of the instruments that the
codebook's term list finds; then latent semantic analysis (Deerwester et al. 1990). Place names say
where a measure stands and not what it does, so they are left out; a term of one article only
counts half, and articles are moved part of the way to a common centre, so that clusters are themes
and not articles.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from scipy.linalg import eigh
from scipy.sparse import csr_matrix, hstack
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from cmp.analysis.clusters.kmeans import Array
from cmp.analysis.words import codebook_terms, is_topical, tokens
from cmp.extract.instruments import InstrumentRules
from cmp.read.gazetteer import gazetteer_of
from cmp.read.place_meanings import ordinary_words
from cmp.vocabulary import Vocabulary

DIMENSIONS = (8, 10, 12, 15)
FEWEST_CLAUSES = 2
ONE_ARTICLE = 0.5
# Whole centring of articles would also take away what an article is truly about.
CENTRING = 0.4
CHARACTERS_WEIGHT = 1.5
CONCEPTS_WEIGHT = 2.5
# Above this the exact decomposition of clause × clause gives way to a randomised one.
LARGE = 1500


@dataclass(frozen=True)
class Clause:
    """A measure's clause: all pieces, those that carry a topic, instrument → weight of terms."""

    doc: str
    pieces: tuple[str, ...]
    words: tuple[str, ...]
    concepts: Mapping[str, float]


@dataclass(frozen=True, eq=False)
class Space:
    """points: clauses × dimensions, the weightiest first. terms: the vocabulary of the fit."""

    points: Array
    terms: frozenset[str]


class ClauseReader:
    """Texts to clauses by one vocabulary; concepts on or off."""

    def __init__(self, vocabulary: Vocabulary, *, concepts: bool) -> None:
        self._vocabulary = vocabulary
        self._rules = InstrumentRules(vocabulary) if concepts else None

    @property
    def terms(self) -> frozenset[str]:
        """The codebook's terms, which say more than ordinary words do."""
        return codebook_terms(self._vocabulary)

    def read(self, doc: str, text: str) -> Clause:
        """The clause of a text.

        >>> from cmp.vocabulary import load_vocabulary
        >>> ClauseReader(load_vocabulary(), concepts=True).read("a", "落实加计扣除").concepts
        {'tax': 10.0}
        """
        return self.of_pieces(doc, tokens(text, self._vocabulary))

    def of_pieces(self, doc: str, pieces: Sequence[str]) -> Clause:
        """The clause of a text that is already cut."""
        places = _places(self._vocabulary)
        kept = (p for p in pieces if p not in places and is_topical(p, self._vocabulary))
        return Clause(doc, tuple(pieces), tuple(kept), self._concepts("".join(pieces)))

    def shuffled(self, clauses: Sequence[Clause], rng: np.random.Generator) -> list[Clause]:
        """Clauses of the same lengths, the pieces of all dealt out anew: text without themes."""
        pieces = [piece for clause in clauses for piece in clause.pieces]
        dealt = iter([pieces[place] for place in rng.permutation(len(pieces))])
        return [
            self.of_pieces(clause.doc, [next(dealt) for _ in clause.pieces]) for clause in clauses
        ]

    def _concepts(self, text: str) -> dict[str, float]:
        found: dict[str, float] = defaultdict(float)
        for _, instrument, weight in self._rules.terms(text) if self._rules else ():
            found[instrument] += weight
        return dict(found)


def fit_space(clauses: Sequence[Clause], seed: int = 0) -> Space:
    """Vocabulary, idf and latent dimensions of these clauses; no term from elsewhere.

    No dimension where no term stands in two clauses. `seed` matters above LARGE clauses only.
    """
    docs = [clause.doc for clause in clauses]
    by_word, terms = _tf_idf([clause.words for clause in clauses], docs)
    by_character, _ = _tf_idf([_characters(clause.words) for clause in clauses], docs)
    blocks = [by_word, CHARACTERS_WEIGHT * by_character]
    if any(clause.concepts for clause in clauses):
        blocks.append(CONCEPTS_WEIGHT * _concept_block(clauses))
    return Space(_centred(_latent(blocks, seed), docs), terms)


def shared_terms(documents: Iterable[Sequence[str]]) -> set[str]:
    """Terms that stand in two documents or more.

    >>> shared_terms([["基金", "基金"], ["人才"], ["人才", "园区"]])
    {'人才'}
    """
    counts = Counter(term for document in documents for term in set(document))
    return {term for term, n in counts.items() if n >= FEWEST_CLAUSES}


def scaled(points: Array) -> Array:
    """Points on the unit sphere; a point at zero stays there."""
    length = np.linalg.norm(points, axis=1, keepdims=True)
    return np.asarray(points / np.where(length > 0, length, 1))


@lru_cache(maxsize=4)
def _places(vocabulary: Vocabulary) -> frozenset[str]:
    """Names of places that are no ordinary words besides."""
    gazetteer = gazetteer_of(vocabulary)
    return frozenset({*gazetteer.full, *gazetteer.short} - ordinary_words(vocabulary))


def _characters(words: Iterable[str]) -> list[str]:
    """Single characters and pairs within words: 孵化器 and 孵化载体 share 孵化."""
    return [piece for word in words for piece in (*word, *map("".join, pairwise(word)))]


def _tf_idf(
    documents: Sequence[Sequence[str]], docs: Sequence[str]
) -> tuple[csr_matrix, frozenset[str]]:
    """Sparse TF-IDF with rows of length one, and its terms: those of two clauses or more."""
    terms = sorted(shared_terms(documents))
    if not terms:
        return csr_matrix((len(documents), 0)), frozenset()
    vectorizer = TfidfVectorizer(
        analyzer=list, vocabulary=terms, lowercase=False, sublinear_tf=True, norm=None
    )
    matrix = vectorizer.fit_transform(documents)
    weights = _weights(terms, documents, docs)
    return normalize(matrix.multiply(weights).tocsr()), frozenset(terms)


def _weights(
    terms: Sequence[str], documents: Sequence[Sequence[str]], docs: Sequence[str]
) -> Array:
    """Less for terms of one article only, where there are several articles."""
    articles: dict[str, set[str]] = defaultdict(set)
    for doc, document in zip(docs, documents, strict=True):
        for term in document:
            articles[term].add(doc)
    alone = ONE_ARTICLE if len(set(docs)) > 1 else 1.0
    return np.array([1.0 if len(articles[term]) > 1 else alone for term in terms])


def _concept_block(clauses: Sequence[Clause]) -> csr_matrix:
    """Instruments named by a clause: summed weights of the terms, times idf, rows of length one."""
    codes = sorted({code for clause in clauses for code in clause.concepts})
    weights = [[clause.concepts.get(code, 0.0) for code in codes] for clause in clauses]
    matrix = np.array(weights)
    idf = np.log((1 + len(clauses)) / (1 + (matrix > 0).sum(axis=0))) + 1
    return csr_matrix(scaled(matrix * idf))


def _latent(blocks: Sequence[csr_matrix], seed: int) -> Array:
    """The blocks side by side, reduced to the largest of DIMENSIONS."""
    matrix = hstack(blocks).tocsr()
    n, width = matrix.shape
    dimensions = min(max(DIMENSIONS), n - 1, width)
    if dimensions < 1:
        return np.zeros((n, 0))
    return _randomised(matrix, dimensions, seed) if n > LARGE else _exact(matrix, dimensions)


def _centred(points: Array, docs: Sequence[str]) -> Array:
    """The points of each article moved towards the centre of all."""
    _, article = np.unique(np.array(docs), return_inverse=True)
    own = np.array([points[article == number].mean(axis=0) for number in range(article.max() + 1)])
    return np.asarray(points - CENTRING * (own[article] - points.mean(axis=0)))


def _exact(matrix: csr_matrix, dimensions: int) -> Array:
    gram = (matrix @ matrix.T).toarray()
    n = len(gram)
    values, vectors = eigh(gram, subset_by_index=[n - dimensions, n - 1])
    points = (vectors * np.sqrt(np.maximum(values, 0.0)))[:, ::-1]
    sign = np.sign(points[np.abs(points).argmax(axis=0), np.arange(dimensions)])
    return np.asarray(points * np.where(sign == 0, 1, sign))


def _randomised(matrix: csr_matrix, dimensions: int, seed: int) -> Array:
    svd = TruncatedSVD(dimensions, algorithm="randomized", n_iter=4, random_state=seed)
    return np.asarray(svd.fit_transform(matrix))
