"""What a rule decided for a field of a row, and the words that it decided by.

The functions that decide return a Decision, so what is explained is what was done.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """Why a field of a row has its value: a rule, and the words of the text, "" for none."""

    field: str
    rule: str
    words: str


@dataclass(frozen=True)
class Decision:
    """The value of a field with the rule and the words that gave it.

    >>> Decision("aspired", "a hedge in the phrase of the number", "力争").reason("commitment")
    Reason(field='commitment', rule='a hedge in the phrase of the number', words='力争')
    """

    value: str
    rule: str
    words: str = ""

    def reason(self, field: str) -> Reason:
        """The decision without its value, as the reason of a field."""
        return Reason(field, self.rule, self.words)
