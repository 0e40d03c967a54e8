"""What coded clauses say of a new one: whether it is a measure, and its instrument.

Learned when first asked from coded_clauses.csv. Knows the clause alone, not its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from cmp.extract.decisions import Decision
from cmp.extract.linear import Linear, characters, likeliest, without_digits
from cmp.vocabulary import Vocabulary

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

LONGEST = 3
MEASURE, NONE = "measure", "none"
# How far behind the best a label is overruled.
CLEAR = {"text": 0.6, "instrument": 0.3}


@dataclass(frozen=True)
class Lesson:
    """The labels of clauses, learned, with the clauses."""

    linear: Linear
    clauses: Sequence[str]


@dataclass(frozen=True)
class Verdict:
    """Of one clause how far each field's labels are behind the best, which is at 0."""

    labels: Mapping[str, Mapping[str, float]]
    _coded: CodedClauses
    _vector: csr_matrix

    def against(self, field: str, known: str) -> Decision | None:
        """What coded clauses say instead of a known value, where they speak clearly against it.

        The field "text" is whether it is a measure: MEASURE or NONE.
        """
        behind = self.labels.get(field, {})
        if behind.get(known, 0.0) <= CLEAR[field]:
            return None
        best = likeliest(behind)
        like = self._coded.most_like(self._vector, field, best)
        return Decision(best, f"as coded for the like of {like}")


class CodedClauses:
    """The clauses of one vocabulary, learned: nothing of a field where all have one label."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        coded = vocabulary.coded_clauses
        self.lessons: dict[str, Lesson] = {}
        if not coded:
            return
        self.characters = characters(LONGEST, len(coded))
        seen = self.characters.fit_transform([known.clause for known in coded])
        measures = [n for n, known in enumerate(coded) if known.instrument]
        labels = {
            "text": [(n, MEASURE if known.instrument else NONE) for n, known in enumerate(coded)],
            "instrument": [(n, coded[n].instrument) for n in measures],
        }
        for field, known in labels.items():
            rows, values = [n for n, _ in known], [value for _, value in known]
            if len(set(values)) > 1:
                linear = Linear(seen[rows], values)
                self.lessons[field] = Lesson(linear, [coded[n].clause for n in rows])

    def verdicts(self, clauses: Sequence[str]) -> list[Verdict]:
        """A verdict for each clause.

        >>> from cmp.vocabulary import load_vocabulary
        >>> coded = coded_clauses(load_vocabulary())
        >>> verdict = coded.verdicts(["对新认定的高新技术企业给予20万元奖励"])[0]
        >>> verdict.against("text", NONE).value, verdict.against("instrument", "trade").value
        ('measure', 'funding')
        """
        if not self.lessons or not clauses:
            return [Verdict({}, self, None)] * len(clauses)
        vectors = self.characters.transform([without_digits(clause) for clause in clauses])
        told = {field: known.linear.scores(vectors) for field, known in self.lessons.items()}
        return [
            Verdict(
                {field: self.lessons[field].linear.behind(rows[n]) for field, rows in told.items()},
                self,
                vectors[n],
            )
            for n in range(len(clauses))
        ]

    def most_like(self, vector: csr_matrix, field: str, label: str) -> str:
        """The coded clause with this label that is most like the vector."""
        lesson = self.lessons[field]
        return lesson.clauses[lesson.linear.most_like(vector, label)]


@cache
def coded_clauses(vocabulary: Vocabulary) -> CodedClauses:
    """The coded clauses of a vocabulary, learned once."""
    return CodedClauses(vocabulary)
