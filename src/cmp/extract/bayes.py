"""Naive Bayes over characters: which label texts like this one have.

McCallum and Nigam 1998, "A comparison of event models for naive Bayes text classification". Knows
neither phrases nor clauses; what has been coded of them is learned by coded_phrases.py and
coded_clauses.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import TfidfVectorizer

SMOOTHING = 0.05
DIGITS = re.compile(r"[\d.]+")


def without_digits(text: str) -> str:
    """The text with 0 for each number, as coded texts are kept.

    >>> without_digits("新增高新技术企业12.5万家")
    '新增高新技术企业0万家'
    """
    return DIGITS.sub("0", text)


def characters(longest: int) -> TfidfVectorizer:
    """Runs of up to so many characters, weighed by how rare they are."""
    # Loaded here, since commands that extract nothing need not wait for it.
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

    return TfidfVectorizer(analyzer="char", ngram_range=(1, longest), sublinear_tf=True)


class Bayes:
    """Labels learned from vectors, one for each row; `fit_prior`: frequent labels are likelier."""

    def __init__(
        self, vectors: csr_matrix, labels: Sequence[str], *, fit_prior: bool = False
    ) -> None:
        from sklearn.naive_bayes import MultinomialNB  # noqa: PLC0415

        self.vectors, self.labels = vectors, labels
        model = MultinomialNB(alpha=SMOOTHING, fit_prior=fit_prior).fit(vectors, labels)
        self.known = [str(label) for label in model.classes_]
        # Laid out for one product per article; what all labels share cancels in the odds.
        self.weights = model.feature_log_prob_.T.copy(order="C")
        self.prior = model.class_log_prior_

    def odds(self, vectors: csr_matrix) -> list[dict[str, float]]:
        """For each row the log-odds of the likeliest label against each one, its own being 0."""
        chances: np.ndarray = vectors @ self.weights + self.prior
        behind = chances.max(axis=1, keepdims=True) - chances
        return [dict(zip(self.known, row.tolist(), strict=True)) for row in behind]

    def most_like(self, vector: csr_matrix, label: str) -> int:
        """The row of this label that is most like the vector."""
        rows = [row for row, known in enumerate(self.labels) if known == label]
        likeness = (self.vectors[rows] @ vector.T).toarray().ravel()
        return rows[int(likeness.argmax())]


def likeliest(odds: Mapping[str, float]) -> str:
    """The label that the others are measured against."""
    return min(odds, key=odds.__getitem__)
