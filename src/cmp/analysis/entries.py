"""Lists of the codebook whose rows hold a code, two names and terms, with | between → entries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Entry:
    """A row of such a list: a stage of a chain, an item of an index."""

    code: str
    name_zh: str
    name_en: str
    terms: tuple[str, ...]

    def name(self, language: str) -> str:
        """Its name in a language."""
        return self.name_zh if language == "zh" else self.name_en


def read_entries(cues: Iterable[str]) -> list[Entry]:
    """The rows of a list.

    >>> read_entries(["a|甲|A|乙|丙"])
    [Entry(code='a', name_zh='甲', name_en='A', terms=('乙', '丙'))]
    """
    parts = [cue.split("|") for cue in cues]
    return [Entry(part[0], part[1], part[2], tuple(part[3:])) for part in parts]


@cache
def any_of(terms: tuple[str, ...]) -> re.Pattern[str]:
    """An expression that finds any of the terms, the longest first."""
    return re.compile("|".join(map(re.escape, sorted(terms, key=lambda t: (-len(t), t)))))
