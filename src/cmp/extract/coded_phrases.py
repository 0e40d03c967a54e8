"""What coded phrases say of a new one: its indicator, and stock or flow.

Learned when first asked from coded_phrases.csv and the terms of indicator_terms.csv. Knows no
sentence: what it is asked about is a noun, its phrase and a unit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from cmp.extract.bayes import Bayes, characters, likeliest, without_digits
from cmp.extract.decisions import Decision
from cmp.extract.setting import Setting
from cmp.vocabulary import Vocabulary

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

PHRASE_START = re.compile("[，。；！？：\n]")
LONGEST_PHRASE = 60
# How much the characters of noun, phrase and unit weigh.
WEIGHTS = (1.0, 0.7, 0.5)
# The log-odds at which coded phrases overrule: about 150 to 1 and 55 to 1.
CLEAR_CODE, CLEAR_TYPE = 5.0, 4.0


@dataclass(frozen=True)
class Asked:
    """A number as the coded phrases see it: its noun, its phrase with 0 for digits, its unit."""

    noun: str
    phrase: str
    unit: str


@dataclass(frozen=True)
class Verdict:
    """The likeliest indicator and its log-odds against each other one; stock or flow, likewise."""

    indicator: str
    odds: Mapping[str, float]
    type_odds: Mapping[str, float]
    _coded: CodedPhrases
    _vector: csr_matrix

    def doubts_code(self, code: str) -> bool:
        """Whether the coded phrases clearly speak against this indicator."""
        return self.odds.get(code, 0.0) > CLEAR_CODE

    def doubts_type(self, kind: str) -> bool:
        """Whether they clearly speak against this one of stock and flow."""
        return self.type_odds.get(kind, 0.0) > CLEAR_TYPE

    def code(self, setting: Setting) -> Decision:
        """The indicator, with the coded noun that the number's own is most like."""
        like = self._coded.most_like(self._vector, self.indicator)
        return Decision(self.indicator, f"as coded for the like of {like}", setting.printed)

    def type(self, setting: Setting) -> Decision:
        """Stock or flow, as it is likeliest."""
        return Decision(likeliest(self.type_odds), "as phrases like it were coded", setting.printed)


def asked(setting: Setting) -> Asked:
    """The noun, the phrase up to the number, and the unit of a number in its place."""
    text, end = setting.text, setting.quantity.end
    begin = max(end - LONGEST_PHRASE, setting.sentence[0])
    starts = list(PHRASE_START.finditer(text, begin, setting.quantity.start))
    phrase = text[starts[-1].end() if starts else begin : end]
    return Asked(setting.subject.text, without_digits(phrase), setting.quantity.unit)


class CodedPhrases:
    """The phrases of one vocabulary, learned."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

        coded = vocabulary.coded_phrases
        known = [(Asked(p.noun, p.phrase, p.unit), p.indicator) for p in coded]
        for term in vocabulary.indicator_terms:
            name = term.term.replace("…", "")
            known.append((Asked(name, name, ""), term.indicator))
        self.names = [phrase.noun or phrase.phrase for phrase, _ in known]
        self.characters = [characters(longest) for longest in (4, 3)]
        self.units = TfidfVectorizer(analyzer=lambda unit: [unit])
        seen = self._vectors([phrase for phrase, _ in known], is_new=False)
        self.codes = Bayes(seen, [code for _, code in known])
        amounts = [n for n, phrase in enumerate(coded) if phrase.measure_type]
        types = [coded[n].measure_type for n in amounts]
        self.types = Bayes(seen[amounts], types, fit_prior=True) if amounts else None

    def _vectors(self, phrases: Sequence[Asked], *, is_new: bool) -> csr_matrix:
        from scipy.sparse import hstack  # noqa: PLC0415

        columns = (
            [f"^{phrase.noun}$" for phrase in phrases],
            [phrase.phrase for phrase in phrases],
            [phrase.unit for phrase in phrases],
        )
        parts = [
            (words.transform if is_new else words.fit_transform)(column) * weight
            for words, column, weight in zip(
                (*self.characters, self.units), columns, WEIGHTS, strict=True
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
        # Without a coded phrase, as what is printed with no verb: a total.
        kinds = self.types.odds(vectors) if self.types else [{"stock": 0.0}] * len(phrases)
        found = zip(vectors, self.codes.odds(vectors), kinds, strict=True)
        return [
            Verdict(likeliest(odds), odds, types, self, vector) for vector, odds, types in found
        ]

    def most_like(self, vector: csr_matrix, code: str) -> str:
        """The coded noun, or phrase without one, of this indicator that is most like the vector."""
        return self.names[self.codes.most_like(vector, code)]


@cache
def coded_phrases(vocabulary: Vocabulary) -> CodedPhrases:
    """The coded phrases of a vocabulary, learned once."""
    return CodedPhrases(vocabulary)
