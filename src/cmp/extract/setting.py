"""A quantity where it stands: all that the rules of its fields may look at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from cmp.extract.decisions import Decision
from cmp.extract.field_words import FieldWords
from cmp.extract.records import Quantity
from cmp.extract.subjects import Subject, phrase_end, phrase_start

# Words further before a number than this do not govern it.
LONGEST_REACH = 500
CURRENCY = ("currency", "foreign_currency")


@dataclass(frozen=True)
class Setting:
    """A quantity with its subject, its sentence, its time and the outlook of its part.

    `own_period` is that of its sentence, `period` that of its part where the sentence has none.
    """

    text: str
    quantity: Quantity
    subject: Subject
    sentence: tuple[int, int]
    period: Decision
    own_period: Decision
    year: int
    month: int
    outlook: Decision
    is_movement: bool = False

    @cached_property
    def phrase(self) -> tuple[int, int]:
        """The run between ，；。 that holds the number."""
        start = phrase_start(self.text, self.quantity.start)
        return max(start, self.sentence[0]), phrase_end(self.text, self.quantity.end)

    @cached_property
    def before(self) -> str:
        """The sentence up to the number, as far back as its words can reach."""
        start = max(self.sentence[0], self.quantity.start - LONGEST_REACH)
        return self.text[start : self.quantity.start]

    @property
    def printed(self) -> str:
        """The number with its unit."""
        return self.text[self.quantity.start : self.quantity.end]

    @property
    def noun(self) -> str:
        """The subject as printed."""
        return self.text[self.subject.start : self.subject.end]


def cues_before(
    pattern: re.Pattern[str], setting: Setting, words: FieldWords
) -> list[re.Match[str]]:
    """The cues before the number in its phrase, but for those inside a term (孵化器)."""
    area = setting.phrase[0], setting.quantity.lead
    terms = [m.span() for m in words.terms.finditer(setting.text, *area)]
    return [
        m
        for m in pattern.finditer(setting.text, *area)
        if not any(
            (a <= m.start() and m.end() < b) or (a < m.start() and m.end() <= b) for a, b in terms
        )
    ]


def is_second(setting: Setting, words: FieldWords) -> bool:
    """Whether the number is a second figure for the thing before it: 招引700家，力争800家."""
    told = setting.text[setting.phrase[0] : setting.quantity.lead]
    return setting.subject.is_inherited and bool(words.hedged.fullmatch(told))
