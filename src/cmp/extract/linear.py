"""A linear support vector machine: which label a vector has, and how far each label is behind.

Fan, Chang, Hsieh, Wang and Lin 2008, "LIBLINEAR: a library for large linear classification", one
label against the rest. Knows no texts; coded phrases are learned by coded_phrases.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from scipy.sparse import csr_matrix

COST = 0.5


class Linear:
    """Labels learned from vectors, one for each row; at least three labels."""

    def __init__(self, vectors: csr_matrix, labels: Sequence[str]) -> None:
        from sklearn.svm import LinearSVC  # noqa: PLC0415

        model = LinearSVC(C=COST, random_state=0).fit(vectors, labels)
        self.known = [str(label) for label in model.classes_]
        # Laid out for one product per article.
        self.weights = model.coef_.T.copy(order="C")
        self.intercept = model.intercept_

    def scores(self, vectors: csr_matrix) -> np.ndarray:
        """A row for each vector, with a score for each label, in the order of `known`.

        The vectors may lack the last columns, which then count nothing.
        """
        scores: np.ndarray = vectors @ self.weights[: vectors.shape[1]] + self.intercept
        return scores

    def behind(self, scores: np.ndarray) -> dict[str, float]:
        """How far each label is behind the best one, which is at 0."""
        return dict(zip(self.known, (scores.max() - scores).tolist(), strict=True))
