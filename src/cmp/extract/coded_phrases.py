"""What coded phrases say of a new one: its indicator, and stock or flow.

Learned when first asked from coded_phrases.csv and the terms of indicator_terms.csv. Knows no
sentence: what it is asked about is a noun, its phrase and unit, the words right behind the number
and the indicator of the number before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from cmp.extract.decisions import Decision
from cmp.extract.linear import Linear, characters, likeliest, without_digits
from cmp.extract.setting import Setting
from cmp.vocabulary import Vocabulary

if TYPE_CHECKING:
    import numpy as np
    from scipy.sparse import csr_matrix

PHRASE_START = re.compile("[，。；！？：\n]")
LONGEST_PHRASE = 60
LONGEST_BEHIND = 12
# How much the characters of noun, phrase, unit and what stands behind weigh; the code before.
WEIGHTS = (1.0, 0.7, 0.5, 0.4)
WEIGHT_BEFORE = 0.4
# How far behind the best a code, or one of stock and flow, is overruled; and what is weakly told.
CLEAR_CODE, CLEAR_TYPE, CLEAR_WEAK = 0.1, 1.6, 0.8


@dataclass(frozen=True)
class Asked:
    """A number as the coded phrases see it: its noun, its phrase with 0 for digits, its unit.

    `behind` are the words right behind it.
    """

    noun: str
    phrase: str
    unit: str
    behind: str = ""


@dataclass(frozen=True)
class Verdict:
    """How far each indicator is behind the best one, and of stock and flow the other one."""

    codes: Mapping[str, float]
    types: Mapping[str, float]
    _coded: CodedPhrases
    _vector: csr_matrix
    _scores: np.ndarray

    @property
    def indicator(self) -> str:
        """The likeliest one."""
        return likeliest(self.codes)

    def behind(self, before: str) -> Verdict:
        """What they say of it behind a number of this indicator in its sentence."""
        return replace(self, codes=self._coded.behind(self._scores, before))

    def doubts_code(self, code: str) -> bool:
        """Whether the coded phrases clearly speak against this indicator."""
        return self.codes.get(code, 0.0) > CLEAR_CODE

    def code(self, setting: Setting) -> Decision:
        """The indicator, with the coded noun that the number's own is most like."""
        like = self._coded.most_like(self._vector, self.indicator)
        return Decision(self.indicator, f"as coded for the like of {like}", setting.printed)

    def type(self, setting: Setting) -> Decision:
        """Stock or flow, as it is likeliest."""
        return Decision(likeliest(self.types), "as phrases like it were coded", setting.printed)


def asked(setting: Setting) -> Asked:
    """The noun, the phrase around the number, and the unit of a number in its place."""
    text, end = setting.text, setting.quantity.end
    begin = max(end - LONGEST_PHRASE, setting.sentence[0])
    starts = list(PHRASE_START.finditer(text, begin, setting.quantity.start))
    phrase = text[starts[-1].end() if starts else begin : end]
    behind = PHRASE_START.split(text[end : end + LONGEST_BEHIND])[0]
    noun, unit = setting.subject.text, setting.quantity.unit
    return Asked(noun, without_digits(phrase), unit, without_digits(behind))


class CodedPhrases:
    """The phrases of one vocabulary, learned."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        from scipy.sparse import hstack  # noqa: PLC0415
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

        coded = vocabulary.coded_phrases
        known = [(Asked(p.noun, p.phrase, p.unit, p.behind), p.indicator, p.before) for p in coded]
        for term in vocabulary.indicator_terms:
            name = term.term.replace("…", "")
            known.append((Asked(name, name, ""), term.indicator, ""))
        self.names = [phrase.noun or phrase.phrase for phrase, _, _ in known]
        self.characters = [characters(longest, len(known)) for longest in (4, 3)]
        self.units = TfidfVectorizer(analyzer=lambda unit: [unit])
        self.following = characters(3, len(known))
        seen = self._vectors([phrase for phrase, _, _ in known], is_new=False)
        before = TfidfVectorizer(analyzer=lambda code: [code])
        codes = before.fit_transform([code for _, _, code in known]) * WEIGHT_BEFORE
        self.codes = Linear(hstack([seen, codes]).tocsr(), [code for _, code, _ in known])
        weights = self.codes.weights[seen.shape[1] :] * WEIGHT_BEFORE
        self.shifts = dict(zip(before.get_feature_names_out(), weights, strict=True))
        amounts = [n for n, phrase in enumerate(coded) if phrase.measure_type]
        types = [coded[n].measure_type for n in amounts]
        self.types = Linear(seen[amounts], types) if len(set(types)) > 1 else None

    def _vectors(self, phrases: Sequence[Asked], *, is_new: bool) -> csr_matrix:
        from scipy.sparse import hstack  # noqa: PLC0415

        columns = (
            [f"^{phrase.noun}$" for phrase in phrases],
            [phrase.phrase for phrase in phrases],
            [phrase.unit for phrase in phrases],
            [f"{phrase.behind}$" for phrase in phrases],
        )
        parts = [
            (words.transform if is_new else words.fit_transform)(column) * weight
            for words, column, weight in zip(
                (*self.characters, self.units, self.following), columns, WEIGHTS, strict=True
            )
        ]
        return hstack(parts).tocsr()

    def verdicts(self, phrases: Sequence[Asked]) -> list[Verdict]:
        """A verdict for each phrase.

        >>> from cmp.vocabulary import load_vocabulary
        >>> coded = coded_phrases(load_vocabulary())
        >>> coded.verdicts([Asked("国家级瞪羚企业", "新增国家级瞪羚企业0家", "家")])[0].indicator
        'specialised_firms'
        """
        if not phrases:
            return []
        vectors = self._vectors(phrases, is_new=True)
        # Without coded phrases, as what is printed with no verb: a total.
        types = [{"stock": 0.0}] * len(phrases)
        if self.types:
            types = list(map(self.types.behind, self.types.scores(vectors)))
        found = zip(vectors, self.codes.scores(vectors), types, strict=True)
        return [
            Verdict(self.behind(scores, ""), kinds, self, vector, scores)
            for vector, scores, kinds in found
        ]

    def behind(self, scores: np.ndarray, before: str) -> dict[str, float]:
        """How far each indicator is behind the best, with that of the number before it."""
        return self.codes.behind(scores + self.shifts.get(before, 0.0))

    def most_like(self, vector: csr_matrix, code: str) -> str:
        """The coded noun, or phrase without one, of this indicator that is most like the vector."""
        return self.names[self.codes.most_like(vector, code)]


@cache
def coded_phrases(vocabulary: Vocabulary) -> CodedPhrases:
    """The coded phrases of a vocabulary, learned once."""
    return CodedPhrases(vocabulary)
