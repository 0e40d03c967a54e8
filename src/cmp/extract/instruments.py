"""A clause to its policy instrument after Rothwell and Zegveld, with the words that decided.

Reads instrument_terms.csv: a term, its instrument, its weight. Nothing else has a say.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from cmp.extract.phrases import PhraseRules, comma_parts
from cmp.vocabulary import Vocabulary

NAMED_INSTRUMENT = 10.0
NAMED = "a named legal instrument"
LATER_PART = 0.72
FRAME = 0.3
SECTION = 0.55
FURTHER = 0.15
BUNDLE = 3.5
VARIED = 3
MOST_WORDS = 3
GRANT = 4.0
MONEY = ("currency", "percent")
SOLID = 3.0
DISTINCT = 4.0
MODIFIER = 0.6

_Vote = tuple[str, str, float]


@dataclass(frozen=True)
class Verdict:
    """The instrument of a clause, the rule and the terms that decided, the weightiest first."""

    instrument: str
    why: tuple[str, ...]
    rule: str


class InstrumentRules:
    """The term list as one expression, compiled once per article."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._phrases = PhraseRules(vocabulary)

    @cached_property
    def _terms(self) -> re.Pattern[str]:
        words = sorted(self._vocabulary.instrument_terms, key=lambda word: (-len(word), word))
        return re.compile("|".join(re.escape(word) for word in words))

    @cached_property
    def _frame(self) -> re.Pattern[str]:
        return re.compile(self._vocabulary.pattern("frame_opener"))

    @cached_property
    def _frame_end(self) -> re.Pattern[str]:
        return re.compile(f"(?:{self._vocabulary.pattern('frame_frame')})$")

    @cached_property
    def _bundle(self) -> re.Pattern[str]:
        words = self._vocabulary.pattern
        count = f"(?:{words('list_numeral')}|[0-9]){{1,4}}(?:{words('bundle_classifier')})"
        return re.compile(f"{count}[^、，]{{0,6}}?(?:{words('bundle_noun')})")

    def _bundle_of(self, part: str, codes: set[str]) -> str:
        """The count of a plan's projects in a part, where they differ in instrument."""
        found = self._bundle.search(part)
        return found.group() if found and (len(codes) >= VARIED or "、" not in part) else ""

    def terms(self, text: str) -> list[_Vote]:
        """Term, instrument and weight of each term in the text, longest matches only.

        A term right before another one modifies it and counts less.

        >>> from cmp.vocabulary import load_vocabulary
        >>> InstrumentRules(load_vocabulary()).terms("落实加计扣除政策")
        [('加计扣除', 'tax', 10.0)]
        """
        known = self._vocabulary.instrument_terms
        found = list(self._terms.finditer(_plain(text)))
        votes = [(match.group(), *known[match.group()]) for match in found]
        for number, (match, following) in enumerate(pairwise(found)):
            is_modifier = match.end() == following.start() and votes[number][2] < DISTINCT
            if is_modifier and votes[number + 1][2] >= SOLID:
                votes[number] = _scaled(votes[number], MODIFIER)
        return votes

    def choose(self, text: str, section: str = "") -> Verdict:
        """The instrument that the clause names first and most plainly.

        A term counts by its weight, less in a later part of the clause and in a part that only
        frames the action (围绕…, 以…为目标); the section's title has a say where the clause
        says little. A named legal instrument decides alone.

        >>> from cmp.vocabulary import load_vocabulary
        >>> rules = InstrumentRules(load_vocabulary())
        >>> rules.choose("强化财政资金引导，落实研发费用加计扣除政策")
        Verdict(instrument='tax', why=('加计扣除',), rule='a named legal instrument')
        """
        reward = self._rewards(text)
        if reward:
            return Verdict("funding", (reward,), "a clause that says what is granted to whom")
        votes: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for word, instrument, score in self._votes(text, section):
            if score >= NAMED_INSTRUMENT:
                return Verdict(instrument, (word,), NAMED)
            votes[instrument].append((score, word))
        if not votes:
            return Verdict("", (), "no term of the list names one")
        ranked = {code: sorted(cast, key=lambda vote: -vote[0]) for code, cast in votes.items()}
        best = max(ranked, key=lambda code: _weighed([score for score, _ in ranked[code]]))
        words = tuple(dict.fromkeys(word for _, word in ranked[best]))[:MOST_WORDS]
        return Verdict(best, words, "the weightiest terms")

    def _votes(self, text: str, section: str) -> list[_Vote]:
        votes: list[_Vote] = []
        factor = 1.0
        for part in comma_parts(text):
            found = self._part_votes(part)
            is_frame = bool(self._frame.match(self._phrases.core(part))) or bool(
                self._frame_end.search(part)
            )
            share = factor * (FRAME if is_frame else 1)
            votes += [_scaled(vote, share) for vote in found]
            bundle = self._bundle_of(part, {code for _, code, _ in found})
            if bundle and not (section and section in text):
                votes.append((bundle, "goal_planning", BUNDLE * factor))
            if found and not is_frame:
                factor *= LATER_PART
        titled = [(word, code, min(weight, SOLID)) for word, code, weight in self.terms(section)]
        votes += [_scaled(vote, SECTION) for vote in titled]
        return sorted(votes, key=lambda vote: vote[2] >= NAMED_INSTRUMENT, reverse=True)

    def _part_votes(self, part: str) -> list[_Vote]:
        """Terms of a part: in full from its verb on, at a share before it; and a grant's sum."""
        phrase = self._phrases.read(part)
        head = part[: -len(phrase.predicate)] if phrase.predicate else ""
        if phrase.actor not in ("agency", "implied", "plan"):
            head = ""
        votes = [_scaled(vote, FRAME) for vote in self.terms(head)]
        votes += self.terms(part[len(head) :])
        grant = self._granted(part)
        return [*votes, (grant, "funding", GRANT)] if grant else votes

    def _rewards(self, text: str) -> str:
        """The word of a clause that only says what is granted to whom: 对…给予20万元奖励."""
        says_whom = self._to_whom.match(self._phrases.core(text))
        return self._granted(text) if says_whom else ""

    def _granted(self, text: str) -> str:
        """The word of a subsidy that stands with its sum or rate, in either order."""
        word = self._subsidy.search(text)
        return word[0] if word and self._money.search(text) else ""

    @cached_property
    def _to_whom(self) -> re.Pattern[str]:
        return re.compile(self._vocabulary.pattern("rule_opener"))

    @cached_property
    def _subsidy(self) -> re.Pattern[str]:
        return re.compile(self._vocabulary.pattern("subsidy_word"))

    @cached_property
    def _money(self) -> re.Pattern[str]:
        units = [u.unit for u in self._vocabulary.units.values() if u.kind in MONEY]
        magnitude = self._vocabulary.pattern("magnitude")
        return re.compile(
            f"(?<![0-9.])[0-9.]+(?:{magnitude})*(?:{'|'.join(map(re.escape, units))})"
        )


def _scaled(vote: _Vote, share: float) -> _Vote:
    """The vote at a share of its weight; a named legal instrument keeps it all."""
    word, instrument, weight = vote
    return word, instrument, weight if weight >= NAMED_INSTRUMENT else weight * share


def _weighed(scores: Sequence[float]) -> float:
    """The strongest vote in full, the others at a share."""
    return scores[0] + FURTHER * sum(scores[1:])


def _plain(text: str) -> str:
    """Without quotation marks, which scrapes lose."""
    return re.sub("[“”‘’]", "", text)
