"""A linear support vector machine over characters: which label texts like this one have.

Fan, Chang, Hsieh, Wang and Lin 2008, "LIBLINEAR: a library for large linear classification", one
label against the rest. Knows neither phrases nor clauses; what has been coded of them is learned by
coded_phrases.py and coded_clauses.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import TfidfVectorizer

COST = 0.5
# How far the weights may stay from the best; closer ones take longer and label new texts no better.
TOLERANCE = 0.1
MANY = 1000  # texts
DIGITS = re.compile(r"[\d.]+")


def without_digits(text: str) -> str:
    """The text with 0 for each number, as coded texts are kept.

    >>> without_digits("新增高新技术企业12.5万家")
    '新增高新技术企业0万家'
    """
    return DIGITS.sub("0", text)


def characters(longest: int, texts: int) -> TfidfVectorizer:
    """Runs of up to so many characters, weighed by how rare they are in so many texts.

    Of many texts, a run that stands in one only tells of nothing but that one.
    """
    # Loaded here, since commands that extract nothing need not wait for it.
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

    least = 2 if texts >= MANY else 1
    return TfidfVectorizer(
        analyzer="char", ngram_range=(1, longest), sublinear_tf=True, min_df=least
    )


class Linear:
    """Labels learned from vectors, one for each row; at least two labels."""

    def __init__(self, vectors: csr_matrix, labels: Sequence[str]) -> None:
        import numpy as np  # noqa: PLC0415
        from sklearn.svm import LinearSVC  # noqa: PLC0415

        self.vectors, self.labels = vectors, labels
        self._alike: dict[str, tuple[list[int], csr_matrix]] = {}
        model = LinearSVC(C=COST, tol=TOLERANCE, random_state=0).fit(vectors, labels)
        self.known = [str(label) for label in model.classes_]
        # Of two labels it scores the second alone.
        is_pair = len(self.known) == 2
        weights = np.vstack([-model.coef_, model.coef_]) if is_pair else model.coef_
        # Laid out for one product per article.
        self.weights = weights.T.copy(order="C")
        base = model.intercept_
        self.intercept = np.hstack([-base, base]) if is_pair else base

    def scores(self, vectors: csr_matrix) -> np.ndarray:
        """A row for each vector, with a score for each label, in the order of `known`.

        The vectors may lack the last columns, which then count nothing.
        """
        scores: np.ndarray = vectors @ self.weights[: vectors.shape[1]] + self.intercept
        return scores

    def behind(self, scores: np.ndarray) -> dict[str, float]:
        """How far each label is behind the best one, which is at 0."""
        return dict(zip(self.known, (scores.max() - scores).tolist(), strict=True))

    def most_like(self, vector: csr_matrix, label: str) -> int:
        """The row of this label that is most like the vector, which may lack the last columns."""
        if label not in self._alike:
            rows = [row for row, known in enumerate(self.labels) if known == label]
            self._alike[label] = rows, self.vectors[rows][:, : vector.shape[1]]
        rows, seen = self._alike[label]
        return rows[int((seen @ vector.T).toarray().argmax())]


def likeliest(behind: Mapping[str, float]) -> str:
    """The label that the others are measured against."""
    return min(behind, key=behind.__getitem__)
