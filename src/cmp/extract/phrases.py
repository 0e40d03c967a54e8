"""A clause to its parts: who acts in each, with which verb, on something concrete or not.

A part is what stands between commas. Knows no instrument and no status.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from cmp.segment.spans import QUOTES
from cmp.vocabulary import Vocabulary

Actor = Literal["implied", "agency", "plan", "firm", "thing", "none"]

LONGEST_SUBJECT = 40
LONGEST_READ = 300
_OPEN = "（《" + "".join(QUOTES)
_CLOSE = "）》" + "".join(QUOTES.values())


@dataclass(frozen=True)
class Phrase:
    """A part of a clause. `predicate` starts at the verb; "" where no agency's verb was found."""

    text: str
    actor: Actor
    predicate: str


def comma_parts(text: str) -> list[str]:
    """The text split at ，and ： outside brackets, book titles and quotation marks.

    >>> comma_parts("围绕“强链，补链”攻关，建设平台：孵化器")
    ['围绕“强链，补链”攻关', '建设平台', '孵化器']
    """
    parts, depth, start = [], 0, 0
    for place, mark in enumerate(text):
        if mark in _OPEN:
            depth += 1
        elif mark in _CLOSE:
            depth = max(depth - 1, 0)
        elif mark in "，：," and not depth:
            parts.append(text[start:place])
            start = place + 1
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]


class PhraseRules:
    """The vocabulary's cues as expressions, compiled once per article."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def words(self, *roles: str) -> str:
        """Cues of these roles as one group of an expression."""
        return f"(?:{self._vocabulary.pattern(*roles)})"

    @cached_property
    def _verb(self) -> re.Pattern[str]:
        noun, genitive = self.words("verb_like_noun"), self.words("genitive")
        return re.compile(f"(?!{noun}){self.words('action_verb')}(?!{genitive})")

    @cached_property
    def _lead(self) -> re.Pattern[str]:
        words = self.words
        date = f"{words('date_begin')}?(?:\\d{{1,4}}{words('date_mark')})+{words('date_end')}?"
        future = f"{words('future')}(?={words('lead_word', 'preposition', 'action_verb')})"
        return re.compile(f"{future}|{words('lead_word')}|{date}")

    @cached_property
    def _genitive(self) -> re.Pattern[str]:
        return re.compile(self.words("genitive"))

    @cached_property
    def _preposition(self) -> re.Pattern[str]:
        return re.compile(self.words("preposition"))

    @cached_property
    def _place_phrase(self) -> re.Pattern[str]:
        opener, end = self.words("place_opener"), self.words("place_end")
        return re.compile(f"{opener}[^，]*?(?!{self.words('not_place_end')}){end}")

    @cached_property
    def _place(self) -> re.Pattern[str]:
        return re.compile(f"(?<=.){self.words('place_opener')}")

    @cached_property
    def _agency(self) -> re.Pattern[str]:
        return re.compile(self.words("agency"))

    @cached_property
    def _agency_end(self) -> re.Pattern[str]:
        names = "|".join(
            re.escape(city.name_zh[:-1])
            for city in self._vocabulary.cities.values()
            if len(city.name_zh) > 2
        )
        return re.compile(f"(?:{self.words('agency_suffix')}|{names})$")

    @cached_property
    def _plan(self) -> re.Pattern[str]:
        return re.compile(f"{self.words('plan_subject')}[”’）]?$")

    @cached_property
    def _firm(self) -> re.Pattern[str]:
        return re.compile(self.words("firm"))

    def read(self, part: str) -> Phrase:
        """Who acts in a part, and from which verb on.

        >>> from cmp.vocabulary import load_vocabulary
        >>> rules = PhraseRules(load_vocabulary())
        >>> rules.read("目前市科技局正在组建创新联合体")
        Phrase(text='目前市科技局正在组建创新联合体', actor='agency', predicate='组建创新联合体')
        >>> rules.read("300余家企业建立了研发机构").actor
        'firm'
        """
        rest = self.skip_leads(part[:LONGEST_READ])
        named = self._agency.match(rest)
        if named and not self._genitive.match(rest, named.end()):
            inner = self.read(rest[named.end() :]) if named.end() < len(rest) else None
            if inner and inner.actor in ("implied", "agency"):
                return Phrase(part, "agency", inner.predicate)
        if self._verb.match(rest):
            return Phrase(part, "implied", rest)
        if self._preposition.match(rest):
            return self._behind_preposition(part, rest)
        found = self._verb.search(rest, 1)
        if not found:
            return Phrase(part, self._actor(rest) if named else "none", "")
        return Phrase(part, self._actor(rest[: found.start()]), rest[found.start() :])

    def names_firm(self, text: str) -> bool:
        """Whether a firm, a university or people are named."""
        return self._firm.search(text) is not None

    def core(self, part: str) -> str:
        """The part without time words, adverbs and the agency that opens it."""
        rest = self.skip_leads(part[:LONGEST_READ])
        named = self._agency.match(rest)
        return self.skip_leads(rest[named.end() :]) if named else rest

    def opens_with_verb(self, text: str) -> bool:
        """Whether the text opens with what an agency does."""
        return self._verb.match(text) is not None

    def skip_leads(self, part: str) -> str:
        """The part without time words and adverbs, as long as no verb stands there."""
        rest = part
        while True:
            lead = self._lead.match(rest)
            verb = self._verb.match(rest)
            if not lead or not lead.group() or (verb and verb.end() >= lead.end()):
                return rest
            rest = rest[lead.end() :]

    def _behind_preposition(self, part: str, rest: str) -> Phrase:
        phrase = self._place_phrase.match(rest)
        if phrase and phrase.end() >= len(rest.rstrip("”’）")):
            return Phrase(part, "none", "")
        if phrase:
            inner = self.read(rest[phrase.end() :])
            return Phrase(part, inner.actor, inner.predicate)
        opener = self._preposition.match(rest)
        begin = opener.end() + 1 if opener else 1
        behind = max((m.end() for m in self._genitive.finditer(rest)), default=0)
        found = self._verb.search(rest, max(behind, begin)) or self._verb.search(rest, begin)
        return Phrase(part, "implied" if found else "none", rest[found.start() :] if found else "")

    def _actor(self, subject: str) -> Actor:
        """What kind of subject stands before the verb."""
        bare = self._without_leads_behind(self._place.split(subject)[0])
        if self._plan.search(bare):
            return "plan"
        if self._agency_end.search(bare):
            return "agency"
        if self._firm.search(bare):
            return "firm"
        return (
            "agency" if self._agency.search(bare) and not any(map(str.isdigit, bare)) else "thing"
        )

    def _without_leads_behind(self, subject: str) -> str:
        """The subject without the adverbs between it and its verb."""
        bare = subject[:LONGEST_SUBJECT]
        for cut in range(len(bare)):
            if not self.skip_leads(bare[cut:]) and bare[cut:]:
                return bare[:cut]
        return bare
